"""Answers that the server refuses: said again without formatting, else a word where one can be said, once."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.irc import lines
from bot.irc.message import Message
from bot.irc.speech import Speech
from bot.irc.wire import Line

LATE = 30.0  # seconds after which a refusal is about something else
QUIET = 600.0  # seconds in which the same person is not told again
_REMEMBERED = 100  # answers, and people who were told
# What a channel (+m, +c, +M, a ban) and a person (+R, +g, +c) answer with: 486 is UnrealIRCd's, 531 InspIRCd's
_OF_CHANNELS = frozenset({"404", "408", "415", "477", "489", "492"})
_OF_PEOPLE = frozenset({"477", "486", "531", "716"})


@dataclass(frozen=True, slots=True)
class _Answer:
    message: Message
    text: str
    at: float


class Replies:
    """The answers of one connection; `shared` finds a channel in which the bot is with a nick.

    What a word about a refusal comes to is not looked at, so that nothing goes round in circles.
    """

    def __init__(
        self,
        speech: Speech,
        fold: Callable[[str], str],
        clock: Callable[[], float],
        shared: Callable[[str], str | None],
    ) -> None:
        self._speech, self._fold, self._clock, self._shared = speech, fold, clock, shared
        self._answers: deque[_Answer] = deque(maxlen=_REMEMBERED)
        self._told: OrderedDict[str, float] = OrderedDict()

    def say(self, message: Message, text: str) -> list[str]:
        """Answer a message where it was said; return the pieces that the text was cut into."""

        def written(part: str) -> None:
            self._answers.appendleft(_Answer(message, part, self._clock()))

        return self._speech.say(message.reply_to, text, answering=message.msgid, written=written)

    def receive(self, line: Line) -> None:
        """Take any line in; a refusal is about the last answer there, and one with a label about an announcement."""
        if line.command not in _OF_CHANNELS | _OF_PEOPLE or "label" in line.tags:
            return
        target = self._fold(line.param(1))
        refused = next((each for each in self._answers if target in self._places(each.message)), None)
        if refused is None:
            return
        self._answers.remove(refused)
        if self._clock() - refused.at <= LATE:
            self._mend(refused, line)

    def _places(self, message: Message) -> set[str]:
        """Return what a server may call the place of an answer: `@#c`, `#c`."""
        return {self._fold(message.reply_to), self._fold(message.channel or message.nick)}

    def _mend(self, refused: _Answer, line: Line) -> None:
        message = refused.message
        bare = lines.without_formatting(refused.text)
        if bare != refused.text:
            self.say(message, bare)
        elif message.channel is not None and line.command in _OF_CHANNELS:
            self._tell(message, message.nick, f"I cannot answer in {message.channel}: {_reason(line)}. Ask me here.")
        elif message.channel is None and line.command in _OF_PEOPLE and (channel := self._shared(message.nick)):
            words = f"{message.nick}: I cannot answer you in private: {_reason(line)}. Ask me here."
            self._tell(message, channel, words)

    def _tell(self, message: Message, target: str, text: str) -> None:
        who, now = message.hostmask.partition("!")[2], self._clock()
        if now - self._told.get(who, -QUIET) < QUIET:
            return
        self._told[who] = now
        self._told.move_to_end(who)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        self._speech.say(target, text, notice=target == message.nick)


def _reason(line: Line) -> str:
    return f"{line.text.rstrip('.')} ({line.command})"
