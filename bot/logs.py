"""The log: coloured lines on a terminal, a JSON object a line elsewhere, and never a secret in either."""

import logging
import re
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"

_SECRET_KEY = re.compile(
    r"pass(word|phrase|wd)?|secret|token|authorization|cookie|credentials?|private_key|sasl", re.IGNORECASE
)
# What IRC says in clear: PASS, AUTHENTICATE, OPER, a channel's key and logins by message to services
_SECRET_TEXT = re.compile(
    r"""\b(?P<command>
        PASS(?=\s+:?\S) | AUTHENTICATE | JOIN\s+[#&+!]\S* | OPER\s+\S+
      | (?:PRIVMSG\s+\S+\s+:?|NOTICE\s+\S+\s+:?|NS\s+|NICKSERV\s+)(?:IDENTIFY|REGISTER|GHOST|RECOVER|REGAIN|LOGIN)
    )\s+[^\r\n'"]+""",
    re.VERBOSE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_IN_URL = re.compile(r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)")


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Send what the program and its libraries log to `stream`; may be called again to change it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(stream)],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace secrets: the values of telling keys, and what follows a login command in any text."""
    return _hidden(event)


def show_controls(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    r"""Write a sentence's control characters as `\x1b`, as the terminal's renderer does with values.

    What strangers say must not steer the terminal or forge a line.
    """
    event["event"] = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", str(event.get("event", "")))
    return event


def _hidden(table: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: HIDDEN if _SECRET_KEY.fullmatch(str(key)) else _without_secrets(value) for key, value in table.items()}


def _without_secrets(value: object) -> object:
    if isinstance(value, str):
        return _IN_URL.sub(HIDDEN, _SECRET_TEXT.sub(rf"\g<command> {HIDDEN}", value))
    if isinstance(value, Mapping):
        return _hidden(value)
    if isinstance(value, (list, tuple)):
        return [_without_secrets(item) for item in value]
    return value


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _rendering(stream: TextIO) -> list[Processor]:
    """Return the last steps; the traceback becomes text before secrets are hidden, without local variables."""
    first: list[Processor] = [structlog.processors.format_exc_info, hide_secrets]
    if stream.isatty():
        return [*first, show_controls, structlog.dev.ConsoleRenderer()]
    return [*first, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]
