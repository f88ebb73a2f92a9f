import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Answer, answer, topics
from bot.answers.lines import LINE
from bot.archive import Archive
from bot.model import Contact, Entry, Period, Person, Project, Report
from tests.invented import archive


def asked(text: str) -> Answer:
    return answer(archive(), text)


def top(text: str) -> tuple[str, str | None]:
    match = asked(text).matches[0]
    return match.type, match.title or match.name


@pytest.mark.parametrize(
    ("text", "intent", "match"),
    [
        ("any news on lanternfs?", "project", ("entry", "Lanternfs 4.2")),
        ("lanternfs in q4 2020", "project", ("entry", "Lanternfs: a log-structured file system")),
        ("who works on tidewheel", "contact", ("entry", "Tidewheel reaches the tree")),
        ("who is brückner", "contact", ("person", "Ada Brückner")),
        ("rvidal", "contact", ("person", "Rosa Vidal")),
        ("what is rosa vidal working on", "contact", ("entry", "Porting KStars to the Beagle board")),
        ("what did quay sponsor?", "sponsor", ("sponsor", "Quay Systems")),
        ("kernel entries of 2021q1", "entries", ("category", "Kernel")),
        ("history of the tidewheel", "history", ("entry", "Tidewheel reaches the tree")),
        ("when was tidewheel first reported", "history", ("entry", "Tidewheel packet scheduler")),
        ("open tasks of lanternfs", "tasks", ("entry", "Lanternfs: a log-structured file system")),
        ("wiki of lanternfs", "links", ("entry", "Lanternfs: a log-structured file system")),
        ("2021q1", "report", ("report", "Status Report 2021")),
        ("what's new?", "changes", ("report", "Status Report 2022")),
        ("e-mail address of rosa vidal", "contact", ("person", "Rosa Vidal")),
        ("harbour team in 2021q1", "project", ("entry", "Harbour Team")),
    ],
)
def test_a_question_gets_the_answer_that_its_words_ask_for(text: str, intent: str, match: tuple[str, str]) -> None:
    assert (asked(text).intent, top(text)) == (intent, match)


@pytest.mark.parametrize(
    "text",
    [
        "how are you?",
        "windmills",
        "what is love",
        "thank you",
        "happy birthday, my friend",
        "ada oduya",
        "who is grace hopper",
        "what did boeing sponsor",
        "lanternfs in 2021q3",
        "tidewheel in 2020",
        "2021q7",
        "report of 1999",
        "kernel entries of 2050q1",
        "",
    ],
)
def test_what_the_archive_does_not_have_is_refused(text: str) -> None:
    refusal = asked(text)
    assert (refusal.intent, refusal.matches) == ("none", ())
    assert refusal.reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lantrenfs", "lantrenfs → lanternfs: Lanternfs 4.2 (Q1 2021, Kernel): Snapshots were added"),
        (
            "tidewheel in 2020q4",
            "Nothing about tidewheel in 2020q4; the nearest is Tidewheel packet scheduler (Q1 2021)",
        ),
        ("report 2021q2", "There is no report for 2021q2; the nearest: Q1 2021 (https://www.example.org/status/"),
        ("2021q7", "There is no such quarter as 2021q7"),
        ("who wrote the intro of 2020q4", "The introduction of Q4 2020 was written by Rosa Vidal."),
        ("who is ada", "Ada Brückner (ada@example.org): 2 entries, 2020 to 2021, lately Lanternfs 4.2 (Q1 2021)"),
        ("ada oduya", "Nobody called ada oduya"),
    ],
)
def test_the_reply_says_what_was_read_and_what_is_nearest(text: str, said: str) -> None:
    assert asked(text).reply[0].startswith(said)


def test_an_entry_is_linked_to_at_the_end_of_its_line() -> None:
    assert asked("lanternfs").reply[0].endswith(" https://www.example.org/status/report-2021-01-2021-03/#lf42")


def test_a_list_has_all_its_entries_as_matches() -> None:
    titles = [match.title for match in asked("what did quay sponsor").matches if match.type == "entry"]
    assert titles == ["Porting KStars to the Beagle board", "Lanternfs: a log-structured file system"]


@pytest.mark.parametrize(
    "text",
    [
        "who paid for lanternfs",
        "who sponsors lanternfs?",
        "which company funded lanternfs",
        "by whom was lanternfs funded",
        "sponsors of lanternfs",
        "sponsor lanternfs",
        "was lanternfs sponsored by anybody",
    ],
)
def test_who_paid_for_a_project_is_told_with_its_entry(text: str) -> None:
    found = asked(text)
    assert found.reply == (
        "Lanternfs: a log-structured file system (Q4 2020, Kernel): sponsored by Quay Systems, Inc. "
        "https://www.example.org/status/report-2020-10-2020-12/#lanternfs",
    )
    assert [match.type for match in found.matches[:2]] == ["entry", "sponsor"]


@pytest.mark.parametrize(
    "text", ["who did quay fund", "sponsor quay", "who got money from quay", "who pays quay systems"]
)
def test_what_a_sponsor_paid_for_is_not_asked_of_projects(text: str) -> None:
    assert top(text) == ("sponsor", "Quay Systems")


def test_a_project_without_sponsors_says_so_and_what_is_no_project_is_refused() -> None:
    assert asked("who paid for tidewheel").reply[0].startswith("Tidewheel reaches the tree (Q1 2022, ")
    assert "no sponsor is named" in asked("who paid for tidewheel").reply[0]
    for text in ("who paid for windmills", "what did lanternfs sponsor"):
        assert asked(text).refused, text


