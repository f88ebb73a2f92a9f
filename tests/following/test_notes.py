"""How notes read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.following import notes
from bot.model import Contact, Entry
from bot.search.items import Item
from bot.store.follows import Subject
from tests.invented import report

LAMP, ROPES = Subject("project", "k1", "lamp"), Subject("category", "Ports", "Ports")
LAMP_ITEMS = [Entry("Lamp", "Kernel", (Contact("Ada", None),), anchor="lamp")]
REPORT = report("2031-01", "2031-03", *(Entry(f"Rope {number}", "Ports") for number in range(8)), *LAMP_ITEMS)
ITEMS = [Item(number, REPORT, entry) for number, entry in enumerate(REPORT.entries)]


def test_a_note_has_a_line_for_each_entry_and_says_why() -> None:
    lines = notes.lines(REPORT, {LAMP: ITEMS[-1:], ROPES: ITEMS[:1]})
    assert lines == (
        f"You follow lamp; new in Q1 2031: Lamp (Kernel): Ada. {REPORT.url}#lamp",
        f"You follow Ports; new in Q1 2031: Rope 0 (Ports). {REPORT.url}",
    )


def test_an_entry_that_is_followed_in_two_ways_is_told_once() -> None:
    (line,) = notes.lines(REPORT, {LAMP: ITEMS[-1:], Subject("person", "ada", "Ada"): ITEMS[-1:]})
    assert line.startswith("You follow lamp and Ada; new in")


def test_of_many_entries_a_few_are_told_those_of_small_things_first() -> None:
    first, *more, last = notes.lines(REPORT, {ROPES: ITEMS[:8], LAMP: ITEMS[8:]})
    assert first.startswith("You follow lamp;")
    assert [line.split(": ")[1].split(".")[0] for line in more] == [f"Rope {number} (Ports)" for number in range(4)]
    assert last == f"And 4 more in Q1 2031 that you follow: {REPORT.url}"


def test_nothing_makes_no_note() -> None:
    assert notes.lines(REPORT, {}) == ()
    assert notes.lines(REPORT, {LAMP: []}) == ()


@given(st.text(max_size=600), st.lists(st.text(max_size=200), min_size=1, max_size=4))
def test_a_line_fits_one_message_however_long_the_names_are(title: str, names: list[str]) -> None:
    entry = Entry(title or "x", "Kernel", anchor="a")
    found = {Subject("project", str(number), name): [Item(0, REPORT, entry)] for number, name in enumerate(names)}
    (line,) = notes.lines(REPORT, found)
    assert len(line.encode()) <= 400
    assert line.endswith(f"{REPORT.url}#a")
