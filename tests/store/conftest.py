"""A database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quarterdeck.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.open(path, patience=0.1) as opened:
        yield opened
