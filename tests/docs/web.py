"""docs/web.md from the table of pages, the feeds and the metrics."""

from collections.abc import Iterator

from bot.metrics import Metrics
from bot.web.feeds import FEEDS
from bot.web.routes import PAGES, Page

_HEAD = """# Web pages and API

This page is made from the code; change it in `tests/docs/web.py`, then run `make docs`.

With `[web]` in the configuration the bot serves the archive as pages, as JSON, as feeds and as a calendar;
`quarterdeck serve` does the same without a bot. It listens on `127.0.0.1:8080` unless `listen` says otherwise. Put a
proxy with TLS before it and say with `public_url` how others reach it: answers on IRC that are cut then link to their
page.

Everything is for reading: GET and HEAD are all that is answered, and OPTIONS where a script of another site asks first.
There are no cookies and no scripts, and nothing is loaded from elsewhere.

## Pages and their data

Every page has its data beside it: the address with `.json` behind it, or the address itself with
`Accept: application/json`. `/openapi.json` describes all of it (OpenAPI 3.1). Data may be read by pages of other sites
(CORS), has an `ETag`, and answers `If-None-Match` with 304 as long as nothing has changed. Lists come in pages: `page`
and `per_page`, with `Link` headers to the next and the last.

| page | data | what it shows | parameters |
| --- | --- | --- | --- |
"""
_ERRORS = """
An error is the same everywhere, as a page or as data (problem details, RFC 9457), by what was asked for:

```json
{"status": 404, "title": "Not Found", "detail": "There is no report of that name.", "type": "about:blank"}
```

## Feeds and calendar

Feeds are Atom; pages name theirs, so a feed reader finds it by the page's address. `/deadlines.ics` is a calendar of
the days for submissions that calendar programs can subscribe to.

| feed | what is in it |
| --- | --- |
"""
_HEALTH = """
## Health and metrics

`/healthz` answers 200 as long as the process is alive; `/readyz` as soon as the database is open and a network is
reached, else 503 with the reason. `/metrics` is for Prometheus; `config/grafana.json` is a dashboard of it. Keep the
three to yourself in the proxy if you do not want the world to see them.

| metric | what it counts |
| --- | --- |
"""
_CHANNELS = """
Networks, announcements, sources and the archive have gauges beside these, read when Prometheus asks; `/metrics` itself
explains each.

## For channel managers

With `managers_token_file` set, `/channels` shows what is announced where, with which filters, and what became of the
last delivery. The token goes into the header `Authorization: Bearer TOKEN`; for a browser `/channels?token=TOKEN` does,
too, but then it stands in the browser's history and in the proxy's log.
"""


def page() -> str:
    """Return the page."""
    return "".join([_HEAD, *map(_row, PAGES), _ERRORS, *_feeds(), _HEALTH, *_metrics(), _CHANNELS])


def _row(each: Page) -> str:
    named = ", ".join(f"`{name}`" for name in each.parameters.model.model_fields)
    return f"| `{each.path}` | `{each.json_path}` | {each.summary} | {named} |\n"


def _feeds() -> Iterator[str]:
    for source in FEEDS:
        words = " ".join((source.feed.__doc__ or "").removeprefix("Return ").split())
        yield f"| `{source.path}` | {words[:1].upper()}{words[1:]} |\n"


def _metrics() -> Iterator[str]:
    for metric in Metrics().registry.collect():
        yield f"| `{metric.name}` | {metric.documentation} |\n"
