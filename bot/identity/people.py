"""Which names and addresses are one person: equal names, shared addresses and logins, names cut short."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from bot.identity.groups import Groups
from bot.identity.names import (
    alike,
    distinct,
    folded,
    is_team,
    keys,
    namesakes,
    parts,
    same_name,
    share_a_part,
    slug,
    subject,
)
from bot.identity.sightings import Sightings, sightings
from bot.model import Person, Report


def people(reports: Iterable[Report]) -> list[Person]:
    """Return everybody who is a contact of an entry, once each, in the order of their first entry.

    Equal names are one person, whatever case, diacritics and order. An address makes one person only of
    names that look related: where they do not, it is a shared mailbox, which glues nobody together.
    """
    seen = sightings(reports)
    groups = Groups(seen.names)
    _join_equal(groups, seen)
    _join_at_addresses(groups, seen)
    _join_teams(groups, seen)
    _join_by_logins(groups, seen)
    _join_by_titles(groups, seen)
    _join_shortened(groups, seen)
    return _persons(groups, seen)


def _join_equal(groups: Groups[str], seen: Sightings) -> None:
    first: dict[str, str] = {}
    for name in seen.names:
        for key in keys(name):
            groups.join(first.setdefault(key, name), name)


def _join_at_addresses(groups: Groups[str], seen: Sightings) -> None:
    """Join the names at an address: all if they are related, else only teams, and people whose names are alike."""
    for email, names in seen.names_at.items():
        related = Groups(names)
        for one, other in combinations(names, 2):
            if groups.together(one, other) or share_a_part(one, other) or (is_team(one) and is_team(other)):
                related.join(one, other)
        families = related.all()
        if len(families) == 1 or _is_nickname(email, names, seen):
            families = [list(names)]
        for family in families:
            surely = len(families) == 1 or any(is_team(name) for name in family)
            for one, other in combinations(family, 2):
                if surely or alike(one, other):
                    groups.join(one, other)


def _is_nickname(email: str, names: Collection[str], seen: Sightings) -> bool:
    """Tell whether one of two names is the login and neither has another address, as those who hold a role do."""
    elsewhere = (set(others) & set(names) for other, others in seen.names_at.items() if other != email)
    return len(names) == 2 and any(folded(name) == _login(email) for name in names) and not any(elsewhere)


def _join_teams(groups: Groups[str], seen: Sightings) -> None:
    """Join names without any address with the one team that has the name apart from "the", "team" and the like."""
    addressed = {name for names in seen.names_at.values() for name in names}
    teams: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for name in addressed:
        if is_team(name):
            teams[subject(name)].add(groups.find(name))
    for name in seen.names:
        same = teams.get(subject(name), set())
        if name not in addressed and subject(name) and len(same) == 1:
            groups.join(next(iter(same)), name)


def _join_by_logins(groups: Groups[str], seen: Sightings) -> None:
    """Join names that are alike, or have family name and initial in common, and have the same login elsewhere."""
    names_with: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for email, names in seen.names_at.items():
        names_with[_login(email)].update(names)
    for names in names_with.values():
        for one, other in combinations(names, 2):
            if not (is_team(one) or is_team(other)) and (alike(one, other) or namesakes(one, other)):
                groups.join(one, other)


def _join_by_titles(groups: Groups[str], seen: Sightings) -> None:
    """Join names that are alike in entries of one title; those that stand in one entry together are two people."""
    names_of: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, entries in seen.names.items():
        for _, title in entries:
            names_of[folded(title)][name] = None
    for names in names_of.values():
        for one, other in combinations([name for name in names if not is_team(name)], 2):
            if alike(one, other) and not set(seen.names[one]) & set(seen.names[other]):
                groups.join(one, other)


def _join_shortened(groups: Groups[str], seen: Sightings) -> None:
    """Join names that leave out parts of another; a name that would fit different people proves nothing."""
    found = _shortened(seen)
    clear = {
        name
        for name, others in found.items()
        if all(groups.together(one, other) or same_name(one, other) for one, other in combinations(others, 2))
    }
    for name in clear:
        for other in found[name]:
            if other in clear:
                groups.join(name, other)


def _shortened(seen: Sightings) -> dict[str, list[str]]:
    """Return for each name those that are the same but for parts left out of one of them."""
    names_with: defaultdict[str, list[str]] = defaultdict(list)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in seen.names:
        if not is_team(name):
            own = set(parts(name))
            for other in {other for part in own for other in names_with[part]}:
                if same_name(name, other):
                    found[name].append(other)
                    found[other].append(name)
            for part in own:
                names_with[part].append(name)
    return found


def _persons(groups: Groups[str], seen: Sightings) -> list[Person]:
    emails_of: defaultdict[str, list[str]] = defaultdict(list)
    nobodys = []
    for email, names in seen.names_at.items():
        owners = {groups.find(name) for name in names}
        teams = {groups.find(name) for name in names if is_team(name)}
        if len(teams) == 1 or len(owners) == 1:
            emails_of[(teams or owners).pop()].append(email)
        else:
            nobodys.append(email)
    found = [_person(names, emails_of[groups.find(names[0])], seen) for names in groups.all()]
    found += [_person([], [email], seen) for email in nobodys]
    found.sort(key=lambda person: seen.order[person.entries[0]])
    return [replace(person, id=unique) for person, unique in zip(found, distinct(p.id for p in found), strict=True)]


def _person(names: Sequence[str], emails: Sequence[str], seen: Sightings) -> Person:
    entries = {entry for name in names for entry in seen.names[name]}
    entries.update(entry for email in emails for entry in seen.emails[email])
    return Person(
        id=slug(names[0] if names else emails[0]),
        names=tuple(sorted(names, key=lambda name: -len(seen.names[name]))),
        emails=tuple(sorted(emails, key=lambda email: -len(seen.emails[email]))),
        entries=tuple(sorted(entries, key=seen.order.__getitem__)),
        is_team=not names or any(map(is_team, names)),
    )


def _login(email: str) -> str:
    return email.partition("@")[0]
