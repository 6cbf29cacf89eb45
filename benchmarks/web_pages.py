"""How fast pages of a large ledger are, and how many readers a server bears: python -m benchmarks.web_pages LEDGER.

Prints of every page, one reader at a time, over HTTP, from sending to the last byte: the first answer after a change to the
ledger, which is computed anew, the median and the 95th percentile, and the server's processor time; then the answers, errors and
memory of many readers for a minute. `--make ARTICLES` first fills LEDGER with generated articles (`press.py`), `--grow TIMES` then
makes it so many times as large (`grown.py`).
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

TOKEN = "a token for benchmarks"
PATHS = (
    "/", "/events", "/events?type=SANCTION", "/events?type=SANCTION&mode=expel&sort=-sources", "/events?text=grain",
    "/events?text=talks", "/events?since=2024-02-10&until=2025-03-05&quad=4", "/articles", "/chains", "/chains?type=SANCTION",
    "/chains?quad=4", "/dyads", "/actors", "/review", "/judgements", "/events.csv", "/api/v1/series", "/events.atom", "/events.ics",
)  # fmt: skip


DAYS = 4000
"""Over how many days the generated articles are spread, up to today."""


def made(ledger: str, articles: int, times: int) -> None:
    """Fill a ledger with generated articles, unless it is there, and make it so many times as large."""
    from benchmarks.grown import grow
    from benchmarks.press import Press
    from dragoman.ledger import open_ledger

    if Path(ledger).exists():
        return
    start = time.monotonic()
    press = Press(1, articles, date.today() - timedelta(days=DAYS), DAYS // times)
    with open_ledger(ledger) as opened:
        opened.add(press.articles(), batch=1000)
    if times > 1:
        grow(ledger, times)
    click.echo(f"made {articles} articles, {times} times, in {time.monotonic() - start:.0f} s", err=True)


@contextmanager
def served(ledger: str) -> Iterator[tuple[str, int]]:
    """Give the address and the process id of `dragoman serve` in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dragoman", "serve", ledger, "--port", str(port), "--token", TOKEN]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                ask(address, "/api/v1/generation")
                break
            except OSError:
                time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(30)


def ask(address: str, path: str) -> tuple[int, float, bytes]:
    """Return status, seconds from sending to the last byte, and the body."""
    connection = http.client.HTTPConnection(address, timeout=120)
    start = time.monotonic()
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, time.monotonic() - start, body
    finally:
        connection.close()


def pages(address: str, seed: int = 1, each: int = 40) -> dict[str, list[str]]:
    """Return addresses of each kind of page, things picked at random."""
    rng = random.Random(seed)

    def get(path: str) -> Any:
        return json.loads(ask(address, path)[2])

    total = get("/api/v1/events?limit=1")["total"]
    events = [
        event
        for _ in range(4)
        for event in get(f"/api/v1/events?limit=25&offset={rng.randrange(max(1, min(total, 10**6) - 25))}")["items"]
    ]
    dyads = get("/api/v1/dyads?limit=50")["items"]
    codes = [actor["code"] for actor in get("/api/v1/actors?limit=50")["items"]]
    kinds = {path: [path] for path in PATHS}
    kinds["/event/…"] = [f"/event/{event['id']}" for event in events[:each]]
    kinds["/article/…"] = [
        f"/article/{quote(event['articles'][0], safe='')}" for event in events[:each] if event["articles"]
    ]
    kinds["/chain/…"] = [f"/chain/{event['chain']}" for event in events if event["chain"]][:each]
    kinds["/dyad?…"] = [f"/dyad?one={quote(d['actor'])}&other={quote(d['recipient'])}" for d in dyads[:each]]
    kinds["/actor?…"] = [f"/actor?code={quote(code)}" for code in codes[:each]]
    kinds["/events?dyad"] = [f"/events?dyad={quote(d['actor'] + '|' + d['recipient'])}" for d in dyads[:each]]
    kinds["/events?actor&recipient"] = [
        f"/events?actor={quote(d['actor'])}&recipient={quote(d['recipient'])}" for d in dyads[:each]
    ]
    kinds["/events?source"] = [
        f"/events?source={quote(paper['name'])}" for paper in get("/overview.json")["sources"]["busiest"]
    ]
    return {kind: found for kind, found in kinds.items() if found}


def change(ledger: str) -> None:
    """Make the server believe that the ledger has grown, so that its answers are computed anew."""
    from dragoman.ledger import open_ledger

    with open_ledger(ledger) as opened, opened._writing():
        pass


def worked_s(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@click.command()
@click.argument("ledger")
@click.option("--make", type=int, help="Fill the ledger with so many generated articles, if it is not there.")
@click.option("--grow", default=1, show_default=True, help="How many times as large to make it then.")
@click.option("--rounds", default=20, show_default=True, help="Requests of each kind of page.")
@click.option("--users", default=50, show_default=True)
@click.option("--seconds", default=60, show_default=True)
def main(ledger: str, make: int | None, grow: int, rounds: int, users: int, seconds: int) -> None:
    """Measure the pages of LEDGER."""
    if make:
        made(ledger, make, grow)
    with served(ledger) as (address, pid):
        kinds = pages(address)
        click.echo(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        click.echo(f"{'page':40} {'first':>8} {'median':>8} {'p95':>8} {'cpu':>8}  ms")
        for kind, found in kinds.items():
            _page(ledger, address, pid, kind, list(itertools.islice(itertools.cycle(found), rounds)))
        _crowd(address, pid, [path for found in kinds.values() for path in found], users, seconds)


def _page(ledger: str, address: str, pid: int, kind: str, paths: list[str]) -> None:
    change(ledger)
    before = worked_s(pid)
    asked = [ask(address, path) for path in paths]
    cpu = (worked_s(pid) - before) * 1000 / len(paths)
    times = [took * 1000 for _, took, _ in asked]
    p95 = sorted(times)[int(len(times) * 0.95) - 1]
    failed = sum(status != 200 for status, *_ in asked)
    said = f"{kind:40} {times[0]:8.0f} {statistics.median(times):8.0f} {p95:8.0f} {cpu:8.0f}"
    click.echo(f"{said}  {failed} failed" if failed else said)


def _crowd(address: str, pid: int, paths: list[str], users: int, seconds: int) -> None:
    before, end = memory_mb(pid), time.monotonic() + seconds
    statuses, times = Counter[int](), list[float]()

    def read(seed: int) -> None:
        rng = random.Random(seed)
        while time.monotonic() < end:
            try:
                status, took, _ = ask(address, rng.choice(paths))
            except OSError:
                status, took = 0, 0.0
            statuses[status] += 1
            times.append(took * 1000)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    half = before
    while any(thread.is_alive() for thread in threads):
        time.sleep(1)
        if time.monotonic() > end - seconds / 2 and half == before:
            half = memory_mb(pid)
    click.echo(
        f"{users} users for {seconds} s: {len(times)} answers, statuses {dict(statuses)}, median {statistics.median(times):.0f} ms"
    )
    click.echo(f"memory: {before:.0f} MB before, {half:.0f} MB half way, {memory_mb(pid):.0f} MB after")


if __name__ == "__main__":
    main()
