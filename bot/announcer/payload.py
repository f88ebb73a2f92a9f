"""What a webhook gets: an announcement as one object of JSON.

A report, `event` is `report` or `correction`; `text` as it is said on IRC, `entries` those that pass the filters:
`{"event", "text", "report": {"id", "title", "period": {"start", "end"}, "quarter": "2025Q3" or null, "url",
"entries": how many there are}, "entries": [{"title", "category" or null, "contacts": [{"name", "email"}],
"sponsors": [...], "url"}]}`

A day of the calendar, `milestone` is `first_call`, `two_weeks_left`, `last_reminder`, `standard` or `extended`:
`{"event": "deadline", "text", "deadline": {"quarter": "2025Q4", "milestone", "due": "2025-12-31", "url"}}`
"""

import json
from dataclasses import asdict
from datetime import date

from bot import announcement
from bot.deadlines import Milestone
from bot.model import Entry, Report
from config.settings import Wishes


def of_report(report: Report, wishes: Wishes, *, corrected: bool) -> str:
    """Return a report, new or corrected, as an announcement for other programs."""
    return _written(
        {
            "event": "correction" if corrected else "report",
            "text": announcement.correction(report) if corrected else announcement.headline(report),
            "report": {
                "id": report.id,
                "title": report.title,
                "period": asdict(report.period),
                "quarter": report.period.quarter,
                "url": report.url,
                "entries": len(report.entries),
            },
            "entries": [_entry(report, entry) for entry in report.entries if announcement.passes(entry, wishes)],
        }
    )


def of_deadline(milestone: Milestone, today: date) -> str:
    """Return a milestone of the calendar as an announcement for other programs."""
    days = milestone.quarter
    return _written(
        {
            "event": "deadline",
            "text": announcement.deadline(milestone, today),
            "deadline": {
                "quarter": f"{days.year}Q{days.quarter}",
                "milestone": milestone.name,
                "due": milestone.due.isoformat(),
                "url": days.source,
            },
        }
    )


def _entry(report: Report, entry: Entry) -> dict[str, object]:
    return {
        "title": entry.title,
        "category": entry.category,
        "contacts": [asdict(contact) for contact in entry.contacts],
        "sponsors": list(entry.sponsors),
        "url": f"{report.url}#{entry.anchor}" if entry.anchor else report.url,
    }


def _written(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)
