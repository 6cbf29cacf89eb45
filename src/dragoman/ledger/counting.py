"""What is counted of the whole ledger, kept up as events come and go; it follows from the events alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
)

from dragoman.ledger import chains, schema

MONTH = 7
"""How many characters of an ISO date are its month."""

Rows = Mapping[Any, Any]

_KEYS = {table: tuple(column.name for column in table.primary_key) for table in schema.COUNTED}


class Changes:
    """Which events and sides came and which went; what stays the same costs nothing to write."""

    def __init__(self) -> None:
        self._of: dict[Table, Counter[tuple[Any, ...]]] = {
            schema.event_counts: Counter(),
            schema.party_counts: Counter(),
        }

    def went(self, events: Iterable[Rows], parties: Iterable[Rows]) -> None:
        """Note events (rows of `event_columns`) and sides that are deleted."""
        self._of[schema.event_counts].subtract(_key(row) for row in events)
        self._of[schema.party_counts].subtract(_side(row) for row in parties)

    def came(self, events: Iterable[Rows], parties: Iterable[Rows]) -> None:
        """Note events and sides that are written."""
        self._of[schema.event_counts].update(_key(row) for row in events)
        self._of[schema.party_counts].update(_side(row) for row in parties)

    def write(self, connection: Connection) -> None:
        """Bring the counts up to date."""
        for table, found in self._of.items():
            _add(connection, table, {key: number for key, number in found.items() if number})


def event_columns() -> list[Column[Any]]:
    """Return what of an event decides where it is counted."""
    return [schema.events.c[name] for name in ("day", "event", "mode", "quad", "status", "tally", "judged")]


def _side(row: Rows) -> tuple[Any, ...]:
    return row["side"], row["code"], row["name"]


def _key(row: Rows) -> tuple[Any, ...]:
    month = row["day"][:MONTH]
    rejected = row["judged"] == "rejected"
    return month, row["event"], row["mode"] or "", row["quad"] or 0, row["status"], bool(row["tally"]), rejected


def add_to(connection: Connection, **numbers: int) -> None:
    """Add to totals by name."""
    _add(connection, schema.totals, {(name,): number for name, number in numbers.items() if number})


def _add(connection: Connection, table: Table, changes: Mapping[tuple[Any, ...], int]) -> None:
    if not changes:
        return
    keys = _KEYS[table]
    names = ", ".join(keys)
    values = ", ".join(f":{name}" for name in keys)
    upsert = text(
        f"INSERT INTO {table.name} ({names}, total) VALUES ({values}, :total) "
        f"ON CONFLICT ({names}) DO UPDATE SET total = {table.name}.total + excluded.total"
    )
    rows = [{**dict(zip(keys, key, strict=True)), "total": changes[key]} for key in sorted(changes)]
    connection.execute(upsert, rows)
    if lessened := [row for row in rows if row["total"] < 0]:
        same = and_(*(table.c[name] == bindparam(f"at_{name}") for name in keys), table.c.total == 0)
        connection.execute(delete(table).where(same), [{f"at_{name}": row[name] for name in keys} for row in lessened])


def recount(connection: Connection) -> None:
    """Count everything anew."""
    for table in schema.COUNTED:
        connection.execute(delete(table))
    c, parties, chained = schema.events.c, schema.event_parties.c, schema.chains.c
    month = func.substr(c.day, 1, literal_column(str(MONTH)))
    mode, quad = func.coalesce(c.mode, literal_column("''")), func.coalesce(c.quad, literal_column("0"))
    rejected = case((c.judged == "rejected", literal(True)), else_=literal(False))
    found = select(month, c.event, mode, quad, c.status, c.tally, rejected, func.count())
    found = found.group_by(*(literal_column(str(n)) for n in range(1, 8)))
    connection.execute(insert(schema.event_counts).from_select([*_KEYS[schema.event_counts], "total"], found))
    found = select(parties.side, parties.code, parties.name, func.count())
    found = found.group_by(parties.side, parties.code, parties.name)
    connection.execute(insert(schema.party_counts).from_select([*_KEYS[schema.party_counts], "total"], found))
    connection.execute(insert(schema.chains).from_select([column.name for column in chained], chains.measured()))
    reports, codings = schema.reports, schema.codings
    join = reports.join(codings, codings.c.no == reports.c.coding)
    counted = {
        "reports": select(func.count()).select_from(join).where(codings.c.live),
        "current_articles": select(func.count()).where(codings.c.live),
        "links": select(func.count()).select_from(schema.event_links),
    }
    add_to(connection, **{name: int(connection.execute(query).scalar_one()) for name, query in counted.items()})
