"""`dragoman relate`: the act between two given spans."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click


@click.command("relate")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option(
    "--table",
    type=click.Choice(("plover2", "cameo2plover")),
    default="plover2",
    show_default=True,
    help="The convention to read under.",
)
def command(file: str, table: str) -> None:
    """Read JSONL {"text", "source": [start, end], "target": [start, end]} and print the act between the spans."""
    from dragoman.acts.model import load_model
    from dragoman.acts.relate import Relator

    for found in Relator(load_model(), table).relate(_rows(file)):
        click.echo(json.dumps(found, ensure_ascii=False))


def _rows(file: str) -> Iterator[dict[str, Any]]:
    from dragoman.errors import InputError

    try:
        stream = sys.stdin if file == "-" else Path(file).open(encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as error:
        raise InputError(
            f"cannot read {file}: {error.strerror}", "name a JSONL file, or - for standard input"
        ) from error
    with stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{file}, line {number}: not JSON ({error})", "one JSON object a line") from error
            if not isinstance(row, dict):
                raise InputError(f"{file}, line {number}: expected an object", "one JSON object a line")
            yield row
