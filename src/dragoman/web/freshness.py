"""Answers kept while the ledger stays as it is, so that a page costs the same whatever the ledger's size."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from dragoman.ledger import schema
from dragoman.ledger.engine import Database

T = TypeVar("T")

KEPT = 512
CHEAP_S = 0.25
"""What costs less is always computed anew when the ledger has changed."""
SHARE = 20
"""A dearer answer that took t seconds is computed anew at most every SHARE * t: at most a twentieth of the time goes there."""


@dataclass(slots=True)
class _Kept:
    value: Any
    generation: int
    made: float
    cost_s: float


class Freshness:
    """Remembers answers by key for one state of the ledger.

    A cheap answer is always of the present state. An expensive one (a count over a million rows) may trail a ledger that
    is being written to, by `SHARE` times what it costs. Memory is bounded: the least recently used is dropped.
    """

    def __init__(self, database: Database, kept: int = KEPT) -> None:
        self._database = database
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._size = kept
        self._lock = threading.Lock()
        self._computing: dict[Hashable, threading.Lock] = {}

    def generation(self) -> int:
        """Return a number that grows with every change to the ledger."""
        query = select(schema.meta.c.value).where(schema.meta.c.key == "generation")
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the answer kept under the key, or compute it. Callers must not change it."""
        generation = self.generation()
        found = self._find(key)
        if found is not None and self._is_good(found, generation):
            value: T = found.value
            return value
        with self._lock:
            turn = self._computing.setdefault(key, threading.Lock())
        # While one computes, others go on with what there is; without any they wait for it.
        if not turn.acquire(blocking=found is None):
            assert found is not None
            value = found.value
            return value
        try:
            again = self._find(key)
            if again is not None and self._is_good(again, generation):
                value = again.value
                return value
            return self._compute(key, compute, generation)
        finally:
            turn.release()
            with self._lock:
                self._computing.pop(key, None)

    def _compute(self, key: Hashable, compute: Callable[[], T], generation: int) -> T:
        start = time.monotonic()
        value = compute()
        now = time.monotonic()
        with self._lock:
            self._kept[key] = _Kept(value, generation, now, now - start)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value

    def _find(self, key: Hashable) -> _Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    @staticmethod
    def _is_good(kept: _Kept, generation: int) -> bool:
        if kept.generation >= generation:
            return True
        return kept.cost_s > CHEAP_S and time.monotonic() - kept.made < kept.cost_s * SHARE
