"""Whether a report is all there: what a reader says when it is not, and when so much is missing that it is not out."""

from bot.model import Report

CUT_OFF = "the page is cut off before its end; fetch it again"
_LISTS, _LACKS = "the table of contents lists ", ", but there is no such entry"
_MUCH = 0.2  # of what is listed; of all reports since 2001 the worst lacks a tenth for good


def lacks(title: str) -> str:
    """Return the problem of a report that has no such entry, though its table of contents says so."""
    return f"{_LISTS}{title!r}{_LACKS}"


def unfinished(report: Report) -> str:
    """Return why a report looks as if it were still being published, "" if it looks complete."""
    if CUT_OFF in report.problems:
        return "the page is cut off before its end"
    missing = sum(problem.startswith(_LISTS) and problem.endswith(_LACKS) for problem in report.problems)
    listed = missing + len(report.entries)
    return f"{missing} of {listed} listed entries are missing" if missing > _MUCH * listed else ""
