"""What the pages and the API share: the ledger, a connection for questions of their own, kept answers, the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from dragoman.ledger import EventFilter, Ledger, open_ledger
from dragoman.ledger.engine import Database
from dragoman.web import queries_overview, queries_relations, queries_review, queries_series
from dragoman.web.freshness import Freshness
from dragoman.web.security import Guard

Plain = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """One ledger as it is served.

    Args:
        ledger: for everything that the ledger answers itself, and for judging.
        database: the same ledger, for the questions in `queries_*.py`.
        freshness: answers kept while the ledger does not change.
        guard: who may read and judge.
        name: what the pages call the ledger.
    """

    ledger: Ledger
    database: Database
    freshness: Freshness
    guard: Guard
    name: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose reads all see one state of the ledger."""
        with self.database.reading() as connection:
            yield connection

    def kept(self, key: tuple[Any, ...], ask: Callable[[Connection], T]) -> T:
        """Return the answer to a question, computed once for each state of the ledger."""

        def compute() -> T:
            with self.database.reading() as connection:
                return ask(connection)

        return self.freshness.get(key, compute)

    def series(self, wanted: EventFilter, unit: str | None = None, *, is_exact: bool = False) -> Plain:
        """Return the events of a filter by period and facet; see `queries_series.series`."""
        key = ("series", unpaged(wanted), unit, is_exact)
        return self.kept(key, lambda connection: queries_series.series(connection, wanted, unit, is_exact=is_exact))

    def together(self, one: EventFilter, other: EventFilter) -> tuple[Plain, Plain]:
        """Return the series of two filters in the unit in which both can be drawn."""
        return _in_one_unit(partial(self.series, one), partial(self.series, other))

    def each_way(self, one: str, other: str) -> tuple[Plain, Plain]:
        """Return what one side does to another and the other to it, in the unit in which both can be drawn."""
        return _in_one_unit(partial(self.directed, one, other), partial(self.directed, other, one))

    def directed(self, one: str, other: str, unit: str | None = None) -> Plain:
        """Return what one side does to another by period."""
        key = ("directed", one, other, unit)
        return self.kept(key, lambda connection: queries_series.directed(connection, one, other, unit))

    def sides(self, wanted: EventFilter) -> Plain:
        """Return the busiest actors and recipients of a filter."""
        return self.kept(("sides", unpaged(wanted)), lambda connection: queries_series.sides(connection, wanted))

    def queue(self, wanted: EventFilter, order: str) -> list[Plain]:
        """Return the review queue of a filter."""
        key = ("queue", unpaged(wanted), order)
        return self.kept(key, lambda connection: queries_review.queue(connection, wanted, order))

    def stats(self) -> Plain:
        """Return how much the ledger holds."""
        return self.freshness.get(("stats",), self.ledger.stats)

    def dyads(self, limit: int, offset: int) -> list[Plain]:
        """Return the busiest directed pairs."""
        return self.freshness.get(("dyads", limit, offset), lambda: self.ledger.dyads(limit=limit, offset=offset))

    def actors(self, name: str | None, limit: int, offset: int) -> list[Plain]:
        """Return the busiest sides."""
        key = ("actors", name, limit, offset)
        return self.freshness.get(key, lambda: self.ledger.actors(name=name, limit=limit, offset=offset))

    def chains_in_brief(self, wanted: EventFilter, limit: int, offset: int) -> list[Plain]:
        """Return the longest chains that hold an event of a filter: their sides and what opens them."""
        key = ("chains in brief", unpaged(wanted), limit, offset)
        return self.kept(key, lambda connection: queries_relations.chains_in_brief(connection, wanted, limit, offset))

    def chains(self, wanted: EventFilter, limit: int, offset: int) -> list[Plain]:
        """Return the longest chains that hold an event of a filter, each with its events."""
        key = ("chains", unpaged(wanted), limit, offset)
        return self.freshness.get(key, lambda: self.ledger.chains(wanted, limit=limit, offset=offset))

    def judgements(self) -> list[Plain]:
        """Return all judgements, newest first."""
        return self.freshness.get(("judgements",), self.ledger.judgements)

    def map(self) -> Plain:
        """Return sides and places with their numbers of events."""
        return self.kept(("map",), _map)

    def sources(self) -> Plain:
        """Return who published the latest articles."""
        return self.kept(("sources",), queries_overview.sources)

    def close(self) -> None:
        """Close every connection."""
        self.ledger.close()


def _map(connection: Connection) -> Plain:
    sides: dict[str, int] = {}
    for side in ("actor", "recipient"):
        for code, number in queries_series.busiest(connection, side):
            sides[code] = sides.get(code, 0) + number
    ordered = sorted(sides.items(), key=lambda item: (-item[1], item[0]))
    return {"sides": ordered, "places": queries_overview.places(connection)}


def unpaged(wanted: EventFilter) -> EventFilter:
    """Return the filter without its page and order: what answers about all of it depend on."""
    return replace(wanted, limit=None, offset=0, sort="date")


def _in_one_unit(ask_one: Callable[..., Plain], ask_other: Callable[..., Plain]) -> tuple[Plain, Plain]:
    one, other = ask_one(), ask_other()
    unit = _coarser(one, other)
    return one if one["unit"] == unit else ask_one(unit), other if other["unit"] == unit else ask_other(unit)


def _coarser(one: Plain, other: Plain) -> str:
    """Return the unit of time in which two series can be drawn together."""
    units = [series["unit"] for series in (one, other) if series["periods"]]
    return max(units, key=list(queries_series.UNITS).index, default="day")


def open_site(url: str, guard: Guard, name: str | None = None) -> Site:
    """Return the site of a ledger that exists.

    Raises:
        LedgerError: there is none, or it cannot be opened.
    """
    # Opened once to bring it to this version's schema; then one pool of connections for the ledger's questions and ours.
    open_ledger(url, create=False).close()
    database = Database(url, create=False)
    return Site(Ledger(database), database, Freshness(database), guard, name or database.name)
