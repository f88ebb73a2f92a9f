"""How much of the bot's attention a user, a channel and a network may take: a burst, then so much a second."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

_REMEMBERED = 5000


class Verdict(Enum):
    """What to do with something that was said: answer it, say that it is too much, or say nothing."""

    ANSWER = "answer"
    WARN = "warn"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many answers at once, and after how many seconds there is one more."""

    burst: int
    seconds: float


USER = Allowance(8, 3.0)
CHANNEL = Allowance(20, 0.5)
NETWORK = Allowance(100, 0.05)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    warned: bool = False


class Cooldown:
    """Decides for each thing said whether it is answered; `clock` returns seconds and never goes back.

    Only what is answered is counted, so that nobody's flood uses up what their channel has left. A user who has
    used up theirs is warned, and not again before half of it is back; meanwhile they are answered now and then. A
    channel or network is not warned, which would only add to the flood.
    """

    def __init__(self, clock: Callable[[], float], allowances: Sequence[Allowance] = (USER, CHANNEL, NETWORK)) -> None:
        self._clock = clock
        self._allowances = allowances
        self._buckets: OrderedDict[tuple[str, ...], _Bucket] = OrderedDict()

    def judge(self, network: str, channel: str | None, user: str, seconds: float = USER.seconds) -> Verdict:
        """Decide about something that `user` says in a channel, or in private where that is None.

        `seconds` is how long users wait there for one more answer.
        """
        now = self._clock()
        allowances = (replace(self._allowances[0], seconds=seconds), *self._allowances[1:])
        # A user's seconds are part of the key, so that nobody waits in one channel what another makes him wait
        keys = (
            ("user", network, user, f"{seconds:g}"),
            ("channel", network, channel or f"query {user}"),
            ("network", network),
        )
        buckets = [self._bucket(key, allowance, now) for key, allowance in zip(keys, allowances, strict=True)]
        own = buckets[0]
        if own.left >= allowances[0].burst / 2:
            own.warned = False
        if all(bucket.left >= 1 for bucket in buckets):
            for bucket in buckets:
                bucket.left -= 1
            return Verdict.ANSWER
        if own.left >= 1 or own.warned:
            return Verdict.SILENCE
        own.warned = True
        return Verdict.WARN

    def forgive(self, network: str, user: str) -> None:
        """Give back to a user all that they have used up: those who manage the bot are not too fast."""
        self._buckets.pop(("user", network, user, f"{USER.seconds:g}"), None)

    def _bucket(self, key: tuple[str, ...], allowance: Allowance, now: float) -> _Bucket:
        """Return what is left to somebody now; those who said nothing for longest are forgotten first."""
        bucket = self._buckets.pop(key, None) or _Bucket(allowance.burst, now)
        bucket.left = min(allowance.burst, bucket.left + (now - bucket.at) / allowance.seconds)
        bucket.at = now
        self._buckets[key] = bucket
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket
