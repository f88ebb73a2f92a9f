"""Drafts of 2017 to 2020: a folder of Markdown files for a quarter, as the writers sent them in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.errors import NotAReportError
from bot.model import Document, Report
from bot.readers.charset import decode
from bot.readers.draft import BREAK, Draft, Run, entries
from bot.readers.labels import clean, label
from bot.readers.reportid import identify
from bot.readers.subset import Subset

FORMAT = "markdown"

_TITLE = "FreeBSD Quarterly Status Report"  # of every page that was made from Markdown
_SUFFIX = ".md"
_ABOUT, _INTRODUCTION = "readme.md", "intro.md"
_SINGLE = re.compile(rb"\s*#{1,3} \S[^\n]*\n(?:.{0,5000}\n)?(?:Contacts?|Links?):", re.DOTALL)
_ENCLOSING = ("bullet_list_", "ordered_list_", "list_item_", "blockquote_")
_MOST_CHARACTERS = 1_000_000  # the longest quarter has 130,000
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("autolink")  # <address> is text of a Contact line


def claims(document: Document) -> bool:
    """Tell whether a document is a folder with Markdown files, or begins like one such file."""
    if document.parts:
        return any(part.name.lower().endswith(_SUFFIX) for part in document.parts)
    return _SINGLE.match(document.content[:10_000]) is not None


def read(document: Document) -> Report:
    """Read a quarter's folder, its files in the order of their names.

    A file in which somebody put the report together, entries below categories, stands for all.
    Raises NotAReportError for a single file and for a folder that has no entry or names no quarter.
    """
    files = {part.name: decode(part.content) for part in document.parts if part.name.lower().endswith(_SUFFIX)}
    if not files:
        raise NotAReportError(document.origin, "it is one Markdown file of a report; give the folder that it is in")
    if sum(map(len, files.values())) > _MOST_CHARACTERS:
        raise NotAReportError(
            document.origin, f"its files are longer than a report can be ({_MOST_CHARACTERS:,} characters)"
        )
    special = {name.rpartition("/")[2].lower(): text for name, text in files.items()}
    problems: list[str] = []
    drafts = list(_drafts(files, problems))
    if not drafts:
        raise NotAReportError(
            document.origin, f"it has no entries; {'; '.join(problems[:3]) or 'give the whole folder'}"
        )
    introduction = _MARKDOWN.parse(special.get(_INTRODUCTION, ""))
    intro = clean(" ".join(_text(token) for token in introduction if token.type == "inline"))
    identity = identify(document, clean(special.get(_ABOUT, "")), intro)
    found = entries(drafts, Subset(None))
    return Report(identity.id, _TITLE, identity.period, identity.url, intro, FORMAT, found, tuple(problems))


def _drafts(files: dict[str, str], problems: list[str]) -> Iterator[Draft]:
    names = [name for name in files if name.rpartition("/")[2].lower() not in (_ABOUT, _INTRODUCTION)]
    found = {name: _File(_MARKDOWN.parse(files[name])).drafts for name in sorted(names, key=str.lower)}
    whole = [drafts for drafts in found.values() if any(draft.category for draft in drafts)]
    for drafts in whole or found.values():
        yield from drafts
    problems.extend(f"{name} is left out, for it has no heading" for name, drafts in found.items() if not drafts)


class _File:
    """The entries of a file while it is read: most have one, below a heading of any level.

    A heading of the first level is a category if there are headings of the second.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.drafts: list[Draft] = []
        self._category: str | None = None
        self._has_categories = {"h1", "h2"} <= {
            before.tag for before, token in pairwise(tokens) if _title(before, token)
        }
        self._head_html = ""
        self._head: list[Run] = []  # a label with nothing behind it: the list below says what it is about
        for before, token in pairwise(tokens):
            if title := _title(before, token):
                self._heading(before.tag, title, token)
            elif self.drafts and before.type != "heading_open":
                self._block(token, tight=before.hidden)

    def _heading(self, tag: str, title: str, heading: Token) -> None:
        if tag == "h1" and self._has_categories:
            self._category = title
        elif tag in ("h1", "h2") or not self.drafts:
            self.drafts.append(Draft(title, self._category, title.replace(" ", "-")))
        else:
            self.drafts[-1].add(title, f"<h4>{_html(heading)}</h4>")

    def _block(self, token: Token, *, tight: bool) -> None:
        if token.type in ("fence", "code_block"):
            self.drafts[-1].add(token.content, f"<pre>{escape(token.content, quote=False)}</pre>")
        elif token.type == "bullet_list_close" and token.level == 0 and self._head:
            self._paragraph(self._head, self._head_html)
            self._head, self._head_html = [], ""
        elif token.type == "inline":
            self._inline(token, tight=tight)
        elif token.type.startswith(_ENCLOSING):
            self.drafts[-1].add_tag(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")

    def _inline(self, token: Token, *, tight: bool) -> None:
        runs, html, in_list = list(_runs(token)), _html(token), token.level > 1
        found = label(_joined(runs))
        if self._head and in_list:
            self._head += [Run(BREAK), *runs]
            self._head_html += f"{BREAK}<br>{html}"
        elif found and not found[1]:
            self._head, self._head_html = runs, html
        elif in_list:
            self.drafts[-1].add(_joined(runs), html if tight else f"<p>{html}</p>")
        else:
            self._paragraph(runs, html)

    def _paragraph(self, runs: list[Run], html: str) -> None:
        self.drafts[-1].paragraph(_joined(runs), lambda: f"<p>{html}</p>", lambda: runs)


def _title(before: Token, token: Token) -> str:
    """Return the words of a heading, empty if a token is none or has none."""
    return clean(_text(token)) if before.type == "heading_open" else ""


def _text(token: Token) -> str:
    return _joined(_runs(token))


def _joined(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _runs(token: Token) -> Iterator[Run]:
    """Yield the text of a paragraph in stretches; a line with a label of its own begins after a BREAK."""
    linked: list[str] = []
    for child, text in _texts(token):
        if child.type == "link_open":
            linked = [str(child.attrs.get("href", ""))]
        elif child.type == "link_close":
            yield Run("".join(linked[1:]), linked[0])
            linked = []
        elif linked:
            linked.append(text)
        elif text:
            yield Run(text)


def _html(token: Token) -> str:
    """Return a paragraph as HTML, without the tags of the paragraph itself."""
    return "".join(_piece(child, text) for child, text in _texts(token))


def _piece(child: Token, text: str) -> str:
    if child.type == "link_open":
        return f'<a href="{escape(str(child.attrs.get("href", "")))}">'
    if child.nesting:
        return f"<{'/' if child.nesting < 0 else ''}{child.tag}>"
    html = escape(text, quote=False).replace(BREAK, f"{BREAK}<br>")
    return f"<code>{html}</code>" if child.type == "code_inline" else html


def _texts(token: Token) -> Iterator[tuple[Token, str]]:
    """Yield what is in a paragraph, with its text."""
    children = token.children or []
    for child, following in zip(children, [*children[1:], None], strict=False):
        text = child.content
        if child.type in ("softbreak", "hardbreak"):
            labelled = following is not None and label(following.content)
            text = f"{BREAK}\n" if child.type == "hardbreak" or labelled else "\n"
        yield child, text
