"""Take a question apart: the period, the intent that its words speak for, and what is left, the topic."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from bot import periods
from bot.model import Period
from bot.questions.comparisons import compared
from bot.questions.cues import (
    ALL_REPORTS,
    CHANGES,
    CONTRACTIONS,
    CONTRIBUTING,
    COUNTED,
    EXTREME,
    FILLER,
    FIRST,
    IN_A_REPORT,
    LAST,
    MOST,
    PEOPLE,
    PHRASES,
    REPORT_TRAITS,
    REPORT_WORDS,
    Intent,
)
from bot.search.words import fold

LONGEST = 400
"""How many characters of a question are read; nobody asks longer ones in earnest."""

_NOISE = re.compile(r"[?!;:,\"()\[\]{}<>|*~^=\\]+|\.+(?=\s|$)|(?<=\s)['\-–—&/]+(?=\s)")
# A second question about the same: `who is ada and what did she do`.
_SAME_AGAIN = re.compile(
    r",? and (?:what|who|when|where|which|how)\b.* (?:it|he|she|they|him|her|them)\b.*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `plain` is its text, folded, without signs and period; `topic` also without the words that only ask.
    `intent` is what its words speak for, None if they do not; `edge` is `first` or `last` where the
    first or last report is asked for, `most`, `fewest` or `all` where that is asked of reports or people;
    `against` is a second period that the first is compared with.
    """

    text: str
    plain: str
    topic: str
    span: periods.Span | None = None
    intent: Intent | None = None
    edge: str | None = None
    against: periods.Span | None = None


def read(text: str, newest: Period) -> Question:
    """Take a question apart; `newest` is the period of the newest report, from which `last` is understood."""
    text = _one_question(" ".join(text[:LONGEST].split()))
    whole = _plain(text)
    found = periods.find(text, newest)
    span = found.span if found else None
    plain = _plain(f"{found.before} {found.after}") if found else whole
    if _about_the_archive(plain) and not (span and (_about_a_report(plain, dated=True) or "sponsors" in plain)):
        return Question(text, plain, "", span, Intent.STATS)
    if _about_who_did_most(plain):
        return Question(text, plain, "", span, Intent.CONTACT, "most")
    if sides := compared(text, newest):
        return Question(text, whole, "", sides[0], Intent.CHANGES, against=sides[1])
    if _about_a_report(whole) and not CHANGES.search(whole) and not (span and _another(span)):
        return Question(text, whole, "", None, Intent.REPORT, _which(whole))
    intent, rest = _intent(whole)
    in_period = span and (span.back is None or IN_A_REPORT.search(whole))
    if intent is Intent.HISTORY and (edge := _edge(plain if in_period else whole)):
        if when := periods.parse(rest, newest):  # `the last report before 2010`
            return Question(text, whole, "", when, Intent.REPORT, edge)
        return Question(text, whole, trim(rest), None, intent, edge)
    if CHANGES.search(plain) and not trim(CHANGES.sub(" ", plain)):
        return Question(text, plain, "", span, Intent.CHANGES)
    if _about_a_report(plain, dated=bool(found)) or (found and not trim(plain)):
        return Question(text, plain, "", span, Intent.REPORT, _which(plain))
    if plain != whole:
        intent, rest = _intent(plain)
    return Question(text, plain, trim(rest), span, intent, _edge(plain))


def trim(text: str) -> str:
    """Take the words that only ask off both ends of a topic, and off its middle nothing."""
    words = text.split()
    while words and words[0] in FILLER:
        words.pop(0)
    while words and words[-1] in FILLER:
        words.pop()
    return " ".join(words)


def without(text: str, words: Collection[str]) -> str:
    """Take some words out of a topic, wherever they stand, and then those that only ask off its ends."""
    return trim(" ".join(word for word in text.split() if word not in words)) or text


def _one_question(text: str) -> str:
    """Return a text without a second question about the same."""
    return _SAME_AGAIN.sub("", text) if " and " in text else text


def _plain(text: str) -> str:
    words = _NOISE.sub(" ", fold(text)).split()
    return " ".join(CONTRACTIONS.get(word, word.removesuffix("'s")) for word in words)


def _about_the_archive(plain: str) -> bool:
    """Tell whether the words ask for nothing but how many there are of something in all reports."""
    telling = set(plain.removeprefix("number of ").split()) - FILLER - CONTRIBUTING
    return plain.startswith(("how many ", "number of ")) and bool(telling) and telling <= COUNTED and not _edge(plain)


def _another(span: periods.Span) -> bool:
    """Tell whether a span is neither the first nor the last report: `the one before last`, `a year ago`."""
    return span.back != 0 and not FIRST.search(span.written)


def _about_who_did_most(plain: str) -> bool:
    """Tell whether the words ask for nothing but who has the most entries."""
    if not MOST.search(plain):
        return False
    said = set(plain.split()) - FILLER - COUNTED - CONTRIBUTING
    return not PEOPLE.isdisjoint(plain.split()) and said <= PEOPLE | {"top", "busiest"}


def _about_a_report(plain: str, *, dated: bool = False) -> bool:
    """Tell whether the words ask for nothing but a report, its size or who wrote it; `dated`: they name a period."""
    telling = set(plain.split()) - FILLER
    named = telling if dated else telling & REPORT_WORDS
    return bool(named) and telling <= REPORT_WORDS | REPORT_TRAITS


def _intent(plain: str) -> tuple[Intent | None, str]:
    """Return the first intent that the words speak for, and the words that it leaves."""
    for intent, phrases in groupby(PHRASES, key=lambda phrase: phrase.intent):
        rest = plain
        for phrase in phrases:
            rest = " ".join(phrase.taken_out_of(rest).split())
        if rest != plain:
            return Intent(intent), rest
    return None, plain


def _which(plain: str) -> str | None:
    """Return which report is meant; how long one is has nothing to do with when a project began."""
    if found := EXTREME.search(plain):
        return "fewest" if found["fewest"] else "most"
    return "all" if ALL_REPORTS.search(plain) else _edge(plain.removeprefix("how long "))


def _edge(said: str) -> str | None:
    if FIRST.search(said):
        return "first"
    return "last" if LAST.search(said) else None
