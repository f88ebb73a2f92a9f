"""The archive of real reports and the facts a right reader finds in it, where this machine has them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.model import Contact, Entry, Link, Period, Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
ARCHIVE = SHARED / "archive"
QUESTIONS = SHARED / "questions"

needs_archive = pytest.mark.skipif(
    not ARCHIVE.is_dir(), reason="the archive of real reports is not beside this checkout (../shared/archive)"
)
needs_questions = pytest.mark.skipif(
    not QUESTIONS.is_dir(), reason="the graded questions are not beside this checkout (../shared/questions)"
)


@cache
def facts(report_id: str) -> dict[str, Any]:
    """Return the golden facts of one report, as in its JSON file."""
    content: dict[str, Any] = json.loads((ARCHIVE / "golden" / f"{report_id}.json").read_text("utf-8"))
    return content


def report_ids() -> list[str]:
    """Return the ids of all reports in the archive, sorted; empty where there is no archive."""
    return sorted(path.stem for path in (ARCHIVE / "golden").glob("*.json"))


def published(report_id: str) -> list[dict[str, Any]]:
    """Return the facts of the entries that stand on the report's page, in its order."""
    return [entry for entry in facts(report_id)["entries"] if entry.get("published", True)]


def report(report_id: str) -> Report:
    """Return a report as a right reader of its page would."""
    found = facts(report_id)
    return Report(
        id=report_id,
        title=found["title"],
        period=Period(**found["period"]),
        url=found["url"],
        intro=found["intro"],
        format="golden",
        entries=tuple(_entry(entry) for entry in published(report_id)),
    )


def _entry(found: dict[str, Any]) -> Entry:
    return Entry(
        title=found["title"],
        category=found["category"],
        contacts=tuple(Contact(contact["name"], contact["email"]) for contact in found["contacts"]),
        links=tuple(Link(link["label"], link["url"]) for link in found["links"]),
        sponsors=tuple(found["sponsors"]),
        tasks=tuple(found["tasks"]),
        body=found["body"],
        anchor=found["anchor"],
    )
