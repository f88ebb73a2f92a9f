from bot.answers.sentences import sentences, wanted, what_happened, with_words
from bot.search.words import stem

BODY = (
    "Lanternfs is a file system for lantern makers. It was started by J. R. Miller in 2019. "
    "This quarter, snapshots were added and committed to the tree. Help is wanted with testing on slow disks. "
    "See e.g. the wiki for more about that."
)


def test_a_text_is_cut_into_sentences_but_not_at_initials_and_abbreviations() -> None:
    assert len(sentences(BODY)) == 5


def test_what_happened_is_not_what_the_thing_is() -> None:
    assert what_happened(BODY).startswith("This quarter, snapshots were added")


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    assert with_words(BODY, {stem("disk"), stem("tests")}).startswith("Help is wanted")
    assert with_words(BODY, {"submarin"}) == ""


def test_where_help_is_wanted_is_read_from_the_text() -> None:
    assert wanted(BODY) == ["Help is wanted with testing on slow disks."]
