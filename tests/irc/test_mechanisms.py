"""What each mechanism answers, and to whom nothing more is said."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st
from scramp import ScramMechanism
from scramp.core import ScramServer

from bot.irc.ecdsa import EcdsaChallenge, ecdsa_key
from bot.irc.mechanisms import ImpostorError, Plain, SaslFailedError
from bot.irc.scram import Scram

SCRAMS = ("SCRAM-SHA-256", "SCRAM-SHA-512")
PASSWORD = "pencil"


def server(mechanism: str, password: str = PASSWORD) -> ScramServer:
    scram = ScramMechanism(mechanism)
    return scram.make_server(lambda _: scram.make_auth_info(password))


def play(scram: Scram, server: ScramServer) -> str:
    """Play until the server's signature and return it."""
    server.set_client_first(scram.respond(b"").decode())
    server.set_client_final(scram.respond(server.get_server_first().encode()).decode())
    return str(server.get_server_final())


@pytest.mark.parametrize("mechanism", SCRAMS)
@pytest.mark.parametrize("password", ["pencil", "schlüssel, geheim=1"])
def test_scram_proves_the_password_and_accepts_the_right_signature(mechanism: str, password: str) -> None:
    scram = Scram(mechanism, "user=a,b", password)
    signature = play(scram, server(mechanism, password))
    assert not scram.proved
    assert scram.respond(signature.encode()) == b""
    assert scram.proved


@pytest.mark.parametrize("mechanism", SCRAMS)
def test_another_signature_is_an_impostors(mechanism: str) -> None:
    right = play(Scram(mechanism, "user", PASSWORD), server(mechanism))
    for final in ("", "v=", "v=AAAA", right[:-8], right, right.replace("v=", "v=AAAA"), "x", f"x=1,{right}"):
        scram = Scram(mechanism, "user", PASSWORD)
        play(scram, server(mechanism))
        with pytest.raises(ImpostorError):
            scram.respond(final.encode())
        assert not scram.proved


def test_a_server_that_asks_on_after_its_signature_gets_no_answer() -> None:
    scram = Scram("SCRAM-SHA-256", "user", PASSWORD)
    scram.respond(play(scram, server("SCRAM-SHA-256")).encode())
    with pytest.raises(SaslFailedError, match="after the end"):
        scram.respond(b"v=more")


def test_a_refusal_that_is_said_openly_is_none_of_an_impostor() -> None:
    scram = Scram(SCRAMS[0], "user", PASSWORD)
    play(scram, server(SCRAMS[0]))
    with pytest.raises(SaslFailedError, match="invalid-proof") as caught:
        scram.respond(b"e=invalid-proof")
    assert not isinstance(caught.value, ImpostorError)


@pytest.mark.parametrize("rounds", ["4095", "1000001", "99999999999999", "-1", "x"])
def test_rounds_that_are_too_few_or_too_many_are_not_worked_off(rounds: str) -> None:
    scram, other = Scram(SCRAMS[0], "user", PASSWORD), server(SCRAMS[0])
    other.set_client_first(scram.respond(b"").decode())
    first = other.get_server_first().replace("i=4096", f"i={rounds}")
    with pytest.raises(SaslFailedError):
        scram.respond(first.encode())


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_no_challenge_upsets_scram(challenges: list[bytes]) -> None:
    scram = Scram(SCRAMS[0], "user", PASSWORD)
    for challenge in [b"", *challenges]:
        try:
            scram.respond(challenge)
        except (SaslFailedError, ValueError):
            break
    assert not scram.proved


def test_a_password_that_scram_cannot_use_is_said_when_it_is_needed() -> None:
    with pytest.raises(SaslFailedError, match="control characters"):
        Scram(SCRAMS[0], "user", "a\x07b").respond(b"")


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, encryption: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def test_ecdsa_says_the_account_and_signs_the_challenge() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    mechanism = EcdsaChallenge("user", ecdsa_key(pem(key, NoEncryption())))
    assert mechanism.respond(b"") == b"user"
    challenge = bytes(range(32))
    signed_as_it_is = ec.ECDSA(Prehashed(SHA256()))
    key.public_key().verify(mechanism.respond(challenge), challenge, signed_as_it_is)
    with pytest.raises(ValueError, match="same length"):
        mechanism.respond(b"a text of the server's choice")


def test_other_keys_are_refused_with_the_reason() -> None:
    p256, p384 = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1())
    for content, reason in (
        (b"no key", "(?i)pem"),
        (pem(p256, BestAvailableEncryption(b"x")), "encrypted"),
        (pem(p384, NoEncryption()), "P-256"),
        (pem(rsa.generate_private_key(65537, 2048), NoEncryption()), "P-256"),
    ):
        with pytest.raises(ValueError, match=reason):
            ecdsa_key(content)


def test_no_secret_is_in_what_a_mechanism_looks_like() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    for mechanism in (Plain("user", PASSWORD), Scram(SCRAMS[0], "user", PASSWORD), EcdsaChallenge("user", key)):
        assert PASSWORD not in repr(mechanism)
        assert "key=" not in repr(mechanism)
