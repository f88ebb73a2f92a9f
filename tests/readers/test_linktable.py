"""The links table of old mails: rows with cells of different height."""

import pytest

from bot.readers.linktable import links


def rows(table: str) -> list[tuple[str | None, str]]:
    """Return label and address of every link in a table whose lines begin with a bar."""
    lines = [line.partition("|")[2] for line in table.splitlines() if "|" in line]
    return [(link.label, link.url) for link in links(lines)]


def test_a_table_without_rows_has_no_links() -> None:
    assert links([]) == []
    assert links(["nothing here"]) == []


def test_labels_may_be_empty_and_addresses_without_scheme() -> None:
    table = """
        |Home page URL: http://tea.example/
        |          URL: www.tea.example
    """
    assert rows(table) == [("Home page", "http://tea.example/"), (None, "www.tea.example")]


def test_long_cells_go_on_in_the_next_line_of_their_row() -> None:
    table = """
        |The Tea Server in        URL: https://tea.example
        |the Kitchen
        |Pot                      URL: https://tea.example/
        |                         pot/lid
    """
    assert rows(table) == [
        ("The Tea Server in the Kitchen", "https://tea.example"),
        ("Pot", "https://tea.example/pot/lid"),
    ]


def test_the_shorter_cell_is_centred_beside_the_longer() -> None:
    table = """
        |                   URL: https://tea.example/
        |Handbook Chapter   en_US/books/
        |                   tea.html
        |Tea portal on
        |Twitter            URL: https://twitter.example/tea
        |(@tea)
    """
    assert rows(table) == [
        ("Handbook Chapter", "https://tea.example/en_US/books/tea.html"),
        ("Tea portal on Twitter (@tea)", "https://twitter.example/tea"),
    ]


def test_a_label_that_cannot_end_there_goes_on() -> None:
    table = """
        |Wiki Portal URL: https://tea.example/wiki
        |Guide to
        |Brewing     URL: https://tea.example/
        |Tea at      guide
        |Home
    """
    assert rows(table) == [
        ("Wiki Portal", "https://tea.example/wiki"),
        ("Guide to Brewing Tea at Home", "https://tea.example/guide"),
    ]


@pytest.mark.parametrize("lines", [["x", "a URL: y"], ["a URL: y", "", "", "b c"], ["URL:"], ["a URL: x URL: y"]])
def test_lines_that_fit_no_rows_give_what_they_have(lines: list[str]) -> None:
    assert all(link.url for link in links(lines))
