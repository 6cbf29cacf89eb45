"""`dragoman runs`: list what wrote to a ledger, and how much it holds."""

from __future__ import annotations

import click

from dragoman.cli import ledger_output as output

_COLUMNS = (
    ("no", lambda r: r["no"]),
    ("command", lambda r: r["command"]),
    ("started", lambda r: r["started"]),
    ("finished", lambda r: r["finished"]),
    ("by", lambda r: r["author"]),
    ("articles", lambda r: r["counts"].get("articles")),
    ("reports", lambda r: r["counts"].get("reports")),
    ("coder", lambda r: r["coder"]),
)


@click.command("runs")
@click.argument("ledger")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="How many.")
@click.option("--rebuild", is_flag=True, help="First make events, links and chains anew from the statements.")
@output.format_option
def command(ledger: str, limit: int, rebuild: bool, form: str) -> None:
    """List the runs that wrote to LEDGER, the latest first."""
    from dragoman.ledger import open_ledger

    with open_ledger(ledger, create=False) as opened:
        if rebuild:
            click.echo(f"rebuilt from {opened.rebuild()} reports", err=True)
        output.show(opened.runs(limit=limit), form, _COLUMNS)
        held = opened.stats()
    names = ("articles", "reports", "events", "links", "chains", "quotes", "judgements")
    click.echo(", ".join(f"{held[name]} {name}" for name in names), err=True)
