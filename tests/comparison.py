"""Compare a report that was read with golden's facts, value by value."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from bot.model import Entry, Report
from bot.readers.charset import unspoiled
from tests.golden import facts, published

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
    "intro",
    "body",
)
ALIKE = 75.0  # per cent; from this likeness on a draft counts as the entry that was published
WORDS = ("intro", "body")  # compared word by word


@dataclass(slots=True)
class Score:
    """How many values of a field were found, how many golden has, how many were found beyond their number."""

    found: int = 0
    wanted: int = 0
    invented: int = 0

    @property
    def percent(self) -> float:
        """Return the share of right values; 100 where there was nothing to find."""
        total = self.wanted + self.invented
        return 100.0 * self.found / total if total else 100.0

    def add(self, wanted: Iterable[object], got: Iterable[object]) -> float:
        """Compare two multisets of values; return the share of right ones in this comparison alone."""
        expected, there = Counter(wanted), Counter(got)
        one = Score((expected & there).total(), expected.total(), max(0, there.total() - expected.total()))
        self.found += one.found
        self.wanted += one.wanted
        self.invented += one.invented
        return one.percent


def compare(
    report_id: str, report: Report | None, scores: Mapping[str, Score], *, drafts: bool = False
) -> Iterator[str]:
    """Add one report's comparison with golden to `scores`; yield a line for every value that differs.

    With `drafts` entries with other titles are matched with the most similar ones of golden, and those
    that were never published do not count.
    """
    got = list(report.entries) if report else []
    wanted = published(report_id)
    yield from (f"{report_id} {words}" for words in _compare(_report_facts(report_id), _report_values(report), scores))
    pairs = matched(wanted, got, drafts=drafts)
    found = sum(entry is not None for entry in pairs)
    scores["entries"].wanted += len(wanted)
    scores["entries"].found += found
    scores["entries"].invented += 0 if drafts else len(got) - found
    for fact, entry in zip(wanted, pairs, strict=True):
        there = _entry_values(entry)
        right = {name: _right(fact, name, usual, there.get(name, [])) for name, usual in _entry_facts(fact).items()}
        yield from (f"{report_id} {fact['title']!r} {words}" for words in _compare(right, there, scores))


def matched(wanted: list[dict[str, Any]], got: list[Entry], *, drafts: bool = False) -> list[Entry | None]:
    """Return for each golden entry the one that was read, None where there is none."""
    left = dict(enumerate(got))
    pairs: list[Entry | None] = []
    for fact in wanted:
        titles = {unspoiled(fact["title"]), fact.get("html_variant", {}).get("title")}
        number = next((number for number, entry in left.items() if entry.title in titles), None)
        pairs.append(left.pop(number) if number is not None else None)
    for place, fact in enumerate(wanted):
        if drafts and pairs[place] is None and left:
            likeness, number = max((_likeness(fact, entry), number) for number, entry in left.items())
            pairs[place] = left.pop(number) if likeness >= ALIKE else None
    return pairs


def _likeness(fact: dict[str, Any], entry: Entry) -> float:
    """Return how alike a golden entry and a draft are, 0 to 100: by title or by the words of the body."""
    expected, there = Counter(fact["body"].lower().split()), Counter(entry.body.lower().split())
    shared = 100.0 * (expected & there).total() / max(1, min(expected.total(), there.total()))
    return max(float(fuzz.token_set_ratio(fact["title"], entry.title)), shared)


def _compare(
    right: Mapping[str, list[str]], there: Mapping[str, list[str]], scores: Mapping[str, Score]
) -> Iterator[str]:
    for name, expected in right.items():
        got = there.get(name, [])
        percent = scores[name].add(expected, got)
        if name in WORDS and percent < 98:
            yield f"{name}: {percent:.1f} % of the words"
        elif name not in WORDS and Counter(expected) != Counter(got):
            yield f"{name}: {expected} is {got}"


def _right(fact: dict[str, Any], name: str, usual: list[str], got: list[str]) -> list[str]:
    """Return that of the values that golden allows for a field which was found, else the usual one."""
    if sorted(usual) == sorted(got):
        return usual
    return next((right for right in _variants(fact, name) if sorted(right) == sorted(got)), usual)


def _variants(fact: dict[str, Any], name: str) -> Iterator[list[str]]:
    """Yield the values that are right for a field instead of golden's first."""
    yield _entry_facts(fact | fact.get("html_variant", {}))[name]
    if name == "link url":
        yield [link.get("url_html", link["url"]) for link in fact["links"]]
    if name.startswith("contact"):
        yield _entry_facts(fact | {"contacts": [contact | {"published": True} for contact in fact["contacts"]]})[name]


def _report_facts(report_id: str) -> dict[str, list[str]]:
    found = facts(report_id)
    return {
        "period": [f"{found['period']['start']} {found['period']['end']}"],
        "url": [found["url"]],
        "intro": found["intro"].split(),
    }


def _report_values(report: Report | None) -> dict[str, list[str]]:
    if report is None:
        return {}
    return {
        "period": [f"{report.period.start} {report.period.end}"],
        "url": [report.url],
        "intro": report.intro.split(),
    }


def _entry_facts(fact: Mapping[str, Any]) -> dict[str, list[str]]:
    contacts = [contact for contact in fact["contacts"] if contact.get("published", True)]
    return {
        "title": [unspoiled(fact["title"])],
        "category": [str(fact["category"])],
        "anchor": [str(fact["anchor"])],
        "contact name": [unspoiled(str(contact["name"])) for contact in contacts],
        "contact email": [str(contact["email"]) for contact in contacts],
        "link label": [unspoiled(str(link["label"])) for link in fact["links"]],
        "link url": [link["url"] for link in fact["links"]],
        "sponsors": fact["sponsors"],
        "tasks": fact["tasks"],
        "body": unspoiled(fact["body"]).split(),
    }


def _entry_values(entry: Entry | None) -> dict[str, list[str]]:
    if entry is None:
        return {}
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
