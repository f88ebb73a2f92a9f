"""Somebody who looks at the web pages."""

import asyncio
import random

import aiohttp

from tests.soak.bots import Bots
from tests.soak.ledger import Ledger
from tests.soak.press import OLD, WORDS, invented
from tests.soak.users import LIMIT

_PAUSE = 0.3


async def visit(bots: Bots, ledger: Ledger, chance: random.Random, until: float) -> None:
    """Ask for pages at random; each must be there within the limit, unless the bot itself is in trouble."""
    limit = aiohttp.ClientTimeout(total=LIMIT)
    connector = aiohttp.TCPConnector(force_close=True)  # so that open files are the bot's own and not ours
    async with aiohttp.ClientSession(f"http://{bots.web}", timeout=limit, connector=connector) as session:
        while ledger.now() < until:
            await asyncio.sleep(chance.uniform(0, _PAUSE))
            path, asked = _page(chance), ledger.now()
            try:
                async with session.get(path) as answer:
                    await answer.read()
            except (aiohttp.ClientError, TimeoutError):
                ledger.unanswered(asked, path, "web")
            else:
                assert answer.status == 200, f"{path}: {answer.status}"
                ledger.answered(asked, path, "web")


def _page(chance: random.Random) -> str:
    known = invented(chance.randrange(OLD)).id
    return chance.choice(
        (
            "/",
            "/index.json",
            "/reports",
            f"/reports/{known}",
            f"/reports/{known}.json",
            f"/search?q={chance.choice(WORDS)}",
            "/people",
            "/projects",
            "/feeds/reports.atom",
            "/healthz",
            "/metrics",
        )
    )
