"""Reader of the seed form: a plain-text scrape of a page that lost many of its lines.

Lost are rules, addresses, most of the table of contents and every line of one word, among them
headings and titles. What remains tells where entries begin:

* Contacts and links stand between a title and its text, so the line before them is a title, and any
  other short line a heading inside an entry.
* Contacts with a longer gap before them than a blank line, and no such line, begin an entry whose
  title is lost; `bot.readers.losttitle` finds the word in it that names it, and a problem says so.
* A category is a heading that the rest of the table of contents has, too, or that the site's standing
  description of a category follows, which also tells a lost one. The heading after it is a title even
  without contacts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.errors import NotAReportError
from bot.model import Contact, Document, Entry, Report
from bot.readers import reportid
from bot.readers.introduction import introduction
from bot.readers.losttitle import Words, infer_titles
from bot.readers.plaintext import plain_text
from bot.readers.seedblocks import passages, with_bare_sponsor
from bot.readers.seedentries import Cutting, Draft
from bot.readers.textentry import read_entry

FORMAT = "seed"

_TITLE = "FreeBSD Quarterly Status Report"
_CONTACT = re.compile(r"^[ \t]*Contact: [^<>\n]{0,200}<[^<>\n]{0,100}>[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"^(?:#{1,6} |={1,6} |```|\[discrete\]|:[\w-]+:|━{20}|[=-]{4,}\s*$)", re.MULTILINE)
_FEWEST_CONTACTS, _FEWEST_ENTRIES = 3, 2
_NO_TITLE = "(title lost)"


def claims(document: Document) -> bool:
    """Tell whether a document is a text without mark-up and rules, on FreeBSD, that names people to contact."""
    text = plain_text(document).text
    contacts = sum(1 for _ in islice(_CONTACT.finditer(text), _FEWEST_CONTACTS))
    return contacts == _FEWEST_CONTACTS and "FreeBSD" in text and not _MARKUP.search(text)


def read(document: Document) -> Report:
    """Read a report from its scrape; raises NotAReportError if it has no entries or nothing tells its period."""
    scrape = plain_text(document)
    cutting = Cutting(list(passages(scrape.text)))
    if len(cutting.drafts) < _FEWEST_ENTRIES:
        raise NotAReportError(document.origin, "it has contacts like a report, but not the entries of one")
    entries = [_entry(draft) for draft in cutting.drafts]
    titles = infer_titles([_words(draft, entry) for draft, entry in zip(cutting.drafts, entries, strict=True)])
    intro = introduction([[passage.block for passage in cutting.introduction]])
    identity = reportid.identify(document, scrape.subject, intro, _usual_quarter(scrape.text))
    return Report(
        id=identity.id,
        title=_TITLE,
        period=identity.period,
        url=identity.url,
        intro=intro,
        format=FORMAT,
        entries=tuple(replace(entry, title=title or _NO_TITLE) for entry, title in zip(entries, titles, strict=True)),
        problems=(*cutting.problems, *_losses(cutting.drafts, entries, titles)),
    )


def _entry(draft: Draft) -> Entry:
    entry = read_entry(draft.title or "", draft.category, with_bare_sponsor([part.block for part in draft.passages]))
    return replace(entry, contacts=tuple(contact for contact in entry.contacts if contact != Contact(None, None)))


def _words(draft: Draft, entry: Entry) -> Words:
    labels = [*(link.label or "" for link in entry.links), *_lost_links(draft)]
    return Words(entry.body, " ".join(labels), draft.title)


def _lost_links(draft: Draft) -> list[str]:
    return [label for part in draft.passages for label in part.labels]


def _usual_quarter(text: str) -> str:
    """Return the quarter that most paragraphs are about, as words, for a scrape that nothing else names."""
    quarters = Counter(
        str(months) for line in text.split("\n") if (months := reportid.period(line)) is not None and months.quarter
    )
    return quarters.most_common(1)[0][0] if quarters else ""


def _losses(drafts: Sequence[Draft], entries: Sequence[Entry], titles: Sequence[str | None]) -> Iterator[str]:
    """Yield what the scrape has lost, as problems."""
    for draft, entry, title in zip(drafts, entries, titles, strict=True):
        if draft.title is None:
            people = ", ".join(contact.name or contact.email or "" for contact in entry.contacts)
            inferred = f"inferred from its text: {title!r}" if title else "and cannot be inferred"
            yield f"the title of the entry of {people or 'nobody'} is lost, {inferred}"
    if lost := sum(len(_lost_links(draft)) for draft in drafts):
        yield f"{lost} links have lost their addresses and are left out"
    if lost := sum(contact.email is None for entry in entries for contact in entry.contacts):
        yield f"{lost} contacts have no mail address"
