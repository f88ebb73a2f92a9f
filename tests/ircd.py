"""Real IRC servers for tests: started on loopback in a temporary folder, gone when the test is."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import ssl
import string
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from tests import rawirc

TEMPLATES = Path(__file__).parent / "data" / "ircd"
HOST = "127.0.0.1"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_PROGRAMS = {"ngircd": "ngircd", "inspircd": "inspircd", "atheme": "atheme-services", "anope": "anope"}
_FLOOD = {
    "relaxed": {"threshold": "1000000", "commandrate": "1000000", "fakelag": "no", "recvq": "1M", "penalty": "0"},
    "default": {"threshold": "10", "commandrate": "1000", "fakelag": "yes", "recvq": "10K", "penalty": "-1"},
    "strict": {"threshold": "20", "commandrate": "1000", "fakelag": "no", "recvq": "8K", "penalty": "-1"},
}


@dataclass
class Ircd:
    """A running server and its services; `ca` issued its certificate, `fingerprint` is SHA-256 in hex."""

    kind: str
    folder: Path
    ca: trustme.CA
    port: int
    tls_port: int
    link_port: int
    name: str = "irc.example.test"
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def ca_file(self) -> Path:
        """The certificate authority, as a file for a bot's configuration."""
        return self.folder / "ca.pem"

    @property
    def fingerprint(self) -> str:
        """The server's own certificate as tls.fingerprints takes it."""
        return (
            f"sha256:{hashlib.sha256(ssl.PEM_cert_to_DER_cert((self.folder / 'server.pem').read_text())).hexdigest()}"
        )

    def start(self) -> None:
        """Start the server, then its services, and wait until both answer."""
        ircd, _, services = self.kind.partition("+")
        configuration = str(self.folder / f"{ircd}.conf")
        if ircd == "ngircd":
            self._run("ngircd", "--nodaemon", "--config", configuration)
        else:
            self._run("inspircd", "--nofork", "--nopid", "--config", configuration)
        self._until(lambda: _answers(self.port) and _answers(self.tls_port))
        folder = str(self.folder)
        if services == "atheme":
            files = ("-c", f"{folder}/atheme.conf", "-l", f"{folder}/start.log", "-p", f"{folder}/pid", "-D", folder)
            self._run("atheme-services", "-n", *files)
        elif services == "anope":
            program = Path(shutil.which("anope", path=_PATH) or "").resolve()
            places = (f"--confdir={folder}", f"--dbdir={folder}/db", f"--logdir={folder}/logs")
            modules = f"--modulesdir={program.parent.parent}/lib/anope"
            self._run("anope", modules, *places, "--config=anope.conf", "--nofork")
        if services:
            self._until(self._services_are_there)

    def _run(self, *command: str) -> None:
        user = _user()
        environment = {"PATH": _PATH, "HOME": str(self.folder)}
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        with (self.folder / f"{command[0]}.out").open("ab") as out:
            self._running.append(
                subprocess.Popen(  # type: ignore[call-overload]  # the keywords depend on who runs the tests
                    command, cwd=self.folder, env=environment, stdout=out, stderr=out, start_new_session=True, **as_user
                )
            )

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 15
        while not condition():
            if time.monotonic() > deadline or self._running[-1].poll() is not None:
                words = "\n".join(p.read_text(errors="replace")[-1500:] for p in sorted(self.folder.glob("*.out")))
                raise RuntimeError(f"{self.kind} does not start:\n{words}")
            time.sleep(0.03)

    def _services_are_there(self) -> bool:
        log = self.folder / "inspircd.log"
        return log.exists() and "services.example.test" in log.read_text(errors="replace")

    def freeze(self) -> None:
        """Stop the server where it stands: connections stay open and nothing answers."""
        self._running[0].send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._running[0].send_signal(signal.SIGCONT)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End all processes; `start` brings them back."""
        for process in reversed(self._running):
            process.send_signal(signal.SIGCONT)
            process.send_signal(how)
        for process in self._running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    async def user(self, nick: str, *caps: str) -> rawirc.RawConnection:
        """Return a raw client who is registered."""
        return await rawirc.client(self.port, nick, *caps)

    async def account(self, nick: str, password: str) -> None:
        """Register an account with the services."""
        async with await self.user(nick) as user:
            user.send(f"PRIVMSG NickServ :REGISTER {password} {nick}@example.test")
            await user.sees("(?i)registered| 900 ")

    async def oper(self, nick: str = "god") -> rawirc.RawConnection:
        """Return a raw client who may do everything."""
        god = await self.user(nick)
        god.send("OPER god omnipotent")
        await god.sees(" 381 ")
        return god


@contextlib.contextmanager
def running(
    kind: str,
    *,
    flood: str = "relaxed",
    sts: str = "",
    password: str = "",
    nicklen: int = 30,
    name: str = "localhost",
    joins: int = 100,
    targets: int = 20,
    peer: Ircd | None = None,
) -> Iterator[Ircd]:
    """Run `ngircd`, `inspircd`, `inspircd+atheme` or `inspircd+anope`; skips the test where one is not installed.

    `flood` is relaxed, default (as packaged) or strict; `sts` a duration like `10m`; `name` is in the certificate;
    `joins` is to how many channels a server lets somebody go (0: ngIRCd to any number), `targets` how many InspIRCd
    takes in one line. `peer` is a server of the same kind that this one can be linked to, and split from.
    """
    missing = [program for part in kind.split("+") if not shutil.which(program := _PROGRAMS[part], path=_PATH)]
    if missing:
        pytest.skip(f"needs a real IRC server; as root: apt-get install {' '.join(missing)}")
    folder = Path(tempfile.mkdtemp(prefix="ircd-"))
    port, tls_port, link_port = _free_ports(3)
    names = ("irc.example.test", "other.example.test")
    ircd = Ircd(kind, folder, trustme.CA(), port, tls_port, link_port, names[bool(peer)])
    try:
        limits = {"nicklen": str(nicklen), "joins": str(joins), "targets": str(targets)}
        link = {"server": ircd.name, "id": f"{int(bool(peer))}QD", "peer": names[not peer]}
        link["peer_port"] = str((peer.port if kind == "ngircd" else peer.link_port) if peer else link_port)
        _configure(ircd, name, sts, password, {**_FLOOD[flood], **limits, **link})
        ircd.start()
        yield ircd
    finally:
        ircd.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _configure(ircd: Ircd, name: str, sts: str, password: str, values: dict[str, str]) -> None:
    names = (name, HOST) if name == "localhost" else (name,)
    pair = ircd.ca.issue_cert(*names)
    folder = ircd.folder
    ircd.ca.cert_pem.write_to_path(ircd.ca_file)
    pair.private_key_pem.write_to_path(folder / "server.key")
    (folder / "server.pem").write_bytes(b"".join(blob.bytes() for blob in pair.cert_chain_pems))
    values |= {
        "folder": str(folder),
        "port": str(ircd.port),
        "tls_port": str(ircd.tls_port),
        "link_port": str(ircd.link_port),
        "certificate": str(folder / "server.pem"),
        "key": str(folder / "server.key"),
        "usests": "yes" if sts else "no",
        "sts": f'<module name="ircv3_sts">\n<sts host="*" duration="{sts}" port="{ircd.tls_port}">' if sts else "",
    }
    passwords = {"ngircd": f"Password = {password}", "inspircd": f'password="{password}"'}
    for part in ircd.kind.split("+"):
        template = string.Template((TEMPLATES / f"{part}.conf").read_text())
        line = passwords.get(part, "") if password else ""
        filled = template.substitute(values, password=line)
        (folder / f"{part}.conf").write_text(filled)
    for extra in ("db", "logs"):
        (folder / extra).mkdir()
    (folder / "anope.motd").touch()
    folder.chmod(0o755)
    if user := _user():
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, user.pw_uid, user.pw_gid)


def _user() -> pwd.struct_passwd | None:
    """Return whom the servers run as where the tests run as root, which they refuse to be."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False
