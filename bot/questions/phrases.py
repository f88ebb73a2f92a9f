"""Read the phrases of a grammar file: what stands in them, and how it is looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEADING = re.compile(r"\[(\w+)\]")
_DEFINITION = re.compile(r"([A-Z]+) = (.+)")
_KEPT = "TOPIC"
_SOME_WORDS = "..."
_FEW_WORDS = r"(?:\S+ ){0,4}?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say an intent."""

    intent: str
    pattern: str

    def taken_out_of(self, text: str) -> str:
        """Return a text without the phrase, which may go on around a topic; the same text if it is not there."""
        return _compiled(self.pattern).sub(_topic, text)


def read(name: str) -> tuple[Phrase, ...]:
    """Return the phrases of a file of this package, in its order."""
    return tuple(phrases_of(files("bot.questions").joinpath(name).read_text("utf-8")))


def phrases_of(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a grammar; its notation is told at the head of `phrases.txt`."""
    intent, classes = "", dict[str, str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        if heading := _HEADING.fullmatch(line):
            intent = heading[1]
        elif definition := _DEFINITION.fullmatch(line):
            classes[definition[1]] = _alternatives(definition[2], classes)
        elif not line.startswith("#"):
            yield Phrase(intent, _pattern(line.split(), classes))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first looked for: all of them take longer than a command's answer."""
    return re.compile(pattern)


def _topic(match: re.Match[str]) -> str:
    return f" {match.groupdict().get('topic') or ''} "


def _pattern(tokens: list[str], classes: dict[str, str]) -> str:
    """Return the regular expression of a phrase; every token but an end takes the blank after it along."""
    parts = [_token(token, classes) for token in tokens if token not in ("^", "$")]
    start = "^" if tokens[0] == "^" else r"(?<!\S)"
    return start + "".join(parts) + ("$" if tokens[-1] == "$" else "")


def _token(token: str, classes: dict[str, str]) -> str:
    blank = r"(?: |$)"
    if token == _SOME_WORDS:
        return _FEW_WORDS
    if token == _KEPT:
        return rf"(?P<topic>\S.*?){blank}"
    if token.startswith("!"):
        return rf"(?!{token[1:]}\b)"
    more = token[-1] if token[-1] in "?*+" else ""
    return f"(?:(?:{_alternatives(token.removesuffix(more) if more else token, classes)}){blank}){more}"


def _alternatives(token: str, classes: dict[str, str]) -> str:
    return "|".join(classes.get(each) or _word(each) for each in token.split("|"))


def _word(word: str) -> str:
    return re.escape(word.removesuffix("~").replace("_", " ")) + (r"\S*" if word.endswith("~") else "")
