"""Answers about sponsors: what they paid for, and who paid for a project."""

from collections import Counter
from collections.abc import Sequence

from bot.answers import refusals
from bot.answers.lines import choices, compose, counted, name_of, pack, sentence, when
from bot.answers.model import Answer, Match, entry_match, nothing, person_match
from bot.answers.people import asked_back
from bot.answers.topics import entry_matches
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent, without
from bot.search.findings import SURE
from bot.search.names import telling_words, without_remark
from bot.search.people import PersonHit
from bot.search.words import words

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
    written = Counter(name for item in items for name in item.entry.sponsors if name in names)
    name = written.most_common(1)[0][0]
    matches = (Match("sponsor", name=name), *map(entry_match, items))
    parts = [f"{item.entry.title} ({item.report.period})" for item in items]
    head = f"{without_remark(name)}, {counted(len(items), 'entry', 'entries')}:"
    return Answer(Intent.SPONSOR, matches, pack(head, parts, "; ", end=items[0].url)).noting(tuple(corrections))


def of_nobody(topic: str) -> bool:
    """Tell whether who paid is asked for, but not for what."""
    return set(topic.split()) <= _ABOUT_ALL


def is_called(archive: Archive, topic: str) -> bool:
    """Tell whether a topic is what a sponsor is called, from the first telling word of the name."""
    names, corrections = archive.sponsors.find(topic)
    return bool(names) and not corrections and any(telling_words(name)[0] in words(topic) for name in names)


def of_person(archive: Archive, hits: Sequence[PersonHit], span: Span | None) -> Answer:
    """Answer with the sponsors that the entries of a person name; who of its contacts was paid, no entry says."""
    if back := asked_back(hits):
        return Answer(Intent.SPONSOR, tuple(person_match(hit.person, hit.score) for hit in hits), (back,))
    hit = hits[0]
    items = list(filter(archive.scope(span), archive.entries_of(hit.person)))
    named = [item for item in items if item.entry.sponsors]
    numbers = {item.number for item in named}
    paid = archive.sponsors.by_entries(lambda item: item.number in numbers)
    name, within = name_of(hit.person), f" {span.after('in')}" if span else ""
    if not named:
        return nothing(f"No entry of {name}{within} names a sponsor.")
    verb = "names" if len(named) == 1 else "name"
    head = f"Of {counted(len(items), 'entry', 'entries')} of {name}{within}, {len(named)} {verb} a sponsor:"
    parts = [f"{sponsor} ({count})" for sponsor, count in paid]
    matches = (*(Match("sponsor", name=sponsor) for sponsor, _ in paid), *map(entry_match, named))
    return Answer(Intent.SPONSOR, matches, pack(head, parts, end=named[0].url)).noting(hit.corrections)


def everybody(archive: Archive, span: Span | None) -> Answer:
    """Answer with all who paid for something, in a period if one is given."""
    found = archive.sponsors.by_entries(archive.scope(span))
    where = span.after("in") if span else "in the reports"
    if not found:
        return nothing(f"No sponsor is named {where}.")
    head = f"{counted(len(found), 'sponsor')} {where}, by entries:"
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
