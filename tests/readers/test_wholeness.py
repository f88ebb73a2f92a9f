"""When a report looks as if it were still being published."""

from dataclasses import replace

import pytest

from bot.readers.wholeness import CUT_OFF, lacks, unfinished
from tests.store.samples import report

WHOLE = report()


def lacking(count: int) -> tuple[str, ...]:
    return tuple(lacks(f"Entry {number}") for number in range(count))


def test_a_whole_report_is_finished_whatever_else_is_wrong_with_it() -> None:
    assert unfinished(replace(WHOLE, problems=("an address cannot be read",))) == ""


def test_a_page_without_its_end_is_unfinished() -> None:
    assert unfinished(replace(WHOLE, problems=(CUT_OFF,))) == "the page is cut off before its end"


@pytest.mark.parametrize(("entries", "missing", "is_finished"), [(40, 4, True), (8, 2, True), (7, 2, False)])
def test_a_report_may_lack_a_fifth_of_what_it_lists(entries: int, missing: int, *, is_finished: bool) -> None:
    found = replace(WHOLE, entries=WHOLE.entries[:1] * entries, problems=lacking(missing))
    assert (unfinished(found) == "") is is_finished
    assert is_finished or unfinished(found) == f"{missing} of {entries + missing} listed entries are missing"
