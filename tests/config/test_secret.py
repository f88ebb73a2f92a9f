"""Secrets come from files and the environment, and show nowhere."""

from pathlib import Path

import pytest

from tests.config.files import NETWORK, Write, problems, read, secret


def test_a_password_comes_from_its_file_without_the_line_end(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "pw", "hunter2 \r\n")
    found = read(write(f'{NETWORK}password_file = "pw"\n'))
    password = found.settings.networks["libera"].password
    assert password is not None
    assert password.get_secret_value() == "hunter2 "
    assert found.origins["networks", "libera", "password"] == "password_file"
    assert found.warnings == ()
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", "nul\0"])
def test_a_password_file_holds_one_line(write: Write, tmp_path: Path, text: str) -> None:
    secret(tmp_path, "pw", text)
    assert problems(write(f'{NETWORK}password_file = "pw"\n')) == [
        f"3: networks.libera.password_file: {tmp_path}/pw takes one line with the password, no more and no less"
    ]


def test_a_password_file_is_text(write: Write, tmp_path: Path) -> None:
    (tmp_path / "pw").write_bytes(b"\xff\xfe")
    assert "is not UTF-8 text" in problems(write(f'{NETWORK}password_file = "pw"\n'))[0]


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="needs /proc for a file that nobody can read")
def test_a_password_file_that_cannot_be_read_says_why(write: Write) -> None:
    assert problems(write(f'{NETWORK}password_file = "/proc/self/mem"\n')) == [
        "3: networks.libera.password_file: cannot read /proc/self/mem: Input/output error"
    ]


def test_the_environment_wins_over_the_file(write: Write) -> None:
    found = read(
        write(f'{NETWORK}password = "old"\n[networks.libera.sasl]\nmechanisms = ["PLAIN"]\npassword_file = "gone"\n'),
        {"QUARTERDECK_NETWORKS_LIBERA_PASSWORD": "new", "QUARTERDECK_NETWORKS_LIBERA_SASL_PASSWORD": "newer"},
    )
    network = found.settings.networks["libera"]
    assert network.password is not None
    assert network.password.get_secret_value() == "new"
    assert network.sasl is not None
    assert network.sasl.password is not None
    assert network.sasl.password.get_secret_value() == "newer"
    assert found.origins["networks", "libera", "sasl", "password"] == "QUARTERDECK_NETWORKS_LIBERA_SASL_PASSWORD"


def test_a_variable_that_fits_no_network_is_a_warning(write: Write) -> None:
    warnings = read(write(NETWORK), {"QUARTERDECK_NETWORKS_LIBRA_PASSWORD": "x", "QUARTERDECK_DATA": "y"}).warnings
    assert warnings == ("environment: QUARTERDECK_NETWORKS_LIBRA_PASSWORD: fits no network of this file",)


def test_a_secret_that_others_can_read_is_a_warning(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "pw", mode=0o640)
    secret(tmp_path, "bot.pem", mode=0o604)
    path = write(f'{NETWORK}password_file = "pw"\n[networks.libera.tls]\nclient_certificate = "bot.pem"\n')
    assert read(path).warnings == (
        f"{path}:3: networks.libera.password_file: others can read {tmp_path}/pw; chmod 600 keeps it to its owner",
        f"{path}:5: networks.libera.tls.client_certificate: others can read {tmp_path}/bot.pem; "
        "chmod 600 keeps it to its owner",
    )


def test_what_systemd_keeps_is_kept_well(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "pw", mode=0o440)
    path = write(f'{NETWORK}password_file = "pw"\n')
    assert read(path, {"CREDENTIALS_DIRECTORY": str(tmp_path)}).warnings == ()
    assert read(path, {"CREDENTIALS_DIRECTORY": "/elsewhere"}).warnings != ()


def test_a_certificate_without_its_key_is_no_secret(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "bot.pem", mode=0o644)
    secret(tmp_path, "bot.key")
    text = f'{NETWORK}[networks.libera.tls]\nclient_certificate = "bot.pem"\nclient_key = "bot.key"\n'
    assert read(write(text)).warnings == ()


def test_a_password_in_a_configuration_that_others_can_read_is_a_warning(write: Write) -> None:
    path = write(f'{NETWORK}password = "hunter2"\n')
    assert read(path).warnings == ()
    path.chmod(0o644)
    (warning,) = read(path).warnings
    assert warning.startswith(f"{path}:3: networks.libera.password: others can read it here")
    assert "hunter2" not in warning


def test_a_network_may_be_called_password(write: Write) -> None:
    path = write('[networks.password]\nhost = "irc.example.org"\n')
    path.chmod(0o644)
    assert read(path).warnings == ()


def test_a_password_of_the_wrong_type_is_not_repeated(write: Write) -> None:
    assert problems(write(f"{NETWORK}password = 1234567\n")) == ["3: networks.libera.password: takes text in quotes"]


def test_a_later_layers_way_to_give_a_password_replaces_the_earlier_ones(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "pw")
    found = read(write(f'[defaults]\npassword = "old"\n{NETWORK}password_file = "pw"\n'))
    password = found.settings.networks["libera"].password
    assert password is not None
    assert password.get_secret_value() == "hunter2"
    assert found.origins["networks", "libera", "password"] == "password_file"


def test_the_secret_of_a_webhook_is_kept_like_a_password(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "hook", "hunter2\n", mode=0o644)
    webhook = '[webhooks.harbour]\nurl = "https://example.org/hook"\nsecret_file = "hook"\n'
    path = write(NETWORK + webhook)
    found = read(path)
    kept = found.settings.webhooks["harbour"].secret
    assert kept is not None
    assert kept.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(found)
    assert found.warnings == (
        f"{path}:5: webhooks.harbour.secret_file: others can read {tmp_path}/hook; chmod 600 keeps it to its owner",
    )
    others = {"QUARTERDECK_WEBHOOKS_HARBOUR_SECRET": "newer", "QUARTERDECK_WEBHOOKS_QUAY_SECRET": "x"}
    found = read(path, others)
    kept = found.settings.webhooks["harbour"].secret
    assert kept is not None
    assert kept.get_secret_value() == "newer"
    assert found.warnings == ("environment: QUARTERDECK_WEBHOOKS_QUAY_SECRET: fits no webhook of this file",)


def test_the_managers_token_is_kept_like_a_password(write: Write, tmp_path: Path) -> None:
    secret(tmp_path, "token", "sesame\n", mode=0o644)
    path = write(NETWORK + '[web]\nmanagers_token_file = "token"\n')
    found = read(path)
    assert found.settings.web is not None
    assert found.settings.web.managers_token is not None
    assert found.settings.web.managers_token.get_secret_value() == "sesame"
    assert "sesame" not in repr(found)
    assert found.warnings == (
        f"{path}:4: web.managers_token_file: others can read {tmp_path}/token; chmod 600 keeps it to its owner",
    )
    newer = read(path, {"QUARTERDECK_WEB_MANAGERS_TOKEN": "newer"}).settings.web
    assert newer is not None
    assert newer.managers_token is not None
    assert newer.managers_token.get_secret_value() == "newer"
