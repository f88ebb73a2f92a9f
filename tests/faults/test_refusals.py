"""Channels that do not let the bot speak, or do not let it in: silence while that holds, then exactly one line."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.announcer import PAUSES
from tests import ircd
from tests.faults.people import HEADLINE, LINES
from tests.faults.relay import Stop
from tests.faults.stage import SAID, Row, stage

pytestmark = [pytest.mark.irc, pytest.mark.slow]


@dataclass(frozen=True)
class Fault:
    """What the observer does to a channel before the news, and what ends it; `%s` is the channel.

    `out`: the bot is not in the channel meanwhile; `reason` is in what the database then says.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    settings: str = ""
    reason: str = ""
    out: bool = False
    servers: tuple[str, ...] = ("ngircd", "inspircd+atheme")


FAULTS = (
    Fault("none", ()),
    Fault("moderated", ("MODE %s +m",), ("MODE %s -m",), reason="(404)"),
    Fault("moderated-notice", ("MODE %s +m",), ("MODE %s -m",), "notice = true", reason="(404)"),
    Fault("banned-inside", ("MODE %s +b deck!*@*",), ("MODE %s -b deck!*@*",), reason="(404)"),
    Fault("banned-inside-notice", ("MODE %s +b deck!*@*",), ("MODE %s -b deck!*@*",), "notice = true", reason="(404)"),
    Fault("kicked", ("KICK %s deck :out",)),
    Fault("kicked-and-banned", ("MODE %s +b deck!*@*", "KICK %s deck :out"), ("MODE %s -b deck!*@*",), out=True),
    Fault("kicked-and-invite-only", ("MODE %s +i", "KICK %s deck :out"), ("MODE %s -i",), out=True),
    Fault("kicked-and-full", ("MODE %s +l 1", "KICK %s deck :out"), ("MODE %s -l",), out=True),
    Fault("no-colours", ("MODE %s +c",), servers=("inspircd+atheme",)),
    Fault("no-notices", ("MODE %s +T",), settings="notice = true", servers=("inspircd+atheme",)),
    Fault("muted", ("MODE %s +b m:*!*@*",), ("MODE %s -b m:*!*@*",), reason="(404)", servers=("inspircd+atheme",)),
    Fault("accounts-speak", ("MODE %s +M",), ("MODE %s -M",), reason="(477)", servers=("inspircd+atheme",)),
    Fault(
        "accounts-join", ("MODE %s +R", "KICK %s deck :out"), ("MODE %s -R",), out=True, servers=("inspircd+atheme",)
    ),
    Fault("flood-kick", ("MODE %s +f 2:3",), settings='style = "entries"', servers=("inspircd+atheme",)),
)


@dataclass(frozen=True)
class Seen:
    """What became of one run through all faults of a server."""

    meanwhile: Mapping[str, list[str]]
    rows: Mapping[str, Row]
    told: Mapping[str, list[str]]
    doubts: Mapping[tuple[str, int], int]


@pytest.fixture(scope="session")
def seen_on(quiet: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Seen]:
    """Return what runs a bot through all faults of a kind of server, once."""

    @cache
    def run(kind: str) -> Seen:
        with ircd.running(kind) as server:
            return asyncio.run(_run(server, quiet, tmp_path_factory.mktemp("faults")))

    return run


async def _run(server: ircd.Ircd, quiet: Path, folder: Path) -> Seen:
    faults = {f"#{fault.name}": fault for fault in FAULTS if server.kind in fault.servers}
    channels = {channel: fault.settings for channel, fault in faults.items()}
    async with stage(folder, quiet, server, channels) as scene:
        await scene.start_and_join(quick=True)
        await scene.observer.does(
            *(line.replace("%s", name) for name, fault in faults.items() for line in fault.before)
        )
        await scene.bring_news()
        for channel, fault in faults.items():
            if fault.out:
                await scene.bot.logs("not in channel", channel=channel, attempts=2)
        refusing = {channel for channel, fault in faults.items() if fault.reason}
        await scene.until(lambda rows: all(rows[channel].attempts >= 2 for channel in refusing) if rows else False)
        await scene.confirmed(*(channel for channel, fault in faults.items() if not fault.after))
        await scene.observer.now.sync()
        meanwhile, rows = scene.observer.heard(), scene.rows()
        await scene.observer.does(*(line.replace("%s", name) for name, fault in faults.items() for line in fault.after))
        return Seen(meanwhile, rows, await scene.told(), scene.doubts())


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        pytest.param(kind, fault, id=f"{kind}-{fault.name}", marks=pytest.mark.xdist_group(f"refusals {kind}"))
        for kind in ("ngircd", "inspircd+atheme")
        for fault in FAULTS
        if kind in fault.servers
    ],
)
def test_a_channel_that_refuses_gets_its_line_once_when_it_does_no_longer(
    seen_on: Callable[[str], Seen], kind: str, fault: Fault
) -> None:
    seen = seen_on(kind)
    channel = f"#{fault.name}"
    if fault.after:
        assert channel not in seen.meanwhile
        assert seen.rows[channel].state in {"pending", "sent"}  # sent while it is tried again
        assert fault.reason in (seen.rows[channel].reason or "")
    assert seen.told[channel] == (list(LINES) if fault.settings.startswith("style") else [HEADLINE])
    assert not seen.doubts


async def test_moderated_between_two_lines(server: ircd.Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, {"#harbour": 'style = "entries"'}) as scene:
        scene.relay.stop(Stop.LINE_HELD, f"{SAID}{LINES[1]}")
        await scene.start(quick=True)
        await scene.relay.stopped()
        await scene.observer.does("MODE #harbour +m")
        scene.relay.release()
        await scene.until(lambda rows: rows["#harbour"].attempts >= 2)
        assert scene.observer.heard() == {"#harbour": [HEADLINE]}
        await scene.observer.does("MODE #harbour -m")
        assert await scene.told() == {"#harbour": list(LINES)}
        assert not scene.doubts()


@pytest.mark.parametrize("end", ["MODE #harbour -m", "MODE #harbour +v deck"])
async def test_a_channel_that_opens_gets_its_line_before_the_pause_is_over(
    server: ircd.Ircd, quiet: Path, tmp_path: Path, end: str
) -> None:
    async with stage(tmp_path, quiet, server, {"#harbour": ""}) as scene:
        await scene.start_and_join()
        await scene.observer.does("MODE #harbour +m")
        await scene.bring_news()
        await scene.until(lambda rows: "(404)" in (rows["#harbour"].reason or "") if rows else False)
        await scene.observer.does(end)
        await scene.until(lambda rows: rows["#harbour"].state == "confirmed", within=PAUSES[0].total_seconds() / 2)
        assert await scene.told() == {"#harbour": [HEADLINE]}


async def test_kicked_while_the_line_is_on_its_way(server: ircd.Ircd, news: Path, tmp_path: Path) -> None:
    async with stage(tmp_path, news, server, {"#harbour": ""}) as scene:
        scene.relay.stop(Stop.LINE_HELD, SAID)
        await scene.start(quick=True)
        await scene.relay.stopped()
        await scene.observer.does("MODE #harbour +n", "KICK #harbour deck :out")
        scene.relay.release()
        assert await scene.told() == {"#harbour": [HEADLINE]}
        assert not scene.doubts()
