"""One network's connection kept alive; the only module that knows the irc package."""

import asyncio
import random as chance
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from irc.client_aio import AioConnection, AioReactor, IrcProtocol
from irc.connection import AioFactory

from bot.irc.announcements import Announcements
from bot.irc.buffer import EndlessLineError, LineBuffer
from bot.irc.intake import Intake
from bot.irc.keeper import Keeper
from bot.irc.message import Message, Outcome, Refused
from bot.irc.outbox import Priority
from bot.irc.rooms import Rooms
from bot.irc.session import Session
from bot.irc.terms import Hooks, State, Status, Timing
from bot.irc.trace import Trace
from bot.irc.whois import NOBODY, Identity
from bot.irc.wire import Line, UnsafeLineError, encode, parse, plain
from config.settings import NetworkSettings


class _Protocol(IrcProtocol):
    """Tells the connection why it was lost and when it takes no more."""

    def connection_lost(self, exc: Exception | None) -> None:
        why = f"the connection broke: {exc}" if exc else "the server closed the connection"
        self.connection.intake.finish(lambda: self.connection.lost(why))

    def pause_writing(self) -> None:
        self.connection.full()

    def resume_writing(self) -> None:
        self.connection.drained()


class _Connection(AioConnection):
    """A transport for lines: nothing that comes in can end it, nothing unsafe goes out."""

    protocol_class = _Protocol
    buffer_class = LineBuffer
    receive: Callable[[Line], None]
    lost: Callable[[str], None]
    full: Callable[[], None]
    drained: Callable[[], None]
    trace: Trace
    intake: Intake
    transport: asyncio.Transport | None = None

    async def connect(self, host: str, port: int, options: Mapping[str, object]) -> None:
        """Open the transport and nothing more: what to say first is the session's business."""
        self.buffer, loop = self.buffer_class(), self.reactor.loop
        self.intake = Intake(self._process_line, loop.call_soon, loop.time, self._hold, self._go_on)
        protocol = self.protocol_class(self, loop)
        self.transport, _ = await AioFactory(**options)(protocol, (host, port))

    def process_data(self, new_data: bytes) -> None:
        try:
            self.buffer.feed(new_data)
        except EndlessLineError as error:
            self.lost(str(error))
            self.abort()
            return
        self.intake.add(self.buffer)

    def _process_line(self, line: str) -> None:
        """Contain what one line does, so that the lines after it are still read."""
        self.trace.received(line)
        try:
            if parsed := parse(line):
                self.receive(parsed)
        except Exception:
            self.trace.failed("a line could not be handled", line)

    def send_raw(self, *strings: str) -> None:
        """Send lines: the only way out, and nothing with CR, LF or NUL or over 512 bytes passes it."""
        data = b"".join(map(self._encoded, strings))
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def _encoded(self, string: str) -> bytes:
        try:
            data = encode(string)
        except UnsafeLineError:
            self.trace.failed("a line was not sent", string)
            return b""
        self.trace.sent(string)
        return data

    def _hold(self) -> None:
        if self.transport is not None:
            self.transport.pause_reading()

    def _go_on(self) -> None:
        if self.transport is not None:
            self.transport.resume_reading()

    def certificate(self) -> bytes | None:
        """Return the server's certificate (DER), None without TLS."""
        found = self.transport.get_extra_info("ssl_object") if self.transport else None
        certificate: bytes | None = found.getpeercert(binary_form=True) if found else None
        return certificate

    def abort(self) -> None:
        """Drop the connection without another word."""
        if self.transport is not None:
            self.intake.drop()
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
        on_invited: Callable[[Message], None] = lambda _: None,
        on_seen: Callable[[str, str], None] = lambda _account, _nick: None,
        on_opened: Callable[[str], None] = lambda _: None,
        policies: Path | None = None,
        timing: Timing | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self.name = name
        self._settings = settings
        timing = timing or Timing()
        self._rooms = Rooms(settings.channels, timing.rejoin)
        self._keeper = Keeper(
            name,
            settings,
            self._rooms,
            Hooks(on_message, on_ready, on_joined, on_trouble, on_invited, on_seen, on_opened),
            lambda: _Reactor(loop=asyncio.get_running_loop()).server(),
            timing=timing,
            random=random,
            policies=policies,
        )
        self.announcements = Announcements(self._keeper, self._rooms)

    async def run(self) -> None:
        """Connect, log in, join, stay and reconnect, until `stop` is called."""
        await self._keeper.run()

    async def stop(self, reason: str = "") -> None:
        """Say goodbye and be gone, within a few seconds whatever the server does."""
        await self._keeper.stop(reason)

    @property
    def state(self) -> State:
        """Return where the connection stands."""
        return self._keeper.state

    @property
    def last_error(self) -> str:
        """Return why the last connection ended or none came about, empty if there was no trouble yet."""
        return self._keeper.last_error

    @property
    def pause(self) -> float:
        """Return how many seconds the last pause between two connections takes or took."""
        return self._keeper.pause

    @property
    def channels(self) -> frozenset[str]:
        """Return the channels that the bot is in, folded by the server's CASEMAPPING."""
        return self._rooms.joined

    def status(self) -> Status:
        """Return how the network is doing now."""
        return self._keeper.status()

    def fold(self, name: str) -> str:
        """Return a nick or channel as this server compares them."""
        return self._session.isupport.fold(name) if self._session else name.lower()

    def say(self, target: str, text: str, *, notice: bool = False, priority: Priority = Priority.REPLY) -> list[str]:
        """Queue a text, cut to fit; return its pieces, none while there is no connection."""
        session = self._ready
        return session.speech.say(target, text, notice=notice, priority=priority) if session else []

    def reply(self, message: Message, text: str) -> list[str]:
        """Answer a message where it was said, else say there or to its author why not; return as `say` does."""
        return self._ready.replies.say(message, text) if self._ready else []

    async def deliver(
        self, target: str, text: str, *, notice: bool = False, priority: Priority = Priority.ANNOUNCEMENT
    ) -> Outcome:
        """Say a text and find out whether it got through."""
        if (session := self._ready) is None:
            return Refused(f"not connected: {self.last_error or self.state.value}")
        if (room := self._rooms.get(target)) and not room.joined:
            return Refused(f"not in {target}: {room.why or 'not joined yet'}")
        return await session.speech.deliver(target, text, notice=notice, priority=priority)

    async def identify(self, message: Message) -> Identity:
        """Return who said something, on the server's word; the account is that of the moment when it was said."""
        if (session := self._ready) is None:
            return NOBODY
        found = await session.whois.ask(message.hostmask)
        if "account-tag" in session.login.capabilities.active:
            return replace(found, account=message.account)
        return found

    async def find(self, account: str, *, seen_as: str = "") -> str | None:
        """Return the nick of somebody who is logged in to a services account now, None if nobody is known to be."""
        return await self._ready.whereabouts.find(account, seen_as) if self._ready else None

    def adapt(self, settings: NetworkSettings) -> None:
        """Take over settings that need no new connection: `flood` and `reconnect`."""
        self._settings = settings
        self._keeper.adapt(settings)

    def join(self, channel: str, key: str = "") -> None:
        """Go to a channel and stay there."""
        self._rooms.want(channel, key)
        if self._session:
            self._session.presence.changed()

    def part(self, channel: str, reason: str = "") -> None:
        """Leave a channel for good."""
        self._rooms.forget(channel)
        if self._ready:
            self._ready.outbox.put(f"PART {channel} :{plain(reason)}", Priority.HOUSEKEEPING)

    @property
    def _session(self) -> Session | None:
        return self._keeper.session

    @property
    def _ready(self) -> Session | None:
        return self._session if self._session and self._session.ready else None
