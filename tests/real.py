"""The archive of real reports as an `Archive`, where this machine has it."""

from functools import cache

from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from tests.golden import report, report_ids


@cache
def archive() -> Archive:
    """Return the real archive, with people and projects worked out anew."""
    reports = [report(each) for each in report_ids()]
    persons = people(reports)
    return Archive(reports, persons, projects(reports, persons))
