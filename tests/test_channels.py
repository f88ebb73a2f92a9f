"""Channels as they are now: the configuration, and over it what was set from IRC, also after a restart."""

from pathlib import Path

import pytest

from bot.channels import ChannelError
from bot.delivery import Target
from bot.permissions import Asker, Right
from config.settings import ChannelSettings
from config.spoken import SettingError
from tests.managed import CONFIGURATION, NOW, Managed, configured, managed, told

ALICE = Asker("lab", "al", "al!a@h", "alice", right=Right.ADMIN)
OPERATOR = Asker("lab", "op", "op!o@h", "op", right=Right.OPERATOR)
HARBOUR, PIER, NEW = Target("lab", "#harbour"), Target("lab", "#pier"), Target("lab", "#New")


def names(bot: Managed) -> set[str]:
    return {target.channel for target in bot.channels.targets()}


async def test_what_is_set_holds_at_once_and_after_a_restart(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        assert await bot.channels.set(ALICE, "#HARBOUR", "style", "entries", NOW) == ("digest", "entries")
        await bot.channels.set(ALICE, "#harbour", "categories", "Kernel, Ports", NOW)
        await bot.channels.set(ALICE, "#harbour", "expires", "2d", NOW)
        assert bot.channels.targets()[HARBOUR].style == "entries"
        assert bot.changes == 3
        before = bot.channels.targets()
    with managed(tmp_path) as bot:
        assert bot.channels.targets() == before
        assert await bot.channels.unset(ALICE, "#harbour", "style", NOW) == ("entries", "digest")
        assert bot.channels.targets()[HARBOUR].style == "digest"
        assert bot.channels.targets()[HARBOUR].categories == ("Kernel", "Ports")


async def test_each_layer_lies_over_the_one_before_and_each_value_says_where_it_comes_from(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.set(ALICE, "#harbour", "style", "headline", NOW)
        await bot.channels.join(ALICE, "#New", "", NOW)
        found = {each.key: (each.value, each.source) for each in bot.channels.explained("lab", "#harbour")}
        assert found["style"] == ("headline", "set by account:alice on 2025-12-17 12:00 UTC")
        assert found["announce"] == ("on", "quarterdeck.toml:9")
        assert found["prefix"] == ("!", "quarterdeck.toml:7 [networks.lab]")
        assert found["max_lines"] == ("5", "quarterdeck.toml:2 [defaults]")
        assert found["notice"] == ("off", "")
        new = {each.key: (each.value, each.source) for each in bot.channels.explained("lab", "#new")}
        assert new["max_lines"] == ("5", "quarterdeck.toml:2 [defaults]")
        assert new["prefix"] == ("!", "quarterdeck.toml:7")


async def test_channels_joined_and_left_by_command_stay_so_after_a_restart(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        assert names(bot) == {"#harbour", "#pier"}
        assert await bot.channels.join(ALICE, "#New", "sesame", NOW) == NEW
        assert await bot.channels.part(ALICE, "#PIER", NOW) == PIER
        assert (bot.net.joined, bot.net.left) == ([("#New", "sesame")], ["#pier"])
        assert names(bot) == {"#harbour", "#New"}
    with managed(tmp_path) as bot:
        assert (bot.net.joined, bot.net.left) == ([("#New", "sesame")], ["#pier"])
        assert names(bot) == {"#harbour", "#New"}
        await bot.channels.join(ALICE, "#pier", "", NOW)
        await bot.channels.part(ALICE, "#new", NOW)
    with managed(tmp_path) as bot:
        assert (bot.net.joined, bot.net.left) == ([], [])
        assert names(bot) == {"#harbour", "#pier"}


async def test_the_key_of_a_configured_channel_is_kept(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.join(ALICE, "#pier", "sesame", NOW)
    with managed(tmp_path) as bot:
        assert bot.net.joined == [("#pier", "sesame")]


async def test_every_change_is_in_the_audit_log_and_none_that_failed(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.set(ALICE, "#harbour", "style", "entries", NOW)
        await bot.channels.unset(ALICE, "#harbour", "style", NOW)
        await bot.channels.join(ALICE, "#New", "sesame", NOW)
        await bot.channels.part(ALICE, "#new", NOW)
        for key, value in (("style", "loud"), ("stile", "digest")):
            with pytest.raises(SettingError):
                await bot.channels.set(ALICE, "#harbour", key, value, NOW)
        assert told(bot.deeds()) == [
            "account:alice part #New: in → out",
            "account:alice join #New: out → in",
            "account:alice channel unset style #harbour: entries → digest",
            "account:alice channel set style #harbour: digest → entries",
        ]
        assert "sesame" not in repr(bot.deeds())
        assert {each.nick for each in bot.deeds()} == {"al"}


async def test_a_change_that_cannot_be_audited_is_not_made(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        bot.database.write_now(lambda connection: connection.execute("DROP TABLE audit"))
        for change in (
            bot.channels.set(ALICE, "#harbour", "style", "entries", NOW),
            bot.channels.join(ALICE, "#new", "", NOW),
            bot.ignores.add(ALICE, "eve", None, "", NOW),
        ):
            with pytest.raises(Exception, match="audit"):
                await change
        assert bot.channels.targets()[HARBOUR].style == "digest"
        assert names(bot) == {"#harbour", "#pier"}
        assert bot.net.joined == []
        assert bot.ignores.of("lab", NOW) == []


async def test_only_admins_change_who_may_manage(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        with pytest.raises(ChannelError, match="Only my admins may change operators"):
            await bot.channels.set(OPERATOR, "#harbour", "operators", "on", NOW)
        await bot.channels.set(ALICE, "#harbour", "operators", "on", NOW)
        with pytest.raises(ChannelError, match="Only my admins may change operators"):
            await bot.channels.unset(OPERATOR, "#harbour", "operators", NOW)
        await bot.channels.set(OPERATOR, "#harbour", "style", "entries", NOW)
        assert bot.channels.operators_may("lab", "#Harbour")
        assert not bot.channels.operators_may("lab", "#pier")


@pytest.mark.parametrize("channel", ["#elsewhere", "#pier[", "harbour"])
async def test_a_channel_that_is_none_of_the_bots_cannot_be_managed(tmp_path: Path, channel: str) -> None:
    with managed(tmp_path) as bot:
        for change in (
            bot.channels.set(ALICE, channel, "style", "entries", NOW),
            bot.channels.unset(ALICE, channel, "style", NOW),
            bot.channels.part(ALICE, channel, NOW),
        ):
            with pytest.raises(ChannelError, match="is no channel of mine"):
                await change


async def test_what_was_not_set_from_irc_cannot_be_unset(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        with pytest.raises(ChannelError, match=r"style was not set from IRC; digest comes from quarterdeck.toml:10"):
            await bot.channels.unset(ALICE, "#harbour", "style", NOW)
        with pytest.raises(ChannelError, match="notice was not set from IRC; off comes from the default"):
            await bot.channels.unset(ALICE, "#harbour", "notice", NOW)


async def test_a_value_that_a_later_version_does_not_take_is_left_out(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.set(ALICE, "#harbour", "style", "entries", NOW)
        bot.database.write_now(lambda connection: connection.execute("UPDATE channel_settings SET value = '\"loud\"'"))
    with managed(tmp_path) as bot:
        assert bot.channels.targets()[HARBOUR].style == "digest"


async def test_another_configuration_is_followed_and_what_was_set_stays_above_it(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.set(ALICE, "#harbour", "max_lines", "3", NOW)
        await bot.channels.join(ALICE, "#New", "", NOW)
        bot.net.joined.clear()
        text = CONFIGURATION.replace('"#pier"', '"#quay"').replace('"digest"', '"entries"').replace("= 5", "= 7")
        bot.channels.configure(*configured(tmp_path, text))
        assert names(bot) == {"#harbour", "#quay", "#New"}
        assert (bot.net.joined, bot.net.left) == ([("#quay", "")], ["#pier"])
        harbour = bot.channels.targets()[HARBOUR]
        assert (harbour.style, harbour.max_lines) == ("entries", 3)
        assert bot.channels.targets()[Target("lab", "#quay")].max_lines == 7


async def test_on_a_network_made_anew_the_bot_goes_to_all_its_channels(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        await bot.channels.join(ALICE, "#New", "sesame", NOW)
        bot.net.joined.clear()
        bot.channels.configure(*configured(tmp_path), anew=["lab"])
        assert bot.net.joined == [("#harbour", ""), ("#pier", ""), ("#New", "sesame")]


def test_where_the_bot_is_not_the_networks_settings_hold(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        assert bot.channels.settings("lab", "#elsewhere").max_lines == 5
        assert bot.channels.settings("lab", None).max_lines == 5
        assert bot.channels.settings("gone", None) == ChannelSettings()


async def test_a_join_tells_whether_the_bot_got_in(tmp_path: Path) -> None:
    with managed(tmp_path) as bot:
        target = await bot.channels.join(ALICE, "#New", "", NOW)
        assert await bot.channels.arrived(target) == ""
        bot.net.channels = frozenset()
        assert await bot.channels.arrived(target, limit=0.01) is None
