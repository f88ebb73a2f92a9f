from hypothesis import given
from hypothesis import strategies as st

from bot.web.views.highlights import highlighted, stems_of


def marked(text: str, asked: str) -> list[str]:
    return [piece.text for piece in highlighted(text, stems_of(asked)) if piece.marked]


def test_words_are_marked_in_any_form_and_case() -> None:
    text = "Mounting was implemented; a mounted Lanternfs mounts again."
    assert marked(text, "mount lanternfs") == ["Mounting", "mounted", "Lanternfs", "mounts"]


def test_parts_of_words_are_not_marked() -> None:
    assert marked("Lanternfs lights two lanterns.", "lantern") == ["lanterns"]


def test_words_joined_by_signs_are_marked_as_they_stand() -> None:
    assert marked("It's in pf(4), NFSv4.2 and net80211.", "nfs4.2 pf") == ["pf", "NFSv4.2"]


def test_words_that_tell_nothing_are_not_marked() -> None:
    pieces = highlighted("The state of the lantern", stems_of("the lantern", frozenset({"the"})))
    assert [piece.text for piece in pieces if piece.marked] == ["lantern"]


@given(st.text(), st.text())
def test_the_pieces_are_the_text(text: str, asked: str) -> None:
    assert "".join(piece.text for piece in highlighted(text, stems_of(asked))) == text
