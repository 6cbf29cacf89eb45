"""Kept answers: of the present state when cheap, never computed twice at once, bounded in number."""

from __future__ import annotations

import threading
import time
from typing import Any

from dragoman.web.freshness import Freshness
from tests.web.invented import second


def test_an_answer_is_kept_until_the_ledger_changes(fresh: Any) -> None:
    calls: list[int] = []
    kept = Freshness(fresh.database)
    for _ in range(3):
        assert kept.get(("a",), lambda: calls.append(1) or len(calls)) == 1  # type: ignore[func-returns-value]
    fresh.ledger.judge("confirm", [fresh.ledger.events(limit=1)[0]["id"]], by="Ada", reason="seen")
    time.sleep(0.01)
    assert kept.get(("a",), lambda: calls.append(1) or len(calls)) == 2  # type: ignore[func-returns-value]


def test_many_readers_compute_once(fresh: Any) -> None:
    kept, calls, answers = Freshness(fresh.database), [], []

    def slow() -> int:
        calls.append(1)
        time.sleep(0.2)
        return 7

    threads = [threading.Thread(target=lambda: answers.append(kept.get(("b",), slow))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == [7] * 6
    assert len(calls) == 1


def test_the_number_kept_is_bounded(fresh: Any) -> None:
    kept = Freshness(fresh.database, kept=5)
    for n in range(50):
        kept.get(("c", n), lambda: 0)
    assert len(kept._kept) == 5


def test_failure_is_not_kept(fresh: Any) -> None:
    kept = Freshness(fresh.database)
    answers = []
    for outcome in (ValueError("once"), 3):

        def ask(outcome: Any = outcome) -> int:
            if isinstance(outcome, ValueError):
                raise outcome
            return int(outcome)

        try:
            answers.append(kept.get(("d",), ask))
        except ValueError:
            answers.append(-1)
    assert answers == [-1, 3]
    assert second().reports
