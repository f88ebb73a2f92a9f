"""Text with AsciiDoc's inline mark-up made plain, as asciidoctor with the macros of the FreeBSD site shows it."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from bot.readers.draft import BREAK, Run

_KEPT = re.compile("[\U000f0000-\U000ffffd]")  # private characters: places of text that nothing may change any more
_FIRST_KEPT, _MOST_KEPT = 0xF0000, 0xFFFE
_ELEMENTS = {
    "strong": ("\U00100000", "\U00100001"),
    "em": ("\U00100002", "\U00100003"),
    "code": ("\U00100004", "\U00100005"),
}
_ANY_MARK = "[\U00100000-\U00100005]"  # where such an element begins or ends
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")

_PASSED = re.compile(
    r"\+\+\+(.{1,500}?)\+\+\+|\+\+(.{1,500}?)\+\+|(?<!\w)`\+([^+\n]{1,500})\+`(?!\w)|\bpass:\w{0,9}\[([^\]]{0,500})\]",
    re.DOTALL,
)
_SINGLE = "amp apos asterisk backslash backtick caret deg endsb gt lt nbsp plus quot startsb tilde vbar"
_CHARACTERS = {
    **dict(zip(_SINGLE.split(), "&'*\\`^°]><\xa0+\"[~|", strict=True)),
    "blank": "",
    "cpp": "C++",
    "empty": "",
    "pp": "++",
    "sp": " ",
    "zwsp": "\u200b",
}
_CHARACTER = re.compile(rf"\{{({'|'.join(_CHARACTERS)})\}}")
_SITE_MACRO = re.compile(r"\b(man|package|gitref):([^\s\[\]]{1,200})\[([^\[\]]{0,200})\]")
_CROSS_REFERENCE = re.compile(r"<<#?([^<>,]{1,200})(?:,([^<>]{0,500}))?>>|\bxref:([^\s\[\]]{1,200})\[([^\]]{0,500})\]")
_LABEL = r"\[((?:[^\]\\]|\\.){0,400})\]"
_ADDRESS = re.compile(
    rf"(\blink:|(?<![\w:/=.-]))((?:https?|ftps?|ircs?|file)://[^\s\[\]<>]{{1,600}})(?:{_LABEL})?", re.DOTALL
)
_LINK = re.compile(rf"\b(?:link|(mailto)):([^\s\[\]]{{0,600}}){_LABEL}", re.DOTALL)
_AFTER_ADDRESS = ",.?!();:\"'"  # no end of an address that stands in running text
_LINK_OPTIONS = re.compile(r"\^$|,\s*(?:window|role|opts|title)=.*$")


def _quote(mark: str) -> re.Pattern[str]:
    """Return the pattern of words between marks that count only outside of words."""
    one = re.escape(mark)
    words = rf"(?=\S)((?:[^{one}]|{one}(?=\w)){{0,300}}?(?<=\S))"
    return re.compile(rf"(?<![\w;:}}<>&\\{one}])(?:\[[^\[\]]{{1,100}}\])?{one}{words}{one}(?!\w)")


def _element(name: str) -> str:
    """Return the replacement that says where an element begins and ends."""
    return _within(name, r"\1")


def _within(name: str, text: str) -> str:
    return text.join(_ELEMENTS[name])


_MARKS = (
    (re.compile(r"\[\[[A-Za-z_:][\w:.-]*(?:,[^\[\]]*)?\]\]"), ""),
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), _element("strong")),
    (_quote("*"), _element("strong")),
    (re.compile(r'"`(\S[^`]{0,500})`"'), r"“\1”"),
    (re.compile(r"'`(\S[^`]{0,500})`'"), r"‘\1’"),
    (re.compile(r"``(.+?)``", re.DOTALL), _element("code")),
    (_quote("`"), _element("code")),
    (re.compile(r"__(.+?)__", re.DOTALL), _element("em")),
    (_quote("_"), _element("em")),
    (re.compile(r"(?:\[[^\[\]]{1,100}\])?##(.+?)##", re.DOTALL), r"\1"),
    (_quote("#"), r"\1"),
    (re.compile(r"\\#"), "#"),  # how authors write the names of channels
    (re.compile(r"\^([^\s^]{1,200})\^|~([^\s~]{1,200})~"), r"\1\2"),
    (re.compile(r"\(C\)"), "©"),
    (re.compile(r"\(R\)"), "®"),
    (re.compile(r"\(TM\)"), "™"),
    (re.compile(r"(?:^|[ \n])--(?:[ \n]|$)"), "\u2009—\u2009"),
    (re.compile(r"(?<=\w)--(?=\w)"), "—\u200b"),
    (re.compile(r"\.\.\."), "…\u200b"),
    (re.compile(rf"([^\W_]{_ANY_MARK}*)'(?={_ANY_MARK}*[^\W\d_])"), r"\1’"),
    (re.compile(r"->"), "→"),
    (re.compile(r"=>"), "⇒"),
    (re.compile(r"<-"), "←"),
    (re.compile(r"<="), "⇐"),
    (re.compile(r"(?<=\s)\+[ \t]*(?=\n|$)"), BREAK),
)


def without_private(text: str) -> str:
    """Return a text without the characters that stand for something else here."""
    return _PRIVATE.sub("", text)


def plain(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield stretches without the characters that stand for elements."""
    for run in runs:
        yield Run(_PRIVATE.sub("", run.text), run.url)


