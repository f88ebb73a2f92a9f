"""What an answer consists of: the same one serves IRC, JSON and the console."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.model import Person, Report
from bot.questions import Intent
from bot.search.items import Item

NO_REPORTS = "There are no reports yet."


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that was found; `score` is how well it fits, 0 to 1."""

    type: Literal["entry", "person", "report", "sponsor", "category"]
    report: str | None = None
    title: str | None = None
    name: str | None = None
    email: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question, best first, and the lines that say it; nothing found is intent `none`."""

    intent: Intent | str
    matches: tuple[Match, ...]
    reply: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Tell whether the archive has no answer."""
        return self.intent == Intent.NONE

    def noting(self, corrections: tuple[tuple[str, str], ...]) -> "Answer":
        """Return the same answer, saying first which misspellings were read as what."""
        if not corrections or not self.reply:
            return self
        note = ", ".join(f"{asked} → {read}" for asked, read in corrections)
        return replace(self, reply=(f"{note}: {self.reply[0]}", *self.reply[1:]))


def nothing(*lines: str) -> Answer:
    """Return the answer that there is none."""
    return Answer(Intent.NONE, (), lines)


def entry_match(item: Item, score: float = 1.0) -> Match:
    """Return the match of an entry."""
    return Match("entry", report=item.report.id, title=item.entry.title, score=round(score, 3))


def person_match(person: Person, score: float = 1.0) -> Match:
    """Return the match of a person."""
    email = person.emails[0] if person.emails else None
    return Match("person", name=person.names[0] if person.names else email, email=email, score=round(score, 3))


def report_match(report: Report) -> Match:
    """Return the match of a report."""
    return Match("report", report=report.id, title=report.title)
