"""Reads the pages of 2001 to 2020, made from XML by a stylesheet: one flat run of headings, tables and texts."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import NotAReportError
from bot.model import Document, Link, Report
from bot.readers.charset import decode
from bot.readers.draft import Draft, entries, missing
from bot.readers.labels import clean
from bot.readers.markup import BLOCKS, block_text, children, cut_off, page_title, parse
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
    for node in _units(content):
        reading.take(node)
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
        self._after_rule: list[LexborNode] | None = None
        self._tasks_begun = False

    def take(self, node: LexborNode) -> None:
        """Take the next heading, paragraph, list or table of the page."""
        tag = node.tag
        if tag in ("h1", "h2") and (mark := node.css_first("a[name]")) is not None:
            self._heading(tag, clean(node.text()), mark.attributes.get("name"))
        elif self._draft is not None:
            if tag == "hr":
                self._close()
                self._after_rule = []
            elif self._after_rule is not None:
                self._after_rule.append(node)
            else:
                self._content(self._draft, tag or "", node)
        elif self._category is None:
            self._introduction(tag or "", node)

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
            for node in self._after_rule:
                self._content(self._draft, node.tag or "", node)

    def _introduction(self, tag: str, node: LexborNode) -> None:
        if tag in ("ul", "h3") and (marks := node.css('a[href^="#"]')):
            self._contents_begun = True
            if tag == "ul":
                self.listed += [((mark.attributes.get("href") or "")[1:], clean(mark.text())) for mark in marks]
        elif not self._contents_begun and tag not in ("h1", "h2", "h3", "hr"):
            self.intro.append(block_text(node))

    def _content(self, draft: Draft, tag: str, node: LexborNode) -> None:
        draft.in_pieces |= tag not in BLOCKS
        if tag == "table" and node.attributes.get("title") == "Links":
            draft.links += _links(node)
        elif tag == "h3" and clean(node.text()) == "Open tasks:":
            self._tasks_begun = True
        elif tag == "ol" and self._tasks_begun:
            draft.tasks += [clean(block_text(item)) for item in children(node) if item.tag == "li"]
        elif tag == "sponsor":
            draft.sponsors += split_sponsors(node.text())
        elif tag in ("p", "-text"):
            _paragraph(draft, node)
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
    for row in table.css("tr"):
        anchors = row.css("a")
        if anchors and (url := clean(anchors[-1].attributes.get("href") or "")):
            yield Link(clean(anchors[0].text()) or None, url)


def _units(content: LexborNode) -> Iterator[LexborNode]:
    """Yield the headings, paragraphs, lists, tables and loose texts of the page, opening what encloses headings."""
    for node in children(content):
        tag = node.tag
        if tag in _SILENT or node.is_empty_text_node:
            continue
        if tag in _UNITS or node.css_first("h1, h2, hr") is None:
            yield node
        else:
            yield from _units(node)
