"""Find sponsors and categories by what people call them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from bot.search.items import Item
from bot.search.spelling import Spelling
from bot.search.words import words

# Legal forms say nothing about who it is, and people leave them out.
_LEGAL_FORMS = frozenset(
    {"the", "inc", "incorporated", "llc", "ltd", "limited", "gmbh", "ag", "corp", "corporation"}
    | {"co", "company", "ab", "oy", "sa", "bv", "plc"}
)
_COMMON = frozenset(["freebsd", "the", "and", "of", "s"])
_SHORTEST_PREFIX = 3
_LONG = 8
_REMARK = re.compile(r"\s+(?:for|to|through|via|in part)\s.*|\(.*")


class SponsorIndex:
    """Who paid for which entries, by the words of the sponsors' names."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._named: defaultdict[str, list[Item]] = defaultdict(list)
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        for item in items:
            for name in item.entry.sponsors:
                self._named[name].append(item)
                for word in words(without_remark(name)):
                    self._by_word[word].add(name)
        self._spelling = Spelling(self._by_word)

    def find(self, text: str) -> tuple[list[str], list[tuple[str, str]]]:
        """Return the spellings of the sponsor that a text names, and the slips that had to be forgiven."""
        parts = _without_forms(text)
        if not parts:
            return [], []
        corrections = []
        for place, part in enumerate(parts):
            if part not in self._by_word and (near := self._spelling.near(part, most=1 + (len(part) > _LONG))):
                parts[place] = near[0][0]
                corrections.append((part, near[0][0]))
        names = set.intersection(*(self._by_word.get(part, set()) for part in parts))
        return sorted(names, key=lambda name: (-len(self._named[name]), name)), corrections

    def by_entries(self, scope: Callable[[Item], bool]) -> list[tuple[str, int]]:
        """Return each sponsor by its most usual name, with the number of entries in a scope, the most first."""
        names: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        paid: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for name, items in self._named.items():
            if numbers := [item.number for item in items if scope(item)]:
                names[telling_words(name)][without_remark(name)] += len(numbers)
                paid[telling_words(name)].update(numbers)
        ranked = ((names[who].most_common(1)[0][0], len(numbers)) for who, numbers in paid.items())
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def entries(self, names: Iterable[str]) -> list[Item]:
        """Return what sponsors paid for, newest first."""
        found = {item.number: item for name in names for item in self._named.get(name, ())}
        return [found[number] for number in sorted(found, reverse=True)]


def telling_words(name: str) -> tuple[str, ...]:
    """Return what tells a sponsor from others: the words of its name without remarks and legal forms."""
    return tuple(_without_forms(without_remark(name)) or words(name))


def without_remark(name: str) -> str:
    """Return the name of a sponsor without what it paid for: `Framework Inc for the hardware (in part)`."""
    return _REMARK.sub("", name).strip()


def fitting_category(text: str, categories: Sequence[str]) -> str | None:
    """Return the category that a text calls by its name, a part of it, the beginning of a word or its initials."""
    asked = [word for word in words(text) if word not in _COMMON]
    if not asked:
        return None
    fitting = [category for category in categories if _fits(asked, words(category))]
    return min(fitting, key=lambda category: (len(words(category)), category)) if fitting else None


def _without_forms(name: str) -> list[str]:
    return [word for word in words(name) if word not in _LEGAL_FORMS]


def _fits(asked: Sequence[str], category: Sequence[str]) -> bool:
    if asked == list(category):
        return True
    telling = [word for word in category if word not in _COMMON]
    initials = "".join(word[0] for word in category)
    if len(asked) == 1 and len(telling) > 1 and len(asked[0]) >= _SHORTEST_PREFIX and initials.endswith(asked[0]):
        return True
    left = list(telling)
    for word in asked:
        match = next((known for known in left if _begins(word, known)), None)
        if match is None:
            return False
        left.remove(match)
    return len(asked) * 2 >= len(telling)


def _begins(word: str, known: str) -> bool:
    return word.rstrip("s") == known.rstrip("s") or (
        len(word) >= _SHORTEST_PREFIX and known.startswith(word.rstrip("s"))
    )
