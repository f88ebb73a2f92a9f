"""Fuzz the readers: `python -m tests.fuzz [--form FORM] [--seconds N] [--seed N]`.

Documents of the archive are damaged at random and read. A reader may return a report or raise
NotAReportError, within a time that grows with the document, and the markup of an entry has to say what its
body says; anything else is printed with the seed that brings it back, and the exit status is 1.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot import readers
from bot.errors import NotAReportError
from bot.model import Document, Entry, Part
from tests.fidelity import BARS, documents
from tests.readers import marked

SECONDS_PER_MEBIBYTE = 20.0
PIECES = (
    *(b"<", b">", b"&", b"&#0;", b"&amp;", b"<!--", b"]]>", b"<![CDATA[", b"<p>", b"</div>", b"<hr/>", b"<project>"),
    *(b"\x00", b"\xff\xfe", b"\xc3", b"\xe2\x80\xa8", b"\n\n", b"\r", b"\t", b"=" * 9, b"[", b"](", b"`", b"* " * 9),
    *(b"Contact:", b"Links:", b"URL:", b"Sponsor:", b"Open tasks:", b"include::", b"ifdef::x[]", b"----\n", b"link:"),
)

Mutation = Callable[[random.Random, bytes], bytes]


def cut(chance: random.Random, content: bytes) -> bytes:
    """Return the content up to some place."""
    return content[: chance.randrange(len(content) + 1)]


def lose(chance: random.Random, content: bytes) -> bytes:
    """Return the content without a stretch of it."""
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randrange(2000) :]


def double(chance: random.Random, content: bytes) -> bytes:
    """Return the content with a stretch of it once more somewhere else."""
    start, place = chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)
    return (
        content[:place] + content[start : start + chance.randrange(2000)] * chance.choice((1, 1, 50)) + content[place:]
    )


def insert(chance: random.Random, content: bytes) -> bytes:
    """Return the content with an odd piece in it, once or many times."""
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(PIECES) * chance.choice((1, 1, 1, 5000)) + content[place:]


def flip(chance: random.Random, content: bytes) -> bytes:
    """Return the content with some bytes changed."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 20) if content else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


MUTATIONS: tuple[Mutation, ...] = (cut, lose, double, insert, flip)


def damaged(document: Document, seed: int) -> Document:
    """Return a document damaged as the seed says; of one with parts, one part."""
    chance = random.Random(seed)  # noqa: S311  # reproducible, not secret
    content = document.content
    parts = list(document.parts)
    place = chance.randrange(len(parts)) if parts else 0
    if parts:
        content = parts[place].content
    for _ in range(chance.randrange(1, 5)):
        content = chance.choice(MUTATIONS)(chance, content)
    if parts:
        parts[place] = Part(parts[place].name, content)
        return replace(document, parts=tuple(parts))
    return replace(document, content=content)


def fault(document: Document) -> str | None:
    """Return what is wrong with how a document is read, None if nothing."""
    size = len(document.content) + sum(len(part.content) for part in document.parts)
    began = time.monotonic()
    entries: tuple[Entry, ...] = ()
    try:
        entries = readers.read(document).entries
    except NotAReportError:
        pass
    except Exception as error:  # whatever it is, it is what fuzzing looks for
        return f"{type(error).__name__}: {error}"
    took = time.monotonic() - began
    allowed = 1.0 + SECONDS_PER_MEBIBYTE * size / 1024 / 1024
    if took > allowed:
        return f"{took:.1f} s for {size:,} bytes"
    return next((f"{entry.title!r}: {wrong}" for entry in entries for wrong in _wrong_markup(entry)), None)


def _wrong_markup(entry: Entry) -> Iterator[str]:
    yield from marked.faults(entry.markup)
    if entry.markup and _letters(marked.words(entry.markup)) != _letters(entry.body):
        yield "its markup says something else than its body"


def _letters(text: str) -> str:
    """Return what of a text damage to blanks and marks cannot change."""
    return "".join(filter(str.isalnum, text))


def faults(form: str, seeds: Iterator[int]) -> Iterator[str]:
    """Yield a line for every fault found with these seeds in the documents of a form."""
    chosen = list(documents(form).items())
    for seed in seeds:
        report_id, document = chosen[seed % len(chosen)]
        if wrong := fault(damaged(document, seed)):
            yield f"{form} {report_id} seed {seed}: {wrong}"


def _until(deadline: float, seed: int) -> Iterator[int]:
    while time.monotonic() < deadline:
        yield seed
        seed += 1


def main() -> int:
    """Fuzz until the time is up and print every fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", choices=BARS, help="only this form")
    parser.add_argument("--seconds", type=float, default=10.0, help="time for each form (default: 10)")
    parser.add_argument("--seed", type=int, default=0, help="first seed (default: 0)")
    chosen = parser.parse_args()
    count = 0
    for form in [chosen.form] if chosen.form else BARS:
        for line in faults(form, _until(time.monotonic() + chosen.seconds, chosen.seed)):
            count += 1
            sys.stdout.write(line + "\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
