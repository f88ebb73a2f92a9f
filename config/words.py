"""The words of settings, as they stand below each field: read when somebody asks, as they take long at each start."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from config import settings
from config.settings import Section, Settings


def of(section: type[Section], field: str) -> str:
    """Return the words of a field, which may be inherited; empty if there are none."""
    return next(filter(None, (_written().get((each.__name__, field)) for each in section.__mro__)), "")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the whole configuration with its words."""
    whole = Settings.model_json_schema()
    for name, table in (("Settings", whole), *whole["$defs"].items()):
        for field, value in table["properties"].items():
            if found := of(getattr(settings, name), field):
                value["description"] = found
    return whole


@cache
def _written() -> Mapping[tuple[str, str], str]:
    sections = (each for each in ast.parse(inspect.getsource(settings)).body if isinstance(each, ast.ClassDef))
    return {(each.name, field): text for each in sections for field, text in _below_fields(each)}


def _below_fields(section: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for above, below in pairwise(section.body):
        match above, below:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(text))):
                yield field, inspect.cleandoc(text)
