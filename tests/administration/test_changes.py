"""What differs between two configurations is said in a few words, and what takes a new connection is known."""

from typing import Any

import pytest

from bot.administration import changes
from config.settings import Settings


def _settings(**values: Any) -> Settings:  # noqa: ANN401 - settings as TOML has them, of any type
    network: dict[str, Any] = {"host": "irc.example", "channels": {"#c": {}}} | values.pop("network", {})
    return Settings.model_validate({"networks": {"lab": network}, "sources": {"site": {"path": "x"}}} | values)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, []),
        ({"network": {"nick": "other"}}, ["lab: nick, username, realname (connecting anew)"]),
        ({"network": {"tls": {"verify": False}}}, ["lab: tls (connecting anew)"]),
        ({"network": {"flood": {"rate": 3.0}}}, ["lab: flood"]),
        ({"network": {"admins": ["account:bob"]}}, ["lab: admins"]),
        ({"network": {"channels": {"#d": {}}}}, ["lab: joining #d", "lab: leaving #c"]),
        ({"network": {"channels": {"#c": {"style": "digest", "announce": True}}}}, ["lab #c: announce, style"]),
        (
            {"network": {"prefix": "?", "channels": {"#c": {"prefix": "?"}}}},
            ["lab: prefix"],
        ),
        ({"networks": {}}, ["network lab is gone"]),
        (
            {"networks": {"lab": {"host": "irc.example", "channels": {"#c": {}}}, "sea": {"host": "sea.example"}}},
            ["new network sea"],
        ),
        ({"sources": {"site": {"path": "x", "every": "5m"}}}, ["site: every"]),
        ({"sources": {"other": {"path": "x"}}}, ["new source other", "source site is gone"]),
        ({"webhooks": {"hook": {"url": "https://hook.example/"}}}, ["new webhook hook"]),
        ({"data_dir": "elsewhere"}, ["data_dir: in force after a restart"]),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_what_differs_is_told_once(values: dict[str, Any], told: list[str]) -> None:
    assert changes.sentences(_settings(), _settings(**values)) == told


def test_only_what_a_connection_is_made_with_takes_a_new_one() -> None:
    assert changes.needs_connection(("flood", "sasl"))
    assert not changes.needs_connection(("flood", "admins", "channels", "prefix"))
    assert changes.needs_pace(("flood",))
    assert not changes.needs_pace(("nick",))
