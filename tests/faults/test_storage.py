"""The database cannot be written before or after a line is said; when it can again, nothing was lost or doubled."""

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.bot import Bot
from tests.faults.people import HEADLINE
from tests.faults.relay import Stop
from tests.faults.stage import SAID, Stage, stage
from tests.ircd import Ircd

pytestmark = [pytest.mark.irc, pytest.mark.slow]
HARBOUR = {"#harbour": ""}
NOT_MADE = "the database cannot be read or written now"
NOT_SAID = "announcements wait for the database"
NOT_NOTED = "what became of an announcement waits for the database"


async def test_the_disk_is_full_when_the_report_comes(ngircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, ngircd, HARBOUR) as scene:
        bot = await scene.start_and_join(quick=True)
        bot.disk_is(full=True)
        await scene.bring_news()
        await bot.logs(NOT_MADE)
        assert scene.rows() == {}
        bot.disk_is(full=False)
        await _is_said_once(scene)


async def test_the_disk_is_full_when_the_line_is_to_be_said(ngircd: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, ngircd, HARBOUR) as scene:
        await scene.observer.does("MODE #harbour +i")
        bot = await scene.start(quick=True)
        await scene.until(lambda rows: "#harbour" in rows)
        bot.disk_is(full=True)
        await scene.observer.does("MODE #harbour -i")
        await bot.logs(NOT_SAID)
        await scene.observer.now.sync()
        assert scene.observer.heard() == {}
        bot.disk_is(full=False)
        await _is_said_once(scene)


async def test_the_disk_is_full_when_the_line_was_said(server: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, HARBOUR) as scene:
        bot = await _seen_and_unconfirmed(scene)
        bot.disk_is(full=True)
        scene.relay.release()
        await bot.logs(NOT_NOTED)
        bot.disk_is(full=False)
        await _is_said_once(scene)


async def test_a_file_system_without_room_when_the_line_was_said(
    ngircd: Ircd, news: Path, tmp_path: Path, small_disk: Path
) -> None:
    async with stage(tmp_path, news, ngircd, HARBOUR) as scene:
        bot = await _seen_and_unconfirmed(scene)
        ballast = small_disk / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        scene.relay.release()
        await bot.logs(NOT_NOTED)
        ballast.unlink()
        await _is_said_once(scene)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Have the bot's data on a file system of its own, of two megabytes."""
    folder = tmp_path / "data"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.timeout(300)
async def test_another_program_writes_for_half_a_minute(
    ngircd: Ircd, inspircd: Ircd, news: Path, tmp_path: Path
) -> None:
    folders = tmp_path / "before", tmp_path / "after"
    async with stage(folders[0], news, ngircd, HARBOUR) as before, stage(folders[1], news, inspircd, HARBOUR) as after:
        await _seen_and_unconfirmed(after)
        with before.locked(), after.locked():
            await before.start_and_join(quick=True)
            after.relay.release()
            await asyncio.sleep(31)  # longer than anything in the bot waits for the database
            await before.bot.logs(NOT_MADE)
            await after.bot.logs(NOT_NOTED)
            assert before.observer.heard() == {}
        await _is_said_once(before)
        await _is_said_once(after)


async def _seen_and_unconfirmed(scene: Stage) -> Bot:
    """Start the bot and let its line be seen, but nothing come back to it."""
    scene.relay.stop(Stop.ANSWER_HELD, SAID)
    bot = await scene.start(quick=True)
    await scene.observer.now.sees(SAID)
    return bot


async def _is_said_once(scene: Stage) -> None:
    assert await scene.told() == {"#harbour": [HEADLINE]}
    assert not scene.doubts()
