"""From a message to the reply: whether the bot was meant and should answer, and whether at once or after a wait."""

import secrets
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from traceback import extract_tb
from typing import Literal

import structlog

from bot import gate
from bot.addressing import Said, addressed
from bot.answers import Answer
from bot.answers.model import nothing
from bot.archive import Archive
from bot.controls import Controls
from bot.cooldown import USER, Cooldown, Verdict
from bot.errors import DatabaseError, QuarterdeckError
from bot.gate import Call
from bot.interpreter import Interpreter
from bot.irc.message import Message
from bot.pager import Pager
from bot.permissions import Right
from config.settings import ChannelSettings

_TOO_FAST = "{}: that is faster than I answer; please wait a little."
log = structlog.get_logger(__name__)

Outcome = Literal["answered", "refused", "slowed down", "failed"]
Reply = list[str] | None
"""The lines to say; None if silence is right."""


class Dispatcher:
    """Turns what people say into what the bot replies; `now` and `random` are for commands that need them.

    `controls` is None where no bot is running. `count` is called with the network and what became of a question,
    `page` with an answer and what it is about for the address where all of it stands.
    """

    def __init__(
        self,
        archive: Archive,
        controls: Controls | None = None,
        *,
        now: Callable[[], datetime] | None = None,
        random: Random | None = None,
        clock: Callable[[], float] = monotonic,
        count: Callable[[str, Outcome], None] = lambda _network, _outcome: None,
        page: Callable[[Answer, str], str | None] = lambda _answer, _topic: None,
    ) -> None:
        self._controls = controls
        self._count = count
        self._page = page
        self._now = now or (lambda: datetime.now(UTC))
        self._pager = Pager()
        self._cooldown = Cooldown(clock)
        self._interpreter = Interpreter(
            archive, controls, now=self._now, random=random or SystemRandom(), rest=self._pager.rest
        )

    @property
    def archive(self) -> Archive:
        """Return what is answered from; it may be replaced at any time, as each answer is from one."""
        return self._interpreter.archive

    @archive.setter
    def archive(self, archive: Archive) -> None:
        self._interpreter.archive = archive

    def handle(self, message: Message, *, here: ChannelSettings, limited: bool = True) -> Reply | Awaitable[Reply]:
        """Return the reply at once where that is possible, which it is but for commands that wait.

        `here` holds where it was said; `limited`: who asks too often waits. The reply is None if the bot was not meant
        or should not answer.
        """
        said = addressed(message, here.prefix) if message.answerable else None
        if said is None:
            return None
        ignored = self._ignored(message)
        known, _ = self._interpreter.called(said.text)
        if ignored and not (known and known.right):
            return None
        if said.mark and known and not self._interpreter.enabled(known, here.commands):
            return None
        who = _user(message)
        seconds = USER.seconds if known and known.right else here.cooldown.total_seconds()
        judged = self._cooldown.judge(message.network, message.channel, who, seconds) if limited else Verdict.ANSWER
        if judged is not Verdict.ANSWER:
            self._count(message.network, "slowed down")
            return [_TOO_FAST.format(message.nick)] if judged is Verdict.WARN and not ignored else None
        try:
            found = self._interpreter.answer(said)
        except Exception as error:
            return self._incident(said, error)
        what = found.command if isinstance(found, Call) else found
        if what is None or not self._interpreter.enabled(what, here.commands):
            return None
        if isinstance(found, Call):
            return self._perform(found, message, said, ignored=ignored)
        return self._lines(found, said)

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Return the names that are no command's."""
        return [name for name in names if name not in self._interpreter.commands]

    def _ignored(self, message: Message) -> bool:
        return self._controls is not None and self._controls.ignores.match(message, self._now)

    async def _perform(self, call: Call, message: Message, said: Said, *, ignored: bool) -> Reply:
        """Run a command that waits, if who asks may use it; of those who are ignored that is admins only."""
        try:
            asker = await gate.identified(call, message)
            if ignored and asker.right < Right.ADMIN:
                return None
            if asker.right:
                self._cooldown.forgive(message.network, _user(message))
            found = await gate.run(call, asker)
        except DatabaseError as error:  # whose own words name a file
            log.warning("a command failed", command=call.command.name, why=str(error))
            found = nothing(f"Nothing was changed: {error.why}.")
        except QuarterdeckError as error:
            found = nothing(str(error))
        except Exception as error:
            return self._incident(said, error)
        return self._lines(found, said)

    def _lines(self, found: Answer | None, said: Said) -> Reply:
        """Return what to say now of an answer; after a question by nick it begins with who asked."""
        lines = self._shown(found, said).reply if found else ()
        if not found or not lines:
            return None
        self._count(said.asker.network, "refused" if found.refused else "answered")
        first = f"{said.asker.nick}: {lines[0]}" if said.by_nick else lines[0]
        return [first, *lines[1:]]

    def _shown(self, found: Answer, said: Said) -> Answer:
        known, rest = self._interpreter.called(said.text)
        topic = rest if known else said.text
        lines = self._pager.first(said.person, found.reply, f"{said.prefix}more", lambda: self._page(found, topic))
        return Answer(found.intent, found.matches, tuple(lines))

    def _incident(self, said: Said, error: Exception) -> list[str]:
        """Log an error under a number; not the exception as a whole, which is what must not be logged."""
        self._count(said.asker.network, "failed")
        incident = secrets.token_hex(3)
        known, _ = self._interpreter.called(said.text)
        command = known.name if known else "question"
        log.error("no answer", incident=incident, command=command, error=type(error).__name__, where=_places(error))
        return [f"Something went wrong; incident {incident} is in the log."]

    def ask(self, text: str) -> Answer:
        """Return the answer that somebody gets who says this to the bot in private, where it runs on no network."""
        said = Said(text.strip(), "here")
        found = self._interpreter.answer(said)
        if isinstance(found, Call):
            found = nothing(f"{found.command.name} is for the running bot: say it on IRC.")
        return self._shown(found or nothing(), said)


def _places(error: Exception) -> list[str]:
    """Return where an error came about; its own words may repeat what was said, and no channel's talk is logged."""
    return [f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in extract_tb(error.__traceback__)]


def _user(message: Message) -> str:
    """Return what tells somebody from others however often they change their nick."""
    return message.account or message.hostmask.partition("!")[2]
