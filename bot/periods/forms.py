"""The ways in which people write a period, as patterns, each with what it means."""

import re
from collections.abc import Callable
from functools import cache

from bot.model import Period
from bot.periods import meanings
from bot.periods.span import Span

Meaning = Callable[[re.Match[str], Period], Span | None]

_YEAR4 = r"(?:199\d|20\d\d)"
_YEAR = rf"(?P<y>{_YEAR4}|'?\d\d)"
MONTH = "|".join(sorted(meanings.MONTHS, key=len, reverse=True))
_TO = r"\s*(?:-|–|—|to|through|until|till|and|\.\.+)\s*"
_ORDINAL = "|".join(meanings.ORDINALS)
_OF = r"(?:\s+(?:of|in))?(?:\s+the\s+year)?,?\s+"
_ID_MONTH = r"0[1-9]|1[0-2]"
_COUNT = rf"(?:a\s+)?(?P<n>\d\d?|{'|'.join(meanings.NUMBERS)})(?:\s+of)?"
_UNITS = "|".join(meanings.UNITS)

_EDGES: tuple[tuple[str, Callable[[re.Match[str], Period], Span]], ...] = (
    (rf"q(?P<q>[1-4])\s*(?P<y>{_YEAR4})", meanings.quarter),
    (rf"(?P<y>{_YEAR4})\s*-?q(?P<q>[1-4])", meanings.quarter),
    (r"(?P<q>[1-4])q(?P<y>\d\d)", meanings.quarter),
    (rf"(?P<m>{MONTH}),?\s+(?P<y>{_YEAR4})", meanings.named_month),
    (rf"(?P<y>{_YEAR4})", meanings.whole_year),
    (r"(?P<word>this|last|previous)\s+year", meanings.this_or_last_year),
    (rf"(?P<m>{MONTH})(?P<y>)", meanings.named_month),
    (rf"{_COUNT}\s+(?P<unit>month|year)s?\s+ago", meanings.ago),
)
_EDGE = (
    r"(?:the\s+)?(?:(?:start|beginning|end)\s+of\s+)?"
    rf"(?P<edge>{'|'.join(re.sub(r'[?]P<[a-z]+>', '?:', form) for form, _ in _EDGES)})"
)


def _open(match: re.Match[str], newest: Period) -> Span:
    edges = ((re.fullmatch(form, match["edge"], re.IGNORECASE), meaning) for form, meaning in _EDGES)
    edge, meaning = next((edge, meaning) for edge, meaning in edges if edge)
    return meanings.open_span(match, meaning(edge, newest))


# What is written more fully stands first: `apr-jun 2019` must not be read as June 2019.
_WRITTEN: tuple[tuple[str, Meaning], ...] = (
    (rf"(?:report-)?(?P<y0>{_YEAR4})-(?P<m0>{_ID_MONTH})-(?P<y>{_YEAR4})-(?P<m>{_ID_MONTH})", meanings.months_of_an_id),
    (rf"(?P<word>since|after|from)\s+{_EDGE}(?:\s+(?:on|onwards?))", _open),
    (rf"(?P<word>since|after|before|until|till|up\s+to)\s+{_EDGE}", _open),
    (rf"(?P<y0>{_YEAR4}){_TO}(?P<y>{_YEAR4})", meanings.years),
    (rf"(?P<m0>{MONTH}),?(?:\s+(?P<y0>{_YEAR4}))?{_TO}(?P<m>{MONTH}),?(?:\s+of)?\s+{_YEAR}", meanings.months_of_a_year),
    (rf"(?P<y>{_YEAR4}|\d\d)\s*[-/]?\s*q\s*(?P<q>\d)", meanings.quarter),
    (rf"q(?P<q>\d)\s*(?:[-/,]|of|in)?\s*{_YEAR}", meanings.quarter),
    (rf"(?P<q>\d)q\s*[-/]?\s*{_YEAR}", meanings.quarter),
    (rf"(?P<q>{_ORDINAL})\s+(?:quarter|q){_OF}{_YEAR}", meanings.quarter),
    (rf"(?:quarter|q)\s+(?P<q>\d|{_ORDINAL}){_OF}{_YEAR}", meanings.quarter),
    (rf"(?P<y>{_YEAR4})(?:'?s)?,?\s+(?P<q>{_ORDINAL})\s+quarter", meanings.quarter),
    (
        rf"(?P<h>h[12]|(?:first|1st|second|2nd)(?=\s+half)|early|mid|late|(?:start|beginning|middle|end)(?=\s+of))"
        rf"(?:\s+half)?(?:\s+(?:of|in))?[\s-]+{_YEAR}",
        meanings.half,
    ),
    (rf"(?P<y>{_YEAR4})\s*-?(?P<h>h[12])", meanings.half),
    (rf"(?P<s>{'|'.join(meanings.SEASONS)})(?:\s+(?:of|in))?\s+(?P<y>{_YEAR4})", meanings.season),
    (rf"(?:last|this|past)\s+(?P<s>{'|'.join(meanings.SEASONS)})(?P<y>)(?!\s+of\b)", meanings.season),
    (rf"(?P<m>{MONTH})\.?,?(?:\s+of)?\s+(?P<y>{_YEAR4}|'\d\d)", meanings.named_month),
    (rf"(?P<y>{_YEAR4})\s+(?P<m>{MONTH})", meanings.named_month),
    (rf"(?:report-)?(?P<y>{_YEAR4})[-/](?P<m>{_ID_MONTH})", meanings.numbered_month),
    (rf"(?P<m>0?[1-9]|1[0-2])/(?P<y>{_YEAR4})", meanings.numbered_month),
    (rf"(?:last|past|previous)\s+{_COUNT}\s+(?P<unit>{_UNITS})s", meanings.past),
    (rf"{_COUNT}\s+(?P<unit>{_UNITS})s?\s+ago", meanings.ago),
    (r"(?P<word>this|last|previous|current)\s+year(?:'?s)?", meanings.this_or_last_year),
    (
        r"(?:(?:quarter|report|one)\s+before\s+(?:the\s+)?(?:last|latest|newest)(?:\s+one)?"
        r"|second[\s-]+(?:newest|latest|last)|previous)(?:\s+(?:quarter|report))?",
        meanings.one_report(1),
    ),
    (
        r"(?:latest|last|newest|most\s+recent|current|this)\s+(?:status\s+|quarterly\s+)*(?:quarter|report)(?:'?s)?",
        meanings.one_report(0),
    ),
    (r"(?P<y>(?:199|20\d)0)s", meanings.decade),
    (rf"(?P<y>{_YEAR4})(?:'?s)?", meanings.whole_year),
    (r"q(?P<q>[1-4])(?P<y>)", meanings.quarter),
    (r"(?P<q>first|1st|second|2nd|third|3rd|fourth|4th)\s+quarter(?P<y>)", meanings.quarter),
    (rf"(?<=in )(?P<m>{MONTH})(?P<y>)", meanings.named_month),
)


@cache
def forms() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """Return the patterns in the order in which they are tried; to compile them takes longer than most answers."""
    return tuple((re.compile(rf"(?<![\w.]){form}(?!\w|\.\d)", re.IGNORECASE), meaning) for form, meaning in _WRITTEN)
