"""Questions that the pages ask beyond the ledger's own: events counted by time, type and side."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, literal_column, select

from dragoman.ledger import EventFilter, schema
from dragoman.ledger.filters import Facts, is_partial, statement
from dragoman.ontology.plover import TYPES, event_scale, quad_code

Plain = dict[str, Any]

DAYS_BY_DAY = 75
DAYS_BY_MONTH = 75 * 30
UNITS = {"day": 10, "month": 7, "year": 4}
"""Units of time, the finest first, and how many characters of an ISO date they are."""
MONTH = UNITS["month"]
FACET_EVENTS = 2_000
EARLY_SHARE = 33
FEW = 8


def series(connection: Connection, wanted: EventFilter, unit: str | None = None, *, is_exact: bool = False) -> Plain:
    """Return the wanted events counted by period: `unit` (day, month, year), `periods` (each with its number of events,
    by quad, and mean scale), `undated`, and facets (`types`, `modes`, `statuses`, `quads`, `total`).

    `at_least` says that there are more: of words or a source that very many reports have, only the latest are counted.

    Args:
        unit: of the periods; None chooses by how long the events span.
        is_exact: whether all are counted, however long it takes.
    """
    is_partial_ = not is_exact and is_partial(connection, wanted)
    count = (
        partial(_kept, connection, wanted) if _is_kept(wanted) else partial(_counted, connection, wanted, is_partial_)
    )
    unit = unit or _unit(*_range(connection, wanted, count(MONTH, is_detailed=False), latest=is_partial_))
    if unit == "day":
        count = partial(_counted, connection, wanted, is_partial_)
    rows = count(UNITS[unit])
    return {"unit": unit, "at_least": is_partial_, **folded(rows)}


Counted = tuple[str, str, str | None, str, int]
"""Period, type, mode, status, number of events."""


def _is_kept(wanted: EventFilter) -> bool:
    """Say whether no more is asked for than is kept counted."""
    plain = EventFilter(
        event=wanted.event, mode=wanted.mode, quad=wanted.quad, status=wanted.status, since=wanted.since,
        until=wanted.until, tallies=wanted.tallies, rejected=wanted.rejected,
        sort=wanted.sort, limit=wanted.limit, offset=wanted.offset,
    )  # fmt: skip
    return wanted == plain


def _kept(connection: Connection, wanted: EventFilter, length: int, *, is_detailed: bool = True) -> list[Counted]:
    """Return what `_counted` does, from the counts that are kept of whole months; only the days of other months are counted."""
    first, last = wanted.since, wanted.until
    if first and last and first > f"{last}~":
        return []
    if first and last and first[:MONTH] == last[:MONTH] and max(len(first), len(last)) > MONTH:
        return _counted(connection, wanted, False, length, is_detailed=is_detailed)
    edges: list[EventFilter] = []
    if first and len(first) > MONTH:
        edges.append(replace(wanted, until=first[:MONTH]))
        first = f"{first[:MONTH]}~"
    if last and len(last) > MONTH:
        edges.append(replace(wanted, since=last[:MONTH]))
        last = _before(last[:MONTH])
    found = _whole_months(connection, replace(wanted, since=first, until=last), length, is_detailed=is_detailed)
    for edge in edges:
        found += _counted(connection, edge, False, length, is_detailed=is_detailed)
    return found


def _before(month: str) -> str:
    """Return a bound that sorts before a month and after the month before it."""
    return f"{month[:-1]}{chr(ord(month[-1]) - 1)}~~"


def _whole_months(connection: Connection, wanted: EventFilter, length: int, *, is_detailed: bool) -> list[Counted]:
    c = schema.event_counts.c
    period = c.month if length == MONTH else func.substr(c.month, 1, literal_column(str(length)))
    columns = [period, c.event, c.mode, c.status] if is_detailed else [period]
    query = select(*columns, func.sum(c.total)).group_by(*columns)
    equal = {"event": wanted.event and wanted.event.upper(), "mode": wanted.mode, "quad": wanted.quad}
    for name, value in {**equal, "status": wanted.status}.items():
        query = query.where(c[name] == value) if value is not None else query
    if wanted.since is not None:
        query = query.where(c.month >= wanted.since)
    if wanted.until is not None:
        query = query.where(c.month <= f"{wanted.until}~")
    query = query if wanted.tallies else query.where(c.tally.is_(False))
    query = query if wanted.rejected else query.where(c.rejected.is_(False))
    rows = [tuple(row) for row in connection.execute(query)]
    if not is_detailed:
        return [(month, "", None, "", int(n)) for month, n in rows]
    return [(month, event, mode or None, status, int(n)) for month, event, mode, status, n in rows]


def _counted(
    connection: Connection, wanted: EventFilter, latest: bool, length: int, *, is_detailed: bool = True
) -> list[Counted]:
    """Return the numbers of events by so many characters of their day; without detail, all of a period in one row."""

    def pick(facts: Facts) -> list[Any]:
        period = func.substr(facts.day, 1, literal_column(str(length))).label("period")
        return [period, *((facts.event, facts.mode, facts.status) if is_detailed else ()), func.count()]

    query = statement(connection, wanted, pick, paged=False, latest=latest)
    rows = connection.execute(query.group_by(*list(query.selected_columns)[:-1]))
    return [tuple(row) if is_detailed else (row[0], "", None, "", row[1]) for row in rows]


def directed(connection: Connection, one: str, other: str, unit: str | None = None) -> Plain:
    """Return what one side does to another, counted as in `series`; found by the pair, however much each does besides."""
    c = schema.event_parties.c
    pair = (c.side == "dyad", c.code == f"{one}|{other}", c.is_listed)
    if unit is None:
        first, last = connection.execute(select(func.min(c.day), func.max(c.day)).where(*pair, c.day != "")).one()
        unit = _unit(first or "", last or "")
    period = func.substr(c.day, 1, literal_column(str(UNITS[unit])))
    query = select(period, c.type, c.mode, c.status, func.count()).where(*pair)
    rows = connection.execute(query.group_by(period, c.type, c.mode, c.status)).all()
    return {"unit": unit, "at_least": False, **folded([tuple(row) for row in rows])}


def _range(connection: Connection, wanted: EventFilter, rows: list[Counted], *, latest: bool) -> tuple[str, str]:
    """Return the first and last day that a drawing must hold, given the wanted events by month."""
    months: Counter[str] = Counter()
    for month, *_, n in rows:
        months[month] += n
    del months[""]
    if not months:
        return "", ""
    ordered = sorted(months)
    if latest:
        # What is no count of all needs no bounds to the day.
        return f"{ordered[0]}-01", f"{ordered[-1]}-28"

    def day(rank: int, month: str) -> str:
        inside = replace(_within(wanted, month), sort="date", limit=1, offset=rank)
        query = statement(connection, inside, lambda facts: [facts.day])
        return str(connection.execute(query).scalar() or month)

    first, last = day(0, ordered[0]), day(months[ordered[-1]] - 1, ordered[-1])
    early, rank = "", left_out(months.total())
    for month in ordered if rank else ():
        if rank < months[month]:
            early = day(rank, month)
            break
        rank -= months[month]
    # A few events of long ago (the history of a dispute) must not press the rest into one bar.
    is_outlier = early > first and _ordinal(last) - _ordinal(first) > 2 * (_ordinal(last) - _ordinal(early))
    return (early if is_outlier else first), last


def _within(wanted: EventFilter, month: str) -> EventFilter:
    """Return the filter with the bounds of a month, where its own are not narrower."""
    until = wanted.until if wanted.until and wanted.until.startswith(month) else month
    return replace(wanted, since=max(wanted.since or "", month), until=until)


def left_out(total: int) -> int:
    """Return how many early events a drawing may leave out, the table having them."""
    return max(1, total // EARLY_SHARE) if total >= FEW else 0


def _unit(first: str, last: str) -> str:
    days = _ordinal(last) - _ordinal(first)
    if days <= DAYS_BY_DAY:
        return "day"
    return "month" if days <= DAYS_BY_MONTH else "year"


def _ordinal(day: str) -> int:
    year, month, number = (int(part) for part in (day or "2000-01-01").split("-"))
    return year * 365 + month * 30 + number


def folded(rows: list[tuple[str, str, str | None, str, int]]) -> Plain:
    """Return counts of (period, type, mode, status, number) rows by period, and by every other column."""
    periods: dict[str, Plain] = {}
    scales: defaultdict[str, float] = defaultdict(float)
    facets: dict[str, defaultdict[str, int]] = {
        name: defaultdict(int) for name in ("types", "modes", "statuses", "quads")
    }
    for period, event, mode, status, n in rows:
        quad = quad_code(event) if event in TYPES else 0
        facets["types"][event] += n
        facets["modes"][f"{event}/{mode}" if mode else event] += n
        facets["statuses"][status] += n
        facets["quads"][str(quad)] += n
        one = periods.setdefault(period, {"period": period, "events": 0, "quads": {"1": 0, "2": 0, "3": 0, "4": 0}})
        one["events"] += n
        one["quads"][str(quad)] = one["quads"].get(str(quad), 0) + n
        scales[period] += n * (event_scale(event, mode) if event in TYPES else 0.0)
    for period, one in periods.items():
        one["mean_scale"] = round(scales[period] / one["events"], 2)
    undated = periods.pop("", {"events": 0})["events"]
    ordered = {
        name: dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))) for name, found in facets.items()
    }
    total = sum(facets["statuses"].values())
    return {"periods": [periods[key] for key in sorted(periods)], "undated": undated, "total": total, **ordered}


def sides(connection: Connection, wanted: EventFilter, *, most: int = 12) -> Plain:
    """Return the busiest actors and recipients of the wanted events, of the latest `FACET_EVENTS` where there are more."""
    parties = schema.event_parties
    latest = replace(wanted, sort="-date", limit=FACET_EVENTS, offset=0)
    query = statement(connection, latest, lambda facts: [facts.no], latest=is_partial(connection, wanted))
    chosen, total = query.subquery(), func.count()
    # Joined to nothing, the side is no reason for SQLite to read everybody's by an index of sides.
    side = parties.c.side.concat(literal_column("''"))
    counted = select(side, parties.c.code, total).where(parties.c.event.in_(select(chosen.c[0])))
    counted = counted.where(side.in_(("actor", "recipient"))).group_by(side, parties.c.code)
    rows = connection.execute(counted.order_by(total.desc(), parties.c.code)).all()
    return {
        f"{of}s": dict(itertools.islice(((code, n) for name, code, n in rows if name == of), most))
        for of in ("actor", "recipient")
    }


def busiest(connection: Connection, side: str, most: int = 150) -> list[tuple[str, int]]:
    """Return the codes (of places: names) with the most events on a side of the whole ledger."""
    counts = schema.party_counts.c
    total = func.sum(counts.total)
    query = select(counts.code, total).where(counts.side == side).group_by(counts.code)
    rows = connection.execute(query.order_by(total.desc(), counts.code).limit(most))
    return [(code, int(number)) for code, number in rows]
