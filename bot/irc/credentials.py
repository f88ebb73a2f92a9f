"""From a network's settings, who the bot wants to be there and how it proves it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.errors import NetworkError
from bot.irc.login import Credentials
from bot.irc.mechanisms import External, Mechanism, Plain
from config.settings import NetworkSettings, SaslSettings

_ECDSA = "ECDSA-NIST256P-CHALLENGE"


def credentials(network: str, settings: NetworkSettings) -> Credentials:
    """Return the credentials, secrets in clear; NetworkError for a key file that cannot be used."""
    sasl = settings.sasl
    password = settings.password.get_secret_value() if settings.password else ""
    sasl_password = sasl.password.get_secret_value() if sasl and sasl.password else ""
    return Credentials(
        nicks=(settings.nick, *settings.alt_nicks),
        username=settings.username,
        realname=settings.realname,
        password=password,
        mechanisms=_mechanisms(network, sasl, sasl.username or settings.nick, sasl_password) if sasl else (),
        sasl_required=sasl.required if sasl else True,
        sasl_timeout=sasl.timeout if sasl else 0.0,
        secrets=tuple(secret for secret in (password, sasl_password) if secret),
    )


def _mechanisms(network: str, sasl: SaslSettings, username: str, password: str) -> tuple[Callable[[], Mechanism], ...]:
    """Return what makes each configured mechanism, in the configured order."""
    makers: dict[str, Callable[[], Mechanism]] = {
        "EXTERNAL": External,
        "PLAIN": partial(Plain, username, password),
        "SCRAM-SHA-256": partial(_scram, "SCRAM-SHA-256", username, password),
        "SCRAM-SHA-512": partial(_scram, "SCRAM-SHA-512", username, password),
    }
    if sasl.ecdsa_key_file and _ECDSA in sasl.mechanisms:
        makers[_ECDSA] = _ecdsa(network, sasl.ecdsa_key_file, username)
    return tuple(makers[name] for name in sasl.mechanisms)


def _scram(name: str, username: str, password: str) -> Mechanism:
    from bot.irc.scram import Scram

    return Scram(name, username, password)


def _ecdsa(network: str, file: Path, username: str) -> Callable[[], Mechanism]:
    from bot.irc.ecdsa import EcdsaChallenge, ecdsa_key

    try:
        return partial(EcdsaChallenge, username, ecdsa_key(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise NetworkError(network, f"sasl.ecdsa_key_file cannot be used: {error}") from error
