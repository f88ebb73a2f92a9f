"""A file becomes settings, or every mistake in it a line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import ConfigurationError
from tests.config.files import NETWORK, Write, problems, read, secret


def test_all_mistakes_are_said_at_once_each_with_its_line_and_guess(write: Write, tmp_path: Path) -> None:
    assert problems(
        write("""\
nick = "x"
[network.foo]
[defaults]
style = "digst"
[networks.libera]
hots = "irc.example.org"
port = "6697"
admins = [
  "account:alice",
  "bob",
]
[networks.libera.tls]
verify = "yes"
ca_file = "gone.pem"
[networks.libera.channels.freebsd]
categories = "Kernel"
max_lines = 0
""")
    ) == [
        "1: nick: is no setting here; did you mean networks.NAME.nick",
        "2: network: is no setting; did you mean networks",
        '4: defaults.style: takes headline or digest or entries, not "digst"; did you mean digest',
        "5: networks.libera: needs host or servers",
        "6: networks.libera.hots: is no setting; did you mean host",
        '7: networks.libera.port: takes a whole number, not "6697"; did you mean 6697',
        '8: networks.libera.admins[1]: takes "account:NAME" or "certfp:sha256:DIGITS"; did you mean "account:bob"',
        '13: networks.libera.tls.verify: takes true or false, not "yes"; did you mean true',
        f"14: networks.libera.tls.ca_file: there is no file {tmp_path}/gone.pem",
        "15: networks.libera.channels.freebsd: is not a channel name: "
        'it starts with # and has neither blank nor comma; did you mean "#freebsd"',
        '16: networks.libera.channels.freebsd.categories: takes a list, not "Kernel"; did you mean ["Kernel"]',
        "17: networks.libera.channels.freebsd.max_lines: takes at least 1, not 0",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[sources.a]\nurl = "https://a.example/"\npath = "x"',
            "3: sources.a.path: contradicts url; keep one of the two",
        ),
        ("[sources.a]", "1: sources.a: needs url or path"),
        ("[networks.a]", "1: networks.a: needs host or servers"),
        ('[networks.a]\nhost = "a"\nservers = ["b:1"]', "3: networks.a.servers: contradicts host; keep one of the two"),
        ('[networks.a]\nservers = ["b:x"]', '2: networks.a.servers[0]: takes "host:port", as in '),
        (
            f'{NETWORK}[networks.libera.tls]\nclient_key = "quarterdeck.toml"',
            "4: networks.libera.tls.client_key: is of no use",
        ),
        (
            f'{NETWORK}tls.verify = false\ntls.ca_file = "quarterdeck.toml"',
            "4: networks.libera.tls.ca_file: contradicts verify",
        ),
        (f"{NETWORK}reconnect.max_delay = 1", "3: networks.libera.reconnect.max_delay: contradicts the other"),
        (f"{NETWORK}reconnect.min_delay = 301", "3: networks.libera.reconnect.min_delay: contradicts the other"),
        (
            f'{NETWORK}channels."#a" = {{}}\nchannels."#A" = {{}}',
            '4: networks.libera.channels."#A": is the same channel as #a',
        ),
        (
            f'{NETWORK}password = "a"\npassword_file = "quarterdeck.toml"',
            "4: networks.libera.password_file: contradicts password",
        ),
        (f'{NETWORK}password = ""', "3: networks.libera.password: takes one line of text, not empty"),
        (f"{NETWORK}port = 70000", "3: networks.libera.port: takes at most 65535, not 70000"),
        (f"{NETWORK}flood.rate = nan", "3: networks.libera.flood.rate: takes"),
        (f"{NETWORK}sasl.mechanisms = []", "3: networks.libera.sasl.mechanisms: "),
        (
            f'{NETWORK}sasl.mechanisms = "PLAIN"',
            '3: networks.libera.sasl.mechanisms: takes a list, not "PLAIN"; did you mean ["PLAIN"]',
        ),
        ('[sources.a]\nurl = "x"\nevery = "often"', '2: sources.a.url: takes a complete address, as in "https://'),
        ("networks = 3", "1: networks: takes a table, not 3"),
        ("[[networks]]", "1: networks: takes a table, not a list"),
        ("defaults = 3\n[networks.a]\nhost = 'a'", "1: defaults: takes a table, not 3"),
        ("[networks]\na = 3", "2: networks.a: takes a table, not 3"),
        (f"{NETWORK}tls = false", "3: networks.libera.tls: takes a table, not false; did you mean tls.enabled = false"),
        ("defaults = true", "1: defaults: takes a table, not true"),
        ("web = 1979-05-27", '1: web: takes a table, not "1979-05-27"'),
        ("zzz = 3", "1: zzz: is no setting; here are: archive, data_dir, "),
    ],
)
def test_a_mistake_reads(write: Write, text: str, problem: str) -> None:
    assert problems(write(text))[0].startswith(problem)


@pytest.mark.parametrize(
    ("mechanism", "needs"),
    [
        ("EXTERNAL", "tls.client_certificate"),
        ("ECDSA-NIST256P-CHALLENGE", "sasl.ecdsa_key_file"),
        ("SCRAM-SHA-256", "set QUARTERDECK_NETWORKS_LIBERA_SASL_PASSWORD in the environment"),
        ("PLAIN", "password_file"),
    ],
)
def test_a_mechanism_needs_its_secret_even_beside_other_mistakes(write: Write, mechanism: str, needs: str) -> None:
    found = problems(write(f'{NETWORK}[networks.libera.sasl]\nmechanisms = ["{mechanism}"]\nuser = "x"\n'))
    assert [line.split(": ")[0] for line in found] == ["4", "5"]
    assert mechanism in found[0]
    assert needs in found[0]


def test_mechanisms_with_their_secrets_are_accepted(write: Write, tmp_path: Path) -> None:
    for name in ("bot.pem", "ecdsa.pem", "pw"):
        secret(tmp_path, name)
    network = read(
        write(f"""
        {NETWORK}
        [networks.libera.tls]
        client_certificate = "bot.pem"
        [networks.libera.sasl]
        mechanisms = ["EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "ECDSA-NIST256P-CHALLENGE"]
        password_file = "pw"
        ecdsa_key_file = "ecdsa.pem"
        """)
    ).settings.networks["libera"]
    assert network.sasl is not None
    assert network.sasl.ecdsa_key_file == tmp_path / "ecdsa.pem"


def test_a_mistake_in_the_defaults_is_said_once(write: Write) -> None:
    text = '[defaults]\nnik = "x"\nport = 3\n[networks.a]\nhost = "a"\n[networks.b]\nhost = "b"\n'
    assert problems(write(text)) == [
        "2: defaults.nik: is no setting; did you mean nick",
        "3: defaults.port: is no setting here; did you mean networks.NAME.port",
    ]


# Files that are no TOML


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a = 1\nb = = 2\n", "2: TOML: invalid value at column 5"),
        ("[a]\n[a]\n", "2: TOML: cannot declare ('a',) twice at column 3"),
        ('a = """\nx\n', "2: TOML: "),
        ("a = " + "9" * 5000, "1: TOML: "),
        ("a = " + "[" * 5000, "1: tables: are nested too deeply"),
        ("[defaults." + "a." * 3000 + "b]", "1: tables: are nested too deeply"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(write: Write, text: str, start: str) -> None:
    (problem,) = problems(write(text))
    assert problem.startswith(start)


def test_lines_are_counted_alike_however_they_end(write: Write) -> None:
    text = f"{NETWORK}reconnect.min_delay = 300\nreconnect.max_delay = 300\nflood.burst = 0\n"
    assert problems(write(text)) == problems(write(text.replace("\n", "\r\n")))
    assert problems(write(text)) == ["5: networks.libera.flood.burst: takes at least 1, not 0"]


def test_what_is_no_text_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"a = 1\nb = '\xff'\n")
    assert problems(path) == ["2: text: is not UTF-8; save the file as UTF-8"]


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no such file; `quarterdeck config init"):
        read(tmp_path / "gone.toml")
    with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
        read(tmp_path)
    (tmp_path / "large").write_bytes(b"#" * (1 << 20) + b"#")
    with pytest.raises(ConfigurationError, match="larger than a megabyte"):
        read(tmp_path / "large")


_WORDS = [
    "defaults",
    "networks",
    "a",
    "channels",
    '"#c"',
    "sasl",
    "tls",
    "sources",
    "password",
    "style",
    "nick",
    "web",
    "x y",
]
_VALUES = [
    "1",
    '"x"',
    "true",
    "[]",
    '["PLAIN"]',
    "{}",
    "{a = 1}",
    "1979-05-27",
    "nan",
    "-5",
    '"EXTERNAL"',
    "[[1], [{}]]",
]
_KEYS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(".".join)
_STATEMENTS = st.one_of(
    _KEYS.map("[{}]".format), _KEYS.map("[[{}]]".format), st.builds("{} = {}".format, _KEYS, st.sampled_from(_VALUES))
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.lists(_STATEMENTS, max_size=8).map("\n".join)))
def test_no_file_is_answered_with_anything_but_settings_or_its_mistakes(write: Write, text: str) -> None:
    path = write(text)
    found: tuple[str, ...] = ()
    try:
        read(path)
    except ConfigurationError as error:
        found = error.problems or ("nothing",)
    assert all(problem.startswith(f"{path}:") and "\n" not in problem for problem in found)
