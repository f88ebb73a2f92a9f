"""What was set from IRC about channels: their settings, and whether the bot is to be in them."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a channel, by whom and when it was set; `value` is what JSON can hold."""

    network: str
    channel: str
    key: str
    value: object
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """That the bot is to be in a channel, or is not whatever the configuration says; `join_key` opens it."""

    network: str
    channel: str
    wanted: bool
    join_key: str
    set_by: str
    set_at: datetime


def settings(reader: sqlite3.Connection) -> tuple[Setting, ...]:
    """Return all settings that were set from IRC."""
    rows = reader.execute("SELECT * FROM channel_settings ORDER BY network, channel, key")
    return tuple(
        Setting(
            row["network"],
            row["channel"],
            row["key"],
            json.loads(row["value"]),
            row["set_by"],
            datetime.fromisoformat(row["set_at"]),
        )
        for row in rows
    )


def set_(connection: sqlite3.Connection, setting: Setting) -> None:
    """Set a setting, over what was set before."""
    connection.execute(
        "INSERT OR REPLACE INTO channel_settings (network, channel, key, value, set_by, set_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            setting.network,
            setting.channel,
            setting.key,
            json.dumps(setting.value, ensure_ascii=False),
            setting.set_by,
            setting.set_at.isoformat(),
        ),
    )


def unset(connection: sqlite3.Connection, network: str, channel: str, key: str) -> None:
    """Forget a setting."""
    connection.execute(
        "DELETE FROM channel_settings WHERE network = ? AND channel = ? AND key = ?", (network, channel, key)
    )


def presences(reader: sqlite3.Connection) -> tuple[Presence, ...]:
    """Return where the bot was told to be or not to be."""
    rows = reader.execute("SELECT * FROM channel_presence ORDER BY network, channel")
    return tuple(
        Presence(
            row["network"],
            row["channel"],
            bool(row["wanted"]),
            row["join_key"],
            row["set_by"],
            datetime.fromisoformat(row["set_at"]),
        )
        for row in rows
    )


def be(connection: sqlite3.Connection, presence: Presence) -> None:
    """Note where the bot is to be or not to be, over what was noted before."""
    connection.execute(
        "INSERT OR REPLACE INTO channel_presence (network, channel, wanted, join_key, set_by, set_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            presence.network,
            presence.channel,
            presence.wanted,
            presence.join_key,
            presence.set_by,
            presence.set_at.isoformat(),
        ),
    )
