"""A ledger many times as large as one that was filled by adding: its rows copied, each copy later than the last.

Of a copy only the days, the numbers and the ids differ: sides, words, types, sources, links and chains are as the ledger's own
merging left them, so that every page finds as many of them a month as in the first. Counts are made anew at the end. SQLite only.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

import click
import msgspec

from dragoman.ledger import counting, open_ledger
from dragoman.ledger.features import Atom, cell_of

Row = dict[str, Any]

NAMES = re.compile(r'\d{4}-\d\d-\d\d|\b[EC]?[0-9a-f]{12,16}\b|(?<=")[ac]\d{5,14}(?=")')
"""Days, ids of articles, reports, events and chains, and the source ids of the generator."""
PORTION = 5000
NUMBERED = {"articles": ("no",), "codings": ("no", "article"), "reports": ("no", "coding"), "quotes": ("no", "coding")}
NUMBERED |= {"links": ("no", "coding", "source", "target")}
"""Columns of the statements that hold a number, in the order in which they can be copied, and which table numbers them."""
NUMBERS_OF = {"article": "articles", "coding": "codings", "source": "reports", "target": "reports"}


class Copy:
    """The n-th copy: how its days, names and numbers differ from those of the first."""

    def __init__(self, number: int, days: int, held: dict[str, int]) -> None:
        self.number = number
        self.days = number * days
        self.held = held
        self.moved = lru_cache(maxsize=None)(self._moved)

    def _moved(self, day: str) -> str:
        return (date.fromisoformat(day) + timedelta(days=self.days)).isoformat()

    def _renamed(self, match: re.Match[str]) -> str:
        found = match.group()
        return self.moved(found) if found[4:5] == "-" else f"{found}x{self.number}"

    def text(self, text: str | None) -> str | None:
        """Return a text with its days and ids changed."""
        return NAMES.sub(self._renamed, text) if text else text

    def name(self, name: str | None) -> str | None:
        """Return an id changed, whatever it looks like."""
        if not name:
            return name
        base, dash, part = name.partition("-")
        return f"{base}x{self.number}{dash}{part}"

    def report(self, number: int) -> int:
        return number + self.number * self.held["reports"]

    def code(self, code: int | None) -> int | None:
        """Return the number of an atom, an event or a leader: each is 64 to a report."""
        return None if code is None else code + self.number * self.held["reports"] * 64


def grow(path: str, times: int, echo: Callable[[str], None] = click.echo) -> None:
    """Make a ledger so many times as large as it is."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in (
        "synchronous = OFF",
        "journal_mode = DELETE",
        "journal_mode = OFF",
        "cache_size = -800000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    held = {name: _one(connection, f"SELECT max(no) FROM {name}") or 0 for name in NUMBERED}
    first, last = (_one(connection, f"SELECT {of}(published) FROM articles") for of in ("min", "max"))
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    indexes = [
        tuple(row)
        for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''")
    ]
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for number in range(1, times):
        _copy(connection, Copy(number, days, held))
        echo(f"copy {number} of {times - 1}")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()
    with open_ledger(path) as ledger, ledger._writing() as writing:
        counting.recount(writing)


def _one(connection: sqlite3.Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]


def _copy(connection: sqlite3.Connection, copy: Copy) -> None:
    for name, numbers in NUMBERED.items():
        _rows(connection, name, f"no <= {copy.held[name]}", partial(_statement, copy, name, numbers))
    reports = copy.held["reports"]
    words = "INSERT INTO report_words (rowid, words) SELECT rowid + ?, words FROM report_words WHERE rowid <= ?"
    connection.execute(words, (copy.number * reports, reports))
    first = (reports + 1) * 64
    _rows(connection, "atoms", f"report <= {reports}", lambda row: _atom(copy, row))
    _rows(connection, "events", f"no < {first}", lambda row: _event(copy, row))
    _rows(connection, "event_parties", f"event < {first}", lambda row: _party(copy, row))
    _rows(connection, "event_reports", f"report <= {reports}", lambda row: _member(copy, row))
    _rows(connection, "event_links", f"source < {first}", lambda row: _link(copy, row))


def _rows(connection: sqlite3.Connection, name: str, where: str, change: Callable[[Row], Row]) -> None:
    cursor = connection.execute(f"SELECT * FROM {name} WHERE {where}")
    columns = [column[0] for column in cursor.description]
    marks = ", ".join(f":{column}" for column in columns)
    insert = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
    parts: list[list[Row]] = []
    while part := cursor.fetchmany(PORTION):
        parts.append([dict(row) for row in part])
    for rows in parts:
        connection.executemany(insert, map(change, rows))


def _statement(copy: Copy, name: str, numbers: Iterable[str], row: Row) -> Row:
    for column in numbers:
        row[column] += copy.number * copy.held[NUMBERS_OF.get(column, name)]
    for column in ("key", "id", "document", "source_id", "url", "fingerprint"):
        if column in row and not (name == "quotes" and column == "id"):
            row[column] = copy.name(row[column]) if column != "url" else row[column] and f"{row[column]}x{copy.number}"
    for column in ("published", "edition"):
        if row.get(column):
            row[column] = copy.moved(row[column])
    if "data" in row:
        row["data"] = copy.text(row["data"])
    return row


def _atom(copy: Copy, row: Row) -> Row:
    atom = msgspec.msgpack.decode(row["features"], type=Atom)
    days = {name: getattr(atom, name) and getattr(atom, name) + copy.days for name in ("start", "end", "published")}
    code, report = copy.code(atom.code), copy.report(atom.report)
    article = atom.article + copy.number * copy.held["articles"]
    atom = msgspec.structs.replace(atom, code=code, report=report, article=article, key=copy.name(atom.key), **days)
    row |= {"code": code, "report": report, "cell": cell_of(atom), "leader": copy.code(row["leader"])}
    return {**row, "features": msgspec.msgpack.encode(atom)}


def _event(copy: Copy, row: Row) -> Row:
    for column in ("day", "day_end"):
        row[column] = copy.moved(row[column]) if row[column] else ""
    row |= {"no": copy.code(row["no"]), "id": copy.name(row["id"]), "chain": copy.name(row["chain"])}
    return {**row, "data": copy.text(row["data"])}


def _party(copy: Copy, row: Row) -> Row:
    row |= {"event": copy.code(row["event"]), "id": copy.name(row["id"])}
    row["code"] = copy.moved(row["code"]) if row["side"] == "deadline" else row["code"]
    return {**row, "day": copy.moved(row["day"]) if row["day"] else ""}


def _member(copy: Copy, row: Row) -> Row:
    return {**row, "event": copy.code(row["event"]), "report": copy.report(row["report"])}


def _link(copy: Copy, row: Row) -> Row:
    return {**row, "source": copy.code(row["source"]), "target": copy.code(row["target"])}
