"""Two that bring the same news at once, and two bots on one database."""

import asyncio
from pathlib import Path

import pytest

from bot import report_json
from tests.faults.bot import process
from tests.faults.people import HEADLINE
from tests.faults.stage import NEWS, OLD, stage
from tests.ircd import Ircd

pytestmark = [pytest.mark.irc, pytest.mark.slow]


async def test_the_bots_own_source_and_an_import_bring_the_same_report(
    ngircd: Ircd, quiet: Path, tmp_path: Path
) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    (source / "old.json").write_text(report_json.to_line(OLD), "utf-8")
    more = f'[sources.folder]\npath = "{source}"\nevery = "1s"\n'
    async with stage(tmp_path, quiet, ngircd, {"#harbour": ""}, more=more) as scene:
        await scene.start_and_join()
        await scene.bot.logs("looked for reports")
        (source / "news.json").write_text(report_json.to_line(NEWS), "utf-8")
        await asyncio.gather(*(scene.bring_news() for _ in range(2)))
        await scene.confirmed()
        looks = len(scene.bot.log)
        await scene.bot.logs("looked for reports", since=looks)
        assert await scene.told() == {"#harbour": [HEADLINE]}


async def test_a_second_bot_on_the_same_database_ends_with_a_sentence(
    ngircd: Ircd, quiet: Path, tmp_path: Path
) -> None:
    async with stage(tmp_path, quiet, ngircd, {"#harbour": ""}) as scene:
        first = await scene.start_and_join()
        second = await process("bot.cli", "run", "--config", tmp_path / "q.toml")
        _, words = await second.communicate()
        assert second.returncode
        assert f"another bot (process {first.process.pid}) runs on it" in words.decode()
        await scene.bring_news()
        assert await scene.told() == {"#harbour": [HEADLINE]}
