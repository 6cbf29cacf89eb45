"""`dragoman chains`: list disputes, each an order of events that answer one another."""

from __future__ import annotations

from typing import Any

import click

from dragoman.cli import ledger_output as output
from dragoman.cli.ledger_filters import chosen, filter_options
from dragoman.cli.table import plain

_COLUMNS = (
    ("id", lambda c: c["id"]),
    ("start", lambda c: c["start"]),
    ("end", lambda c: c["end"]),
    ("events", lambda c: c["size"]),
    ("sides", lambda c: ", ".join(c["sides"])),
)


@click.command("chains")
@click.argument("ledger")
@filter_options
@click.option("--min-events", type=click.IntRange(min=2), default=2, show_default=True, help="At least so many events.")
@output.page_options
@output.format_option
def command(ledger: str, min_events: int, limit: int, offset: int, form: str, **filters: Any) -> None:
    """List the chains of LEDGER that hold an event as the filters want it, the longest first."""
    from dragoman.ledger import open_ledger

    wanted = chosen(filters)
    with open_ledger(ledger, create=False) as opened:
        chains = opened.chains(wanted, min_events=min_events, limit=limit or 1_000_000, offset=offset)
    if form != "table":
        output.show(chains, form, _COLUMNS)
        return
    for chain in chains:
        click.echo(f"── {chain['id']} · {chain['start']}…{chain['end']} · {', '.join(map(plain, chain['sides']))}")
        for event in chain["events"]:
            click.echo("  " + line(event))
            for link in event["links"]:
                click.echo(f"    └ {link['relation']} {link['target']} ({link['basis']}, {link['score']:.2f})")
        click.echo()


def line(event: output.Row) -> str:
    """Return an event as one line."""
    who = f"{plain(output.sides(event['actor']))} → {plain(output.sides(event['recipient']))}"
    status = "" if event["status"] == "occurred" else f"  {event['status']}"
    said = f"{event['id']}  {output.when(event)}  {who}  {output.kind(event)}{status}  {output.number(event)}".rstrip()
    return f"{said}  [{event['reports']} reports, {event['sources']} sources]"
