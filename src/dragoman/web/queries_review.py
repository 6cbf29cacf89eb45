"""What a reviewer should look at first, and why; and which events may be the same as one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, case, func, or_, select

from dragoman.ledger import EventFilter, queries, schema
from dragoman.ledger.filters import is_partial, statement
from dragoman.web.queries_relations import days_between

Plain = dict[str, Any]

LOOKED_AT = 20_000
KEPT = 500
CHUNK = 400
SURE = 0.75
"""Below this score of the coder an event is called doubtful; the coder's scores are shares of right answers."""
WEAK_MERGE = 0.6
FIELD_WEIGHT = 0.12
STATUS_WEIGHT = 0.15
DOUBTFUL = ("alleged", "hypothetical", "denied")
MERGE_WEIGHT = 0.3


class _Facts(msgspec.Struct):
    score: float
    status: str
    values: dict[str, Any]


def queue(connection: Connection, wanted: EventFilter, order: str) -> list[Plain]:
    """Return the events to review: `no`, `id`, `doubt` (0 and up), `weight` (independent sources), `reports`, `merged` (how
    surely its least sure report was merged).

    Looks at the latest `LOOKED_AT` wanted events without a judgement and keeps the first `KEPT`.
    """
    c = schema.events.c
    latest = replace(wanted, sort="-date", limit=LOOKED_AT, offset=0, tallies=False)
    is_latest = is_partial(connection, wanted)
    numbers = statement(connection, latest, lambda facts: [facts.no.label("no")], latest=is_latest).subquery()
    is_doubtful = case((c.status.in_(DOUBTFUL), STATUS_WEIGHT), else_=0.0)
    doubt = (1 - c.score + FIELD_WEIGHT * c.differing + is_doubtful).label("doubt")
    columns = (c.no, c.id, doubt, c.sources.label("weight"), c.reports)
    query = select(*columns).where(c.no.in_(select(numbers.c.no)), c.judged.is_(None))
    by_weight = (c.sources.desc(), c.reports.desc(), doubt.desc(), c.id)
    ordered = query.order_by(*(by_weight if order == "weight" else (doubt.desc(), c.sources.desc(), c.id)))
    # The weakest merge costs a query, so it is asked only of those that may come first.
    candidates = [dict(row._mapping) for row in connection.execute(ordered.limit(KEPT * 2))]
    weakest = _weakest_merges(connection, [entry["no"] for entry in candidates])
    for entry in candidates:
        entry["merged"] = weakest.get(entry["no"], 1.0)
        if entry["merged"] < WEAK_MERGE:
            entry["doubt"] += MERGE_WEIGHT * (1 - entry["merged"])
        entry["doubt"] = round(entry["doubt"], 3)
    candidates.sort(key=_key(order))
    return candidates[:KEPT]


def _key(order: str) -> Any:
    if order == "weight":
        return lambda entry: (-entry["weight"], -entry["reports"], -entry["doubt"], entry["id"])
    return lambda entry: (-entry["doubt"], -entry["weight"], entry["id"])


def _why(facts: _Facts, merged: float) -> list[str]:
    why = []
    if facts.score < SURE:
        why.append(f"the coder is unsure ({facts.score:.2f})")
    if facts.values:
        why.append(f"sources differ on {', '.join(sorted(facts.values))}")
    if facts.status in DOUBTFUL:
        why.append(f"only {facts.status}")
    if merged < WEAK_MERGE:
        why.append(f"a report was merged at {merged:.2f}")
    return why


def _weakest_merges(connection: Connection, numbers: list[int]) -> dict[int, float]:
    members = schema.event_reports
    found: dict[int, float] = {}
    for at in range(0, len(numbers), CHUNK):
        query = select(members.c.event, func.min(members.c.score)).where(members.c.joint.is_(False))
        query = query.where(members.c.event.in_(numbers[at : at + CHUNK])).group_by(members.c.event)
        found.update(tuple(row) for row in connection.execute(query))
    return found


def explained(connection: Connection, entries: list[Plain]) -> list[Plain]:
    """Return the entries whose event is still there and still without a judgement, each with its `why`."""
    c = schema.events.c
    query = select(c.no, c.data).where(c.no.in_([entry["no"] for entry in entries]), c.judged.is_(None))
    decoder = msgspec.json.Decoder(_Facts)
    found = {row.no: decoder.decode(row.data) for row in connection.execute(query)}
    return [{**entry, "why": _why(found[entry["no"]], entry["merged"])} for entry in entries if entry["no"] in found]


def present(connection: Connection, entries: list[Plain]) -> list[Plain]:
    """Return the entries whose event is still there and still without a judgement, each with its `event` and its `why`."""
    told = explained(connection, entries)
    events = queries.by_numbers(connection, [entry["no"] for entry in told])
    return [{**entry, "event": event} for entry, event in zip(told, events, strict=True)]


def by_ids(connection: Connection, ids: list[str]) -> dict[str, Plain]:
    """Return the events of the ids by id, those that are there."""
    c = schema.events.c
    found: dict[str, Plain] = {}
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), CHUNK):
        query = select(c.no, c.chain, c.data).where(c.id.in_(wanted[at : at + CHUNK]))
        rows = [tuple(row) for row in connection.execute(query)]
        found.update({event["id"]: event for event in queries.with_links(connection, rows)})
    return found


def alike(connection: Connection, event: Plain, most: int = 6) -> list[Plain]:
    """Return other events of the same type between the same sides, the nearest in time first."""
    parties, c = schema.event_parties, schema.events.c
    day = (event["date"] or {"start": ""})["start"]
    codes = [_code(actor) for actor in (*event["actor"], *event["recipient"])]
    if not codes:
        return []
    numbers = set[int]()
    for side, is_before in itertools.product(("actor", "recipient"), (True, False)):
        # Each walks the days from the event's own, as the rows of a side lie.
        query = select(c.no).join(parties, parties.c.event == c.no)
        query = query.where(parties.c.code == codes[0], parties.c.side == side)
        query = query.where(parties.c.type == event["event"], parties.c.id != event["id"])
        query = query.where(or_(c.judged.is_(None), c.judged != "rejected"))
        bound = parties.c.day <= day if is_before else parties.c.day > day
        order = [parties.c.day.desc(), parties.c.id.desc()] if is_before else [parties.c.day, parties.c.id]
        numbers.update(connection.execute(query.where(bound).order_by(*order).limit(most * 3)).scalars())
    events = queries.by_numbers(connection, sorted(numbers))
    events.sort(key=lambda other: (_distance(event, other), other["id"]))
    return events[:most]


def _code(actor: Plain) -> str:
    return str(actor.get("country") or actor.get("name") or actor["text"])


def _distance(event: Plain, other: Plain) -> tuple[int, int]:
    mine = {_code(a) for a in (*event["actor"], *event["recipient"])}
    theirs = {_code(a) for a in (*other["actor"], *other["recipient"])}
    apart = days_between((event["date"] or {"start": ""})["start"], (other["date"] or {"start": ""})["start"])
    return len(mine ^ theirs), abs(apart) if apart is not None else 10_000
