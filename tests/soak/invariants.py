"""What must be true at the end, however the weather was."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.soak.bots import Bots
from tests.soak.ledger import Ledger
from tests.soak.network import Network
from tests.soak.press import Press
from tests.soak.pulse import Pulse

Place = tuple[Any, Any, Any]
"""A report, a network and a channel."""
_REPEATED = "it is unknown whether this line was seen; it is said once more"
_MEMORY = 6.0
"""MiB by which a warm bot may grow, for caches and what the allocator keeps ..."""
_A_REPORT = 0.3
"""... and for each report that came."""
_A_LINE = 150
"""Bytes; what keeps a line, or what was found out about it, needs several hundred."""
_FILES = 2
_QUESTIONS = 30
"""A minute, on all networks."""


@dataclass(frozen=True)
class Doubts:
    """What nobody can know, as the bots themselves say.

    `repeated` are lines that were said once more, `given_up` the places that were left in doubt twice, with the
    number of lines that surely were seen before.
    """

    repeated: Counter[tuple[Place, int]]
    given_up: Mapping[Place, int]

    @classmethod
    def of(cls, bots: Bots) -> "Doubts":
        """Collect them from all logs and the database."""
        log = (line for bot in bots.bots for line in bot.log if line["event"] == _REPEATED)
        repeated = Counter(((line["subject"], line["network"], line["target"]), line["line"]) for line in log)
        rows = bots.look_up("SELECT subject, network, target, said, reason FROM outbox WHERE state = 'given up'")
        strange = [row for row in rows if not str(row[-1]).startswith("maybe seen, twice")]
        assert not strange, f"given up for no good reason: {strange}"
        return cls(repeated, {(subject, network, target): said for subject, network, target, said, _ in rows})


def each_line_is_seen_once(press: Press, networks: Sequence[Network], doubts: Doubts) -> None:
    """Check that nothing was lost and nothing said twice, but where the log says that nobody can know."""
    wrong = [
        f"{network.name} {channel}: {said}x {line!r}"
        for network in networks
        for channel, style in network.channels.items()
        for report, lines in press.lines(style)
        for line, said, least, most in _counted(network, channel, report.id, lines, doubts)
        if not least <= said <= most
    ]
    assert not wrong, f"{len(wrong)} announced lines were lost or doubled:\n" + "\n".join(wrong[:20])


def _counted(
    network: Network, channel: str, report: str, lines: Sequence[str], doubts: Doubts
) -> list[tuple[str, int, int, int]]:
    """Return each line with how often it was seen, and how often it must and may have been."""
    place = (report, network.name, channel)
    surely = doubts.given_up.get(place, len(lines))
    return [
        (line, network.heard[channel, line], int(number <= surely), 1 + min(1, doubts.repeated[place, number]))
        for number, line in enumerate(lines, start=1)
    ]


def nothing_else_is_announced(press: Press, networks: Sequence[Network]) -> None:
    """Check that no other report was announced, and none in other words."""
    for network in networks:
        for (channel, text), times in network.heard.items():
            if "FreeBSD status report: " in text:
                lines = (line for _, lines in press.lines(network.channels[channel]) for line in lines)
                assert text in lines, f"{network.name} {channel}: nobody published this: {times}x {text!r}"


def no_answer_comes_twice(networks: Sequence[Network]) -> None:
    """Check that what can have been asked only once was answered only once."""
    twice = [
        (network.name, *where)
        for network in networks
        for where, times in network.heard.items()
        if times > 1 and where[1].endswith("x") and " " not in where[1]
    ]
    assert not twice, f"answered twice: {twice[:10]}"


def enough_was_answered(ledger: Ledger, minutes: float) -> None:
    """Check that there was enough fine weather for the answers to mean something."""
    questions = sum(not what.startswith("/") for _, what in ledger.waits)
    assert questions >= _QUESTIONS * minutes, f"only {questions} questions were asked in fine weather"


def it_does_not_leak(pulse: Pulse, reports: int, bytes_a_line: float) -> None:
    """Check that memory and open files are as they were, and that no line is kept."""
    assert bytes_a_line <= _A_LINE, f"each line that was said took {bytes_a_line:.0f} bytes for good"
    memory, files = pulse.growth()
    allowed = _MEMORY + _A_REPORT * reports
    assert memory <= allowed, f"memory grew by {memory:.1f} MiB, more than {allowed:.1f}"
    assert files <= _FILES, f"open files grew by {files}"


def it_was_in_time(samples: Mapping[str, float], freezes: int) -> None:
    """Check that the event loop was never held up for long, but while the whole process was frozen."""
    all_looks = samples["quarterdeck_loop_lag_seconds_count"]
    late = all_looks - samples["quarterdeck_loop_lag_seconds_bucket{le=1.0}"]
    assert late <= freezes, f"the event loop was late by more than a second {late:.0f} times, frozen {freezes} times"
    quarter = samples["quarterdeck_loop_lag_seconds_bucket{le=0.25}"]
    assert quarter >= 0.97 * all_looks - freezes, f"late by 0.25 s: {all_looks - quarter:.0f} of {all_looks:.0f} looks"


def nothing_failed(samples: Mapping[str, float]) -> None:
    """Check that no answer failed within the bot."""
    failed = {name: value for name, value in samples.items() if "outcome=failed" in name and value}
    assert not failed, str(failed)
