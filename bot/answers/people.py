"""Answers about a person: address, what they report on, first and last report."""

from collections.abc import Sequence

from bot.answers.lines import choices, compose, name_of, sentence
from bot.answers.model import Answer, entry_match, person_match
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent
from bot.search.items import Item
from bot.search.people import PersonHit

_CLEARLY = 3
_ASKED_BACK = 4


def person(
    archive: Archive, hits: Sequence[PersonHit], span: Span | None = None, *, work_first: bool = False
) -> Answer:
    """Answer with a person, in a span if one is given; `work_first` puts what they report on before who they are."""
    best = hits[0]
    entries = list(filter(archive.scope(span), archive.entries_of(best.person)))
    people = tuple(person_match(hit.person, hit.score) for hit in hits)
    works = tuple(entry_match(item, best.score) for item in entries)
    matches = works[:1] + people + works[1:] if work_first else people + works
    rivals = [
        hit
        for hit in hits[1:]
        if hit.score == best.score and len(hit.person.entries) * _CLEARLY > len(best.person.entries)
    ]
    if rivals:
        names = [name_of(hit.person) for hit in (best, *rivals)][:_ASKED_BACK]
        return Answer(Intent.CONTACT, matches, (f"Did you mean {choices(names)}?",))
    name, email = name_of(best.person), next(iter(best.person.emails), "")
    head = f"{name} ({email}):" if email and email != name else f"{name}:"
    if not entries:
        line = f"{head} nothing {span.after('in')}." if span else head.rstrip(":")
        return Answer(Intent.CONTACT, matches, (line,)).noting(best.corrections)
    titles = list(dict.fromkeys(item.entry.title for item in entries))
    lately = f"{titles[0]} ({entries[0].report.period})" + "".join(f", {title}" for title in titles[1:4])
    count = f"{len(entries)} entr{'ies' if len(entries) != 1 else 'y'}"
    told = f"{count} {span.after('in')}:" if span else f"{count}, {_years(entries)}, lately"
    line = compose(f"{head} {told}", sentence(lately), entries[0].url)
    return Answer(Intent.CONTACT, matches, (line,)).noting(best.corrections)


def _years(entries: Sequence[Item]) -> str:
    first, last = entries[-1].report.period.start[:4], entries[0].report.period.end[:4]
    return f"{first} to {last}" if first != last else f"in {first}"
