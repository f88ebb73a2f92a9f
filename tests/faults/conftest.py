"""The parts that every fault needs: servers, and databases that the real import has filled."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ircd
from tests.faults.stage import NEWS, OLD, import_


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with one old report, which is no news."""
    path = tmp_path_factory.mktemp("quiet") / "quarterdeck.db"
    asyncio.run(import_(path, OLD))
    return path


@pytest.fixture(scope="session")
def news(quiet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database into which a report came while no bot was running."""
    path = tmp_path_factory.mktemp("news") / "quarterdeck.db"
    shutil.copy(quiet, path)
    asyncio.run(import_(path, NEWS))
    return path


@pytest.fixture(params=["ngircd", "inspircd"])
def server(request: pytest.FixtureRequest) -> Iterator[ircd.Ircd]:
    with ircd.running(request.param) as started:
        yield started


@pytest.fixture
def ngircd() -> Iterator[ircd.Ircd]:
    with ircd.running("ngircd") as started:
        yield started


@pytest.fixture
def inspircd() -> Iterator[ircd.Ircd]:
    with ircd.running("inspircd") as started:
        yield started
