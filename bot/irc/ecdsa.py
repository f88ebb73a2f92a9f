"""ECDSA-NIST256P-CHALLENGE: a login with a private key on the curve P-256."""

from dataclasses import dataclass, field

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key


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
