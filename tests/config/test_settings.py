"""The models: what holds when nothing is said, and what follows from what is."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import ChannelSettings, NetworkSettings, Settings, TlsSettings


def test_the_settings_need_nothing_said() -> None:
    settings = Settings()
    assert settings.database == Path("data/quarterdeck.db")
    assert (settings.sources, settings.networks, settings.web) == ({}, {}, None)


def test_the_port_follows_tls_unless_it_is_said() -> None:
    assert NetworkSettings(host="a").port == 6697
    assert NetworkSettings(host="a", tls=TlsSettings(enabled=False)).port == 6667
    assert NetworkSettings(host="a", tls=TlsSettings(enabled=False), port=7000).port == 7000


def test_user_name_and_real_name_follow_the_nick() -> None:
    network = NetworkSettings(host="a", nick="qd")
    assert (network.username, network.realname) == ("qd", "qd")


def test_servers_are_tried_in_their_order_and_take_the_port_where_they_have_none() -> None:
    assert NetworkSettings(host="a", port=1).addresses == (("a", 1),)
    assert NetworkSettings(servers=("a:1", "[::1]:2", "c"), port=3).addresses == (("a", 1), ("::1", 2), ("c", 3))


def test_a_later_layer_changes_what_it_says_and_nothing_else() -> None:
    channel = ChannelSettings(announce=True, categories=("Kernel",))
    assert channel.changed({"style": "digest"}) == ChannelSettings(
        announce=True, categories=("Kernel",), style="digest"
    )
    assert channel.changed({"categories": []}).categories == ()


def test_a_later_layer_is_checked_like_the_first() -> None:
    with pytest.raises(ValidationError):
        ChannelSettings().changed({"max_lines": 0})
    with pytest.raises(ValidationError):
        ChannelSettings().changed({"colour": True})


def test_settings_cannot_be_changed_in_passing() -> None:
    with pytest.raises(ValidationError):
        Settings().data_dir = Path("elsewhere")
