"""The stage that announcing is tested on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.announcer.stage import OLD, Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Database.open(tmp_path / "test.db") as opened:
        found = Stage(opened)
        found.bring(OLD)
        yield found
