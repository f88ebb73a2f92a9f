"""The kinds of value that a setting can have, beyond what TOML knows: durations, nicks, channels, addresses."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, SecretStr, ValidationInfo, WithJsonSchema

_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_DURATION = r"\s*(\d+\s*[dhms]\s*)+"
_LONGEST = timedelta(days=3650)
_CHANNEL = re.compile(r"[#&+!][^\x00-\x20\x7f,]{0,199}")
_NICK = re.compile(r"[^\x00-\x20\x7f0-9\-#&:$~@%+!,*?.][^\x00-\x20\x7f!@,*?.]{0,63}")
_WORD = re.compile(r"[^\x00-\x20\x7f@!]+")
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_HOST = re.compile(r"[^\x00-\x20\x7f/@\[\]#]+")
_DIGEST_BYTES = {"sha256": 32, "sha512": 64}

Address = tuple[str, int | None]


def duration(value: object) -> timedelta:
    """Read `90s`, `1h`, `1h 30m`, `2d`; ValueError says what to write instead."""
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or not re.fullmatch(_DURATION, value, re.ASCII):
        raise ValueError('takes a number with a unit (s, m, h or d), like "90s" or "1h 30m"')
    pieces = re.findall(r"(\d{1,12})\s*([dhms])", value)
    seconds = sum(int(number) * _UNITS[unit] for number, unit in pieces)
    if not 0 < seconds <= _LONGEST.total_seconds():
        raise ValueError("takes a duration between 1s and 3650d")
    return timedelta(seconds=seconds)


def written(value: timedelta) -> str:
    """Return a duration as it is written in the configuration, in whole seconds: `1h 30m`."""
    rest, pieces = int(value.total_seconds()), []
    for unit, seconds in _UNITS.items():
        count, rest = divmod(rest, seconds)
        if count:
            pieces.append(f"{count}{unit}")
    return " ".join(pieces)


def hours(value: str) -> tuple[time, time] | None:
    """Split `22:00-07:00` into its two times on the clock, None if it is empty; ValueError if it is neither."""
    found = _HOURS.fullmatch(value)
    if value and not found:
        raise ValueError('takes two times on the clock, like "22:00-07:00", or "" for none')
    if not found:
        return None
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if start == end:
        raise ValueError("takes two different times; hours that never end would keep everything back")
    return start, end


def address(value: str) -> Address:
    """Split `host:port`, `[::1]:6697` or a host alone into host and port; ValueError if it is none."""
    bracketed = re.fullmatch(r"\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?", value)
    found = bracketed or re.fullmatch(r"([^:]+)(?::(\d{1,5}))?", value)
    if not found or not (bracketed or _HOST.fullmatch(found[1])):
        raise ValueError('takes "host:port", as in "irc.example.org:6697" or "[::1]:6697"')
    port = int(found[2]) if found[2] else None
    if port is not None and not 0 < port < 65536:
        raise ValueError("takes a port from 1 to 65535")
    return found[1], port


def _matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(sentence)
        return value

    return check


def _channel(value: str) -> str:
    if not _CHANNEL.fullmatch(value):
        guess = f'; did you mean "#{value}"' if _CHANNEL.fullmatch(f"#{value}") else ""
        raise ValueError(f"is not a channel name: it starts with # and has neither blank nor comma{guess}")
    return value


def _server(value: str) -> str:
    address(value)
    return value


def _hours(value: str) -> str:
    hours(value)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError('takes a time zone by its place, as in "Europe/Berlin", or "UTC"') from error
    return value


def _listen(value: str) -> str:
    if address(value)[1] is None:
        raise ValueError('takes "host:port", as in "127.0.0.1:8080"')
    return value


def _fingerprint(value: str) -> str:
    algorithm, _, digits = value.partition(":")
    digest = digits.replace(":", "").lower()
    size = _DIGEST_BYTES.get(algorithm.lower())
    if size is None or not re.fullmatch(f"[0-9a-f]{{{size * 2}}}", digest):
        raise ValueError("takes sha256: with 64 hexadecimal digits or sha512: with 128")
    return f"{algorithm.lower()}:{digest}"


def _who(value: str) -> str:
    kind, _, name = value.partition(":")
    if kind == "certfp":
        return f"certfp:{_fingerprint(name)}"
    if kind != "account" or not _WORD.fullmatch(name):
        guess = f'; did you mean "account:{value}"' if _NICK.fullmatch(value) else ""
        raise ValueError(f'takes "account:NAME" or "certfp:sha256:DIGITS"{guess}')
    return value


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[^\r\n\0]+", value.get_secret_value()):
        raise ValueError("takes one line of text, not empty")
    return value


def _http(value: str) -> str:
    try:
        parts = urlsplit(value)
        complete = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        complete = False
    if not complete:
        raise ValueError('takes a complete address, as in "https://www.example.org/"')
    return value


def _from_folder(path: Path, info: ValidationInfo) -> Path:
    """Resolve a path against the folder of the file it stands in, which comes as the validation's context."""
    return Path(info.context) / path if info.context else path


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return path


Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    PlainSerializer(written),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION}$", "examples": ["90s", "1h 30m"]}),
]
Texts = Annotated[tuple[str, ...], Field(strict=False)]
ChannelName = Annotated[str, AfterValidator(_channel)]
Nick = Annotated[
    str, AfterValidator(_matching(_NICK, "is not a nick: letters, digits and _-[]\\`^{}|, no digit first"))
]
UserName = Annotated[str, AfterValidator(_matching(_WORD, "takes one word without @ or !"))]
Line = Annotated[str, AfterValidator(_matching(re.compile(r"[^\x00-\x1f\x7f]+"), "takes one line of text"))]
Secret = Annotated[SecretStr, AfterValidator(_secret)]
Prefix = Annotated[
    str, AfterValidator(_matching(re.compile(r"[^\x00-\x20\x7f]{1,8}"), "takes 1 to 8 characters, no blank"))
]
Host = Annotated[str, AfterValidator(_matching(_HOST, 'takes a host name or address, as in "irc.example.org"'))]
Port = Annotated[int, Field(ge=1, le=65535)]
Nicks = Annotated[tuple[Nick, ...], Field(strict=False)]
Servers = Annotated[tuple[Annotated[str, AfterValidator(_server)], ...], Field(strict=False)]
Listen = Annotated[str, AfterValidator(_listen)]
Hours = Annotated[str, AfterValidator(_hours)]
TimeZone = Annotated[str, AfterValidator(_zone)]
Fingerprints = Annotated[tuple[Annotated[str, AfterValidator(_fingerprint)], ...], Field(strict=False)]
Who = Annotated[str, AfterValidator(_who)]
HttpUrl = Annotated[str, AfterValidator(_http)]
Place = Annotated[Path, Field(strict=False), AfterValidator(_from_folder)]
ExistingFile = Annotated[Path, Field(strict=False), AfterValidator(_from_folder), AfterValidator(_existing)]
