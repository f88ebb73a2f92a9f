"""Rights come from accounts and certificates that the server vouches for, and from nothing else."""

import pytest

from bot.irc.message import Message
from bot.irc.whois import NOBODY, Identity
from bot.permissions import Asker, Permissions, Right
from config.settings import NetworkSettings
from tests.managed import CERTIFICATE, Net

SETTINGS = NetworkSettings.model_validate(
    {
        "host": "irc.example.org",
        "owner": "account:Olga",
        "admins": ["account:alice", f"certfp:sha256:{CERTIFICATE}", "certfp:sha512:" + "cd" * 64],
    }
)


def permissions(net: Net, *, operators_may: bool = False) -> Permissions:
    return Permissions({"lab": net}, {"lab": SETTINGS}.get, lambda _network, channel: operators_may and channel == "#a")


@pytest.mark.parametrize(
    ("identity", "right"),
    [
        (Identity("olga"), Right.OWNER),
        (Identity("alice"), Right.ADMIN),
        (Identity("ALICE"), Right.ADMIN),
        (Identity(None, CERTIFICATE), Right.ADMIN),
        (Identity("eve", "cd" * 64), Right.ADMIN),
        (Identity("eve", "ef" * 32), Right.EVERYBODY),
        (Identity("alice2"), Right.EVERYBODY),
        (Identity(""), Right.EVERYBODY),
        (Identity(CERTIFICATE), Right.EVERYBODY),
        (NOBODY, Right.EVERYBODY),
    ],
)
async def test_the_owner_and_admins_are_known_by_account_or_certificate(identity: Identity, right: Right) -> None:
    found = permissions(Net({"x": identity}))
    asker = await found.asker(Message("lab", "x", "x!x@h", None, "deck", None, "quit"))
    assert found.right(asker, None) is right


@pytest.mark.parametrize("nick", ["alice", "olga", "account:alice", CERTIFICATE])
async def test_a_nick_an_address_or_what_a_message_claims_gives_no_right(nick: str) -> None:
    found = permissions(Net())
    asker = await found.asker(Message("lab", nick, f"{nick}!alice@alice", "alice", "#a", "#a", "quit"))
    assert found.right(asker, "#a") is Right.EVERYBODY
    assert asker.account is None


@pytest.mark.parametrize(
    ("operates", "allowed", "channel", "right"),
    [
        ({"#a"}, True, "#a", Right.OPERATOR),
        ({"#a"}, True, "#A", Right.EVERYBODY),  # whose name is another in the settings: `Channels` knows it by one
        ({"#a"}, False, "#a", Right.EVERYBODY),
        ({"#a"}, True, "#b", Right.EVERYBODY),
        ({"#b"}, True, "#a", Right.EVERYBODY),
        ({"#a"}, True, None, Right.EVERYBODY),
        (set(), True, "#a", Right.EVERYBODY),
    ],
)
async def test_operators_have_a_right_in_their_own_channel_where_that_is_allowed(
    operates: set[str], allowed: bool, channel: str | None, right: Right
) -> None:
    found = permissions(Net({"op": Identity(None, None, frozenset(operates))}), operators_may=allowed)
    asker = await found.asker(Message("lab", "op", "op!o@h", None, "#a", "#a", "channel show"))
    assert found.right(asker, channel) is right


def test_on_a_network_that_is_gone_nobody_has_a_right() -> None:
    assert permissions(Net()).right(Asker("elsewhere", "alice", identity=Identity("alice")), None) is Right.EVERYBODY


@pytest.mark.parametrize(
    ("asker", "name"),
    [
        (Asker("lab", "al", "al!a@h", "alice"), "account:alice"),
        (Asker("lab", "al", "al!a@h", None, identity=Identity(None, CERTIFICATE)), f"certfp:sha256:{CERTIFICATE}"),
        (Asker("lab", "al", "al!a@h"), "al!a@h"),
        (Asker(), "console"),
    ],
)
def test_the_audit_log_names_people_by_what_is_sure(asker: Asker, name: str) -> None:
    assert asker.name == name
