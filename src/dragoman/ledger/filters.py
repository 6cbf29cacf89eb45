"""Which events are asked for: the filters that the command line, the web and Python share, and their SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, String, and_, bindparam, or_, select, table, text
from sqlalchemy.sql.expression import ColumnElement, literal_column

from dragoman.errors import UsageError
from dragoman.ledger import schema

SORTS = ("date", "-date", "sources", "-sources", "reports", "-reports")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events must be like. All that is given must hold; None or empty means any.

    Args:
        actor, recipient: a country or actor code ("RUS"), or a name.
        dyad: two codes, in either direction.
        event, mode: a PLOVER type and mode.
        quad: 1 to 4.
        status: one of the five.
        since, until: ISO dates (or months, years), inclusive.
        place: the name of a place.
        source: a publisher, host, source id or article id of one of its articles.
        text: words that a report's evidence or title must hold.
        chain: a chain's id.
        min_sources: how many independent sources at least.
        tallies, rejected: whether totals and events that a person rejected are given too.
        sort: date, sources or reports, with "-" for the largest or latest first.
        limit, offset: which page; a limit of None gives all.
    """

    actor: str | None = None
    recipient: str | None = None
    dyad: tuple[str, str] | None = None
    event: str | None = None
    mode: str | None = None
    quad: int | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    source: str | None = None
    text: str | None = None
    chain: str | None = None
    min_sources: int = 0
    tallies: bool = False
    rejected: bool = False
    sort: str = "date"
    limit: int | None = 100
    offset: int = 0


FEW = 2000
"""Up to so many events a filter's own index gives the candidates; beyond it the page is found by walking the days."""


def statement(
    wanted: EventFilter,
    columns: list[Any],
    dialect: str,
    *,
    paged: bool = True,
    connection: Connection | None = None,
) -> Select[Any]:
    """Return the query for the wanted events.

    Args:
        wanted: the filter.
        columns: what to select.
        dialect: "sqlite" or "postgresql".
        paged: whether in the filter's order, and only its page.
        connection: with it, filters that may fit few events or many are tried first, which makes a page quicker.

    Raises:
        UsageError: an order that there is not.
    """
    if wanted.sort not in SORTS:
        raise UsageError(f"events cannot be sorted by {wanted.sort!r}", f"one of {', '.join(SORTS)}")
    events = schema.events
    query = select(*columns).select_from(events)
    day: ColumnElement[Any] = events.c.day
    for n, (side, codes) in enumerate(_lookups(wanted)):
        # Driven by the index of the sides, which is in the order of days: a page is found without sorting.
        parties = schema.event_parties.alias(f"p{n}")
        matching = and_(parties.c.event == events.c.no, parties.c.side == side, parties.c.code.in_(codes))
        query = query.join(parties, matching)
        day = parties.c.day if n == 0 and len(codes) == 1 else day
    query = query.where(*_conditions(wanted, day), *_narrowed(wanted, dialect, connection, paged))
    if paged:
        query = query.order_by(*_order(wanted.sort, day))
        query = query.offset(wanted.offset) if wanted.limit is None else query.limit(wanted.limit).offset(wanted.offset)
    return query


def _lookups(wanted: EventFilter) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    if wanted.dyad is not None:
        one, other = (_code(side) for side in wanted.dyad)
        found.append(("dyad", sorted({f"{one}|{other}", f"{other}|{one}"})))
    for side, code in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if code is not None and _is_code(code):
            found.append((side, [_code(code)]))
    if wanted.place is not None:
        found.append(("place", [wanted.place.casefold()]))
    return found


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha()


def _code(text: str) -> str:
    return text.upper() if _is_code(text) else text


