"""Reports for the tests of identity: invented people and projects, as short as possible to write."""

from bot.model import Contact, Entry, Link, Period, Report


def written(period: str, *entries: Entry) -> Report:
    """Return a report of a quarter ("2019Q2") with these entries."""
    year, quarter = period[:4], int(period[5])
    months = Period(f"{year}-{quarter * 3 - 2:02}", f"{year}-{quarter * 3:02}")
    return Report(f"report-{months.start}-{months.end}", "Status", months, "", "", "test", entries)


def entry(title: str, *contacts: str, body: str = "", links: tuple[str, ...] = ()) -> Entry:
    """Return an entry; a contact is written "Jo Doe <jo@example.org>", either part may lack."""
    return Entry(
        title, contacts=tuple(map(contact, contacts)), body=body, links=tuple(Link(None, url) for url in links)
    )


def contact(text: str) -> Contact:
    """Return a contact written as in a mail's header."""
    name, _, email = text.partition("<")
    return Contact(name.strip() or None, email.rstrip(">") or None)
