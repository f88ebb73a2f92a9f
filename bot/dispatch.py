"""From a message to the lines of the reply: is the bot addressed, by a command or a question, and what does it say."""

import importlib
import pkgutil
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from traceback import extract_tb
from types import ModuleType

import structlog

from bot.answers import Answer, answer
from bot.answers.calendar import deadline
from bot.answers.model import nothing
from bot.archive import Archive
from bot.cooldown import Cooldown, Verdict
from bot.irc.message import Message
from bot.pager import Pager
from bot.plugin import Command, Context, UsageError, commands_of
from bot.questions import Intent, read
from bot.questions.cues import FILLER
from bot.search.spelling import Spelling

PLUGINS = "plugins"
_TOO_FAST = "{}: that is faster than I answer; please wait a little."
_FORMATTING = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6})?|[\x00-\x1f]")
log = structlog.get_logger(__name__)


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


class Dispatcher:
    """Turns what people say into what the bot replies; `now` and `random` are for commands that need them.

    `archive` may be replaced at any time: each answer is from one.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        now: Callable[[], datetime] | None = None,
        random: Random | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.archive = archive
        self._now = now or (lambda: datetime.now(UTC))
        self._random = random or SystemRandom()
        self._pager = Pager()
        self._cooldown = Cooldown(clock)
        self.commands = commands_of(found_plugins())
        self._spelling = Spelling(self.commands)

    def handle(self, message: Message, *, prefix: str, nick: str) -> list[str] | None:
        """Return the lines of the reply, or None if the bot was not meant or should not answer."""
        said = addressed(message, prefix, nick) if message.answerable else None
        if said is None:
            return None
        who = message.account or message.hostmask.partition("!")[2]
        verdict = self._cooldown.judge(message.network, message.channel, who)
        if verdict is not Verdict.ANSWER:
            return [_TOO_FAST.format(message.nick)] if verdict is Verdict.WARN else None
        try:
            found = self.respond(said)
        except Exception as error:
            incident = secrets.token_hex(3)
            kind, where = type(error).__name__, _places(error)
            # Not the exception as a whole, which is what must not be logged.
            log.error("no answer", incident=incident, command=self._command(said), error=kind, where=where)  # noqa: TRY400
            return [f"Something went wrong; incident {incident} is in the log."]
        if found is None or not found.reply:
            return None
        first = f"{message.nick}: {found.reply[0]}" if said.by_nick else found.reply[0]
        return [first, *found.reply[1:]]

    def _command(self, said: Said) -> str:
        """Return the name of the command that was given, for the log."""
        known = self.commands.get(said.text.partition(" ")[0].lower())
        return known.name if known else "question"

    def ask(self, text: str) -> Answer:
        """Return the answer that somebody gets who says this to the bot in private."""
        return self.respond(Said(text.strip(), "here")) or nothing()

    def respond(self, said: Said) -> Answer | None:
        """Return the answer with the lines to send now, or None if silence is right."""
        found = self._answer(said)
        if found is None:
            return None
        return replace(found, reply=tuple(self._pager.first(said.person, found.reply, f"{said.prefix}more")))

    def _answer(self, said: Said) -> Answer | None:
        name, _, rest = said.text.partition(" ")
        known = self.commands.get(name.lower())
        if said.mark:
            return self._run(known, said, rest) if known else self._unknown(name, said)
        if known and not _reads_on(rest) and not self._understood(known, said.text):
            found = self._run(known, said, rest)
            return found if not found.refused or not rest else self._question(said.text, otherwise=found)
        return self._question(said.text)

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

    def _run(self, known: Command, said: Said, rest: str) -> Answer:
        context = Context(
            self.archive, self.commands, self._now(), self._random, said.prefix, lambda: self._pager.rest(said.person)
        )
        try:
            return known.run(context, rest.strip())
        except UsageError as error:
            return nothing(str(error))

    def _unknown(self, name: str, said: Said) -> Answer | None:
        """Suggest a command; in a channel, what is near none is probably for another bot."""
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


def addressed(message: Message, prefix: str, nick: str) -> Said | None:
    """Return what was said to the bot: after the prefix, after its nick, or in private; None if nothing was."""
    text = _FORMATTING.sub("", message.text).strip()
    person = f"{message.network} {message.account or message.nick.lower()} {message.channel or ''}"
    advised = "" if message.private else prefix
    if prefix and text.startswith(prefix):
        text = text.removeprefix(prefix)
        return Said(text, person, prefix, advised, message.private) if text[:1].isalpha() else None
    if called := re.match(rf"{re.escape(nick)}\s*[:,]\s*(?P<said>.+)", text, re.IGNORECASE):
        return Said(called["said"].removeprefix(prefix), person, "", advised, message.private, not message.private)
    return Said(text, person) if message.private and text else None


def _reads_on(rest: str) -> bool:
    """Tell whether what follows a command's name makes it the beginning of a sentence: `history of`, `who is`."""
    word, _, more = rest.partition(" ")
    return bool(more) and word.lower() in FILLER
