import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.sentences import sentences, telling, wanted, what_happened
from bot.answers.worth import worth
from bot.model import Entry
from bot.questions.cues import FILLER
from bot.search.words import stem, words

BODY = (
    "Lanternfs is a file system for lantern makers. It was started by J. R. Miller in 2019. "
    "This quarter, snapshots were added and committed to the tree. Help is wanted with testing on slow disks. "
    "See e.g. the wiki for more about that."
)


def test_a_text_is_cut_into_sentences_but_not_at_initials_and_abbreviations() -> None:
    assert len(sentences(BODY)) == 5


def test_what_happened_is_not_what_the_thing_is() -> None:
    assert what_happened(Entry("Lanternfs", body=BODY)).startswith("This quarter, snapshots were added")


NEWS = "Snapshots were added to the tree by Ada."


@pytest.mark.parametrize(
    "text",
    [
        "Since that day, it has been left to the gulls and has bitrotted.",
        "However, mounting was fixed and has been committed to the tree.",
        "They were added and committed to the tree by somebody this quarter.",
        "Currently this has been committed and can only be used for testing.",
        "Some of these have been committed and merged to the stable branches.",
        "The list of changes: Added support for slow disks Fixed mounting Updated the manual page Removed old code.",
        "Originally written in 2001, the driver was imported and then maintained.",
        "Lanternfs is a file system that was created, written and published for lantern makers.",
        "Please test what was committed and has been merged.",
    ],
)
def test_what_cannot_stand_alone_or_is_no_news_gives_way_to_what_is(text: str) -> None:
    assert what_happened(Entry("Lanternfs", body=f"Mounting is slow. {NEWS} {text}")) == NEWS


def test_what_breaks_off_gives_way_to_a_whole_sentence() -> None:
    body = f"Support for disks: {NEWS} Slow disks were tested, measured and fixed, and these were"
    assert what_happened(Entry("Lanternfs", body=body)).endswith(NEWS)


def test_a_reference_to_the_quarter_is_none_to_a_sentence_before() -> None:
    text = "During this quarter, snapshots were added and merged."
    assert what_happened(Entry("Lanternfs", body=f"The disks were slow. {text}")) == text


def test_the_address_behind_a_written_link_is_left_out() -> None:
    assert sentences("Mounting was fixed ([236466](https://bugs.example.org/show.cgi?id=236466)) and merged.") == [
        "Mounting was fixed (236466) and merged."
    ]


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    assert telling(BODY, "tests of disks").startswith("Help is wanted")
    assert telling(BODY, "submarine") == ""


def test_words_that_ask_count_only_where_there_are_no_others() -> None:
    assert telling(BODY, "is there more about a file system").startswith("Lanternfs is a file system")
    assert telling(BODY, "about that").startswith("See e.g.")


_HARD = (
    "Subversion 1.8", "NFSv4.2", "nfs version 4", "Rock's'n", "naïve cafés", "x_y", "of", "policies", "policy",
    "realisation", "realize", "pass", "passes", "arm64", "ARMv7", "Łódź", "I/O", "pi 4", "802.11ac", "(it)", "zipped",
)  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(_HARD), min_size=1, max_size=5), max_size=5), st.sampled_from(_HARD))
def test_no_sentence_that_says_more_of_a_topic_is_passed_over(said: list[list[str]], more: str) -> None:
    texts = [f"Of lanterns {' '.join(parts)} and of wicks." for parts in said]
    topic = f"{more} {' '.join(said[0]) if said else ''}"
    stems = set(map(stem, [word for word in words(topic) if word not in FILLER] or words(topic)))
    counts = [len(stems.intersection(map(stem, words(text)))) for text in texts]
    found = telling(" ".join(texts), topic)
    assert bool(found) == any(counts)
    if found:
        assert counts[texts.index(found)] == max(counts)


def test_where_help_is_wanted_is_read_from_the_text() -> None:
    assert wanted(BODY) == ["Help is wanted with testing on slow disks."]


_SAID = st.lists(
    st.sampled_from(
        (
            "This quarter, snapshots were added and committed to the tree.",
            "Lanternfs was merged, and the port was updated, which has been planned for years.",
            "Lanternfs is a file system for lantern makers.",
            "However, mounting was fixed and has been committed to the tree.",
            "Thanks to everybody who will help with slow disks.",
            "Wicks were never trimmed so well.",
        )
    ),
    min_size=1,
    max_size=25,
)


@given(_SAID)
def test_the_best_sentence_is_found_though_not_all_are_looked_at_to_the_end(said: list[str]) -> None:
    found = what_happened(Entry("Lanternfs", body=" ".join(said)))
    every = said[:20]
    values = [worth(text, {"lanternf"}) - place / 12 for place, text in enumerate(every)]
    assert values[every.index(found)] >= max(values) - 1e-9
