"""The bot is in the wanted channels and in no others, played without a server."""

import asyncio

import pytest

from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.presence import Presence
from bot.irc.rooms import LONGEST_PAUSE, Rooms
from bot.irc.terms import Hooks
from bot.irc.wire import parse


class Visit:
    """A bot called deck that wants to be in #a, what it sends, and what it is told."""

    def __init__(self) -> None:
        self.rooms = Rooms(["#a"])
        self.lines: asyncio.Queue[str] = asyncio.Queue()
        self.joined: list[str] = []
        self.opened: list[str] = []
        self.troubles: list[tuple[str, str]] = []
        isupport = ISupport()
        hooks = Hooks(
            lambda _: None,
            joined=self.joined.append,
            trouble=lambda channel, why: self.troubles.append((channel, why)),
            opened=self.opened.append,
        )
        me = Myself("deck", isupport)
        self.presence = Presence("test", self.rooms, me, isupport, self.lines.put_nowait, hooks)

    def hears(self, *lines: str) -> None:
        for text in lines:
            line = parse(text)
            assert line is not None
            self.presence.receive(line)


async def test_where_it_is_taken_against_its_will_it_leaves() -> None:
    visit = Visit()
    visit.hears(":deck!d@h JOIN #trap", ":eve!e@h JOIN #trap", ":deck!d@h JOIN")
    assert [visit.lines.get_nowait() for _ in range(visit.lines.qsize())] == ["PART #trap"]
    assert (visit.joined, visit.rooms.joined) == ([], frozenset())


async def test_a_channel_that_becomes_wanted_is_joined_at_once() -> None:
    visit = Visit()
    job = asyncio.create_task(visit.presence.run())
    assert await visit.lines.get() == "JOIN #a"
    visit.hears(":DECK!d@h JOIN #A")
    visit.rooms.want("#b")
    visit.presence.changed()
    assert await visit.lines.get() == "JOIN #b"
    assert visit.joined == ["#A"]
    job.cancel()


@pytest.mark.parametrize(
    ("mode", "opened"),
    [
        ("#a -m", True),
        ("#A +s-b *!*@*", True),
        ("#a +v deck", True),
        ("#a +oo eve DECK", True),
        ("#a +m", False),
        ("#a +b *!*@*", False),
        ("#a +o eve", False),
        ("#a -o eve", False),
        ("#a -v deck", False),
        ("#a", False),
        ("#other -m", False),
        ("deck -i", False),
    ],
)
async def test_a_channel_may_take_again_what_it_refused_when_a_mode_goes_or_the_bot_gets_a_rank(
    mode: str, opened: bool
) -> None:
    visit = Visit()
    visit.rooms.want("#b")
    visit.hears(":deck!d@h JOIN #a", f":eve!e@h MODE {mode}", ":eve!e@h MODE #b -m")
    assert visit.opened == ["#a"] * opened


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (":deck!d@h PART #a", "removed from the channel"),
        (":ann!a@h KICK #a deck :out", "kicked by ann: out"),
        (":s 470 deck #a ##a :Forwarding", "forwarded to ##a (470), where it does not belong"),
    ],
)
async def test_why_it_is_no_longer_in_a_channel_is_said_once(line: str, why: str) -> None:
    visit = Visit()
    visit.hears(":deck!d@h JOIN #a", ":eve!e@h PART #a", ":ann!a@h KICK #a eve :out", ":s 474 deck #a :banned")
    assert visit.troubles == []
    visit.hears(line, line, line.replace("#a", "#elsewhere", 1))
    assert visit.troubles == [("#a", why)]
    assert visit.rooms.outside == {"#a": why}


@pytest.mark.parametrize(("refusal", "patient"), [("405", True), ("474", False)])
async def test_who_is_in_too_many_channels_waits_longest(refusal: str, patient: bool) -> None:
    visit = Visit()
    visit.hears(f":s {refusal} deck #a :No", f":s {refusal} deck #unknown :No")
    assert visit.troubles == [("#a", f"No ({refusal})")]
    pause = visit.rooms.pause(asyncio.get_running_loop().time())
    assert pause is not None
    assert (pause > LONGEST_PAUSE / 2) is patient
