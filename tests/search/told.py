"""Archives in which texts, not titles, are what tells entries apart."""

from bot.archive import Archive
from bot.model import Entry, Period, Report

_OTHERS = [(f"Rope {number}", f"It was pulled and said to be number {number} of many.") for number in range(60)]


def telling(*texts: tuple[str, str]) -> Archive:
    """Return an archive of entries, title and text, in reports from 2000 on, a year each, and of 60 others."""
    reports = [
        Report(f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "", (Entry(title, body=body),))
        for year, (title, body) in enumerate([*texts, *_OTHERS], start=2000)
    ]
    return Archive(reports, (), ())


def titles(archive: Archive, topic: str) -> list[str]:
    """Return the titles of what is found for a topic, best first."""
    return [hit.item.entry.title for hit in archive.find(topic).hits]
