"""`dragoman add`: code articles and record them in a ledger."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dragoman.ledger import Added, Ledger
    from dragoman.records import Article, Coded, Reject

CODING_BATCH = 50
"""Articles a transaction where they must be coded first: little is lost when the run is stopped."""
LOOK_AHEAD = 200


@click.command("add")
@click.argument("ledger")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of articles that do not say it.")
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of further actors."
)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
@click.option("--batch", type=click.IntRange(1, 10_000), help="Articles a transaction  [default: 50; coded ones 500].")
@click.option("--by", "author", metavar="NAME", help="Who runs this; kept with the run.")
@click.option("--quiet", is_flag=True, help="No progress, only the summary.")
def command(
    ledger: str,
    paths: tuple[str, ...],
    published: str | None,
    actors: Path | None,
    processes: int,
    batch: int | None,
    author: str | None,
    quiet: bool,
) -> None:
    """Record articles in LEDGER: a file, made if it is not there, or a postgresql:// URL.

    A PATH is anything that `dragoman code` reads, or what `dragoman code --format jsonl` printed. Stopped or repeated, it
    goes on where it was: what is recorded already is neither coded nor recorded again.
    """
    from dragoman.cli.ledger_inputs import parted, read_coded
    from dragoman.ledger import Added, open_ledger

    total, rejects = Added(), Counter[str]()
    with open_ledger(ledger) as opened:
        for path, is_coded in parted(paths):
            if is_coded:
                stream: Iterator[Coded | Reject] = read_coded(path)
            else:
                stream = _coded(opened, path, published, actors, processes, total)
            size = batch or (500 if is_coded else CODING_BATCH)
            outcome = opened.add(
                _kept(stream, rejects), author=author, batch=size, progress=None if quiet else _Progress(total.seen())
            )
            _sum_up(total, outcome)
    _report(total, rejects)


def _coded(
    ledger: Ledger, path: str, published: str | None, actors: Path | None, processes: int, total: Added
) -> Iterator[Coded | Reject]:
    """Code the articles of a path that the ledger does not hold yet."""
    from dragoman.pipeline import load
    from dragoman.runners import code_all
    from dragoman.sources import read_sources

    version = load(actors).version
    items = read_sources([path], published=published)
    return code_all(_missing(ledger, items, version, total), actors=actors, processes=processes)


def _missing(
    ledger: Ledger, items: Iterator[Article | Reject], version: str, total: Added
) -> Iterator[Article | Reject]:
    from dragoman.records import Article

    while part := list(itertools.islice(items, LOOK_AHEAD)):
        articles = [item for item in part if isinstance(item, Article)]
        held = ledger.coded_already(articles, version)
        known = {id(article): is_held for article, is_held in zip(articles, held, strict=True)}
        for item in part:
            if known.get(id(item)):
                total.unchanged += 1
            else:
                yield item


def _kept(stream: Iterator[Coded | Reject], rejects: Counter[str]) -> Iterator[Coded]:
    from dragoman.records import Coded

    for one in stream:
        if isinstance(one, Coded):
            rejects.update(f"{reject.stage}/{reject.code}" for reject in one.rejects)
            yield one
        else:
            rejects[f"{one.stage}/{one.code}"] += 1
            click.echo(f"rejected: {one.source or 'input'}: {one.reason}", err=True)


class _Progress:
    """Prints one line on standard error after every batch; on a terminal the line is overwritten."""

    def __init__(self, before: int) -> None:
        self._before = before

    def __call__(self, so_far: Added) -> None:
        stream = sys.stderr
        line = f"{self._before + so_far.seen()} articles, {so_far.reports} reports recorded"
        click.echo(f"\r{line}" if stream.isatty() else line, err=True, nl=not stream.isatty())


def _sum_up(total: Added, outcome: Added) -> None:
    for name in ("articles", "editions", "recoded", "unchanged", "reports", "rejects", "events"):
        setattr(total, name, getattr(total, name) + getattr(outcome, name))


def _report(total: Added, rejects: Counter[str]) -> None:
    said = [f"{total.articles} articles added"]
    said += [f"{n} {what}" for n, what in ((total.editions, "new editions"), (total.recoded, "coded anew")) if n]
    said += [f"{total.unchanged} unchanged", f"{total.reports} reports", f"{total.events} events made or changed"]
    rejected = [f"{n} rejected, {name}" for name, n in sorted(rejects.items())]
    click.echo("; ".join([", ".join(said), *rejected]), err=True)
