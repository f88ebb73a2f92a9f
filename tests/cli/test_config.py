"""`quarterdeck config` as people call it."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

PASSWORD = "hunter2"
FILE = f"""\
[defaults]
style = "digest"
[networks.libera]
host = "irc.example.org"
password = "{PASSWORD}"
[networks.libera.channels."#a"]
max_lines = 3
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "quarterdeck.toml"
    path.write_text(FILE)
    path.chmod(0o600)
    return path


def quarterdeck(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_says_what_a_right_file_configures(file: Path) -> None:
    result = quarterdeck("config", "check", file)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{file}: OK: 1 network, 1 channel, 0 sources\n", "")


def test_check_warns_and_still_accepts(file: Path) -> None:
    file.chmod(0o644)
    result = quarterdeck("config", "check", file)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"warning: {file}:5: networks.libera.password: others can read it here")


def test_check_says_every_mistake_in_a_line_and_exits_78(file: Path) -> None:
    file.write_text('[networks.libera]\nhots = "a"\nport = "x"\n')
    result = quarterdeck("config", "check", file)
    assert (result.exit_code, result.stdout) == (78, "")
    assert result.stderr.splitlines() == [
        f"{file}:1: networks.libera: needs host or servers",
        f"{file}:2: networks.libera.hots: is no setting; did you mean host",
        f'{file}:3: networks.libera.port: takes a whole number, not "x"',
    ]


def test_the_annotated_file_is_right_without_any_secret() -> None:
    result = quarterdeck("config", "check", Path(__file__).parents[2] / "config" / "quarterdeck.toml")
    assert (result.exit_code, result.stderr) == (0, "")


def test_show_says_each_value_and_where_it_comes_from(file: Path) -> None:
    lines = quarterdeck("config", "show", file).stdout.splitlines()
    channel = 'networks.libera.channels."#a"'
    assert f'archive.database = "{file.parent}/data/quarterdeck.db"  # default' in lines
    assert f'{channel}.style = "digest"  # quarterdeck.toml:2 [defaults]' in lines
    assert f"{channel}.max_lines = 3  # quarterdeck.toml:7" in lines
    assert f"{channel}.announce = false  # default" in lines
    assert "# networks.libera.owner is not set" in lines


def test_show_never_shows_a_secret(file: Path) -> None:
    result = CliRunner().invoke(
        main, ["config", "show", str(file)], env={"QUARTERDECK_NETWORKS_LIBERA_SASL_PASSWORD": PASSWORD}
    )
    assert 'networks.libera.password = "**********"' in result.stdout
    assert PASSWORD not in result.output


def test_schema_is_json_schema_with_the_words_of_every_setting() -> None:
    schema = json.loads(quarterdeck("config", "schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    undescribed = [
        f"{name}.{key}"
        for name, section in schema["$defs"].items()
        for key, field in section["properties"].items()
        if "description" not in field and "$ref" not in json.dumps(field)
    ]
    assert undescribed == []


def test_init_writes_the_annotated_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    assert quarterdeck("config", "init", path).exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert quarterdeck("config", "check", path).exit_code == 0


def test_init_takes_the_usual_name_when_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert quarterdeck("config", "init").exit_code == 0
    assert (tmp_path / "quarterdeck.toml").is_file()


def test_init_never_overwrites(file: Path) -> None:
    result = quarterdeck("config", "init", file)
    assert result.exit_code == 1
    assert result.stderr == f"{file} exists and stays as it is; name another file or move that one away\n"
    assert file.read_text() == FILE


def test_init_says_why_it_cannot_write(tmp_path: Path) -> None:
    result = quarterdeck("config", "init", tmp_path / "gone" / "new.toml")
    assert result.exit_code == 1
    assert result.stderr.endswith("cannot be written: No such file or directory\n")
