"""The terms between a network and who uses it: its state, its limits, what it calls back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.irc.message import Message


class State(Enum):
    """Where a network's connection stands."""

    STOPPED = "stopped"
    CONNECTING = "connecting"
    REGISTERING = "registering"
    READY = "ready"
    WAITING = "waiting to reconnect"


@dataclass(frozen=True, slots=True)
class Timing:
    """The limits of a connection, in seconds."""

    connect: float = 30.0
    login: float = 60.0
    ping_every: float = 60.0
    ping_limit: float = 30.0
    quit: float = 2.0
    rejoin: float = 10.0


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a network calls back; every call is contained and must return at once."""

    message: Callable[[Message], None]
    ready: Callable[[], None] = lambda: None
    joined: Callable[[str], None] = lambda _: None
    trouble: Callable[[str, str], None] = lambda _channel, _why: None
    invited: Callable[[Message], None] = lambda _: None
