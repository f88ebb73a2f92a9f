"""Read out of a question the two periods that it sets against each other."""

import re

from bot import periods
from bot.model import Period
from bot.questions.cues import FILLER, REPORT_TRAITS, REPORT_WORDS

# Strings, so that they are compiled when somebody compares something.
_COMPARES = r"\b(?:compar\w*|differ\w*|versus|vs|changed?|changes)\b"
_JOINS = r"\s(?:and|or|with|to|than|from|versus|vs|against|&)\.?\s"
_ONE_YEAR = r"\b(q[1-4])(\s(?:and|or|with|to|versus|vs|against|&)\.?\s)(q[1-4]\s+(?:of\s+)?((?:19|20)\d\d))\b"
_THE_ONE_BEFORE = r"\b(?:one|report|quarter)\s+before(?:\s+(?:it|that(?:\s+one)?))?\W*$"
_TWO = 2
_AROUND = FILLER | REPORT_WORDS | REPORT_TRAITS | {"between", "against", "versus", "vs"}


def compared(text: str, newest: Period) -> tuple[periods.Span, periods.Span | None] | None:
    """Return the two periods that a text compares, and nothing else in them, as it names them; None if it does not.

    No second one stands for the report before the first.
    """
    text = text.lower()
    if not re.search(_COMPARES, text):
        return None
    text, more = re.subn(_THE_ONE_BEFORE, "", text)
    whole = periods.find(text, newest)
    if whole and (more or whole.span.count == _TWO) and _only_asks(whole.rest):
        return whole.span, None
    text = re.sub(_ONE_YEAR, r"\1 \4\2\3", text)
    for joint in re.finditer(_JOINS, text):
        one, other = (periods.find(part, newest) for part in (text[: joint.start()], text[joint.end() :]))
        if one and other and _only_asks(f"{one.rest} {other.rest}"):
            return one.span, other.span
    return None


def _only_asks(text: str) -> bool:
    return set(re.findall(r"[\w']+", re.sub(_COMPARES, " ", text))) <= _AROUND
