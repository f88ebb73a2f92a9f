"""What people write for a period: `2019q2`, `apr-jun 2019`, `second quarter of 2019`, `last`, `since 2015`."""

import re
from dataclasses import dataclass

from bot.model import Period
from bot.periods.forms import MONTH, forms
from bot.periods.span import Span, months

__all__ = ["Found", "Span", "find", "months", "parse"]

# Most questions name no period: one look for what every form contains saves trying all of them.
_HINT = re.compile(
    rf"\d|quarter|report|year|months?|previous|second|summer|winter|spring|autumn|fall|\b(?:{MONTH})\b", re.IGNORECASE
)
_BARE = re.compile(r"(?:the\s+)?(?:latest|last|newest|most recent|current)", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:\b(?:in|of|for|from|since|during|at|on|as\s+of|within|over|between|the)\s*)+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A period within a text: what it means and the text before and after it."""

    span: Span
    before: str
    after: str

    @property
    def rest(self) -> str:
        """Return the text without the period."""
        return f"{self.before} {self.after}".strip()


def parse(text: str, newest: Period) -> Span | None:
    """Return the period that the whole text means, or None; `newest` is the newest report's period."""
    text = text.strip(" .,?!")
    if _BARE.fullmatch(text):
        return Span(*months(newest), text, back=0)
    found = find(text, newest)
    return found.span if found and not found.rest.strip(" .,?!") else None


def find(text: str, newest: Period) -> Found | None:
    """Return the first period that a text names, with the text around it, or None.

    `newest` is the period of the newest report: `last`, `this year` and a quarter without a year
    are understood from there, as people who talk about reports do.
    """
    if not _HINT.search(text):
        return None
    for pattern, meaning in forms():
        for match in pattern.finditer(text):
            if span := meaning(match, newest):
                before = _LEADING.sub("", text[: match.start()])
                return Found(span, before.strip(), text[match.end() :].strip())
    return None
