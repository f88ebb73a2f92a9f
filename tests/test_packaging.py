"""What is handed out: the wheel, and what the container is built from."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "plugins", "config")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")


@pytest.mark.slow
def test_the_wheel_has_every_file_of_its_three_packages_and_nothing_else(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = archive.read(f"quarterdeck-{version('quarterdeck')}.dist-info/entry_points.txt").decode()
    packed = {name for name in names if not name.startswith("quarterdeck-")}
    assert [name for name in names if ".data/" in name and name.endswith("share/man/man1/quarterdeck.1")]
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    assert packed == {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert {"config/quarterdeck.toml", "config/quarterdeck.service"} <= packed
    assert "quarterdeck = bot.cli:main" in entry_points


def test_the_container_copies_only_what_is_there_and_let_through() -> None:
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE) for name in line.split()[:-1]
    ]
    let_through = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert sorted(let_through) == sorted(copied)


def test_the_container_installs_only_what_is_pinned_and_runs_as_nobody_in_particular() -> None:
    installs = re.findall(r"pip install (.*?)(?=&&|$)", DOCKERFILE, re.MULTILINE)
    assert installs
    assert all("--require-hashes" in install or "--no-index" in install for install in installs)
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE)[-1] == "10001:10001"


def test_the_container_is_as_its_linter_wants_it() -> None:
    command = [str(Path(sys.executable).with_name("hadolint")), str(ROOT / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_compose_file_names_volumes_secrets_and_files_that_there_are() -> None:
    compose = yaml.safe_load((ROOT / "config" / "compose.yaml").read_text("utf-8"))
    service = compose["services"]["quarterdeck"]
    assert (ROOT / "config" / service["build"] / "Dockerfile").exists()
    named = [volume.partition(":")[0] for volume in service["volumes"]]
    assert [name for name in named if not name.startswith(".")] == list(compose["volumes"])
    assert service["secrets"] == list(compose["secrets"])
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
