"""Our own questions, `tests/data/asked.txt`: which of them are not answered as they should be."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.answers import Answer
from bot.search.words import fold

FILE = Path(__file__).parent.parent / "data" / "asked.txt"


def misses(ask: Callable[[str], Answer]) -> list[str]:
    """Return a line for every question whose first match is not what is wanted."""
    missed = []
    for question, want in _asked():
        found = ask(question)
        if not any(_fits(found, one.strip()) for one in want.split("|")):
            missed.append(f"{question!r} wants {want}, got {found.matches[:1]}")
    return missed


def _asked() -> Iterator[tuple[str, str]]:
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            question, _, want = line.partition(" | ")
            yield question, want


def _fits(found: Answer, want: str) -> bool:
    kind, _, wanted = want.partition(" ")
    if not found.matches:
        return kind == "nothing"
    match = found.matches[0]
    said = fold(f"{match.title or ''} {match.name or ''} {match.report or ''}")
    return match.type == kind and all(word in said for word in fold(wanted).split())
