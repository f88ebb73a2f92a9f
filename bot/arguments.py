"""The arguments of a command, read out of what somebody wrote by the types of the command's parameters."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple, NewType

from bot.model import Period
from bot.periods import Span, find, parse
from config.values import duration

Channel = NewType("Channel", str)
"""A channel, named first. Without one it is the channel where the command was given, unless it may be left out."""

_CHANNEL = re.compile(r"[#&+!][^\x00-\x20\x7f,]+")
_LASTING = re.compile(r"(?:^|\s)for\s+((?:\d+\s*[dhms]\s*)+)(?=\s|$)", re.IGNORECASE)


class MisfitError(Exception):
    """The text is not what the parameters ask for."""


class Parameter(NamedTuple):
    """A parameter of a command: `kind` is str, int, Channel, timedelta (`for 2h`) or Span (a period)."""

    name: str
    kind: object
    optional: bool

    @property
    def usage(self) -> str:
        """Return how help writes it: `NAME`, `[PERIOD]`."""
        word = "for TIME" if self.kind is timedelta else self.name.upper()
        return f"[{word}]" if self.optional or self.kind is Channel else word


def read(parameters: Sequence[Parameter], text: str, *, here: str | None, newest: Period | None) -> dict[str, object]:
    """Return the arguments by name; MisfitError if one is missing or something is left over.

    Periods and durations are taken from anywhere, then the words in turn; the last text takes all that is left.
    `here` is the channel where the text was said, `newest` what `last` counts from.
    """
    arguments, words = _channel(parameters, text.split(), here)
    text = " ".join(words)
    for name, kind, _ in parameters:
        if kind is Span and newest:
            arguments[name], text = _period(text, newest)
        elif kind is timedelta and (found := _LASTING.search(text)):
            arguments[name] = duration(found[1].lower())
            text = f"{text[: found.start()]} {text[found.end() :]}"
    words = _in_turn(parameters, text.split(), arguments)
    missing = [each for each in parameters if not each.optional and arguments.get(each.name) is None]
    if missing or words:
        raise MisfitError
    return {name: value for name, value in arguments.items() if value is not None}


def _channel(
    parameters: Sequence[Parameter], words: list[str], here: str | None
) -> tuple[dict[str, object], list[str]]:
    """Return the channel that comes first, if one is wanted, and the words without it.

    One that may be left out may also come last, and is not `here` without being named.
    """
    wanted = next((each for each in parameters if each.kind is Channel), None)
    if wanted is None:
        return {}, words
    if words and _CHANNEL.fullmatch(words[0]):
        return {wanted.name: words[0]}, words[1:]
    if wanted.optional and words and _CHANNEL.fullmatch(words[-1]):
        return {wanted.name: words[-1]}, words[:-1]
    return {} if wanted.optional else {wanted.name: here}, words


def _in_turn(parameters: Sequence[Parameter], words: list[str], arguments: dict[str, object]) -> list[str]:
    """Read the words one after the other; return those that no parameter takes."""
    texts = [each for each in parameters if each.kind is str]
    for each in parameters:
        if each.kind is int and words:
            if not re.fullmatch(r"\d{1,6}", words[0], re.ASCII):
                raise MisfitError
            arguments[each.name] = int(words.pop(0))
        elif each.kind is str and words:
            taken = words if each is texts[-1] else words[:1]
            arguments[each.name], words = " ".join(taken), words[len(taken) :]
    return words


def _period(text: str, newest: Period) -> tuple[Span | None, str]:
    """Return the period in a text and the rest of the text; `last` and the like count at its end only."""
    if found := find(text, newest):
        return found.span, found.rest
    rest, _, last = text.rpartition(" ")
    span = parse(last, newest)
    return (span, rest) if span else (None, text)
