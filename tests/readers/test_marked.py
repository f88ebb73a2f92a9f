"""The markup of every entry of the archive: it says what the body says, in the subset and well nested."""

import pytest

from bot.model import Report
from tests.fidelity import BARS, readings
from tests.golden import needs_archive
from tests.readers.marked import faults, words


@needs_archive
@pytest.mark.parametrize("form", BARS)
def test_every_entry_has_markup_that_says_what_its_body_says(form: str) -> None:
    reports = [report for report in readings(form).values() if isinstance(report, Report)]
    entries = [(report.id, entry) for report in reports for entry in report.entries]
    assert entries
    assert [(report_id, entry.title) for report_id, entry in entries if words(entry.markup) != entry.body] == []
    assert [(report_id, entry.title, wrong) for report_id, entry in entries for wrong in faults(entry.markup)] == []
