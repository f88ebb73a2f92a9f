"""Answers about sponsors: what they paid for, and who paid for a project."""

from bot.answers import refusals
from bot.answers.lines import choices, compose, pack, sentence, when
from bot.answers.model import Answer, Match, entry_match, nothing
from bot.answers.topics import entry_matches
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent, without
from bot.search.findings import SURE
from bot.search.names import without_remark

_ABOUT_ENTRIES = frozenset({"entries", "entry", "projects", "project", "things", "work", "list", "by", "for", "money"})
_ABOUT_PAYERS = frozenset({"company", "companies", "organization", "organisation", "organizations", "sponsors"})
_ABOUT_ALL = _ABOUT_ENTRIES | _ABOUT_PAYERS | {"freebsd", "sponsor", "top", "biggest", "largest", "main", "major"}


def sponsor(archive: Archive, name: str, span: Span | None) -> Answer:
    """Answer with the entries that a sponsor paid for, newest first, in a period if one is given."""
    if span and not archive.covering(span):
        return refusals.no_report(archive, span)
    names, corrections = archive.sponsors.find(without(name, _ABOUT_ENTRIES))
    if not names:
        return nothing(compose("Nothing was sponsored by", f"{name}, as far as the reports say."))
    scope = archive.scope(span)
    items = [item for item in archive.sponsors.entries(names) if scope(item)]
    if not items:
        return nothing(
            f"{without_remark(names[0])} sponsored nothing {span.after('in') if span else 'in the reports'}."
        )
    matches = (Match("sponsor", name=names[0]), *map(entry_match, items))
    parts = [f"{item.entry.title} ({item.report.period})" for item in items]
    head = f"{without_remark(names[0])}, {len(items)} entr{'ies' if len(items) != 1 else 'y'}:"
    return Answer(Intent.SPONSOR, matches, pack(head, parts, "; ", end=items[0].url)).noting(tuple(corrections))


def of_nobody(topic: str) -> bool:
    """Tell whether who paid is asked for, but not for what."""
    return set(topic.split()) <= _ABOUT_ALL


def everybody(archive: Archive, span: Span | None) -> Answer:
    """Answer with all who paid for something, in a period if one is given."""
    found = archive.sponsors.by_entries(archive.scope(span))
    where = span.after("in") if span else "in the reports"
    if not found:
        return nothing(f"No sponsor is named {where}.")
    head = f"{len(found)} sponsor{'s' * (len(found) != 1)} {where}, by entries:"
    parts = [f"{name} ({count})" for name, count in found]
    return Answer(Intent.SPONSOR, tuple(Match("sponsor", name=name) for name, _ in found), pack(head, parts))


def sponsor_or_payers(archive: Archive, name: str, span: Span | None) -> Answer:
    """Answer with what a sponsor paid for, or with who paid for a project that is called rather so."""
    names, corrections = archive.sponsors.find(name)
    return (None if names and not corrections else payers(archive, name, span)) or sponsor(archive, name, span)


def payers(archive: Archive, topic: str, span: Span | None) -> Answer | None:
    """Answer with who paid for a project, by its newest entry that says so; None if no title is so called."""
    found = archive.find(without(topic, _ABOUT_ENTRIES | _ABOUT_PAYERS), span, closest=True)
    if not found.hits or not found.hits[0].by_title or found.hits[0].score < SURE:
        return None
    scope = archive.scope(span)
    good = [hit.item for hit in found.hits if hit.by_title and hit.score >= SURE]
    paid = [item for each in good for item in archive.same_project(each) if scope(item) and item.entry.sponsors]
    if not paid:
        line = compose(f"{good[0].entry.title} ({when(good[0])}):", "no sponsor is named.", good[0].url)
        return Answer(Intent.SPONSOR, entry_matches(found), (line,)).noting(found.corrections)
    newest = paid[0]
    names = newest.entry.sponsors
    before = {name: item for item in archive.same_project(newest) if item in paid for name in item.entry.sponsors}
    earlier = ", ".join(f"{name} ({item.report.period})" for name, item in before.items() if name not in names)
    head = sentence(f"{newest.entry.title} ({when(newest)}): sponsored by {choices(names, 'and')}")
    line = compose(head, earlier and f"Earlier: {earlier}.", newest.url)
    top, *others = entry_matches(found, newest)
    return Answer(Intent.SPONSOR, (top, *(Match("sponsor", name=name) for name in names), *others), (line,)).noting(
        found.corrections
    )
