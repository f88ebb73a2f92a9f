"""A rush of talk and of far too many questions, after which the bot must be no larger than before."""

import asyncio

from tests import rawirc
from tests.soak.network import Network
from tests.soak.pulse import memory

_PEOPLE = 10
_LINES = 100  # of each, at once; more would keep the server's PONG from the bot for too long
_WARM_UP = 3
_TIMES = 8


async def growth(network: Network, pid: int) -> float:
    """Return how many bytes of memory each line took for good that was said while the bot was there."""
    people = [await rawirc.client(network.server.port, f"rush{number}") for number in range(_PEOPLE)]
    try:
        await _rush(network, people, _WARM_UP)
        before = memory(pid)
        await _rush(network, people, _TIMES)
        return (memory(pid) - before) * 2**20 / (_TIMES * _PEOPLE * _LINES)
    finally:
        for person in people:
            await person.close()


async def _rush(network: Network, people: list[rawirc.RawConnection], times: int) -> None:
    rooms = sorted(network.channels)
    for _ in range(times):
        for person, room in zip(people, rooms, strict=False):
            person.send(f"JOIN {room}")
            for number in range(_LINES // 2):
                person.send(f"PRIVMSG {room} :not for you {number}", f"PRIVMSG {room} :!ping {number}")
        await asyncio.gather(*(person.sync() for person in people))
        await network.recovered()
