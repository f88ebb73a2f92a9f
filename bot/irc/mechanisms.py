"""SASL's mechanisms: what is answered to a server's challenges, and whether it has proved itself, pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from scramp import ScramClient, ScramException

_MOST_ROUNDS = 1_000_000  # of key derivation, a second of work; no services ask for nearly as many


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


class Scram:
    """SCRAM-SHA-256 or SCRAM-SHA-512 without channel binding (RFC 5802, RFC 7677): both sides know the password."""

    def __init__(self, name: str, username: str, password: str) -> None:
        self.name = name
        self.proved = False
        self._username, self._password = username, password
        self._steps = [self._begin, self._prove, self._verify]

    def respond(self, challenge: bytes) -> bytes:
        """Return the next of three messages; the last is empty and follows the server's right signature."""
        if not self._steps:
            raise SaslFailedError("the server asks for more after the end")
        try:
            return self._steps.pop(0)(challenge.decode()).encode()
        except ScramException as error:
            raise SaslFailedError(str(error)) from error

    @cached_property
    def _client(self) -> ScramClient:
        return ScramClient([self.name], self._username, self._password)

    def _begin(self, _: str) -> str:
        return str(self._client.get_client_first())

    def _prove(self, server_first: str) -> str:
        self._client.set_server_first(server_first)
        if int(self._client.iterations) > _MOST_ROUNDS:
            raise SaslFailedError(f"the server asks for {self._client.iterations} rounds of key derivation")
        return str(self._client.get_client_final())

    def _verify(self, server_final: str) -> str:
        """Check the signature, unless the server says openly what it does not like."""
        try:
            self._client.set_server_final(server_final)
        except ScramException as error:
            if server_final.startswith("e="):
                raise
            raise ImpostorError(f"the server does not prove that it knows the password: {error}") from error
        self.proved = True
        return ""


@dataclass
class EcdsaChallenge:
    """ECDSA-NIST256P-CHALLENGE as Atheme has it: the 32 bytes of the challenge, signed as they are."""

    username: str
    key: EllipticCurvePrivateKey = field(repr=False)
    name: str = "ECDSA-NIST256P-CHALLENGE"
    proved: bool = True

    def respond(self, challenge: bytes) -> bytes:
        """Return the account, then the signature; ValueError for a challenge of another length."""
        return self.key.sign(challenge, ECDSA(Prehashed(SHA256()))) if challenge else self.username.encode()


def ecdsa_key(pem: bytes) -> EllipticCurvePrivateKey:
    """Return the private key on the curve P-256 in a PEM file; ValueError says why there is none."""
    try:
        match load_pem_private_key(pem, None):
            case EllipticCurvePrivateKey(curve=SECP256R1()) as key:
                return key
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from error
    raise ValueError("it holds no key on the curve NIST P-256 (prime256v1)")
