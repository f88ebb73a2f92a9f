"""Values of settings as people write and read them on IRC: on and off, lists with commas."""

import re
from datetime import timedelta
from typing import Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.errors import QuarterdeckError
from config.problems import nearest, wording
from config.settings import ChannelSettings
from config.values import written

_SWITCH = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}
_NUMBER = r"-?\d{1,9}"
NONE = "none"


class SettingError(QuarterdeckError):
    """A setting does not take what somebody wrote, or there is none of that name; says what would be right."""


def spoken(value: object) -> str:
    """Return a value as people read it: `on`, `Kernel, Ports`, `1h 30m`, `none` for what is empty."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, timedelta):
        return written(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or NONE
    return str(value) or NONE


def changed(settings: ChannelSettings, key: str, text: str) -> ChannelSettings:
    """Return settings with a value that somebody wrote; SettingError if it does not fit."""
    value = _understood(key, known(key), _unquoted(re.sub(r"^=\s+", "", text)))
    try:
        return settings.changed({key: value})
    except ValidationError as error:
        raise SettingError(f"{key} {wording(error.errors(include_url=False)[0])}.") from error


def known(key: str) -> FieldInfo:
    """Return a channel's setting; SettingError if there is none of that name."""
    fields = ChannelSettings.model_fields
    if key not in fields:
        guess = nearest(key, sorted(fields))
        rest = f"did you mean {guess}?" if guess else f"there are {', '.join(fields)}."
        raise SettingError(f"There is no setting {key}; {rest}")
    return fields[key]


def described(key: str) -> str:
    """Return what a setting is and what it takes; SettingError if there is none of that name."""
    field = known(key)
    if field.annotation is bool:
        takes = " On or off."
    elif get_origin(field.annotation) is Literal:
        *others, last = get_args(field.annotation)
        takes = f" Takes {', '.join(others)} or {last}."
    elif get_origin(field.annotation) is tuple:
        takes = " Several have commas between them."
    else:
        takes = ""
    return f"{key}: {' '.join((field.description or '').split())}{takes} Default: {spoken(field.default)}."


def _understood(key: str, field: FieldInfo, text: str) -> object:
    """Return the value of the field's type that a text stands for, else the text for the type to judge."""
    if text.lower() == NONE and field.default in ("", ()):
        return field.default
    if field.annotation is bool:
        if text.lower() not in _SWITCH:
            raise SettingError(f"{key} takes on or off.")
        return _SWITCH[text.lower()]
    if field.annotation is int and re.fullmatch(_NUMBER, text, re.ASCII):
        return int(text)
    if get_origin(field.annotation) is tuple:
        pieces = text.removeprefix("[").removesuffix("]").split(",")
        return tuple(piece for piece in map(_unquoted, pieces) if piece)
    return text


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = re.fullmatch(r"(['\"])(.*)\1", text)
    return quoted[2] if quoted and quoted[1] not in quoted[2] else text
