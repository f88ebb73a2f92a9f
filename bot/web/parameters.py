"""What a view takes from an address, by its signature: parts of the path, then typed and limited query parameters."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_type_hints

from multidict import MultiMapping
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from bot.errors import QuarterdeckError

PageNumber = Annotated[int, Field(ge=1, le=10_000, description="Which page of the list, from 1")]
PerPage = Annotated[int, Field(ge=1, le=200, description="How many on a page")]
Few = Annotated[int, Field(ge=1, le=25, description="How many on a page")]
Words = Annotated[str, Field(max_length=200, description="What to look for, in plain words")]
Name = Annotated[str, Field(max_length=200)]


class ParameterError(QuarterdeckError):
    """An address has a parameter that cannot be used; the sentence names it and says what would be right."""


class Parameters:
    """The parameters of a view: the first one is the site, those in the path are given, all others may be left out."""

    def __init__(self, view: Callable[..., object], in_path: tuple[str, ...]) -> None:
        hints = get_type_hints(view, include_extras=True)
        found = list(inspect.signature(view).parameters.values())[1:]
        in_query = [each for each in found if each.name not in in_path]
        fields: dict[str, Any] = {_written(each.name): (hints[each.name], each.default) for each in in_query}
        self.in_path = in_path
        self._query = {_written(each.name): each.name for each in in_query}
        self.model: type[BaseModel] = create_model("Query", __config__=ConfigDict(str_strip_whitespace=True), **fields)

    def read(self, path: Mapping[str, str], query: MultiMapping[str]) -> dict[str, Any]:
        """Return the view's arguments; unknown parameters are passed over, empty ones count as left out.

        Raises ParameterError if one is of another type or beyond its limits.
        """
        given = {name: query[name] for name in self._query if query.get(name)}
        try:
            model = self.model.model_validate(given)
        except ValidationError as error:
            raise ParameterError(_sentence(error)) from error
        values = {own: getattr(model, name) for name, own in self._query.items()}
        return {**{name: path[name] for name in self.in_path}, **values}

    def query(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of the arguments stands in the query of the page's own address: all that was really given."""
        defaults = self.model.model_fields
        return {name: values[own] for name, own in self._query.items() if values[own] != defaults[name].default}


def _written(name: str) -> str:
    """Return how a parameter is called in addresses: `from_`, as Python has it, is `from`."""
    return name.rstrip("_")


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    message = first["msg"][:1].lower() + first["msg"][1:]
    return f"The parameter {'.'.join(map(str, first['loc']))} cannot be used: {message}."
