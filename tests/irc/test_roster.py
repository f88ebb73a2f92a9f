"""Nothing that the bot repeats highlights a whole channel; accounts are known as long as they hold."""

import contextlib

import pytest

from bot.irc.capabilities import Capabilities
from bot.irc.identity import Myself
from bot.irc.isupport import ISupport
from bot.irc.roster import Roster
from bot.irc.wire import parse
from tests.irc.conftest import StartBot
from tests.ircd import Ircd

EVERYBODY = "ann bob cat dan eve"


def after(*lines: str, sent: list[str] | None = None, capabilities: str = "", isupport: str = "") -> Roster:
    features, known = ISupport(), Capabilities()
    features.load(("WHOX", *isupport.split()))
    known.active.update(capabilities.split())
    roster = Roster(Myself("deck", features), features, known, (sent if sent is not None else []).append)
    for line in (":deck!d@h JOIN #c", f":s 353 deck = #C :@deck {EVERYBODY.replace('b', '+b', 1)}", *lines):
        parsed = parse(line)
        assert parsed is not None
        if parsed.command == "CAP":
            known.receive(parsed)
        roster.receive(parsed)
    return roster


def calmed(roster: Roster, text: str) -> bool:
    return roster.calm("#c", text) != text


def test_a_few_people_may_be_named_but_not_all() -> None:
    roster = after()
    assert not calmed(roster, "ann, bob: cat dan")
    assert calmed(roster, "ANN, bob: (cat) dan; eve!")
    assert roster.calm("#c", "ann bob cat dan eve and others").replace("\u2060", "") == "ann bob cat dan eve and others"
    assert roster.calm("#elsewhere", EVERYBODY) == EVERYBODY


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (":eve!e@h PART #c", EVERYBODY),
        (":eve!e@h QUIT :bye", EVERYBODY),
        (":ann!a@h KICK #c eve :out", EVERYBODY),
        (":eve!e@h NICK :zoe", EVERYBODY),
        (":deck!d@h PART #c", EVERYBODY),
        (":ann!a@h KICK #c deck :out", EVERYBODY),
    ],
)
def test_who_has_gone_is_not_named(line: str, text: str) -> None:
    assert not calmed(after(line), text)


def test_who_has_come_is_counted() -> None:
    assert calmed(after(":eve!e@h PART #c", ":new!n@h JOIN #c"), "ann bob cat dan new")
    assert calmed(after(":eve!e@h NICK :zoe"), "ann bob cat dan zoe")
    assert calmed(after(":s 353 deck = #c :@+long!u@h", ":eve!e@h QUIT"), "ann bob cat dan long")


TOLD = "account-notify extended-join"
BY_WHOX = (":s 354 deck 152 ann alice", ":s 354 deck 152 bob 0", ":s 354 deck 7 cat catherine")


def test_accounts_of_those_who_are_there_are_asked_for_where_messages_do_not_tell() -> None:
    for capabilities, asked in ((TOLD, ["WHO #c %tna,152"]), (f"{TOLD} account-tag", []), ("extended-join", [])):
        sent: list[str] = []
        roster = after(*BY_WHOX, sent=sent, capabilities=capabilities)
        assert sent == asked
        assert roster.account("ANN") == ("alice" if TOLD in capabilities else None)
        assert [roster.account(nick) for nick in ("bob", "cat", "stranger")] == [None, None, None]


