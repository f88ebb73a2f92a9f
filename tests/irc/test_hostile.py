"""What hostile servers and users send brings nothing down and gets nothing said."""

import asyncio

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.irc.login import Credentials
from bot.irc.message import Message
from bot.irc.rooms import Rooms
from bot.irc.session import Session
from bot.irc.terms import Hooks, Timing
from bot.irc.wire import UnsafeLineError, parse
from config.settings import FloodSettings
from tests.irc.conftest import StartBot
from tests.ircd import Ircd
from tests.rawirc import ScriptedServer

RUBBISH: tuple[bytes, ...] = (
    b" \r\n",
    b"\r\n\r\n",
    b":\r\n",
    b"@\r\n",
    b":eve!e@h QUIT\r\n",
    b":eve!e@h PRIVMSG #c\r\n",
    b":eve!e@h PRIVMSG\r\n",
    b":eve!e@h NICK\r\n",
    b":deck!d@h NICK\r\n",
    b":deck!d@h CHGHOST\r\n",
    b":eve!e@h KICK #c\r\n",
    b":deck!d@h JOIN\r\n",
    b":s BATCH\r\n",
    b":s CAP\r\n",
    b":s CAP * LS\r\n",
    b":s CAP deck ACK :nonsense\r\n",
    b":s AUTHENTICATE\r\n",
    b":s 005\r\n",
    b":s 005 deck PREFIX=ov CHANTYPES= CASEMAPPING=odd MAXTARGETS=x TARGMAX=:::,, -X = :are\r\n",
    b":s 001\r\n",
    b":s 396\r\n",
    b":s 396 deck\r\n",
    b":s 433\r\n",
    b":s 470\r\n",
    b":s 474 deck\r\n",
    b":s 999 deck :what\r\n",
    b":s PONG\r\n",
    b"ERRORS :no\r\n",
    b":eve!e@h PRIVMSG #c :Ol\xe9 \xff\xfe\r\n",
    b":eve!e@h PRIVMSG #c :a\x00b\rc\x10nQUIT\r\n",
    b":eve!e@h PRIVMSG #c :\x01\r\n",
    b":eve!e@h PRIVMSG #c :\x01\x01\x01\r\n",
    b":eve!e@h PRIVMSG #c :\x01PING\r\n",
    b"@time=yesterday;account=;label :eve!e@h PRIVMSG #c :odd tags\r\n",
    b"@" + b"x=y;" * 2000 + b" :eve!e@h PRIVMSG #c :many tags\r\n",
    b":eve!e@h PRIVMSG #c :" + b"x" * 100_000 + b"\r\n",
    b"PING\r\n",
    b"PING :two words\r\n",
)


async def test_a_hostile_server_does_not_bring_the_connection_down(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port, "channels": {"#c": {}}})
    with structlog.testing.capture_logs() as logs:
        server = await scripted.welcome(
            "echo-message", "labeled-response", "message-tags", "account-tag", "server-time"
        )
        await bot.ready()
        server.send(":deck!d@h JOIN #c", *RUBBISH, ":eve!e@h PRIVMSG #c :still there?")
        while (await bot.hears()).text != "still there?":
            pass
        bot.network.say("#c", "yes")
        await server.sees("^PRIVMSG #c :yes$")
    assert not server.closed
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
    assert "^PONG :two words$" in [f"^{line}$" for line in server.lines]
    expected = ("CAP", "NICK", "USER", "PONG", "JOIN", "PRIVMSG #c :yes")
    assert [line for line in server.lines if not line.startswith(expected)] == []


async def test_a_line_without_end_ends_only_the_connection(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    server.send(b"x" * 1_200_000)
    await server.ends()
    await scripted.welcome()
    await bot.ready()


@pytest.mark.irc
async def test_what_a_user_says_stays_text_when_it_is_repeated(start_bot: StartBot, server: Ircd) -> None:
    bot = start_bot({"port": server.port, "flood": {"rate": 0}})
    async with await server.user("mallory") as mallory:
        await bot.ready()
        texts = (b"x\x10rQUIT :pwned", b"x\x10nQUIT :pwned", b"x\x100y", b"Ol\xe9", b"\x02bold\x1f")
        for number, text in enumerate(texts):
            mallory.send(b"PRIVMSG deck :" + text + b"\r\n")
            heard = await bot.hears()
            bot.network.say("mallory", f"{number} was {heard.text}")
            await mallory.sees(f"PRIVMSG mallory :{number} was ")


@pytest.mark.parametrize("text", ["one\r\nQUIT :pwned", "one\nQUIT", "\x01VERSION\x01", "a\0b", "\x01DCC SEND x\x01"])
async def test_nothing_said_becomes_a_line_or_a_ctcp(start_bot: StartBot, scripted: ScriptedServer, text: str) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome()
    await bot.ready()
    bot.network.say("eve", text)
    bot.network.say("eve", "the end")
    await server.sees("^PRIVMSG eve :the end$")
    said = [line for line in server.lines if line.startswith("PRIVMSG")]
    assert len(said) == 2
    assert "\x01" not in said[0]
    assert not any(line.startswith(("QUIT", "VERSION")) for line in server.lines)


@pytest.mark.parametrize("target", ["a,b", "a b", ":a", "", "a\r\nQUIT"])
async def test_a_target_that_is_no_name_is_refused(start_bot: StartBot, scripted: ScriptedServer, target: str) -> None:
    bot = start_bot({"port": scripted.port})
    await scripted.welcome()
    await bot.ready()
    with pytest.raises(UnsafeLineError):
        bot.network.say(target, "hi")


COMMANDS = """PRIVMSG NOTICE JOIN PART KICK NICK QUIT MODE CAP BATCH PING PONG AUTHENTICATE
    001 005 376 353 366 396 404 433 470 474 900 904"""
PARAMETERS = """deck deck!d@h eve!e@h #c @#c * ACK LS NAK DEL NEW +1 -1 chathistory :x sts=port=1 : \x01 PREFIX=(ov"""
WORDS = st.sampled_from(f"{COMMANDS} {PARAMETERS}".split()) | st.text(max_size=6)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=30))
def test_no_sequence_of_lines_raises_or_is_logged_as_an_error(texts: list[str]) -> None:
    async def play() -> None:
        heard: list[Message] = []
        sent: list[str] = []
        who = Credentials(("deck",), "deck", "deck")
        session = Session(
            "x",
            who,
            Rooms(["#c"]),
            lambda *lines: sent.extend(lines),
            Hooks(heard.append),
            flood=FloodSettings(),
            timing=Timing(),
            sts=lambda _: False,
        )
        session.login.start()
        for line in filter(None, map(parse, texts)):
            session.receive(line)

    with structlog.testing.capture_logs() as logs:
        asyncio.run(play())
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
