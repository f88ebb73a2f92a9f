"""The running server, held against its own description with parameters of every kind, right and wrong."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from bot.web.routes import PAGES
from bot.web.site import Site
from tests.invented import archive
from tests.web.conftest import NOW
from tests.web.serving import serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.BaseSchema]:
    with serving(Site(archive, clock=lambda: NOW)) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


RIGHT = [pytest.param(page.json_path, GenerationMode.POSITIVE, id=f"{page.json_path} right") for page in PAGES]
WRONG = [
    pytest.param(page.json_path, GenerationMode.NEGATIVE, id=f"{page.json_path} wrong")
    for page in PAGES
    if page.parameters.model.model_fields  # any text is right as a part of a path
]


@pytest.mark.parametrize(("path", "mode"), RIGHT + WRONG)
def test_the_server_does_what_its_description_says(
    described: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = described[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(case: schemathesis.Case[Any]) -> None:
        response = case.call()
        left_out = "" in (case.query or {}).values()  # as forms send what was not filled in
        if not left_out and response.status_code != HTTPStatus.REQUEST_URI_TOO_LONG:
            case.validate_response(response)

    check()
