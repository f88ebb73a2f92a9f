"""What a server says about itself in 005 (ISUPPORT), read without trusting a word of it."""

import re
import string

_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_RFC1459 = str.maketrans(string.ascii_uppercase + "[]\\~", string.ascii_lowercase + "{}|^")
_STRICT = str.maketrans(string.ascii_uppercase + "[]\\", string.ascii_lowercase + "{}|")
_ASCII = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_FOLDS = {"ascii": _ASCII, "rfc1459": _RFC1459, "rfc1459-strict": _STRICT, "strict-rfc1459": _STRICT}


class ISupport:
    """The features of one connection; a new one for each, so that nothing outlives a reconnect."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._small = _RFC1459

    def load(self, tokens: tuple[str, ...]) -> None:
        """Take the tokens of one 005 line, without the nick before and the words after them."""
        for token in tokens:
            name, _, value = token.partition("=")
            if name.startswith("-"):
                self._values.pop(name[1:].upper(), None)
            elif name:
                self._values[name.upper()] = _HEX.sub(lambda m: chr(int(m[1], 16)), value)
        self._small = _FOLDS.get(self.text("CASEMAPPING").lower(), _RFC1459)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Return a value, or the default where it is missing or empty."""
        return self._values.get(name) or default

    def number(self, name: str, default: int) -> int:
        """Return a value as a positive number, or the default where it is not one."""
        value = self._values.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and int(value[:9]) > 0 else default

    def fold(self, name: str) -> str:
        """Return a nick or channel in the form in which equal names are equal (CASEMAPPING)."""
        return name.translate(self._small)

    @property
    def prefixes(self) -> dict[str, str]:
        """Return mode letter by prefix character, highest first."""
        found = re.fullmatch(r"\((\w+)\)(\S+)", self.text("PREFIX", "(ov)@+"))
        modes, characters = found.groups() if found else ("ov", "@+")
        return dict(zip(characters, modes, strict=False))

    def channel(self, target: str) -> str | None:
        """Return the channel in a message's target, None if it is a nick; `@#c` (STATUSMSG) is `#c`."""
        name = target.lstrip(self.text("STATUSMSG")) if "STATUSMSG" in self else target
        kinds = self.text("CHANTYPES", "#&")
        if name and name[0] in kinds:
            return name
        return target if target and target[0] in kinds else None

    def targets(self, command: str, default: int = 1) -> int:
        """Return how many targets one command may name (TARGMAX, else MAXTARGETS)."""
        for item in self.text("TARGMAX").split(","):
            name, _, count = item.partition(":")
            if name.upper() == command:
                return int(count) if count.isascii() and count.isdigit() and int(count[:6]) else 50
        return self.number("MAXTARGETS", default)
