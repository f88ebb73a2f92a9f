"""A long text is one message where the server takes that, and the lines of others are one, too."""

import asyncio

import pytest

from bot.irc.message import Delivered, Message, Refused
from bot.irc.multiline import Multilines, fits
from bot.irc.wire import Line, parse
from tests.irc.conftest import StartBot
from tests.rawirc import ScriptedServer

CAPABILITIES = ("batch", "message-tags", "labeled-response", "echo-message", "account-tag")
TEXT = " ".join(["many"] * 300)


@pytest.mark.parametrize(
    ("pieces", "limits", "expected"),
    [
        (["a"], "max-bytes=100,max-lines=9", False),
        (["a", "b"], "max-bytes=4,max-lines=2", True),
        (["a", "b"], "max-bytes=4", True),
        (["a", "é"], "max-bytes=4", False),
        (["a", "b", "c"], "max-bytes=100,max-lines=2", False),
        (["a", "b"], "", False),
        (["a", "b"], "max-bytes=x,,=,max-lines", False),
    ],
)
def test_only_what_the_server_takes_is_one_message(pieces: list[str], limits: str, expected: bool) -> None:
    assert fits(pieces, limits) is expected


async def test_a_long_text_is_one_message_with_one_confirmation(start_bot: StartBot, scripted: ScriptedServer) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"burst": 2, "rate": 1000.0}})
    server = await scripted.welcome(*CAPABILITIES, "draft/multiline=max-bytes=4096,max-lines=9")
    await bot.ready()
    for refusal in ("", ":s FAIL BATCH MULTILINE_INVALID :no"):
        delivery = asyncio.create_task(bot.network.deliver("#c", TEXT))
        label, reference = (await server.sees("^@label=(\\S+) BATCH \\+(\\S+) draft/multiline #c$")).groups()
        lines = []
        while (line := (await server.sees("(.*)"))[1]) != f"BATCH -{reference}":
            lines.append(line.removeprefix(f"@batch={reference} PRIVMSG #c :"))
        assert " ".join(lines) == TEXT
        assert len(lines) > 2
        if refusal:
            server.send(f"@label={label} {refusal}")
            assert isinstance(await delivery, Refused)
        else:
            server.send(f"@label={label} :deck!d@h BATCH +x draft/multiline #c")
            server.send(*[f"@batch=x :deck!d@h PRIVMSG #c :{line}" for line in lines], ":s BATCH -x")
            assert await delivery == Delivered()
    bot.network.reply(Message("test", "eve", "eve!e@h", None, "deck", None, "hi", msgid="id"), TEXT)
    await server.sees("^@\\+draft/reply=id BATCH \\+\\S+ draft/multiline eve$")


@pytest.mark.parametrize("offer", ["draft/multiline=max-bytes=500", "invite-notify"])
async def test_it_is_single_lines_elsewhere(start_bot: StartBot, scripted: ScriptedServer, offer: str) -> None:
    bot = start_bot({"port": scripted.port, "flood": {"rate": 0}})
    server = await scripted.welcome(*CAPABILITIES, offer)
    await bot.ready()
    for piece in bot.network.say("eve", TEXT):
        assert (await server.sees("^PRIVMSG eve :(.*)"))[1] == piece
    assert not any("BATCH" in line for line in server.lines)


async def test_lines_of_a_user_are_one_message_of_who_the_batch_says(
    start_bot: StartBot, scripted: ScriptedServer
) -> None:
    bot = start_bot({"port": scripted.port})
    server = await scripted.welcome(*CAPABILITIES, "draft/multiline=max-bytes=4096")
    await bot.ready()
    server.send(
        "@account=alice;msgid=one :eve!e@h BATCH +1 draft/multiline #c",
        ":bob!b@h PRIVMSG #c :in between",
        "@batch=1;account=mallory :eve!e@h PRIVMSG #c :who",
        "@batch=1 :eve!e@h PRIVMSG #c :is ki",
        "@batch=1;draft/multiline-concat :eve!e@h PRIVMSG #c :b?",
        ":s BATCH -1",
    )
    assert (await bot.hears()).text == "in between"
    heard = await bot.hears()
    assert (heard.nick, heard.account, heard.msgid, heard.text) == ("eve", "alice", "one", "who is kib?")


def line(text: str) -> Line:
    found = parse(text)
    assert found is not None
    return found


def test_messages_without_end_or_beginning_fill_no_memory() -> None:
    multilines = Multilines()
    for number in range(1000):
        assert multilines.whole(line(f":e!e@h BATCH +{number} draft/multiline #c")) is None
        multilines.whole(line("@batch=0 :e!e@h PRIVMSG #c :x"))
    assert multilines.whole(line(":s BATCH -nothing")) is None
    message = multilines.whole(line(":s BATCH -0"))
    assert message is not None
    assert message.text == " ".join("x" * 20)
    assert multilines.whole(line("@batch=999 :e!e@h PRIVMSG #c :x")) is not None
