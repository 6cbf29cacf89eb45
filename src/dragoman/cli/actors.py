"""`dragoman actors`: list who acts and who is acted on."""

from __future__ import annotations

import click

from dragoman.cli import ledger_output as output

_COLUMNS = (
    ("code", lambda a: a["code"]),
    ("events", lambda a: a["events"]),
    ("as actor", lambda a: a["as_actor"]),
    ("as recipient", lambda a: a["as_recipient"]),
    ("first", lambda a: a["first"]),
    ("last", lambda a: a["last"]),
    ("names", lambda a: "; ".join(a["names"])),
)
_DYADS = tuple((name, lambda d, name=name: d[name]) for name in ("actor", "recipient", "events", "first", "last"))


@click.command("actors")
@click.argument("ledger")
@click.option("--name", metavar="NAME", help="A code, or part of a name.")
@click.option("--dyads", is_flag=True, help="List directed pairs of sides instead.")
@output.page_options
@output.format_option
def command(ledger: str, name: str | None, dyads: bool, limit: int, offset: int, form: str) -> None:
    """List who acts and who is acted on in LEDGER, the busiest first."""
    from dragoman.ledger import open_ledger

    page = limit or 1_000_000
    with open_ledger(ledger, create=False) as opened:
        if dyads:
            output.show(opened.dyads(limit=page, offset=offset), form, _DYADS)
        else:
            output.show(opened.actors(name=name, limit=page, offset=offset), form, _COLUMNS)
