"""Names between & and ;: the site's own become the words that its pages show."""

import pytest

from bot.readers.entities import expand


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("on &arch.amd64; and &arch.arm;", "on amd64 and arm"),
        ("by &a.nobody-at-all;", "by nobody-at-all@FreeBSD.org"),
        ("tea &amp; caf&eacute;", "tea &amp; café"),
    ],
)
def test_references_become_what_the_page_shows(text: str, shown: str) -> None:
    unknown: list[str] = []
    assert expand(text, unknown.append) == shown
    assert not unknown
