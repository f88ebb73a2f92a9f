"""What somebody means who wants to follow a name: a project, a person, a category or a sponsor."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.answers import refusals
from bot.answers.lines import choices, cut, name_of
from bot.archive import Archive
from bot.errors import QuarterdeckError
from bot.following.matching import by_title, project_key
from bot.questions import trim
from bot.search.findings import Findings
from bot.search.names import fitting_category, telling_words, without_remark
from bot.search.words import words
from bot.store.follows import Subject

_WHOLE, _PART, _SLIP, _LOOSELY = 3, 2, 1, 0
_CLEARLY = 3  # so many times as many entries, and one of several people of a name is meant
_ASKED_BACK, _BRIEF = 3, 80
_Corrections = tuple[tuple[str, str], ...]


class FollowError(QuarterdeckError):
    """Something cannot be followed; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may mean, how surely, and which misspelt words were read as what."""

    subject: Subject
    sure: int
    corrections: _Corrections = ()


def meaning(archive: Archive, text: str) -> Meaning:
    """Return what a name means; it may begin with what it is, as `person` or `sponsor`. FollowError if that is open."""
    kind, _, name = text.partition(" ")
    read = _KINDS.get(kind.lower()) if name.strip() else None
    found = list(read(archive, name.strip())) if read else _meanings(archive, text)
    best = [each for each in found if each.sure == max(other.sure for other in found)]
    if len(best) == 1:
        return best[0]
    if not best:
        raise FollowError(_nothing(archive, name if read else text))
    one_kind = len({each.subject.kind for each in best}) == 1
    names = [each.subject.name if one_kind else f"{each.subject.kind} {each.subject.name}" for each in best]
    raise FollowError(f"Did you mean {choices(names[:_ASKED_BACK])}?")


def _meanings(archive: Archive, name: str) -> list[Meaning]:
    """Return all that a name may mean, but no people where it is rather in a title."""
    found = {kind: list(read(archive, name)) for kind, read in _KINDS.items()}
    title = max((each.sure for each in found["project"]), default=0)
    parts = words(name)
    if len(parts) == 1 and "@" not in name and parts[0] in archive.finder.titles:
        title = _WHOLE
    found["person"] = [each for each in found["person"] if each.sure > title]
    return [each for meanings in found.values() for each in meanings]


def _nothing(archive: Archive, name: str) -> str:
    """Say that nothing is called so, and what is about it if anything is."""
    found = archive.find(name)
    titles = list(dict.fromkeys(cut(hit.item.entry.title, _BRIEF) for hit in found.hits))[:_ASKED_BACK]
    if titles:
        return f"Nothing is called {name}. Did you mean {choices(titles)}?"
    return refusals.no_topic(archive, name, None, found).reply[0]


def _project(archive: Archive, name: str) -> Iterator[Meaning]:
    if exact := archive.finder.exact(name):
        yield Meaning(Subject("project", project_key(exact[0]), exact[0].entry.title), _WHOLE)
        return
    found = archive.find(name)
    if not by_title(found):
        return
    if found.choices:
        for each in found.choices:
            yield from _project(archive, each)
        return
    topic = _corrected(archive, trim(name) or name, found)
    subject = Subject("project", project_key(found.hits[0].item), topic)
    yield Meaning(subject, _SLIP if found.corrections else _PART, found.corrections)


def _corrected(archive: Archive, topic: str, found: Findings) -> str:
    """Return what a topic is called as it should be spelt, by the title of its newest entry if need be."""
    topic = _spelt(topic, found.corrections)
    again = archive.find(topic)
    return topic if by_title(again) and not again.corrections else found.hits[0].item.entry.title


def _spelt(text: str, corrections: Iterable[tuple[str, str]]) -> str:
    for asked, read in corrections:
        text = re.sub(rf"(?<!\w){re.escape(asked)}(?!\w)", read, text, flags=re.IGNORECASE)
    return text


def _person(archive: Archive, name: str) -> Iterator[Meaning]:
    hits = archive.persons.find(name)
    if not hits:
        return
    best = hits[0]
    rivals = [
        hit for hit in hits if hit.score == best.score and len(hit.person.entries) * _CLEARLY > len(best.person.entries)
    ]
    sure = _SLIP if best.corrections else _WHOLE if best.score == 1 else _PART
    for hit in rivals:
        key = next(iter(hit.person.emails), "") or name_of(hit.person)
        yield Meaning(Subject("person", key, name_of(hit.person)), sure, hit.corrections)


def _category(archive: Archive, name: str) -> Iterator[Meaning]:
    names = list(dict.fromkeys(item.entry.category for item in reversed(archive.items) if item.entry.category))
    asked = words(name)
    same = next((each for each in names if words(each) in (asked, ["freebsd", *asked])), None)
    if category := same or fitting_category(name, names):
        yield Meaning(Subject("category", category, category), _WHOLE if same else _LOOSELY)


def _sponsor(archive: Archive, name: str) -> Iterator[Meaning]:
    names, corrections = archive.sponsors.find(name)
    if names:
        asked, called = _spelt(name, corrections), without_remark(names[0])
        whole = set(telling_words(asked)) == set(telling_words(called))
        sure = _SLIP if corrections else _WHOLE if whole else _PART
        subject = Subject("sponsor", " ".join(telling_words(asked)), called if whole else asked)
        yield Meaning(subject, sure, tuple(corrections))


_KINDS: dict[str, Callable[[Archive, str], Iterator[Meaning]]] = {
    "project": _project,
    "person": _person,
    "category": _category,
    "sponsor": _sponsor,
}
