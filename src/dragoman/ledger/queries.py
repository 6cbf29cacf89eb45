"""Reading a ledger: events, chains, actors, dyads, quotes, articles. Every query gives plain JSON-ready dicts."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from dragoman.ledger import schema
from dragoman.ledger.chains import FOLLOWING
from dragoman.ledger.filters import FEW, EventFilter, Facts, statement

CHUNK = 400

Plain = dict[str, Any]


def events(connection: Connection, wanted: EventFilter) -> list[Plain]:
    """Return one page of events with their links."""
    # What a page shows is found by the indexes; only that is read.
    return by_numbers(connection, connection.execute(statement(connection, wanted, _number)).scalars().all())


def _number(facts: Facts) -> list[Any]:
    return [facts.no]


def by_numbers(connection: Connection, numbers: Sequence[int]) -> list[Plain]:
    """Return the events of the numbers, in that order, with their links."""
    c = schema.events.c
    rows = {}
    for start in range(0, len(numbers), CHUNK):
        query = select(c.no, c.chain, c.data).where(c.no.in_(numbers[start : start + CHUNK]))
        rows.update({row.no: (row.no, row.chain, row.data) for row in connection.execute(query)})
    return with_links(connection, [rows[number] for number in numbers if number in rows])


def all_events(connection: Connection, wanted: EventFilter, page: int = 1000) -> Iterator[Plain]:
    """Give all wanted events, a page of memory at a time."""
    numbers = connection.execute(statement(connection, wanted, _number)).scalars().all()
    for at in range(0, len(numbers), page):
        yield from by_numbers(connection, numbers[at : at + page])


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """Return how many events there are on all pages."""
    query = statement(connection, wanted, lambda _: [func.count()], paged=False)
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
    found = chains_in_brief(connection, wanted, min_events=min_events, limit=limit, offset=offset)
    return [_chain(connection, chain["id"], chain["start"], chain["end"]) for chain in found]


def chains_in_brief(
    connection: Connection, wanted: EventFilter, *, min_events: int = 2, limit: int = 100, offset: int = 0
) -> list[Plain]:
    """Return the chains of `chains` without their events: id, start, end, size."""
    table = schema.chains.c
    query = select(table.id, table.first.label("start"), table.last.label("end"), table.size)
    query = query.where(table.size >= min_events)
    if wanted != EventFilter(limit=wanted.limit, offset=wanted.offset, sort=wanted.sort):
        query = query.where(_holding(connection, wanted))
    query = query.order_by(table.size.desc(), table.first, table.id).limit(limit).offset(offset)
    return [dict(row._mapping) for row in connection.execute(query)]


def _holding(connection: Connection, wanted: EventFilter) -> Any:
    """Return the condition that a chain holds a wanted event."""
    chained = statement(
        connection, wanted, lambda facts: [facts.chain], paged=False, where=lambda facts: [facts.chain.is_not(None)]
    )
    few = connection.execute(chained.limit(FEW + 1)).scalars().all()
    if len(few) <= FEW:
        return schema.chains.c.id.in_(sorted(set(few)))
    # Where many do, the longest chains are asked one by one.
    asked = statement(
        connection,
        wanted,
        lambda facts: [facts.no],
        paged=False,
        where=lambda facts: [facts.chain == schema.chains.c.id],
    )
    return asked.correlate(schema.chains).exists()


def chain(connection: Connection, chain_id: str) -> Plain | None:
    """Return one chain; None where no event is in it."""
    table = schema.chains.c
    row = connection.execute(select(table.first, table.last).where(table.id == chain_id)).first()
    return _chain(connection, chain_id, row.first, row.last) if row is not None else None


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


def openings(connection: Connection, chain_ids: Sequence[str]) -> dict[str, Plain]:
    """Return the event that each chain begins with."""
    c, chained = schema.events.c, schema.chains.c
    query = select(c.no).join(schema.chains, and_(chained.id == c.chain, chained.first == c.day))
    numbers = connection.execute(query.where(chained.id.in_(chain_ids)).order_by(c.id)).scalars().all()
    by_chain: defaultdict[str, list[Plain]] = defaultdict(list)
    for event in by_numbers(connection, numbers):
        by_chain[event["chain"]].append(event)
    return {chain_id: _told_in_order(events_)[0] for chain_id, events_ in by_chain.items()}


def _told_in_order(members: list[Plain]) -> list[Plain]:
    """Order events by day and, within a day, put what answers after what it answers."""
    ids = {event["id"]: event for event in members}
    done = set[str]()
    told: list[Plain] = []
    for day, same in itertools.groupby(members, key=_day):
        waiting = list(same)
        while waiting:
            free = (event for event in waiting if not any(_is_open(link, ids, done, day) for link in event["links"]))
            chosen = next(free, waiting[0])
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
    counts = schema.party_counts.c
    acts = func.coalesce(func.sum(counts.total).filter(counts.side == "actor"), 0).label("acts")
    total = func.sum(counts.total).label("events")
    query = select(counts.code, total, acts).where(counts.side.in_(SIDES)).group_by(counts.code)
    if name:
        query = query.where(or_(counts.code == name.upper(), counts.name.ilike(f"%{name}%")))
    page = query.order_by(total.desc(), counts.code).limit(limit).offset(offset).subquery()
    asked: Any = select(page, *_span(page.c.code, SIDES, name)).order_by(page.c.events.desc(), page.c.code)
    rows = [tuple(row) for row in connection.execute(asked)]
    names = _names(connection, [row[0] for row in rows])
    found = []
    for code, events_, as_actor, *days in rows:
        counted = {"events": int(events_), "as_actor": int(as_actor), "as_recipient": int(events_ - as_actor)}
        span = {"first": min(day for day in days[::2] if day is not None)}
        span["last"] = max(day for day in days[1::2] if day is not None)
        found.append({"code": code, "names": names[code], **counted, **span})
    return found


SIDES = ("actor", "recipient")


def _span(code: Any, sides: Iterable[str], name: str | None = None) -> list[Any]:
    """Return what gives the first and the last day on which a code (under such a name, if one is given) is on each side."""
    found = []
    for side, of in itertools.product(sides, (func.min, func.max)):
        parties = schema.event_parties.alias().c
        query = select(of(parties.day)).where(parties.side == side, parties.code == code)
        if name:
            query = query.where(or_(parties.code == name.upper(), parties.name.ilike(f"%{name}%")))
        found.append(query.scalar_subquery())
    return found


def _names(connection: Connection, codes: list[str]) -> defaultdict[str, list[str]]:
    counts = schema.party_counts.c
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(counts.code, counts.name).where(and_(counts.code.in_(codes), counts.side.in_(SIDES)))
    query = query.group_by(counts.code, counts.name).order_by(func.sum(counts.total).desc(), counts.name)
    for code, name in connection.execute(query):
        if len(found[code]) < 5:
            found[code].append(name)
    return found


def dyads(connection: Connection, *, limit: int = 100, offset: int = 0) -> list[Plain]:
    """Return directed pairs of sides with their events, the busiest first."""
    counts = schema.party_counts.c
    query = select(counts.code, counts.total).where(counts.side == "dyad")
    page = query.order_by(counts.total.desc(), counts.code).limit(limit).offset(offset).subquery()
    asked: Any = select(page, *_span(page.c.code, ("dyad",))).order_by(page.c.total.desc(), page.c.code)
    found = []
    for code, events_, first, last in connection.execute(asked):
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
    events_, counts = schema.events, schema.event_counts

    def number(query: Any) -> int:
        return int(connection.execute(query).scalar_one() or 0)

    def size(table: Any) -> int:
        return number(select(func.count()).select_from(table))

    def appended(table: Any) -> int:
        # Statements are only appended and numbered without gaps, so that the last number is how many there are.
        return number(select(func.max(table.c.no)))

    kept = {row.name: row.total for row in connection.execute(select(schema.totals))}
    total = func.sum(counts.c.total)
    by_type = connection.execute(select(counts.c.event, total).group_by(counts.c.event).order_by(counts.c.event))
    types = {event: int(held) for event, held in by_type}
    days = [
        connection.execute(select(events_.c.day).where(events_.c.day > "").order_by(*order).limit(1)).scalar()
        for order in ((events_.c.day, events_.c.id), (events_.c.day.desc(), events_.c.id.desc()))
    ]
    return {
        "articles": appended(schema.articles),
        "current_articles": kept.get("current_articles", 0),
        "reports": kept.get("reports", 0),
        "events": sum(types.values()),
        "links": kept.get("links", 0),
        "chains": size(schema.chains),
        "quotes": appended(schema.quotes),
        "judgements": size(schema.judgements),
        "runs": size(schema.runs),
        "types": types,
        "first": days[0],
        "last": days[1],
    }
