"""The terms between a network and who uses it: its state, its limits, what it calls back."""

from collections.abc import Callable, Mapping
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
class Status:
    """How a network is doing at one moment.

    `server` is the address that was last tried; `lasted` is for how many seconds the state has held, `lost` how many
    connections have ended or never came about. `lag` is how many seconds the server took for its last answer, or has
    already taken for the one that is due, None without a connection; `queued` counts lines that wait to be sent;
    `last_error` says why the last connection ended or none came about, empty if there was no trouble yet. `outside`
    says for each channel that the bot should be in and is not, why.
    """

    network: str
    state: State
    nick: str
    channels: frozenset[str]
    lag: float | None
    queued: int
    last_error: str
    server: str
    lasted: float
    lost: int
    outside: Mapping[str, str]


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
    """What a network calls back; every call is contained and must return at once.

    `trouble` gets the channel, empty for the network as a whole, and why; `seen` a services account and the nick that
    is logged in to it, on the server's word, which may be an old one where history is replayed; `opened` a channel
    that may take now what it has refused: a mode was taken away, or the bot was given a rank.
    """

    message: Callable[[Message], None]
    ready: Callable[[], None] = lambda: None
    joined: Callable[[str], None] = lambda _: None
    trouble: Callable[[str, str], None] = lambda _channel, _why: None
    invited: Callable[[Message], None] = lambda _: None
    seen: Callable[[str, str], None] = lambda _account, _nick: None
    opened: Callable[[str], None] = lambda _: None
