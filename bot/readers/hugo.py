"""Reads the pages of 2021 and later, which the site's generator made from AsciiDoc: sections within sections."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import NotAReportError
from bot.model import Document, Report
from bot.readers.charset import decode
from bot.readers.draft import Draft, entries, missing
from bot.readers.labels import clean
from bot.readers.markup import block_text, cut_off, page_title, parse, runs
from bot.readers.reportid import identify
from bot.readers.subset import Subset

FORMAT = "hugo"

_SIGNS = (b'id="preamble"', b'class="sect1"', b'class="sect2"')


def claims(document: Document) -> bool:
    """Tell whether a document is a page with the marks that AsciiDoc leaves."""
    return any(sign in document.content for sign in _SIGNS)


def read(document: Document) -> Report:
    """Read a page; raises NotAReportError if it is another page or nothing tells its period."""
    text = decode(document.content)
    page = parse(text, document.origin)
    heading = page.css_first("h1")
    title = clean(heading.text()) if heading else ""
    if "status report" not in f"{title} {page_title(page)}".lower():
        raise NotAReportError(
            document.origin, f"it is a page ({title or 'without a title'}), but not one of a whole report"
        )
    intro = _introduction(page)
    identity = identify(document, _address(page), title, intro)
    drafts = [draft for section in page.css("div.sect1") for draft in _category(section)]
    if not drafts:
        raise NotAReportError(document.origin, "it has no entries; if a report should be there, fetch it again")
    return Report(
        id=identity.id,
        title=title,
        period=identity.period,
        url=identity.url,
        intro=intro,
        format=FORMAT,
        entries=entries(drafts, Subset(identity.url)),
        problems=(*missing(_listed(page), drafts), *cut_off(text)),
    )


def _introduction(page: LexborHTMLParser) -> str:
    return clean(" ".join(node.text() for node in page.css("div#preamble p")))


def _address(page: LexborHTMLParser) -> str:
    """Return the address that the page says it has."""
    mark = page.css_first('meta[property="og:url"], link[rel="canonical"]')
    return (mark.attributes.get("content") or mark.attributes.get("href") or "") if mark else ""


def _category(section: LexborNode) -> Iterator[Draft]:
    heading = section.css_first("h2")
    category = clean(heading.text()) if heading else None
    for entry in section.css("div.sect2"):
        yield from _entries(entry, category)


def _entries(section: LexborNode, category: str | None) -> Iterator[Draft]:
    """Yield the entry that a section is, and any further one whose heading is a level too deep.

    Entries are files of their own, parted by rules, so a subsection that follows a rule is an entry.
    """
    heading = section.css_first("h3, h4, h5")
    if heading is None:
        return
    draft = Draft(heading.text(), category, heading.attributes.get("id"))
    inner: list[LexborNode] = []
    after_rule = False
    for node in section.iter(include_text=True, skip_empty=True):
        if after_rule and _kind(node).startswith("sect"):
            inner.append(node)
        elif node.mem_id != heading.mem_id:
            _content(draft, node)
        after_rule = node.tag == "hr" or (after_rule and node.is_text_node)
    yield draft
    for node in inner:
        yield from _entries(node, category)


def _content(draft: Draft, node: LexborNode) -> None:
    """Give a draft a paragraph, a list or a section with all that stands in it."""
    kind = _kind(node)
    if kind.startswith("sect"):
        for child in node.iter(include_text=True, skip_empty=True):
            _content(draft, child)
    elif kind == "paragraph":
        draft.paragraph(node.text(), lambda: node.inner_html or "", lambda: runs(node))
    else:
        draft.add(block_text(node), node.html or "")


def _kind(node: LexborNode) -> str:
    """Return the class of a `div`, which says what kind of block it is; "" for any other node."""
    return (node.attributes.get("class") or "") if node.tag == "div" else ""


def _listed(page: LexborHTMLParser) -> list[tuple[str, str]]:
    """Return the anchors and titles of the entries in the table of contents."""
    marks = page.css("#toc ul.sectlevel2 a")
    return [((mark.attributes.get("href") or "").removeprefix("#"), clean(mark.text())) for mark in marks]
