"""What an import did: counted for the screen, and in full as JSON."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from bot.store.saving import Changes

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


class Note(NamedTuple):
    """What is to be said about a document or report."""

    about: str
    what: str


@dataclass(slots=True)
class Summary:
    """Collects what became of documents: `changes` by report, those left aside or unreadable with the reason."""

    changes: dict[str, Changes] = field(default_factory=dict)
    entries: int = 0
    skipped: list[Note] = field(default_factory=list)
    unreadable: list[Note] = field(default_factory=list)
    problems: list[Note] = field(default_factory=list)
    news: tuple[str, ...] = ()

    def count(self, state: str) -> int:
        """Return how many reports are now `new`, `changed` or `unchanged`."""
        return sum(_state(changes) == state for changes in self.changes.values())

    def add(self, report: str, changes: Changes) -> None:
        """Note what a document changed in its report; a report that is new in this run stays so."""
        before = self.changes.get(report)
        if not before or (changes and not before.new):
            self.changes[report] = changes

    def keep_only(self, stored: Container[str]) -> None:
        """Forget reports that are not stored any more: drafts whose report came later in the run."""
        self.changes = {report: changes for report, changes in self.changes.items() if report in stored}

    def as_text(self) -> str:
        """Return the summary as lines for people."""
        return "\n".join(self._lines())

    def as_json(self) -> dict[str, Any]:
        """Return the summary as an object of JSON, with every document and entry that there is something to say of."""
        return {
            "reports": len(self.changes),
            "entries": self.entries,
            **{state: self.count(state) for state in (NEW, CHANGED, UNCHANGED)},
            "skipped": [{"origin": origin, "why": why} for origin, why in self.skipped],
            "problems": [{"origin": origin, "problem": problem} for origin, problem in self.problems],
            "unreadable": [{"origin": origin, "why": why} for origin, why in self.unreadable],
            "changes": [{"report": report, **asdict(changes)} for report, changes in self._worth_telling()],
            "news": list(self.news),
        }

    def _lines(self) -> Iterator[str]:
        yield f"reports: {len(self.changes)}"
        yield f"entries: {self.entries}"
        for state in (NEW, CHANGED, UNCHANGED):
            yield f"{state}: {self.count(state)}"
            if state == CHANGED:
                yield from self._changed_lines()
        yield f"skipped: {len(self.skipped)}"
        yield from _grouped(self.skipped)
        if self.unreadable:
            yield f"unreadable: {len(self.unreadable)}"
        yield f"problems: {len(self.problems)}"
        yield from (f"  {origin}: {problem}" for origin, problem in self.problems)

    def _changed_lines(self) -> Iterator[str]:
        for report, changes in self._worth_telling():
            if not changes.new:
                what = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
                told = "; ".join(f"{verb}: {', '.join(titles)}" for verb, titles in what.items() if titles)
                yield f"  {report}: {told or 'introduction or title'}"

    def _worth_telling(self) -> list[tuple[str, Changes]]:
        return sorted((report, changes) for report, changes in self.changes.items() if changes)


def _state(changes: Changes) -> str:
    return NEW if changes.new else CHANGED if changes else UNCHANGED


def _grouped(notes: Sequence[Note]) -> Iterator[str]:
    """Put what is said of many documents into one line."""
    often = Counter(note.what for note in notes)
    for what, number in often.items():
        one = next(note.about for note in notes if note.what == what)
        yield f"  {one}: {what}" if number == 1 else f"  {number} documents, {one} for one: {what}"
