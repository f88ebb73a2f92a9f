from hypothesis import given
from hypothesis import strategies as st

from bot.pager import AT_ONCE, Pager

lines = st.lists(st.text(min_size=1), min_size=1, max_size=20)


@given(lines)
def test_nothing_is_lost_between_the_first_lines_and_the_rest(said: list[str]) -> None:
    pager = Pager()
    first, rest = pager.first("eve", said, "!more"), pager.rest("eve")
    assert len(first) <= AT_ONCE
    if rest:
        assert first[-1].endswith(f"({len(rest)} more: !more)")
        first[-1] = first[-1].removesuffix(f" ({len(rest)} more: !more)")
    assert [*first, *rest] == said


def test_a_new_answer_takes_the_place_of_what_was_left() -> None:
    pager = Pager()
    pager.first("eve", ["a"] * 9, "more")
    pager.first("eve", ["b"], "more")
    assert pager.rest("eve") == ()


def test_memory_is_bounded_and_the_oldest_is_forgotten() -> None:
    pager = Pager()
    for number in range(600):
        pager.first(f"person {number}", ["a"] * 9, "more")
    assert pager.rest("person 0") == ()
    assert len(pager.rest("person 599")) == 6


def test_the_page_where_all_of_it_stands_is_named_in_the_last_line_or_in_one_of_its_own() -> None:
    pager, page = Pager(), "https://reports.example.org/projects/x"
    assert pager.first("eve", ["a"] * 9, "!more", lambda: page)[-1] == f"a (6 more: !more, all: {page})"
    assert pager.first("eve", ["a" * 370] * 9, "!more", lambda: page)[-2:] == [
        f"{'a' * 370} (6 more: !more)",
        f"All of it: {page}",
    ]
    assert pager.first("eve", ["a", "b", "c", *"defghi"], "!more", lambda: page) == [
        "a",
        "b",
        f"c (6 more: !more, all: {page})",
    ]
    assert pager.first("eve", ["a"], "!more", lambda: page) == ["a"]
