"""The one tree of errors: each says what it is about and what to do next."""

from collections.abc import Sequence


class QuarterdeckError(Exception):
    """Base of every error that a person is meant to read; `str()` is the sentence they see."""

    exit_status = 1


class NotAReportError(QuarterdeckError):
    """A document is not a status report, or not one that can be read safely."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(f"{origin}: {why}")
        self.origin = origin
        self.why = why


class SourceError(QuarterdeckError):
    """A place where documents should come from cannot be read."""

    def __init__(self, origin: str, why: str) -> None:
        super().__init__(f"{origin}: {why}")
        self.origin = origin
        self.why = why


class DatabaseError(QuarterdeckError):
    """The database cannot be opened, read or written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class ConfigurationError(QuarterdeckError):
    """The configuration is wrong; carries every problem as a line `file:line: key: what; what to do`."""

    exit_status = 78  # EX_CONFIG, sysexits(3)

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class NetworkError(QuarterdeckError):
    """An IRC network cannot be joined, or refused the bot."""

    def __init__(self, network: str, why: str) -> None:
        super().__init__(f"{network}: {why}")
        self.network = network
        self.why = why


class ListenError(QuarterdeckError):
    """The web side cannot listen on its address."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: cannot be listened on: {why}; choose another address in [web] listen")
        self.address = address
        self.why = why
