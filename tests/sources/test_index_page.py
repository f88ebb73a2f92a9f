"""The page that lists all reports."""

import pytest

from bot.sources.index_page import Listed, listed, name

PAGE = b"""<h1>Reports</h1><ul>
<li><p><a href="report-2031-04-2031-06/">April, 2031 - June,
 2031</a></p></li>
<li><p><a href="report-2019-04-2019-06/">April, 2019 - June, 2019</a></p></li>
<li><p><a href="/status/report-2019-04-2019-06/#toc">again</a></p></li>
<li><p><a href="../news/status/report-2013-05-devsummit.html">May, 2013 (Summit)</a></p></li>
<li><p><a href="report-2031-07-2031-09/"><img src="soon.png"></a></p></li>
</ul><a href="../about/">About</a> <a name="x">no link</a> <a href="how-to-report/">How to</a>"""


def test_reports_are_listed_once_in_order_with_the_words_of_their_links() -> None:
    base = "https://www.example.org/status/"
    assert listed(PAGE, base) == [
        Listed(f"{base}report-2031-04-2031-06/", "April, 2031 - June, 2031"),
        Listed(f"{base}report-2019-04-2019-06/", "April, 2019 - June, 2019"),
        Listed("https://www.example.org/news/status/report-2013-05-devsummit.html", "May, 2013 (Summit)"),
    ]


@pytest.mark.parametrize(
    ("address", "report"),
    [
        ("https://www.example.org/status/report-2031-04-2031-06/", "report-2031-04-2031-06"),
        ("status/report-2031-04-2031-06/index.html", "report-2031-04-2031-06"),
        ("report-2001-06.html", "report-2001-06"),
        ("report-2013-05-devsummit.html?lang=en", "report-2013-05-devsummit"),
        ("https://www.example.org/status/", None),
        ("report-2031-04-2031-06/core/", None),
        ("how-to-report/", None),
        ("http://[report-2001-06/", None),
        ("", None),
    ],
)
def test_an_address_tells_which_report_it_leads_to(address: str, report: str | None) -> None:
    assert name(address) == report


def test_what_is_no_page_lists_nothing() -> None:
    assert listed(b"", "https://www.example.org/") == []
    assert listed(b"\xff\xfe\x00<a href=", "https://www.example.org/") == []
