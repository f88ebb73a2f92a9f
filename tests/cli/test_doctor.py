"""`quarterdeck doctor`: what it prints, and its exit status."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import main
from bot.sample import FOLDER


def _doctor(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["doctor", "--config", str(path), *arguments])


def test_an_installation_without_a_fault_exits_with_0_and_one_with_a_fault_with_1(tmp_path: Path) -> None:
    path = tmp_path / "quarterdeck.toml"
    path.write_text(f'[sources.folder]\npath = "{FOLDER}"\n', "utf-8")
    good = _doctor(path)
    assert good.exit_code == 0, good.output
    assert f"ok    configuration: {path} has no mistake\n" in good.output
    assert "ok    source folder: " in good.output
    path.write_text('[sources.folder]\npath = "nowhere"\n', "utf-8")
    bad = _doctor(path)
    assert bad.exit_code == 1
    assert "FAIL  source folder: " in bad.output


def test_a_wrong_configuration_is_all_that_is_told_also_as_json(tmp_path: Path) -> None:
    path = tmp_path / "quarterdeck.toml"
    path.write_text("[sources.folder]\npaht = 1\n[web]\nlisten = 5\n", "utf-8")
    found = _doctor(path, "--json")
    assert found.exit_code == 78
    told = json.loads(found.stdout)
    assert {finding["state"] for finding in told} == {"error"}
    assert any("did you mean path" in finding["what"] for finding in told)
