"""Compare every form of a report with its page: `python -m tests.differential`.

A form is to give the same report as the page; what is known to differ is listed as data. The table
tells for each form how many reports and entries were compared, and how many values of a field differ
beyond that (figures in parentheses: known differences).
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.model import Entry, Report
from tests.fidelity import readings
from tests.golden import facts

# paragraphs within items and links to manual pages are made by the site, as is code within what is verbatim
_ELEMENT = re.compile(r"<(?!p>|a )(\w+)>")
REPORT_FIELDS = ("id", "title", "period", "url", "intro")
FIELDS: Mapping[str, Callable[[Entry], list[str]]] = {
    "category": lambda entry: [str(entry.category)],
    "contacts": lambda entry: [f"{contact.name} <{contact.email}>" for contact in entry.contacts],
    "links": lambda entry: [f"{link.label} URL: {link.url}" for link in entry.links],
    "sponsors": lambda entry: list(entry.sponsors),
    "tasks": lambda entry: list(entry.tasks),
    "anchor": lambda entry: [str(entry.anchor)],
    "body": lambda entry: entry.body.split(),
    "markup": lambda entry: _ELEMENT.findall(entry.markup.replace("<pre><code>", "<pre>")),
}
LOST: Mapping[str, frozenset[str]] = {  # what a form does not carry, see the archive's catalogue
    "xml": frozenset(),
    "adoc": frozenset(),
    "mail": frozenset(("anchor", "markup")),
    "seed": frozenset(("anchor", "contacts", "links", "markup")),
}
BODY = {"xml": 0.999, "adoc": 0.99, "mail": 0.96, "seed": 0.96}  # share of words that must be the same
KNOWN: Mapping[tuple[str, str], frozenset[str]] = {  # (form, report): fields, beside golden's variants
    # asciidoctor takes two underscores within an address for emphasis
    **{
        ("adoc", f"report-{months}"): frozenset(("links",))
        for months in ("2023-01-2023-03", "2023-04-2023-06", "2023-07-2023-09", "2024-01-2024-03", "2024-04-2024-06")
    },
    # the page has a name in bold that the source does not
    ("xml", "report-2010-01-2010-03"): frozenset(("markup",)),
    # the text shows what stands on the page where the page's own addresses say more
    ("mail", "report-2022-10-2022-12"): frozenset(("links",)),
    # the sponsor's name is broken over two lines of the scrape
    ("seed", "report-2019-04-2019-06"): frozenset(("sponsors",)),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a form and the page differ."""

    report: str
    field: str
    words: str
    known: bool


def reports(form: str) -> Mapping[str, Report]:
    """Return every report of the archive that could be read from a form."""
    return {report_id: read for report_id, read in readings(form).items() if isinstance(read, Report)}


def pages() -> Mapping[str, Report]:
    """Return every report of the archive as read from its page."""
    return {**reports("html"), **reports("hugo")}


def differences(form: str, report: Report, page: Report) -> Iterator[Difference]:
    """Yield what differs between a form of a report and its page."""
    for name in REPORT_FIELDS:
        if getattr(report, name) != getattr(page, name):
            yield Difference(report.id, name, f"{getattr(page, name)!r} is {getattr(report, name)!r}", known=False)
    variants = {fact["title"]: fact["html_variant"] for fact in facts(report.id)["entries"] if "html_variant" in fact}
    titles = [variants.get(entry.title, {}).get("title", entry.title) for entry in report.entries]
    if sorted(titles) != sorted(entry.title for entry in page.entries):
        yield Difference(report.id, "titles", f"{titles}", known=False)
        return
    there = dict(zip(titles, report.entries, strict=True))
    for entry in page.entries:
        known = {*LOST[form], *KNOWN.get((form, report.id), ()), *variants.get(there[entry.title].title, ())}
        for name, values in FIELDS.items():
            expected, got = Counter(values(entry)), Counter(values(there[entry.title]))
            if name == "body" and (expected & got).total() >= BODY[form] * max(expected.total(), got.total()):
                continue
            if name == "markup" and entry.body != there[entry.title].body:
                continue  # other words may stand in other elements
            if expected != got:
                words = f"{entry.title!r}: {expected - got} is {got - expected}"
                yield Difference(report.id, name, words, known=name in known)


def lines() -> Iterator[str]:
    """Yield the table as text."""
    names = (*REPORT_FIELDS, "titles", *FIELDS)
    yield f"{'form':<6}{'reports':>9}{'entries':>9}" + "".join(f"{name:>12}" for name in names)
    for form in LOST:
        compared = reports(form)
        count = sum(len(report.entries) for report in compared.values())
        found = [row for name, report in compared.items() for row in differences(form, report, pages()[name])]
        cells = []
        for name in names:
            new, known = (sum(row.field == name and row.known is kind for row in found) for kind in (False, True))
            cells.append(f"{new} ({known})" if known else str(new))
        yield f"{form:<6}{len(compared):>9}{count:>9}" + "".join(f"{cell:>12}" for cell in cells)


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
