import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Period
from bot.periods import Span
from bot.questions import Intent, Question, read, trim, without

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
        ("how often was ena reported", Intent.HISTORY, "ena"),
        ("how many entries are about ena", Intent.HISTORY, "ena"),
        ("entries about ena", Intent.HISTORY, "ena"),
        ("easy tasks for beginners", Intent.TASKS, ""),
        ("when does the next report come out", Intent.DEADLINE, ""),
        ("the next report", Intent.DEADLINE, ""),
        ("when is the report due", Intent.DEADLINE, ""),
        ("how do i submit an entry?", Intent.DEADLINE, ""),
        ("where can we send our report", Intent.DEADLINE, ""),
        ("how many times was ena reported", Intent.HISTORY, "ena"),
        ("does anybody remember whether there is something on ena?", None, "ena"),
        ("is sparc64 dead?", None, "sparc64"),
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


@pytest.mark.parametrize(
    ("text", "topic", "intent"),
    [
        ("ena in the last report", "ena", None),
        ("contacts of ena in the latest status report", "ena", Intent.CONTACT),
        ("did the newest report mention ena", "ena", None),
    ],
)
def test_the_last_report_is_a_period_where_something_stands_in_it(text: str, topic: str, intent: Intent | None) -> None:
    question = read(text, NEWEST)
    assert (question.topic, question.intent) == (topic, intent)
    assert question.span is not None
    assert question.span.back == 0


@pytest.mark.parametrize("text", ["how many reports do you know?", "how many people are there", "How many entries"])
def test_a_question_for_a_number_without_a_period_is_one_for_all_reports(text: str) -> None:
    assert read(text, NEWEST).intent is Intent.STATS


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how many entries in the last report", Intent.REPORT),
        ("how many reports on ena are there", Intent.HISTORY),
    ],
)
def test_a_question_for_another_number_is_not(text: str, intent: Intent | None) -> None:
    assert read(text, NEWEST).intent is intent


@pytest.mark.parametrize(
    ("text", "edge"), [("how long is the last report", "last"), ("how long is the first report", "first")]
)
def test_how_long_a_report_is_does_not_ask_for_its_beginning(text: str, edge: str) -> None:
    question = read(text, NEWEST)
    assert (question.intent, question.edge) == (Intent.REPORT, edge)


def test_what_the_bot_can_do_is_no_question_for_tasks() -> None:
    assert read("what can you do?", NEWEST).intent is None


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


Q1_2021 = Span(2021 * 12, 2021 * 12 + 2, "q1 2021")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How many reports?", Question("How many reports?", "how many reports", "", None, Intent.STATS)),
        ("the first report", Question("the first report", "the first report", "", None, Intent.REPORT, "first")),
        ("report q1 2021", Question("report q1 2021", "report", "", Q1_2021, Intent.REPORT)),
        ("what changed in q1 2021", Question("what changed in q1 2021", "what changed", "", Q1_2021, Intent.CHANGES)),
        (
            "When was  ENA first reported?",
            Question(
                "When was ENA first reported?", "when was ena first reported", "ena", None, Intent.HISTORY, "first"
            ),
        ),
        ("latest ENA in q1 2021", Question("latest ENA in q1 2021", "latest ena", "ena", Q1_2021, None, "last")),
    ],
)
def test_a_question_is_taken_apart_whole(text: str, question: Question) -> None:
    assert read(text, NEWEST) == question


def test_words_are_taken_out_of_a_topic_unless_nothing_is_left() -> None:
    assert without("entries of the ena driver list", {"entries", "list"}) == "ena driver"
    assert without("list entries", {"entries", "list"}) == "list entries"
