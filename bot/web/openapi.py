"""The description of the API (OpenAPI 3.1), made from the table of pages."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from pydantic import TypeAdapter

from bot.web.errors import Problem
from bot.web.routes import Page
from bot.web.site import Site

_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    "400": "A parameter cannot be used",
    "404": "There is no such thing",
    "414": "The address is too long",
    "429": "Too many requests of one client at once",
    "500": "Something went wrong",
    "503": "Too many requests at once",
}
_HEADERS = {
    "ETag": {"description": "What to send as If-None-Match next time", "schema": {"type": "string"}},
    "Last-Modified": {"description": "Since when it is so", "schema": {"type": "string"}},
}
_INTRODUCTION = """Everything that the pages say, as data: the address of any page with `.json` behind it,
or the page's own address with `Accept: application/json`. Paths in the data lead to pages of this site.
Nothing can be written. Send the ETag back as `If-None-Match` to be told that nothing has changed."""


def description(site: Site, pages: Iterable[Page]) -> dict[str, Any]:
    """Return the description of all pages' data, as JSON that any OpenAPI tool reads."""
    shown = list(pages)
    schemas, components = TypeAdapter.json_schemas(
        [(page.path, "serialization", page.data) for page in shown]
        + [("problem", "serialization", TypeAdapter(Problem))],
        ref_template=_REF,
    )
    found = {path: schema for (path, _), schema in schemas.items()}
    examples = _examples(site)
    return {
        "openapi": "3.1.0",
        "info": {"title": "FreeBSD status reports", "version": site.version, "description": _INTRODUCTION},
        "servers": [{"url": site.public_url or "/"}],
        "paths": {page.json_path: {"get": _operation(page, found[page.path], examples)} for page in shown},
        "components": {
            "schemas": components["$defs"],
            "responses": {status: _problem(words, found["problem"]) for status, words in _PROBLEMS.items()},
        },
    }


def _operation(page: Page, schema: Any, examples: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a schema is any JSON
    known = {"description": page.summary, "headers": _HEADERS, "content": {"application/json": {"schema": schema}}}
    responses = {"200": known, **{status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS}}
    if page.parameters.in_path:
        responses["302"] = {"description": "It has another address now: the one in Location"}
    return {
        "operationId": page.view.__name__,
        "summary": page.summary,
        "parameters": _parameters(page, examples),
        "responses": responses,
    }


def _parameters(page: Page, examples: dict[str, str]) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        | ({"example": examples[name]} if name in examples else {})
        for name in page.parameters.in_path
    ]
    found = page.parameters.model.model_json_schema(ref_template=_REF)
    in_query = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "allowEmptyValue": True,
            "description": schema.pop("description", ""),
            "schema": _without_title(schema),
        }
        for name, schema in found["properties"].items()
    ]
    return in_path + in_query


def _examples(site: Site) -> dict[str, str]:
    """Return parts of paths that lead somewhere, of the newest things there are."""
    catalogue = site.catalogue
    found: dict[str, Iterable[Any]] = {
        "report": reversed(catalogue.reports.values()),
        "project": reversed(catalogue.projects.values()),
        "person": catalogue.people.values(),
        "sponsor": catalogue.sponsors.values(),
        "category": catalogue.categories.values(),
    }
    firsts = {name: next(iter(things), None) for name, things in found.items()}
    examples = {name: thing.id for name, thing in firsts.items() if thing is not None}
    if site.archive.reports and (items := site.archive.items_of(site.archive.newest)):
        examples["entry"] = unquote(catalogue.path(items[0]).rpartition("/")[2])
    return examples


def _problem(words: str, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema is any JSON
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}


def _without_title(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != "title"}
