"""The running bot's web side, if there is to be one, and what is counted for it; without one neither is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from bot.answers import Answer
from bot.archive import Archive
from bot.delivery import Target
from bot.intake import Intake
from bot.irc.network import Network
from bot.store.database import Database
from config.settings import WebSettings, Wishes

if TYPE_CHECKING:
    from bot.metrics import Metrics


class Pages:
    """The web side over an open database, as `settings` want it; None: there is none."""

    def __init__(self, settings: WebSettings | None, database: Database, archive: Callable[[], Archive]) -> None:
        self._settings, self._database, self._archive = settings, database, archive
        self._metrics = _metrics() if settings else None
        self._address: Callable[[Answer, str], str | None] = lambda _answer, _topic: None

    def timing(self, network: str) -> AbstractContextManager[None]:
        """Return the context in which a message is handled."""
        return self._metrics.message(network) if self._metrics else nullcontext()

    def count(self, network: str, outcome: str) -> None:
        """Count what became of something that was said to the bot."""
        if self._metrics:
            self._metrics.answered(network, outcome)

    def address(self, answer: Answer, topic: str) -> str | None:
        """Return where all of an answer to a topic stands; None if it stands nowhere."""
        return self._address(answer, topic)

    def listening(
        self,
        networks: Mapping[str, Network],
        intakes: Mapping[str, Intake],
        places: Callable[[], Mapping[Target, Wishes]],
    ) -> AbstractAsyncContextManager[object]:
        """Return the context in which the pages are there, with how these networks, sources and places are."""
        if self._settings is None:
            return nullcontext()
        from bot.web import pointing
        from bot.web.app import make_app
        from bot.web.health import Bot
        from bot.web.server import listening
        from bot.web.site import Site

        site = Site(self._archive, database=self._database, public_url=self._settings.public_url)
        self._address = partial(pointing.address, site)
        bot = Bot(
            networks=lambda: [each.status() for each in networks.values()],
            looks=lambda: {each.name: (each.last.at, each.last.failed) for each in intakes.values() if each.last},
            places=places,
        )
        token = self._settings.managers_token
        app = make_app(site, bot=bot, metrics=self._metrics, managers_token=token.get_secret_value() if token else None)
        return listening(app, *self._settings.address)


def _metrics() -> Metrics:
    from bot.metrics import Metrics

    return Metrics()
