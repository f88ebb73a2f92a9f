"""Who is measured, as processes of their own: the bot as people run it, and the bot that only echoes."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.archive import Archive
from bot.store import outbox
from bot.store.database import Database
from tests import ircd


@contextmanager
def run_echo(server: ircd.Ircd, channels: Sequence[str]) -> Iterator[None]:
    """Run the bot that only echoes."""
    command = [sys.executable, "-m", "tests.bench._echo", str(server.port), "echo", *channels]
    with ExitStack() as stack:
        process = stack.enter_context(subprocess.Popen(command))
        stack.callback(process.kill)
        yield


@contextmanager
def run_bot(
    server: ircd.Ircd, scratch: Path, channels: Sequence[str], *, throttled: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot as it is run by people; it must end well."""
    configuration = scratch / "quarterdeck.toml"
    lines = [f'[networks.bench.channels."{channel}"]\nannounce = true' for channel in channels]
    network = f'[networks.bench]\nhost = "127.0.0.1"\nport = {server.port}\nnick = "deck"\ntls.enabled = false\n'
    flood = "" if throttled else "flood.rate = 0\nreconnect.min_delay = 0.5\nreconnect.max_delay = 0.5\n"
    configuration.write_text("\n".join([network + flood, *lines]), "utf-8")
    command = [sys.executable, "-m", "bot.cli", "run", "--config", str(configuration)]
    # Modules are compiled once, as they are where a program is installed
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            yield process
            process.terminate()
            assert process.wait(10) == 0
        finally:
            process.kill()


def make_news(scratch: Path, channels: Sequence[str]) -> None:
    """Have the running bot announce the newest report in all channels, as if it had just come out."""
    with Database.open(scratch / "data" / "quarterdeck.db") as database:
        newest = Archive.open(database).newest.id
        places = [("irc", "bench", channel) for channel in channels]
        database.write_now(lambda connection: connection.execute("DELETE FROM outbox"))
        database.write_now(lambda connection: outbox.add(connection, "report", newest, places, datetime.now(UTC)))


def memory(process: subprocess.Popen[bytes]) -> float:
    """Return what a process keeps in memory, in MiB."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
