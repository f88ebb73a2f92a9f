"""Answers about a project: what happened, who does it, where it is, when it was reported, where help is wanted."""

from collections.abc import Sequence

from bot.answers import refusals
from bot.answers.lines import choices, compose, contact_names, counted, cut, more_reports, pack, sentence, when
from bot.answers.model import Answer, Match, entry_match, person_match
from bot.answers.sentences import telling, what_happened
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent
from bot.search.findings import Findings
from bot.search.items import Item
from bot.search.words import stem, words

_LISTED = 10
_LOOKED_AT = 3
_NEARLY = 0.1
_NAMED, _BRIEF = 2, 50


def project(archive: Archive, topic: str, span: Span | None) -> Answer:
    """Answer with the newest entry about a topic, or the one of a period."""
    found = archive.find(topic, span)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    if found.choices:
        return Answer(Intent.PROJECT, entry_matches(found), (f"Did you mean {choices(found.choices)}?",))
    item = found.hits[0].item
    said = "" if found.hits[0].by_title else telling(item.entry.body, topic)
    return Answer(Intent.PROJECT, entry_matches(found), (_line(archive, item, said),)).noting(found.corrections)


def contact(archive: Archive, topic: str, span: Span | None, edge: str | None = None) -> Answer:
    """Answer with the contacts of the newest entry about a topic, or of the first one."""
    found = archive.find(topic, span)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    items = [hit.item for hit in found.hits]
    if edge == "first":
        items = list(filter(archive.scope(span), _named(archive, topic, found)))[::-1] or items
    item = next((item for item in items if item.entry.contacts), items[0])
    persons = archive.contacts_of(item)
    who = [
        f"{contact.name} ({contact.email})" if contact.name and contact.email else contact.name or contact.email or ""
        for contact in item.entry.contacts
    ]
    names = ", ".join(who) or "nobody is named as a contact"
    line = compose(f"{item.entry.title} ({when(item)}):", sentence(names), item.url)
    matches = (*entry_matches(found, item)[:1], *map(person_match, persons), *entry_matches(found, item)[1:])
    return Answer(Intent.CONTACT, matches, (line,)).noting(found.corrections)


def search(archive: Archive, topic: str, span: Span | None) -> Answer:
    """Answer with the best entries by the words of the text, and the sentence that has them; phrases first."""
    literal = archive.finder.literally(topic, archive.scope(span))
    found = archive.find(topic, span)
    said = {hit.item.number for hit in literal}
    hits = (*literal, *(hit for hit in found.hits or found.near if hit.item.number not in said))[:_LISTED]
    if not hits:
        return refusals.no_topic(archive, topic, span, found)
    lines = tuple(
        compose(
            f"{hit.item.entry.title} ({when(hit.item)}):",
            telling(hit.item.entry.body, topic) or what_happened(hit.item.entry),
            hit.item.url,
        )
        for hit in hits
    )
    return Answer(Intent.SEARCH, entry_matches(Findings(hits)), lines).noting(() if literal else found.corrections)


def links(archive: Archive, topic: str, span: Span | None, asked: str) -> Answer:
    """Answer with the links of a project, those first that fit the words of the question."""
    found = archive.find(topic, span)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    good = [hit.item for hit in found.hits if hit.score >= found.hits[0].score - _NEARLY][:_LOOKED_AT]
    scope = archive.scope(span)
    ranked = [item for each in good for item in archive.same_project(each) if item.entry.links and scope(item)]
    if not ranked:
        item = found.hits[0].item
        reply = compose(f"{item.entry.title} ({when(item)})", "lists no links.", item.url)
        return Answer(Intent.LINKS, entry_matches(found), (reply,))
    stems = [stem(word) for word in words(asked)]
    first = max(ranked, key=lambda item: (_best_link(item, stems), item is found.hits[0].item, item.number))
    if _best_link(first, stems) <= _best_link(ranked[0], stems):
        first = ranked[0]
    wanted_first = sorted(first.entry.links, key=lambda link: -_fitting(f"{link.label or ''} {link.url}", stems))
    parts = [f"{link.label}: {link.url}" if link.label else link.url for link in wanted_first]
    lines = pack(f"{first.entry.title} ({when(first)}):", parts, " · ")
    return Answer(Intent.LINKS, entry_matches(found, first), lines).noting(found.corrections)


