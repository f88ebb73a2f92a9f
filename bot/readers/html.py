"""Reads the pages of 2001 to 2020, made from XML by a stylesheet: one flat run of headings, tables and texts."""

from collections.abc import Container, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import NotAReportError
from bot.model import Document, Link, Report
from bot.readers.charset import decode
from bot.readers.draft import Draft, entries, missing
from bot.readers.labels import clean
from bot.readers.markup import BLOCKS, block_text, cut_off, page_title, parse
from bot.readers.reportid import identify
from bot.readers.sponsors import sentence_sponsors, split_sponsors
from bot.readers.subset import Subset

FORMAT = "html"

_UNITS = frozenset(("-text", "h1", "h2", "h3", "h4", "p", "hr"))
_SILENT = frozenset(("-comment", "br"))


def claims(document: Document) -> bool:
    """Tell whether a document is a web page; what kind of page only reading it can tell."""
    start = document.content[:2048].lower()
    return b"<html" in start or b"<!doctype html" in start


def read(document: Document) -> Report:
    """Read a page; raises NotAReportError if it is another page or nothing tells its period."""
    text = decode(document.content)
    page = parse(text, document.origin)
    title = page_title(page)
    content = page.css_first("#contentwrap")
    if content is None or "status report" not in title.lower():
        raise NotAReportError(document.origin, _what_else(page, title))
    reading = _Reading()
    for tag, node in _units(content, _enclosing(content)):
        reading.take(tag, node)
    if not reading.drafts:
        raise NotAReportError(document.origin, "it has no entries; if a report should be there, fetch it again")
    intro = clean(" ".join(reading.intro))
    identity = identify(document, intro)
    return Report(
        id=identity.id,
        title=title,
        period=identity.period,
        url=identity.url,
        intro=intro,
        format=FORMAT,
        entries=entries(reading.drafts, Subset(identity.url)),
        problems=(*missing(reading.listed, reading.drafts), *cut_off(text)),
    )


def _what_else(page: LexborHTMLParser, title: str) -> str:
    """Say what a page is that is no report."""
    if len(page.css('a[href*="report-20"]')) > 1:
        return "it lists reports but is none itself; import the pages it links to"
    return f"it is a web page ({title or 'without a title'}), but not one of a status report"


class _Reading:
    """Where in the page reading has come to."""

    def __init__(self) -> None:
        self.intro: list[str] = []
        self.listed: list[tuple[str, str]] = []
        self.drafts: list[Draft] = []
        self._category: str | None = None
        self._draft: Draft | None = None
        self._contents_begun = False
        self._after_rule: list[tuple[str, LexborNode]] | None = None
        self._tasks_begun = False

    def take(self, tag: str, node: LexborNode) -> None:
        """Take the next heading, paragraph, list or table of the page."""
        if tag in ("h1", "h2") and (mark := node.css_first("a[name]")) is not None:
            self._heading(tag, clean(node.text()), mark.attributes.get("name"))
        elif self._draft is not None:
            if tag == "hr":
                self._close()
                self._after_rule = []
            elif self._after_rule is not None:
                self._after_rule.append((tag, node))
            else:
                self._content(self._draft, tag, node)
        elif self._category is None:
            self._introduction(tag, node)

    def _heading(self, tag: str, text: str, anchor: str | None) -> None:
        self._close()
        self._after_rule = None
        self._tasks_begun = False
        if tag == "h1":
            self._category, self._draft = text, None
        else:
            self._draft = Draft(text, self._category, anchor)
            self.drafts.append(self._draft)

    def _close(self) -> None:
        """Give the draft what stands after a rule that did not end it."""
        if self._draft is not None and self._after_rule:
            for tag, node in self._after_rule:
                self._content(self._draft, tag, node)

    def _introduction(self, tag: str, node: LexborNode) -> None:
        if tag in ("ul", "h3") and (marks := node.css('a[href^="#"]')):
            self._contents_begun = True
            if tag == "ul":
                self.listed += [((mark.attributes.get("href") or "")[1:], clean(mark.text())) for mark in marks]
        elif not self._contents_begun and tag not in ("h1", "h2", "h3", "hr"):
            self.intro.append(block_text(node))

    def _content(self, draft: Draft, tag: str, node: LexborNode) -> None:
        if tag not in BLOCKS:
            draft.in_pieces = True
        if tag in ("p", "-text"):
            _paragraph(draft, node)
        elif tag == "table" and node.attributes.get("title") == "Links":
            draft.links += _links(node)
        elif tag == "h3" and clean(node.text()) == "Open tasks:":
            self._tasks_begun = True
        elif tag == "ol" and self._tasks_begun:
            draft.tasks += [clean(block_text(item)) for item in node.iter() if item.tag == "li"]
        elif tag == "sponsor":
            draft.sponsors += split_sponsors(node.text())
        else:
            draft.add(block_text(node), node.html or "")


def _paragraph(draft: Draft, node: LexborNode) -> None:
    text = node.text()
    if "sponsored" in text and (sponsors := sentence_sponsors(clean(text))):
        draft.sponsors += sponsors
    else:
        draft.paragraph(text, lambda: node.html or "")


def _links(table: LexborNode) -> Iterator[Link]:
    """Yield the links of a table; its first row is the word "Links"."""
    rows: list[list[LexborNode]] = []
    for node in table.traverse():  # selectors take twice as long
        if node.tag == "tr":
            rows.append([])
        elif node.tag == "a" and rows:
            rows[-1].append(node)
    for anchors in rows:
        if anchors and (url := clean(anchors[-1].attributes.get("href") or "")):
            yield Link(clean(anchors[0].text()) or None, url)


def _enclosing(content: LexborNode) -> set[int]:
    """Return what encloses headings and rules that part entries, by `mem_id`."""
    found = {content.mem_id}
    for node in content.css("h1, h2, hr"):
        parent = node.parent
        while parent is not None and parent.mem_id not in found:
            found.add(parent.mem_id)
            parent = parent.parent
    return found


def _units(content: LexborNode, enclosing: Container[int]) -> Iterator[tuple[str, LexborNode]]:
    """Yield the headings, paragraphs, lists, tables and loose texts of the page, opening what encloses headings."""
    for node in content.iter(include_text=True, skip_empty=True):
        tag = node.tag or ""
        if tag in _SILENT:
            continue
        if tag in _UNITS or node.mem_id not in enclosing:
            yield tag, node
        else:
            yield from _units(node, enclosing)
