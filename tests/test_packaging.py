"""What is handed out: the wheel, and what the container is built from."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "plugins", "config")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
COPIED = [name for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE) for name in line.split()[:-1]]
UNIT = ROOT / "config" / "quarterdeck.service"


@pytest.mark.slow
def test_the_wheel_has_every_file_of_its_three_packages_and_no_passwords(tmp_path: Path) -> None:
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, tmp_path / name)
    (tmp_path / "config" / "sasl-password").write_text("secret", "utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = archive.read(f"quarterdeck-{version('quarterdeck')}.dist-info/entry_points.txt").decode()
    packed = {name for name in names if not name.startswith("quarterdeck-")}
    assert [name for name in names if ".data/" in name and name.endswith("share/man/man1/quarterdeck.1")]
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    assert packed == {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert {"config/quarterdeck.toml", "config/quarterdeck.service"} <= packed
    assert "quarterdeck = bot.cli:main" in entry_points


def test_the_container_gets_all_that_it_copies() -> None:
    named = [ROOT / name for name in COPIED]
    assert all(path.exists() for path in named)
    files = [file for name in named for file in ([name] if name.is_file() else name.rglob("*.*")) if file.is_file()]
    paths = {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}
    assert len(paths) > 100
    assert {path for path in paths if not _is_let_through(path)} == set()


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        "bot/__pycache__/app.cpython-311.pyc",
        "config/bot.pem",
        "config/data/quarterdeck.db",
        "config/sasl-password",
        "data/quarterdeck.db",
        "docs/operations.md",
        "quarterdeck.toml",
        "tests/test_app.py",
    ],
)
def test_the_container_gets_no_passwords_nor_what_it_does_not_need(path: str) -> None:
    assert not _is_let_through(path)


def _is_let_through(path: str) -> bool:
    """Decide as Docker does: by the last pattern that fits the file or a folder above it."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    above = [path, *map(str, PurePosixPath(path).parents)][:-1]
    fitting = [
        line
        for line in lines
        if not line.startswith("#") and any(re.fullmatch(_expression(line.removeprefix("!")), each) for each in above)
    ]
    return not fitting or fitting[-1].startswith("!")


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")


def test_the_container_installs_only_what_is_pinned_and_runs_as_nobody_in_particular() -> None:
    installs = re.findall(r"pip (?:--python \S+ )?install (.*?)(?=&&|$)", DOCKERFILE, re.MULTILINE)
    assert len(installs) == DOCKERFILE.count(" install --no-cache-dir ")
    assert all("--require-hashes" in install or "--no-index" in install for install in installs)
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE)[-1] == "10001:10001"


def test_the_container_is_as_its_linter_wants_it() -> None:
    command = [str(Path(sys.executable).with_name("hadolint")), str(ROOT / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_compose_file_names_volumes_and_a_dockerfile_that_there_are() -> None:
    compose = yaml.safe_load((ROOT / "config" / "compose.yaml").read_text("utf-8"))
    service = compose["services"]["quarterdeck"]
    assert (ROOT / "config" / service["build"] / "Dockerfile").exists()
    folder, data = service["volumes"]
    assert data.partition(":")[0] in compose["volumes"]
    assert folder["target"] in DOCKERFILE
    assert Path(folder["source"]).is_absolute(), "a password in the sources would be built into the image"
    assert folder["read_only"]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_the_unit_is_as_systemd_wants_it(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/quarterdeck/bin/quarterdeck", sys.executable), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
