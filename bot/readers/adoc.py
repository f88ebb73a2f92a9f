"""Reports of 2021 and later as they are written: a folder of AsciiDoc files with its `_index.adoc`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from bot.errors import NotAReportError
from bot.model import Document, Period, Report
from bot.readers.asciidoc_blocks import Block, blocks
from bot.readers.asciidoc_reading import Reading
from bot.readers.charset import decode
from bot.readers.draft import Draft, entries
from bot.readers.labels import clean
from bot.readers.lists import Lists
from bot.readers.reportid import identify, period
from bot.readers.subset import Subset

FORMAT = "adoc"

_SUFFIX = ".adoc"
_INDEX = "_index.adoc"
_INTRODUCTION = "intro.adoc"
_SINGLE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|////+\n.*?\n////+\n|//(?!//)[^\n]*\n|:[\w!-]+:[^\n]*\n|\[\[[^\n]*\n)*+={1,5} \S",
    re.DOTALL,
)
_FRONT_MATTER = re.compile(r"\A\ufeff?---\n.{0,2000}?^title:[ \t]*([^\n]*)$", re.DOTALL | re.MULTILINE)
_MOST_CHARACTERS = 1_000_000  # the longest report has 110,000
_CATEGORY, _ENTRY = 2, 3
_ORDINALS = {"1": "First", "2": "Second", "3": "Third", "4": "Fourth"}


def claims(document: Document) -> bool:
    """Tell whether a document is a folder with AsciiDoc files and no draft, or begins like one such file."""
    if document.parts:
        return any(part.name.endswith(_SUFFIX) for part in document.parts) and not is_draft(document)
    return _SINGLE.match(document.content[:10_000]) is not None or b"\ninclude::{reports-path}" in document.content


def is_draft(document: Document) -> bool:
    """Tell whether a folder with AsciiDoc files is what writers sent in: it has no index or is named for a quarter."""
    names = [part.name for part in document.parts if part.name.endswith(_SUFFIX)]
    return bool(names) and (_named(names, _INDEX) is None or _is_quarter(document))


def read(document: Document) -> Report:
    """Read a report's folder; raises as `read_folder` does."""
    return read_folder(document, FORMAT)


def read_folder(document: Document, form: str) -> Report:
    """Read a folder in the order of its index or, without one, of the names of its files.

    Raises NotAReportError for a single file and for a folder that has no entry or names no period.
    """
    files = {part.name: decode(part.content) for part in document.parts if part.name.endswith(_SUFFIX)}
    if not files:
        raise NotAReportError(document.origin, "it is one AsciiDoc file of a report; give the folder that it is in")
    if sum(map(len, files.values())) > _MOST_CHARACTERS:
        raise NotAReportError(
            document.origin, f"its files are longer than a report can be ({_MOST_CHARACTERS:,} characters)"
        )
    reading = Reading(files)
    index = _named(files, _INDEX)
    intro, drafts = _sort_out(blocks(reading, index) if index else _without_index(reading))
    if not drafts:
        raise NotAReportError(
            document.origin, f"it has no entries; {'; '.join(reading.problems[:3]) or 'give the whole folder'}"
        )
    title = _title(files[index]) if index else ""
    path = "" if _is_quarter(document) else reading.attributes.get("reports-path", "")  # in drafts it is often a copy
    identity = identify(document, path, title, intro)
    return Report(
        id=identity.id,
        title=title if "report" in title.lower() else _title_of(identity.period),
        period=identity.period,
        url=identity.url,
        intro=intro,
        format=form,
        entries=entries(drafts, Subset(identity.url)),
        problems=tuple(reading.problems),
    )


def _is_quarter(document: Document) -> bool:
    return period(PurePath(document.origin).name) is not None


def _named(files: Iterable[str], wanted: str) -> str | None:
    return min((name for name in files if name.rpartition("/")[2] == wanted), key=len, default=None)


def _title(index: str) -> str:
    found = _FRONT_MATTER.match(index.replace("\r\n", "\n"))
    return clean(found[1].strip().strip("\"'")) if found else ""


def _title_of(months: Period) -> str:
    quarter = months.quarter
    return f"FreeBSD Status Report {f'{_ORDINALS[quarter[-1]]} Quarter {quarter[:4]}' if quarter else months}"


def _without_index(reading: Reading) -> Iterator[Block]:
    introduction = _named(reading.files, _INTRODUCTION)
    names = sorted((name for name in reading.files if name != introduction), key=str.lower)
    for name in [introduction, *names] if introduction else names:
        yield from blocks(reading, name, (name,))


def _sort_out(document: Iterable[Block]) -> tuple[str, list[Draft]]:
    """Return the introduction and the entries.

    An entry is a section of the third level or, its heading a level too deep, the beginning of a file.
    """
    intro: list[str] = []
    drafts: list[Draft] = []
    category: str | None = None
    open_entry = False
    lists = Lists()
    for block in document:
        if block.level == _CATEGORY:
            category, open_entry = clean(block.text), False
        elif block.level == _ENTRY or (block.level > _ENTRY and block.first):
            drafts.append(Draft(block.text, category, block.anchor))
            open_entry, lists = True, Lists()
        elif open_entry:
            _add(drafts[-1], lists, block)
        elif category is None and not block.level:
            intro.append(block.text)
    return clean(" ".join(intro)), drafts


def _add(draft: Draft, lists: Lists, block: Block) -> None:
    if block.item:
        draft.add_tag(lists.item(block.item))
    elif not block.attached:
        draft.add_tag(lists.close())
    if block.paragraph:
        draft.paragraph(block.text, lambda: block.html, lambda: block.runs)
    else:
        draft.add(block.text, block.html)
