"""One network's connection kept alive; the only module that knows the irc package."""

import asyncio
import itertools
import random as chance
import re
from collections.abc import Callable
from enum import Enum
from typing import Any

import structlog
from irc.client_aio import AioConnection, AioReactor, IrcProtocol
from irc.connection import AioFactory

from bot.errors import NetworkError, QuarterdeckError
from bot.irc import tls
from bot.irc.backoff import Backoff
from bot.irc.buffer import EndlessLineError, LineBuffer
from bot.irc.credentials import credentials
from bot.irc.message import Message, Outcome, Refused
from bot.irc.outbox import Priority
from bot.irc.rooms import Rooms
from bot.irc.session import Hooks, Session, Timing
from bot.irc.wire import Line, encode, parse, redact
from config.settings import NetworkSettings

log = structlog.get_logger()

# What servers say in ERROR when they keep somebody out on purpose
_UNWELCOME = re.compile(
    r"\b([kgdz]:?-?lined?|banned|throttl|too (fast|many)|reconnecting|access denied)", re.IGNORECASE
)


class State(Enum):
    """Where a network's connection stands."""

    STOPPED = "stopped"
    CONNECTING = "connecting"
    REGISTERING = "registering"
    READY = "ready"
    WAITING = "waiting to reconnect"


class _Protocol(IrcProtocol):
    """Tells the connection why it was lost and when it takes no more."""

    def connection_lost(self, exc: Exception | None) -> None:
        self.connection.lost(f"the connection broke: {exc}" if exc else "the server closed the connection")

    def pause_writing(self) -> None:
        self.connection.flow(flowing=False)

    def resume_writing(self) -> None:
        self.connection.flow(flowing=True)


class _Connection(AioConnection):
    """A transport for lines: nothing that comes in can end it, nothing unsafe goes out."""

    protocol_class = _Protocol
    buffer_class = LineBuffer
    receive: Callable[[Line], None]
    lost: Callable[[str], None]
    flow: Callable[..., None]
    secrets: tuple[str, ...] = ()
    transport: asyncio.Transport | None = None

    async def connect(self, host: str, port: int, factory: AioFactory) -> None:
        """Open the transport and nothing more: what to say first is the session's business."""
        self.buffer = self.buffer_class()
        protocol = self.protocol_class(self, self.reactor.loop)
        self.transport, _ = await factory(protocol, (host, port))

    def process_data(self, new_data: bytes) -> None:
        try:
            self.buffer.feed(new_data)
        except EndlessLineError as error:
            self.lost(str(error))
            self.abort()
            return
        for text in self.buffer:
            self._process_line(text)

    def _process_line(self, line: str) -> None:
        """Contain what one line does, so that the lines after it are still read."""
        self._trace("received", line)
        try:
            if parsed := parse(line):
                self.receive(parsed)
        except Exception:
            log.exception("a line could not be handled", line=self._safe(line))

    def send_raw(self, string: str) -> None:
        """Send one line: the only way out, and nothing with CR, LF or NUL or over 512 bytes passes it."""
        try:
            data = encode(string)
        except QuarterdeckError:
            log.exception("a line was not sent")
            return
        self._trace("sent", string)
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def _trace(self, event: str, line: str) -> None:
        log.debug(event, line=self._safe(line))

    def _safe(self, line: str) -> str:
        line = redact(line)
        for secret in self.secrets:
            line = line.replace(secret, "***")
        return line

    def certificate(self) -> bytes | None:
        """Return the server's certificate (DER), None without TLS."""
        found = self.transport.get_extra_info("ssl_object") if self.transport else None
        certificate: bytes | None = found.getpeercert(binary_form=True) if found else None
        return certificate

    def abort(self) -> None:
        """Drop the connection without another word."""
        if self.transport is not None:
            self.transport.abort()


class _Reactor(AioReactor):
    connection_class = _Connection


