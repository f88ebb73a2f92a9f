"""A line that goes to several channels at once: what happens to it in one of them is nothing to the others."""

from pathlib import Path

import pytest

from tests.faults.people import HEADLINE, LINES
from tests.faults.relay import Stop
from tests.faults.stage import SAID, Stage, stage
from tests.ircd import Ircd

pytestmark = [pytest.mark.irc, pytest.mark.slow]
CHANNELS = dict.fromkeys(("#harbour", "#quay", "#pier", "#mole"), "")
ENTRIES = dict.fromkeys(CHANNELS, 'style = "entries"')
TOGETHER = rf"PRIVMSG #\w+,#\w+,#\w+,#\w+ :{HEADLINE}"
ONCE = {channel: [HEADLINE] for channel in CHANNELS}


async def _stopped_on_the_way(scene: Stage, what: Stop, line: str = TOGETHER) -> None:
    """Bring the news, and hold a line, that to all channels as a rule, or what the server says to it."""
    await scene.start_and_join(quick=True)
    scene.relay.stop(what, line)
    await scene.bring_news()
    await scene.relay.stopped()


async def test_killed_while_it_is_on_its_way(inspircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, inspircd, CHANNELS) as scene:
        await _stopped_on_the_way(scene, Stop.LINE_HELD)
        await scene.bot.kill()
        assert {row.state for row in scene.rows().values()} == {"sent"}
        assert scene.observer.heard() == {}
        await scene.restart()
        assert await scene.told() == ONCE
        assert scene.doubts() == {(channel, 1): 1 for channel in CHANNELS}


async def test_killed_when_it_was_seen_and_not_yet_confirmed(inspircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, inspircd, CHANNELS) as scene:
        await _stopped_on_the_way(scene, Stop.ANSWER_HELD)
        for _ in CHANNELS:
            await scene.observer.now.sees(SAID)
        await scene.bot.kill()
        await scene.restart()
        assert await scene.told() == dict.fromkeys(CHANNELS, [HEADLINE] * 2)
        assert scene.doubts() == {(channel, 1): 1 for channel in CHANNELS}


async def test_refused_and_thrown_out_in_some_of_them(inspircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, inspircd, CHANNELS) as scene:
        await _stopped_on_the_way(scene, Stop.LINE_HELD)
        await scene.observer.does("MODE #quay +m", "MODE #pier +b deck!*@*", "MODE #mole +n", "KICK #mole deck :out")
        scene.relay.release()
        await scene.until(lambda rows: rows["#quay"].attempts >= 2 <= rows["#pier"].attempts)
        assert scene.rows()["#harbour"].state == "confirmed"
        assert "#quay" not in scene.observer.heard()
        assert "#pier" not in scene.observer.heard()
        await scene.observer.does("MODE #quay -m", "MODE #pier -b deck!*@*")
        assert await scene.told() == ONCE
        assert not scene.doubts()


async def test_one_channel_falls_behind_at_a_later_line(inspircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, inspircd, ENTRIES) as scene:
        # Where the answers to the first line came apart, the second goes to a part of the channels:
        await _stopped_on_the_way(scene, Stop.LINE_HELD, rf"PRIVMSG \S+ :{LINES[1]}")
        await scene.observer.does("MODE #quay +m")
        scene.relay.release()
        await scene.confirmed("#harbour", "#pier", "#mole")
        await scene.until(lambda rows: rows["#quay"].attempts >= 1)
        assert scene.rows()["#quay"].said == 1
        await scene.observer.does("MODE #quay -m")
        assert await scene.told() == {channel: list(LINES) for channel in CHANNELS}
        assert not scene.doubts()


async def test_a_server_with_penalties_gets_a_line_for_each(ngircd: Ircd, quiet: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, quiet, ngircd, CHANNELS) as scene:
        await scene.start_and_join(quick=True)
        scene.relay.stop(Stop.LINE_HELD, r"PRIVMSG #\w+,")
        await scene.bring_news()
        assert await scene.told() == ONCE
        assert scene.relay.rule
        assert not scene.relay.rule.struck.is_set()
