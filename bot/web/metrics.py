"""`/metrics` for Prometheus: what the process counted, and how networks, announcements and archive are right now."""

from collections.abc import Iterator
from time import perf_counter

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.irc.terms import State
from bot.metrics import Metrics
from bot.store import outbox
from bot.web.health import Bot
from bot.web.site import Site


class Now(Collector):
    """What is looked up when Prometheus asks."""

    def __init__(self, site: Site, bot: Bot | None) -> None:
        self._site = site
        self._bot = bot

    def collect(self) -> Iterator[Metric]:
        """Yield how everything is now."""
        yield from self._of_networks()
        reports = GaugeMetricFamily("quarterdeck_reports", "Reports in the archive")
        reports.add_metric((), len(self._site.archive.reports))
        entries = GaugeMetricFamily("quarterdeck_entries", "Entries in the archive")
        entries.add_metric((), len(self._site.archive.items))
        yield from (reports, entries)
        if self._bot:
            yield from self._of_sources(self._bot)
        if self._site.database:
            states = GaugeMetricFamily("quarterdeck_announcements", "Announcements by state", labels=["state"])
            for name, count in outbox.counts(self._site.database.reader).items():
                states.add_metric((name,), count)
            yield states

    def _of_sources(self, bot: Bot) -> Iterator[Metric]:
        looked = GaugeMetricFamily(
            "quarterdeck_source_looked_timestamp_seconds", "When a source was last looked at", labels=["source"]
        )
        failed = GaugeMetricFamily("quarterdeck_source_failed", "1 if that failed", labels=["source"])
        for name, (at, has_failed) in bot.looks().items():
            looked.add_metric((name,), at.timestamp())
            failed.add_metric((name,), float(has_failed))
        yield from (looked, failed)

    def _of_networks(self) -> Iterator[Metric]:
        state = GaugeMetricFamily("quarterdeck_network_state", "1 for the state it is in", labels=["network", "state"])
        lag = GaugeMetricFamily("quarterdeck_network_lag_seconds", "How long the server took", labels=["network"])
        queued = GaugeMetricFamily("quarterdeck_network_queued_lines", "Lines that wait", labels=["network"])
        lost = CounterMetricFamily("quarterdeck_network_lost", "Connections that ended or failed", labels=["network"])
        for each in self._bot.networks() if self._bot else ():
            for possible in State:
                state.add_metric((each.network, possible.value), float(possible is each.state))
            if each.lag is not None:
                lag.add_metric((each.network,), each.lag)
            queued.add_metric((each.network,), each.queued)
            lost.add_metric((each.network,), each.lost)
        yield from (state, lag, queued, lost)


def add_metrics(app: web.Application, site: Site, bot: Bot | None, metrics: Metrics) -> None:
    """Add `/metrics`."""

    async def answer(_request: web.Request) -> web.Response:
        headers = {"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
        return web.Response(body=exposed(metrics, site, bot), headers=headers)

    app.router.add_get("/metrics", answer)


def exposed(metrics: Metrics, site: Site, bot: Bot | None) -> bytes:
    """Return all metrics in Prometheus's text format."""
    now = CollectorRegistry(auto_describe=False)
    now.register(Now(site, bot))
    return bytes(generate_latest(metrics.registry) + generate_latest(now))


def counting(metrics: Metrics) -> Middleware:
    """Return the middleware that counts and times requests, by page and not by address."""

    @web.middleware
    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        start = perf_counter()
        resource = request.match_info.route.resource
        page = resource.canonical if resource else "none"
        status = 500
        try:
            response = await handler(request)
            status = response.status
        except web.HTTPException as error:
            status = error.status
            raise
        else:
            return response
        finally:
            metrics.requests.labels(page, str(status)).inc()
            metrics.request_seconds.labels(page).observe(perf_counter() - start)

    return count
