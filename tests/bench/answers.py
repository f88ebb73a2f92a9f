"""How long a whole answer takes, beside plain FTS5, plain rapidfuzz WRatio and tantivy on the same questions.

    python -m tests.bench.answers [--growth N ...] [QUESTIONS.jsonl]

Times are of one process, in milliseconds, each question asked once after a warm-up. `--growth N` adds entries
until there are N times as many, with new titles of invented words and the texts of the old ones.
"""

import argparse
import importlib
import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from bot.answers import answer
from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Entry, Period, Report
from bot.search.words import words
from bot.store.search import text_of
from tests.golden import QUESTIONS, report, report_ids

_SYLLABLES = (
    "ba",
    "cor",
    "dex",
    "fi",
    "gra",
    "hul",
    "jin",
    "kol",
    "mer",
    "nos",
    "pra",
    "qui",
    "rad",
    "sul",
    "tov",
    "zen",
)
_WARM_UP = 20
_FEW = (1, 10)
"""The growths that are measured unless others are asked for; WRatio takes minutes for more."""
_BARS = {1: (1.5, 6.0), 10: (5.0,), 100: (20.0,)}
"""The most milliseconds, p50 and p99, by growth."""


def main() -> None:
    """Measure, print the table and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="?", type=Path, default=QUESTIONS / "questions.jsonl")
    parser.add_argument("--growth", type=int, nargs="+", default=list(_FEW))
    arguments = parser.parse_args()
    questions = [json.loads(line)["question"] for line in arguments.questions.read_text("utf-8").splitlines()]
    table = Table("entries", "who answers", "p50 ms", "p99 ms", "max ms", "bars", title=f"{len(questions)} questions")
    holds = [_measure(growth, questions, table) for growth in arguments.growth]
    Console(width=100).print(table)
    sys.exit(0 if all(holds) else 1)


def _measure(growth: int, questions: Sequence[str], table: Table) -> bool:
    """Ask everybody all questions, add a row for each to the table, and tell whether our own bars hold."""
    real = [report(each) for each in report_ids()]
    reports = [*real, *_grown(real, growth - 1)]
    entries = [entry for each in reports for entry in each.entries]
    persons = people(real)
    archive = Archive(reports, persons, projects(real, persons))
    ours = _figures(lambda text: answer(archive, text), questions)
    bars = _BARS.get(growth, ())
    held = all(figure <= bar for figure, bar in zip(ours, bars, strict=False))
    said = ", ".join(f"{name} ≤ {bar:g}" for name, bar in zip(("p50", "p99"), bars, strict=False))
    table.add_row(f"{len(entries):,}", "quarterdeck", *_written(ours), f"{said} {'✓' if held else '✗'}" if said else "")
    others = {"FTS5": _fts5(entries), "tantivy": _tantivy(entries)}
    if growth in _FEW:
        others["WRatio"] = _wratio(entries)
    for name, ask in others.items():
        table.add_row("", name, *(_written(_figures(ask, questions)) if ask else ("not installed", "", "")), "")
    return held


def _figures(ask: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float, float]:
    for text in questions[:_WARM_UP]:
        ask(text)
    times = sorted(_timed(ask, questions))
    return times[len(times) // 2], times[int(len(times) * 0.99)], times[-1]


def _written(figures: Iterable[float]) -> tuple[str, ...]:
    return tuple(f"{figure:.2f}" for figure in figures)


def _timed(ask: Callable[[str], object], questions: Sequence[str]) -> Iterator[float]:
    for text in questions:
        start = time.perf_counter()
        ask(text)
        yield (time.perf_counter() - start) * 1000


def _grown(reports: Sequence[Report], copies: int) -> Iterator[Report]:
    """Yield the reports again and again, as of earlier months and with entries on invented things."""
    chance = random.Random(1993)  # noqa: S311 - not for secrets
    for copy in range(copies):
        for each in reports:
            entries = tuple(replace(entry, title=_title(chance, entry.title)) for entry in each.entries)
            yield replace(each, id=f"{each.id}-{copy}", period=Period("1990-01", "1990-03"), entries=entries)


def _title(chance: random.Random, title: str) -> str:
    """Return a title like the other, every third word of it invented."""
    return " ".join(_word(chance) if place % 3 == 0 else word for place, word in enumerate(title.split()))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))


def _fts5(entries: Sequence[Entry]) -> Callable[[str], object]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, body, tokenize = 'porter unicode61')")
    database.executemany("INSERT INTO texts VALUES (?, ?)", ((entry.title, text_of(entry)) for entry in entries))

    def ask(text: str) -> object:
        query = " OR ".join(f'"{word}"' for word in words(text))
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 10, 1) LIMIT 10"
        return database.execute(sql, (query or '""',)).fetchall()

    return ask


def _wratio(entries: Sequence[Entry]) -> Callable[[str], object]:
    titles = [entry.title for entry in entries]
    return lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=10)


def _tantivy(entries: Sequence[Entry]) -> Callable[[str], object] | None:
    try:
        tantivy = importlib.import_module("tantivy")
    except ImportError:
        return None
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("title", stored=True)
    schema.add_text_field("body")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for entry in entries:
        writer.add_document(tantivy.Document(title=entry.title, body=text_of(entry)))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    return lambda text: searcher.search(index.parse_query(" ".join(words(text)) or "nothing", ["title", "body"]), 10)


if __name__ == "__main__":
    main()
