"""Measure how much of the golden facts each reader finds: `python -m tests.fidelity [--form FORM] [--differences]`.

Rows are a form and an era, columns the fields. A figure is the share of values that are right, in per
cent: values found that golden has, divided by those golden has plus those that were found beyond
their number (a wrong value in place of a right one counts once). Exit status 1: a figure is below its bar.

* entries: an entry is matched to the golden one with the same title (its variant on the page counts);
  in the drafts of the collection repository, whose titles differ, then to the most similar one.
* title, category, anchor: one value an entry, None counts as a value.
* contact name, contact email, link label, link url, sponsors, tasks: multisets of values an entry.
* period, url: one value a report. intro, body: shared words (multiset).

Where golden has an `html_variant` either value is right, also the address that the page shows
(`url_html`); where golden keeps text that was read in a wrong charset, the text put right is wanted.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document, Part, Report
from tests.comparison import FIELDS, Score, compare
from tests.golden import ARCHIVE, facts, report_ids

ERAS = {"": "2001-2004", "2004-07": "2004-2013", "2013-10": "2013-2017", "2018": "2018-2020", "2021": "2021-2025"}
PAGES = dict.fromkeys(FIELDS, 99.8) | {"entries": 100.0}
BARS: Mapping[str, Mapping[str, float]] = {
    "html": PAGES,
    "hugo": PAGES,
    "xml": PAGES,
    "adoc": PAGES,
    "mail": {"entries": 100.0, "title": 99.0, "category": 99.0, "contact name": 99.0, "contact email": 99.0},
    "seed": {"entries": 100.0},
    "markdown": {"entries": 98.0},
}
DRAFTS = ("markdown",)  # what the writers sent in; titles and details differ from what was published

Table = dict[tuple[str, str], dict[str, Score]]


@dataclass(slots=True)
class Measurement:
    """The scores by form and era, the values that differ, and the documents that could not be read."""

    table: Table = field(default_factory=lambda: defaultdict(lambda: {name: Score() for name in FIELDS}))
    differences: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@cache
def documents(form: str) -> Mapping[str, Document]:
    """Return every report of the archive that has a form, by its id, as a source would hand it over."""
    found = {report_id: places(report_id)[form] for report_id in report_ids()}
    return {
        report_id: _document(place, facts(report_id)["index_label"])
        for report_id, place in found.items()
        if place.exists()
    }


@cache
def readings(form: str) -> Mapping[str, Report | NotAReportError]:
    """Return every report of the archive that has a form, by its id, as read from it."""
    return {report_id: _read(document) for report_id, document in documents(form).items()}


def _read(document: Document) -> Report | NotAReportError:
    try:
        return readers.read(document)
    except NotAReportError as error:
        return error


def places(report_id: str) -> dict[str, Path]:
    """Return where in the archive the forms of a report would be.

    What writers sent in lies under the quarter in which a report's period ends; a report that the index
    does not list was never published, its drafts came out in the next one.
    """
    year, month = facts(report_id)["period"]["end"].split("-")
    quarter = f"{year}q{(int(month) + 2) // 3}" if facts(report_id)["index_label"] else "none"
    return {
        "html": ARCHIVE / "site/status" / f"{report_id}.html",
        "hugo": ARCHIVE / "site/status" / report_id / "index.html",
        "xml": ARCHIVE / "xml" / f"{report_id}.xml",
        "adoc": ARCHIVE / "adoc" / report_id,
        "mail": ARCHIVE / "text" / f"{report_id}.txt",
        "seed": ARCHIVE / "text" / f"{report_id}.seed.txt",
        "markdown": ARCHIVE / "markdown" / quarter,
    }


def era(report_id: str) -> str:
    """Return the era of a report: how reports are written and published changed from time to time."""
    month = report_id.removeprefix("report-")
    return ERAS[max(first for first in ERAS if first <= month)]


def measure(forms: Iterable[str]) -> Measurement:
    """Compare what is found in these forms with golden."""
    result = Measurement()
    for form in forms:
        for report_id, read in readings(form).items():
            report = read if isinstance(read, Report) else None
            scores = result.table[form, era(report_id)]
            lines = compare(report_id, report, scores, drafts=form in DRAFTS)
            result.differences += [f"{form} {words}" for words in lines]
            if isinstance(read, NotAReportError):
                result.unread.append(f"{form} {read}")
    return result


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
    yield f"{'form':<9}{'era':<10}" + "".join(f"{name:>{_width(name)}}" for name in FIELDS)
    for (form, years), scores in sorted(table.items(), key=lambda row: (list(BARS).index(row[0][0]), row[0][1])):
        yield f"{form:<9}{years:<10}" + "".join(f"{scores[name].percent:>{_width(name)}.2f}" for name in FIELDS)


def _width(name: str) -> int:
    return max(len(name), len("100.00")) + 2


def _document(place: Path, label: str | None) -> Document:
    if place.is_dir():
        files = sorted(path for path in place.rglob("*") if path.is_file())
        parts = tuple(Part(str(path.relative_to(place)), path.read_bytes()) for path in files)
        return Document(str(place), parts=parts, label=label)
    return Document(str(place), place.read_bytes(), label=label)


def main() -> int:
    """Print the table and what is below the bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", choices=BARS, help="only this form")
    parser.add_argument("--differences", action="store_true", help="print every value that differs")
    chosen = parser.parse_args()
    result = measure([chosen.form] if chosen.form else BARS)
    failed = [*result.unread, *below(result.table)]
    out = [*(result.differences if chosen.differences else ()), *lines(result.table), *failed]
    sys.stdout.write("\n".join(out) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
