from typing import Annotated

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict, MultiDict
from pydantic import Field

from bot.web.negotiation import wanted
from bot.web.paging import link_header
from bot.web.parameters import PageNumber, ParameterError, Parameters, Words
from bot.web.site import Site

Month = Annotated[str, Field(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]


def view(site: Site, thing: str, page: PageNumber = 1, q: Words = "", from_: Month | None = None) -> None:
    del site, thing, page, q, from_


PARAMETERS = Parameters(view, ("thing",))


def read(**query: str) -> dict[str, object]:
    return PARAMETERS.read({"thing": "x"}, MultiDict(query))


def test_what_is_given_comes_as_the_views_types_and_the_rest_as_its_defaults() -> None:
    assert read(page="3") == {"thing": "x", "page": 3, "q": "", "from_": None}
    assert read(**{"from": "2019-04"})["from_"] == "2019-04"


def test_what_a_form_leaves_empty_counts_as_left_out_and_what_nobody_knows_is_passed_over() -> None:
    assert read(page="", q=" bhyve ", utm_source="x") == {"thing": "x", "page": 1, "q": "bhyve", "from_": None}


@pytest.mark.parametrize(
    ("name", "value"), [("page", "0"), ("page", "two"), ("q", "x" * 201), ("from", "2019-13"), ("from", "April")]
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(ParameterError, match=f"^The parameter {name} cannot be used: "):
        read(**{name: value})


@given(st.dictionaries(st.sampled_from(["page", "q", "from", "other"]), st.text()))
def test_any_query_is_read_or_refused(query: dict[str, str]) -> None:
    try:
        values = read(**query)
    except ParameterError:
        return
    assert set(values) == {"thing", "page", "q", "from_"}
    assert len(str(values["q"])) <= 200


def test_the_pages_own_address_has_only_what_was_really_given() -> None:
    assert PARAMETERS.query(read(page="1", q="x", other="y")) == {"q": "x"}


class Pages:
    def __init__(self, number: int, count: int) -> None:
        self.number, self.count = number, count


def test_a_list_leads_to_its_other_pages() -> None:
    assert link_header("/people", {"letter": "a b"}, Pages(2, 3))["Link"] == (
        '</people?letter=a+b&page=1>; rel="first", </people?letter=a+b&page=1>; rel="prev", '
        '</people?letter=a+b&page=3>; rel="next", </people?letter=a+b&page=3>; rel="last"'
    )
    assert 'rel="prev"' not in link_header("/people", {}, Pages(1, 2))["Link"]
    assert 'rel="next"' not in link_header("/people", {}, Pages(2, 2))["Link"]
    assert link_header("/people", {}, Pages(1, 1)) == link_header("/people", {}, None) == {}


@pytest.mark.parametrize(
    ("path", "accept", "form"),
    [
        ("/", None, "html"),
        ("/", "*/*", "html"),
        ("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("/", "application/json", "json"),
        ("/", "application/json;q=0.5, text/html", "html"),
        ("/", "text/html;q=0.4, application/json;q=0.5", "json"),
        ("/", "application/*, text/html;q=0.1", "json"),
        ("/", "application/json;q=x", "html"),
        ("/", ";;,,q=", "html"),
        ("/index.json", "text/html", "json"),
    ],
)
def test_the_form_is_what_the_address_or_the_client_asks_for(path: str, accept: str | None, form: str) -> None:
    headers = CIMultiDict({"Accept": accept} if accept else {})
    assert wanted(make_mocked_request("GET", path, headers=headers)) == form


def limited(site: Site, size: Annotated[int, Field(le=5)] = 1) -> None:
    del site, size


def test_limits_are_those_of_the_signature() -> None:
    with pytest.raises(ParameterError, match="less than or equal to 5"):
        Parameters(limited, ()).read({}, MultiDict(size="6"))
