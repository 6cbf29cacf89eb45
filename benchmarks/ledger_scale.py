"""How fast a ledger takes in coded articles, and whether that slows as it grows: `python -m benchmarks.ledger_scale`.

Adds generated articles (tests/ledger/generate.py) to an empty SQLite ledger and prints, for every step: articles and
reports so far, articles a second of the step by the clock and by processor time, memory, the time to add one more
article alone, and the time of filtered queries.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.ledger import Ledger, open_ledger
from dragoman.records import Coded
from tests.ledger.generate import World

QUERIES: dict[str, Callable[[Ledger], object]] = {
    "actor": lambda ledger: ledger.events(actor="KEN", limit=50),
    "dyad and type": lambda ledger: ledger.events(dyad=("KEN", "PER"), event="SANCTION", limit=50),
    "type, mode, dates": lambda ledger: ledger.events(event="SANCTION", mode="expel", since="2031-03", until="2031-04"),
    "sources, latest first": lambda ledger: ledger.events(min_sources=3, sort="-date", limit=50),
    "status and actor": lambda ledger: ledger.events(status="announced", actor="PER", limit=50),
    "words": lambda ledger: ledger.events(text="Kenya grain surprise", since="2031-03", until="2031-03", limit=50),
    "one event": lambda ledger: ledger.event(ledger.events(limit=1)[0]["id"]),
}


PORTION = 2000
"""Articles in memory at a time; four transactions."""
SINGLES = 7
"""How often one article is added alone at each step; the median is printed."""


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--step", type=int, default=10_000)
    parser.add_argument("--per-day", type=float, default=80.0, help="occurrences a day of the invented world")
    parser.add_argument(
        "--mentions", type=int, default=0, help="recent occurrences that an article mentions besides its own"
    )
    parser.add_argument("--ledger", type=Path, help="where to make the ledger; a temporary folder by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "scale.db"
        with open_ledger(str(path)) as ledger:
            _run(ledger, path, options)


def _run(ledger: Ledger, path: Path, options: argparse.Namespace) -> None:
    total, step = options.articles, options.step
    world = World(1, per_day=options.per_day, mentions=options.mentions)
    articles = world.articles(total + SINGLES * (total // step + 1))
    print(f"{'articles':>9} {'reports':>9} {'art/s':>7} {'art/cpu-s':>9} {'one more':>9} {'memory':>8} {'file':>8}")
    for done in range(step, total + 1, step):
        seconds, cpu = _add(ledger, articles, step)
        one = sorted(_add(ledger, articles, 1)[1] for _ in range(SINGLES))[SINGLES // 2]
        world.told.clear()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = os.path.getsize(path) / 1e6
        reports = ledger.stats()["reports"]
        print(
            f"{done:9} {reports:9} {step / seconds:7.0f} {step / cpu:9.0f} {one * 1e3:6.1f} ms {memory:5.0f} MB {size:5.0f} MB",
            flush=True,
        )
    _ask(ledger)


def _add(ledger: Ledger, articles: Iterator[Coded], number: int) -> tuple[float, float]:
    """Add so many articles, generated in portions outside the clock; returns seconds and seconds of processor time."""
    clock = cpu = 0.0
    while number > 0 and (part := list(itertools.islice(articles, min(number, PORTION)))):
        number -= len(part)
        started, worked = time.perf_counter(), time.process_time()
        ledger.add(part)
        clock, cpu = clock + time.perf_counter() - started, cpu + time.process_time() - worked
    return clock, cpu


def _ask(ledger: Ledger) -> None:
    for name, query in QUERIES.items():
        query(ledger)
        times = []
        for _ in range(5):
            started = time.process_time()
            query(ledger)
            times.append(time.process_time() - started)
        print(f"query {name:24} {sorted(times)[2] * 1e3:7.1f} ms of processor time")


if __name__ == "__main__":
    main()
