"""An entry is read from its blocks of plain lines: who, where, for whom, and what is left to do."""

from bot.model import Link
from bot.readers.textentry import Block, read_entry


def test_links_that_lost_their_line_break_are_two() -> None:
    line = "Source URL: https://tea.example/src Tickets and questions URL: https://tea.example/bugs"
    entry = read_entry("Tea", None, [Block(("Links:", line))])
    assert entry.links == (
        Link("Source", "https://tea.example/src"),
        Link("Tickets and questions", "https://tea.example/bugs"),
    )


def test_a_head_of_tasks_without_a_list_below_is_text() -> None:
    entry = read_entry("Tea", None, [Block(("Open tasks:",)), Block(("None, the tea is drunk.",))])
    assert (entry.tasks, entry.body) == ((), "Open tasks: None, the tea is drunk.")


def test_a_line_without_a_number_goes_on_with_the_task_before_it() -> None:
    entry = read_entry(
        "Tea", None, [Block(("Open tasks:",)), Block(("1. Boil water,", "but not too long.", "2. Pour."))]
    )
    assert entry.tasks == ("Boil water, but not too long.", "Pour.")
