"""From a message to the lines of the reply: is the bot addressed, by a command or a question, and what does it say."""

import importlib
import pkgutil
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random, SystemRandom
from types import ModuleType

import structlog

import plugins
from bot.answers import Answer, answer
from bot.archive import Archive
from bot.irc.message import Message
from bot.pager import Pager
from bot.plugin import Command, Context, Said, UsageError, commands_of
from bot.questions.cues import FILLER
from bot.search.spelling import Spelling

_FORMATTING = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6})?|[\x00-\x1f]")
_CONSOLE = "console"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Addressed:
    """What was said to the bot; `mark` is the command prefix if that is how it was addressed."""

    text: str
    mark: str
    by_nick: bool


def found_plugins() -> Iterator[ModuleType]:
    """Import and yield every module of the `plugins` package."""
    for module in pkgutil.iter_modules(plugins.__path__):
        yield importlib.import_module(f"{plugins.__name__}.{module.name}")


class Dispatcher:
    """Turns what people say into what the bot replies; `now` and `random` are for commands that need them."""

    def __init__(
        self, archive: Archive, *, now: Callable[[], datetime] | None = None, random: Random | None = None
    ) -> None:
        self._archive = archive
        self._now = now or (lambda: datetime.now(UTC))
        self._random = random or SystemRandom()
        self._pager = Pager()
        self._commands = commands_of(found_plugins())
        self._spelling = Spelling(self._commands)

    def handle(self, message: Message, *, prefix: str, nick: str) -> list[str] | None:
        """Return the lines of the reply, or None if the bot was not meant or should not answer."""
        if not message.answerable:
            return None
        said = _addressed(message, prefix, nick)
        if said is None:
            return None
        person = f"{message.network} {message.account or message.nick.lower()} {message.channel or ''}"
        try:
            found = self._respond(said, person, prefix, private=message.private)
        except Exception:
            incident = secrets.token_hex(3)
            log.exception("no answer", incident=incident, network=message.network, nick=message.nick, text=message.text)
            return [f"Something went wrong; incident {incident} is in the log."]
        if found is None:
            return None
        lines = list(found.reply)
        if said.by_nick and lines:
            lines[0] = f"{message.nick}: {lines[0]}"
        return lines

    def ask(self, text: str) -> Answer:
        """Return the answer that somebody gets who says this to the bot in private."""
        return self._respond(_Addressed(text.strip(), "", by_nick=False), _CONSOLE, "", private=True) or Answer(
            "none", (), ()
        )

    def _respond(self, said: _Addressed, person: str, prefix: str, *, private: bool) -> Answer | None:
        more = f"{'' if private else prefix}more"
        context = Context(
            self._archive,
            self._commands,
            self._now(),
            self._random,
            "" if private else prefix,
            lambda: list(self._pager.rest(person)),
        )
        found = self._command(said, context, private=private)
        return replace(found, reply=tuple(self._pager.first(person, found.reply, more))) if found else None

    def _command(self, said: _Addressed, context: Context, *, private: bool) -> Answer | None:
        name, _, rest = said.text.partition(" ")
        known = self._commands.get(name.lower())
        if said.mark:
            if known is None:
                return self._unknown(name, said.mark, private=private)
            return _run(known, context, rest)
        if known and not _reads_on(rest):
            try:
                return _answer(known, known.run(context, rest.strip()))
            except UsageError:
                if not rest:
                    raise
        return answer(self._archive, said.text)

    def _unknown(self, name: str, mark: str, *, private: bool) -> Answer | None:
        """Suggest a command; in a channel, what is near none is probably for another bot."""
        if near := [known for known, _ in self._spelling.near(name.lower())]:
            return Answer("none", (), (f"Did you mean {mark}{near[0]}?",))
        return Answer("none", (), (f"There is no command {name}; {mark}help lists them.",)) if private else None


def _run(known: Command, context: Context, rest: str) -> Answer:
    try:
        return _answer(known, known.run(context, rest.strip()))
    except UsageError as error:
        return Answer("none", (), (str(error),))


def _answer(known: Command, said: Said) -> Answer:
    if isinstance(said, Answer):
        return said
    return Answer(known.name, (), (said,) if isinstance(said, str) else tuple(said))


def _reads_on(rest: str) -> bool:
    """Tell whether what follows a command's name makes it the beginning of a sentence: `history of`, `who is`."""
    word = rest.split(" ", 1)[0].lower()
    return word in FILLER and word != rest.lower()


def _addressed(message: Message, prefix: str, nick: str) -> _Addressed | None:
    text = _FORMATTING.sub("", message.text).strip()
    if prefix and text.startswith(prefix):
        text = text[len(prefix) :]
        return _Addressed(text, prefix, by_nick=False) if text[:1].isalpha() else None
    called = re.match(rf"{re.escape(nick)}\s*[:,]\s*(?P<said>.+)", text, re.IGNORECASE)
    if called:
        said = called["said"].removeprefix(prefix) if prefix else called["said"]
        return _Addressed(said.strip(), "", by_nick=not message.private)
    return _Addressed(text, "", by_nick=False) if message.private and text else None
