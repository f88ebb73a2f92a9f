"""One thing that was looked at, how it is, and what to do about it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about a subject; an `error` keeps something from working, a `warning` may one day."""

    subject: str
    state: Literal["ok", "warning", "error"]
    what: str


def ok(subject: str, what: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(subject, "ok", what)


def warning(subject: str, what: str) -> Finding:
    """Return that something works now, but should be looked after."""
    return Finding(subject, "warning", what)


def error(subject: str, what: str) -> Finding:
    """Return that something does not work; the sentence says what to do."""
    return Finding(subject, "error", what)
