from hypothesis import given
from hypothesis import strategies as st

from bot.cooldown import CHANNEL, NETWORK, USER, Allowance, Cooldown, Verdict

ANSWER, WARN, SILENCE = Verdict.ANSWER, Verdict.WARN, Verdict.SILENCE


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_answered_then_one_warning_then_silence_then_now_and_then_an_answer() -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    verdicts = [cooldown.judge("net", "#c", "eve") for _ in range(USER.burst + 5)]
    assert verdicts == [ANSWER] * USER.burst + [WARN] + [SILENCE] * 4
    clock.now = USER.seconds
    assert [cooldown.judge("net", "#c", "eve") for _ in range(3)] == [ANSWER, SILENCE, SILENCE]


def test_who_was_patient_is_warned_again() -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    for _ in range(2):
        clock.now += USER.burst * USER.seconds
        assert [cooldown.judge("net", None, "eve") for _ in range(USER.burst + 2)][-2:] == [WARN, SILENCE]


def test_who_waited_for_less_than_half_of_it_is_not_warned_again() -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    for _ in range(USER.burst + 1):
        cooldown.judge("net", None, "eve")
    clock.now += (USER.burst / 2 - 0.5) * USER.seconds
    assert WARN not in [cooldown.judge("net", None, "eve") for _ in range(USER.burst)]
    clock.now += USER.burst / 2 * USER.seconds
    assert [cooldown.judge("net", None, "eve") for _ in range(USER.burst)].count(WARN) == 1


def test_who_has_something_left_in_a_full_channel_is_not_warned() -> None:
    cooldown = Cooldown(Clock(), (USER, Allowance(USER.burst - 1, 1.0), NETWORK))
    verdicts = [cooldown.judge("net", "#c", "eve") for _ in range(USER.burst + 1)]
    assert verdicts == [ANSWER] * (USER.burst - 1) + [SILENCE] * 2


def test_a_flood_uses_up_nothing_of_others() -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    for _ in range(10_000):
        cooldown.judge("net", "#c", "eve")
    assert cooldown.judge("net", "#c", "ben") is ANSWER
    assert cooldown.judge("other", "#c", "eve") is ANSWER


def test_a_channel_and_a_network_have_bounds_of_their_own() -> None:
    cooldown = Cooldown(Clock())
    in_channel = [cooldown.judge("net", "#c", f"user{number}") for number in range(CHANNEL.burst + 3)]
    assert in_channel == [ANSWER] * CHANNEL.burst + [SILENCE] * 3
    everywhere = [cooldown.judge("net", f"#{number}", f"another{number}") for number in range(NETWORK.burst)]
    assert everywhere.count(ANSWER) == NETWORK.burst - CHANNEL.burst


@given(st.lists(st.floats(0, 10), max_size=200))
def test_nobody_gets_more_than_their_allowance(pauses: list[float]) -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    answered = 0
    for pause in pauses:
        clock.now += pause
        answered += cooldown.judge("net", "#c", "eve") is ANSWER
    assert answered <= USER.burst + clock.now / USER.seconds + 1e-6


def test_where_users_wait_longer_they_wait_there_only() -> None:
    clock = Clock()
    cooldown = Cooldown(clock)
    slow = [cooldown.judge("net", "#slow", "eve", 60.0) for _ in range(USER.burst + 1)]
    assert slow == [ANSWER] * USER.burst + [WARN]
    assert cooldown.judge("net", "#c", "eve") is ANSWER
    clock.now += 59
    assert cooldown.judge("net", "#slow", "eve", 60.0) is SILENCE
    clock.now += 1
    assert cooldown.judge("net", "#slow", "eve", 60.0) is ANSWER


def test_who_is_forgiven_has_used_up_nothing() -> None:
    cooldown = Cooldown(Clock())
    for _ in range(USER.burst + 2):
        cooldown.judge("net", None, "eve")
        cooldown.judge("net", None, "ben")
    cooldown.forgive("net", "eve")
    cooldown.forgive("net", "stranger")
    assert cooldown.judge("net", "#c", "eve") is ANSWER
    assert cooldown.judge("net", "#c", "ben") is SILENCE


def test_memory_does_not_grow_with_users_and_the_newest_are_remembered() -> None:
    cooldown = Cooldown(Clock(), (USER, CHANNEL, Allowance(100_000, 1.0)))
    for number in range(20_000):
        cooldown.judge("net", None, f"user{number}")
    assert len(cooldown._buckets) <= 5001
    assert [cooldown.judge("net", None, "user19999") for _ in range(USER.burst)] == [ANSWER] * (USER.burst - 1) + [WARN]
