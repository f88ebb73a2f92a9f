"""The pulse of the running bot: its memory and open files over time, and how late its event loop is."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.soak.bots import Bots
from tests.soak.ledger import Ledger

_EVERY = 0.5
_WARM_UP = 25.0
_LEAST = 20
"""Looks, after the warm-up, without which nothing can be said about a slope."""


@dataclass(frozen=True)
class Look:
    """How much memory (MiB) and how many files a process had at a time."""

    at: float
    memory: float
    files: int


class Pulse:
    """Looks at the bot, again and again; only the looks at the last one are kept."""

    def __init__(self, bots: Bots, ledger: Ledger) -> None:
        self._bots = bots
        self._ledger = ledger
        self._pid = 0
        self._looks: list[Look] = []

    async def feel(self, until: float) -> None:
        """Look until then, and check that the bot lives and has nothing to complain of."""
        while self._ledger.now() < until:
            self._bots.check()
            self._look()
            await asyncio.sleep(_EVERY)

    def _look(self) -> None:
        if self._bots.pid != self._pid:
            self._pid, self._looks = self._bots.pid, []
        try:
            files = len(list(Path(f"/proc/{self._pid}/fd").iterdir()))
            self._looks.append(Look(self._ledger.now(), memory(self._pid), files))
        except (OSError, IndexError):
            pass  # it is being killed

    @property
    def warm(self) -> Sequence[Look]:
        """Return the looks at the last bot after its warm-up."""
        return [look for look in self._looks if look.at >= self._looks[0].at + _WARM_UP]

    def growth(self) -> tuple[float, float]:
        """Return by how many MiB and files the bot grew from the first third of its warm life to the last one."""
        looks = self.warm
        assert len(looks) >= _LEAST, f"the last bot did not live long enough: {len(looks)} looks"
        third = len(looks) // 3
        first, last = looks[:third], looks[-third:]
        return (
            median(look.memory for look in last) - median(look.memory for look in first),
            median(look.files for look in last) - median(look.files for look in first),
        )


def memory(pid: int) -> float:
    """Return what a process keeps in memory, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def metrics(bots: Bots) -> dict[str, float]:
    """Return what the bot says of itself: samples by name, with labels as `name{key=value}`."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{bots.web}/metrics") as answer:
        families = text_string_to_metric_families(await answer.text())
    samples = {}
    for sample in (sample for family in families for sample in family.samples):
        labels = ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
        samples[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return samples
