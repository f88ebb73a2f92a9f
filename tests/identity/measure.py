"""Grade people and projects of the archive; `python -m tests.identity.measure` prints the grader's figures.

Besides all reports: one random half of the known people and projects and the other (weights were chosen with
one in view), and all of them when every second report is missing.
"""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Person, Project, Report
from tests import golden

Truth = dict[str, Any]
Export = list[dict[str, Any]]
FIGURES = ("precision", "recall", "f1", "macro_recall", "whole", "names_precision", "names_recall", "false_merges")
_GROUPS = {"people": "clusters", "threads": "threads"}


def graded(kind: str, reports: Sequence[Report], known: Truth | None = None) -> dict[str, float]:
    """Return the grader's figures for "people" or "threads" (projects) found in these reports."""
    with TemporaryDirectory() as folder:
        truth, given = Path(folder, "truth.json"), Path(folder, "given.json")
        truth.write_text(json.dumps(known or truth_of(kind)), "utf-8")
        given.write_text(json.dumps(exported(kind, reports)), "utf-8")
        grader = [sys.executable, str(golden.QUESTIONS / "grade.py"), kind, str(truth), str(given)]
        printed = subprocess.run(grader, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(printed.splitlines()[-1].removeprefix("RESULT "))
    return {figure: result[figure] for figure in FIGURES if figure in result}


def exported(kind: str, reports: Sequence[Report]) -> Export:
    """Return people or projects in the form of the command line's export."""
    persons = people(reports)
    found: Sequence[Person | Project] = persons if kind == "people" else projects(reports, persons)
    return [
        {
            "id": each.id,
            "names": each.names if isinstance(each, Person) else each.titles,
            "emails": each.emails if isinstance(each, Person) else (),
            "entries": [{"report": report, "title": title} for report, title in each.entries],
        }
        for each in found
    ]


def truth_of(kind: str) -> Truth:
    """Return the known people or projects."""
    known: Truth = json.loads((golden.QUESTIONS / f"{kind}.json").read_text("utf-8"))
    return known


def restricted(kind: str, reports: Sequence[Report]) -> Truth:
    """Return the known people or projects as far as these reports name them."""
    known, export = truth_of(kind), exported(kind, reports)
    names = {name for each in export for name in each["names"]}
    emails = {email for each in export for email in each["emails"]}
    entries = {(entry["report"], entry["title"]) for each in export for entry in each["entries"]}
    groups = []
    for group in known[_GROUPS[kind]]:
        if kind == "people":
            items = {
                "names": [n for n in group["names"] if n in names],
                "emails": [m for m in group["emails"] if m in emails],
            }
        else:
            items = {"entries": [entry for entry in group["entries"] if (entry["report"], entry["title"]) in entries]}
        groups.append({**group, **items})
    return {**known, _GROUPS[kind]: groups}


def halves(kind: str) -> Iterator[Truth]:
    """Return two random halves of the known groups, each with the false merges that touch it."""
    known = truth_of(kind)
    groups = list(known[_GROUPS[kind]])
    random.Random(7).shuffle(groups)  # noqa: S311 - halves, not secrets
    middle = len(groups) // 2
    for half in (groups[:middle], groups[middle:]):
        inside = json.dumps(half, ensure_ascii=False)
        traps = [trap for trap in known["false_merges"] if any(_is_in(trap[end], inside) for end in "ab")]
        yield {**known, _GROUPS[kind]: half, "false_merges": traps}


def _is_in(item: str | dict[str, str], groups: str) -> bool:
    return json.dumps(item, ensure_ascii=False) in groups


def main() -> None:
    """Print one line of figures for each measurement."""
    reports = [golden.report(report_id) for report_id in golden.report_ids()]
    for kind in _GROUPS:
        first, second = halves(kind)
        for what, some, known in (
            ("all", reports, None),
            ("one half", reports, first),
            ("other half", reports, second),
            ("every second report", reports[::2], restricted(kind, reports[::2])),
            ("the others", reports[1::2], restricted(kind, reports[1::2])),
        ):
            figures = graded(kind, some, known)
            print(f"{kind:8}{what:20}", "  ".join(f"{name} {value:.4g}" for name, value in figures.items()))  # noqa: T201 - a tool


if __name__ == "__main__":
    main()
