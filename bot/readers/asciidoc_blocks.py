"""From AsciiDoc files to a flat row of blocks: headings and texts, with includes and attributes resolved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.readers.asciidoc_reading import Reading
from bot.readers.asciidoc_text import emphasised, html, marked_runs, plain, without_private
from bot.readers.draft import Run

_ATTRIBUTE = re.compile(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?$")
_INCLUDE = re.compile(r"include::([^\[\]]{1,500})\[")
_DIRECTIVE = re.compile(r"(?:ifdef|ifndef|ifeval|endif|toc|image|video|audio)::\S*\[.*\]$")
_HEADING = re.compile(r"(={1,6})[ \t]+(\S.*)$")
_ANCHOR = re.compile(r"\[\[([\w:][\w:.-]*)(?:,[^\]]*)?\]\]$|\[#([\w:][\w:.-]*)[^\]]*\]$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:[\w.#%,\"'].*)?\]$")
_RULE = re.compile(r"(?:'{3,}|-{3}|\*{3}|- - -|\* \* \*|<{3,})$")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|`{3})[\w, ]*$")
_FENCE = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|[|,:!]={3,})$")
_UNSEEN = re.compile(rf"\s*$|{_RULE.pattern}|{_FENCE.pattern}|{_DIRECTIVE.pattern}|{_BLOCK_ATTRIBUTES.pattern}")
_ITEM = re.compile(r"[ \t]*(?:-|\*{1,5}|\.{1,5}|•|\d{1,3}\.|[a-zA-Z]\.|<[\d.]{1,3}>)[ \t]+(?=\S)")
_TERM = re.compile(r"[ \t]*(\S.{0,500}?):{2,4}(?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: a heading (`level` 1 and up, with its anchor), a text or, as it is, what is verbatim.

    `first` marks the first heading of an included file, `paragraph` a text that may hold labelled lines. An `item`
    of a list has its mark; `attached` is what belongs to the item before it.
    """

    level: int = 0
    marked: tuple[Run, ...] = ()
    anchor: str | None = None
    first: bool = False
    paragraph: bool = False
    item: str = ""
    attached: bool = False

    @property
    def runs(self) -> list[Run]:
        """The text in stretches, each with the address that it links to."""
        return list(plain(self.marked))

    @property
    def text(self) -> str:
        """The text without the addresses that it links to."""
        return "".join(run.text for run in plain(self.marked))

    @property
    def html(self) -> str:
        """The text as HTML, an item's without the tags of its list."""
        element = "h4" if self.level else "p" if self.paragraph else "pre"
        return html(self.marked) if self.item else f"<{element}>{html(self.marked)}</{element}>"


def blocks(reading: Reading, name: str, within: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the blocks of a file and of those that it includes; `within` names the files that include it."""
    return _File(reading, name, within).blocks()


class _File:
    """One file while it is read."""

    def __init__(self, reading: Reading, name: str, within: tuple[str, ...]) -> None:
        self._reading = reading
        self._within = within
        self._lines = without_private(reading.files[name]).splitlines()
        self._place = 0
        self._anchor: str | None = None
        self._first = bool(within)
        self._attached = False  # to the list item above, by a line with nothing but a plus

    def blocks(self) -> Iterator[Block]:
        if self._lines[:1] == ["---"] and "---" in self._lines[1:]:
            self._place = self._lines.index("---", 1) + 1
        while self._place < len(self._lines):
            line = self._lines[self._place].rstrip()
            self._place += 1
            yield from self._block(line)

    def _block(self, line: str) -> Iterator[Block]:
        """Yield what begins with a line that is not within a paragraph."""
        if self._notes(line):
            return
        if found := _INCLUDE.match(line):
            if name := self._reading.included(found[1], self._within):
                yield from blocks(self._reading, name, (*self._within, name))
        elif found := _HEADING.match(line):
            yield self._heading(found)
        elif _VERBATIM.match(line):
            attached, self._attached = self._attached, False
            yield Block(marked=(Run("\n".join(self._until(line))),), attached=attached)
        elif not _UNSEEN.match(line):
            yield self._text(line)

    def _notes(self, line: str) -> bool:
        """Take note of what a line says about the lines to come; tell whether it was such a line."""
        if line.startswith("//"):
            if line.startswith("////"):
                self._until(line)
        elif found := _ATTRIBUTE.match(line):
            value = None if found[1] or found[3] else self._value(found[4] or "")
            self._reading.define(found[2], value)
        elif found := _ANCHOR.match(line):
            self._anchor = found[1] or found[2]
        elif line.strip() == "+":
            self._attached = True
        else:
            return False
        return True

    def _value(self, value: str) -> str:
        """Return the value of an attribute with the lines that continue it."""
        while value.endswith(" \\") and self._place < len(self._lines):
            value = value[:-1] + self._lines[self._place].strip()
            self._place += 1
        return value

    def _heading(self, found: re.Match[str]) -> Block:
        title = tuple(marked_runs(self._reading.expand(found[2])))
        anchor = self._reading.anchor("".join(run.text for run in plain(title)), self._anchor)
        block = Block(level=len(found[1]), marked=title, anchor=anchor, first=self._first)
        self._anchor, self._first = None, False
        return block

    def _text(self, line: str) -> Block:
        """Return the paragraph or list item that begins with a line."""
        item = _ITEM.match(line)
        attached, self._attached = self._attached, False
        if item is None and line[0] in " \t" and not _TERM.match(line):
            return Block(marked=(Run("\n".join([line, *self._paragraph(in_list=False)])),), attached=attached)
        in_list = item is not None or attached
        text = "\n".join([line[item.end() :] if item else line, *self._paragraph(in_list=in_list)])
        if item is None and (term := _TERM.match(text)):
            text = f"{emphasised(term[1])} {text[term.end() :]}"
        marked = tuple(marked_runs(self._reading.expand(text)))
        return Block(marked=marked, paragraph=item is None, item=item[0].strip() if item else "", attached=attached)

    def _paragraph(self, *, in_list: bool) -> Iterator[str]:
        """Yield the further lines of a paragraph, comments left out."""
        while self._place < len(self._lines):
            line = self._lines[self._place].rstrip()
            if not line or _ends_paragraph(line) or (in_list and (line == "+" or _ITEM.match(line))):
                return
            self._place += 1
            if not line.startswith("//"):
                yield line

    def _until(self, fence: str) -> Sequence[str]:
        """Return the lines up to the closing fence, or to the end of the file."""
        start = self._place
        closing = fence if fence[0] != "`" else "```"
        while self._place < len(self._lines) and self._lines[self._place].rstrip() != closing:
            self._place += 1
        self._place += 1
        return self._lines[start : self._place - 1]


def _ends_paragraph(line: str) -> bool:
    return bool(
        _VERBATIM.match(line)
        or _FENCE.match(line)
        or _BLOCK_ATTRIBUTES.match(line)
        or _INCLUDE.match(line)
        or line.startswith("////")
    )
