"""Which of the layers wins, and where a value comes from."""

from pathlib import Path

import pytest

from tests.config.files import NETWORK, Write, read


def test_what_is_said_later_wins(write: Write) -> None:
    network = read(
        write("""
        [defaults]
        style = "digest"
        prefix = "?"
        max_lines = 3
        nick = "qd"
        [networks.libera]
        host = "irc.example.org"
        prefix = "."
        [networks.libera.channels."#a"]
        max_lines = 7
        [networks.oftc]
        host = "irc.example.net"
        nick = "other"
        """)
    ).settings.networks
    channel = network["libera"].channels["#a"]
    assert (channel.announce, channel.style, channel.prefix, channel.max_lines) == (False, "digest", ".", 7)
    assert (network["libera"].nick, network["oftc"].nick, network["oftc"].prefix) == ("qd", "other", "?")


def test_tables_are_merged_and_lists_replaced(write: Write) -> None:
    network = read(
        write(f"""
        [defaults]
        admins = ["account:a", "account:b"]
        [defaults.flood]
        burst = 2
        rate = 9.0
        {NETWORK}
        admins = ["account:c"]
        [networks.libera.flood]
        rate = 0
        """)
    ).settings.networks["libera"]
    assert (network.flood.burst, network.flood.rate, network.admins) == (2, 0.0, ("account:c",))


def test_every_value_knows_where_it_comes_from(write: Write) -> None:
    origins = read(
        write(f'[defaults]\nstyle = "digest"\n{NETWORK}max_lines = 3\n[networks.libera.channels."#a"]\nprefix = "."\n')
    ).origins
    channel = ("networks", "libera", "channels", "#a")
    assert origins[*channel, "style"] == "quarterdeck.toml:2 [defaults]"
    assert origins[*channel, "max_lines"] == "quarterdeck.toml:5 [networks.libera]"
    assert origins[*channel, "prefix"] == "quarterdeck.toml:7"
    assert (*channel, "announce") not in origins


def test_relative_paths_count_from_the_folder_of_the_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write('[sources.a]\npath = "reports"\n[sources.b]\npath = "/srv/reports"\n')
    monkeypatch.chdir("/")
    found = read(path).settings
    assert found.data_dir == tmp_path / "data"
    assert found.database == tmp_path / "data" / "quarterdeck.db"
    assert found.sources["a"].path == tmp_path / "reports"
    assert found.sources["b"].path == Path("/srv/reports")
    assert read(write('[archive]\ndatabase = "x.db"\n')).settings.database == tmp_path / "x.db"
