"""A site of two reports, one in each style."""

from collections.abc import AsyncIterator

import pytest

from tests.sources.site import Site

INDEX = b'<a href="report-2031-01-2031-03/">January - March</a> <a href="report-2019-04-2019-06/">April - June</a>'
NEW, OLD = "/status/report-2031-01-2031-03/", "/status/report-2019-04-2019-06.html"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    started = await Site({"/status/": INDEX, NEW: b"<p>new</p>", OLD: b"<p>old</p>"}).start()
    yield started
    assert started.server is not None
    await started.server.close()
