"""The words of the trade as types: documents, reports, their entries and what an entry names."""

import calendar
import re
from dataclasses import dataclass, field

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The months that a report covers, first and last, both included, as `YYYY-MM`."""

    start: str
    end: str

    def __post_init__(self) -> None:
        if not (_MONTH.fullmatch(self.start) and _MONTH.fullmatch(self.end)):
            raise ValueError(f"a period runs from YYYY-MM to YYYY-MM, not from {self.start!r} to {self.end!r}")
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @property
    def quarter(self) -> str | None:
        """Return `2019Q2` if the period is exactly one calendar quarter, else None."""
        year, first, last = self.start[:4], int(self.start[5:]), int(self.end[5:])
        if self.end[:4] == year and first % 3 == 1 and last == first + 2:
            return f"{year}Q{last // 3}"
        return None

    @property
    def months(self) -> str:
        """Return the months without the last one's year: `June`, `July–September`, `October 2017–September`."""
        first, last = calendar.month_name[int(self.start[5:])], calendar.month_name[int(self.end[5:])]
        if self.start == self.end:
            return first
        if self.start[:4] == self.end[:4]:
            return f"{first}–{last}"
        return f"{first} {self.start[:4]}–{last}"

    def __str__(self) -> str:
        """Return the period as people write it: `Q2 2019`, `June 2001`, `July–August 2002`."""
        if quarter := self.quarter:
            return f"{quarter[4:]} {quarter[:4]}"
        return f"{self.months} {self.end[:4]}"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document that consists of several; `name` is its path within the document."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """Something that may be a report, as it came from a source.

    `origin` is the path or address it came from. A page or file has `content`; a folder that is one
    report (AsciiDoc, Markdown) has `parts` and no content. `charset` is what the transport claimed
    and may lie. `label` is how an index page words the report's period ("April, 2019 - June, 2019").
    """

    origin: str
    content: bytes = b""
    parts: tuple[Part, ...] = ()
    charset: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, team or mailing list that answers for an entry; one of the two may be unknown."""

    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that an entry lists, its address as written (neither normalised nor resolved)."""

    label: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission in a report; texts have no markup and single blanks.

    `markup` is the body as HTML in the few elements of `bot.readers.subset`, "" where only the plain text is known.
    It makes no other entry of one with the same words, is not loaded with whole archives, and is not to be trusted:
    a report may come from anywhere.
    """

    title: str
    category: str | None = None
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    sponsors: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    body: str = ""
    anchor: str | None = None
    markup: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """A status report in the order of its page; `problems` says what its reader could not make sense of."""

    id: str
    title: str
    period: Period
    url: str
    intro: str
    format: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


EntryKey = tuple[str, str]
"""Where an entry stands: the id of its report and its title (no report has two entries of one title)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, team or mailing list behind all names and addresses it was published with.

    `names` are as published, most used first; a mailbox that nobody put a name to has none. `emails` are
    lower case, most used first. `entries` are those that name it as a contact, oldest first.
    """

    id: str
    names: tuple[str, ...]
    emails: tuple[str, ...]
    entries: tuple[EntryKey, ...]
    is_team: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """The entries that are about the same ongoing work, oldest first; `titles` are theirs, newest first."""

    id: str
    titles: tuple[str, ...]
    entries: tuple[EntryKey, ...]
