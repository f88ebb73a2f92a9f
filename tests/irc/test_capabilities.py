"""Capabilities come and go; what is on is what the server has granted."""

from bot.irc.capabilities import Capabilities
from bot.irc.wire import parse


def hears(capabilities: Capabilities, *lines: str) -> list[str]:
    sent = []
    for line in lines:
        parsed = parse(line)
        assert parsed is not None
        sent += capabilities.receive(parsed)
    return sent


def test_what_is_new_is_asked_for_and_what_is_gone_is_off() -> None:
    capabilities = Capabilities(("batch", "setname"))
    assert hears(capabilities, "CAP * LS :batch sasl") == ["CAP REQ :batch"]
    assert not capabilities.settled
    hears(capabilities, "CAP * ACK :batch ")
    assert capabilities.settled
    assert hears(capabilities, "CAP deck NEW :setname batch") == ["CAP REQ :setname"]
    hears(capabilities, "CAP deck ACK :setname", "CAP deck DEL :batch unknown")
    assert capabilities.active == {"setname"}
    hears(capabilities, "CAP deck ACK :-setname")
    assert capabilities.active == set()


def test_a_later_list_replaces_the_earlier_one() -> None:
    capabilities = Capabilities(("sasl", "batch"))
    hears(capabilities, "CAP * LS :sasl=PLAIN batch", "CAP * ACK :sasl batch")
    assert hears(capabilities, "CAP deck LS * :server-time", "CAP deck LS :batch") == []
    assert capabilities.offered == {"server-time": "", "batch": ""}


def test_many_names_go_out_in_several_lines() -> None:
    names = tuple(f"example.org/capability-{number}" for number in range(60))
    capabilities = Capabilities(names)
    lines = hears(capabilities, f"CAP * LS :{' '.join(names)}")
    assert len(lines) > 1
    assert " ".join(line.removeprefix("CAP REQ :") for line in lines).split() == list(names)
    assert max(map(len, lines)) <= 510


def test_what_was_not_asked_for_and_is_refused_does_not_matter() -> None:
    capabilities = Capabilities(("batch",))
    hears(capabilities, "CAP * LS :batch", "CAP * NAK :echo-message", "CAP * NAK :batch")
    assert capabilities.settled
    assert capabilities.active == set()
