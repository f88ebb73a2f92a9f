"""Lines in the log at debug level, without the secrets in them."""

import logging
from collections.abc import Sequence

import structlog

from bot.irc.wire import redact

log = structlog.get_logger()
_level = logging.getLogger(__name__)


class Trace:
    """What goes over one connection; `secrets` are hidden wherever they turn up."""

    def __init__(self, network: str, secrets: Sequence[str] = ()) -> None:
        self._log = log.bind(network=network)
        self._secrets = secrets

    def received(self, line: str) -> None:
        """Log what the server sent."""
        if _level.isEnabledFor(logging.DEBUG):  # looking for secrets takes longer than most lines are worth
            self._log.debug("received", line=self.safe(line))

    def sent(self, line: str) -> None:
        """Log what was sent to it."""
        if _level.isEnabledFor(logging.DEBUG):
            self._log.debug("sent", line=self.safe(line))

    def failed(self, what: str, line: str) -> None:
        """Log an exception that a line has caused; call it where the exception is handled."""
        self._log.exception(what, line=self.safe(line))

    def safe(self, text: str) -> str:
        """Return a line, or words of the server about the connection, without secrets."""
        text = redact(text)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text
