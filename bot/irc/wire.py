"""IRC lines as they are on the wire: taken apart, put together safely, made fit for logs."""

import re
from dataclasses import dataclass, field

from bot.errors import QuarterdeckError

LINE_LIMIT = 512  # bytes with CR LF, without tags (RFC 1459 2.3)
TAG_LIMIT = 4096  # bytes of tags that a client may send (IRCv3 message-tags)

# Tags, source, command and the rest
_LINE = re.compile(r"(?:@([^ ]*) +)?(?::([^ ]*) +)?([A-Za-z]+|[0-9]{3})(?: +(.*))?", re.DOTALL)
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPED = {":": ";", "s": " ", "r": "\r", "n": "\n"}
_UNSAFE = re.compile(r"[\r\n\0]")
# Nothing of what these two find is in a text that `isprintable`, and that is quicker to find out.
# Everything below a blank but CTCP's \x01 and the formatting codes of https://modern.ircdocs.horse/formatting
_CONTROLS = re.compile(r"[\x00\x05-\x0e\x10\x12-\x15\x17-\x1c\x7f]")
_NOT_PLAIN = re.compile(r"[\x00\x01\x05-\x0e\x10\x12-\x15\x17-\x1c\x7f\x85\u2028\u2029]+")
_HEAD = r"^((?:@\S+ )?(?::\S+ )?"
_SECRETS = (
    re.compile(_HEAD + r"(?:PASS|AUTHENTICATE|OPER|NICKSERV|NS|IDENTIFY)) (?![+*]$).+", re.IGNORECASE),
    re.compile(_HEAD + r"JOIN \S+) .+", re.IGNORECASE),
    re.compile(_HEAD + r"PRIVMSG \S+ :.*?\bjoin +[#&+!]\S+) +\S.*", re.IGNORECASE),  # the bot's own command
    re.compile(_HEAD + r"(?:MODE|324 \S+) \S+ :?[-+\w]*k[-+\w]*) .+"),
    re.compile(_HEAD + r"(?:PRIVMSG|NOTICE) \S*(?:Serv|Q)(?:@\S+)?) .+", re.IGNORECASE),
)


class UnsafeLineError(QuarterdeckError):
    """A line must not be sent: it would end early, be two lines, or be longer than IRC allows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line from a server; `command` is in capitals or a three-digit number, `source` may be empty."""

    command: str
    params: tuple[str, ...] = ()
    source: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def nick(self) -> str:
        """Return the nick (or server name) that the line came from."""
        return self.source.partition("!")[0]

    @property
    def text(self) -> str:
        """Return the last parameter, empty if there is none."""
        return self.params[-1] if self.params else ""

    def param(self, index: int) -> str:
        """Return one parameter, empty if the server left it out."""
        return self.params[index] if index < len(self.params) else ""


def parse(raw: str) -> Line | None:
    """Take a line apart at blanks only (never at other white space); None if it is no IRC line at all."""
    found = _LINE.fullmatch(raw.strip(" "))
    if found is None:
        return None
    tags, source, command, rest = found.groups("")
    head, colon, last = f" {rest}".partition(" :")
    words = [word for word in head.split(" ") if word]
    if colon:
        words.append(last)
    if not raw.isprintable():
        words, source = [_CONTROLS.sub("", word) for word in words], _CONTROLS.sub("", source)
    return Line(command.upper(), tuple(words), source, _tags(tags) if tags else {})


def _tags(text: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in text.split(";") if item)
    return {key: _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), value) for key, _, value in pairs}


def encode(line: str) -> bytes:
    r"""Return a line as bytes with CR LF: the one gate that everything sent goes through.

    Raises UnsafeLineError for CR, LF or NUL anywhere and for lines that a server would cut or punish.
    """
    if _UNSAFE.search(line):
        raise UnsafeLineError(f"a line with CR, LF or NUL inside is not sent: {redact(line)!r}")
    data = line.encode("utf-8", "replace")
    tags, body = data.split(b" ", 1) if data.startswith(b"@") and b" " in data else (b"", data)
    if len(body) > LINE_LIMIT - 2 or len(tags) > TAG_LIMIT:
        raise UnsafeLineError(
            f"a line of {len(body)} bytes (tags: {len(tags)}) is too long to send: {redact(line)[:60]!r}"
        )
    return data + b"\r\n"


def redact(line: str) -> str:
    """Return a line as it may stand in a log: no passwords, no keys, nothing said to or by services."""
    for secret in _SECRETS:
        line = secret.sub(r"\1 ***", line)
    return line


def plain(text: str) -> str:
    """Return a text that can be said as one line: controls become blanks, formatting codes stay."""
    return text if text.isprintable() else _NOT_PLAIN.sub(" ", text)
