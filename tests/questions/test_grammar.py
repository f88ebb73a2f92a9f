import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Period
from bot.questions import Intent, read, trim

NEWEST = Period("2025-07", "2025-09")


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("who works on bhyve?", Intent.CONTACT, "bhyve"),
        ("who's hacking on the linuxulator", Intent.CONTACT, "linuxulator"),
        ("whom should i ask about the wiki?", Intent.CONTACT, "wiki"),
        ("maintainer of valgrind", Intent.CONTACT, "valgrind"),
        ("who is bz?", Intent.CONTACT, "bz"),
        ("what did netflix sponsor in 2019?", Intent.SPONSOR, "netflix"),
        ("which entries were paid for by netflix", Intent.SPONSOR, "netflix"),
        ("what needs help in zfs", Intent.TASKS, "zfs"),
        ("how can i help with chromium", Intent.TASKS, "chromium"),
        ("open tasks of the native iscsi target", Intent.TASKS, "native iscsi target"),
        ("what is left to do for newcons", Intent.TASKS, "newcons"),
        ("link to the ENA readme", Intent.LINKS, "ena readme"),
        ("where is the repo of potluck", Intent.LINKS, "potluck"),
        ("homepage of hellosystem", Intent.LINKS, "hellosystem"),
        ("history of the cheribsd project", Intent.HISTORY, "cheribsd"),
        ("which reports mention nosh", Intent.HISTORY, "nosh"),
        ("how did nfs over tls evolve", Intent.HISTORY, "nfs over tls"),
        ("hey, is java still alive?", None, "java"),
        ("anything new on wireless last quarter?", None, "wireless"),
        ("address space layout randomization", None, "address space layout randomization"),
        ("deadline scheduler", None, "deadline scheduler"),
    ],
)
def test_the_words_tell_the_intent_and_leave_the_topic(text: str, intent: Intent | None, topic: str) -> None:
    question = read(text, NEWEST)
    assert (question.intent, question.topic) == (intent, topic)


@pytest.mark.parametrize(
    "text",
    [
        "2019q2",
        "latest report",
        "how many entries in 2021q2",
        "who wrote the intro of 2019q2",
        "link to the 2023q2 report",
        "first report ever",
        "summary of the report for the first quarter of 2020",
        "what happened in q3 2010?",
    ],
)
def test_a_question_about_a_report_as_a_whole_is_no_question_about_a_topic(text: str) -> None:
    assert read(text, NEWEST).intent is Intent.REPORT


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("when was capsicum first reported", "first"),
        ("since when do we have azure", "first"),
        ("when was the last report on kse", "last"),
        ("last time we heard of gjournal", "last"),
        ("history of ena", None),
    ],
)
def test_a_question_for_the_first_or_last_report_is_told_from_one_for_all(text: str, edge: str | None) -> None:
    question = read(text, NEWEST)
    assert (question.intent, question.edge, question.span) == (Intent.HISTORY, edge, None)


@pytest.mark.parametrize(
    ("text", "written"),
    [("history of ena since last year", "since last year"), ("history of ena in the last two years", "last two years")],
)
def test_last_in_a_period_asks_for_no_last_report(text: str, written: str) -> None:
    question = read(text, NEWEST)
    assert (question.intent, question.topic, question.edge) == (Intent.HISTORY, "ena", None)
    assert question.span is not None
    assert question.span.written == written


@pytest.mark.parametrize("text", ["what's new?", "what changed in 2023q1", "new projects last quarter"])
def test_a_question_for_what_is_new_is_one_for_changes(text: str) -> None:
    assert read(text, NEWEST).intent is Intent.CHANGES


@pytest.mark.parametrize("text", ["when is the next deadline?", "when are submissions due"])
def test_a_question_for_dates_is_told(text: str) -> None:
    assert read(text, NEWEST).intent is Intent.DEADLINE


def test_only_the_ends_of_a_topic_are_trimmed() -> None:
    assert trim("tell me about out of memory handling please") == "memory handling"
    assert trim("the state of a vm and what to do with it") == "vm"
    assert trim("lists of work in progress on lists") == "lists of work in progress on lists"


@given(st.text(max_size=600))
def test_no_question_breaks_it_however_long(text: str) -> None:
    question = read(text, NEWEST)
    assert len(question.text) <= 400
