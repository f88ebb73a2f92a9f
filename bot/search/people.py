"""Find a person by name, a part of it, login or address; every part given must be theirs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Person
from bot.search.spelling import Spelling
from bot.search.words import fold, words

_FULL, _PART, _SLIP = 1.0, 0.9, 0.8
_SHORTEST_PREFIX = 3
_MOST_PARTS = 5
_BOTH_MISSPELT = 2
_ROLE = re.compile(r"\((?!aka\b)[^)]*\)", re.IGNORECASE)
"""What somebody is in an entry, after the name: `(ports)`; another name of theirs is none."""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person that fits, how well (0 to 1), and the slips that had to be forgiven."""

    person: Person
    score: float
    corrections: tuple[tuple[str, str], ...] = ()


class PeopleIndex:
    """Everybody by the words of their names, their logins and their addresses."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_login: defaultdict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, int] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(people):
            for name in person.names:
                self._by_name[" ".join(words(name))].append(number)
                for part in words(_ROLE.sub("", name)):
                    self._by_word[part].add(number)
            for email in person.emails:
                self._by_email[email] = number
                self._by_login[fold(email).partition("@")[0]].append(number)
        self._by_beginning: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            self._by_beginning[word[:_SHORTEST_PREFIX]].append(word)
        self._spelling = Spelling(self._by_word)

    def knows(self, word: str) -> bool:
        """Tell whether a word is part of anybody's name."""
        return word in self._by_word

    def find(self, text: str) -> list[PersonHit]:
        """Return the people a text may name, best first; nobody if a part of it is not theirs."""
        text = fold(text).strip(" .,?!<>")
        if "@" in text:
            return self._address(text)
        parts = words(text)
        if not 1 <= len(parts) <= _MOST_PARTS or not any(map(str.isalpha, parts)):
            return []
        if full := self._by_name.get(" ".join(parts)):
            return self._hits(full, _FULL)
        if len(parts) == 1:
            return self._single(parts[0])
        return self._parts(parts)

    def _address(self, text: str) -> list[PersonHit]:
        login, _, domain = text.partition("@")
        if domain:
            number = self._by_email.get(text)
            return [] if number is None else self._hits([number], _FULL)
        return self._hits(self._by_login.get(login, ()), _FULL)

    def _single(self, word: str) -> list[PersonHit]:
        logins = self._by_login.get(word, ())
        if named := self._by_word.get(word):  # a name as a login (`john@`) says no more than the name
            return self._hits((*named, *logins), _PART)
        if logins:
            return self._hits(logins, _FULL)
        near = dict(self._spelling.near(word))
        return [
            hit
            for known, likeness in near.items()
            for hit in self._hits(self._by_word[known], _SLIP * likeness, ((word, known),))
        ]

    def _parts(self, parts: Sequence[str]) -> list[PersonHit]:
        exact = [self._having(part) for part in parts]
        if everybody := set.intersection(*exact):
            return self._hits(everybody, _PART)
        return self._misspelt(parts, exact)

    def _having(self, part: str) -> set[int]:
        """Return who has a name part, or one that the part is the initial or a clear beginning of."""
        found = set(self._by_word.get(part, ()))
        if len(part) == 1:
            found.update(*(people for word, people in self._by_word.items() if word[0] == part))
        return found

    def _misspelt(self, parts: Sequence[str], exact: Sequence[set[int]]) -> list[PersonHit]:
        """Forgive slips in the parts that do not fit; in a long name one part at least has to be right."""
        if not any(exact) and len(parts) > _BOTH_MISSPELT:
            return []
        options: list[dict[int, tuple[float, str]]] = []
        for part, people in zip(parts, exact, strict=True):
            option = {
                number: (_SLIP * likeness, word)
                for word, likeness in self._near(part)
                for number in self._by_word[word]
            }
            option.update(dict.fromkeys(people, (1.0, part)))
            options.append(option)
        everybody = set.intersection(*(set(option) for option in options))
        hits = []
        for number in everybody:
            taken = [option[number] for option in options]
            slips = tuple((part, word) for part, (_, word) in zip(parts, taken, strict=True) if part != word)
            hits.append(PersonHit(self._people[number], sum(score for score, _ in taken) / len(taken), slips))
        return _best_first(hits)

    def _near(self, part: str) -> list[tuple[str, float]]:
        short_forms = self._by_beginning.get(part[:_SHORTEST_PREFIX], ())
        near = self._spelling.near(part)
        return near + [(word, _SLIP) for word in short_forms if word != part and _short_form(word, part)]

    def _hits(
        self, numbers: Iterable[int], score: float, corrections: tuple[tuple[str, str], ...] = ()
    ) -> list[PersonHit]:
        return _best_first([PersonHit(self._people[number], score, corrections) for number in dict.fromkeys(numbers)])


def _short_form(one: str, other: str) -> bool:
    """Tell whether one name is a short form of the other: Rick and Ricky, Ed and Edward."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PREFIX and long.startswith(short)


def _best_first(hits: list[PersonHit]) -> list[PersonHit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.person.is_team, -len(hit.person.entries)))
