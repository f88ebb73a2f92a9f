"""One report read from two forms gives the same entries; what is known to differ is listed as data."""

import pytest

from tests.differential import BODY, FIELDS, KNOWN, LOST, differences, pages, reports
from tests.golden import needs_archive


@needs_archive
@pytest.mark.parametrize("form", LOST)
def test_a_form_and_the_page_give_the_same_entries(form: str) -> None:
    found = [row for name, report in reports(form).items() for row in differences(form, report, pages()[name])]
    assert not [row for row in found if not row.known]


@needs_archive
@pytest.mark.parametrize("form", LOST)
def test_every_known_difference_is_still_there(form: str) -> None:
    found = {
        (form, row.report, row.field)
        for name, report in reports(form).items()
        for row in differences(form, report, pages()[name])
    }
    listed = {(kind, report, field) for (kind, report), fields in KNOWN.items() for field in fields if kind == form}
    assert listed <= found


@needs_archive
@pytest.mark.parametrize("form", ["xml", "adoc"])
def test_sources_and_pages_have_their_entries_in_the_same_order(form: str) -> None:
    for name, report in reports(form).items():
        assert [entry.anchor for entry in report.entries] == [entry.anchor for entry in pages()[name].entries]


def test_known_differences_are_about_forms_and_fields_that_exist() -> None:
    assert {form for form, _ in KNOWN} <= LOST.keys() == BODY.keys()
    assert {field for fields in [*KNOWN.values(), *LOST.values()] for field in fields} <= FIELDS.keys()
