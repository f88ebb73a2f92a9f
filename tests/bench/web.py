"""How long pages take at a steady rate, each address asked for once, and how late the event loop gets in a flood.

    python -m tests.bench.web [--seconds N]

The server has one core, with the golden archive; the clients have the others. Times are what a client sees.
"""

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from multiprocessing.connection import Connection
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table
from yarl import URL

from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.web.app import make_app
from bot.web.routes import PAGES, Page
from bot.web.server import listening
from bot.web.site import Site
from bot.web.views.parts import Lines
from tests.golden import QUESTIONS, report, report_ids

_RATE, _FLOOD = 100, 500
"""Requests a second."""
_BAR, _SLOW_BAR, _LAG_BAR = 15.0, 30.0, 50.0
"""Milliseconds: p99 of a page, p99 of those that search or draw, and the most that the loop may be late."""
_SLOW = ("/search", "/statistics")
_CORE = 0
"""The core that the server has."""
_BEAT = 0.002
"""Seconds between two looks at the loop."""


def main() -> None:
    """Measure, print the table and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3, help="for each page, and twice that for the flood")
    seconds = parser.parse_args().seconds
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    os.sched_setaffinity(0, os.sched_getaffinity(0) - {_CORE} or {_CORE})
    port, addresses = ours.recv()
    try:
        holds = asyncio.run(_measure(f"http://127.0.0.1:{port}", addresses, seconds, ours))
    finally:
        ours.send("stop")
        server.join(10)
    sys.exit(0 if holds else 1)


async def _measure(base: str, addresses: dict[str, list[str]], seconds: int, server: Connection) -> bool:
    columns = ("page", "addresses", "p50 ms", "p99 ms", "max ms", "CPU ms", "loop late ms", "bar")
    table = Table(*columns, title=f"{_RATE}/s, each address for the first time")
    holds = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(base, connector=connector) as session:
        for path, found in addresses.items():
            bar = _SLOW_BAR if path in _SLOW else _BAR
            times = await _ask(session, islice(cycle(found), _RATE * seconds), _RATE)
            holds.append(_row(table, path, len(found), times, _spent(server), bar))
        everything = [address for found in addresses.values() for address in found]
        random.Random(3).shuffle(everything)  # noqa: S311 - not for secrets
        times = await _ask(session, islice(cycle(everything), _FLOOD * seconds * 2), _FLOOD)
        holds.append(_row(table, f"all, {_FLOOD}/s", len(everything), times, _spent(server), None))
    Console(width=120).print(table)
    return all(holds)


def _row(
    table: Table, name: str, count: int, times: list[float], spent: tuple[float, float], bar: float | None
) -> bool:
    """Add a row; judge the p99 by its bar, or without one how late the loop was."""
    late, cpu = spent
    middle, most = times[len(times) // 2], times[int(len(times) * 0.99)]
    figures = [f"{figure:.1f}" for figure in (middle, most, times[-1], cpu / len(times), late)]
    holds = most <= bar if bar else late <= _LAG_BAR
    judged = f"p99 ≤ {bar:g}" if bar else f"late ≤ {_LAG_BAR:g}"
    table.add_row(name, f"{count:,}", *figures, f"{judged} {'✓' if holds else '✗'}")
    return holds


async def _ask(session: aiohttp.ClientSession, addresses: Iterator[str], rate: int) -> list[float]:
    """Ask for addresses at a rate, whether answers come or not; return how many milliseconds each took, sorted."""

    async def one(address: str) -> float:
        start = time.perf_counter()
        async with session.get(address) as answer:
            await answer.read()
            assert answer.status in (200, 404, 429, 503), (address, answer.status)
        return (time.perf_counter() - start) * 1000

    loop = asyncio.get_running_loop()
    due, asked = loop.time(), []
    for address in addresses:
        asked.append(asyncio.create_task(one(address)))
        due += 1 / rate
        await asyncio.sleep(max(0.0, due - loop.time()))
    return sorted(await asyncio.gather(*asked))


def _spent(server: Connection) -> tuple[float, float]:
    """Return how late the server's loop was at most and what CPU time it took since last asked, in milliseconds."""
    server.send("spent")
    late, cpu = server.recv()
    return late * 1000, cpu * 1000


def _serve(control: Connection) -> None:
    """Serve the archive on one core until told to stop; in another process."""
    os.sched_setaffinity(0, {_CORE})
    found = [report(each) for each in report_ids()]
    persons = people(found)
    archive = Archive(found, persons, projects(found, persons))
    gc.freeze()  # as Archive.open does
    asyncio.run(_answer(Site(lambda: archive, public_url="https://reports.example.org"), control))


async def _answer(site: Site, control: Connection) -> None:
    late = 0.0

    async def watch() -> None:
        nonlocal late
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _BEAT
            await asyncio.sleep(_BEAT)
            late = max(late, loop.time() - due)

    lines = site.once(Lines)  # which a server works out in its first seconds
    for item in site.archive.items:
        lines.of(item)
    async with listening(make_app(site), "127.0.0.1", 0) as port:
        addresses = {page.path: list(_addresses(site, page)) for page in PAGES}
        control.send((port, addresses))
        watching = asyncio.create_task(watch())
        before = time.process_time()
        while await asyncio.to_thread(control.recv) == "spent":
            now = time.process_time()
            control.send((late, now - before))
            late, before = 0.0, now
        watching.cancel()


def _addresses(site: Site, page: Page) -> Iterator[str]:
    """Return all addresses of a page, mixed."""
    catalogue = site.catalogue
    things: dict[str, list[Any]] = {
        "/reports/{report}": list(catalogue.reports.values()),
        "/reports/{report}/{entry}": site.archive.items,
        "/projects/{project}": list(catalogue.projects.values()),
        "/people/{person}": list(catalogue.people.values()),
        "/sponsors/{sponsor}": list(catalogue.sponsors.values()),
        "/categories/{category}": list(catalogue.categories.values()),
    }
    chance = random.Random(7)  # noqa: S311 - not for secrets
    if page.path in things:
        mixed = chance.sample(things[page.path], len(things[page.path]))
        yield from map(catalogue.path, mixed)
    elif page.path == "/changes/{report}":
        yield from (f"/changes/{report}" for report in catalogue.reports)
    elif page.path == "/search":
        lines = (QUESTIONS / "questions.jsonl").read_text("utf-8").splitlines()
        yield from (str(URL("/search").with_query(q=json.loads(line)["question"])) for line in lines)
    else:
        yield page.path


if __name__ == "__main__":
    main()
