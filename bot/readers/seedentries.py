"""Where the entries of the seed form begin, by what stands around contacts, links and descriptions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from bot.readers.contents import key
from bot.readers.seedblocks import Passage
from bot.readers.sponsors import sentence_sponsors
from bot.readers.textentry import BULLET, without_mark

# How the standing descriptions begin that the site has put below its category headings since 2018.
_DESCRIPTIONS = {
    "Entries from the various official": "FreeBSD Team Reports",
    "Projects that span multiple": "Projects",
    "Changes affecting the base system": "Userland",
    "Updates to kernel subsystems": "Kernel",
    "Updating platform-specific": "Architectures",
    "Updating cloud-specific": "Cloud",
    "Noteworthy changes in the documentation": "Documentation",
    "Changes affecting the Ports Collection": "Ports",
    "Objects that defy": "Miscellaneous",
    "Many projects build upon": "Third-Party Projects",
}
_LONGEST_TITLE = 100


@dataclass(slots=True)
class Draft:
    """An entry that has begun: its title, None if that is lost, and what followed."""

    title: str | None
    category: str | None
    passages: list[Passage] = field(default_factory=list)


class Cutting:
    """A scrape cut into the introduction and the entries; `problems` say what was lost and inferred."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.introduction, self._contents, body = _open(passages)
        self.drafts: list[Draft] = []
        self.problems: list[str] = []
        self._category: str | None = None
        self._used: set[str] = set()  # categories that have begun
        self._expects_title = False  # between the heading or description of a category and its first title
        self._just_began = False  # no passage yet of the last draft
        for place, passage in enumerate(body):
            self._take(passage, body[max(0, place - 1) : place], body[place + 1 : place + 4])

    def _take(self, passage: Passage, before: Sequence[Passage], after: Sequence[Passage]) -> None:
        text = passage.heading
        if text and self._is_category(text, after):
            self._begin_category(text)
        elif description := _described(passage):
            self._describe(description)
        elif (title := text or _short_sentence(passage)) and self._is_title(title, passage, after):
            self._begin(title, passage)
        elif self._lacks_title(passage, before, after):
            self._begin(None, passage)
            self._append(passage)
        elif self.drafts and not self._expects_title:
            self._append(passage)

    def _is_category(self, text: str, after: Sequence[Passage]) -> bool:
        if key(text) in self._used or not after:
            return False
        listed = self._contents.get(key(text)) == "category" and (not after[0].is_head or after[0].gap > 1)
        return listed or _described(after[0]) is not None

    def _is_title(self, text: str, passage: Passage, after: Sequence[Passage]) -> bool:
        if after and after[0].is_head and (after[0].gap == 1 or not passage.is_sentence):
            return True
        return not passage.is_sentence and (self._expects_title or self._contents.get(key(text)) == "title")

    def _lacks_title(self, passage: Passage, before: Sequence[Passage], after: Sequence[Passage]) -> bool:
        """Tell whether contacts begin an entry: something is missing before them, or no entry has begun."""
        if not passage.is_head or self._just_began or (before and before[0].is_head):
            return False
        heads = [passage, *takewhile(lambda following: following.is_head, after)]
        missing = passage.gap > 1 or self._expects_title or not self.drafts
        return missing and any(head.block.has_contact for head in heads)

    def _begin_category(self, text: str) -> None:
        self._category = text
        self._used.add(key(text))
        self._expects_title = True

    def _describe(self, category: str) -> None:
        if not self._expects_title:
            self.problems.append(f"the heading of the category {category!r} is lost; inferred from its description")
            self._begin_category(category)

    def _begin(self, title: str | None, passage: Passage) -> None:
        if self.drafts and not self._expects_title and passage.gap > (1 if title else 2):
            self.problems.append(f"a heading before {title or 'a lost title'!r} is lost, so the category is not known")
            self._category = None
        self.drafts.append(Draft(title, self._category))
        self._expects_title = False
        self._just_began = True

    def _append(self, passage: Passage) -> None:
        self.drafts[-1].passages.append(passage)
        self._just_began = False


def _short_sentence(passage: Passage) -> str | None:
    """Return the text of a line that ends like a sentence, yet can be a title: "Beyond Buildworld..."."""
    text = passage.block.heading
    can_be = text and len(text) <= _LONGEST_TITLE and not text.endswith(":") and not sentence_sponsors(text)
    return text if can_be else None


def _described(passage: Passage) -> str | None:
    """Return the category of which a passage is the standing description."""
    return next((name for words, name in _DESCRIPTIONS.items() if passage.block.lines[0].startswith(words)), None)


def _open(passages: Sequence[Passage]) -> tuple[list[Passage], dict[str, str], Sequence[Passage]]:
    """Return the introduction, what is left of the table of contents (category or title by key), and the rest.

    A line of the table of contents is one that comes again as a heading.
    """
    first_head = next((place for place, passage in enumerate(passages) if passage.is_head), 0)
    last = {key(passage.heading): place for place, passage in enumerate(passages) if passage.heading}
    contents: dict[str, str] = {}
    introduction: list[Passage] = []
    for place, passage in enumerate(passages):
        keys = [key(without_mark(line)) for line in passage.block.lines]
        repeated = all(last.get(text, 0) > place for text in keys)
        is_title = place == first_head - 1 and (passages[first_head].gap == 1 or (passage.gap > 1 and not repeated))
        if place >= first_head or is_title or any(text in contents for text in keys) or _described(passage):
            return introduction, contents, passages[place:]
        if repeated:
            contents.update(dict.fromkeys(keys, "title" if BULLET.match(passage.block.lines[0]) else "category"))
        else:
            introduction.append(passage)
    return introduction, contents, ()
