"""How long a whole answer takes, beside plain FTS5, plain rapidfuzz WRatio and tantivy on the same questions.

    python -m tests.bench.answers [--growth 10] [QUESTIONS.jsonl]

Times are of one process, in milliseconds, each question asked once after a warm-up. `--growth N` adds entries
until there are N times as many, with new titles of invented words and the texts of the old ones.
"""

import argparse
import importlib
import json
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.answers import answer
from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Entry, Period, Report
from bot.search.texts import text_of
from bot.search.words import words
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


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="?", type=Path, default=QUESTIONS / "questions.jsonl")
    parser.add_argument("--growth", type=int, default=1)
    arguments = parser.parse_args()
    questions = [json.loads(line)["question"] for line in arguments.questions.read_text("utf-8").splitlines()]
    real = [report(each) for each in report_ids()]
    reports = [*real, *_grown(real, arguments.growth - 1)]
    entries = [entry for each in reports for entry in each.entries]
    print(f"{len(entries)} entries, {len(questions)} questions; milliseconds")  # noqa: T201 - it is what it is for
    persons = people(real)
    archive = Archive(reports, persons, projects(real, persons))
    _show("quarterdeck", lambda text: answer(archive, text), questions)
    _show("FTS5", _fts5(entries), questions)
    _show("WRatio", _wratio(entries), questions)
    if tantivy := _tantivy(entries):
        _show("tantivy", tantivy, questions)
    else:
        print("tantivy      not installed")  # noqa: T201


def _show(name: str, ask: Callable[[str], object], questions: Sequence[str]) -> None:
    for text in questions[:_WARM_UP]:
        ask(text)
    times = sorted(_timed(ask, questions))
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name:<12} p50 {p50:8.2f}   p99 {p99:8.2f}   max {times[-1]:8.2f}")  # noqa: T201


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
