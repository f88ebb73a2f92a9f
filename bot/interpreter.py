"""What a text that was said to the bot means, and the answer to it: a command, a question, or a word about neither."""

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import lru_cache
from random import Random
from types import ModuleType

from bot.addressing import Said
from bot.answers import Answer, answer
from bot.answers.calendar import deadline
from bot.answers.model import nothing
from bot.archive import Archive
from bot.controls import Controls
from bot.errors import QuarterdeckError
from bot.gate import Call
from bot.permissions import Right
from bot.plugin import Command, Context, commands_of
from bot.questions import Intent, read
from bot.questions.cues import FILLER
from bot.search.spelling import Spelling

PLUGINS = "plugins"
_REMEMBERED = 16  # texts that were taken apart lately: each one is asked about several times
_ALWAYS = frozenset({"help", "more", Intent.NONE})


class Interpreter:
    """Understands texts; `rest` returns the lines that a person has not seen yet, `archive` may be replaced."""

    def __init__(
        self,
        archive: Archive,
        controls: Controls | None,
        *,
        now: Callable[[], datetime],
        random: Random,
        rest: Callable[[str], tuple[str, ...]],
    ) -> None:
        self.archive = archive
        self._controls = controls
        self._now, self._random, self._rest = now, random, rest
        self.commands = commands_of(found_plugins())
        self.called = lru_cache(_REMEMBERED)(self._called)
        self._spelling = Spelling({name.partition(" ")[0] for name in self.commands})

    def _called(self, text: str) -> tuple[Command | None, str]:
        """Return the command that a text begins with, by two words or one, and what follows them."""
        first, _, rest = text.partition(" ")
        second, _, after = rest.strip().partition(" ")
        if family := self.commands.get(f"{first} {second}".lower()):
            return family, after.strip()
        return self.commands.get(first.lower()), rest.strip()

    def enabled(self, what: Command | Answer, names: Collection[str]) -> bool:
        """Tell whether a channel where only these commands are wanted wants a command, or an answer of that kind.

        What everybody needs, and what managers do, always works.
        """
        if not names:
            return True
        wanted = {self.commands[name].name for name in names if name in self.commands} | _ALWAYS
        if isinstance(what, Answer):
            return what.intent in wanted
        return what.right > Right.EVERYBODY or what.name in wanted

    def answer(self, said: Said) -> Answer | Call | None:
        """Return the answer, the command that it waits for, or None if silence is right."""
        known, rest = self.called(said.text)
        if said.mark:
            return self._run(known, said, rest) if known else self._unknown(said)
        if known and " " in known.name:
            return self._run(known, said, rest)
        if known and (_acts(known) or not (_reads_on(rest) or self._understood(known, said.text))):
            found = self._run(known, said, rest)
            if isinstance(found, Call) or not found.refused or not rest:
                return found
            return self._question(said.text, otherwise=found)
        if known and known.right:  # `quit for an update` reads like a sentence, as `import of old drivers` does
            return self._question(said.text, otherwise=self._run(known, said, rest))
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

    def _question(self, text: str, otherwise: Answer | Call | None = None) -> Answer | Call:
        """Answer a question; a refusal gives way to what a command that begins so has to say."""
        if self.archive.reports and read(text, self.archive.newest.period).intent is Intent.DEADLINE:
            return deadline(self._now().date())
        found = answer(self.archive, text)
        return otherwise if otherwise and found.refused else found

    def _run(self, known: Command, said: Said, rest: str) -> Answer | Call:
        context = Context(
            self.archive,
            self.commands,
            self._now(),
            self._random,
            said.prefix,
            lambda: self._rest(said.person),
            said.asker,
            self._controls,
        )
        try:
            if known.waits:
                return Call(known, known.arguments(context, rest), context)
            return known.run(context, rest)
        except QuarterdeckError as error:
            return nothing(str(error))

    def _unknown(self, said: Said) -> Answer | None:
        """Suggest a command; in a channel, what is near none is probably for another bot."""
        name, second, *_ = [*said.text.split(), ""]
        if members := self._members(f"{name} {second}"):
            return members
        if near := self._spelling.near(name.lower()):
            whole = f"{near[0][0]} {second}".lower()
            return nothing(f"Did you mean {said.mark}{whole if whole in self.commands else near[0][0]}?")
        return nothing(f"There is no command {name}; {said.prefix}help lists them.") if said.private else None


def found_plugins() -> Iterator[ModuleType]:
    """Import and yield every module of the `plugins` package, which is known by its name only."""
    package = importlib.import_module(PLUGINS)
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{PLUGINS}.{module.name}")


def _acts(known: Command) -> bool:
    """Tell whether a command does something that anybody may have done: its name begins no question (`follow the`)."""
    return known.waits and not known.right


def _reads_on(rest: str) -> bool:
    """Tell whether what follows a command's name makes it the beginning of a sentence: `history of`, `who is`."""
    word, _, more = rest.partition(" ")
    return bool(more) and word.lower() in FILLER
