"""What the running bot counts and times, in a registry of its own; Prometheus reads it from the web side."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

_EVERY = 0.5  # seconds between two looks at the event loop
_MILLISECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)


class Metrics:
    """The counters of one process; whoever does something counts it here."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = Counter(
            "quarterdeck_messages", "Messages that were seen on IRC", ["network"], registry=self.registry
        )
        self.answers = Counter(
            "quarterdeck_answers",
            "What was said to the bot, by what became of it: answered, refused, slowed down or failed",
            ["network", "outcome"],
            registry=self.registry,
        )
        self.answer_seconds = Histogram(
            "quarterdeck_answer_seconds",
            "How long it took to find out whether and what to answer",
            buckets=_MILLISECONDS,
            registry=self.registry,
        )
        self.requests = Counter(
            "quarterdeck_http_requests", "Requests to the web side", ["page", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "quarterdeck_http_request_seconds",
            "How long requests took, waiting for their turn included",
            ["page"],
            buckets=_MILLISECONDS,
            registry=self.registry,
        )
        self.loop_lag = Histogram(
            "quarterdeck_loop_lag_seconds",
            "How much too late the event loop did what was due",
            buckets=_MILLISECONDS,
            registry=self.registry,
        )

    @contextmanager
    def message(self, network: str) -> Iterator[None]:
        """Count a message, and time what is done about it at once in this block."""
        _child(self.messages, network).inc()
        started = perf_counter()
        try:
            yield
        finally:
            self.answer_seconds.observe(perf_counter() - started)

    def answered(self, network: str, outcome: str) -> None:
        """Count what became of something that was said to the bot."""
        _child(self.answers, network, outcome).inc()

    async def watch_loop(self) -> None:
        """Measure how late the event loop is, again and again, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _EVERY
            await asyncio.sleep(_EVERY)
            self.loop_lag.observe(max(0.0, loop.time() - due))


@lru_cache(maxsize=256)
def _child(counter: Counter, *labels: str) -> Counter:
    """Return the counter of one network; to find it takes longer than to count."""
    return counter.labels(*labels)
