"""A small archive of invented reports: enough of everything that can be asked for."""

from functools import cache

from bot.archive import Archive
from bot.model import Contact, Entry, Link, Period, Person, Project, Report

ADA = Contact("Ada Brückner", "ada@example.org")
BEN = Contact("Benjamin Oduya", "ben@example.org")
ROSA = Contact("Rosa Vidal", "rvidal@example.org")
TEAM = Contact("Harbour Team", "harbour@example.org")


def report(start: str, end: str, *entries: Entry, intro: str = "") -> Report:
    """Return a report of a period."""
    name = f"report-{start}-{end}"
    url = f"https://www.example.org/status/{name}/"
    return Report(name, f"Status Report {end[:4]}", Period(start, end), url, intro, "invented", entries)


def reports() -> tuple[Report, ...]:
    """Return four reports, oldest first; there is none for the second and third quarter of 2021."""
    return (
        report(
            "2020-10",
            "2020-12",
            Entry(
                "Lanternfs: a log-structured file system",
                "Kernel",
                (ADA,),
                (Link("Lanternfs wiki", "https://wiki.example.org/Lanternfs"),),
                ("Quay Systems, Inc",),
                ("Write a checker.", "Measure on slow disks."),
                "Lanternfs is a file system. Mounting and unmounting have been implemented. Snapshots are missing.",
                "lanternfs",
            ),
            Entry(
                "Harbour Team",
                "Team Reports",
                (TEAM,),
                body="The team moved its servers to Reykjavik.",
                anchor="harbour",
            ),
            intro="Another quarter is over. Enjoy. -- Rosa Vidal",
        ),
        report(
            "2021-01",
            "2021-03",
            Entry(
                "Lanternfs 4.2",
                "Kernel",
                (ADA, BEN),
                body="Snapshots were added to Lanternfs this quarter.",
                anchor="lf42",
            ),
            Entry("Harbour Team", "Team Reports", (TEAM,), body="A new mirror in Oslo was added.", anchor="harbour"),
            Entry(
                "Tidewheel packet scheduler",
                "Network Infrastructure",
                (BEN,),
                body="Tidewheel shares a slow uplink between jails. The work was started by a student in Porto.",
                anchor="tidewheel",
            ),
        ),
        report(
            "2021-10",
            "2021-12",
            Entry(
                "Porting KStars to the Beagle board",
                "Ports",
                (ROSA,),
                sponsors=("Quay Systems",),
                body="It runs on the board.",
            ),
            Entry("Harbour Team", "Team Reports", (TEAM,), body="The build machines were replaced.", anchor="harbour"),
        ),
        report(
            "2022-01",
            "2022-03",
            Entry(
                "Tidewheel reaches the tree",
                "Network Infrastructure",
                (BEN,),
                body="Tidewheel was committed.",
                anchor="tide",
            ),
        ),
    )


def persons() -> tuple[Person, ...]:
    """Return who the contacts of the reports are."""
    everybody = []
    for contact, is_team in ((ADA, False), (BEN, False), (ROSA, False), (TEAM, True)):
        keys = tuple(
            (each.id, entry.title) for each in reports() for entry in each.entries if contact in entry.contacts
        )
        name, email = contact.name or "", contact.email or ""
        everybody.append(Person(email, (name,), (email,), keys, is_team))
    return tuple(everybody)


def projects() -> tuple[Project, ...]:
    """Return which entries belong together."""
    found = []
    for word in ("Lanternfs", "Harbour", "Tidewheel", "KStars"):
        keys = tuple((each.id, entry.title) for each in reports() for entry in each.entries if word in entry.title)
        found.append(Project(word, tuple(dict.fromkeys(title for _, title in reversed(keys))), keys))
    return tuple(found)


@cache
def archive() -> Archive:
    """Return all of it, ready to be asked."""
    return Archive(reports(), persons(), projects())
