"""Announcements to other programs: a signed POST of JSON, repeated by whoever sends it until the answer is 2xx.

Headers of a delivery, beside `Content-Type: application/json`:

* `Idempotency-Key: "HEX"` is the same for each repeat of one announcement and for no other, so a receiver can drop
  what it has (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
* `X-Quarterdeck-Signature: t=SECONDS,v1=HEX` where the webhook has a secret: HMAC-SHA256, keyed with it, of the
  seconds, a dot and the body. The seconds are those since 1970 when this attempt was made; a receiver that refuses
  old ones cannot be fooled with a delivery that somebody recorded.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping

from bot.delivery import OneByOne, Target
from bot.irc.message import Delivered, Outcome, Refused, Unknown
from config.settings import WebhookSettings

_AGENT = "quarterdeck (announces FreeBSD status reports)"
_TIMEOUT = 30.0


class WebhookDelivery(OneByOne):
    """Delivers to the webhooks of the configuration, which are asked for at each use; `timeout` is in seconds."""

    way = "webhook"
    repeatable = True

    def __init__(
        self,
        webhooks: Callable[[], Mapping[str, WebhookSettings]],
        *,
        timeout: float = _TIMEOUT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._webhooks = webhooks
        self._timeout = timeout
        self._clock = clock

    def targets(self) -> dict[Target, WebhookSettings]:
        """Return the webhooks as places to announce to."""
        return {Target("", name, self.way): settings for name, settings in self._webhooks().items()}

    def ready(self, target: Target) -> bool:
        """Tell whether there is such a webhook; whether it answers shows only when it is tried."""
        return target.channel in self._webhooks()

    async def turn(self, target: Target) -> None:
        """Go at once: there are few webhooks, and each gets little."""

    async def carry(self, target: Target, text: str, *, notice: bool) -> Outcome:
        """POST a text; any answer but 2xx is a refusal, a redirect, too: it could lead anywhere."""
        if (settings := self._webhooks().get(target.channel)) is None:
            return Refused("there is no such webhook any more")
        import aiohttp  # takes a tenth of a second, and most bots have no webhook

        body, limit = text.encode(), aiohttp.ClientTimeout(total=self._timeout)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(
                    settings.url, data=body, headers=self._headers(settings, body), allow_redirects=False
                ) as answer,
            ):
                good = 200 <= answer.status < 300
                return Delivered() if good else Refused(f"the answer was {answer.status}")
        except TimeoutError:
            return Unknown("there was no answer in time")
        except (aiohttp.ClientError, ValueError) as error:
            # not the error's own words, which may hold the address and with it a key
            return Unknown(f"it could not be reached ({type(error).__name__})")

    def _headers(self, settings: WebhookSettings, body: bytes) -> dict[str, str]:
        headers = {
            "User-Agent": _AGENT,
            "Content-Type": "application/json",
            "Idempotency-Key": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        }
        if settings.secret is not None:
            headers["X-Quarterdeck-Signature"] = signature(settings.secret.get_secret_value(), body, int(self._clock()))
        return headers


def signature(secret: str, body: bytes, seconds: int) -> str:
    """Return the signature of a body that is sent so many seconds after 1970 began."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={digest.hexdigest()}"
