"""Who sits in the channels, counts what the bot says there, and may change the channels' modes."""

import re
from typing import Self

from tests import rawirc

LINES = ("New FreeBSD status report: Q1 2031", "Lantern", "Mooring", "Windlass")
"""How the lines about the news begin; in a channel of style `headline` there is only the first."""
HEADLINE = LINES[0]
_SAID = re.compile(r"(?:@\S+ )?:deck\w*!\S+ (?:PRIVMSG|NOTICE) (#\S+) :(.*)")


class Observer:
    """One person in all channels, over as many connections as the server's life makes necessary."""

    def __init__(self) -> None:
        self._connections: list[rawirc.RawConnection] = []

    async def enter(self, port: int, channels: list[str]) -> Self:
        """Come into the channels, as an operator where nobody was before."""
        eve = await rawirc.client(port, "eve")
        self._connections.append(eve)
        eve.send(f"JOIN {','.join(channels)}")
        for _ in channels:
            await eve.sees(" 366 ")
        return self

    @property
    def now(self) -> rawirc.RawConnection:
        """Return the present connection."""
        return self._connections[-1]

    async def does(self, *lines: str) -> None:
        """Send commands and wait until the server has done them."""
        self.now.send(*lines)
        await self.now.sync()

    def heard(self) -> dict[str, list[str]]:
        """Return what the bot said in each channel: of lines that are known, how they begin."""
        heard: dict[str, list[str]] = {}
        for line in (line for connection in self._connections for line in connection.lines):
            if found := _SAID.fullmatch(line):
                text = found[2]
                beginning = next((each for each in LINES if text.startswith(each)), text)
                heard.setdefault(found[1].lower(), []).append(beginning)
        return heard

    async def leave(self) -> None:
        """Leave, and wait until the server has seen that."""
        for connection in self._connections:
            await connection.close()
