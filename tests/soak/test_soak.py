"""Minutes of everything at once on two real servers, in bad weather: nothing is lost, doubled, late, leaked or broken.

`make soak MINUTES=60 SEED=7` runs it for longer and with a seed that an earlier failure has named.
"""

import asyncio
import os
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles

import pytest

from tests import ircd
from tests.soak import invariants, rush
from tests.soak.bots import Bots
from tests.soak.ledger import Ledger
from tests.soak.network import Network
from tests.soak.press import Press
from tests.soak.pulse import Pulse, metrics
from tests.soak.users import crowd
from tests.soak.visitor import visit
from tests.soak.weather import Weather, squalls

MINUTES = float(os.environ.get("SOAK_MINUTES") or 2.0)
SEED = os.environ.get("SOAK_SEED") or str(random.SystemRandom().randrange(1_000_000))
_AROUND = 180
"""Seconds for all that comes before and after."""
_SHOWN = 60
_KILLS = 0.45
"""The part of the time in which the bot is killed; after that one bot lives on, so that it can be seen to leak."""
_STYLES = ("headline", "headline", "headline", "digest", "entries")


@pytest.fixture
def servers() -> Iterator[dict[str, ircd.Ircd]]:
    with ircd.running("inspircd") as inspircd, ircd.running("ngircd") as ngircd:
        yield {"sea": inspircd, "lake": ngircd}


def _chance(who: str) -> random.Random:
    """Return the luck of one actor, which does not depend on who else acts when."""
    return random.Random(f"{SEED} {who}")  # noqa: S311 - nothing secret, and the same for the same seed


def _channels(name: str, count: int) -> dict[str, str]:
    return {f"#{name}{number}": _STYLES[number % len(_STYLES)] for number in range(count)}


@pytest.mark.slow
@pytest.mark.irc
@pytest.mark.xdist_group("soak")
@pytest.mark.timeout(60 * MINUTES + _AROUND + 60)
async def test_in_all_weathers_nothing_is_lost_doubled_late_or_leaked(
    servers: dict[str, ircd.Ircd], tmp_path: Path
) -> None:
    ledger = Ledger()
    print(f"seed {SEED}, {MINUTES:g} minutes")  # noqa: T201 - the soak speaks here
    try:
        async with AsyncExitStack() as stack:
            sea = Network.running("sea", servers["sea"], _channels("sea", 40), ledger)
            lake = Network.running("lake", servers["lake"], _channels("lake", 10), ledger)
            networks = [await stack.enter_async_context(each) for each in (sea, lake)]
            bots = Bots(tmp_path, networks)
            stack.push_async_callback(bots.kill_all)
            async with asyncio.timeout(60 * MINUTES + _AROUND):
                await _soak(bots, ledger)
    except Exception as error:
        ledger.tell("the end")
        story = "\n".join(ledger.story[-_SHOWN:])
        raise AssertionError(f"SEED={SEED} MINUTES={MINUTES:g}\n{story}\n\n{_reasons(error)}") from error


async def _soak(bots: Bots, ledger: Ledger) -> None:
    press, pulse = Press(bots, ledger, _chance("press")), Pulse(bots, ledger)
    await press.fill()
    await bots.start()
    await bots.recovered()
    await _live(bots, press, pulse, ledger)
    ledger.tell("the weather is fine again")
    await bots.recovered()
    await bots.announced()
    samples = await metrics(bots)
    bytes_a_line = await rush.growth(bots.networks[0], bots.pid)
    await bots.bots[-1].end()
    for network in bots.networks:
        await network.done()
    _judge(bots, press, pulse, ledger, samples, bytes_a_line)
    print(_summary(bots, press, pulse, ledger, bytes_a_line))  # noqa: T201 - the soak speaks here


async def _live(bots: Bots, press: Press, pulse: Pulse, ledger: Ledger) -> None:
    """Have everybody act until the time is over; the first who is wronged ends it for all."""
    start = ledger.now()
    end = start + 60 * MINUTES
    sea, lake = bots.networks
    people = crowd(14, sea, ledger, _chance) + crowd(6, lake, ledger, _chance)
    async with asyncio.TaskGroup() as tasks:
        for person in people:
            tasks.create_task(person.live(end))
        tasks.create_task(press.run(end, (5.0, 15.0)))
        tasks.create_task(visit(bots, ledger, _chance("visitor"), end))
        tasks.create_task(Weather(bots, ledger, _chance("weather")).blow(end, start + 60 * MINUTES * _KILLS))
        for number in range(3):
            tasks.create_task(squalls(bots, ledger, _chance(f"squall {number}"), end))
        tasks.create_task(pulse.feel(end))


def _judge(
    bots: Bots, press: Press, pulse: Pulse, ledger: Ledger, samples: dict[str, float], bytes_a_line: float
) -> None:
    bots.check_database()
    doubts = invariants.Doubts.of(bots)
    invariants.each_line_is_seen_once(press, bots.networks, doubts)
    invariants.nothing_else_is_announced(press, bots.networks)
    invariants.no_answer_comes_twice(bots.networks)
    invariants.enough_was_answered(ledger, MINUTES)
    invariants.nothing_failed(samples)
    invariants.it_was_in_time(samples, bots.freezes)
    invariants.it_does_not_leak(pulse, len(press.published), bytes_a_line)


def _summary(bots: Bots, press: Press, pulse: Pulse, ledger: Ledger, bytes_a_line: float) -> str:
    memory, files = pulse.growth()
    doubts = invariants.Doubts.of(bots)
    waits = quantiles((seconds for seconds, _ in ledger.waits), n=100)
    longest, what = max(ledger.waits)
    return "\n".join(
        (
            f"{len(press.published)} reports, {len(bots.bots)} bots, {len(bots.networks[0].channels)} and"
            f" {len(bots.networks[1].channels)} channels; {doubts.repeated.total()} lines said once more,"
            f" {len(doubts.given_up)} messages given up in doubt",
            f"{len(ledger.waits)} answers in fine weather: p50 {waits[49]:.3f} s, p99 {waits[98]:.3f} s,"
            f" the longest {longest:.3f} s ({what}); {ledger.excused} lost in bad weather",
            f"memory {pulse.warm[-1].memory:.1f} MiB ({memory:+.1f}, {bytes_a_line:+.0f} bytes a line),"
            f" {pulse.warm[-1].files} open files ({files:+.0f})",
        )
    )


def _reasons(error: BaseException) -> str:
    """Return what went wrong, in one line each."""
    if isinstance(error, BaseExceptionGroup):
        return "\n".join(_reasons(each) for each in error.exceptions)
    return f"{type(error).__name__}: {error}"
