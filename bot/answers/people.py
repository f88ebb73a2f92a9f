"""Answers about a person: address, what they report on, first and last report."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.lines import choices, compose, counted, name_of, pack, sentence
from bot.answers.model import Answer, entry_match, nothing, person_match
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent
from bot.search.items import Item
from bot.search.people import PersonHit

_CLEARLY = 3
_EXACTLY = 1.0
_ASKED_BACK = 4
_RANKED = 10


def person(
    archive: Archive, hits: Sequence[PersonHit], span: Span | None = None, *, work_first: bool = False
) -> Answer:
    """Answer with a person, in a span if one is given; `work_first` puts what they report on before who they are."""
    best = hits[0]
    entries = _entries(archive, best, span)
    people = tuple(person_match(hit.person, hit.score) for hit in hits)
    works = tuple(entry_match(item, best.score) for item in entries)
    matches = works[:1] + people + works[1:] if work_first else people + works
    if back := asked_back(hits):
        return Answer(Intent.CONTACT, matches, (back,))
    if not entries:
        line = f"{_called(best)} nothing {span.after('in')}." if span else _called(best).rstrip(":")
        return Answer(Intent.CONTACT, matches, (line,)).noting(best.corrections)
    titles = list(dict.fromkeys(item.entry.title for item in entries))
    lately = f"{titles[0]} ({entries[0].report.period})" + "".join(f", {title}" for title in titles[1:4])
    told = f"{_count(entries)} {span.after('in')}:" if span else f"{_count(entries)}, {_years(entries)}, lately"
    line = compose(f"{_called(best)} {told}", sentence(lately), entries[0].url)
    return Answer(Intent.CONTACT, matches, (line,)).noting(best.corrections)


def reports(archive: Archive, hits: Sequence[PersonHit], span: Span | None = None, edge: str | None = None) -> Answer:
    """Answer with the reports that have entries of a person, in a span if one is given, or the first or last one."""
    best = hits[0]
    entries = _entries(archive, best, span)
    matches = (person_match(best.person, best.score), *(entry_match(item, best.score) for item in entries))
    if not entries or asked_back(hits):
        return replace(person(archive, hits, span), intent=Intent.HISTORY)
    if edge:
        place = -1 if edge == "first" else 0
        item, match = entries[place], matches[1:][place]
        head = f"{_called(best)} {edge} in {item.report.period}:"
        line = compose(head, sentence(item.entry.title), f"{_count(entries)} in all.", item.url)
        rest = (other for other in matches if other is not match)
        return Answer(Intent.HISTORY, (match, *rest), (line,)).noting(best.corrections)
    periods = [str(period) for period in dict.fromkeys(item.report.period for item in reversed(entries))]
    within = f" {span.after('in')}:" if span else ","
    told = f"{_count(entries)} in {counted(len(periods), 'report')}{within}"
    when = f"{periods[0]}{f' to {periods[-1]}' * (len(periods) > 1)}."
    where = pack("In", periods) if len(periods) > 1 else ()
    lines = (f"{_called(best)} {told} {when} {entries[0].url}", *where)
    return Answer(Intent.HISTORY, matches, lines).noting(best.corrections)


def ranking(archive: Archive, span: Span | None) -> Answer:
    """Answer with who has most entries, in a span if one is given; teams are nobody."""
    scope = archive.scope(span)
    counted = [(sum(map(scope, archive.entries_of(person))), person) for person in archive.people if not person.is_team]
    ranked = sorted((pair for pair in counted if pair[0]), key=lambda pair: (-pair[0], name_of(pair[1])))
    # Who has as many as the first one left out is left out, too, unless nobody has more.
    enough = ranked[_RANKED][0] + 1 if len(ranked) > _RANKED else 1
    ranked = [pair for pair in ranked if pair[0] >= enough] or ranked[:_RANKED]
    where = span.after("in") if span else "in the reports"
    if not ranked:
        return nothing(f"Nobody is named {where}.")
    parts = [f"{name_of(person)} ({count})" for count, person in ranked]
    matches = tuple(person_match(person) for _, person in ranked)
    return Answer(Intent.CONTACT, matches, pack(f"Most entries {where}:", parts))


def _entries(archive: Archive, hit: PersonHit, span: Span | None) -> list[Item]:
    return list(filter(archive.scope(span), archive.entries_of(hit.person)))


def asked_back(hits: Sequence[PersonHit]) -> str:
    """Return the question whom of several people is meant, empty if that is clear."""
    best = hits[0]
    rivals = [
        hit
        for hit in hits[1:]
        if hit.score == best.score
        and (hit.score >= _EXACTLY or len(hit.person.entries) * _CLEARLY > len(best.person.entries))
    ]
    names = [name_of(hit.person) for hit in (best, *rivals)][:_ASKED_BACK]
    return f"Did you mean {choices(names)}?" if rivals else ""


def _called(hit: PersonHit) -> str:
    name, email = name_of(hit.person), next(iter(hit.person.emails), "")
    return f"{name} ({email}):" if email and email != name else f"{name}:"


def _count(entries: Sequence[Item]) -> str:
    return counted(len(entries), "entry", "entries")


def _years(entries: Sequence[Item]) -> str:
    first, last = entries[-1].report.period.start[:4], entries[0].report.period.end[:4]
    return f"{first} to {last}" if first != last else f"in {first}"
