"""A report as JSON and back."""

import json

import pytest
from hypothesis import given

from bot import report_json
from bot.errors import NotAReportError
from bot.model import Document, Report
from tests.golden import facts, needs_archive
from tests.golden import report as golden
from tests.store.samples import report, reports


@given(reports)
def test_any_report_comes_back_from_its_line(original: Report) -> None:
    line = report_json.to_line(original)
    assert "\n" not in line
    (document,) = report_json.split(Document("export.jsonl", line.encode()))
    assert report_json.claims(document)
    read = report_json.read(document)
    assert read == original
    assert [entry.markup for entry in read.entries] == [entry.markup for entry in original.entries]


def test_the_form_is_the_one_that_other_programs_rely_on() -> None:
    found = json.loads(report_json.to_line(report()))
    assert list(found) == ["id", "title", "period", "quarter", "url", "intro", "format", "problems", "entries"]
    assert found["period"] == {"start": "2031-01", "end": "2031-03"}
    assert found["quarter"] == "2031Q1"
    assert found["entries"][0] == {
        "title": "Lighthouse Beacon Daemon",
        "category": "Projects",
        "contacts": [
            {"name": "Ada Ångström", "email": "ada@example.org"},
            {"name": None, "email": "lights@example.org"},
        ],
        "links": [
            {"label": "Beacons", "url": "https://example.org/beacons"},
            {"label": None, "url": "www.example.org"},
        ],
        "sponsors": ["Harbour Inc."],
        "tasks": ["Write the manual page"],
        "body": "The beacon daemon keeps beacons lit through the night.",
        "anchor": "_lighthouse_beacon_daemon",
        "markup": "<p>The beacon daemon keeps beacons <em>lit</em> through the night.</p>",
    }
    assert report_json.to_json(report("2031-01", "2031-02"))["quarter"] is None


@needs_archive
def test_values_are_those_of_the_golden_files() -> None:
    report_id = "report-2019-04-2019-06"
    found, expected = json.loads(report_json.to_line(golden(report_id))), facts(report_id)
    for key in ("id", "title", "period", "quarter", "url", "intro"):
        assert found[key] == expected[key]
    for key in ("title", "category", "links", "sponsors", "tasks", "body", "anchor"):
        assert [entry[key] for entry in found["entries"]] == [entry[key] for entry in expected["entries"]]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": "report-2031-01-2031-03", "title": "cut o', "the line: Invalid JSON"),
        (b'{"id": "report-2031-01-2031-03"}', "title: Field required"),
        (b'{"id": "x", "title": "", "period": {"start": "2031-13", "end": "2031-03"}}', "period.*YYYY-MM"),
    ],
)
def test_what_is_no_report_says_where_it_is_wrong(line: bytes, why: str) -> None:
    with pytest.raises(NotAReportError, match=f"not the JSON of a report: {why}"):
        report_json.read(Document("export.jsonl:1", line))


def test_several_reports_are_told_apart_by_their_lines() -> None:
    lines = b'{"id": "one"}\n\n{"id": "two"}\r\n'
    assert [part.origin for part in report_json.split(Document("a.jsonl", lines))] == ["a.jsonl:1", "a.jsonl:3"]


def test_other_documents_stay_whole() -> None:
    page = Document("a.html", b"<p>one\n<p>two")
    assert report_json.split(page) == [page]
    assert not report_json.claims(page)
