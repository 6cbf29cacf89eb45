"""How the commands on a ledger print: a table for reading, JSONL and CSV for other programs."""

from __future__ import annotations

import csv
import io
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click
import msgspec

from dragoman.cli.table import plain

Row = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def format_option(function: F) -> F:
    """Add `--format` to a command."""
    choices = click.Choice(("table", "jsonl", "csv"))
    return click.option("--format", "form", type=choices, default="table", show_default=True, help="How to print.")(
        function
    )


def page_options(function: F) -> F:
    """Add `--limit` and `--offset` to a command."""
    limit = click.option(
        "--limit", type=click.IntRange(min=0), default=100, show_default=True, help="Rows a page; 0: all."
    )
    offset = click.option("--offset", type=click.IntRange(min=0), default=0, help="Rows to skip.")
    return limit(offset(function))


def show(rows: Iterable[Row], form: str, columns: Sequence[tuple[str, Callable[[Row], Any]]]) -> None:
    """Print rows in one of the three forms. `columns` are the headings of the table and the CSV, and how to fill them."""
    if form == "jsonl":
        for row in rows:
            click.echo(msgspec.json.encode(row).decode("utf-8"))
    elif form == "csv":
        _print_csv(rows, columns)
    else:
        _print_table(rows, columns)


def _print_csv(rows: Iterable[Row], columns: Sequence[tuple[str, Callable[[Row], Any]]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([name for name, _ in columns])
    for row in rows:
        writer.writerow([_harmless(_text(fill(row))) for _, fill in columns])
        click.echo(buffer.getvalue(), nl=False)
        buffer.seek(0)
        buffer.truncate()
    click.echo(buffer.getvalue(), nl=False)


def _harmless(text: str) -> str:
    """Keep a spreadsheet from running words of the web as a formula; numbers stay numbers."""
    if text.startswith(_FORMULA) and not text.lstrip("-").replace(".", "", 1).isdigit():
        return "'" + text
    return text


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e15 else str(value)


def _print_table(rows: Iterable[Row], columns: Sequence[tuple[str, Callable[[Row], Any]]]) -> None:
    cells = [[plain(_text(fill(row))) for _, fill in columns] for row in rows]
    heads = [name for name, _ in columns]
    widths = [max(_width(line[i]) for line in [heads, *cells]) for i in range(len(heads))]
    # The last column, which is the longest, takes what the terminal leaves.
    room = max(30, shutil.get_terminal_size((160, 24)).columns - sum(widths[:-1]) - 2 * (len(widths) - 1))
    for line in [heads, *cells]:
        last = _cut(line[-1], room)
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(line[:-1], widths, strict=False)]
        click.echo("  ".join([*padded, last]).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def sides(actors: Sequence[Row]) -> str:
    """Return actors as "BEL, NLD", or their names where no code is known."""
    return ", ".join(dict.fromkeys(a.get("country") or a.get("name") or a["text"] for a in actors)) or "?"


def when(event: Row) -> str:
    """Return an event's date as a day, or first…last."""
    date = event["date"]
    if not date:
        return "?"
    return str(date["start"]) if date["start"] == date["end"] else f"{date['start']}…{date['end']}"


def number(event: Row) -> str:
    """Return an event's count as "~20 diplomats"."""
    count = event["count"]
    if not count or count["value"] is None:
        return ""
    return f"{'~' if count.get('approximate') else ''}{count['value']:g} {count.get('unit') or ''}".strip()


def kind(event: Row) -> str:
    """Return "SANCTION/expel", or the type alone."""
    return f"{event['event']}/{event['mode']}" if event["mode"] else str(event["event"])
