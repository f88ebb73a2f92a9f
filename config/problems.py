"""How a mistake in the configuration reads: what is wrong, and what was probably meant."""

import json
import re
from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from config.keys import Key, dotted
from config.settings import Section, Settings

_TAKES = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text in quotes",
    "path_type": "a path in quotes",
    "tuple_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
}
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_NEAR = 60  # of 100: "tsl" is still taken for "tls" (67)


def key_of(error: ErrorDetails) -> Key:
    """Return the key that pydantic complains about."""
    return tuple(step for step in error["loc"] if step != "[key]")


def wording(error: ErrorDetails) -> str:
    """Return one of pydantic's errors as a sentence about its key; secrets are not repeated."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    key = key_of(error)
    if kind == "extra_forbidden":
        return _unknown(key)
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return f"takes {' or '.join(choices)}, not {_shown(value)}{_did_you_mean(nearest(value, choices))}"
    takes = _TAKES.get(kind)
    if takes is None:
        return f"{error['msg'][:1].lower()}{error['msg'][1:]}"
    if key[-1:] == ("password",):
        return f"takes {takes}"
    return f"takes {takes.format(**context)}, not {_shown(value)}{_did_you_mean(_meant(key, kind, value))}"


def nearest(word: object, choices: Sequence[str]) -> str | None:
    """Return the choice that a misspelt word is nearest to; None if none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(str(word).lower(), choices, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_NEAR)
    return found[0] if found else None


def _did_you_mean(guess: str | None) -> str:
    return f"; did you mean {guess}" if guess else ""


def _meant(key: Key, kind: str, value: object) -> str | None:
    """Guess the value behind one of another type: 5 behind "5", true behind "yes", a list behind a word."""
    if isinstance(value, bool) and _TAKES[kind] == "a table" and "enabled" in _section_at(key).model_fields:
        return f"{dotted((key[-1], 'enabled'))} = {_shown(value)}"
    if not isinstance(value, str):
        return None
    if kind == "tuple_type":
        return f"[{_shown(value)}]"
    if kind == "bool_type" and value.lower() in _BOOLEANS:
        return _shown(_BOOLEANS[value.lower()])
    number = r"\d{1,9}" if kind == "int_type" else r"\d{1,9}(\.\d+)?"
    if kind in ("int_type", "float_type") and re.fullmatch(number, value, re.ASCII):
        return value
    return None


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _unknown(key: Key) -> str:
    """Say that there is no such key, and which key or which table was probably meant."""
    name, sections = str(key[-1]), dict(_sections(Settings, ()))
    here = _section_at(key[:-1])
    known = sorted(here.model_fields)
    if guess := nearest(name, known):
        return f"is no setting; did you mean {guess}"
    for place, section in sections.items():
        if name in section.model_fields and place[:1] != ("defaults",):
            return f"is no setting here; did you mean {dotted((*place, name))}"
    return f"is no setting; here are: {', '.join(known)}"


def _section_at(key: Key) -> type[Section]:
    section: type[Section] = Settings
    steps = iter(key)
    for step in steps:
        section, named = _inside(section.model_fields[str(step)].annotation) or (section, False)
        if named:
            next(steps, None)
    return section


def _sections(section: type[Section], at: Key) -> Iterator[tuple[Key, type[Section]]]:
    yield at, section
    for name, field in section.model_fields.items():
        if found := _inside(field.annotation):
            below, named = found
            yield from _sections(below, (*at, name, "NAME") if named else (*at, name))


def _inside(annotation: Any) -> tuple[type[Section], bool] | None:  # noqa: ANN401 - a type, of whatever kind
    """Return the section that a field holds and whether it holds many by name; None for a plain value."""
    if get_origin(annotation) is dict:
        return get_args(annotation)[1], True
    kinds = get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Section):
            return kind, False
    return None
