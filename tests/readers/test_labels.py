"""Contact:, Links: and Sponsor: lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Contact, Link
from bot.readers.labels import clean, contacts, email, label, labelled, link


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ana Luça <ana@tea.example>", [("Ana Luça", "ana@tea.example")]),
        ("Tea Team, <tea@lists.example>", [("Tea Team", "tea@lists.example")]),
        ("Ana (kettles)<ana@tea.example>", [("Ana (kettles)", "ana@tea.example")]),
        ("<tea@lists.example>", [(None, "tea@lists.example")]),
        ("tea@lists.example", [(None, "tea@lists.example")]),
        ("Mail: ana@tea.example", [(None, "ana@tea.example")]),
        ("Ana <ana@tea.example>, <ana@work.example>", [("Ana", "ana@tea.example"), ("Ana", "ana@work.example")]),
        ("Ana <a@tea.example>, Bo <b@tea.example>", [("Ana", "a@tea.example"), ("Bo", "b@tea.example")]),
        ("Ana, Bo, Cy <team@tea.example>", [("Ana, Bo, Cy", "team@tea.example")]),
        ("Ana <ana@tea.example>>", [("Ana", "ana@tea.example")]),
        ("tea@tea.example <tea@tea.example>", [("tea@tea.example", "tea@tea.example")]),
        ("Tea Team tea@tea.example <>", [("Tea Team", "tea@tea.example")]),
        ("Several <>", [("Several", None)]),
        ("Ana <ana_at_tea_dot_example>", [("Ana", "ana@tea.example")]),
        ("Ana <ana at tea.example>", [("Ana", "ana@tea.example")]),
        ("Ana <ana>", [("Ana", None)]),
        ("Ana <ana@>", [("Ana", None)]),
        ("<#tea>", [(None, None)]),
        ("tea Mailing List", [("tea Mailing List", None)]),
        ("IRC #tea on somewhere", [("IRC #tea on somewhere", None)]),
        ("IRC: ana@irc.example", [("IRC: ana@irc.example", None)]),
        (
            "#tea on irc.example, mirrored to #tea:matrix.example",
            [("#tea on irc.example, mirrored to #tea:matrix.example", None)],
        ),
        ("", []),
    ],
)
def test_people_lists_and_channels_are_told_apart(line: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert contacts(line) == tuple(Contact(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Contact: A <b@c.d>", ("contact", "A <b@c.d>")),
        ("  Contacts : A", ("contact", "A")),
        ("Contact IRC #tea", ("contact", "IRC #tea")),
        ("Mentor: A", ("mentor", "A")),
        ("Links:", ("link", "")),
        ("Links", ("link", "")),
        ("Links\nHome page", ("link", "Home page")),
        ("Link: x", ("link", "x")),
        ("Sponsored by:\tThe Tea Board", ("sponsor", "The Tea Board")),
        ("Sponsors: A, B", ("sponsor", "A, B")),
        ("Link\nlayer discovery works again.", None),
        ("Links to the code are below", None),
        ("Contact us", None),
        ("Sponsored by many", None),
        ("", None),
    ],
)
def test_a_label_is_told_from_a_sentence_that_begins_like_one(line: str, expected: tuple[str, str] | None) -> None:
    assert label(line) == expected


def test_several_labels_on_one_line_are_parted() -> None:
    assert list(labelled("Sponsor: A Sponsor: B")) == [("sponsor", "A"), ("sponsor", "B")]
    assert list(labelled("Contact: A <a@b.c>\nContact: B")) == [("contact", "A <a@b.c>"), ("contact", "B")]
    assert list(labelled("Links\nSponsor: A")) == [("link", ""), ("sponsor", "A")]


def test_a_label_inside_a_sentence_does_not_count() -> None:
    assert list(labelled("Please mind the Sponsor: line")) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Home page URL: https://tea.example/", Link("Home page", "https://tea.example/")),
        ("Home page URL:https://tea.example/ [added later]", Link("Home page", "https://tea.example/")),
        ("Home page URL tea.example", Link("Home page", "tea.example")),
        ("Home page https://tea.example/", Link("Home page", "https://tea.example/")),
        ("https://tea.example/", Link(None, "https://tea.example/")),
        ("no link here", None),
    ],
)
def test_a_line_of_text_states_a_link(line: str, expected: Link | None) -> None:
    assert link(line) == expected


def test_white_space_of_every_kind_becomes_one_blank() -> None:
    assert clean("\u00a0a \n\t b\u2009c\x1ed ") == "a b c d"


def test_what_a_terminal_or_irc_would_obey_is_dropped() -> None:
    assert clean("a\x03b\x00c\x7f\u202ed \u00ad\u200b") == "abcd \u00ad\u200b"


@given(st.text(max_size=200))
def test_no_line_breaks_the_grammar_and_nothing_is_made_up(line: str) -> None:
    label(line)
    list(labelled(line))
    for contact in contacts(line):
        assert contact.name is None or contact.name in clean(line)
    if found := link(line):
        assert found.url in clean(line)


@given(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.(org|example)", fullmatch=True))
def test_a_plain_address_is_taken_as_it_is(address: str) -> None:
    assert email(address) == address
    assert contacts(f"Somebody <{address}>") == (Contact("Somebody", address),)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "line",
    ["a" * 300_000, "a_at_b" + "_dot_c" * 50_000 + "!", "A <a@b.c> " + "x" * 300_000, "@" * 300_000, "<>" * 50_000],
    ids=["one word", "obfuscated", "after an address", "only ats", "many brackets"],
)
def test_a_very_long_line_takes_no_longer_than_its_length_asks_for(line: str) -> None:
    contacts(line)
    email(line)
    link(line)
    label(f"Contact: {line}")
