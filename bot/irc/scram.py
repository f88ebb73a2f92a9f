"""SCRAM: a login in which both sides prove that they know the password, and neither says it."""

from functools import cached_property

from scramp import ScramClient, ScramException

from bot.irc.mechanisms import ImpostorError, SaslFailedError

_MOST_ROUNDS = 1_000_000  # of key derivation, a second of work; no services ask for nearly as many


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
