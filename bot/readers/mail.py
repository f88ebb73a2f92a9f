"""Reader of the mail form: the page of a report as the text browser w3m dumps it.

Nothing marks a heading. Rules of box-drawing characters part the introduction, the table of contents
and the entries; the table of contents is the only list of titles and categories, so a section that
begins with one of them begins an entry or a category. What else begins a section (a rule inside an
entry) belongs to the entry before it, unless contacts or links follow at once.
"""

import re
from collections.abc import Sequence
from itertools import islice

from bot.errors import NotAReportError
from bot.model import Document, Report
from bot.readers import reportid
from bot.readers.contents import Contents, read_contents
from bot.readers.introduction import introduction
from bot.readers.mailblocks import RULE, Paragraph, Section, split_sections
from bot.readers.mailentries import read_entries
from bot.readers.plaintext import plain_text
from bot.readers.textentry import Block

FORMAT = "mail"

_OLD_TITLE = "FreeBSD Quarterly Status Report"  # of every page until 2020
_TITLE = re.compile(r"FreeBSD .{0,40}Status Report\b.{0,60}")
_CONTACT = re.compile(r"^Contact:? ", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[\w./-]{1,200}/status/[\w./-]{1,200}")


def claims(document: Document) -> bool:
    """Tell whether a document is a text with rules between its parts, and people to contact or a report's address."""
    text = plain_text(document).text
    rules = sum(1 for _ in islice(RULE.finditer(text), 2))
    return rules == 2 and bool(_CONTACT.search(text) or _ADDRESS.search(text))


def read(document: Document) -> Report:
    """Read a report from its mail text, also inside an RFC 822 message; raises NotAReportError without entries."""
    mail = plain_text(document)
    sections = split_sections(mail.text)
    place, contents = _find_contents(sections)
    body = (section.blocks(tabular=not contents.nested) for section in sections[place:])
    entries, problems = read_entries(body, contents)
    if not entries:
        raise NotAReportError(document.origin, "it has the rules of a report's mail, but no entries; is it cut off?")
    if not contents.titles:
        problems.insert(0, "there is no table of contents; titles are the lines before contacts and links")
    head = [
        [block for block in section.blocks(tabular=False) if not _ADDRESS.fullmatch(block.lines[-1])]
        for section in sections[:place]
        if not read_contents(section.paragraphs)
    ]
    title, intro = _title(head), introduction(head)
    identity = reportid.identify(document, _address(sections[:place]), title, mail.subject, intro)
    return Report(
        id=identity.id,
        title=title,
        period=identity.period,
        url=identity.url,
        intro=intro,
        format=FORMAT,
        entries=tuple(entries),
        problems=tuple(problems),
    )


def _find_contents(sections: Sequence[Section]) -> tuple[int, Contents]:
    """Return the table of contents and which section follows it.

    Without one the entries begin after the section with the report's address, else after the introduction.
    """
    for place, section in enumerate(sections):
        if contents := read_contents(section.paragraphs):
            return place + 1, contents
    addressed = [place for place, section in enumerate(sections) if any(map(_is_notice, section.paragraphs))]
    return (addressed[0] + 1 if addressed else 1), Contents((), (), nested=False)


def _is_notice(lines: Paragraph) -> bool:
    """Tell whether a paragraph says where the page of the report is."""
    return len(lines) <= 2 and bool(_ADDRESS.fullmatch(lines[-1].strip()))


def _address(sections: Sequence[Section]) -> str:
    notices = (lines for section in sections for lines in section.paragraphs if _is_notice(lines))
    return next(notices, [""])[-1].strip()


def _title(head: Sequence[Sequence[Block]]) -> str:
    first = head[0][0].heading if head and head[0] else None
    return first if first and _TITLE.fullmatch(first) else _OLD_TITLE
