"""The schema's versions: a new ledger gets them all, an older one those it lacks, a newer one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, column, func, insert, inspect, select, table, text, update

from dragoman.errors import LedgerError
from dragoman.ledger import counting, schema
from dragoman.ledger.engine import Database

CHUNK = 500


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


class _Listed(msgspec.Struct):
    """What the second version keeps of an event in columns of its own."""

    score: float
    values: dict[str, msgspec.Raw]
    deadline: dict[str, Any] | None = None


def _counted(connection: Connection) -> None:
    """Keep counts with the view, and beside each side of an event what lists are filtered by."""
    events = schema.events
    false = "false" if connection.dialect.name != "sqlite" else "0"
    for added in (f"is_listed BOOLEAN NOT NULL DEFAULT {false}", "score FLOAT NOT NULL DEFAULT 0"):
        connection.execute(text(f"ALTER TABLE events ADD COLUMN {added}"))
    connection.execute(text("ALTER TABLE events ADD COLUMN differing SMALLINT NOT NULL DEFAULT 0"))
    decoder = msgspec.json.Decoder(_Listed)
    filled = update(events).where(events.c.no == bindparam("at"))
    filled = filled.values({name: bindparam(f"new_{name}") for name in ("score", "differing")})
    listed = update(events).values(is_listed=True).where(events.c.tally.is_(False))
    connection.execute(listed.where(func.coalesce(events.c.judged, "") != "rejected"))
    _rewrite_parties(connection)
    last = -1
    while rows := connection.execute(
        select(events.c.no, events.c.data).where(events.c.no > last).order_by(events.c.no).limit(CHUNK)
    ).all():
        last = rows[-1].no
        told = {row.no: decoder.decode(row.data) for row in rows}
        values = [{"at": no, "new_score": one.score, "new_differing": len(one.values)} for no, one in told.items()]
        connection.execute(filled, values)
        _add_deadlines(connection, {no: one.deadline["date"] for no, one in told.items() if one.deadline})
    for name in ("day", "type", "mode", "status", "quad", "sources"):
        connection.execute(text(f"DROP INDEX events_by_{name}"))
    connection.execute(text("DROP INDEX ix_event_reports_report"))
    for held in (events, schema.event_reports, schema.articles):
        known = {index["name"] for index in inspect(connection).get_indexes(held.name)}
        for index in sorted(held.indexes, key=lambda index: str(index.name)):
            if index.name not in known:
                index.create(connection)
    schema.metadata.create_all(connection, tables=schema.COUNTED)
    counting.recount(connection)


def _add_deadlines(connection: Connection, due: dict[int, Any]) -> None:
    c = schema.events.c
    query = select(c.no, c.day, c.id, *(c[name] for name in schema.FACTS)).where(c.no.in_(due))
    rows = [
        {"side": "deadline", "code": due[row["no"]], "name": "", "sector": None, "type": row["event"], **row}
        | {"event": row["no"]}
        for row in connection.execute(query).mappings()
        if due[row["no"]]
    ]
    if rows:
        connection.execute(insert(schema.event_parties), [{k: v for k, v in row.items() if k != "no"} for row in rows])


def _rewrite_parties(connection: Connection) -> None:
    for name in ("ix_event_parties_event", "parties_by_code"):
        connection.execute(text(f"DROP INDEX {name}"))
    connection.execute(text("ALTER TABLE event_parties RENAME TO former_parties"))
    schema.event_parties.create(connection)
    parties, c = schema.event_parties, schema.events.c
    former = table("former_parties", *(column(name) for name in ("event", "side", "code", "name", "sector", "day")))
    facts = {"type" if name == "event" else name: c[name] for name in schema.FACTS}
    found = {
        **{name: former.c[name] for name in ("event", "side", "code", "name", "sector", "day")},
        "id": c.id,
        **facts,
    }
    rows = select(*found.values()).select_from(former.join(schema.events, c.no == former.c.event))
    rows = rows.order_by(former.c.side, former.c.code, former.c.day, c.id)
    connection.execute(insert(parties).from_select(list(found), rows))
    connection.execute(text("DROP TABLE former_parties"))


MIGRATIONS: list[Callable[[Connection], None]] = [_first, _counted]
"""The first makes a new ledger, of this version at once; each of the others brings one from version n to n + 1."""


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
        found = version(connection, database.name)
        for step in MIGRATIONS[found:] if found else MIGRATIONS[:1]:
            step(connection)
        now = update(schema.meta).where(schema.meta.c.key == "schema").values(value=str(len(MIGRATIONS)))
        connection.execute(now)


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
