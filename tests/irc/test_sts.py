"""Once a host has asked for TLS, the bot does not forget it."""

from pathlib import Path

import structlog.testing

from bot.irc.sts import PROVISIONAL, Policies


class Clock:
    """Seconds that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_port_in_plain_text_is_remembered_by_the_next_start(tmp_path: Path) -> None:
    file, clock = tmp_path / "state" / "sts.json", Clock()
    policy = Policies(file, clock).asked_in_plain("IRC.example.org", "duration=0,port=6697,preload")
    assert policy is not None
    again = Policies(file, clock).get("irc.EXAMPLE.org")
    assert again == policy
    assert again.port == 6697
    clock.now += PROVISIONAL + 1
    assert Policies(file, clock).get("irc.example.org") is None


def test_the_duration_over_tls_counts_anew_when_the_connection_ends(tmp_path: Path) -> None:
    file, clock = tmp_path / "sts.json", Clock()
    policies = Policies(file, clock)
    policies.told_over_tls("h", 6697, "duration=10")
    clock.now += 8
    policies.connection_ended("h")
    clock.now += 8
    assert Policies(file, clock).get("h") is not None
    clock.now += 3
    assert policies.get("h") is None


def test_a_duration_of_nothing_ends_the_policy_but_only_over_tls() -> None:
    policies = Policies(None, Clock())
    policies.told_over_tls("h", 6697, "duration=100,port=1")
    policies.asked_in_plain("h", "duration=0")
    policy = policies.get("h")
    assert policy is not None
    assert policy.port == 6697
    policies.told_over_tls("h", 6697, "duration=0")
    assert policies.get("h") is None


def test_what_is_no_policy_changes_nothing() -> None:
    policies = Policies(None, Clock())
    for value in ("", "port", "port=", "port=x", "port=0", "port=70000", "port=-1", "port=٣"):
        assert policies.asked_in_plain("h", value) is None
    for value in ("", "port=6697", "duration=x", "duration=-5"):
        policies.told_over_tls("h", 6697, value)
    assert policies.get("h") is None


def test_a_broken_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "sts.json"
    for content in ("", "[]", '{"h": {"port": "x"}}', '{"h": 1}', "\0"):
        file.write_text(content)
        policies = Policies(file, Clock())
        assert policies.get("h") is None
        policies.told_over_tls("h", 1, "duration=10")
        assert Policies(file, Clock()).get("h") is not None


def test_the_end_of_what_was_never_there_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sts.json"
    policies = Policies(file, Clock())
    policies.told_over_tls("h", 6697, "duration=0")
    policies.connection_ended("h")
    assert policies.get("h") is None
    assert not file.exists()


def test_policies_that_cannot_be_written_hold_until_the_end_of_the_process(tmp_path: Path) -> None:
    file = tmp_path / "file" / "sts.json"
    file.parent.write_text("in the way")
    policies = Policies(file, Clock())
    with structlog.testing.capture_logs() as logs:
        policies.told_over_tls("h", 6697, "duration=10")
    assert policies.get("h") is not None
    assert ["cannot be written" in each["event"] for each in logs] == [True]
