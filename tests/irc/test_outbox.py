"""What is sent first, and how fast: the limits by a clock that the test moves."""

import asyncio
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot.irc.outbox import Outbox, Priority, TokenBucket
from bot.irc.transport import Write


@given(st.integers(1, 10), st.floats(0.1, 5), st.lists(st.floats(0, 20), max_size=60))
def test_a_bucket_lets_through_its_burst_and_then_its_rate(burst: int, rate: float, pauses: list[float]) -> None:
    bucket, now = TokenBucket(burst, rate, 0.0), 0.0
    for sent, pause in enumerate(pauses, 1):
        now += pause + bucket.wait(1, now + pause)
        bucket.wait(1, now)
        bucket.take(1)
        assert sent <= burst + rate * now + 1e-6


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket = TokenBucket(1, 1, 100.0)
    bucket.take(1)
    assert bucket.wait(1, 50.0) == 1
    assert bucket.wait(1, 100.5) == 0.5


def into(sent: list[str]) -> Write:
    """Return what notes the lines that it is to send."""
    return lambda *lines: sent.extend(lines)


async def sent_by(outbox: Outbox, sent: list[str], count: int) -> list[str]:
    """Let an outbox run until it has sent so many lines."""
    job = asyncio.create_task(outbox.run())
    async with asyncio.timeout(5):
        while len(sent) < count:  # noqa: ASYNC110 - a list tells nobody that it grows
            await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    job.cancel()
    return sent


async def test_urgent_lines_overtake_and_equals_keep_their_order() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=1, rate=0, clock=lambda: 0.0)
    for number, priority in enumerate(reversed(Priority)):
        outbox.put(f"{priority.name} {number}", priority)
        outbox.put(f"{priority.name} again", priority)
    names = [line.split()[0] for line in await sent_by(outbox, sent, 2 * len(Priority))]
    assert names == [priority.name for priority in Priority for _ in range(2)]
    assert [line.endswith("again") for line in sent] == [False, True] * len(Priority)


async def test_an_answer_that_need_not_wait_goes_out_at_once_and_passes_nothing_that_does() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=2, rate=0.1, clock=lambda: 0.0)
    outbox.put("before it runs", Priority.REPLY)
    assert not sent
    job = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    outbox.put("at once", Priority.REPLY)
    assert sent == ["before it runs", "at once"]
    outbox.put("too much", Priority.REPLY)
    outbox.put("PONG", Priority.PROTOCOL)
    assert len(outbox) == 2
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outbox.pause()
    assert sent[2:] == ["PONG"]
    job.cancel()


async def test_while_the_connection_takes_no_more_answers_wait() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=2, rate=0, clock=lambda: 0.0)
    job = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    outbox.pause()
    outbox.put("an answer", Priority.REPLY)
    await asyncio.sleep(0)
    assert not sent
    job.cancel()


async def test_one_line_of_the_burst_is_kept_for_people() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=3, rate=0.001, clock=lambda: 0.0)
    for number in range(5):
        outbox.put(f"announcement {number}", Priority.ANNOUNCEMENT)
    assert len(await sent_by(outbox, sent, 2)) == 2
    outbox.put("reply", Priority.REPLY)
    assert (await sent_by(outbox, sent, 3))[2:] == ["reply"]
    outbox.put("PONG", Priority.PROTOCOL)
    assert (await sent_by(outbox, sent, 4))[3] == "PONG"


async def test_no_rate_is_no_limit_until_there_is_one() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=2, rate=0, clock=lambda: 0.0)
    for _ in range(200):
        outbox.put("x" * 4000, Priority.REPLY)
    assert len(await sent_by(outbox, sent, 200)) == 200
    outbox.limits(2, 0.001)
    for _ in range(3):
        outbox.put("x", Priority.REPLY)
    assert len(await sent_by(outbox, sent, 202)) == 202


async def test_long_lines_count_by_their_bytes() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=100, rate=0.001, clock=lambda: 0.0)
    for _ in range(200):
        outbox.put("x" * 4000, Priority.REPLY)
    assert len(await sent_by(outbox, sent, 12)) == 12


async def test_nothing_is_written_while_the_connection_takes_no_more() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=9, rate=0, clock=lambda: 0.0)
    outbox.pause()
    outbox.put("line", Priority.PROTOCOL)
    job = asyncio.create_task(outbox.run())
    for _ in range(100):
        await asyncio.sleep(0)
    assert sent == []
    outbox.resume()
    await sent_by(outbox, sent, 1)
    job.cancel()


async def test_a_long_queue_lets_others_take_their_turn() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=1, rate=0, clock=lambda: 0.0)
    for _ in range(1000):
        outbox.put("line", Priority.REPLY)
    job = asyncio.create_task(outbox.run())
    for _ in range(3):
        await asyncio.sleep(0)
    assert 0 < len(sent) < 10
    job.cancel()


async def test_lines_that_belong_together_wait_for_each_other_and_all_count() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=4, rate=0.001, clock=lambda: 0.0)
    outbox.put_together(("one", "two"), Priority.REPLY)
    outbox.put_together(("three", "four", "five"), Priority.REPLY)
    assert len(outbox) == 5
    assert await sent_by(outbox, sent, 2) == ["one", "two"]
    outbox.put("PONG", Priority.PROTOCOL)
    assert await sent_by(outbox, sent, 3) == ["one", "two", "PONG"]


async def test_a_turn_waits_and_counts_and_the_line_after_it_does_neither() -> None:
    sent: list[str] = []
    outbox = Outbox(into(sent), burst=3, rate=0.001, clock=lambda: 0.0)
    for number in range(5):
        outbox.put_turn(Priority.ANNOUNCEMENT, partial(outbox.put, f"paid {number}", Priority.PAID))
    assert await sent_by(outbox, sent, 2) == ["paid 0", "paid 1"]
    outbox.put("reply", Priority.REPLY)
    assert await sent_by(outbox, sent, 3) == ["paid 0", "paid 1", "reply"]
    outbox.put("paid before", Priority.PAID)
    assert await sent_by(outbox, sent, 4) == ["paid 0", "paid 1", "reply", "paid before"]


async def test_all_that_is_paid_for_leaves_in_one_piece_and_urgent_lines_first() -> None:
    pieces: list[tuple[str, ...]] = []
    sent: list[str] = []
    outbox = Outbox(lambda *lines: pieces.append(lines), burst=1, rate=0.001, clock=lambda: 0.0)
    job = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    for line in ("one", "two", "three"):
        outbox.put(line, Priority.PAID, partial(sent.append, line))
    outbox.put("PONG", Priority.PROTOCOL)
    outbox.put("reply", Priority.REPLY)
    assert pieces == []
    for _ in range(20):
        await asyncio.sleep(0)
    assert pieces == [("PONG", "one", "two", "three")]
    assert sent == ["one", "two", "three"]
    job.cancel()
