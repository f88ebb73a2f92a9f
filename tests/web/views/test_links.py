import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.views.links import href, mailto

REPORT = "https://www.example.org/status/report-2020-01-2020-03/"


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("https://example.org/x?y=1#z", "https://example.org/x?y=1#z"),
        (" http://example.org ", "http://example.org"),
        ("ftp://ftp.example.org/pub/", "ftp://ftp.example.org/pub/"),
        ("ircs://irc.example.org/lanterns", "ircs://irc.example.org/lanterns"),
        ("www.example.org/~ada/fast.patch", "https://www.example.org/~ada/fast.patch"),
        ("../../administration/", "https://www.example.org/administration/"),
        ("/where/", "https://www.example.org/where/"),
        ("#tide", f"{REPORT}#tide"),
    ],
)
def test_an_address_leads_where_its_writer_meant(written: str, leads_to: str) -> None:
    assert href(written, REPORT) == leads_to


@pytest.mark.parametrize(
    "written",
    ["", "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", "data:,x",
     "vbscript:x", "//evil.example", "https://", "https:example.org", "ada@example.org", "lantern", "file:///etc/passwd",
     "https://example.org/a b", "https:\\\\evil.example", "http://[half"],
)  # fmt: skip
def test_what_may_not_be_followed_is_no_link(written: str) -> None:
    assert href(written, REPORT) is None


@given(st.text())
def test_whatever_is_written_a_link_begins_with_a_harmless_scheme(written: str) -> None:
    found = href(written, REPORT)
    assert found is None or found.partition("://")[0].lower() in {
        "http", "https", "ftp", "irc", "ircs", "git", "svn", "gopher", "news", "xmpp",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["ada", "ada@", "@example.org", "ada@localhost", "#lanterns", ""])
def test_nobody_can_write_to_what_is_no_address(address: str) -> None:
    assert mailto(address) is None


def test_a_letter_cannot_be_given_a_subject_or_other_readers_by_an_address() -> None:
    assert mailto("ada@example.org") == "mailto:ada@example.org"
    assert mailto("ada?bcc=eve@example.org&subject=x") is not None
    assert "?" not in (mailto("ada?bcc=eve@example.org&subject=x") or "")