def html(runs: Iterable[Run]) -> str:
    """Return stretches as HTML, whose elements may lack ends."""
    return "".join(map(_html, runs))


def emphasised(text: str) -> str:
    """Return a text that is to be read as a strong element."""
    return _within("strong", text)


def marked_runs(text: str) -> list[Run]:
    """Return a paragraph in stretches, the linked ones with their address as written; BREAK is a hard line break.

    Their texts have characters that stand for elements: see `plain` and `html`.
    """
    keep = _Keep()
    text = _PASSED.sub(lambda found: keep(_passed(found)), text)
    text = _CHARACTER.sub(lambda found: keep(_CHARACTERS[found[1]]), text)
    text = _SITE_MACRO.sub(lambda found: keep(_site_macro(found)), text)
    text = _CROSS_REFERENCE.sub(lambda found: found[2] or found[4] or f"[{found[1] or found[3]}]", text)
    text = _ADDRESS.sub(lambda found: _address(found, keep), text)
    text = _LINK.sub(lambda found: _link(found[2], found[3], keep, mail=bool(found[1])), text)
    return list(keep.runs(_plain(text)))


class _Keep:
    """Stretches of text taken out, so that what follows cannot change them, and put back at the end."""

    def __init__(self) -> None:
        self._kept: list[Run] = []

    def __call__(self, text: str, url: str | None = None) -> str:
        if len(self._kept) >= _MOST_KEPT:
            return text
        self._kept.append(Run(self._back(text), self._back(url) if url else None))
        return chr(_FIRST_KEPT + len(self._kept) - 1)

    def runs(self, text: str) -> Iterator[Run]:
        start = 0
        for place in _KEPT.finditer(text):
            if place.start() > start:
                yield Run(text[start : place.start()])
            yield self._run(place)
            start = place.end()
        if start < len(text):
            yield Run(text[start:])

    def _back(self, text: str) -> str:
        return _KEPT.sub(lambda place: self._run(place).text, text)

    def _run(self, place: re.Match[str]) -> Run:
        return self._kept[ord(place[0]) - _FIRST_KEPT]


def _passed(found: re.Match[str]) -> str:
    """Return text that was kept from being mark-up; that between backticks is code."""
    if code := found[3]:
        return _within("code", code)
    return found[1] or found[2] or found[4] or ""


def _site_macro(found: re.Match[str]) -> str:
    """Return what a macro of the site shows: jail(8) for a manual page, x/y for a package, 12 digits of a commit."""
    kind, target, label = found.groups()
    if kind == "man":
        return f"{target}({label.split(',')[0]})" if label else target
    if kind == "gitref":
        return target[:12]
    return label or target


def _link(target: str, label: str, keep: _Keep, *, mail: bool = False) -> str:
    words = _plain(_LINK_OPTIONS.sub("", label.replace("\\]", "]").strip()))
    return keep(words or target, f"mailto:{target}" if mail else target)


def _address(found: re.Match[str], keep: _Keep) -> str:
    prefix, target, label = found.groups()
    if label is not None:
        return _link(target, label, keep)
    if prefix:
        return found[0]
    address = target.rstrip(_AFTER_ADDRESS)
    return keep(address, address) + target[len(address) :]


def _html(run: Run) -> str:
    text = escape(run.text, quote=False).replace(BREAK, f"{BREAK}<br>")
    for name, (beginning, end) in _ELEMENTS.items():
        text = text.replace(beginning, f"<{name}>").replace(end, f"</{name}>")
    return text if run.url is None else f'<a href="{escape(_PRIVATE.sub("", run.url))}">{text}</a>'


def _plain(text: str) -> str:
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text
