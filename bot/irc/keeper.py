"""Keep a network connected: attempt after attempt, each with a new connection and a new session."""

import asyncio
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog

from bot.errors import NetworkError, QuarterdeckError
from bot.irc import tls
from bot.irc.backoff import Backoff
from bot.irc.credentials import credentials
from bot.irc.rooms import Rooms
from bot.irc.session import Session
from bot.irc.sts import Policies
from bot.irc.terms import Hooks, State, Status, Timing
from bot.irc.trace import Trace
from bot.irc.transport import Transport
from config.settings import FloodSettings, NetworkSettings

log = structlog.get_logger()

_PATIENCE = 4  # connections that ended in turn, none of them let in since the first, before somebody should know
# What servers say in ERROR when they keep somebody out on purpose
_UNWELCOME = re.compile(
    r"\b([kgdz]:?-?lined?|banned|throttl|too (fast|many)|reconnecting|access denied|keeps the bot out)", re.IGNORECASE
)
_FLOODED = re.compile(r"flood|recvq|sendq", re.IGNORECASE)


class Keeper:
    """Stays on a network from `run` to `stop`; `session` is the present connection's, None between two."""

    def __init__(
        self,
        name: str,
        settings: NetworkSettings,
        rooms: Rooms,
        hooks: Hooks,
        transport: Callable[[], Transport],
        *,
        timing: Timing,
        random: Callable[[], float],
        policies: Path | None,
    ) -> None:
        self._state, self._since = State.STOPPED, time.monotonic()
        self.last_error = ""
        self.pause = 0.0
        self.session: Session | None = None
        self._name, self._settings, self._rooms = name, settings, rooms
        self._hooks, self._on_ready = replace(hooks, ready=self._ready), hooks.ready
        self._transport, self._timing = transport, timing
        self._flood = settings.flood
        self._backoff = Backoff(settings.reconnect.min_delay, settings.reconnect.max_delay, random)
        self._policies = Policies(policies, time.time)
        self._life: asyncio.Task[None] | None = None
        self._stopping = False
        self._server = ""
        self._lost = self._in_vain = 0
        self._log = log.bind(network=name)

    @property
    def state(self) -> State:
        """Return where the connection stands."""
        return self._state

    def _is(self, state: State) -> None:
        self._state, self._since = state, time.monotonic()

    def status(self) -> Status:
        """Return how the network is doing now."""
        session = self.session
        return Status(
            network=self._name,
            state=self.state,
            nick=session.me.nick if session else self._settings.nick,
            channels=self._rooms.joined,
            lag=session.lag if session else None,
            queued=len(session.outbox) if session else 0,
            last_error=self.last_error,
            server=self._server,
            lasted=time.monotonic() - self._since,
            lost=self._lost,
            outside=self._rooms.outside,
        )

    def adapt(self, settings: NetworkSettings) -> None:
        """Take over settings which differ only in what needs no new connection: how fast to talk and to come back."""
        self._settings, self._flood = settings, settings.flood
        self._backoff.limits(settings.reconnect.min_delay, settings.reconnect.max_delay)
        if self.session:
            self.session.outbox.limits(settings.flood.burst, settings.flood.rate)

    async def run(self) -> None:
        """Connect, stay, reconnect, until `stop` is called."""
        if self._stopping:
            return
        self._life = asyncio.create_task(self._live())
        try:
            await self._life
        except asyncio.CancelledError:
            if not self._stopping:
                raise
        finally:
            self._is(State.STOPPED)

    async def stop(self, reason: str) -> None:
        """Say goodbye and be gone, within a few seconds whatever the server does."""
        self._stopping = True
        if (session := self.session) and session.ready:
            session.quit(reason)
            await asyncio.wait([session.ended], timeout=self._timing.quit)
        if self._life:
            self._life.cancel()
            await asyncio.wait([self._life])

    def _ready(self) -> None:
        self._is(State.READY)
        self._in_vain = 0
        self._log.info("connected")
        self._on_ready()

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        for host, port in itertools.cycle(self._settings.addresses):
            started = loop.time()
            self.last_error = await self._visit(host, port)
            if self._stopping:
                return
            unwelcome = bool(_UNWELCOME.search(self.last_error))
            if _FLOODED.search(self.last_error):
                self._flood = slower(self._flood)
                self._log.warning("the server found the bot too fast", burst=self._flood.burst, rate=self._flood.rate)
            pause = self._backoff.failed(lasted=loop.time() - started, unwelcome=unwelcome)
            self._is(State.WAITING)
            self.pause = pause
            self._lost, self._in_vain = self._lost + 1, self._in_vain + 1
            if self._in_vain == _PATIENCE:
                self._hooks.trouble("", self.last_error)
            self._log.warning("disconnected", why=self.last_error, next_attempt_in=round(pause, 1))
            await asyncio.sleep(pause)

    async def _visit(self, host: str, port: int) -> str:
        """Connect to a server, at once again over TLS if it asks for that; return why it ended."""
        secure, sts = self._settings.tls.enabled, self._settings.tls.sts
        policy = self._policies.get(host) if sts and not secure else None
        if secure or policy:
            return await self._attempt(host, policy.port if policy else port, secure=True)
        why = await self._attempt(host, port, secure=False)
        policy = self._policies.get(host) if sts and not self._stopping else None
        return await self._attempt(host, policy.port, secure=True) if policy else why

    async def _attempt(self, host: str, port: int, *, secure: bool) -> str:
        """Make one connection and live on it; return why it ended."""
        self._is(State.CONNECTING)
        self._server = f"{host}:{port}"
        transport, established = self._transport(), False
        try:
            self.session = self._prepare(transport, host, port, secure=secure)
            await self._open(transport, host, port, secure=secure)
            self._is(State.REGISTERING)
            established = True
            return transport.trace.safe(await self.session.run())
        except (OSError, QuarterdeckError) as error:
            return f"{host}:{port}: {str(error) or type(error).__name__}"
        except Exception as error:
            self._log.exception("an attempt to connect failed unexpectedly", host=host, port=port)
            return f"{host}:{port}: internal error: {error}"
        finally:
            self.session = None
            self._rooms.start(str.lower)
            transport.abort()
            if secure and established:
                self._policies.connection_ended(host)

    def _prepare(self, transport: Transport, host: str, port: int, *, secure: bool) -> Session:
        who = credentials(self._name, self._settings)
        session = Session(
            self._name,
            who,
            self._rooms,
            transport.send_raw,
            self._hooks,
            flood=self._flood,
            timing=self._timing,
            sts=lambda value: self._strict(host, port, value, secure=secure),
        )
        transport.receive, transport.lost = session.receive, session.end
        transport.full, transport.drained = session.outbox.pause, session.outbox.resume
        transport.trace = Trace(self._name, who.secrets)
        return session

    def _strict(self, host: str, port: int, value: str, *, secure: bool) -> bool:
        """Take the server's word on STS; True if this connection must end for TLS."""
        if not self._settings.tls.sts:
            return False
        if not secure:
            return self._policies.asked_in_plain(host, value) is not None
        if self._settings.tls.verify or self._settings.tls.fingerprints:
            self._policies.told_over_tls(host, port, value)
        return False

    async def _open(self, transport: Transport, host: str, port: int, *, secure: bool) -> None:
        """Connect, with TLS recognise the server, and say nothing yet."""
        settings, limit = self._settings.tls, self._timing.connect
        options: dict[str, object] = {}
        if secure:
            context = tls.context(self._name, settings, strict=not settings.enabled)
            options = {"ssl": context, "server_hostname": host, "ssl_handshake_timeout": limit}
        try:
            async with asyncio.timeout(limit):
                await transport.connect(host, port, options)
        except TimeoutError:
            raise NetworkError(self._name, f"no connection within {limit:g} s") from None
        if secure and settings.fingerprints and not tls.is_listed(transport.certificate(), settings.fingerprints):
            raise NetworkError(self._name, "the server's certificate is none of those in tls.fingerprints")


def slower(flood: FloodSettings) -> FloodSettings:
    """Return half the speed, or a usual one where there was no limit."""
    return flood.model_copy(update={"burst": max(1, flood.burst // 2), "rate": flood.rate / 2 or 1.0})
