"""Commands that wait: who asks is looked up first, then the command is run for those who may use it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from bot.answers import Answer
from bot.answers.model import nothing
from bot.irc.message import Message
from bot.permissions import Asker
from bot.plugin import Command, Context

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A command with the arguments that somebody gave it."""

    command: Command
    arguments: Mapping[str, object]
    context: Context


async def identified(call: Call, message: Message) -> Asker:
    """Return who asks, on the server's word, with what they may do in the channel that the command is about."""
    permissions = call.context.running.permissions
    found = await permissions.asker(message)
    return replace(found, right=permissions.right(found, _about(call)))


async def run(call: Call, asker: Asker) -> Answer:
    """Return what a command says to who asks, or why they may not use it."""
    if asker.right < call.command.right:
        log.info("not allowed", network=asker.network, command=call.command.name, who=asker.name)
        return nothing(call.context.running.permissions.refusal(call.command.right, asker, _about(call)))
    return await call.command.perform(replace(call.context, asker=asker), call.arguments)


def _about(call: Call) -> str | None:
    """Return the channel that a command is about: the one that is named, else the one where it was given."""
    return call.command.about(call.arguments) or call.context.asker.channel
