"""What the overview asks: the newest events, where they happened, who published them."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, func, or_, select

from dragoman.ledger import queries, schema
from dragoman.web.queries_series import busiest

Plain = dict[str, Any]

LATEST_ARTICLES = 20_000
PLACES = 150


def newest(connection: Connection, most: int = 12) -> list[Plain]:
    """Return the events whose reports were recorded last, the newest first."""
    members, c = schema.event_reports, schema.events.c
    recent = select(members.c.event).order_by(members.c.report.desc()).limit(most * 12)
    numbers = list(dict.fromkeys(connection.execute(recent).scalars()))
    query = select(c.no, c.chain, c.data).where(c.no.in_(numbers), c.tally.is_(False))
    rows = {row.no: tuple(row) for row in connection.execute(query) if not _is_rejected(row.data)}
    return queries.with_links(connection, [rows[number] for number in numbers if number in rows][:most])


def _is_rejected(data: str) -> bool:
    return bool(msgspec.json.decode(data).get("judged") == "rejected")


def sources(connection: Connection, most: int = 12) -> Plain:
    """Return the publishers (or hosts) of the latest articles with their numbers of articles, the busiest first."""
    table = schema.articles
    last = int(connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one())
    query = select(table.c.publisher, table.c.host).where(table.c.no > last - LATEST_ARTICLES)
    found = Counter(publisher or host or "unknown" for publisher, host in connection.execute(query))
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {
        "articles": sum(found.values()),
        "publishers": len(found),
        "busiest": [{"name": name, "articles": number} for name, number in ordered[:most]],
    }


def host(url: str | None) -> str | None:
    """Return the host of an address, without "www."."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


class _Place(msgspec.Struct):
    text: str
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class _Where(msgspec.Struct):
    place: list[_Place]


def places(connection: Connection) -> list[Plain]:
    """Return the places with the most events that have coordinates: name, country, lat, lon, events."""
    c, counted = schema.events.c, dict(busiest(connection, "place", PLACES))
    parties = schema.event_parties.alias()
    # Of each place its latest event, which tells where it is.
    codes = select(schema.party_counts.c.code).where(schema.party_counts.c.side == "place")
    codes_ = codes.where(schema.party_counts.c.code.in_(list(counted))).distinct().subquery()
    one = select(parties.c.event).where(parties.c.side == "place", parties.c.code == codes_.c.code)
    one = one.order_by(parties.c.day.desc(), parties.c.id.desc()).limit(1)
    latest = connection.execute(select(codes_.c.code, one.scalar_subquery())).all()
    query = select(c.no, c.data).where(c.no.in_([number for _, number in latest]))
    decoder = msgspec.json.Decoder(_Where)
    where = {row.no: decoder.decode(row.data).place for row in connection.execute(query)}
    found = []
    for code, number in latest:
        for place in where.get(number, ()):
            name = place.name or place.text
            if name.casefold() == code and place.lat is not None and place.lon is not None:
                about = {"name": name, "country": place.country, "lat": place.lat, "lon": place.lon}
                found.append({**about, "events": counted[code]})
                break
    return sorted(found, key=lambda place: (-place["events"], place["name"].casefold()))


def articles_named(connection: Connection, labels: list[str]) -> dict[str, Plain]:
    """Return id, title, publisher, date and address of articles by label (their source id, or id)."""
    c = schema.articles.c
    found: dict[str, Plain] = {}
    wanted = sorted(set(labels))
    for at in range(0, len(wanted), queries.CHUNK):
        part = wanted[at : at + queries.CHUNK]
        query = select(c.id, c.source_id, c.title, c.publisher, c.published, c.url, c.language)
        for row in connection.execute(query.where(or_(c.source_id.in_(part), c.id.in_(part)))):
            about = dict(row._mapping)
            about["publisher"] = about["publisher"] or host(about["url"])
            found[about["source_id"] or about["id"]] = about
    return found
