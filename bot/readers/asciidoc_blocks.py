"""From AsciiDoc files to a flat row of blocks: headings, rules and texts, with includes and attributes resolved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.readers.asciidoc_text import runs
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
_ITEM = re.compile(r"[ \t]*(?:-|\*{1,5}|\.{1,5}|•|\d{1,3}\.|[a-zA-Z]\.|<[\d.]{1,3}>)[ \t]+(?=\S)")
_TERM = re.compile(r"[ \t]*(\S.{0,500}?):{2,4}(?:[ \t]+|$)")
_OWN_FOLDER = "{reports-path}/"
_MOST_INCLUDES = 500
_ATTRIBUTE_USE = re.compile(r"\{(\w[\w-]*)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: a heading (`level` 1 and up, with its anchor), a rule, or text as runs.

    `first` marks the first heading of an included file, `paragraph` a text that may hold labelled lines.
    """

    level: int = 0
    runs: tuple[Run, ...] = ()
    anchor: str | None = None
    first: bool = False
    rule: bool = False
    paragraph: bool = False

    @property
    def text(self) -> str:
        """The text without the addresses that it links to."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Reading:
    """A document while it is read: its files by name, its attributes and the anchors given so far."""

    files: Mapping[str, str]
    attributes: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _anchors: set[str] = field(default_factory=set)
    _included: int = 0
    _room: int = 200_000  # characters that attributes may add; the ten descriptions of categories need 2,000

    def blocks(self, name: str, *, within: tuple[str, ...] = ()) -> Iterator[Block]:
        """Yield the blocks of a file and of those that it includes."""
        return _File(self, name, within).blocks()

    def include(self, target: str, within: tuple[str, ...]) -> Iterator[Block]:
        """Yield the blocks of the file that an include line names."""
        name = self._find(self.expand(target))
        self._included += 1
        if name is None and target.startswith(_OWN_FOLDER):
            self.problems.append(f"{target} is included, but not there")
        elif name is None:
            return  # a file of the site outside of the report: descriptions of the categories
        elif name in within or self._included > _MOST_INCLUDES:
            self.problems.append(f"{target} is included over and over")
        else:
            yield from self.blocks(name, within=(*within, name))

    def expand(self, text: str) -> str:
        """Replace the attributes in a text by their values, as long as the document stays within bounds."""

        def value(found: re.Match[str]) -> str:
            words = self.attributes.get(found[1].lower())
            if words is None or len(words) > self._room:
                return found[0]
            self._room -= len(words)
            return words

        return _ATTRIBUTE_USE.sub(value, text)

    def anchor(self, title: str, given: str | None) -> str:
        """Return the anchor of a heading: the given one, else made of its title as asciidoctor does."""
        words = re.sub(r"[^ \w.-]", "", title.lower())
        wanted = given or re.sub(r"[ _.-]+", "_", f"_{words}").rstrip("_")
        found, number = wanted, 1
        while found in self._anchors:
            number += 1
            found = f"{wanted}_{number}"
        self._anchors.add(found)
        return found

    def _find(self, target: str) -> str | None:
        """Return the file that a path means, which counts from the site's root or from anywhere above the report."""
        wanted = "/" + target.strip().lstrip("./")
        fitting = [name for name in self.files if wanted.endswith("/" + name.lstrip("./"))]
        return max(fitting, key=len, default=None)


class _File:
    """One file while it is read."""

    def __init__(self, reading: Reading, name: str, within: tuple[str, ...]) -> None:
        self._reading = reading
        self._within = within
        self._lines = reading.files[name].splitlines()
        self._place = 0
        self._anchor: str | None = None
        self._first = bool(within)

    def blocks(self) -> Iterator[Block]:
        if self._lines[:1] == ["---"] and "---" in self._lines[1:]:
            self._place = self._lines.index("---", 1) + 1
        while self._place < len(self._lines):
            line = self._lines[self._place].rstrip()
            self._place += 1
            yield from self._block(line)

    def _block(self, line: str) -> Iterator[Block]:
        """Yield what begins with a line that is not within a paragraph."""
        if line.startswith("//"):
            if line.startswith("////"):
                self._until(line)
        elif found := _INCLUDE.match(line):
            yield from self._reading.include(found[1], self._within)
        elif found := _ATTRIBUTE.match(line):
            self._define(found)
        elif found := _HEADING.match(line):
            yield self._heading(found)
        elif found := _ANCHOR.match(line):
            self._anchor = found[1] or found[2]
        elif _RULE.match(line):
            yield Block(rule=True)
        elif _VERBATIM.match(line):
            yield Block(runs=(Run("\n".join(self._until(line))),))
        elif line.strip() not in ("", "+") and not (
            _FENCE.match(line) or _DIRECTIVE.match(line) or _BLOCK_ATTRIBUTES.match(line)
        ):
            yield self._text(line)

    def _define(self, found: re.Match[str]) -> None:
        name, value = found[2].lower(), found[4] or ""
        if found[1] or found[3]:
            self._reading.attributes.pop(name, None)
            return
        while value.endswith(" \\") and self._place < len(self._lines):
            value = value[:-1] + self._lines[self._place].strip()
            self._place += 1
        self._reading.attributes[name] = self._reading.expand(value)

    def _heading(self, found: re.Match[str]) -> Block:
        title = tuple(runs(self._reading.expand(found[2])))
        anchor = self._reading.anchor("".join(run.text for run in title), self._anchor)
        block = Block(level=len(found[1]), runs=title, anchor=anchor, first=self._first)
        self._anchor, self._first = None, False
        return block

    def _text(self, line: str) -> Block:
        """Return the paragraph or list item that begins with a line."""
        item = _ITEM.match(line)
        if item is None and line[0] in " \t" and not _TERM.match(line):
            return Block(runs=(Run("\n".join([line, *self._paragraph(in_list=False)])),))
        text = "\n".join([line[item.end() :] if item else line, *self._paragraph(in_list=item is not None)])
        if item is None and (term := _TERM.match(text)):
            text = f"{term[1]} {text[term.end() :]}"
        return Block(runs=tuple(runs(self._reading.expand(text))), paragraph=item is None)

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
