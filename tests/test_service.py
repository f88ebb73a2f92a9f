"""systemd is told how the bot stands, where there is one."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import READY, notify


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Listen as systemd does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        yield listening


def test_a_state_reaches_the_manager(manager: socket.socket) -> None:
    notify(READY, {"NOTIFY_SOCKET": manager.getsockname()})
    assert manager.recv(100) == b"READY=1"


def test_an_address_without_a_file_is_reached_too() -> None:
    name = f"quarterdeck-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(5)
        notify(READY, {"NOTIFY_SOCKET": f"@{name}"})
        assert listening.recv(100) == b"READY=1"


@pytest.mark.parametrize("address", [None, "", "relative", "/no/such/socket"])
def test_without_one_nothing_happens(address: str | None) -> None:
    notify(READY, {} if address is None else {"NOTIFY_SOCKET": address})
