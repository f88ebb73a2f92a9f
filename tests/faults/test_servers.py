"""The server or the connection goes away in the middle of a round through ten channels."""

import asyncio
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.people import HEADLINE, LINES
from tests.faults.relay import Stop
from tests.faults.stage import SAID, Stage, stage
from tests.ircd import Ircd

pytestmark = [pytest.mark.irc, pytest.mark.slow]
CHANNELS = dict.fromkeys((f"#quay{number}" for number in range(10)), "")
SLOWLY = "flood = { burst = 2, rate = 8.0 }"


async def _in_the_middle(scene: Stage) -> None:
    """Wait until about half of the channels have their line."""
    await scene.start(quick=True, ping_limit=2.0)
    async with asyncio.timeout(30):
        while len(scene.observer.heard()) < 4:  # noqa: ASYNC110 - what is waited for are another process's lines
            await asyncio.sleep(0.01)


async def _come_back(scene: Stage) -> None:
    """Start the server again; the observer is there before the bot."""
    await asyncio.to_thread(scene.server.start)
    await scene.observer.enter(scene.server.port, list(CHANNELS))
    scene.relay.let_in()


async def _each_has_its_line(scene: Stage) -> None:
    """Check that no channel was left out, and that a line was said twice only where the log says why."""
    told, doubts = await scene.told(), scene.doubts()
    assert told.keys() == CHANNELS.keys()
    assert {text for heard in told.values() for text in heard} == {HEADLINE}
    repeats = {channel: len(heard) - 1 for channel, heard in told.items()}
    assert all(repeats[channel] <= min(1, doubts[channel, 1]) for channel in CHANNELS), (repeats, doubts)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
async def test_the_server_ends(server: Ircd, news: Path, tmp_path: Path, how: signal.Signals) -> None:
    async with stage(tmp_path, news, server, CHANNELS, network=SLOWLY) as scene:
        await _in_the_middle(scene)
        scene.relay.keep_out()
        await asyncio.to_thread(server.stop, how)
        await _come_back(scene)
        await _each_has_its_line(scene)


async def test_the_server_freezes_and_goes_on(server: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, CHANNELS, network=SLOWLY) as scene:
        await _in_the_middle(scene)
        server.freeze()
        await scene.bot.logs("disconnected")
        server.thaw()
        await _each_has_its_line(scene)


async def test_the_server_freezes_and_is_killed(ngircd: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, ngircd, CHANNELS, network=SLOWLY) as scene:
        await _in_the_middle(scene)
        ngircd.freeze()
        scene.relay.keep_out()
        await scene.bot.logs("disconnected")
        await asyncio.to_thread(ngircd.stop, signal.SIGKILL)
        await _come_back(scene)
        await _each_has_its_line(scene)


async def test_the_server_freezes_for_a_moment(ngircd: Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, ngircd, {"#harbour": 'style = "entries"'}) as scene:
        scene.relay.stop(Stop.LINE_HELD, f"{SAID}{LINES[1]}")
        await scene.start_and_join()
        await scene.relay.stopped()
        ngircd.freeze()
        scene.relay.release()
        await scene.bring_news()  # nothing new in it; it takes as long as any import
        assert scene.rows()["#harbour"].state == "sent"
        ngircd.thaw()
        assert await scene.told() == {"#harbour": list(LINES)}
        assert not scene.doubts()


CUTS: Mapping[str, tuple[Stop, list[str]]] = {
    "in-the-line": (Stop.LINE_CUT, list(LINES)),
    "in-the-answer": (Stop.ANSWER_CUT, [*LINES[:3], *LINES[2:]]),
}


@pytest.mark.parametrize("cut", CUTS)
async def test_the_connection_breaks(server: Ircd, news: Path, tmp_path: Path, cut: str) -> None:
    where, expected = CUTS[cut]
    async with stage(tmp_path, news, server, {"#harbour": 'style = "entries"'}) as scene:
        scene.relay.stop(where, f"{SAID}{LINES[2]}")
        await scene.start()
        assert await scene.told() == {"#harbour": expected}
        assert scene.doubts() == {("#harbour", 3): 1}
