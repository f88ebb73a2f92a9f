"""From a network's settings, who the bot wants to be there and how it proves it."""

from collections.abc import Callable
from functools import partial

from bot.irc.login import Credentials
from bot.irc.sasl import External, Mechanism, Plain
from config.settings import NetworkSettings, SaslSettings


def credentials(settings: NetworkSettings) -> Credentials:
    """Return the credentials, secrets in clear."""
    sasl = settings.sasl
    password = settings.password.get_secret_value() if settings.password else ""
    sasl_password = sasl.password.get_secret_value() if sasl and sasl.password else ""
    return Credentials(
        nicks=(settings.nick, *settings.alt_nicks),
        username=settings.username,
        realname=settings.realname,
        password=password,
        mechanisms=_mechanisms(sasl, sasl.username or settings.nick, sasl_password) if sasl else (),
        sasl_required=sasl.required if sasl else True,
        sasl_timeout=sasl.timeout if sasl else 0.0,
        secrets=tuple(secret for secret in (password, sasl_password) if secret),
    )


def _mechanisms(sasl: SaslSettings, username: str, password: str) -> tuple[Callable[[], Mechanism], ...]:
    known: dict[str, Callable[[], Mechanism]] = {"EXTERNAL": External, "PLAIN": partial(Plain, username, password)}
    return tuple(known[name] for name in sasl.mechanisms if name in known)
