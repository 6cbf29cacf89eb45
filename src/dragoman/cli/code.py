"""`dragoman code`: code articles and print their reports."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
import msgspec

from dragoman.cli.table import print_article

if TYPE_CHECKING:
    from dragoman.records import Coded, Reject


@click.command("code")
@click.argument("paths", nargs=-1, metavar="[PATH|-]…")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of articles that do not say it.")
@click.option("--format", "form", type=click.Choice(("table", "jsonl", "plover")), default="table", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to standard output."
)
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of further actors."
)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
def command(
    paths: tuple[str, ...], published: str | None, form: str, output: Path | None, actors: Path | None, processes: int
) -> None:
    """Code articles (text, HTML, JSONL, CSV, Parquet, WARC, feeds, folders, or - for standard input) and print them."""
    from dragoman.runners import code_all
    from dragoman.sources import read_sources

    if not paths:
        if sys.stdin.isatty():
            raise click.UsageError("name a PATH, or - to read standard input")
        paths = ("-",)
    counts: Counter[str] = Counter()
    with _opened(output) as stream:
        for one in code_all(read_sources(paths, published=published), actors=actors, processes=processes):
            _print(one, form, stream, counts)
    _summary(counts)


class _opened:  # noqa: N801 - a context manager used as a function
    """Standard output, or a file that appears under its name only when it is whole."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part") if path else None

    def __enter__(self) -> TextIO:
        from dragoman.errors import UsageError

        if self._part is None:
            return sys.stdout
        try:
            self._stream: TextIO = self._part.open("w", encoding="utf-8")
        except OSError as error:
            raise UsageError(
                f"cannot write {self._path}: {error.strerror}", "name a file in a folder that exists"
            ) from error
        return self._stream

    def __exit__(self, kind: object, *_: object) -> None:
        if self._part is None or self._path is None:
            return
        self._stream.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


def _print(one: Coded | Reject, form: str, stream: TextIO, counts: Counter[str]) -> None:
    from dragoman.records import Coded

    if not isinstance(one, Coded):
        counts[f"rejected, {one.stage}/{one.code}"] += 1
        click.echo(f"rejected: {one.source or 'input'}: {one.reason}", err=True)
        return
    counts["articles"] += 1
    counts["reports"] += len(one.reports)
    counts["links"] += len(one.links)
    counts["quotes"] += len(one.quotes)
    for reject in one.rejects:
        counts[f"rejected, {reject.stage}/{reject.code}"] += 1
    for line in _lines(one, form):
        stream.write(line + "\n")
    stream.flush()


def _lines(one: Coded, form: str) -> Iterator[str]:
    if form == "jsonl":
        yield msgspec.json.encode(one).decode("utf-8")
    elif form == "plover":
        from dragoman.ontology.plover_json import plover_records

        for record in plover_records(one):
            yield msgspec.json.encode(record).decode("utf-8")
    else:
        yield from print_article(one)


def _summary(counts: Counter[str]) -> None:
    whole = ", ".join(f"{counts[name]} {name}" for name in ("articles", "reports", "links", "quotes"))
    rejected: Iterable[str] = (f"{n} {name}" for name, n in sorted(counts.items()) if name.startswith("rejected"))
    click.echo("; ".join([whole, *rejected]), err=True)
