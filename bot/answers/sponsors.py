"""Answers about sponsors: what they paid for."""

from bot.answers import refusals
from bot.answers.lines import compose, pack
from bot.answers.model import Answer, Match, entry_match, nothing
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent, without

_ABOUT_ENTRIES = frozenset({"entries", "entry", "projects", "project", "things", "work", "list", "by", "for"})


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
        return nothing(f"{names[0]} sponsored nothing in {span.written if span else 'the reports'}.")
    matches = (Match("sponsor", name=names[0]), *map(entry_match, items))
    parts = [f"{item.entry.title} ({item.report.period})" for item in items]
    head = f"{names[0]}, {len(items)} entr{'ies' if len(items) != 1 else 'y'}:"
    return Answer(Intent.SPONSOR, matches, pack(head, [*parts, items[0].url], "; ")).noting(tuple(corrections))