def test_a_phrase_is_searched_for_as_it_stands_newest_first() -> None:
    titles = ("Anchors", "Lantern-bound anchors", "Bound to a lantern", "Windmills", "Sails")
    bodies = (
        "They are lantern bound.",
        "Now they are lantern-bound.",
        "It is bound to a lantern.",
        "They turn.",
        "Set.",
    )
    entries = [Entry(title, body=body) for title, body in zip(titles, bodies, strict=True)]
    reports = [
        Report(f"report-{2001 + each}", "", Period(f"{2001 + each}-01", f"{2001 + each}-03"), "", "", "", (entry,))
        for each, entry in enumerate(entries)
    ]
    for text in ("lantern-bound", '"lantern bound"', "“Lantern bound”"):
        found = topics.search(Archive(reports, (), ()), text, None)
        assert [match.title for match in found.matches][:3] == [titles[1], titles[0], titles[2]], text


def test_a_history_tells_of_other_projects_with_the_word() -> None:
    entries = (Entry("Lantern wicks"), Entry("Lantern oil"))
    report = Report("report-2001", "", Period("2001-01", "2001-03"), "", "", "", entries)
    line = answer(Archive([report], (), ()), "history of lantern").reply[0]
    assert "1 more project on lantern, such as Lantern" in line
    assert "more project" not in asked("history of lanternfs").reply[0]


@pytest.mark.parametrize(
    ("text", "years", "said"),
    [
        ("history of lantern", [2001, 2002, 2003, 2004], "4 reports, Q1 2001 to Q1 2004."),
        ("history of lantern since 2003", [2003, 2004], "2 reports, Q1 2003 to Q1 2004."),
        ("history of lantern in the last two years", [2003, 2004], "2 reports, Q1 2003 to Q1 2004."),
        ("lantern history 2002", [2002], "1 report, Q1 2002."),
        ("history of lantern before 2000", [], "There is no report before 2000; the nearest: Q1 2001"),
    ],
)
def test_a_history_keeps_to_the_period_that_is_asked_for(text: str, years: list[int], said: str) -> None:
    reports = [
        Report(f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "", (Entry("Lantern"),))
        for year in (2001, 2002, 2003, 2004)
    ]
    lantern = Project("lantern", ("Lantern",), tuple((report.id, "Lantern") for report in reports))
    found = answer(Archive(reports, (), (lantern,)), text)
    assert sorted(str(match.report) for match in found.matches) == [f"report-{year}" for year in years]
    assert said in found.reply[0]


@pytest.mark.parametrize(
    ("text", "titles", "said"),
    [
        ("what did ada brückner do", 2, "2 entries, 2001 to 2003, lately Lantern oil (Q1 2003), Lantern wicks."),
        ("what did ada brückner do in 2001", 1, "1 entry in 2001: Lantern wicks (Q1 2001)."),
        ("what did ada brückner do before 2003", 1, "1 entry before 2003: Lantern wicks (Q1 2001)."),
        ("what did ada brückner do in 2002", 0, "Ada Brückner: nothing in 2002."),
    ],
)
def test_what_a_person_did_keeps_to_the_period_that_is_asked_for(text: str, titles: int, said: str) -> None:
    ada = Contact("Ada Brückner", None)
    entries = {
        2001: Entry("Lantern wicks", contacts=(ada,)),
        2002: Entry("Harbour"),
        2003: Entry("Lantern oil", contacts=(ada,)),
    }
    reports = [
        Report(f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "", (entry,))
        for year, entry in entries.items()
    ]
    person = Person("ada", ("Ada Brückner",), (), (("report-2001", "Lantern wicks"), ("report-2003", "Lantern oil")))
    found = answer(Archive(reports, (person,), ()), text)
    assert len([match for match in found.matches if match.type == "entry"]) == titles
    assert said in found.reply[0]


def test_how_many_there_are_is_answered_from_all_reports() -> None:
    assert asked("how many entries are there?").intent == "stats"


@pytest.mark.parametrize("text", ["list projects by quay", "quay systems projects", "entries from Quay Systems"])
def test_work_by_a_sponsor_is_what_it_paid_for(text: str) -> None:
    assert top(text) == ("sponsor", "Quay Systems")


@pytest.mark.parametrize(
    "text", ["sponsors", "top sponsors", "who are the sponsors?", "who sponsors FreeBSD", "list of sponsors"]
)
def test_who_paid_for_nothing_in_particular_is_everybody_who_paid(text: str) -> None:
    found = asked(text)
    assert found.reply == ("1 sponsor in the reports, by entries: Quay Systems, Inc (2)",)
    assert [(match.type, match.name) for match in found.matches] == [("sponsor", "Quay Systems, Inc")]


def test_who_paid_in_a_period_is_said_of_that_period() -> None:
    assert asked("sponsors in q4 2021").reply == ("1 sponsor in q4 2021, by entries: Quay Systems (1)",)
    assert asked("sponsors of 2022").reply == ("No sponsor is named in 2022.",)


def test_an_empty_archive_says_so() -> None:
    assert answer(Archive((), (), ()), "lanternfs").reply == ("There are no reports yet.",)


@given(st.text(max_size=1000))
def test_every_line_of_every_answer_fits_a_message(text: str) -> None:
    for line in asked(text).reply:
        assert 0 < len(line.encode()) <= LINE + 100
        assert "\n" not in line
