"""What is handed out: the wheel, and what the container is built from."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "plugins", "config")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")


@pytest.mark.slow
def test_the_wheel_has_every_file_of_its_three_packages_and_nothing_else(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry_points = archive.read(f"quarterdeck-{version('quarterdeck')}.dist-info/entry_points.txt").decode()
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
