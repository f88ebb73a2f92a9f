"""Values of settings as people write and read them on IRC: on and off, lists with commas."""

import csv
import re
from datetime import timedelta
from typing import Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.errors import QuarterdeckError
from config import words
from config.problems import nearest, wording
from config.settings import ChannelSettings
from config.values import written

_SWITCH = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}
_NUMBER = r"-?\d{1,9}"
NONE = "none"


class SettingError(QuarterdeckError):
    """A setting does not take what somebody wrote, or there is none of that name; says what would be right."""


def spoken(value: object) -> str:
    """Return a value as people read it: `on`, `Kernel, Ports`, `1h 30m`, `none` for what is empty."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, timedelta):
        return written(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_quoted, value)) or NONE
    return str(value) or NONE


def changed(settings: ChannelSettings, key: str, text: str) -> ChannelSettings:
    """Return settings with a value that somebody wrote; SettingError if it does not fit."""
    value = _understood(key, known(key), re.sub(r"^=\s+", "", text.strip()))
    try:
        return settings.changed({key: value})
    except ValidationError as error:
        raise SettingError(f"{key} {wording(error.errors(include_url=False)[0])}.") from error


def known(key: str) -> FieldInfo:
    """Return a channel's setting; SettingError if there is none of that name."""
    fields = ChannelSettings.model_fields
    if key not in fields:
        guess = nearest(key, sorted(fields))
        rest = f"did you mean {guess}?" if guess else f"there are {', '.join(fields)}."
        raise SettingError(f"There is no setting {key}; {rest}")
    return fields[key]


def described(key: str) -> str:
    """Return what a setting is and what it takes; SettingError if there is none of that name."""
    field = known(key)
    if field.annotation is bool:
        takes = " On or off."
    elif get_origin(field.annotation) is Literal:
        *others, last = get_args(field.annotation)
        takes = f" Takes {', '.join(others)} or {last}."
    elif get_origin(field.annotation) is tuple:
        takes = " Several have commas between them."
    else:
        takes = ""
    return f"{key}: {' '.join(words.of(ChannelSettings, key).split())}{takes} Default: {spoken(field.default)}."


def _understood(key: str, field: FieldInfo, text: str) -> object:
    """Return the value of the field's type that a text stands for, else the text for the type to judge."""
    if text.lower() == NONE and field.default in ("", ()):
        return field.default
    if get_origin(field.annotation) is tuple:
        return _texts(text[1:-1] if re.fullmatch(r"\[.*\]", text) else text)
    text = _unquoted(text)
    if field.annotation is bool:
        if text.lower() not in _SWITCH:
            raise SettingError(f"{key} takes on or off.")
        return _SWITCH[text.lower()]
    if field.annotation is int and re.fullmatch(_NUMBER, text, re.ASCII):
        return int(text)
    return text


def _texts(text: str) -> tuple[str, ...]:
    """Take a list apart at its commas; what has one itself stands in quotes: `Ports, "Quay Systems, Inc"`."""
    try:
        pieces = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error as error:  # it holds a line end
        raise SettingError("A list has commas between its texts; what has one itself stands in quotes.") from error
    return tuple(piece.strip() for piece in pieces if piece.strip())


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[,"\[\]]', text) else text


def _unquoted(text: str) -> str:
    quoted = re.fullmatch(r"(['\"])(.*)\1", text)
    return quoted[2] if quoted and quoted[1] not in quoted[2] else text
