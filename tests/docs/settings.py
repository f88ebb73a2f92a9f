"""docs/settings.md from the settings' own types and words."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from config import words
from config.settings import ChannelSettings, Defaults, Section, Settings
from config.values import written

_HEAD = """# Settings

This page is made from the settings themselves; change them in `config/settings.py`, then run `make docs`.

The configuration is one TOML file; `quarterdeck config init` writes one in which everything is explained,
`quarterdeck config check` names every mistake with its line, and `quarterdeck config show` tells what holds in the end
and where it comes from. What is said later wins: default, `[defaults]`, network, channel, and last what is set from IRC
(`!channel help`). Durations are written as `"90s"`, `"15m"`, `"1h 30m"` or `"2d"`; relative paths count from the file's
folder. Each `password` may come from a file (`password_file`) or from the environment instead.
"""
_INHERITED = "All keys of a channel may stand here, too; they hold for all its channels.\n"


def page() -> str:
    """Return the page."""
    return _HEAD + "".join(_tables(Settings, ""))


def _tables(section: type[Section], at: str) -> Iterator[str]:
    """Yield a table of settings for a section, then those of the sections in it."""
    below: list[tuple[type[Section], str]] = []
    rows: list[str] = []
    schema = section.model_json_schema()["properties"]
    for name, field in _own_fields(section).items():
        inner, named = _section_in(field)
        if inner:
            below.append((inner, ".".join(filter(None, (at, name, '"NAME"' * named)))))
        else:
            rows.append(_row(name, field, schema[name], words.of(section, name)))
    about = " ".join((section.__doc__ or "").split())
    if rows:
        yield f"\n## `[{at}]`\n" if at else "\n## At the top of the file\n"
        yield f"\n{about}\n{_INHERITED if section is Defaults else ''}\n"
        yield "| key | takes | default | what |\n| --- | --- | --- | --- |\n"
        yield from rows
    for inner, place in below:
        yield from _tables(inner, place)


def _own_fields(section: type[Section]) -> dict[str, FieldInfo]:
    """Return the fields to show: what a network inherits stands under [defaults], what that does, under a channel."""
    shown_elsewhere: type[Section] | None = next(
        (other for other in (Defaults, ChannelSettings) if issubclass(section, other) and section is not other), None
    )
    hidden = shown_elsewhere.model_fields if shown_elsewhere else {}
    return {name: field for name, field in section.model_fields.items() if name not in hidden}


def _section_in(field: FieldInfo) -> tuple[type[Section] | None, bool]:
    """Return the section that a field holds, and whether it holds many by name."""
    kinds = get_args(field.annotation) or (field.annotation,)
    found = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Section)), None)
    return found, get_origin(field.annotation) is dict


def _row(name: str, field: FieldInfo, schema: dict[str, Any], what: str) -> str:
    what = " ".join(what.replace("|", "\\|").split())
    return f"| `{name}` | {_takes(schema)} | {_default(field, schema)} | {what} |\n"


def _takes(schema: dict[str, Any]) -> str:
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    kind = options[0]
    if "enum" in kind:
        return " or ".join(f"`{json.dumps(each)}`" for each in kind["enum"])
    if "examples" in kind:
        return "a duration"
    if kind["type"] == "array":
        return "a list of texts"
    if kind.get("format") == "path":
        return "a path"
    return {
        "boolean": "`true` or `false`",
        "integer": _number(kind, "a whole number"),
        "number": _number(kind, "a number"),
    }.get(kind["type"], "text")


def _number(kind: dict[str, Any], words: str) -> str:
    low, high = kind.get("minimum", kind.get("exclusiveMinimum")), kind.get("maximum")
    above = "above" if "exclusiveMinimum" in kind else "from"
    return words if low is None else f"{words} {above} {low:g}{'' if high is None else f' to {high:g}'}"


def _default(field: FieldInfo, schema: dict[str, Any]) -> str:
    if field.is_required():
        return "must be given"
    default = schema.get("default")
    if field.default_factory is not None or default is None:
        return ""
    value = field.get_default()
    shown = written(value) if isinstance(value, timedelta) else default
    return f"`{json.dumps(shown, ensure_ascii=False)}`"
