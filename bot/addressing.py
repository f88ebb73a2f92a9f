"""What of all that is said on IRC is said to the bot: after its prefix, after its nick, or in private."""

import re
from dataclasses import dataclass, field

from bot.irc.message import Message
from bot.permissions import Asker

_FORMATTING = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6})?|[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said to the bot and meant it to hear.

    `mark` is the command prefix if it was put before the text; `prefix` the one to advise, empty in private.
    """

    text: str
    person: str
    mark: str = ""
    prefix: str = ""
    private: bool = True
    by_nick: bool = False
    asker: Asker = field(default_factory=Asker)


def addressed(message: Message, prefix: str) -> Said | None:
    """Return what was said to the bot: after the prefix, after a nick of its, or in private; None if nothing was."""
    text = (message.text if message.text.isprintable() else _FORMATTING.sub("", message.text)).strip()
    person = f"{message.network} {message.account or message.nick.lower()} {message.channel or ''}"
    advised = "" if message.private else prefix
    asker = Asker(message.network, message.nick, message.hostmask, message.account, message.channel)
    if prefix and text.startswith(prefix):
        text = text.removeprefix(prefix)
        return Said(text, person, prefix, advised, message.private, asker=asker) if text[:1].isalpha() else None
    nicks = "|".join(map(re.escape, message.nicks))
    if nicks and (called := re.match(rf"(?:{nicks})\s*[:,]\s*(?P<said>.+)", text, re.IGNORECASE)):
        return Said(
            called["said"].removeprefix(prefix), person, "", advised, message.private, not message.private, asker
        )
    return Said(text, person, asker=asker) if message.private and text else None