@pytest.mark.parametrize(
    ("lines", "account"),
    [
        ([":zoe!z@h JOIN #c alice :Zoe"], "alice"),
        ([":zoe!z@h JOIN #c * :Zoe"], None),
        ([":zoe!z@h JOIN #c alice :Zoe", ":s 353 deck = #c :@zoe"], "alice"),
        ([":zoe!z@h JOIN #c * :Zoe", ":zoe!z@h ACCOUNT alice"], "alice"),
        ([":zoe!z@h JOIN #c alice :Zoe", ":zoe!z@h ACCOUNT *"], None),
        ([":eve!z@h ACCOUNT alice", ":eve!z@h NICK zoe"], "alice"),
        ([":zoe!z@h JOIN #c alice :Zoe", ":zoe!z@h NICK other", ":eve!e@h NICK zoe"], None),
        ([":zoe!z@h JOIN #c alice :Zoe", ":zoe!z@h QUIT", ":zoe!e@h JOIN #c * :Thief"], None),
        ([":zoe!z@h JOIN #c alice :Zoe", ":zoe!z@h PART #c"], None),
        ([":zoe!z@h JOIN #c alice :Zoe", ":ann!a@h KICK #c zoe"], None),
        ([":zoe!z@h JOIN #c alice :Zoe", ":deck!d@h PART #c"], None),
        (
            [":deck!d@h JOIN #d", ":zoe!z@h JOIN #c alice :Zoe", ":zoe!z@h JOIN #d alice :Zoe", ":zoe!z@h PART #c"],
            "alice",
        ),
        ([":zoe!z@h JOIN #c alice :Zoe", ":s CAP deck DEL :account-notify", ":s CAP deck ACK :account-notify"], None),
        ([":zoe!z@h ACCOUNT alice"], None),
    ],
)
def test_an_account_is_known_as_long_as_it_is_sure(lines: list[str], account: str | None) -> None:
    assert after(*lines, capabilities=TOLD).account("zoe") == account


@pytest.mark.irc
async def test_a_channel_is_not_highlighted_on_a_real_server(start_bot: StartBot, ngircd: Ircd) -> None:
    bot = start_bot({"port": ngircd.port, "flood": {"rate": 0}, "channels": {"#crowd": {}}})
    await bot.joined()
    async with contextlib.AsyncExitStack() as stack:
        users = [await stack.enter_async_context(await ngircd.user(nick)) for nick in EVERYBODY.split()]
        for user in users:
            user.send("JOIN #crowd")
            await user.sees(" 366 ")
        users[0].send(f"PRIVMSG #crowd :!ping {EVERYBODY}")
        bot.network.say("#crowd", (await bot.hears()).text)
        said = (await users[1].sees(":deck!.* PRIVMSG #crowd :!ping (.*)"))[1]
        assert not set(EVERYBODY.split()) & set(said.split())
        assert said.replace("\u2060", "") == EVERYBODY


def test_a_channel_that_is_shared_with_somebody_is_known() -> None:
    roster = after()
    assert roster.shared("BOB") == "#c"
    assert roster.shared("nobody") is None


def test_names_of_a_channel_where_the_bot_is_not_are_not_kept() -> None:
    assert after(":s 353 deck = #elsewhere :zoe").shared("zoe") is None


@pytest.mark.parametrize(
    ("lines", "operates"),
    [
        ([], False),
        ([":s 353 deck = #c :@zoe"], True),
        ([":s 353 deck = #c :@+zoe!z@h"], True),
        ([":s 353 deck = #c :~zoe"], True),
        ([":s 353 deck = #c :%+zoe"], False),
        ([":s 353 deck = #c :zoe"], False),
        ([":deck!d@h JOIN &#c", ":s 353 deck = &#c :zoe"], False),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #C +o ZOE"], True),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #c +k-l+bo key *!*@h zoe"], True),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #c +jo 5:10 zoe"], True),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #c +vmo zoe ann"], False),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #c +b zoe"], False),
        ([":zoe!z@h JOIN #c", ":ann!a@h MODE #c +o"], False),
        ([":s 353 deck = #c :@zoe", ":ann!a@h MODE #c -o zoe"], False),
        ([":s 353 deck = #c :~@zoe", ":ann!a@h MODE #c -q zoe"], True),
        ([":s 353 deck = #c :@zoe", ":zoe!z@h PART #c", ":zoe!z@h JOIN #c"], False),
        ([":s 353 deck = #c :@zoe", ":zoe!z@h NICK other", ":eve!e@h NICK zoe"], False),
        ([":s 353 deck = #c :@other", ":other!o@h NICK zoe"], True),
        ([":s 353 deck = #c :@zoe", ":deck!d@h PART #c"], False),
    ],
)
def test_who_is_an_operator_is_known_at_each_moment(lines: list[str], operates: bool) -> None:
    roster = after(*lines, isupport="PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,lj,imnst")
    assert roster.operated("Zoe") == ({"#c"} if operates else set())
