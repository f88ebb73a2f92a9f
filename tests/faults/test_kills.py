"""SIGKILL of the bot at every step, then a restart: never a loss, a repeat only where nobody can know, and logged."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from tests import ircd
from tests.faults.people import HEADLINE, LINES
from tests.faults.relay import Stop
from tests.faults.stage import LATER, SAID, Row, import_, stage
from tests.ircd import Ircd

pytestmark = [pytest.mark.irc, pytest.mark.slow]
LATER_HEADLINE = "New FreeBSD status report: Q2 2031"


async def test_killed_before_the_announcements_are_made(ngircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, ngircd, {"#harbour": ""}) as scene:
        bot = await scene.start_and_join()
        bot.disk_is(full=True)  # it sees the news and can do nothing about it
        await scene.bring_news()
        await bot.logs("the database cannot be read or written now")
        assert scene.rows() == {}
        await bot.kill()
        await scene.restart()
        assert await scene.told() == {"#harbour": [HEADLINE]}
        assert not scene.doubts()


async def test_killed_after_the_announcements_are_made_and_before_the_line(
    ngircd: Ircd, news: Path, tmp_path: Path
) -> None:
    async with stage(tmp_path, news, ngircd, {"#harbour": ""}) as scene:
        await scene.observer.does("MODE #harbour +i")
        bot = await scene.start()
        await bot.logs("not in channel")
        await scene.until(lambda rows: rows["#harbour"].state == "pending" if rows else False)
        await bot.kill()
        await scene.observer.does("MODE #harbour -i")
        await scene.restart()
        assert await scene.told() == {"#harbour": [HEADLINE]}
        assert not scene.doubts()


async def test_killed_while_the_line_is_on_its_way(server: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, {"#harbour": ""}) as scene:
        scene.relay.stop(Stop.LINE_HELD, SAID)
        bot = await scene.start()
        await scene.relay.stopped()
        await bot.kill()
        assert scene.rows()["#harbour"].state == "sent"
        assert scene.observer.heard() == {}
        await scene.restart()
        assert await scene.told() == {"#harbour": [HEADLINE]}
        assert scene.doubts() == {("#harbour", 1): 1}


async def test_killed_when_the_line_was_seen_and_not_yet_confirmed(server: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, {"#harbour": ""}) as scene:
        scene.relay.stop(Stop.ANSWER_HELD, SAID)
        bot = await scene.start()
        await scene.observer.now.sees(SAID)
        await bot.kill()
        await scene.restart()
        assert await scene.told() == {"#harbour": [HEADLINE] * 2}
        assert scene.doubts() == {("#harbour", 1): 1}


async def test_killed_when_the_confirmation_had_come_and_could_not_be_written(
    server: Ircd, news: Path, tmp_path: Path
) -> None:
    async with stage(tmp_path, news, server, {"#harbour": ""}) as scene:
        scene.relay.stop(Stop.ANSWER_HELD, SAID)
        bot = await scene.start()
        await scene.observer.now.sees(SAID)
        with scene.locked():
            scene.relay.release()
            scene.observer.now.send("PRIVMSG #harbour :!ping after the confirmation")
            await scene.observer.now.sees("deck!.* :after the confirmation")
            await bot.kill()
        await scene.restart()
        assert await scene.told() == {"#harbour": [HEADLINE, "after the confirmation", HEADLINE]}
        assert scene.doubts() == {("#harbour", 1): 1}


async def test_killed_between_two_lines(ngircd: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, ngircd, {"#harbour": 'style = "entries"'}) as scene:
        scene.relay.stop(Stop.LINE_HELD, f"{SAID}{LINES[2]}")
        bot = await scene.start()
        await scene.relay.stopped()
        await bot.kill()
        assert scene.rows()["#harbour"].said == 2
        await scene.restart()
        assert await scene.told() == {"#harbour": list(LINES)}
        assert scene.doubts() == {("#harbour", 3): 1}


async def test_killed_after_the_confirmation_was_written(ngircd: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, ngircd, {"#harbour": ""}) as scene:
        bot = await scene.start()
        await scene.confirmed()
        await bot.kill()
        await scene.restart()
        await import_(scene.database, LATER)
        await scene.observer.now.sees(f"{SAID}{LATER_HEADLINE}")
        told = await scene.told()
        assert [text[: len(HEADLINE)] for text in told["#harbour"]] == [HEADLINE, LATER_HEADLINE]
        assert not scene.doubts()


async def test_killed_twice_while_lines_wait_for_their_turn(news: Path, tmp_path: Path) -> None:
    channels = dict.fromkeys((f"#quay{number}" for number in range(5)), "")
    limits = "flood = { burst = 2, rate = 2.0 }"
    with ircd.running("inspircd", targets=1) as server:
        async with stage(tmp_path, news, server, channels, network=limits) as scene:
            for done in (1, 2):
                bot = await scene.start_and_join()
                await scene.until(partial(_confirmed, done))
                await bot.kill()
            scene.configure()
            await scene.start_and_join()
            told = await scene.told()
            doubts = scene.doubts()
    assert told.keys() == channels.keys()
    assert all(1 <= len(heard) <= 1 + doubts[channel, 1] for channel, heard in told.items())
    assert sum(doubts.values()) <= 2  # at most what was on its way at each kill, and nothing that waited


def _confirmed(least: int, rows: Mapping[str, Row]) -> bool:
    return sum(row.state == "confirmed" for row in rows.values()) >= least


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("kind", "style", "kills"), [("inspircd", "entries", 8), ("ngircd", "headline", 6)])
async def test_killed_at_random_moments_of_a_round_through_ten_channels(
    news: Path, tmp_path: Path, kind: str, style: str, kills: int
) -> None:
    chance = random.Random(6)  # noqa: S311 - nothing secret, and the same each time
    channels = dict.fromkeys((f"#quay{number}" for number in range(10)), f'style = "{style}"')
    expected = LINES if style == "entries" else LINES[:1]
    with ircd.running(kind) as server:
        async with stage(tmp_path, news, server, channels, network="flood = { burst = 2, rate = 10.0 }") as scene:
            for _ in range(kills):
                bot = await scene.start()
                await bot.logs("joined")
                await asyncio.sleep(chance.uniform(0.0, 0.4))
                await bot.kill()
            await scene.start_and_join()
            await scene.until(lambda rows: {row.state for row in rows.values()} <= {"confirmed", "given up"})
            await scene.bot.end()
            await scene.observer.now.sync()
            rows, told, doubts = scene.rows(), scene.observer.heard(), scene.doubts()
    assert rows.keys() == channels.keys()
    for channel, row in rows.items():
        counted = Counter(told[channel])
        said_twice = {number for number, line in enumerate(LINES, start=1) if counted[line] == 2}
        assert set(counted.values()) <= {1, 2}
        assert said_twice <= {number for where, number in doubts if where == channel}
        if row.state == "given up":  # nobody knew of one line whether it was seen, and of its repeat neither
            assert (row.reason or "").startswith("maybe seen, twice")
            assert counted.keys() == set(expected[: row.said + 1])
        else:
            assert counted.keys() == set(expected)
