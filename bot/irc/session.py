"""One connection's life, from its first line to its last: log in, join, listen, speak, stay."""

import asyncio
import itertools
import time
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.irc.aside import aside
from bot.irc.ctcp import Ctcp
from bot.irc.hearing import CTCP, Hearing
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.login import Credentials, Login
from bot.irc.outbox import Outbox, Priority
from bot.irc.pings import Pings
from bot.irc.presence import Presence
from bot.irc.receipts import Receipts
from bot.irc.regain import Regain
from bot.irc.replies import Replies
from bot.irc.rooms import Rooms
from bot.irc.roster import Roster
from bot.irc.speech import Speech
from bot.irc.terms import Hooks, Timing
from bot.irc.transport import Write
from bot.irc.whereabouts import Whereabouts
from bot.irc.whois import Whois
from bot.irc.wire import Line, plain
from config.settings import FloodSettings

log = structlog.get_logger()


class Session:
    """The state of one connection; `write` sends lines at once, `ended` holds why it is over."""

    def __init__(
        self,
        network: str,
        credentials: Credentials,
        rooms: Rooms,
        write: Write,
        hooks: Hooks,
        *,
        flood: FloodSettings,
        timing: Timing,
        sts: Callable[[str], bool],
    ) -> None:
        loop = asyncio.get_running_loop()
        self._log = log.bind(network=network)
        self._write, self._hooks, self._timing = write, hooks, timing
        self._clock = loop.time
        self._registered = asyncio.Event()
        self.ended: asyncio.Future[str] = loop.create_future()
        self.isupport = ISupport()
        self.login = Login(credentials, write, loop.call_later, sts, aside)
        self.me = Myself(self.login.nick, self.isupport)
        self.outbox = Outbox(write, burst=flood.burst, rate=flood.rate, clock=loop.time)
        self._pings = Pings()
        self._receipts = Receipts(self.isupport.fold, self.me.is_me, self._ping)
        self._roster = Roster(self.me, self.isupport, self.login.capabilities, self._chore)
        self.speech = Speech(self.me, self.isupport, self._roster, self.login.capabilities, self.outbox, self._receipts)
        self.replies = Replies(self.speech, self.isupport.fold, loop.time, self._roster.shared)
        self.whois = Whois(
            self.isupport.fold, lambda line: self.outbox.put(line, Priority.REPLY), self._roster.operated
        )
        self.whereabouts = Whereabouts(self.isupport, self.whois, self._chore, hooks.seen)
        self.presence = Presence(network, rooms, self.me, self.isupport, self._chore, hooks)
        self._ctcp = Ctcp(loop.time)
        self._regain = Regain(
            credentials.nicks[0], self.me, self.isupport, self._chore, lambda: bool(self.login.account)
        )
        self._hearing = Hearing(
            network, credentials.nicks[0], self.me, self.isupport, self.login.capabilities, self._roster, time.time
        )
        self._handlers: dict[str, Callable[[Line], None]] = {
            "001": self._on_accepted,
            "PING": self._on_ping,
            "PONG": self._on_pong,
            "ERROR": self._on_error,
            "005": lambda line: self.isupport.load(line.params[1:-1]),
            "376": self._on_welcomed,
            "422": self._on_welcomed,
            "INVITE": self._on_invited,
            "BATCH": self._on_said,
            "PRIVMSG": self._on_said,
            "NOTICE": self._on_said,
        }

        self._parts: tuple[Callable[[Line], None], ...] = (
            self._hearing.receive,
            self._receipts.receive,
            self.login.receive,
            self._handle,
            self._roster.receive,
            self.me.receive,
            self.whois.receive,
            self.replies.receive,
            self.whereabouts.receive,
            self._regain.receive,
            self.presence.receive,
        )

    @property
    def ready(self) -> bool:
        """Tell whether the server has let the bot in."""
        return self._registered.is_set() and not self.ended.done()

    @property
    def lag(self) -> float:
        """Return the seconds that the server took for its last answer, or has taken for the one that is due."""
        return max(self._pings.lag, self._pings.overdue(self._clock()))

    async def run(self) -> str:
        """Live until the connection ends; return why it did."""
        jobs = [self._start(job()) for job in (self.outbox.run, self._stay, self._attend)]
        try:
            return await asyncio.shield(self.ended)
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)
            self.end("the connection ended")
            self._receipts.lost("the connection ended")

    def _start(self, job: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(job)
        task.add_done_callback(self._job_done)
        return task

    def _job_done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            self._log.error("a part of the connection failed", exc_info=error)
            self.end(f"internal error: {error}")

    def _chore(self, line: str) -> None:
        self.outbox.put(line, Priority.HOUSEKEEPING)

    def end(self, why: str) -> None:
        """End the session; the first reason counts."""
        if not self.ended.done():
            self.ended.set_result(why)

    async def turn(self, priority: Priority) -> None:
        """Wait until a line of this priority may go out, which is then sent as PAID, or until the connection ends."""
        come: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.outbox.put_turn(priority, lambda: come.set_result(""))
        await asyncio.wait([come, self.ended], return_when=asyncio.FIRST_COMPLETED)

    def quit(self, reason: str) -> None:
        """Say goodbye, ahead of all that is queued; the server then closes the connection."""
        self._write(f"QUIT :{plain(reason)[:100]}")

    # Hearing

    def _handle(self, line: Line) -> None:
        if handler := self._handlers.get(line.command):
            handler(line)

    def receive(self, line: Line) -> None:
        """Take one line from the server in; what goes wrong in one part is logged and hinders no other."""
        for part in self._parts:
            try:
                part(line)
            except Exception:
                self._log.exception("a line could not be handled", command=line.command)
        if self.login.failed and not self.ready:
            self._write("QUIT")
            self.end(self.login.failed)

    def _on_accepted(self, _: Line) -> None:
        self.me.nick = self.login.nick

    def _on_ping(self, line: Line) -> None:
        self.outbox.put(f"PONG :{line.text}", Priority.PROTOCOL)

    def _on_pong(self, line: Line) -> None:
        echoes = "echo-message" in self.login.capabilities.active
        for token in self._pings.answered(line.text, self._clock()):
            self._hearing.replay_ended(token)
            self._receipts.answered(token, echoes=echoes)

    def _on_error(self, line: Line) -> None:
        self.end(f"the server said: {line.text}")

    def _on_welcomed(self, _: Line) -> None:
        if self._registered.is_set():
            return
        self._registered.set()
        if bot_mode := self.isupport.text("BOT"):
            self._chore(f"MODE {self.me.nick} +{bot_mode[0]}")
        self._regain.tick()
        self._hooks.ready()

    def _on_said(self, line: Line) -> None:
        if token := self._hearing.replay_begins(line):
            self._ping(token, Priority.PROTOCOL)
        message = self._hearing.message(line)
        if message is None or message.echo:
            return
        if not message.text.startswith(CTCP):
            self._hooks.message(message)
        elif message.private and message.answerable and (answer := self._ctcp.answer(message.text)):
            self._chore(f"NOTICE {message.nick} :{answer}")

    def _on_invited(self, line: Line) -> None:
        """Pass an invitation on as a message from who invites, whose text is the channel."""
        message = self._hearing.message(line)
        if message and self.me.is_me(message.target) and self.isupport.channel(message.text):
            self._hooks.invited(message)

    # Staying

    async def _stay(self) -> None:
        """Log in, then ask the server now and then whether it is still there."""
        self.login.start()
        try:
            async with asyncio.timeout(self._timing.login):
                await self._registered.wait()
        except TimeoutError:
            self.end(f"no welcome within {self._timing.login:g} s")
        for number in itertools.count():
            await asyncio.sleep(max(self._timing.ping_every - self._timing.ping_limit, 0))
            self.login.retry()
            self._regain.tick()
            self._ping(f"alive{number}", Priority.PROTOCOL)
            await asyncio.sleep(self._timing.ping_limit)
            if self._pings.overdue(self._clock()) >= self._timing.ping_limit:
                self.end(f"no answer for {self._timing.ping_limit:g} s")

    def _ping(self, token: str, priority: Priority) -> None:
        """Ask the server for an answer, after what is queued at this priority."""
        self.outbox.put(f"PING :{token}", priority, lambda: self._pinged(token))

    def _pinged(self, token: str) -> None:
        self._pings.sent(token, self._clock())
        self._receipts.asked(token)

    async def _attend(self) -> None:
        await self._registered.wait()
        await self.presence.run()
