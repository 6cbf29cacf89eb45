"""Reading a ledger: events, chains, actors, dyads, quotes, articles. Every query gives plain JSON-ready dicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from dragoman.ledger import schema
from dragoman.ledger.chains import FOLLOWING
from dragoman.ledger.filters import EventFilter, statement

CHUNK = 400

Plain = dict[str, Any]


def events(connection: Connection, wanted: EventFilter) -> list[Plain]:
    """Return one page of events with their links."""
    c = schema.events.c
    query = statement(wanted, [c.no, c.chain, c.data], connection.dialect.name, connection=connection)
    return with_links(connection, [(row.no, row.chain, row.data) for row in connection.execute(query)])


def all_events(connection: Connection, wanted: EventFilter, page: int = 1000) -> Iterator[Plain]:
    """Give all wanted events, a page of memory at a time."""
    c = schema.events.c
    numbers = (
        connection.execute(statement(wanted, [c.no], connection.dialect.name, connection=connection)).scalars().all()
    )
    for at in range(0, len(numbers), page):
        part = numbers[at : at + page]
        rows = {}
        for start in range(0, len(part), CHUNK):
            query = select(c.no, c.chain, c.data).where(c.no.in_(part[start : start + CHUNK]))
            rows.update({row.no: (row.no, row.chain, row.data) for row in connection.execute(query)})
        yield from with_links(connection, [rows[number] for number in part])


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """Return how many events there are on all pages."""
    query = statement(wanted, [func.count()], connection.dialect.name, connection=connection, paged=False)
    return int(connection.execute(query).scalar_one())


def with_links(connection: Connection, rows: list[tuple[int, str | None, str]]) -> list[Plain]:
    """Return the events of (number, chain, data) rows, each with its chain and its outgoing links."""
    links = links_of(connection, [row[0] for row in rows])
    found = []
    for number, chain, data in rows:
        event = msgspec.json.decode(data)
        event["chain"] = chain
        event["links"] = links[number]
        found.append(event)
    return found


def links_of(
    connection: Connection, numbers: Iterable[int], *, incoming: bool = False
) -> defaultdict[int, list[Plain]]:
    """Return the links from each event (or to it, when incoming), with the id of the other end."""
    table, others = schema.event_links, schema.events
    near, far = (table.c.target, table.c.source) if incoming else (table.c.source, table.c.target)
    columns = (near.label("near"), others.c.id, table.c.relation, table.c.basis, table.c.score, table.c.why)
    query = select(*columns).select_from(table.join(others, others.c.no == far))
    found: defaultdict[int, list[Plain]] = defaultdict(list)
    ordered = sorted(set(numbers))
    for at in range(0, len(ordered), CHUNK):
        part = query.where(near.in_(ordered[at : at + CHUNK])).order_by(table.c.relation, others.c.id)
        for row in connection.execute(part):
            link = {"relation": row.relation, "source" if incoming else "target": row.id, "basis": row.basis}
            found[row.near].append({**link, "score": round(row.score, 3), "why": msgspec.json.decode(row.why)})
    return found


def chains(
    connection: Connection, wanted: EventFilter, *, min_events: int = 2, limit: int = 100, offset: int = 0
) -> list[Plain]:
    """Return chains that hold a wanted event, longest first: id, events in order of date, sides, first and last day."""
    c = schema.events.c
    query = select(c.chain, func.count().label("size"), func.min(c.day).label("start"), func.max(c.day).label("end"))
    query = query.where(c.chain.is_not(None))
    if wanted != EventFilter(limit=wanted.limit, offset=wanted.offset, sort=wanted.sort):
        holding = statement(wanted, [c.chain], connection.dialect.name, connection=connection, paged=False).where(
            c.chain.is_not(None)
        )
        query = query.where(c.chain.in_(holding))
    query = query.group_by(c.chain).having(func.count() >= min_events)
    query = query.order_by(func.count().desc(), func.min(c.day), c.chain).limit(limit).offset(offset)
    return [_chain(connection, row.chain, row.start, row.end) for row in connection.execute(query).all()]


def chain(connection: Connection, chain_id: str) -> Plain | None:
    """Return one chain; None where no event is in it."""
    c = schema.events.c
    query = select(func.min(c.day).label("start"), func.max(c.day).label("end"), func.count().label("size"))
    row = connection.execute(query.where(c.chain == chain_id)).one()
    return _chain(connection, chain_id, row.start, row.end) if row.size else None


def _chain(connection: Connection, chain_id: str, start: str, end: str) -> Plain:
    c = schema.events.c
    query = select(c.no, c.chain, c.data).where(c.chain == chain_id).order_by(c.day, c.id)
    members = _told_in_order(
        with_links(connection, [(row.no, row.chain, row.data) for row in connection.execute(query)])
    )
    sides = {
        actor.get("country") or actor.get("name") or actor["text"]
        for event in members
        for actor in (*event["actor"], *event["recipient"])
    }
    return {"id": chain_id, "start": start, "end": end, "sides": sorted(sides), "size": len(members), "events": members}


def _told_in_order(members: list[Plain]) -> list[Plain]:
    """Order events by day and, within a day, put what answers after what it answers."""
    waiting, told = list(members), []
    done = set[str]()
    ids = {event["id"]: event for event in members}
    while waiting:
        day = _day(waiting[0])
        today = [event for event in waiting if _day(event) == day]
        free = [event for event in today if not any(_is_open(link, ids, done, day) for link in event["links"])]
        chosen = (free or today)[0]
        waiting.remove(chosen)
        told.append(chosen)
        done.add(chosen["id"])
    return told


def _day(event: Plain) -> str:
    return str(event["date"]["start"]) if event["date"] else ""


def _is_open(link: Plain, ids: dict[str, Plain], done: set[str], day: str) -> bool:
    target = link["target"]
    return target in ids and target not in done and _day(ids[target]) == day and link["relation"] in FOLLOWING


def actors(connection: Connection, *, name: str | None = None, limit: int = 100, offset: int = 0) -> list[Plain]:
    """Return who acts and who is acted on: code, name of the most events, and how many events on either side."""
    parties = schema.event_parties
    acts = func.count().filter(parties.c.side == "actor").label("acts")
    total = func.count().label("events")
    query = select(parties.c.code, total, acts, func.min(parties.c.day), func.max(parties.c.day))
    query = query.where(parties.c.side.in_(("actor", "recipient"))).group_by(parties.c.code)
    if name:
        query = query.where(or_(parties.c.code == name.upper(), parties.c.name.ilike(f"%{name}%")))
    query = query.order_by(total.desc(), parties.c.code).limit(limit).offset(offset)
    rows = connection.execute(query).all()
    names = _names(connection, [row[0] for row in rows])
    return [
        {
            "code": code,
            "names": names[code],
            "events": events_,
            "as_actor": as_actor,
            "as_recipient": events_ - as_actor,
            "first": first,
            "last": last,
        }
        for code, events_, as_actor, first, last in rows
    ]


def _names(connection: Connection, codes: list[str]) -> defaultdict[str, list[str]]:
    parties = schema.event_parties
    found: defaultdict[str, list[str]] = defaultdict(list)
    total = func.count()
    query = (
        select(parties.c.code, parties.c.name)
        .where(and_(parties.c.code.in_(codes), parties.c.side.in_(("actor", "recipient"))))
        .group_by(parties.c.code, parties.c.name)
        .order_by(total.desc(), parties.c.name)
    )
    for code, name in connection.execute(query):
        if len(found[code]) < 5:
            found[code].append(name)
    return found


def dyads(connection: Connection, *, limit: int = 100, offset: int = 0) -> list[Plain]:
    """Return directed pairs of sides with their events, the busiest first."""
    parties = schema.event_parties
    total = func.count().label("events")
    query = select(parties.c.code, total, func.min(parties.c.day), func.max(parties.c.day))
    query = query.where(parties.c.side == "dyad").group_by(parties.c.code)
    query = query.order_by(total.desc(), parties.c.code).limit(limit).offset(offset)
    found = []
    for code, events_, first, last in connection.execute(query):
        actor, _, recipient = code.partition("|")
        found.append({"actor": actor, "recipient": recipient, "events": events_, "first": first, "last": last})
    return found


def _current(articles_: Any) -> Any:
    """Return articles joined with their coding that counts, if any.

    An outer join, and a condition on it that is no plain comparison, keep SQLite on the index of the articles' dates: a page
    is found without sorting all.
    """
    codings = schema.codings
    return articles_.outerjoin(codings, and_(codings.c.article == articles_.c.no, codings.c.live))


def quotes(
    connection: Connection,
    *,
    speaker: str | None = None,
    country: str | None = None,
    kind: str | None = None,
    text: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[Plain]:
    """Return quotes of current articles with their words, newest articles first."""
    table, codings, articles = schema.quotes, schema.codings, schema.articles
    join = _current(articles).outerjoin(table, table.c.coding == codings.c.no)
    columns = (table.c.data, articles.c.id, articles.c.source_id, articles.c.published, articles.c.url, articles.c.text)
    query = select(*columns).select_from(join).where(func.coalesce(table.c.no, 0) > 0)
    if speaker:
        query = query.where(table.c.speaker.ilike(f"%{speaker}%"))
    if country:
        query = query.where(table.c.country == country.upper())
    if kind:
        query = query.where(table.c.kind == kind)
    if text:
        query = query.where(articles.c.text.ilike(f"%{text}%"))
    if source:
        query = query.where(
            or_(articles.c.publisher == source, articles.c.source_id == source, articles.c.id == source)
        )
    if since:
        query = query.where(articles.c.published >= since)
    if until:
        query = query.where(articles.c.published <= f"{until}~")
    query = query.order_by(articles.c.published.desc(), articles.c.no.desc(), table.c.no)
    found: list[Plain] = []
    skipped = 0
    for row in connection.execute(query):
        quote = msgspec.json.decode(row.data)
        words = " … ".join(row.text[piece["start"] : piece["end"]] for piece in quote["content"])
        if text and text.casefold() not in words.casefold():
            continue
        skipped += 1
        if skipped <= offset:
            continue
        about = {"article": row.source_id or row.id, "published": row.published, "url": row.url}
        found.append({**quote, "text": words, **about})
        if len(found) >= limit:
            break
    return found


def articles(
    connection: Connection,
    *,
    source: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    superseded: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> list[Plain]:
    """Return articles, newest first: without their text, with how many reports the current coding has."""
    table, codings, reports = schema.articles, schema.codings, schema.reports
    told = select(func.count()).where(reports.c.coding == codings.c.no).scalar_subquery()
    names = ("id", "source_id", "title", "url", "publisher", "published", "language", "document", "added")
    query = select(*(table.c[name] for name in names), codings.c.coder, codings.c.no.label("coding"), told.label("n"))
    query = query.select_from(_current(table))
    if not superseded:
        query = query.where(func.coalesce(codings.c.no, 0) > 0)
    if source:
        query = query.where(or_(*(table.c[name] == source for name in ("publisher", "source_id", "id", "url"))))
    if language:
        query = query.where(table.c.language == language)
    if since:
        query = query.where(table.c.published >= since)
    if until:
        query = query.where(table.c.published <= f"{until}~")
    if text:
        query = query.where(or_(table.c.title.ilike(f"%{text}%"), table.c.text.ilike(f"%{text}%")))
    query = query.order_by(table.c.published.desc(), table.c.no.desc()).limit(limit).offset(offset)
    return [
        {name: getattr(row, name) for name in names}
        | {"coder": row.coder, "reports": row.n, "is_current": row.coding is not None}
        for row in connection.execute(query)
    ]


def stats(connection: Connection) -> Plain:
    """Return how much the ledger holds."""
    events_, codings = schema.events, schema.codings

    def number(query: Any) -> int:
        return int(connection.execute(query).scalar_one())

    def size(table: Any) -> int:
        return number(select(func.count()).select_from(table))

    live = schema.reports.join(codings, codings.c.no == schema.reports.c.coding)
    by_type = connection.execute(
        select(events_.c.event, func.count().label("total")).group_by(events_.c.event).order_by(events_.c.event)
    )
    types = {row.event: row.total for row in by_type}
    first, last = connection.execute(
        select(func.min(events_.c.day), func.max(events_.c.day)).where(events_.c.day != "")
    ).one()
    return {
        "articles": size(schema.articles),
        "current_articles": number(select(func.count()).where(codings.c.live)),
        "reports": number(select(func.count()).select_from(live).where(codings.c.live)),
        "events": size(events_),
        "links": size(schema.event_links),
        "chains": number(select(func.count(func.distinct(events_.c.chain)))),
        "quotes": size(schema.quotes),
        "judgements": size(schema.judgements),
        "runs": size(schema.runs),
        "types": types,
        "first": first,
        "last": last,
    }
