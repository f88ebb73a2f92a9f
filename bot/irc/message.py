"""What somebody said, and what became of something that the bot said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One PRIVMSG or NOTICE as it reached the bot, free of control characters other than formatting.

    `account` is the services account by account-tag, else as the server told before, None where there is none or
    the server does not tell. It is good for knowing people again; rights rest on `Network.identify`.
    `target` is where it was said as the server wrote it (`#c`, `@#c`, the bot's nick), `channel` the channel
    in it, None in private. `history` marks lines that were said long ago and are only replayed. `nicks` are those by
    which the bot may be called there.
    """

    network: str
    nick: str
    hostmask: str
    account: str | None
    target: str
    channel: str | None
    text: str
    notice: bool = False
    echo: bool = False
    bot: bool = False
    history: bool = False
    msgid: str | None = None
    nicks: tuple[str, ...] = ()

    @property
    def private(self) -> bool:
        """Tell whether only the bot was addressed."""
        return self.channel is None

    @property
    def answerable(self) -> bool:
        """Tell whether good manners allow an answer: never to notices, bots, history or oneself."""
        return not (self.notice or self.echo or self.bot or self.history)

    @property
    def reply_to(self) -> str:
        """Return where an answer goes: the place where it was asked (`@#c` stays among operators)."""
        return self.target if self.channel is not None else self.nick


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server has shown that it passed the text on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The text certainly did not get through; `reason` says why, for people."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The connection ended, or nothing came back in time: it may have got through or not."""

    reason: str


Outcome = Delivered | Refused | Unknown
