from bot.model import Entry
from bot.search.texts import TextIndex
from bot.search.words import stem

ENTRIES = [
    Entry("Lanterns", body="lanterns and wheels and wheels"),
    Entry("Wheels", body="a wheel"),
    Entry("Nothing", body="and so on " * 200),
]


def test_a_text_is_found_by_any_form_of_its_words() -> None:
    found = dict(TextIndex.of(ENTRIES).shares(stem("wheel")))
    assert set(found) == {0, 1}
    assert found[1] > found[0] / 2
    assert all(0 < share < 1 for share in found.values())


def test_what_every_text_says_tells_less_than_what_none_does() -> None:
    index = TextIndex.of(ENTRIES)
    assert index.weight("and") < index.weight("lantern") < index.weight("submarin")


def test_an_index_comes_back_from_its_bytes() -> None:
    index = TextIndex.of(ENTRIES)
    again = TextIndex.from_bytes(index.to_bytes())
    for key in ("lantern", "wheel", "and", "no", "submarin"):
        assert list(again.shares(key)) == list(index.shares(key))
        assert again.weight(key) == index.weight(key)


def test_an_empty_index_comes_back_too() -> None:
    assert TextIndex.from_bytes(TextIndex.of([]).to_bytes()).frequency("wheel") == 0
