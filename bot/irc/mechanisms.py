"""SASL's mechanisms: what is answered to a server's challenges, and whether it has proved itself, pure.

Those that need cryptography are modules of their own, as importing it takes longer than most logins.
"""

from dataclasses import dataclass, field
from typing import Protocol


class SaslFailedError(Exception):
    """A mechanism cannot go on: the server answered what it must not."""


class ImpostorError(SaslFailedError):
    """The server does not know the secret that it should know: nothing more must be entrusted to it."""


class Mechanism(Protocol):
    """One way to log in; a fresh object for each attempt. `proved` tells that the server owes no proof of itself."""

    name: str
    proved: bool

    def respond(self, challenge: bytes) -> bytes:
        """Return the answer to a challenge, perhaps after a second's work; SaslFailedError ends the attempt."""


@dataclass
class Plain:
    """Account and password in clear (RFC 4616)."""

    username: str
    password: str = field(repr=False)
    name: str = "PLAIN"
    proved: bool = True

    def respond(self, challenge: bytes) -> bytes:
        """Return both, for the account itself."""
        return f"{self.username}\0{self.username}\0{self.password}".encode()


@dataclass
class External:
    """The client certificate of the TLS connection (RFC 4422, appendix A)."""

    name: str = "EXTERNAL"
    proved: bool = True

    def respond(self, challenge: bytes) -> bytes:
        """Return nothing: the certificate says it all."""
        return b""
