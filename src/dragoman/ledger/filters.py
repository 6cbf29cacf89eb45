"""Which events are asked for: the filters that the command line, the web and Python share, and their SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, or_, select, text
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


def statement(wanted: EventFilter, columns: list[Any], dialect: str, *, paged: bool = True) -> Select[Any]:
    """Return the query for the wanted events.

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
    query = query.where(*_conditions(wanted, dialect, day))
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


def _conditions(wanted: EventFilter, dialect: str, day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    c = schema.events.c
    equal = {"event": wanted.event and wanted.event.upper(), "mode": wanted.mode, "quad": wanted.quad}
    equal |= {"status": wanted.status, "chain": wanted.chain}
    found: list[ColumnElement[bool]] = [c[name] == value for name, value in equal.items() if value is not None]
    if wanted.since is not None:
        found.append(day >= wanted.since)
    if wanted.until is not None:
        # "2022-04" includes the whole month: its days sort after it and before this bound.
        found.append(day <= f"{wanted.until}~")
    if wanted.min_sources > 1:
        found.append(c.sources >= wanted.min_sources)
    if not wanted.tallies:
        found.append(c.tally.is_(False))
    if not wanted.rejected:
        found.append(or_(c.judged.is_(None), c.judged != "rejected"))
    for side, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name is not None and not _is_code(name):
            found.append(c.no.in_(_named(side, name)))
    if wanted.source is not None:
        found.append(c.no.in_(_from_source(wanted.source)))
    if wanted.text is not None:
        found.append(c.no.in_(_saying(wanted.text, dialect)))
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


def _from_source(source: str) -> Select[Any]:
    articles, codings, reports, members = schema.articles, schema.codings, schema.reports, schema.event_reports
    join = members.join(reports, reports.c.no == members.c.report).join(codings, codings.c.no == reports.c.coding)
    host = "%://" + _like(source)[1:-1]
    numbers = select(articles.c.no).where(
        or_(
            articles.c.publisher == source,
            articles.c.source_id == source,
            articles.c.id == source,
            articles.c.url == source,
            articles.c.url.like(f"{host}/%", escape="\\"),
            articles.c.url.like(host.replace("%://", "%://www.", 1) + "/%", escape="\\"),
        )
    )
    return select(members.c.event).select_from(join).where(codings.c.article.in_(numbers))


def _saying(words: str, dialect: str) -> Select[Any]:
    members = schema.event_reports
    return select(members.c.event).where(members.c.report.in_(saying(words, dialect)))


def saying(words: str, dialect: str) -> Any:
    """Return a query for the numbers of the reports whose evidence or title holds all the words."""
    if dialect == "sqlite":
        # Quoted, so that nothing a user types is read as query syntax.
        quoted = " ".join(f'"{word}"' for word in words.replace('"', " ").split()) or '""'
        return (
            select(literal_column("rowid"))
            .select_from(text("report_words"))
            .where(text("report_words MATCH :match").bindparams(bindparam("match", quoted, String)))
        )
    return (
        select(literal_column("report"))
        .select_from(text("report_words"))
        .where(text("words @@ plainto_tsquery('simple', :match)").bindparams(bindparam("match", words, String)))
    )
