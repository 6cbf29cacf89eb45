"""Asking a ledger: what the command line, the web pages, the exports and Python callers use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select

from dragoman.errors import NotFound
from dragoman.ledger import details, queries, schema
from dragoman.ledger.engine import Database
from dragoman.ledger.filters import EventFilter

Plain = dict[str, Any]


class Reader:
    """The questions that a ledger answers. Each is read in one transaction, so that its parts fit together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def name(self) -> str:
        """Return the path or the URL (without password)."""
        return self._database.name

    def events(self, wanted: EventFilter | None = None, **filters: Any) -> list[Plain]:
        """Return one page of events, as `dragoman events --format jsonl` prints them. See `EventFilter`."""
        with self._database.reading() as connection:
            return queries.events(connection, wanted or EventFilter(**filters))

    def all_events(self, wanted: EventFilter | None = None, **filters: Any) -> Iterator[Plain]:
        """Give all wanted events with little memory, whatever the filter's page."""
        with self._database.reading() as connection:
            yield from queries.all_events(connection, wanted or EventFilter(**{"limit": None, **filters}))

    def count_events(self, wanted: EventFilter | None = None, **filters: Any) -> int:
        """Return how many events there are on all pages of a filter."""
        with self._database.reading() as connection:
            return queries.count_events(connection, wanted or EventFilter(**filters))

    def event(self, event_id: str) -> Plain:
        """Return an event in full. Former ids, and the ids of its reports, find it too.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as connection:
            number = details.event_number(connection, event_id)
            if number is None:
                raise NotFound(
                    f"there is no event {event_id} in {self.name}", f"dragoman events {self.name} lists them"
                )
            return details.event(connection, number)

    def chains(
        self,
        wanted: EventFilter | None = None,
        *,
        min_events: int = 2,
        limit: int = 100,
        offset: int = 0,
        **filters: Any,
    ) -> list[Plain]:
        """Return chains that hold a wanted event, the longest first, each with its events in order of date."""
        with self._database.reading() as connection:
            chosen = wanted or EventFilter(**filters)
            return queries.chains(connection, chosen, min_events=min_events, limit=limit, offset=offset)

    def chain(self, chain_id: str) -> Plain:
        """Return one chain. An id that it had before a link or an earlier event joined it finds it too.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as connection:
            found = queries.chain(connection, chain_id)
            if found is None and (number := details.event_number(connection, f"E{chain_id[1:]}")) is not None:
                now = connection.execute(select(schema.events.c.chain).where(schema.events.c.no == number)).scalar()
                found = queries.chain(connection, now) if now else None
        if found is None:
            raise NotFound(f"there is no chain {chain_id} in {self.name}", f"dragoman chains {self.name} lists them")
        return found

    def actors(self, *, name: str | None = None, limit: int = 100, offset: int = 0) -> list[Plain]:
        """Return who acts and who is acted on, the busiest first."""
        with self._database.reading() as connection:
            return queries.actors(connection, name=name, limit=limit, offset=offset)

    def dyads(self, *, limit: int = 100, offset: int = 0) -> list[Plain]:
        """Return directed pairs of sides, the busiest first."""
        with self._database.reading() as connection:
            return queries.dyads(connection, limit=limit, offset=offset)

    def quotes(self, **filters: Any) -> list[Plain]:
        """Return quotes: filters are speaker, country, kind, text, source, since, until, limit, offset."""
        with self._database.reading() as connection:
            return queries.quotes(connection, **filters)

    def articles(self, **filters: Any) -> list[Plain]:
        """Return articles without text: filters are source, language, since, until, text, superseded, limit, offset."""
        with self._database.reading() as connection:
            return queries.articles(connection, **filters)

    def article(self, article_id: str) -> Plain:
        """Return an article by id or source id, with its text, reports, quotes and editions.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as connection:
            found = details.article(connection, article_id)
        if found is None:
            raise NotFound(f"there is no article {article_id} in {self.name}", f"dragoman articles {self.name}")
        return found

    def runs(self, *, limit: int = 100) -> list[Plain]:
        """Return the runs that wrote to the ledger, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(schema.runs).order_by(schema.runs.c.no.desc()).limit(limit))
            return [{**row._mapping, "counts": msgspec.json.decode(row.counts)} for row in rows]

    def judgements(self) -> list[Plain]:
        """Return all judgements, newest first, with whether they are in force."""
        with self._database.reading() as connection:
            return details.judgements(connection)

    def stats(self) -> Plain:
        """Return how much the ledger holds."""
        with self._database.reading() as connection:
            return queries.stats(connection)
