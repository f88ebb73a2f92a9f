"""The bot goes where its admins invite it; others get one polite sentence, and a flood of them nothing."""

from datetime import datetime

import pytest

from bot.administration.invitations import Invitations
from bot.errors import QuarterdeckError
from bot.irc.message import Message
from bot.irc.whois import NOBODY, Identity
from bot.permissions import Asker, Permissions
from config.settings import NetworkSettings


class Net:
    """A network on which accounts are a table."""

    def __init__(self) -> None:
        self.asked = 0

    async def identify(self, message: Message) -> Identity:
        self.asked += 1
        return {"alice": Identity("alice"), "bob": Identity("bob")}.get(message.nick, NOBODY)

    def fold(self, name: str) -> str:
        return name.lower()


class Bench:
    def __init__(self) -> None:
        self.net, self.now = Net(), 0.0
        self.joined: list[tuple[str, str]] = []
        self.said: list[tuple[str, str, str]] = []
        self.problem = ""
        settings = NetworkSettings.model_validate(
            {"host": "irc.example", "owner": "account:alice", "admins": ["account:bob"]}
        )
        permissions = Permissions({"lab": self.net}, {"lab": settings}.get, lambda _network, _channel: True)
        self.invitations = Invitations(permissions, self._join, self._say, clock=lambda: self.now)

    async def _join(self, asker: Asker, channel: str, key: str, now: datetime) -> None:
        del now
        assert key == ""
        if self.problem:
            raise QuarterdeckError(self.problem)
        self.joined.append((asker.name, channel))

    def _say(self, network: str, nick: str, text: str) -> None:
        self.said.append((network, nick, text))

    async def invite(self, nick: str, channel: str, *, bot: bool = False) -> None:
        await self.invitations.take(Message("lab", nick, f"{nick}!{nick}@h", None, "deck", None, channel, bot=bot))


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_owner_and_admins_are_followed(bench: Bench) -> None:
    await bench.invite("alice", "#a")
    await bench.invite("bob", "#b")
    assert bench.joined == [("account:alice", "#a"), ("account:bob", "#b")]
    assert bench.said == []


async def test_somebody_else_is_turned_down_with_one_sentence(bench: Bench) -> None:
    for number in range(4):
        await bench.invite("eve", f"#{number}")
    assert bench.joined == []
    assert bench.said == [("lab", "eve", "Thank you for the invitation, but only my admins can send me to #0.")]


async def test_a_flood_of_invitations_makes_neither_questions_nor_words(bench: Bench) -> None:
    for number in range(100):
        await bench.invite(f"eve{number}", "#c")
    assert bench.net.asked <= 10
    assert len(bench.said) <= 5


async def test_bots_are_not_even_turned_down(bench: Bench) -> None:
    await bench.invite("robot", "#c", bot=True)
    assert (bench.said, bench.net.asked) == ([], 0)


async def test_who_invites_hears_why_it_cannot_be(bench: Bench) -> None:
    bench.problem = "The database is full."
    await bench.invite("alice", "#a")
    assert bench.said == [("lab", "alice", "The database is full.")]
