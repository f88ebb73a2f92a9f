"""What no title says is found by the texts that say most of it."""

from tests.search.told import telling, titles


def test_a_number_counts_only_after_the_word_that_it_belongs_to() -> None:
    archive = telling(
        ("Windmills", "The jails got a new mount option in release 4.2 at last."),
        ("Anchors", "It works with jails 4.2 today."),
    )
    assert titles(archive, "jails 4.2") == ["Anchors"]
    assert titles(archive, "jails 4.3") == []


def test_a_text_that_says_two_words_of_nearly_the_same_meaning_covers_both() -> None:
    archive = telling(("Windmills", "A jail in a container sank."), ("Anchors", "Nothing sank."))
    assert titles(archive, "jail container sank")[:1] == ["Windmills"]


def test_a_word_said_twice_asks_for_no_more_than_said_once() -> None:
    archive = telling(("Windmills", "A jail was built. A jail sank."), ("Anchors", "A container sank."))
    assert titles(archive, "jail sank") == titles(archive, "jail jail sank") == ["Windmills", "Anchors"]


def test_a_text_counts_by_what_it_says_most_clearly() -> None:
    alone = telling(("Windmills", "A jail, a jail, a jail sank."))
    both = telling(("Windmills", "A jail, a jail, a jail sank. A container."))
    (one,), (other,) = (archive.find("jail sank").hits for archive in (alone, both))
    assert round(one.score, 1) == round(other.score, 1)
