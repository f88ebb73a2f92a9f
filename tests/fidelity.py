"""Measure how much of the golden facts each reader finds: `python -m tests.fidelity [--form FORM] [--differences]`.

Rows are a form and an era, columns the fields. A figure is the share of values that are right, in per
cent: values found that golden has, divided by those golden has plus those that were found beyond
their number (a wrong value in place of a right one counts once).

* entries: an entry is matched to the golden one with the same title (its variant on the page counts);
  in the drafts of the collection repository, whose titles differ, then to the most similar one.
* title, category, anchor: one value an entry, None counts as a value.
* contact name, contact email, link label, link url, sponsors, tasks: multisets of values an entry.
* period, url: one value a report.
* body: shared words (multiset) of golden's words plus the invented ones.

Where golden has an `html_variant` either value is right; where it has a `url_html` or a mojibake text,
the address as meant and the text put right are.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document, Entry, Part, Report
from bot.readers.charset import unspoiled
from tests.golden import ARCHIVE, facts, published, report_ids

FIELDS = (
    "entries",
    "title",
    "category",
    "contact name",
    "contact email",
    "link label",
    "link url",
    "sponsors",
    "tasks",
    "anchor",
    "period",
    "url",
    "body",
)
ERAS = ("2001-2004", "2004-2013", "2013-2017", "2018-2020", "2021-2025")
PAGES = dict.fromkeys(FIELDS, 99.8) | {"entries": 100.0}
MAIL = {"entries": 100.0, "title": 99.0, "category": 99.0, "contact name": 99.0, "contact email": 99.0}
BARS: Mapping[str, Mapping[str, float]] = {
    "html": PAGES,
    "hugo": PAGES,
    "xml": PAGES,
    "adoc": PAGES,
    "mail": MAIL,
    "seed": {"entries": 100.0},
    "markdown": {"entries": 98.0},
}


DRAFTS = ("markdown",)  # what the writers sent in; titles and details differ from what was published
ALIKE = 75.0


@dataclass(slots=True)
class Score:
    """How many values of a field were found, how many golden has, how many were invented."""

    found: int = 0
    wanted: int = 0
    invented: int = 0

    @property
    def percent(self) -> float:
        """Return the share of right values; 100 where there was nothing to find."""
        total = self.wanted + self.invented
        return 100.0 * self.found / total if total else 100.0

    def add(self, wanted: Iterable[object], got: Iterable[object]) -> None:
        """Compare two multisets of values."""
        expected, there = Counter(wanted), Counter(got)
        self.found += (expected & there).total()
        self.wanted += expected.total()
        self.invented += (there - expected).total() - min((there - expected).total(), (expected - there).total())


Table = dict[tuple[str, str], dict[str, Score]]


@dataclass(slots=True)
class Measurement:
    """The scores by form and era, the values that differ, and the documents that could not be read."""

    table: Table = field(default_factory=lambda: defaultdict(lambda: {name: Score() for name in FIELDS}))
    differences: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def documents() -> Iterator[tuple[str, str, Document]]:
    """Yield every form of every report in the archive as (form, report id, document)."""
    for report_id in report_ids():
        label = facts(report_id)["index_label"]
        quarter = (facts(report_id)["quarter"] or "no quarter").lower()
        for form, place in (
            ("html", ARCHIVE / "site/status" / f"{report_id}.html"),
            ("hugo", ARCHIVE / "site/status" / report_id / "index.html"),
            ("xml", ARCHIVE / "xml" / f"{report_id}.xml"),
            ("adoc", ARCHIVE / "adoc" / report_id),
            ("mail", ARCHIVE / "text" / f"{report_id}.txt"),
            ("markdown", ARCHIVE / "markdown" / quarter),
            ("seed", ARCHIVE / "text" / f"{report_id}.seed.txt"),
        ):
            if place.exists():
                yield form, report_id, _document(place, label)


def era(report_id: str) -> str:
    """Return the era of a report: how it was written and published changed five times."""
    month = report_id.removeprefix("report-")
    for first, name in zip(("2021", "2018", "2013-10", "2004-07", ""), reversed(ERAS), strict=True):
        if month >= first:
            return name
    return ERAS[0]


def measure(chosen: Iterable[tuple[str, str, Document]]) -> Measurement:
    """Read documents and compare what is found with golden."""
    result = Measurement()
    for form, report_id, document in chosen:
        scores = result.table[form, era(report_id)]
        try:
            report = readers.read(document)
        except NotAReportError as error:
            result.unread.append(f"{form} {error}")
            report = None
        result.differences += [f"{form} {words}" for words in compare(report_id, report, scores, drafts=form in DRAFTS)]
    return result


def compare(report_id: str, report: Report | None, scores: dict[str, Score], *, drafts: bool = False) -> list[str]:
    """Add one report's comparison with golden to `scores`; return a line for every value that differs."""
    golden, wanted = facts(report_id), published(report_id)
    got = list(report.entries) if report else []
    differences = []
    months = {"start": report.period.start, "end": report.period.end} if report else {}
    for name, expected, there in (
        ("period", golden["period"], months),
        ("url", golden["url"], report.url if report else None),
    ):
        scores[name].add([str(expected)], [str(there)])
        if expected != there:
            differences.append(f"{report_id} {name}: {expected} is {there}")
    pairs = matched(wanted, got, drafts=drafts)
    found = sum(entry is not None for entry in pairs)
    scores["entries"].wanted += len(wanted)
    scores["entries"].found += found
    scores["entries"].invented += len(got) - found
    for fact, entry in zip(wanted, pairs, strict=True):
        differences += [f"{report_id} {fact['title']!r} {words}" for words in _compare_entry(fact, entry, scores)]
    return differences


