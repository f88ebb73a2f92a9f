"""How TLS recognises a server: its chain and name, or exactly the certificates that are listed."""

import hashlib
import ssl

from bot.errors import NetworkError
from config.settings import TlsSettings


def context(network: str, settings: TlsSettings, *, strict: bool = False) -> ssl.SSLContext:
    """Return a context for the settings; `strict` (STS) verifies even where they do not.

    Raises NetworkError for a certificate file that cannot be used.
    """
    try:
        found = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
        if settings.client_certificate:
            found.load_cert_chain(settings.client_certificate, settings.client_key)
    except (OSError, ssl.SSLError) as error:
        raise NetworkError(network, f"a certificate file cannot be used: {error}") from error
    if settings.fingerprints or not (settings.verify or strict):
        found.check_hostname = False
        found.verify_mode = ssl.CERT_NONE
    return found


def is_listed(certificate: bytes | None, fingerprints: tuple[str, ...]) -> bool:
    """Tell whether a certificate (DER) has one of the digests, written `sha256:...` in small letters."""
    if certificate is None:
        return False
    return any(
        f"{algorithm}:{hashlib.new(algorithm, certificate).hexdigest()}" in fingerprints
        for algorithm in ("sha256", "sha512")
    )