class Network:
    """An IRC network that the bot stays on from `run` to `stop`, through whatever happens to the connection."""

    def __init__(
        self,
        name: str,
        settings: NetworkSettings,
        on_message: Callable[[Message], None],
        *,
        on_ready: Callable[[], None] = lambda: None,
        on_joined: Callable[[str], None] = lambda _: None,
        on_trouble: Callable[[str, str], None] = lambda _channel, _why: None,
        timing: Timing | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self.name = name
        self.state = State.STOPPED
        self.last_error = ""
        self._settings = settings
        self._on_ready = on_ready
        self._hooks = Hooks(on_message, self._ready, on_joined, on_trouble)
        self._timing = timing or Timing()
        self._rooms = Rooms(settings.channels)
        self._backoff = Backoff(settings.reconnect.min_delay, settings.reconnect.max_delay, random)
        self._session: Session | None = None
        self._life: asyncio.Task[None] | None = None
        self._stopping = False
        self._log = log.bind(network=name)

    @property
    def nick(self) -> str:
        """Return the bot's nick there now."""
        return self._session.me.nick if self._session else self._settings.nick

    @property
    def channels(self) -> frozenset[str]:
        """Return the channels that the bot is in, folded by the server's CASEMAPPING."""
        return self._rooms.joined

    @property
    def lag(self) -> float:
        """Return how many seconds the server took for the last answer."""
        return self._session.pings.lag if self._session else 0.0

    @property
    def queued(self) -> int:
        """Return how many lines wait to be sent."""
        return len(self._session.outbox) if self._session else 0

    def fold(self, name: str) -> str:
        """Return a nick or channel as this server compares them."""
        return self._session.isupport.fold(name) if self._session else name.lower()

    async def run(self) -> None:
        """Connect, stay, reconnect, until `stop` is called."""
        self._life = asyncio.create_task(self._live())
        try:
            await self._life
        except asyncio.CancelledError:
            if not self._stopping:
                raise
        finally:
            self.state = State.STOPPED

    async def stop(self, reason: str = "") -> None:
        """Say goodbye and be gone, within a few seconds whatever the server does."""
        self._stopping = True
        if (session := self._session) and session.ready:
            session.quit(reason)
            await asyncio.wait([session.ended], timeout=self._timing.quit)
        if self._life:
            self._life.cancel()
            await asyncio.wait([self._life])

    def say(self, target: str, text: str, *, notice: bool = False, priority: Priority = Priority.REPLY) -> list[str]:
        """Queue a text, cut to fit; return its pieces, none while there is no connection."""
        if self._session is None or not self._session.ready:
            return []
        return self._session.say(target, text, notice=notice, priority=priority)

    async def deliver(
        self, target: str, text: str, *, notice: bool = False, priority: Priority = Priority.ANNOUNCEMENT
    ) -> Outcome:
        """Say a text and find out whether it got through."""
        if self._session is None or not self._session.ready:
            return Refused(f"not connected: {self.last_error or self.state.value}")
        return await self._session.deliver(target, text, notice=notice, priority=priority)

    def join(self, channel: str, key: str = "") -> None:
        """Go to a channel and stay there."""
        self._rooms.want(channel, key)
        if self._session:
            self._session.rooms_changed()

    def part(self, channel: str, reason: str = "") -> None:
        """Leave a channel for good."""
        self._rooms.forget(channel)
        if self._session and self._session.ready:
            self._session.outbox.put(f"PART {channel} :{reason}", Priority.HOUSEKEEPING)

    def _ready(self) -> None:
        self.state = State.READY
        self._log.info("connected", nick=self.nick)
        self._on_ready()

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        for host, port in itertools.cycle(self._settings.addresses):
            if self._stopping:
                return
            started = loop.time()
            self.last_error = await self._attempt(host, port)
            pause = self._backoff.failed(
                lasted=loop.time() - started, unwelcome=bool(_UNWELCOME.search(self.last_error))
            )
            self.state = State.WAITING
            self._log.warning("disconnected", why=self.last_error, next_attempt_in=round(pause, 1))
            await asyncio.sleep(pause)

    async def _attempt(self, host: str, port: int) -> str:
        """Make one connection and live on it; return why it ended."""
        self.state = State.CONNECTING
        connection = _Reactor(loop=asyncio.get_running_loop()).server()
        try:
            self._session = self._prepare(connection)
            await self._open(connection, host, port)
            self.state = State.REGISTERING
            return await self._session.run()
        except (OSError, QuarterdeckError) as error:
            return f"{host}:{port}: {str(error) or type(error).__name__}"
        finally:
            self._session = None
            self._rooms.start(str.lower)
            connection.abort()

    def _prepare(self, connection: _Connection) -> Session:
        who = credentials(self._settings)
        session = Session(
            self.name,
            who,
            self._rooms,
            connection.send_raw,
            self._hooks,
            flood=self._settings.flood,
            timing=self._timing,
            sts=lambda _: False,
        )
        connection.receive, connection.lost, connection.flow = session.receive, session.end, session.flow
        connection.secrets = tuple(who.secrets)
        return session

    async def _open(self, connection: _Connection, host: str, port: int) -> None:
        """Connect, with TLS recognise the server, and say nothing yet."""
        settings, limit = self._settings.tls, self._timing.connect
        options: dict[str, Any] = {}
        if settings.enabled:
            options = {"ssl": tls.context(self.name, settings), "server_hostname": host, "ssl_handshake_timeout": limit}
        try:
            async with asyncio.timeout(limit):
                await connection.connect(host, port, AioFactory(**options))
        except TimeoutError:
            raise NetworkError(self.name, f"no connection within {limit:g} s") from None
        pins = settings.fingerprints if settings.enabled else ()
        if pins and not tls.is_listed(connection.certificate(), pins):
            raise NetworkError(self.name, "the server's certificate is none of those in tls.fingerprints")
