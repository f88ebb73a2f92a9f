import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from aiohttp import web

from bot.web.content import Content
from bot.web.kept import Kept
from bot.web.turns import Turns

NOW = datetime(2022, 5, 1, tzinfo=UTC)


async def test_the_loop_goes_on_between_two_pieces_of_work() -> None:
    turns, order = Turns(), list[str]()

    async def other() -> None:
        for _ in range(20):
            order.append("other")
            await asyncio.sleep(0)

    works = [turns.take(None, lambda: order.append("work")) for _ in range(5)]
    await asyncio.gather(*works, other())
    places = [place for place, what in enumerate(order) if what == "work"]
    assert len(places) == 5
    assert all(later - place > 1 for place, later in pairwise(places))


async def test_one_client_does_not_fill_the_queue() -> None:
    turns, done = Turns(most=10, most_of_one=3), list[str]()
    asked = [turns.take("192.0.2.1", lambda: done.append("one")) for _ in range(5)]
    asked += [turns.take("192.0.2.2", lambda: done.append("other"))]
    found = await asyncio.gather(*asked, return_exceptions=True)
    refused = [each for each in found if isinstance(each, web.HTTPTooManyRequests)]
    assert (len(refused), done.count("one"), done.count("other")) == (2, 3, 1)
    assert refused[0].headers["Retry-After"] == "1"


async def test_a_queue_that_is_full_says_so_at_once_and_empties_again() -> None:
    turns = Turns(most=3)
    found = await asyncio.gather(*(turns.take(None, lambda: 1) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, web.HTTPServiceUnavailable) for each in found) == 2
    assert await turns.take(None, lambda: 2) == 2


async def test_work_that_fails_leaves_its_place_to_the_next() -> None:
    turns = Turns(most=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await turns.take("192.0.2.1", lambda: 1 // 0)


def test_what_was_not_asked_for_longest_is_let_go() -> None:
    kept = Kept(most_bytes=2000)
    contents = {name: Content(name.encode() * 400, "text/plain", NOW) for name in "abc"}
    kept.get("archive", "a")
    kept.put("archive", "a", contents["a"])
    kept.put("archive", "b", contents["b"])
    assert kept.get("archive", "a") is contents["a"]
    kept.put("archive", "c", contents["c"])
    assert [kept.get("archive", name) for name in "abc"] == [contents["a"], None, contents["c"]]


def test_another_archive_or_day_begins_anew() -> None:
    kept, content = Kept(), Content(b"page", "text/plain", NOW)
    kept.get("archive", "a")
    kept.put("archive", "a", content)
    assert kept.get("other", "a") is None
    kept.put("archive", "a", content)  # made from what is not current any more
    assert kept.get("other", "a") is None
