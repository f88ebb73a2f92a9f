from hypothesis import given
from hypothesis import strategies as st

from bot.answers.lines import LINE, choices, compose, cut, pack

words = st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=30), max_size=60)


@given(words)
def test_what_does_not_fit_is_left_out_of_the_middle_at_a_word(parts: list[str]) -> None:
    middle = " ".join(parts)
    line = compose("Title:", middle, "https://example.org/")
    assert len(line.encode()) <= LINE
    assert line.startswith("Title:")
    assert line.endswith("https://example.org/")


@given(words, st.integers(10, 200))
def test_a_cut_text_is_whole_words_and_an_ellipsis(parts: list[str], room: int) -> None:
    text = " ".join(parts)
    short = cut(text, room)
    assert len(short.encode()) <= room
    assert short == text or not short or short.endswith("…")


def test_parts_are_packed_into_as_few_lines_as_hold_them() -> None:
    lines = pack("All:", [f"part {number}" for number in range(100)])
    assert len(lines) == 3
    assert lines[0].startswith("All: part 0, part 1, ")
    assert all(len(line) <= LINE for line in lines)


def test_what_closes_a_list_stands_after_its_last_part_or_on_a_line_of_its_own() -> None:
    assert pack("All:", ["one", "two"], "; ", end="https://example.org/") == ("All: one; two https://example.org/",)
    full = pack("All:", ["x" * (LINE - 5)], end="https://example.org/")
    assert full[1:] == ("https://example.org/",)


def test_names_are_offered_as_a_choice() -> None:
    assert choices(["A"]) == "A"
    assert choices(["A", "B"]) == "A or B"
    assert choices(["A", "B", "C"]) == "A, B or C"
    assert choices(["A", "B"], "and") == "A and B"
