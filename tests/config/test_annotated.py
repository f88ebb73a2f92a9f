"""The annotated file has every setting, and says the truth about defaults."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticUndefined

from config.settings import (
    ArchiveSettings,
    ChannelSettings,
    FloodSettings,
    NetworkSettings,
    ReconnectSettings,
    SaslSettings,
    Section,
    Settings,
    SourceSettings,
    TlsSettings,
    WebhookSettings,
    WebSettings,
)
from config.values import written
from tests.config.files import Write, problems, read

ANNOTATED = (Path(__file__).parents[2] / "config" / "quarterdeck.toml").read_text("utf-8")
WHOLE = re.sub(r"^#(?=[a-z_]+ = |\[)", "", ANNOTATED, flags=re.MULTILINE)


def tables() -> list[tuple[type[Section], dict[str, Any]]]:
    whole = tomllib.loads(WHOLE)
    network = whole["networks"]["example"]
    return [
        (Settings, whole),
        (ArchiveSettings, whole["archive"]),
        (SourceSettings, whole["sources"]["freebsd"]),
        (NetworkSettings, network),
        (TlsSettings, network["tls"]),
        (SaslSettings, network["sasl"]),
        (ReconnectSettings, network["reconnect"]),
        (FloodSettings, network["flood"]),
        (ChannelSettings, network["channels"]["#example"]),
        (WebSettings, whole["web"]),
        (WebhookSettings, whole["webhooks"]["example"]),
    ]


def own_fields(section: type[Section]) -> set[str]:
    """Return a section's keys; those of a channel are explained in the channel's table."""
    inherited = set(ChannelSettings.model_fields) if section is NetworkSettings else set()
    return set(section.model_fields) - inherited


@pytest.mark.parametrize(("section", "table"), tables(), ids=lambda value: getattr(value, "__name__", ""))
def test_the_annotated_file_has_every_setting_and_no_other(section: type[Section], table: dict[str, Any]) -> None:
    assert set(table) == own_fields(section)


def shown(default: object) -> object:
    """Return a default as TOML has it."""
    if isinstance(default, timedelta):
        return written(default)
    return list(default) if isinstance(default, tuple) else str(default) if isinstance(default, Path) else default


def test_a_setting_that_is_commented_out_shows_its_default_or_where_there_is_none_an_example() -> None:
    active, wrong = tomllib.loads(ANNOTATED), []
    said = set(active["networks"]["example"]["channels"]["#example"]) | set(active["sources"]["freebsd"])
    for section, table in tables():
        for name, value in table.items():
            default = section.model_fields[name].default
            if default in (None, (), PydanticUndefined) or isinstance(value, dict) or name in said:
                continue
            if value != shown(default):
                wrong.append((name, value, default))
    assert wrong == []


def test_the_annotated_file_is_right_as_it_stands(write: Write) -> None:
    assert read(write(ANNOTATED)).warnings == ()


def test_all_of_it_at_once_is_wrong_only_where_it_offers_a_choice(write: Write, tmp_path: Path) -> None:
    secrets = ("server-password", "sasl-password", "webhook-secret", "managers-token")
    for name in ("ca.pem", "bot.pem", "bot.key", "ecdsa.pem", *secrets):
        (tmp_path / name).write_text("x\n")
    assert [problem.partition(": ")[2] for problem in problems(write(WHOLE))] == [
        "sources.freebsd.path: contradicts url; keep one of the two",
        "networks.example.servers: contradicts host; keep one of the two",
        "networks.example.password_file: contradicts password; keep one of the two",
        "networks.example.sasl.password_file: contradicts password; keep one of the two",
        "web.managers_token_file: contradicts managers_token; keep one of the two",
        "webhooks.example.secret_file: contradicts secret; keep one of the two",
    ]
