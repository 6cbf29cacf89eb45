"""Questions that the pages ask beyond the ledger's own: events counted by time, type and side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dragoman.ledger import EventFilter, schema
from dragoman.ledger.filters import statement
from dragoman.ontology.plover import TYPES, event_scale, quad_code

Plain = dict[str, Any]

DAYS_BY_DAY = 75
DAYS_BY_MONTH = 75 * 30
UNITS = {"day": 10, "month": 7, "year": 4}
"""Units of time, the finest first, and how many characters of an ISO date they are."""
FACET_EVENTS = 5_000
EARLY_SHARE = 33
FEW = 8


def series(connection: Connection, wanted: EventFilter, unit: str | None = None) -> Plain:
    """Return the wanted events counted by period: `unit` (day, month, year), `periods` (each with its number of events,
    by quad, and mean scale), `undated`, and facets (`types`, `modes`, `statuses`, `quads`, `total`).

    Args:
        unit: of the periods; None chooses by how long the events span.
    """
    c = schema.events.c
    unit = unit or _unit(*_range(connection, wanted))
    length = UNITS[unit]
    period = func.substr(c.day, 1, length).label("period")
    columns = [period, c.event, c.mode, c.status, func.count().label("n")]
    query = statement(wanted, columns, connection.dialect.name, paged=False)
    # By position: PostgreSQL does not see that two bound lengths are one.
    rows = connection.execute(query.group_by("period", c.event, c.mode, c.status)).all()
    return {"unit": unit, **folded([tuple(row) for row in rows])}


def directed(connection: Connection, one: str, other: str, unit: str | None = None) -> Plain:
    """Return what one side does to another, counted as in `series`; found by the pair, however much each does besides."""
    c, parties = schema.events.c, schema.event_parties
    pair = select(c.no).join(parties, parties.c.event == c.no)
    pair = pair.where(parties.c.side == "dyad", parties.c.code == f"{one}|{other}", c.tally.is_(False))
    pair = pair.where(or_(c.judged.is_(None), c.judged != "rejected"))
    if unit is None:
        query = pair.with_only_columns(func.min(parties.c.day), func.max(parties.c.day)).where(parties.c.day != "")
        first, last = connection.execute(query).one()
        unit = _unit(first or "", last or "")
    period = func.substr(c.day, 1, UNITS[unit]).label("period")
    counted = pair.with_only_columns(period, c.event, c.mode, c.status, func.count().label("n"))
    rows = connection.execute(counted.group_by("period", c.event, c.mode, c.status)).all()
    return {"unit": unit, **folded([tuple(row) for row in rows])}


def _range(connection: Connection, wanted: EventFilter) -> tuple[str, str]:
    c = schema.events.c
    if wanted == EventFilter(limit=wanted.limit, offset=wanted.offset, sort=wanted.sort):
        query: Any = select(func.min(c.day), func.max(c.day)).where(c.day != "")
    else:
        query = statement(wanted, [func.min(c.day), func.max(c.day)], connection.dialect.name, paged=False)
        query = query.where(c.day != "")
    row = connection.execute(query).one()
    first, last = row[0] or "", row[1] or ""
    early = _early(connection, wanted)
    # A few events of long ago (the history of a dispute) must not press the rest into one bar.
    is_outlier = early > first and _ordinal(last) - _ordinal(first) > 2 * (_ordinal(last) - _ordinal(early))
    return (early if is_outlier else first), last


def left_out(total: int) -> int:
    """Return how many early events a drawing may leave out, the table having them."""
    return max(1, total // EARLY_SHARE) if total >= FEW else 0


def _early(connection: Connection, wanted: EventFilter) -> str:
    """Return the first day that a drawing may begin with; "" where it must begin with the first."""
    c = schema.events.c
    dated = statement(wanted, [func.count()], connection.dialect.name, paged=False).where(c.day != "")
    allowed = left_out(int(connection.execute(dated).scalar_one()))
    query = statement(wanted, [c.day], connection.dialect.name, paged=False).where(c.day != "")
    found = connection.execute(query.order_by(c.day).offset(allowed).limit(1)).scalar() if allowed else None
    return str(found or "")


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
    parties, c = schema.event_parties, schema.events.c
    latest = replace(wanted, sort="-date", limit=FACET_EVENTS, offset=0)
    numbers = statement(latest, [c.no], connection.dialect.name).subquery()
    total = func.count()
    found: Plain = {}
    for side, name in (("actor", "actors"), ("recipient", "recipients")):
        query = select(parties.c.code, total).where(parties.c.side == side)
        query = query.where(parties.c.event.in_(select(numbers.c.no))).group_by(parties.c.code)
        rows = connection.execute(query.order_by(total.desc(), parties.c.code).limit(most))
        found[name] = dict(tuple(row) for row in rows)
    return found


def busiest(connection: Connection, side: str, most: int = 150) -> list[tuple[str, int]]:
    """Return the codes (of places: names) with the most events on a side of the whole ledger."""
    parties = schema.event_parties
    total = func.count()
    query = select(parties.c.code, total).where(parties.c.side == side).group_by(parties.c.code)
    rows = connection.execute(query.order_by(total.desc(), parties.c.code).limit(most))
    return [tuple(row) for row in rows]
