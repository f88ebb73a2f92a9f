"""The steps from one version of the tables to the next; sqlite_utils takes them.

It is imported when there is a step to take: most starts find none, and importing it takes a fifth of all imports.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    Step = Callable[[Database], None]


class Migrations:
    """Steps by their names, in the order in which they are taken; `name` tells them from those of other programs."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._steps: dict[str, Step] = {}

    def __call__(self, *, name: str) -> Callable[[Step], Step]:
        """Make a function the next step; it gets the database of sqlite_utils."""

        def add(step: Step) -> Step:
            self._steps[name] = step
            return step

        return add

    def __len__(self) -> int:
        return len(self._steps)

    def applied(self, connection: sqlite3.Connection) -> list[str]:
        """Return the names of the steps that a database has behind it, also of those that are not known."""
        table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
        if connection.execute(table).fetchone() is None:
            return []
        rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (self._name,))
        return [name for (name,) in rows]

    def unknown(self, connection: sqlite3.Connection) -> list[str]:
        """Return the steps that a database has behind it and this program does not know."""
        return [name for name in self.applied(connection) if name not in self._steps]

    def pending(self, connection: sqlite3.Connection) -> list[str]:
        """Return the steps that a database has before it."""
        return [name for name in self._steps if name not in self.applied(connection)]

    def apply(self, connection: sqlite3.Connection, *, stop_before: str | None = None) -> None:
        """Take the steps that a database has before it, all or those before one of them."""
        import sqlite_utils

        steps = sqlite_utils.Migrations(self._name)
        for name, step in self._steps.items():
            steps(name=name)(step)
        steps.apply(sqlite_utils.Database(connection, execute_plugins=False), stop_before=stop_before)
