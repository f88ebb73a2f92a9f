"""The floor: a bot on the same library that says the same thing whatever it is asked.

python -m tests.bench._echo PORT NICK CHANNEL...
"""

import asyncio
import sys

from irc.client import Event, ServerConnection
from irc.client_aio import AioReactor


async def main() -> None:
    """Answer until killed."""
    port, nick, *channels = sys.argv[1:]
    reactor = AioReactor(loop=asyncio.get_running_loop())

    def on_welcome(connection: ServerConnection, _: Event) -> None:
        for channel in channels:
            connection.join(channel)

    def on_message(connection: ServerConnection, event: Event) -> None:
        connection.privmsg(event.target if event.target.startswith("#") else event.source.nick, "pong")

    reactor.add_global_handler("welcome", on_welcome)
    reactor.add_global_handler("pubmsg", on_message)
    reactor.add_global_handler("privmsg", on_message)
    await reactor.server().connect("127.0.0.1", int(port), nick)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
