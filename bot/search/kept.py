"""The index of the entries' texts as the database keeps it, so that a start need not make it anew."""

from collections.abc import Iterable, Sequence

from bot.model import Report
from bot.search import texts
from bot.search.items import Item, numbered
from bot.search.texts import TextIndex
from bot.store import identity, text_index
from bot.store.database import Connection, Database


def keep(connection: Connection, reports: Iterable[Report]) -> None:
    """Make the index of all stored reports and keep it; for the transaction that ends an import.

    Call it after people and projects were stored, whose revision tells for which entries it was made.
    """
    items = numbered(reports)
    text_index.save(connection, _made_of(connection, items), of_items(items).to_bytes())


def load(database: Database, connection: Connection, items: Sequence[Item]) -> TextIndex:
    """Load the index of these entries over a connection; make it, and have it kept, where there is none of them."""
    if not identity.made_by(connection):
        return of_items(items)
    made_of = _made_of(connection, items)
    if content := text_index.load(connection, made_of):
        return TextIndex.from_bytes(content)
    made = of_items(items)
    database.submit(lambda writer: text_index.save(writer, made_of, made.to_bytes()))
    return made


def of_items(items: Iterable[Item]) -> TextIndex:
    """Make the index of entries."""
    return TextIndex.of(item.entry for item in items)


def _made_of(connection: Connection, items: Sequence[Item]) -> str:
    return f"{identity.revision(connection)} {len(items)} {texts.made_by()}"
