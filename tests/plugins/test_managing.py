"""What managers say to the bot, and what it says back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.cooldown import USER
from bot.interpreter import found_plugins
from bot.irc.whois import NOBODY, Identity
from bot.plugin import Command, commands_of
from bot.store import outbox
from tests.managed import Managed, managed, told


def waiting() -> list[Command]:
    """Return the commands that are not answered at once."""
    return [made for made in dict.fromkeys(commands_of(found_plugins()).values()) if made.waits]


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Managed]:
    with managed(tmp_path) as started:
        yield started


async def test_a_channel_is_managed_in_it_or_in_private(bot: Managed) -> None:
    assert await bot.says("alice", "!channel set style entries") == ["#harbour: style was digest and is entries now."]
    assert await bot.says("alice", "channel set #harbour style digest", None) == [
        "#harbour: style was entries and is digest now."
    ]
    assert await bot.says("alice", "deck: channel set style digest") == ["alice: #harbour: style is digest, as it was."]
    assert await bot.says("alice", "!channel unset style") == ["#harbour: style was digest and is digest again."]
    assert await bot.says("cert", "!channel set notice on") == ["#harbour: notice was off and is on now."]


async def test_show_says_where_each_value_comes_from_and_who_set_it_when(bot: Managed) -> None:
    await bot.says("alice", "!channel set categories Kernel, Ports")
    await bot.says("alice", "!channel set max_lines 3")
    chosen, default = await bot.says("alice", "!channel show")
    assert chosen == (
        "#harbour: announce on (quarterdeck.toml:9). categories Kernel, Ports; max_lines 3 (set by account:alice on"
        " 2025-12-17 12:00 UTC). style digest (quarterdeck.toml:10). prefix ! (quarterdeck.toml:7 [networks.lab])."
    )
    assert default.startswith("By default: deadlines off; ")
    assert "cooldown 3s" in default
    assert await bot.says("alice", "channel show", None) == [
        "Usage: channel show [CHANNEL], for example channel show #freebsd"
    ]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("!channel set announce maybe", "announce takes on or off."),
        ("!channel set stile digest", "There is no setting stile; did you mean style?"),
        ("!channel set commands project, foo", "There is no command foo; !help lists them."),
        (
            "!channel set style",
            "Usage: !channel set [CHANNEL] KEY VALUE, for example !channel set #freebsd style digest",
        ),
        ("!channel", "channel takes show, set, unset or help."),
        ("!channel sett style digest", "channel takes show, set, unset or help."),
        ("!chanel show", "Did you mean !channel show?"),
        ("!channel help stile", "There is no setting stile; did you mean style?"),
        ("!channel show #quay", "#quay is no channel of mine; an admin can send me there with join."),
        ("!ignore add a@b@c", "a@b@c is no mask; write nick!user@host with * and ?, or account:NAME without them."),
        ("!ignore add account:ev*", "account:ev* is no mask; write nick!user@host with * and ?, or account:NAME"),
        ("!join #new a,b", "The key of a channel has neither blank nor comma, and no colon first."),
        ("!join #new :k", "The key of a channel has neither blank nor comma, and no colon first."),
        ("!join #new a b", "The key of a channel has neither blank nor comma, and no colon first."),
        ("!ignore remove eve", "eve is not ignored; ignore list shows who is."),
        ("!announce now 1999q1", "There is no report for 1999q1; the nearest: Q4 2020"),
        ("!announce now", "Usage: !announce now PERIOD [CHANNEL], for example !announce now 2025q3"),
        ("!audit ten", "Usage: !audit [COUNT], for example !audit 10"),
    ],
)
async def test_mistakes_get_a_sentence_that_says_what_would_be_right(bot: Managed, text: str, reply: str) -> None:
    assert (await bot.answer("alice", text)).startswith(reply)
    assert bot.deeds() == ()


@pytest.mark.parametrize(
    ("nick", "text", "reply"),
    [
        ("eve", "!channel set style entries", "Only my admins may do that."),
        ("eve", "!join #new", "Only my admins may do that."),
        ("eve", "!audit", "Only my owner may do that."),
        ("alice", "!audit", "Only my owner may do that."),
        ("nobody", "!part", "Only my admins may do that; log in to your account first."),
        ("op", "!channel set style entries", "Operators of #harbour may not manage me; an admin can change that"),
        ("op", "!ignore add eve", "Only my admins may do that."),
    ],
)
async def test_who_may_not_gets_one_sentence_and_changes_nothing(
    bot: Managed, nick: str, text: str, reply: str
) -> None:
    said = await bot.says(nick, text)
    assert len(said) == 1
    assert said[0].startswith(reply)
    assert bot.deeds() == ()


async def test_operators_manage_their_own_channel_where_an_admin_lets_them(bot: Managed) -> None:
    await bot.says("alice", "!channel set operators on")
    assert "is entries now" in await bot.answer("op", "!channel set style entries")
    assert "is 3 now" in await bot.answer("op", "channel set #HARBOUR max_lines 3", None)
    assert "Only my admins may change operators" in await bot.answer("op", "!channel unset operators")
    assert "Only my admins" in await bot.answer("op", "channel set #pier style entries", None)
    assert "Only my admins" in await bot.answer("op", "!join #new")
    assert "operators of #harbour and my admins" in await bot.answer("eve", "!channel set style digest")
    bot.net.people["op"] = Identity("op")  # -o
    assert "Only the operators" in await bot.answer("op", "!channel set style digest")


async def test_a_stolen_nick_and_a_claimed_account_give_no_right(bot: Managed) -> None:
    bot.net.people["alice"] = NOBODY
    assert await bot.says("alice", "!channel set style entries", account="alice") == [
        "Only my admins may do that; log in to your account first."
    ]


async def test_a_prefix_a_cooldown_and_the_enabled_commands_hold_at_once(bot: Managed) -> None:
    await bot.says("alice", "!channel set prefix .")
    assert await bot.says("eve", "!ping") == []
    assert await bot.says("eve", ".ping") == ["pong"]
    await bot.says("alice", ".channel unset prefix")
    await bot.says("alice", "!channel set commands p, search")
    assert await bot.says("eve", "!ping") == []
    assert await bot.says("eve", "!ping of death") == []
    assert await bot.says("eve", "!stats of what") == []
    assert await bot.says("eve", "deck: what did Quay Systems sponsor?") == []
    assert (await bot.answer("eve", "!p lanternfs")).startswith("Lanternfs")
    assert (await bot.answer("eve", "deck: what about lanternfs?")).startswith("eve: Lanternfs")
    assert (await bot.answer("eve", "!help")).startswith("Commands")
    assert await bot.says("eve", "ping", None) == ["pong"]
    await bot.says("alice", "!channel unset commands")
    await bot.says("alice", "!channel set cooldown 1d")
    said = [await bot.hastily("eve", "!ping") for _ in range(USER.burst + 2)]
    assert said.count(["pong"]) == USER.burst
    assert "please wait" in said[USER.burst][0]
    assert said[-1] == []


async def test_managers_are_not_too_fast_and_others_are(bot: Managed) -> None:
    for number in range(1, 2 * USER.burst):
        assert await bot.hastily("alice", f"!channel set max_lines {number}")
    bot.seconds += 60
    said = [await bot.hastily("eve", "!join #new") for _ in range(USER.burst + 5)]
    assert len([each for each in said if each]) == USER.burst + 1


async def test_join_and_part_are_answered_with_what_came_of_them(bot: Managed) -> None:
    assert await bot.says("alice", "join #new sesame", None) == ["I am in #new, and stay there, also after a restart."]
    assert await bot.says("alice", "!part") == [
        "I have left #harbour and stay away, also after a restart, until join #harbour."
    ]
    assert await bot.says("alice", "part #harbour", None) == [
        "#harbour is no channel of mine; an admin can send me there with join."
    ]


async def test_a_join_that_is_refused_says_why(bot: Managed, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(channel: str, key: str = "") -> None:
        del key
        bot.net_later(lambda: bot.channels.met("lab", channel, "Cannot join channel (+k)"))

    monkeypatch.setattr(bot.net, "join", refuse)
    assert await bot.says("alice", "join #new", None) == [
        "I am not in #new yet: Cannot join channel (+k). I go on trying, also after a restart."
    ]


async def test_who_is_ignored_is_not_answered_until_that_ends(bot: Managed) -> None:
    assert await bot.says("alice", "!ignore add EVE for 2h flooding") == [
        "I ignore EVE!*@* until 2025-12-17 14:00 UTC (flooding)."
    ]
    assert await bot.says("eve", "!ping") == []
    assert await bot.says("eve", "!join #new") == []
    assert await bot.says("eve", "what about lanternfs?", None) == []
    assert await bot.says("ben", "!ping") == ["pong"]
    assert await bot.says("alice", "!ignore list") == [
        "EVE!*@* until 2025-12-17 14:00 UTC (flooding), by account:alice"
    ]
    bot.pass_time(7199)
    assert await bot.says("eve", "!ping") == []
    bot.pass_time(2)
    assert await bot.says("eve", "!ping") == ["pong"]
    assert await bot.says("alice", "!ignore list") == ["Nobody is ignored here."]


async def test_an_account_is_ignored_under_any_nick_and_removed_by_any_way_of_writing(bot: Managed) -> None:
    await bot.says("alice", "!ignore add account:Eve")
    assert await bot.says("other", "!ping", account="eve") == []
    assert await bot.says("eve", "!ping") == ["pong"]
    assert await bot.says("alice", "!ignore remove account:eve") == ["I ignore account:Eve no longer."]
    assert await bot.says("other", "!ping", account="eve") == ["pong"]
    assert told(bot.deeds()) == [
        "account:alice ignore remove : account:Eve → ",
        "account:alice ignore add :  → account:Eve",
    ]


async def test_admins_are_never_locked_out(bot: Managed) -> None:
    assert await bot.says("alice", "!ignore add *!*@*") == ["*!*@* covers yourself; write a narrower mask."]
    await bot.says("olga", "!ignore add alice")
    assert await bot.says("alice", "!ping") == []
    assert await bot.says("alice", "!ignore remove alice") == ["I ignore alice!*@* no longer."]
    assert await bot.says("alice", "!ping") == ["pong"]


async def test_a_database_that_takes_nothing_is_told_without_naming_files(bot: Managed) -> None:
    bot.database.write_now(lambda connection: connection.execute("DROP TABLE audit"))
    assert await bot.says("alice", "!channel set style entries") == [
        "Nothing was changed: SQLite says: no such table: audit."
    ]


async def test_a_fault_in_a_command_that_waits_is_an_incident(bot: Managed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.channels, "explained", lambda _network, _channel: 1 / 0)
    with structlog.testing.capture_logs() as written:
        assert await bot.says("alice", "deck: channel show") == [
            f"Something went wrong; incident {written[0]['incident']} is in the log."
        ]
    assert (written[0]["command"], written[0]["error"]) == ("channel show", "ZeroDivisionError")


async def test_ignores_hold_after_a_restart(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.says("alice", "!ignore add eve")
    with managed(tmp_path) as bot:
        assert await bot.says("eve", "!ping") == []


async def test_the_owner_reads_who_changed_what(bot: Managed) -> None:
    assert await bot.says("olga", "!audit") == ["Nothing was changed yet."]
    await bot.says("alice", "!channel set style entries")
    bot.pass_time(60)
    await bot.says("cert", "part #pier", None)
    await bot.says("alice", "!ignore add eve")
    assert await bot.says("olga", "!audit 2") == [
        "2025-12-17 12:01 UTC account:alice on lab: ignore add: nothing → eve!*@*",
        f"2025-12-17 12:01 UTC certfp:sha256:{'ab' * 32} (cert) on lab #pier: part: in → out",
    ]
    assert (await bot.says("olga", "!audit"))[-1] == (
        "2025-12-17 12:00 UTC account:alice on lab #harbour: channel set style: digest → entries"
    )


async def test_a_report_is_previewed_ordered_and_skipped(bot: Managed) -> None:
    bot.fill()
    preview = await bot.says("alice", "!announce preview 2021q1")
    assert preview[0].startswith("New FreeBSD status report: Q1 2021")
    assert await bot.says("alice", "!announce status") == ["Nothing was announced yet."]
    assert await bot.says("alice", "announce now 2021q1 #pier", None) == [
        "Q1 2021 is announced in 1 place now; announce status tells how it goes."
    ]
    assert await bot.says("alice", "!announce now 2021q1") == [
        "Q1 2021 is announced in 1 place now; announce status tells how it goes."
    ]
    waiting = outbox.unfinished(bot.database.reader)
    assert {(each.target, each.ordered) for each in waiting} == {("#pier", True), ("#harbour", True)}
    assert await bot.says("alice", "!announce status 2021q1") == [
        "Q1 2021: #pier pending 2025-12-17 12:00 UTC; #harbour pending 2025-12-17 12:00 UTC."
    ]
    assert await bot.says("alice", "!announce skip 2021q1") == [
        "Q1 2021 is not announced any more; it was still to be said in 2 places."
    ]
    assert outbox.unfinished(bot.database.reader) == ()
    assert "given up" in await bot.answer("alice", "!announce status 2021q1")
    assert [each.command for each in bot.deeds()] == [
        "announce skip Q1 2021",
        "announce now Q1 2021",
        "announce now Q1 2021",
    ]
    assert await bot.says("alice", "!announce now last #quay") == [
        "#quay is no channel of mine; an admin can send me there with join."
    ]


async def test_what_is_announced_follows_what_is_set(bot: Managed) -> None:
    bot.fill()
    assert len(await bot.says("alice", "!announce preview 2021q1")) == 3
    await bot.says("alice", "!channel set style headline")
    assert len(await bot.says("alice", "!announce preview 2021q1")) == 1
    await bot.says("alice", "!channel set announce off")
    assert (await bot.answer("alice", "!announce now 2021q1")).startswith(
        "Nothing to say: no place wants announcements"
    )
    await bot.says("alice", "channel set #pier announce on", None)
    assert "in 1 place now" in await bot.answer("alice", "!announce now 2021q1")
    assert [each.target for each in outbox.unfinished(bot.database.reader)] == ["#pier"]
    assert bot.changes == 3


@pytest.mark.parametrize("text", ["status of lanternfs", "status lanternfs"])
async def test_what_only_begins_like_a_managers_command_is_a_question(bot: Managed, text: str) -> None:
    assert "Lanternfs" in await bot.answer("eve", text, None)


async def test_help_tells_what_is_for_whom(bot: Managed) -> None:
    everybody, managers = (await bot.answer("eve", "!help")).split("For managers: ")
    assert "channel" not in everybody
    assert all(word in managers for word in ("announce", "audit", "channel", "ignore", "join", "part"))
    assert await bot.says("eve", "!help ignore") == [
        "ignore add, ignore list, ignore remove. !help ignore remove tells more."
    ]
    assert (await bot.answer("eve", "!help join")).endswith("For admins.")
    assert (await bot.answer("eve", "!help channel show")).endswith("and admins.")
    assert (await bot.answer("eve", "!channel help style")).startswith("style: How much of a new report is shown")
    assert (await bot.answer("eve", "channel help", None)).startswith("Settings: announce, ")


@pytest.mark.parametrize("made", waiting(), ids=lambda made: made.name)
async def test_the_example_of_every_command_that_waits_works(bot: Managed, made: Command) -> None:
    bot.fill()
    await bot.says("olga", "join #freebsd", None)
    said = await bot.answer("olga", made.example, None)
    assert not said.startswith(("Usage", "Only", "Something went wrong", "Nothing about"))
    assert "no channel of mine" not in said
