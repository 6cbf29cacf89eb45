"""What a reviewer should look at first, and why; and which events may be the same as one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from dragoman.ledger import EventFilter, queries, schema
from dragoman.ledger.filters import statement
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
MERGE_WEIGHT = 0.3


class _Facts(msgspec.Struct):
    score: float
    status: str
    sources: int
    values: dict[str, Any]


def queue(connection: Connection, wanted: EventFilter, order: str) -> list[Plain]:
    """Return the events to review: `no`, `id`, `doubt` (0 and up), `weight` (independent sources, reports), `why`.

    Looks at the latest `LOOKED_AT` wanted events without a judgement and keeps the first `KEPT`.
    """
    c = schema.events.c
    latest = replace(wanted, sort="-date", limit=LOOKED_AT, offset=0, tallies=False)
    numbers = statement(latest, [c.no], connection.dialect.name).subquery()
    query = select(c.no, c.id, c.reports, c.data).where(c.no.in_(select(numbers.c.no)), c.judged.is_(None))
    decoder = msgspec.json.Decoder(_Facts)
    found = []
    for row in connection.execute(query):
        facts = decoder.decode(row.data)
        doubt, why = _doubt(facts)
        entry = {
            "no": row.no,
            "id": row.id,
            "doubt": doubt,
            "weight": facts.sources,
            "reports": row.reports,
            "why": why,
        }
        found.append(entry)
    found.sort(key=_key(order))
    # The weakest merge costs a query, so it is asked only of those that may come first.
    candidates = found[: KEPT * 2]
    weakest = _weakest_merges(connection, [entry["no"] for entry in candidates])
    for entry in candidates:
        score = weakest.get(entry["no"], 1.0)
        if score < WEAK_MERGE:
            entry["doubt"] += MERGE_WEIGHT * (1 - score)
            entry["why"] = [*entry["why"], f"a report was merged at {score:.2f}"]
        entry["doubt"] = round(entry["doubt"], 3)
    candidates.sort(key=_key(order))
    return candidates[:KEPT]


def _key(order: str) -> Any:
    if order == "weight":
        return lambda entry: (-entry["weight"], -entry["reports"], -entry["doubt"], entry["id"])
    return lambda entry: (-entry["doubt"], -entry["weight"], entry["id"])


def _doubt(facts: _Facts) -> tuple[float, list[str]]:
    doubt, why = 1 - facts.score, []
    if facts.score < SURE:
        why.append(f"the coder is unsure ({facts.score:.2f})")
    differing = sorted(facts.values)
    if differing:
        doubt += FIELD_WEIGHT * len(differing)
        why.append(f"sources differ on {', '.join(differing)}")
    if facts.status in ("alleged", "hypothetical", "denied"):
        doubt += STATUS_WEIGHT
        why.append(f"only {facts.status}")
    return doubt, why


def _weakest_merges(connection: Connection, numbers: list[int]) -> dict[int, float]:
    members = schema.event_reports
    found: dict[int, float] = {}
    for at in range(0, len(numbers), CHUNK):
        query = select(members.c.event, func.min(members.c.score)).where(members.c.joint.is_(False))
        query = query.where(members.c.event.in_(numbers[at : at + CHUNK])).group_by(members.c.event)
        found.update(tuple(row) for row in connection.execute(query))
    return found


def present(connection: Connection, entries: list[Plain]) -> list[Plain]:
    """Return the entries whose event is still there and still without a judgement, each with its `event`."""
    c = schema.events.c
    query = select(c.no, c.chain, c.data).where(c.no.in_([entry["no"] for entry in entries]), c.judged.is_(None))
    rows = [tuple(row) for row in connection.execute(query)]
    events = {row[0]: event for row, event in zip(rows, queries.with_links(connection, rows), strict=True)}
    return [{**entry, "event": events[entry["no"]]} for entry in entries if entry["no"] in events]


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
    found: dict[int, tuple[int, str | None, str]] = {}
    for is_before in (True, False):
        query = select(c.no, c.chain, c.data).join(parties, parties.c.event == c.no)
        query = query.where(parties.c.code == codes[0], parties.c.side.in_(("actor", "recipient")))
        query = query.where(c.event == event["event"], c.id != event["id"])
        query = query.where(or_(c.judged.is_(None), c.judged != "rejected"))
        bound = parties.c.day <= day if is_before else parties.c.day > day
        order = parties.c.day.desc() if is_before else parties.c.day
        for row in connection.execute(query.where(bound).order_by(order).limit(most * 3)):
            found[row.no] = tuple(row)
    events = queries.with_links(connection, list(found.values()))
    events.sort(key=lambda other: (_distance(event, other), other["id"]))
    return events[:most]


def _code(actor: Plain) -> str:
    return str(actor.get("country") or actor.get("name") or actor["text"])


def _distance(event: Plain, other: Plain) -> tuple[int, int]:
    mine = {_code(a) for a in (*event["actor"], *event["recipient"])}
    theirs = {_code(a) for a in (*other["actor"], *other["recipient"])}
    apart = days_between((event["date"] or {"start": ""})["start"], (other["date"] or {"start": ""})["start"])
    return len(mine ^ theirs), abs(apart) if apart is not None else 10_000
