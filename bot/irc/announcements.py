"""Say the same in many channels: in as few lines as the server takes, with an outcome for each channel."""

import asyncio
from collections.abc import Sequence

from bot.irc.keeper import Keeper
from bot.irc.message import Outcome, Refused
from bot.irc.outbox import Priority
from bot.irc.rooms import Rooms
from bot.irc.session import Session
from bot.irc.speech import unpaid

_ACCOUNTS = frozenset({"account-tag", "account-notify", "extended-join"})


class Announcements:
    """What a network is used for by who announces."""

    def __init__(self, keeper: Keeper, rooms: Rooms) -> None:
        self._keeper, self._rooms = keeper, rooms

    @property
    def tells_accounts(self) -> bool:
        """Tell whether the server shows of its own accord which services account somebody is logged in to."""
        return bool(self._session and self._session.login.capabilities.active & _ACCOUNTS)

    def ready(self, channel: str) -> bool:
        """Tell whether the bot is in a channel."""
        room = self._rooms.get(channel)
        return room is not None and room.joined

    async def turn(self) -> None:
        """Wait until an announcement may go out; the next line delivered as PAID does at once."""
        if session := self._session:
            await session.turn(Priority.ANNOUNCEMENT)

    def another_turn(self) -> bool:
        """Take a further turn if nobody has to wait for it; tell whether there was one."""
        return self._session is not None and self._session.outbox.take_turn(Priority.ANNOUNCEMENT)

    def together(self, channels: Sequence[str], text: str, *, notice: bool) -> Sequence[str]:
        """Return those of the channels that one line may reach, the first of them always."""
        session = self._session
        return session.speech.together(channels, text, notice=notice) if session else channels[:1]

    def deliver(
        self, channels: Sequence[str], text: str, *, notice: bool, priority: Priority
    ) -> list[asyncio.Future[Outcome]]:
        """Say a text, as one line where the channels are `together`, and return what will be known of each.

        A channel that the bot is not in refuses.
        """
        outcomes: dict[str, asyncio.Future[Outcome]] = {}
        inside = [channel for channel in channels if self.ready(channel)]
        while self._session and inside:
            together = self.together(inside, text, notice=notice)
            said = self._session.speech.deliver_to(together, text, notice=notice, priority=priority)
            outcomes |= zip(together, said, strict=True)
            inside = [channel for channel in inside if channel not in together]
            priority = unpaid(priority)
        return [outcomes.get(channel) or _refused() for channel in channels]

    @property
    def _session(self) -> Session | None:
        session = self._keeper.session
        return session if session and session.ready else None


def _refused() -> asyncio.Future[Outcome]:
    future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    future.set_result(Refused("the bot is not in the channel"))
    return future
