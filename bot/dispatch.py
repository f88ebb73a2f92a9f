"""From a message to the lines of the reply: is the bot addressed, by a command or a question, and what does it say."""

import importlib
import pkgutil
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from traceback import extract_tb
from types import ModuleType

import structlog

from bot.addressing import Said, addressed
from bot.answers import Answer, answer
from bot.answers.calendar import deadline
from bot.answers.model import nothing
from bot.archive import Archive
from bot.controls import Controls
from bot.cooldown import Cooldown, Verdict
from bot.errors import QuarterdeckError
from bot.irc.message import Message
from bot.pager import Pager
from bot.permissions import Permissions, Right, refusal
from bot.plugin import Command, Context, UsageError, commands_of
from bot.questions import Intent, read
from bot.questions.cues import FILLER
from bot.search.spelling import Spelling
from config.settings import ChannelSettings

PLUGINS = "plugins"
_ALWAYS = frozenset({"help", "more", Intent.NONE})
_TOO_FAST = "{}: that is faster than I answer; please wait a little."
log = structlog.get_logger(__name__)

Reply = list[str] | None
"""The lines to say; None if silence is right."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command that cannot be answered at once, with its arguments."""

    command: Command
    arguments: Mapping[str, object]
    context: Context


class Dispatcher:
    """Turns what people say into what the bot replies; `now` and `random` are for commands that need them.

    `archive` may be replaced at any time: each answer is from one. `permissions` and `controls` are None where no bot
    is running.
    """

    def __init__(
        self,
        archive: Archive,
        permissions: Permissions | None = None,
        controls: Controls | None = None,
        *,
        now: Callable[[], datetime] | None = None,
        random: Random | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.archive = archive
        self._permissions = permissions
        self._controls = controls
        self._now = now or (lambda: datetime.now(UTC))
        self._random = random or SystemRandom()
        self._pager = Pager()
        self._cooldown = Cooldown(clock)
        self.commands = commands_of(found_plugins())
        self._spelling = Spelling({name.partition(" ")[0] for name in self.commands})

    def handle(self, message: Message, *, nick: str, here: ChannelSettings) -> Reply | Awaitable[Reply]:
        """Return the reply at once where that is possible, which it is but for commands that wait.

        `here` holds where it was said. The reply is None if the bot was not meant or should not answer.
        """
        said = addressed(message, here.prefix, nick) if message.answerable else None
        if said is None:
            return None
        ignored = self._ignored(message)
        known, _ = self._called(said.text)
        if ignored and not (known and known.right):
            return None
        who = message.account or message.hostmask.partition("!")[2]
        verdict = self._cooldown.judge(message.network, message.channel, who, here.cooldown.total_seconds())
        if verdict is not Verdict.ANSWER:
            return [_TOO_FAST.format(message.nick)] if verdict is Verdict.WARN and not ignored else None
        try:
            found = self._answer(said)
        except Exception as error:
            return self._incident(said, error)
        if not self._enabled(found, here.commands):
            return None
        if isinstance(found, _Waiting):
            return self._perform(found, message, said, ignored=ignored)
        return self._lines(found, said)

    def _ignored(self, message: Message) -> bool:
        return self._controls is not None and self._controls.ignores.match(message, self._now())

    def _enabled(self, found: Answer | _Waiting | None, names: Collection[str]) -> bool:
        """Tell whether a channel wants answers of this kind; what everybody needs, and who manages it, always works."""
        if not names or found is None:
            return True
        wanted = {self.commands[name].name for name in names if name in self.commands}
        if isinstance(found, _Waiting):
            return found.command.right > Right.EVERYBODY or found.command.name in wanted
        return found.intent in wanted | _ALWAYS

    async def _perform(self, waiting: _Waiting, message: Message, said: Said, *, ignored: bool) -> Reply:
        """Run a command that waits, if who asks may use it; of those who are ignored that is admins only."""
        try:
            if self._permissions:
                asker = await self._permissions.asker(message)
                channel = waiting.command.about(waiting.arguments) or asker.channel
                asker = replace(asker, right=self._permissions.right(asker, channel))
                if ignored and asker.right < Right.ADMIN:
                    return None
                if asker.right < waiting.command.right:
                    log.info("not allowed", network=message.network, command=waiting.command.name)
                    return self._lines(nothing(refusal(waiting.command.right, asker, channel)), said)
                waiting = replace(waiting, context=replace(waiting.context, asker=asker))
            found = await waiting.command.perform(waiting.context, waiting.arguments)
        except QuarterdeckError as error:
            return self._lines(nothing(str(error)), said)
        except Exception as error:
            return self._incident(said, error)
        return self._lines(found, said)

    def _lines(self, found: Answer | None, said: Said) -> Reply:
        """Return what to say now of an answer; after a question by nick it begins with who asked."""
        lines = self._shown(found, said).reply if found else ()
        if not lines:
            return None
        first = f"{said.asker.nick}: {lines[0]}" if said.by_nick else lines[0]
        return [first, *lines[1:]]

    def _shown(self, found: Answer, said: Said) -> Answer:
        return replace(found, reply=tuple(self._pager.first(said.person, found.reply, f"{said.prefix}more")))

    def _incident(self, said: Said, error: Exception) -> list[str]:
        """Log an error under a number; not the exception as a whole, which is what must not be logged."""
        incident = secrets.token_hex(3)
        known, _ = self._called(said.text)
        command = known.name if known else "question"
        log.error("no answer", incident=incident, command=command, error=type(error).__name__, where=_places(error))
        return [f"Something went wrong; incident {incident} is in the log."]

    def ask(self, text: str) -> Answer:
        """Return the answer that somebody gets who says this to the bot in private, where it runs on no network."""
        said = Said(text.strip(), "here")
        found = self._answer(said)
        if isinstance(found, _Waiting):
            found = nothing(f"{found.command.name} is for the running bot: say it on IRC.")
        return self._shown(found or nothing(), said)

    def _called(self, text: str) -> tuple[Command | None, str]:
        """Return the command that a text begins with, by two words or one, and what follows them."""
        first, _, rest = text.partition(" ")
        second, _, after = rest.strip().partition(" ")
        if family := self.commands.get(f"{first} {second}".lower()):
            return family, after.strip()
        return self.commands.get(first.lower()), rest.strip()

    def _answer(self, said: Said) -> Answer | _Waiting | None:
        known, rest = self._called(said.text)
        if said.mark:
            return self._run(known, said, rest) if known else self._unknown(said)
        if known and not _reads_on(rest) and not self._understood(known, said.text):
            found = self._run(known, said, rest)
            if isinstance(found, _Waiting) or not found.refused or not rest:
                return found
            return self._question(said.text, otherwise=found)
        return self._members(said.text) or self._question(said.text)

    def _members(self, text: str) -> Answer | None:
        """Say which commands a family has, where a text is its name, alone or with a word that is none of them."""
        family, *more = text.lower().split()
        members = [name.removeprefix(f"{family} ") for name in self.commands if name.startswith(f"{family} ")]
        if not members or len(more) > 1:
            return None
        return nothing(f"{family} takes {', '.join(members[:-1])} or {members[-1]}.")

    def _understood(self, known: Command, text: str) -> bool:
        """Tell whether the grammar reads the very command out of a text; it leaves less around the topic.

        A name that also asks, such as `who`, only begins a question where something else is read out of it.
        """
        intent = read(text, self.archive.newest.period).intent if self.archive.reports else None
        name = text.partition(" ")[0].lower()
        return intent == known.name or (intent is not None and name in FILLER and name != known.name)

    def _question(self, text: str, otherwise: Answer | None = None) -> Answer:
        """Answer a question; a refusal gives way to what a command that begins so has to say."""
        if self.archive.reports and read(text, self.archive.newest.period).intent is Intent.DEADLINE:
            return deadline(self._now().date())
        found = answer(self.archive, text)
        return otherwise if otherwise and found.refused else found

    def _run(self, known: Command, said: Said, rest: str) -> Answer | _Waiting:
        context = Context(
            self.archive,
            self.commands,
            self._now(),
            self._random,
            said.prefix,
            lambda: self._pager.rest(said.person),
            said.asker,
            self._controls,
        )
        try:
            if known.waits:
                return _Waiting(known, known.arguments(context, rest), context)
            return known.run(context, rest)
        except UsageError as error:
            return nothing(str(error))

    def _unknown(self, said: Said) -> Answer | None:
        """Suggest a command; in a channel, what is near none is probably for another bot."""
        if members := self._members(" ".join(said.text.split()[:2])):
            return members
        name = said.text.partition(" ")[0]
        if near := self._spelling.near(name.lower()):
            return nothing(f"Did you mean {said.mark}{near[0][0]}?")
        return nothing(f"There is no command {name}; {said.prefix}help lists them.") if said.private else None


def _places(error: Exception) -> list[str]:
    """Return where an error came about; its own words may repeat what was said, and no channel's talk is logged."""
    return [f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in extract_tb(error.__traceback__)]


def found_plugins() -> Iterator[ModuleType]:
    """Import and yield every module of the `plugins` package, which is known by its name only."""
    package = importlib.import_module(PLUGINS)
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{PLUGINS}.{module.name}")


def _reads_on(rest: str) -> bool:
    """Tell whether what follows a command's name makes it the beginning of a sentence: `history of`, `who is`."""
    word, _, more = rest.partition(" ")
    return bool(more) and word.lower() in FILLER
