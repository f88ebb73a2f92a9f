"""Read the configuration again and follow what has changed in it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.administration import changes
from bot.errors import ConfigurationError, QuarterdeckError
from config.loader import Configuration

log = structlog.get_logger(__name__)

_SHOWN = 2  # mistakes that are told; all are in the log


class ReloadError(QuarterdeckError):
    """The changed configuration cannot be taken; the old one stays in force."""


class Reload:
    """Reloads, one at a time; `load` reads the file, `follow` does what it takes."""

    def __init__(
        self,
        configuration: Configuration,
        load: Callable[[], Configuration],
        follow: Callable[[Configuration], Awaitable[None]],
    ) -> None:
        self._configuration, self._load, self._follow = configuration, load, follow
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self) -> list[str]:
        """Take the changed configuration; return what is different, a short sentence each, which is also logged.

        Raises ReloadError if it is wrong: then nothing has changed.
        """
        async with self._one_at_a_time:
            configuration = await self._read()
            for warning in configuration.warnings:
                log.warning(warning)
            told = changes.sentences(self._configuration.settings, configuration.settings)
            await self._follow(configuration)
            self._configuration = configuration
            log.info("the configuration was read again", changes=told)
            return told

    async def _read(self) -> Configuration:
        try:
            return await asyncio.to_thread(self._load)
        except ConfigurationError as error:
            for problem in error.problems:
                log.error("the configuration cannot be taken", problem=problem)  # noqa: TRY400 - no fault of the program
            raise ReloadError(_sentence(error)) from error


def _sentence(error: ConfigurationError) -> str:
    count = len(error.problems)
    mistakes = "a mistake" if count == 1 else f"{count} mistakes"
    shown = "; ".join(_without_folder(problem) for problem in error.problems[:_SHOWN])
    rest = f"; {count - _SHOWN} more in the log" if count > _SHOWN else ""
    return f"The configuration has {mistakes}, so the old one stays in force: {shown}{rest}."


def _without_folder(problem: str) -> str:
    """Shorten `/etc/quarterdeck.toml:3: key: what`; where files lie is nobody's business on IRC."""
    place, colon, rest = problem.partition(": ")
    return f"{place.rpartition('/')[2]}{colon}{rest}"