def _best_link(item: Item, stems: list[str]) -> int:
    return max(_fitting(f"{link.label or ''} {link.url}", stems) for link in item.entry.links)


def _fitting(text: str, stems: list[str]) -> int:
    has = {stem(word) for word in words(text.replace("_", " "))}
    return len(has & set(stems))


def history(archive: Archive, topic: str, span: Span | None, edge: str | None) -> Answer:
    """Answer with all reports on a project, in a span if one is given, or only with the first or last one."""
    found = archive.find(topic, span, closest=True)
    if not found.hits:
        return refusals.no_topic(archive, topic, span, found)
    if edge:
        return _edge_of(archive, topic, found, edge).noting(found.corrections)
    items = list(filter(archive.scope(span), archive.same_project(found.hits[0].item)))
    titles = list(dict.fromkeys(item.entry.title for item in items))
    first, last = items[-1].report.period, items[0].report.period
    head = f"{titles[0]}: {counted(len(items), 'report')}, {first}{f' to {last}' * (len(items) != 1)}."
    renamed = sentence(f"Also as {', '.join(titles[1:])}") if titles[1:] else ""
    also = _others(topic, archive.finder.rivals(found))
    where = pack("In", [str(item.report.period) for item in reversed(items)]) if len(items) > 1 else ()
    matches = tuple(map(entry_match, items))
    return Answer(Intent.HISTORY, matches, (compose(head, renamed, also, items[0].url), *where)).noting(
        found.corrections
    )


def _others(topic: str, items: Sequence[Item]) -> str:
    """Say which other projects a topic may mean, so that their history is not taken for none."""
    named = "; ".join(cut(item.entry.title, _BRIEF) for item in items[:_NAMED])
    count = f"{counted(len(items), 'more project')} on {cut(topic, _BRIEF)}"
    return sentence(f"{count}, such as {named}") if items else ""


def _edge_of(archive: Archive, topic: str, found: Findings, edge: str) -> Answer:
    items = _named(archive, topic, found)
    item = items[-1] if edge == "first" else items[0]
    head = f"{edge.capitalize()} reported in {item.report.period}: {item.entry.title}:"
    reports = {each.report.id for each in items}
    reply = compose(head, what_happened(item.entry), more_reports(len(reports) - 1), item.url)
    others = [entry_match(other) for other in items if other is not item]
    return Answer(Intent.HISTORY, (entry_match(item), *others), (reply,))


def _named(archive: Archive, topic: str, found: Findings) -> Sequence[Item]:
    """Return the entries, newest first, that are about a topic by the words for it, not by their projects only."""
    for asked, read in found.corrections:
        topic = topic.replace(asked, read)
    if found.hits[0].by_title:
        return archive.finder.naming(topic, archive.finder.equals(found))
    return archive.finder.everywhere_said(topic) or [found.hits[0].item]


def about(archive: Archive, item: Item) -> Answer:
    """Answer with one entry."""
    return Answer(Intent.PROJECT, (entry_match(item),), (_line(archive, item, ""),))


def _line(archive: Archive, item: Item, said: str) -> str:
    entry = item.entry
    names = ", ".join(contact_names(item)[:4])
    sponsor = sentence(f"Sponsor: {', '.join(entry.sponsors[:3])}") if entry.sponsors else ""
    rest = " ".join(
        part for part in (sentence(names), sponsor, more_reports(len(archive.same_project(item)) - 1), item.url) if part
    )
    return compose(f"{entry.title} ({when(item)}):", said or what_happened(entry), rest)


def entry_matches(found: Findings, first: Item | None = None) -> tuple[Match, ...]:
    """Return the best entries that were found as matches, `first` in front of them."""
    matches = [entry_match(hit.item, hit.score) for hit in found.hits[:_LISTED]]
    if first:
        top = entry_match(first, found.hits[0].score)
        matches = [top, *(match for match in matches if (match.report, match.title) != (top.report, top.title))]
    return tuple(matches)