def _conditions(wanted: EventFilter, day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    c = schema.events.c
    equal = {"event": wanted.event and wanted.event.upper(), "mode": wanted.mode, "quad": wanted.quad}
    equal |= {"status": wanted.status, "chain": wanted.chain}
    found: list[ColumnElement[bool]] = [c[name] == value for name, value in equal.items() if value is not None]
    if wanted.since is not None:
        found.append(day >= wanted.since)
    if wanted.until is not None:
        # "2022-04" includes the whole month: its days sort after it and before this bound.
        found.append(day <= f"{wanted.until}~")
    if not wanted.tallies:
        found.append(c.tally.is_(False))
    if not wanted.rejected:
        found.append(or_(c.judged.is_(None), c.judged != "rejected"))
    for side, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name is not None and not _is_code(name):
            found.append(c.no.in_(_named(side, name)))
    return found


def _order(sort: str, day: ColumnElement[Any]) -> list[Any]:
    c = schema.events.c
    if sort == "date":
        return [day, c.id]
    if sort == "-date":
        return [day.desc(), c.id.desc()]
    column = c[sort.lstrip("-")]
    return [column.desc() if sort.startswith("-") else column, c.id]


def _named(side: str, name: str) -> Select[Any]:
    parties = schema.event_parties
    same = parties.c.name.ilike(_like(name), escape="\\")
    return select(parties.c.event).where(parties.c.side == side, or_(parties.c.code == name, same))


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _narrowed(
    wanted: EventFilter, dialect: str, connection: Connection | None, paged: bool
) -> list[ColumnElement[bool]]:
    """Return the conditions that may fit very few events or very many.

    Where few fit, they are looked up first; where many do, each event that the query walks over is asked.
    """
    events = schema.events
    asked: list[tuple[Select[Any], ColumnElement[bool]]] = []
    if wanted.min_sources > 1:
        enough = events.c.sources >= wanted.min_sources
        asked.append((select(events.c.no).where(enough), enough))
    if wanted.source is not None:
        from_source = _from_source(wanted.source)
        asked.append((from_source, _any_of(from_source, paged and connection is not None)))
    if wanted.text is not None:
        saying = _saying(wanted.text, dialect)
        asked.append((saying, _any_of(saying, paged and connection is not None)))
    found: list[ColumnElement[bool]] = []
    for lookup, condition in asked:
        if connection is None:
            found.append(condition)
            continue
        numbers = connection.execute(lookup.limit(FEW + 1)).scalars().all()
        found.append(events.c.no.in_(sorted(set(numbers))) if len(numbers) <= FEW else condition)
    return found


def _any_of(lookup: Select[Any], is_walked: bool) -> ColumnElement[bool]:
    events, members = schema.events, schema.event_reports
    if not is_walked:
        return events.c.no.in_(lookup)
    return lookup.where(members.c.event == events.c.no).correlate(events).exists()


def _from_source(source: str) -> Select[Any]:
    articles, codings, reports, members = schema.articles, schema.codings, schema.reports, schema.event_reports
    join = members.join(reports, reports.c.no == members.c.report).join(codings, codings.c.no == reports.c.coding)
    columns = (articles.c.publisher, articles.c.source_id, articles.c.id, articles.c.url, articles.c.host)
    named = or_(*(column == source for column in columns))
    return select(members.c.event).select_from(join.join(articles, articles.c.no == codings.c.article)).where(named)


def _saying(words: str, dialect: str) -> Select[Any]:
    """Return the events of the reports whose evidence or title holds all the words."""
    members = schema.event_reports
    if dialect == "sqlite":
        # Quoted, so that nothing a user types is read as query syntax.
        quoted = " ".join(f'"{word}"' for word in words.replace('"', " ").split()) or '""'
        told: ColumnElement[Any] = literal_column("report_words.rowid")
        match = "report_words MATCH :match"
        bound = bindparam("match", quoted, String)
    else:
        told = literal_column("report_words.report")
        match = "report_words.words @@ plainto_tsquery('simple', :match)"
        bound = bindparam("match", words, String)
    found = select(members.c.event).select_from(members).join(table("report_words"), told == members.c.report)
    return found.where(text(match).bindparams(bound))
