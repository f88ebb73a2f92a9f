"""Which report a document is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAReportError
from bot.model import Document, Period
from bot.readers.reportid import address, identify, period, report_id


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("report-2001-06.html", "report-2001-06"),
        ("https://www.freebsd.org/status/report-2021-01-2021-03/", "report-2021-01-2021-03"),
        ("x/report-2021-01-2021-03/index.html", "report-2021-01-2021-03"),
        ("x/report-2019-04-2019-06.seed.txt", "report-2019-04-2019-06"),
        ("report-2001-12-2002-01.xml", "report-2001-12-2002-01"),
        ("report-2013-05-devsummit.html", "report-2013-05-devsummit"),
        ("REPORT-2013-05-DevSummit.HTML", "report-2013-05-devsummit"),
        ("report-2010-01-2010-03/report-2010-04-2010-06.txt", "report-2010-04-2010-06"),
        ("quarterly/2019q4/", "report-2019-10-2019-12"),
    ],
)
def test_the_name_of_a_document_names_the_report(origin: str, name: str) -> None:
    assert identify(Document(origin), "First Quarter 1999, January-March 1999").id == name


def test_words_count_in_the_order_given() -> None:
    found = identify(Document("page.html"), "", "FreeBSD Status Report", "Third Quarter 2024", "Fourth Quarter 2023")
    assert (found.id, found.url) == ("report-2024-07-2024-09", "https://www.freebsd.org/status/report-2024-07-2024-09/")


def test_a_document_that_tells_nothing_says_what_to_do() -> None:
    with pytest.raises(NotAReportError, match=r"page\.html: .*name it like its report"):
        identify(Document("page.html"), "nothing")


def test_impossible_months_do_not_name_a_report() -> None:
    with pytest.raises(NotAReportError):
        identify(Document("report-2020-13.html"))
    with pytest.raises(NotAReportError):
        identify(Document("report-2020-06-2020-01.html"))


def test_the_label_overrides_the_months_only() -> None:
    found = identify(Document("report-2018-01-2018-09.html", label="October, 2017 - September, 2018"))
    assert found.id == "report-2018-01-2018-09"
    assert found.period == Period("2017-10", "2018-09")
    assert found.url == "https://www.freebsd.org/status/report-2018-01-2018-09.html"


def test_a_label_without_months_leaves_those_of_the_name() -> None:
    found = identify(Document("report-2013-05-devsummit.html", label="Developer Summit Special"))
    assert found.period == Period("2013-05", "2013-05")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("FreeBSD Quarterly Status Report 1st Quarter 2021", ("2021-01", "2021-03")),
        ("the second quarter of 2005 was exciting", ("2005-04", "2005-06")),
        ("2019Q4", ("2019-10", "2019-12")),
        ("Q2 2019", ("2019-04", "2019-06")),
        ("June, 2001", ("2001-06", "2001-06")),
        ("December, 2001 - January, 2002", ("2001-12", "2002-01")),
        ("November-December 2002", ("2002-11", "2002-12")),
        ("07-09 2019", ("2019-07", "2019-09")),
        ("between October and December 2010.", ("2010-10", "2010-12")),
        ("from April to June, 2011", ("2011-04", "2011-06")),
        ("October-January 2010, rather April-June 2011", ("2011-04", "2011-06")),
    ],
)
def test_periods_are_read_as_they_are_written(text: str, months: tuple[str, str]) -> None:
    assert period(text) == Period(*months)


@pytest.mark.parametrize(
    "text",
    [
        "The deadline for the period from July to September 2017 is October 21, 2017.",
        "The next report covers July-September 2017.",
        "in 2019",
        "a long sentence that mentions the release of June 2001 for reasons of its own, " + "and goes on, " * 5,
    ],
)
def test_other_periods_do_not_count(text: str) -> None:
    assert period(text) is None


MONTHS = st.builds("{}-{:02}".format, st.integers(2001, 2099), st.integers(1, 12))


@given(MONTHS, MONTHS)
def test_an_id_leads_back_to_its_months(one: str, other: str) -> None:
    months = Period(min(one, other), max(one, other))
    name = report_id(months)
    found = identify(Document(address(name, months)))
    assert (found.id, found.period) == (name, months)


@given(st.text(max_size=100))
def test_any_text_is_safe(text: str) -> None:
    period(text)
