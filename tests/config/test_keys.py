"""Keys as they are written, and the lines they stand on."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from config.keys import Lines, dotted

TEXT = '''\
# a comment, then a blank line

data_dir = "data"
[networks.libera]  # [not.this]
admins = [
  # [nor.this]
  "account:a",
]
realname = """
[nor.this]
nick = "x"
"""
nick = "qd"
tls.verify = false
sasl = { username = "qd", mechanisms = ["PLAIN"] }
[networks.libera.channels."#a.b"]
announce = true
[[extra]]
one = 1
[[extra]]
one = 2
'''


def test_every_key_is_found_on_its_line() -> None:
    lines = Lines(TEXT)
    expected = {
        ("data_dir",): 3,
        ("networks",): 4,
        ("networks", "libera"): 4,
        ("networks", "libera", "admins"): 5,
        ("networks", "libera", "realname"): 9,
        ("networks", "libera", "nick"): 13,
        ("networks", "libera", "tls", "verify"): 14,
        ("networks", "libera", "sasl", "mechanisms"): 15,
        ("networks", "libera", "channels", "#a.b"): 16,
        ("networks", "libera", "channels", "#a.b", "announce"): 17,
        ("extra", "one"): 19,
    }
    assert {key: lines[key] for key in expected} == expected


def test_a_key_that_is_not_there_is_on_the_line_of_the_table_around_it() -> None:
    lines = Lines(TEXT)
    assert lines["networks", "libera", "admins", 0] == 5
    assert lines["networks", "libera", "host"] == 4
    assert lines["web", "listen"] == 1


def test_keys_are_written_as_toml_writes_them() -> None:
    assert dotted(("networks", "libera", "channels", "#a", "style")) == 'networks.libera.channels."#a".style'
    assert dotted(("networks", "libera", "admins", 0)) == "networks.libera.admins[0]"


@given(st.lists(st.text(min_size=1).filter(lambda text: "\x7f" not in text), min_size=1, max_size=4))
def test_a_written_key_reads_as_itself(key: list[str]) -> None:
    value: object = tomllib.loads(f"{dotted(tuple(key))} = 1")
    for step in key:
        assert isinstance(value, dict)
        value = value[step]
    assert value == 1
