"""The demo's little server: it carries a talk, and says so if its port is taken."""

import socket
import time

import pytest

from bot.errors import NetworkError
from bot.irc.demo_server import HOST, running


def test_what_one_client_says_in_a_channel_reaches_the_other_in_any_bytes() -> None:
    with running(0) as port, _client(port, "ada") as ada, _client(port, "bob") as bob:
        for client in (ada, bob):
            client.sendall(b"JOIN #reports\r\n")
            _read_until(client, b" 366 ")
        ada.sendall(b"PRIVMSG #reports :caf\xe9\r\n")
        assert _read_until(bob, b"PRIVMSG").endswith(b"PRIVMSG #reports :caf\xc3\xa9\r\n")


def test_a_ping_is_answered_with_its_token() -> None:
    with running(0) as port, _client(port, "ada") as ada:
        ada.sendall(b"PING :one two\r\n")
        assert _read_until(ada, b"PONG").endswith(b"PONG localhost :one two\r\n")


def test_who_quits_is_hung_up_on() -> None:
    with running(0) as port, _client(port, "ada") as ada:
        ada.sendall(b"QUIT :good night\r\n")
        assert ada.recv(4096) == b""


def test_it_waits_without_burning_the_processor() -> None:
    with running(0) as port, _client(port, "ada"), _client(port, "bob"):
        before = time.process_time()
        time.sleep(0.5)
        assert time.process_time() - before < 0.2


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with running(0) as port, pytest.raises(NetworkError, match=f"port {port} .* choose another with --port"):
        running(port).__enter__()


def _client(port: int, nick: str) -> socket.socket:
    client = socket.create_connection((HOST, port), timeout=5)
    client.sendall(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}\r\n".encode())
    _read_until(client, b" 376 ")
    return client


def _read_until(client: socket.socket, wanted: bytes) -> bytes:
    """Return everything up to the end of the first line that holds `wanted`."""
    text = b""
    while wanted not in text or not text.endswith(b"\r\n"):
        received = client.recv(4096)
        assert received, "the server hung up"
        text += received
    return text
