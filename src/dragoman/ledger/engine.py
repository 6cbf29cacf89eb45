"""The database under a ledger: SQLite by path, PostgreSQL by URL; one writer at a time; failures in plain words."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from dragoman.errors import LedgerBusy, LedgerError, MissingExtra

LOCK_TIMEOUT_S = 60
POOLED = 8
"""Connections kept open to a file; one opened anew for a reader would begin with an empty cache."""
READER_KB, WRITER_KB = 32_768, 65_536
"""Pages of a file that one connection keeps in memory."""
_ADVISORY_LOCK = 0x647261676F6D616E
"""The bytes of "dragoman": the number under which writers of one PostgreSQL database take turns."""


class Database:
    """A reading and a writing engine on one database.

    Args:
        url: a file path or `sqlite:` URL, or a `postgresql:` URL.
        create: whether a file that does not exist may be made.
        lock_timeout_s: how long to wait for another writer.

    Raises:
        LedgerError: no such file, or no such kind of database.
        MissingExtra: a PostgreSQL URL without the PostgreSQL driver.
    """

    def __init__(self, url: str, *, create: bool = True, lock_timeout_s: float = LOCK_TIMEOUT_S) -> None:
        self._url = _parsed(url)
        self._timeout_ms = int(lock_timeout_s * 1000)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self.name = self._url.database or "" if self.is_sqlite else self._url.render_as_string(hide_password=True)
        if self.is_sqlite and not create and not Path(self.name).is_file():
            raise LedgerError(f"there is no ledger at {self.name}", f"dragoman add {self.name} PATH makes one")
        if self.is_sqlite:
            self._reader, self._writer = self._engine("BEGIN", READER_KB), self._engine("BEGIN IMMEDIATE", WRITER_KB)
        else:
            # A writer must see what the one before it committed while it waited for its turn.
            self._writer = create_engine(self._url, pool_pre_ping=True)
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ")

    def _engine(self, begin: str, cache_kb: int) -> Engine:
        engine = create_engine(self._url, connect_args={"timeout": self._timeout_ms / 1000}, pool_size=POOLED)

        @event.listens_for(engine, "connect")
        def configure(connection: Any, _record: Any) -> None:
            # The driver's own idea of when to begin would make every transaction a deferred one.
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"cache_size=-{cache_kb}", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(f"PRAGMA busy_timeout={self._timeout_ms}")

        @event.listens_for(engine, "begin")
        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose reads all see one state of the ledger."""
        with self._plainly(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one writing connection: committed when the block ends, rolled back when it fails.

        Raises:
            LedgerBusy: another writer held the ledger longer than the time allowed.
        """
        with self._plainly(), self._writer.connect() as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = {self._timeout_ms}"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ADVISORY_LOCK})
            yield connection

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._translated(error) from error

    def _translated(self, error: DBAPIError) -> LedgerError:
        said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        lowered = said.casefold()
        if "locked" in lowered or "lock timeout" in lowered:
            seconds = self._timeout_ms / 1000
            return LedgerBusy(f"another writer held the ledger {self.name} for over {seconds:g} seconds", "try again")
        if "full" in lowered or "no space left" in lowered:
            return LedgerError(
                f"the disk of the ledger {self.name} is full; what was committed before is intact",
                "make room and run the same command again: it goes on where it stopped",
            )
        if "not a database" in lowered or "malformed" in lowered:
            return LedgerError(f"{self.name} is not a ledger ({said})")
        if "readonly" in lowered or "read-only" in lowered or "unable to open" in lowered:
            return LedgerError(f"the ledger {self.name} cannot be opened or written ({said})")
        if not self.is_sqlite and (error.connection_invalidated or "connect" in lowered or "terminat" in lowered):
            return LedgerError(
                f"the connection to the ledger {self.name} failed or was lost ({said}); what was committed is intact",
                "check the server and run the same command again: it goes on where it stopped",
            )
        return LedgerError(f"the ledger {self.name} failed: {said}")

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()


def _parsed(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(f"{url!r} is neither a file path nor a database URL") from error
    backend = parsed.drivername.partition("+")[0]
    if backend == "sqlite":
        if not parsed.database:
            raise LedgerError(f"{url!r} names no file", "sqlite:///path/to/ledger.db, or just the path")
        return parsed
    if backend not in ("postgresql", "postgres"):
        raise LedgerError(f"ledgers live in SQLite or PostgreSQL, not in {backend!r}")
    if importlib.util.find_spec("psycopg") is None:
        raise MissingExtra("PostgreSQL ledgers", "postgres")
    return parsed.set(drivername="postgresql+psycopg")
