"""A module is short enough to be read at once."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_LINES = 250
LISTS = {
    "bot/store/schema.py",  # every migration, oldest first: a history to which lines are only added
    "config/settings.py",  # every setting with its type, default and words, where people look for it
}


def test_no_module_is_longer_than_can_be_read_at_once_but_for_lists() -> None:
    paths = [path for room in ("bot", "plugins", "config") for path in (ROOT / room).rglob("*.py")]
    longer = {
        path.relative_to(ROOT).as_posix() for path in paths if len(path.read_text("utf-8").splitlines()) > MOST_LINES
    }
    assert longer == LISTS
