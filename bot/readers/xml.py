"""Reports of 2001 to 2020 as they were written: XML (`statusreport.dtd`)."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.errors import NotAReportError
from bot.model import Contact, Document, Entry, Link, Report
from bot.readers import labels
from bot.readers.reportid import identify
from bot.readers.sponsors import sentence_sponsors, split_sponsors
from bot.readers.subset import Subset
from bot.readers.xml_tree import SPONSORS, lines, report_markup, text, tree

FORMAT = "xml"

_TITLE = "FreeBSD Quarterly Status Report"  # the stylesheet's, also for monthly and special reports
_BLANKS = re.compile(r"[ \t\r\n]+")
_TEXT = re.compile(r"(?:^|(?<=>))[^<]+")
_FIRST_UNSORTED = "2019-10"  # from this quarter on the stylesheet kept the order of the source


def claims(document: Document) -> bool:
    """Tell whether a document is an XML file with `<report>` as its root element."""
    return b"<report" in document.content and report_markup(document.content) is not None


def read(document: Document) -> Report:
    """Read a report as its page shows it: without entries of unknown categories, in the page's order."""
    markup = report_markup(document.content)
    if markup is None:
        raise NotAReportError(document.origin, "it has no <report> element; give the XML source of a report")
    problems: list[str] = []
    root = tree(markup, problems)
    intro = " ".join(_intro(root))
    who = identify(document, _date(root), intro)
    in_order = who.period.start >= _FIRST_UNSORTED
    entries = tuple(_entries(root, problems, Subset(who.url), in_order=in_order))
    if not entries:
        why = f"it has no entry that can be read; {'; '.join(problems[:3]) or 'give the whole file'}"
        raise NotAReportError(document.origin, why)
    return Report(who.id, _TITLE, who.period, who.url, intro, FORMAT, entries, tuple(problems))


def _date(root: Element) -> str:
    return f"{text(root.find('date/month'))} {text(root.find('date/year'))}"


def _intro(root: Element) -> Iterator[str]:
    """Yield the paragraphs of the introduction; the page shows nothing else of it."""
    for paragraph in root.findall("section/p"):
        if words := text(paragraph):
            yield words


def _entries(root: Element, problems: list[str], subset: Subset, *, in_order: bool) -> Iterator[Entry]:
    """Yield the entries category by category; a report without categories is one flat list."""
    projects = list(_titled(root, problems))
    if not in_order:
        projects.sort(key=lambda project: _raw_title(project).upper())
    categories = {text(found.find("name")): text(found.find("description")) for found in root.findall("category")}
    if not categories:
        yield from (_entry(project, None, subset) for project in projects)
    for key, category in categories.items():
        yield from (_entry(project, category, subset) for project in projects if project.get("cat") == key)
    if categories:
        unknown = [text(project.find("title")) for project in projects if project.get("cat") not in categories]
        problems.extend(f"{title}: left out as on the page, for its category is unknown" for title in unknown)


def _titled(root: Element, problems: list[str]) -> Iterator[Element]:
    for project in root.findall("project"):
        if text(project.find("title")):
            yield project
        else:
            problems.append(f"an entry without a title is left out: {text(project)[:80]}")


def _entry(project: Element, category: str | None, subset: Subset) -> Entry:
    contacts = [_contact(person) for person in project.findall("contact/person")]
    sponsors = [name for found in project.iter() if found.tag in SPONSORS for name in split_sponsors(text(found))]
    body = [line for part in project.findall("body") for line in lines(part)]
    taken = [bool(line.text) and _take(line.text, contacts, sponsors) for line in body]
    html = [_TEXT.sub("", line.html) if gone else line.html for line, gone in zip(body, taken, strict=True)]
    return Entry(
        title=text(project.find("title")),
        category=category,
        body=" ".join(line.text for line, gone in zip(body, taken, strict=True) if line.text and not gone),
        contacts=tuple(filter(None, contacts)),
        links=tuple(_links(project)),
        sponsors=tuple(sponsors),
        tasks=tuple(filter(None, (text(task) for task in project.findall("help/task")))),
        anchor=_anchor(project),
        markup=subset.mended("".join(html)),
    )


def _anchor(project: Element) -> str:
    """Return the name that the stylesheet gave an entry: its title hyphens for blanks (not for no-break ones)."""
    return "-".join(_BLANKS.split(_raw_title(project).strip(" \t\r\n")))


def _raw_title(project: Element) -> str:
    """Return the title as written, by which the stylesheet sorted: leading white space counts."""
    return "".join(title.itertext()) if (title := project.find("title")) is not None else ""


def _contact(person: Element) -> Contact | None:
    """Return the first pair of name and address; some addresses were written inside the name."""
    address = text(person.find(".//email"))
    words = text(person.find("name"))
    if person.find("name/email") is not None:
        words = words.removesuffix(address).strip()
    return Contact(words or None, labels.email(address)) if words or address else None


def _links(project: Element) -> Iterator[Link]:
    for url in project.findall("links/url"):
        if address := url.get("href", "").strip():
            yield Link(text(url) or None, address)


def _take(line: str, contacts: list[Contact | None], sponsors: list[str]) -> bool:
    """Move what a labelled line of the body says to contacts and sponsors; tell whether it was one."""
    if names := sentence_sponsors(line):
        sponsors.extend(names)
        return True
    taken = False
    for kind, rest in labels.labelled(line):
        if kind == "sponsor":
            sponsors.extend(split_sponsors(rest))
        elif kind in ("contact", "mentor"):
            contacts.extend(labels.contacts(rest))
        taken = taken or kind != "link"
    return taken
