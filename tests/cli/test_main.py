"""The `quarterdeck` command itself: help, and errors that are for people."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot import __version__
from bot.cli import COMMANDS, main
from bot.errors import ConfigurationError, QuarterdeckError


def quarterdeck(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Offer a command `fail` that raises whatever is put into the list."""
    errors: list[BaseException] = []

    @click.command()
    def fail() -> None:
        raise errors[0]

    real = type(main).get_command
    monkeypatch.setattr(
        type(main), "get_command", lambda self, ctx, name: fail if name == "fail" else real(self, ctx, name)
    )
    return iter([errors])


def test_help_names_every_command_and_gives_examples() -> None:
    result = quarterdeck("--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", result.stdout, re.MULTILINE), name


def test_every_command_helps_itself() -> None:
    for name in COMMANDS:
        result = quarterdeck(name, "--help")
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("Usage: ")


def test_the_version_is_the_packages() -> None:
    assert quarterdeck("--version").stdout == f"quarterdeck, version {__version__}\n"


def test_a_command_that_is_none_is_wrong_use() -> None:
    result = quarterdeck("conifg")
    assert result.exit_code == 2
    assert "No such command 'conifg'" in result.stderr


def test_a_known_error_is_its_sentence_and_its_exit_status(failing: Iterator[list[BaseException]]) -> None:
    next(failing).append(ConfigurationError(["x.toml:1: a: is wrong", "x.toml:2: b: is wrong"]))
    result = quarterdeck("fail")
    assert (result.exit_code, result.stdout) == (78, "")
    assert result.stderr == "x.toml:1: a: is wrong\nx.toml:2: b: is wrong\n"
    assert QuarterdeckError.exit_status == 1


def test_an_unexpected_error_is_an_incident_whose_details_stand_in_a_file_for_its_owner(
    failing: Iterator[list[BaseException]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    next(failing).append(ZeroDivisionError("by zero"))
    result = quarterdeck("fail")
    assert (result.exit_code, result.stdout) == (70, "")
    found = re.fullmatch(
        r"Something .* \(ZeroDivisionError, incident ([0-9a-f]{8})\)\. .* from (\S+)\.\n", result.stderr
    )
    assert found
    details = Path(found[2])
    assert found[1] in details.name
    assert details.stat().st_mode & 0o077 == 0
    assert "ZeroDivisionError: by zero" in details.read_text()


def test_an_incident_is_told_even_where_no_file_can_be_written(
    failing: Iterator[list[BaseException]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    next(failing).append(ZeroDivisionError("by zero"))
    result = quarterdeck("fail")
    assert result.exit_code == 70
    assert "could not be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_interrupt_is_no_incident(failing: Iterator[list[BaseException]]) -> None:
    next(failing).append(KeyboardInterrupt())
    result = quarterdeck("fail")
    assert (result.exit_code, result.stderr.strip()) == (1, "Aborted!")
