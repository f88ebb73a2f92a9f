"""Whether the bot can reach a network and log in there, tried for real under another nick and without a channel."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator

from bot.doctor.finding import Finding, error, ok, warning
from bot.irc.network import Network
from bot.irc.terms import State, Timing
from config.settings import NetworkSettings, ReconnectSettings

_TIMING = Timing(connect=15.0, login=30.0)
_LIMIT = 60.0
_LOOK = 0.05
_ADVICE = {
    "SASL": "; check sasl.username, its password and the mechanisms",
    "CERTIFICATE_VERIFY_FAILED": "; check the host name, or name its authority in tls.ca_file",
    "fingerprint": "; if the server has a new certificate, list its digest in tls.fingerprints",
    "Connect call failed": "; check host and port, and whether a firewall is between",
    "no connection within": "; check host and port, whether this port speaks TLS, and whether a firewall is between",
    "WRONG_VERSION_NUMBER": "; this port does not speak TLS: take the TLS port, or set tls.enabled = false",
}
_AGAIN = 3600.0  # seconds: a failed attempt is not tried again while its reason is read


async def examine(name: str, settings: NetworkSettings) -> AsyncIterator[Finding]:
    """Yield how each server of a network is."""
    for host, port in settings.addresses:
        subject = f"network {name}"
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as fault:
            yield error(subject, f"{host} has no address ({fault.strerror}); check the name and this machine's DNS")
            continue
        addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if addresses != [host]:
            yield ok(subject, f"{host} is {', '.join(addresses)}")
        yield await _login(name, settings, host, port)
    if not settings.owner:
        yield warning(f"network {name}", "has no owner, who would be told of trouble and may stop the bot: set owner")


async def _login(name: str, settings: NetworkSettings, host: str, port: int) -> Finding:
    """Go through the whole login at one server, then leave."""
    network = Network(name, _visitor(settings, host, port), lambda _: None, timing=_TIMING)
    running = asyncio.create_task(network.run())
    try:
        async with asyncio.timeout(_LIMIT):
            while network.state not in (State.READY, State.WAITING):  # noqa: ASYNC110 - it does not call when it fails
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        return error(f"network {name}", f"{host}:{port}: no login within {_LIMIT:g} s; the server may be overloaded")
    finally:
        state, why = network.state, network.last_error
        await network.stop("Only looking whether everything works")
        await running
    if state is not State.READY:
        return error(f"network {name}", why + next((advice for word, advice in _ADVICE.items() if word in why), ""))
    return ok(f"network {name}", f"{host}:{port}: {_how(settings)}")


def _visitor(settings: NetworkSettings, host: str, port: int) -> NetworkSettings:
    """Return the settings of somebody with the bot's account, but not its nick, for which it would fight."""
    sasl = settings.sasl
    return settings.model_copy(
        update={
            "host": host,
            "port": port,
            "servers": (),
            "nick": f"qd{secrets.token_hex(3)}",
            "alt_nicks": (),
            "channels": {},
            "sasl": sasl and sasl.model_copy(update={"username": sasl.username or settings.nick}),
            "reconnect": ReconnectSettings(min_delay=_AGAIN, max_delay=_AGAIN),
        }
    )


def _how(settings: NetworkSettings) -> str:
    secure = "connected over TLS" if settings.tls.enabled else "connected without TLS"
    if settings.tls.enabled and not (settings.tls.verify or settings.tls.fingerprints):
        secure += ", but the server's certificate is not checked"
    if settings.sasl is None:
        return f"{secure}; no account is configured"
    return f"{secure} and logged in to the account" if settings.sasl.required else f"{secure}; the account is optional"
