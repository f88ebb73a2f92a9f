"""An entry while it is read: paragraphs go in, what their labelled lines say is sorted out, an Entry comes out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from bot.model import Contact, Entry, Link
from bot.readers import wholeness
from bot.readers.labels import clean, contacts, harmless, label, labelled
from bot.readers.sponsors import split_sponsors
from bot.readers.subset import Subset

BREAK = "\x1e"  # a hard line break within a paragraph's text; `clean` takes it for white space

_BREAK_TAG = re.compile(f"{BREAK}<br[^>]*>")
_LABEL = re.compile(r"\s*links?\b\s*:?", re.IGNORECASE)
_URL = re.compile(r"(?:^|\s)URL\s*:?\s*(?:\S+\[)?$")  # `URL:https://...[` is a macro that was not one
_ADDRESS = re.compile(r"(?:^|\s)URL\s*:?\s*([^\s:]\S*\.\S*[^\s\[])(?!\S)|(?<!\S)(\w+://\S*[^\s\[])(?!\S)")


class Run(NamedTuple):
    """A stretch of text within a paragraph and the address it links to, if any."""

    text: str
    url: str | None = None


class Draft:
    """Collects what an entry consists of, in the order of its document."""

    def __init__(self, title: str, category: str | None = None, anchor: str | None = None) -> None:
        self.title = title
        self.category = category
        self.anchor = harmless(anchor) if anchor else None
        self.contacts: list[Contact] = []
        self.links: list[Link] = []
        self.sponsors: list[str] = []
        self.tasks: list[str] = []
        self._body: list[str] = []
        self._html: list[str] = []
        self.in_pieces = False  # the HTML, some of which no element encloses

    def add(self, text: str, html: str) -> None:
        """Add a text that is body, and the same as HTML."""
        self._body.append(text)
        if text.strip():
            self._html.append(html)

    def add_tag(self, tag: str) -> None:
        """Add the beginning or end of what encloses texts, be it only of some that are no body."""
        self._html.append(tag)
        self.in_pieces = True

    def paragraph(self, text: str, html: Callable[[], str], runs: Callable[[], Iterable[Run]] | None = None) -> None:
        """Add a paragraph: its text, lines parted by BREAK, and ways to its HTML and, if it may hold links, its runs.

        Lines with a label and what follows them in the paragraph become contacts, links and sponsors,
        everything else is body.
        """
        if BREAK not in text and label(text) is None:
            self.add(text, html())
            return
        about = None
        links_wanted = False
        lines = text.split(BREAK)
        kept: list[int] = []
        for number, line in enumerate(lines):
            found = list(labelled(line))
            if found and (found[0][0] != "mentor" or about == "contact"):
                about = found[0][0]
                for kind, rest in found:
                    self._labelled(kind, rest)
            elif about is None:
                kept.append(number)
            elif line.strip():
                self._labelled(about, line)
            links_wanted |= about == "link"
        if kept:
            self._lines(lines, kept, html())
        if links_wanted:
            found_links = linked(runs() if runs else [Run(text)])
            self.links += found_links
            if not found_links and len(clean(text)) > len("Links:"):
                self.add(text, html())

    def entry(self, subset: Subset) -> Entry:
        """Return the entry as read so far."""
        html = "\n".join(self._html)
        return Entry(
            title=clean(self.title) or clean(self.anchor or ""),
            category=self.category,
            contacts=tuple(self.contacts),
            links=tuple(self.links),
            sponsors=tuple(self.sponsors),
            tasks=tuple(self.tasks),
            body=clean(" ".join(self._body)),
            anchor=self.anchor,
            markup=subset.mended(html) if self.in_pieces else subset.of(html),
        )

    def _lines(self, lines: Sequence[str], kept: Sequence[int], html: str) -> None:
        """Add some lines of a paragraph, or all."""
        pieces = _BREAK_TAG.split(html)
        if len(kept) < len(lines):
            self.in_pieces = True
            pieces = pieces if len(pieces) == len(lines) else [escape(line) for line in lines]
            html = f"<p>{'<br>'.join(pieces[number] for number in kept)}</p>"
        self.add(" ".join(lines[number] for number in kept), html)

    def _labelled(self, kind: str, rest: str) -> None:
        if kind in ("contact", "mentor"):
            self.contacts += contacts(rest)
        elif kind == "sponsor":
            self.sponsors += split_sponsors(rest)


def entries(drafts: Iterable[Draft], subset: Subset) -> tuple[Entry, ...]:
    """Return the entries that drafts have become; one without a title is called by its anchor."""
    return tuple(entry for entry in (draft.entry(subset) for draft in drafts) if entry.title)


def missing(listed: Iterable[tuple[str, str]], drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield the problems that a table of contents tells: entries (anchor, title) that it lists and the page lacks."""
    there = {draft.anchor for draft in drafts}
    for anchor, title in listed:
        if anchor not in there:
            yield wholeness.lacks(title)


def linked(runs: Iterable[Run]) -> list[Link]:
    """Return the links that the runs of a Links paragraph list.

    A link is written twice, "[label] URL: [address]", the second counts; one that is written once has
    the text that carries it as label, or the text before it if that text is a bare address.
    """
    found: list[Link] = []
    once: Link | None = None
    before = ""
    for is_text, group in groupby(_without_other_lines(runs), key=lambda run: run.url is None):
        if is_text:
            once, before = _plain_text(found, once, "".join(run.text for run in group))
            continue
        for run in group:
            url = clean(run.url or "")
            if _URL.search(before):
                found.append(Link(once.label if once else _label(_URL.sub("", before)), url))
                once = None
            else:
                found += [once] if once else []
                once = Link(_label(before if "://" in run.text else run.text), url)
            before = ""
    return found + ([once] if once else [])


def _plain_text(found: list[Link], once: Link | None, before: str) -> tuple[Link | None, str]:
    """Take the links out of plain text that carries none; return what may still become one."""
    start = 0
    for address in _ADDRESS.finditer(before):
        words = _label(before[start : address.start()])
        found.append(Link(once.label if once else words, address[1] or address[2]))
        once, start = None, address.end()
    rest = before[start:]
    if BREAK in rest and not _URL.search(rest):
        rest = rest.rsplit(BREAK, 1)[1]
    return once, rest


def _label(text: str) -> str | None:
    return clean(text).rstrip(":").strip() or None


def _without_other_lines(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs of those lines that belong to the Links label, without that label itself."""
    about, fresh = None, True
    for run in runs:
        for number, text in enumerate(run.text.split(BREAK)):
            fresh = fresh or number > 0
            if number and about == "link":
                yield Run(BREAK)
            if fresh and (kind := label(text)):
                about, fresh = kind[0], False
                text = _LABEL.sub("", text, count=1) if about == "link" else text
            elif text.strip():
                fresh = False
            if about == "link" and text:
                yield Run(text, run.url)
