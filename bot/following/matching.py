"""Which entries something that is followed has, in the archive as it is now."""

import json
from collections.abc import Iterable

from bot.announcement import of_category
from bot.archive import Archive
from bot.model import Person
from bot.search.findings import SURE, Findings
from bot.search.items import Item
from bot.store.follows import Subject


def entries(archive: Archive, subject: Subject) -> list[Item]:
    """Return the entries on what is followed, newest first."""
    match subject.kind:
        case "project":
            return _of_project(archive, subject)
        case "person":
            return [item for person in _persons(archive, subject.key) for item in archive.entries_of(person)]
        case "category":
            return [item for item in reversed(archive.items) if of_category(item.entry, subject.key)]
        case "sponsor":
            return archive.sponsors.entries(archive.sponsors.find(subject.key)[0])


def by_title(found: Findings) -> bool:
    """Tell whether titles say so clearly what was found that it can be followed."""
    return bool(found.hits) and found.hits[0].by_title and found.hits[0].score >= SURE


def project_key(item: Item) -> str:
    """Return an entry as the key by which its project is known again."""
    return json.dumps(item.key, ensure_ascii=False)


def _of_project(archive: Archive, subject: Subject) -> list[Item]:
    """Return the entries whose titles are so called, and those of the project that the key is one of."""
    found = archive.find(subject.name)
    items = {item.number: item for item in archive.finder.equals(found)} if by_title(found) else {}
    key = tuple(json.loads(subject.key))
    anchor = next((item for item in archive.items if item.key == key), None)
    items |= {item.number: item for item in (archive.same_project(anchor) if anchor else ())}
    return [items[number] for number in sorted(items, reverse=True)]


def _persons(archive: Archive, key: str) -> Iterable[Person]:
    if "@" in key:
        return [person for person in archive.people if key in person.emails][:1]
    return [person for person in archive.people if key in person.names][:1]