def matched(wanted: list[dict[str, Any]], got: list[Entry], *, drafts: bool = False) -> list[Entry | None]:
    """Return for each golden entry the one that was read, None where there is none."""
    left = dict(enumerate(got))
    pairs: list[Entry | None] = []
    for fact in wanted:
        titles = {unspoiled(fact["title"]), fact.get("html_variant", {}).get("title")}
        number = next((number for number, entry in left.items() if entry.title in titles), None)
        pairs.append(left.pop(number) if number is not None else None)
    if drafts:
        for place, fact in enumerate(wanted):
            if pairs[place] is None and left:
                likeness, number = max((_likeness(fact, entry), number) for number, entry in left.items())
                pairs[place] = left.pop(number) if likeness >= ALIKE else None
    return pairs


def _likeness(fact: dict[str, Any], entry: Entry) -> float:
    """Return how alike a golden entry and a draft are, 0 to 100: by title or by the words of the body."""
    expected, there = Counter(fact["body"].lower().split()), Counter(entry.body.lower().split())
    shared = 100.0 * (expected & there).total() / max(1, min(expected.total(), there.total()))
    return max(float(fuzz.token_set_ratio(fact["title"], entry.title)), shared)


def _compare_entry(fact: dict[str, Any], entry: Entry | None, scores: dict[str, Score]) -> Iterator[str]:
    there = _values(entry) if entry else {}
    for name, golden in _facts(fact).items():
        got = there.get(name, [])
        expected = next((right for right in _variants(fact, name) if Counter(right) == Counter(got)), golden)
        scores[name].add(expected, got)
        if name == "body":
            score = Score()
            score.add(expected, got)
            if score.percent < 98:
                yield f"body: {score.percent:.1f} % of the words"
        elif Counter(expected) != Counter(got):
            yield f"{name}: {expected} is {got}"


def _facts(fact: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "title": [unspoiled(fact["title"])],
        "category": [str(fact["category"])],
        "anchor": [str(fact["anchor"])],
        "contact name": [unspoiled(str(contact["name"])) for contact in _shown(fact["contacts"])],
        "contact email": [str(contact["email"]) for contact in _shown(fact["contacts"])],
        "link label": [unspoiled(str(link["label"])) for link in fact["links"]],
        "link url": [link["url"] for link in fact["links"]],
        "sponsors": fact["sponsors"],
        "tasks": fact["tasks"],
        "body": unspoiled(fact["body"]).split(),
    }


def _variants(fact: dict[str, Any], name: str) -> Iterator[list[str]]:
    """Yield the values that are right for a field instead of golden's."""
    yield _facts(fact | fact.get("html_variant", {}))[name]
    if name == "link url":
        yield [link.get("url_html", link["url"]) for link in fact["links"]]
    if name.startswith("contact"):
        yield _facts(fact | {"contacts": [contact | {"published": True} for contact in fact["contacts"]]})[name]


def _shown(contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [contact for contact in contacts if contact.get("published", True)]


def _values(entry: Entry) -> dict[str, list[str]]:
    return {
        "title": [entry.title],
        "category": [str(entry.category)],
        "anchor": [str(entry.anchor)],
        "contact name": [str(contact.name) for contact in entry.contacts],
        "contact email": [str(contact.email) for contact in entry.contacts],
        "link label": [str(link.label) for link in entry.links],
        "link url": [link.url for link in entry.links],
        "sponsors": list(entry.sponsors),
        "tasks": list(entry.tasks),
        "body": entry.body.split(),
    }


def _document(place: Path, label: str | None) -> Document:
    if place.is_dir():
        files = sorted(path for path in place.rglob("*") if path.is_file())
        parts = tuple(Part(str(path.relative_to(place)), path.read_bytes()) for path in files)
        return Document(str(place), parts=parts, label=label)
    return Document(str(place), place.read_bytes(), label=label)


def below(table: Table) -> list[str]:
    """Return a line for every figure that does not reach its bar."""
    return [
        f"{form} {years} {name}: {scores[name].percent:.2f} % is below {bar} %"
        for (form, years), scores in table.items()
        for name, bar in BARS[form].items()
        if scores[name].percent < bar
    ]


def lines(table: Table) -> Iterator[str]:
    """Yield the table as text."""
    yield f"{'form':<9}{'era':<11}" + "".join(f"{name:>14}" for name in FIELDS)
    for (form, years), scores in sorted(table.items(), key=lambda row: (list(BARS).index(row[0][0]), row[0][1])):
        yield f"{form:<9}{years:<11}" + "".join(f"{scores[name].percent:>14.2f}" for name in FIELDS)


def main() -> int:
    """Print the table and what is below the bars; with `--differences` every value that differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", help="only this form")
    parser.add_argument("--differences", action="store_true", help="print every value that differs")
    chosen = parser.parse_args()
    result = measure(row for row in documents() if chosen.form in (None, row[0]))
    out = [
        *(result.differences if chosen.differences else ()),
        *lines(result.table),
        *result.unread,
        *below(result.table),
    ]
    sys.stdout.write("\n".join(out) + "\n")
    return 1 if below(result.table) else 0


if __name__ == "__main__":
    sys.exit(main())
