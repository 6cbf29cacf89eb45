"""The schema's versions: a new ledger gets them all, an older one those it lacks, a newer one is refused."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, text, update

from dragoman.errors import LedgerError
from dragoman.ledger import schema
from dragoman.ledger.engine import Database


def _first(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("CREATE VIRTUAL TABLE report_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
        )
    else:
        connection.execute(text("CREATE TABLE report_words (report bigint PRIMARY KEY, words tsvector NOT NULL)"))
        connection.execute(text("CREATE INDEX report_words_by_word ON report_words USING gin (words)"))
    connection.execute(insert(schema.meta), [{"key": "schema", "value": "0"}, {"key": "generation", "value": "0"}])


MIGRATIONS: list[Callable[[Connection], None]] = [_first]
"""What brings a ledger from version n to n + 1, in order. Published entries are never changed, only added to."""


def prepare(database: Database, *, create: bool) -> None:
    """Bring the database to this version's schema.

    Raises:
        LedgerError: the ledger is newer than this version, or the database is no ledger.
    """
    with database.reading() as connection:
        found = version(connection, database.name)
    if found == len(MIGRATIONS):
        return
    if found == 0 and not create:
        raise LedgerError(f"there is no ledger in {database.name}", f"dragoman add {database.name} PATH makes one")
    with database.writing() as connection:
        # Another process may have been quicker.
        for step in range(version(connection, database.name), len(MIGRATIONS)):
            MIGRATIONS[step](connection)
            connection.execute(update(schema.meta).where(schema.meta.c.key == "schema").values(value=str(step + 1)))


def version(connection: Connection, name: str) -> int:
    """Return the schema's version in a database, 0 for an empty one.

    Raises:
        LedgerError: it is newer than this version, or holds something else.
    """
    tables = set(inspect(connection).get_table_names())
    if "meta" not in tables or "codings" not in tables:
        if connection.dialect.name == "sqlite" and tables:
            raise LedgerError(f"{name} is a database of something else, not a ledger")
        return 0
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
    number = int(found or 0)
    if number > len(MIGRATIONS):
        raise LedgerError(
            f"the ledger {name} was made by a newer version of dragoman (schema {number}; this one knows "
            f"{len(MIGRATIONS)})",
            "pip install --upgrade dragoman",
        )
    return number
