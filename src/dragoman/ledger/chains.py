"""Chains: events connected by links. Settled anew only where links came or went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from dragoman.ledger import schema

CHUNK = 400
RELATIONS = ("answers", "denies", "carries_out", "coordinated_with", "reverses")
"""Relations that make a chain; `part_of` says that two records overlap, not that one act follows another."""
FOLLOWING = ("answers", "denies", "carries_out", "reverses")
"""Relations whose source comes after its target."""


def settle(connection: Connection, seeds: set[int], former: set[str]) -> None:
    """Bring the chains up to date.

    Args:
        seeds: the events at the ends of links that came or went, and events of a chain whose date or id changed.
        former: chains that lost an event.
    """
    events = schema.events
    changed = set(former)
    for part in _parts(seeds):
        known = select(events.c.chain).where(events.c.no.in_(part), events.c.chain.is_not(None)).distinct()
        changed.update(connection.execute(known).scalars())
    # A chain may have lost the event that tied it together: all its members are looked at.
    ordered = sorted(changed)
    everyone = set(seeds)
    for at in range(0, len(ordered), CHUNK):
        query = select(events.c.no).where(events.c.chain.in_(ordered[at : at + CHUNK]))
        everyone.update(connection.execute(query).scalars())
    neighbours, following = _reach(connection, everyone)
    facts = {}
    for part in _parts(neighbours):
        columns = select(events.c.no, events.c.day, events.c.id, events.c.chain)
        facts.update({row.no: row for row in connection.execute(columns.where(events.c.no.in_(part)))})
    moves: list[dict[str, int | str | None]] = []
    for component in _components(neighbours):
        live = [facts[number] for number in component if number in facts]
        first = min(live, key=lambda row: (row.day or "9999", row.no in following, row.id)) if len(live) > 1 else None
        chain = f"C{first.id[1:]}" if first is not None else None
        moves.extend({"at": row.no, "to": chain} for row in live if row.chain != chain)
        changed.update(row.chain for row in live if row.chain is not None)
        changed.update((chain,) if chain is not None else ())
    if moves:
        statement = update(events).where(events.c.no == bindparam("at")).values(chain=bindparam("to"))
        connection.execute(statement, moves)
    _count(connection, sorted(changed))


def _count(connection: Connection, ids: list[str]) -> None:
    """Write anew how long chains are, and from when to when."""
    table = schema.chains
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        connection.execute(delete(table).where(table.c.id.in_(part)))
        found = measured().where(schema.events.c.chain.in_(part))
        connection.execute(insert(table).from_select(["id", "size", "first", "last"], found))


def measured() -> Select[Any]:
    """Return the query for each chain's id, size, first and last day."""
    c = schema.events.c
    query = select(c.chain, func.count(), func.min(c.day), func.max(c.day))
    return query.where(c.chain.is_not(None)).group_by(c.chain)


def _parts(numbers: Iterable[int]) -> list[list[int]]:
    ordered = sorted(numbers)
    return [ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK)]


def _reach(connection: Connection, seeds: set[int]) -> tuple[dict[int, set[int]], set[int]]:
    """Return the links of everything that can be reached from the seeds, both ways, and the events that follow others."""
    table = schema.event_links
    neighbours: dict[int, set[int]] = {}
    following: set[int] = set()
    query = select(table.c.source, table.c.target, table.c.relation).where(table.c.relation.in_(RELATIONS))
    frontier = set(seeds)
    while frontier:
        for number in frontier:
            neighbours[number] = set()
        for part in _parts(frontier):
            for source, target, relation in connection.execute(query.where(table.c.source.in_(part))):
                neighbours[source].add(target)
                if relation in FOLLOWING:
                    following.add(source)
            for source, target, _ in connection.execute(query.where(table.c.target.in_(part))):
                neighbours[target].add(source)
        frontier = {other for number in frontier for other in neighbours[number]} - set(neighbours)
    return neighbours, following


def _components(neighbours: dict[int, set[int]]) -> list[set[int]]:
    unseen, components = set(neighbours), []
    while unseen:
        start = unseen.pop()
        component, stack = {start}, [start]
        while stack:
            for other in neighbours.get(stack.pop(), ()):
                if other not in component:
                    component.add(other)
                    stack.append(other)
        unseen -= component
        components.append(component)
    return components
