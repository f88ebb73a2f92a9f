"""Invitations to channels: taken from those who may send the bot anywhere, turned down politely from others."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import monotonic

import structlog

from bot.cooldown import Allowance, Cooldown, Verdict
from bot.errors import QuarterdeckError
from bot.irc.message import Message
from bot.permissions import Asker, Permissions, Right

log = structlog.get_logger(__name__)

# So many of one person and of all are looked at, and so many turned down with a word: for each the burst, and the
# seconds to one more. What is beyond is passed over in silence.
_LOOKED_AT = (Allowance(5, 60.0), Allowance(5, 60.0), Allowance(10, 10.0))
_TURNED_DOWN = (Allowance(1, 600.0), Allowance(1, 600.0), Allowance(5, 60.0))

Join = Callable[[Asker, str, str, datetime], Awaitable[object]]
Say = Callable[[str, str, str], None]


class Invitations:
    """Decides on invitations; `join` is what the command does, `say(network, nick, text)` a word in private."""

    def __init__(
        self,
        permissions: Permissions,
        join: Join,
        say: Say,
        *,
        clock: Callable[[], float] = monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._permissions, self._join, self._say, self._now = permissions, join, say, now
        self._looked_at, self._turned_down = Cooldown(clock, _LOOKED_AT), Cooldown(clock, _TURNED_DOWN)

    async def take(self, invitation: Message) -> None:
        """Go where an admin invites to; others get one polite sentence. The invitation's text is the channel."""
        who = invitation.hostmask.partition("!")[2]
        network, channel = invitation.network, invitation.text
        if not invitation.answerable or self._looked_at.judge(network, None, who) is not Verdict.ANSWER:
            return
        asker = await self._permissions.asker(invitation)
        where = log.bind(network=network, channel=channel, who=asker.name)
        if self._permissions.right(asker, None) >= Right.ADMIN:
            where.info("invited")
            try:
                await self._join(asker, channel, "", self._now())
            except QuarterdeckError as error:
                self._say(network, invitation.nick, str(error))
        elif self._turned_down.judge(network, None, who) is Verdict.ANSWER:
            where.info("invitation turned down")
            words = f"Thank you for the invitation, but only my admins can send me to {channel}."
            self._say(network, invitation.nick, words)
