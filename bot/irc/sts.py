"""Strict transport security: once a server has asked for TLS there is no way back to plain text.

(IRCv3 sts.) Policies are kept in a file, so that the next start honours them, too.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

log = structlog.get_logger()

PROVISIONAL = 86400.0  # seconds that a policy holds which was seen in plain text only, without its duration


@dataclass(frozen=True, slots=True)
class Policy:
    """Where TLS is on a host, and until when (seconds since 1970) plain text is out of the question."""

    port: int
    until: float
    duration: float = PROVISIONAL


class Policies:
    """The policies of all hosts of a network; without a file they last as long as the process."""

    def __init__(self, file: Path | None, clock: Callable[[], float]) -> None:
        self._file = file
        self._clock = clock
        self._policies: dict[str, Policy] = self._load()

    def get(self, host: str) -> Policy | None:
        """Return the policy that holds for a host now."""
        policy = self._policies.get(host.lower())
        return policy if policy and policy.until > self._clock() else None

    def asked_in_plain(self, host: str, value: str) -> Policy | None:
        """Take `port=N` from a plain-text connection and return what now holds; None if it is no policy."""
        port = _number(_keys(value).get("port"))
        if not 0 < port < 65536:
            return None
        self._set(host, Policy(port, self._clock() + PROVISIONAL))
        return self.get(host)

    def told_over_tls(self, host: str, port: int, value: str) -> None:
        """Take `duration=N` from a verified connection to this port; 0 ends the policy, a port is ignored."""
        text = _keys(value).get("duration")
        if text is None or not text.isascii() or not text.isdigit():
            return
        duration = float(_number(text))
        if duration:
            self._set(host, Policy(port, self._clock() + duration, duration))
        elif self._policies.pop(host.lower(), None):
            self._save()

    def connection_ended(self, host: str) -> None:
        """Let the policy's time begin anew, as it must when a secure connection ends."""
        if policy := self.get(host):
            self._set(host, Policy(policy.port, self._clock() + policy.duration, policy.duration))

    def _set(self, host: str, policy: Policy) -> None:
        self._policies[host.lower()] = policy
        self._save()

    def _load(self) -> dict[str, Policy]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return {
                str(host): Policy(int(p["port"]), float(p["until"]), float(p["duration"])) for host, p in found.items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            log.exception("the file of STS policies cannot be read; it will be written anew", file=str(self._file))
            return {}

    def _save(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft = self._file.with_suffix(".new")
            draft.write_text(json.dumps({host: asdict(policy) for host, policy in self._policies.items()}), "utf-8")
            draft.replace(self._file)
        except OSError:
            log.exception("STS policies cannot be written; they are lost with the process", file=str(self._file))


def _keys(value: str) -> dict[str, str]:
    return {key: text for key, _, text in (item.partition("=") for item in value.split(","))}


def _number(text: str | None) -> int:
    return int(text[:12]) if text and text.isascii() and text.isdigit() else 0
