"""One entry from its lines, for the forms that have no mark-up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.model import Contact, Entry, Link
from bot.readers.labels import clean, contacts, label, labelled, link
from bot.readers.lists import Lists
from bot.readers.sponsors import sentence_sponsors, split_sponsors
from bot.readers.subset import Subset

BULLET = re.compile(r"\s*[•□☆■▪◦●○◆◇★※*+-](?:\s+|$)")
_NUMBER = re.compile(r"\s*\d{1,3}\.\s+")
_ITEM = re.compile(rf"^(?:{BULLET.pattern}|{_NUMBER.pattern})")
_OPEN_TASKS = re.compile(r"open tasks:", re.IGNORECASE)
_END = "</p>"
_PEOPLE = ("contact", "mentor")  # a mentor only next to contacts; elsewhere the line is text
_LONGEST_HEADING = 200
_LONGEST_LABELLED = 5000  # characters of a line of contacts, links or sponsors
_URL_MARK = re.compile(r"\bURL:\s*")
_MACRO = re.compile(r"(?:link:)?(\w+://[^\[]+)(?:\[.*)?")  # AsciiDoc that its processor left as it was
SENTENCE_ENDS = (".", "!", "?", ",", ";")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list: its lines as their author wrote them, unwrapped, list items with their bullet or number.

    There is at least one line; `links` are those of a table, whose lines but the head are left out.
    """

    lines: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def is_labelled(self) -> bool:
        """Tell whether this is a block of contacts, links or sponsors."""
        return label(self.lines[0]) is not None

    @property
    def has_contact(self) -> bool:
        """Tell whether there are contacts in the block."""
        return any((found := label(line)) is not None and found[0] == "contact" for line in self.lines)

    @property
    def heading(self) -> str | None:
        """Return the text of a block that can be a heading: one line, no list item, no label."""
        line = self.lines[0]
        if len(self.lines) > 1 or self.is_labelled or _ITEM.match(line) or len(line) > _LONGEST_HEADING:
            return None
        return clean(line) or None


def read_entry(title: str, category: str | None, blocks: Sequence[Block]) -> Entry:
    """Return the entry that the blocks below a title state."""
    reading = _Reading()
    for block in blocks:
        reading.block(block)
    return Entry(
        title=title,
        category=category,
        contacts=tuple(reading.contacts),
        links=tuple(reading.links),
        sponsors=tuple(reading.sponsors),
        tasks=tuple(clean(" ".join(lines)) for lines in reading.tasks),
        body=clean(" ".join(reading.body)),
        markup=Subset(None).mended("\n".join(reading.html)),
    )


def bare_sponsor(block: Block) -> Block:
    """Return a block without paragraph mark-up, labelled as the sponsor if it can be a name.

    Pages have such text where an author's `<sponsor>` element was not known to the stylesheet.
    """
    name = block.heading
    return block if name is None or name.endswith(SENTENCE_ENDS) else Block((f"Sponsor: {name}",))


def without_mark(line: str) -> str:
    """Return the text of a line without the bullet or number of a list item."""
    return _ITEM.sub("", line)


class _Reading:
    """What has been found in an entry so far."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.contacts: list[Contact] = []
        self.sponsors: list[str] = []
        self.tasks: list[list[str]] = []  # each the lines of a task
        self.body: list[str] = []
        self.html: list[str] = []
        self._lists = Lists()
        self._head = ""  # of tasks; the list after it shows whether it really is

    def block(self, block: Block) -> None:
        head, self._head = self._head, ""
        self.links += block.links
        if (head and _NUMBER.match(block.lines[0])) or (self.tasks and not block.is_labelled):
            self._tasks(block.lines)
        elif _OPEN_TASKS.fullmatch(block.heading or ""):
            self._head = block.lines[0]
        else:
            if head:
                self._text(head)
            self._lines(block.lines)

    def _lines(self, lines: Sequence[str]) -> None:
        """Take in lines; those after a label that stands alone, and after any of links, are about the same."""
        about, heads_list, goes_on = "", False, False
        for line in lines:
            found = list(labelled(line)) if len(line) <= _LONGEST_LABELLED else []
            if found and (found[0][0] != "mentor" or about in _PEOPLE):
                about, rest = found[-1]
                heads_list = about == "link" or not rest
                for kind, text in found:
                    self._labelled(kind, text)
            elif heads_list:
                self._labelled(about, line)
            elif names := sentence_sponsors(line):
                self.sponsors += names
            else:
                self._text(line, goes_on=goes_on)
                goes_on = True

    def _text(self, line: str, *, goes_on: bool = False) -> None:
        """Take in a line of the body; `goes_on`: it belongs to the block of the one before."""
        item = _ITEM.match(line)
        text = without_mark(line)
        html = escape(text, quote=False)
        self.body.append(text)
        if item:
            self.html.append(f"{self._lists.item(item[0].strip())}{html}")
        elif goes_on:
            before = self.html[-1].removesuffix(_END)
            self.html[-1] = f"{before}<br>{html}{_END if before != self.html[-1] else ''}"
        else:
            self.html.append(f"{self._lists.close()}<p>{html}{_END}")

    def _labelled(self, kind: str, text: str) -> None:
        if kind == "link":
            self._link(text)
        elif kind in _PEOPLE:
            self.contacts += contacts(text)
        else:
            self.sponsors += split_sponsors(text)

    def _link(self, text: str) -> None:
        for found in filter(None, map(link, _single_links(text))):
            address = _MACRO.fullmatch(found.url)
            self.links.append(Link(found.label, address[1]) if address else found)

    def _tasks(self, lines: Sequence[str]) -> None:
        for line in lines:
            if _NUMBER.match(line) or not self.tasks:
                self.tasks.append([])
            self.tasks[-1].append(without_mark(line))


def _single_links(text: str) -> Iterator[str]:
    """Yield the links of a line one by one: "A URL: x B URL: y" has two, for lack of a line break."""
    label_text, *rest = _URL_MARK.split(text)
    if len(rest) < 2:
        yield text
        return
    for piece in rest:
        address, _, following = piece.partition(" ")
        yield f"{label_text} URL: {address}"
        label_text = following
