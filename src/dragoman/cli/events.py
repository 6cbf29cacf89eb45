"""`dragoman events`: list the events of a ledger."""

from __future__ import annotations

from typing import Any

import click

from dragoman.cli import ledger_output as output
from dragoman.cli.ledger_filters import chosen, filter_options

_COLUMNS = (
    ("id", lambda e: e["id"]),
    ("date", output.when),
    ("actor", lambda e: output.sides(e["actor"])),
    ("recipient", lambda e: output.sides(e["recipient"])),
    ("type", output.kind),
    ("status", lambda e: e["status"]),
    ("count", output.number),
    ("reports", lambda e: e["reports"]),
    ("sources", lambda e: e["sources"]),
    ("disagree", lambda e: ", ".join(sorted(e["values"]))),
    ("links", lambda e: ", ".join(f"{link['relation']} {link['target']}" for link in e["links"])),
    ("evidence", lambda e: e["evidence"][0]["text"] if e["evidence"] else ""),
)


@click.command("events")
@click.argument("ledger")
@filter_options
@click.option("--tallies", is_flag=True, help="Also totals (“400 expelled so far”), which are no occurrences.")
@click.option("--rejected", is_flag=True, help="Also events that a person rejected.")
@click.option(
    "--sort", default="date", show_default=True, help="date, sources or reports; with - in front the largest first."
)
@output.page_options
@output.format_option
def command(
    ledger: str, tallies: bool, rejected: bool, sort: str, limit: int, offset: int, form: str, **filters: Any
) -> None:
    """List the events of LEDGER, one occurrence each, with their best values.

    As JSONL or CSV without --limit all events are printed; as a table a page of 100.
    """
    from dragoman.ledger import open_ledger

    every = limit == 0 or (form != "table" and _is_default("limit"))
    wanted = chosen(
        filters, tallies=tallies, rejected=rejected, sort=sort, limit=None if every else limit, offset=offset
    )
    with open_ledger(ledger, create=False) as opened:
        output.show(opened.all_events(wanted) if every else opened.events(wanted), form, _COLUMNS)


def _is_default(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.DEFAULT
