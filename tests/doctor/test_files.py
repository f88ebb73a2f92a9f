"""What the doctor says of files: whole ones, damaged ones, missing ones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from bot.doctor import files
from bot.store import saving
from bot.store.database import Database
from config.settings import ArchiveSettings, NetworkSettings, Settings, TlsSettings
from tests.store.samples import report


def _found(database: Path, **networks: NetworkSettings) -> dict[str, tuple[str, str]]:
    settings = Settings(archive=ArchiveSettings(database=database), networks=networks)
    return {finding.subject: (finding.state, finding.what) for finding in files.examine(settings)}


def test_a_whole_database_is_described(tmp_path: Path) -> None:
    with Database.open(tmp_path / "q.db") as database:
        database.write_now(lambda connection: saving.save(connection, report()))
    found = _found(tmp_path / "q.db")
    assert found["folder"] == ("ok", f"{tmp_path} may be written")
    assert found["database"][0] == "ok"
    assert found["archive"] == ("ok", f"1 reports, the newest is {report().period}")
    assert found["bot"] == ("warning", "the bot has never run on this database")


def test_a_damaged_database_is_an_error_that_names_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "q.db"
    with Database.open(path) as database:
        for _ in range(3):
            database.write_now(lambda connection: saving.save(connection, report()))
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xff" * 32768
    path.write_bytes(content)
    state, what = _found(path)["database"]
    assert state == "error"
    assert "backup" in what


def test_a_database_and_a_folder_that_are_not_there_yet_are_no_errors(tmp_path: Path) -> None:
    found = _found(tmp_path / "new" / "q.db")
    assert found["folder"][0] == "ok"
    assert found["database"][0] == "warning"
    assert _found(tmp_path / "far" / "away" / "q.db")["folder"][0] == "error"


@pytest.mark.parametrize(("days", "state"), [(-1, "error"), (10, "warning"), (300, "ok")])
def test_a_client_certificate_is_looked_at_before_it_runs_out(tmp_path: Path, days: int, state: str) -> None:
    ends = datetime.now(UTC) + timedelta(days=days, hours=1)
    pair = trustme.CA().issue_cert("bot.example.org", not_after=ends)
    certificate = tmp_path / "bot.pem"
    pair.cert_chain_pems[0].write_to_path(certificate)
    network = NetworkSettings(host="irc.example.org", tls=TlsSettings(client_certificate=certificate))
    found = _found(tmp_path / "q.db", lab=network)["network lab"]
    assert found[0] == state
    assert f"{ends:%d %B %Y}" in found[1]


def test_a_file_that_is_no_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.pem").write_text("no certificate")
    network = NetworkSettings(host="irc.example.org", tls=TlsSettings(client_certificate=tmp_path / "bot.pem"))
    assert _found(tmp_path / "q.db", lab=network)["network lab"][0] == "error"
