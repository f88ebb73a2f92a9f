"""Lists whose items say by their marks in which list they are."""

import pytest

from bot.readers.lists import Lists


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ("* *", "<ul><li>0</li><li>1</li></ul>"),
        ("* ** ** *", "<ul><li>0<ul><li>1</li><li>2</li></ul></li><li>3</li></ul>"),
        (". .. .", "<ol><li>0<ol><li>1</li></ol></li><li>2</li></ol>"),
        ("• □ 1. 2. •", "<ul><li>0<ul><li>1<ol><li>2</li><li>3</li></ol></li></ul></li><li>4</li></ul>"),
        ("a. b.", "<ol><li>0</li><li>1</li></ol>"),
        ("<1> <2> <.>", "<ol><li>0</li><li>1<ul><li>2</li></ul></li></ol>"),
    ],
)
def test_marks_nest_lists(marks: str, html: str) -> None:
    lists = Lists()
    items = "".join(f"{lists.item(mark)}{number}" for number, mark in enumerate(marks.split()))
    assert f"{items}{lists.close()}" == html
    assert lists.close() == ""
