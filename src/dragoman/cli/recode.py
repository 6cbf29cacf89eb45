"""`dragoman recode`: code the articles of a ledger anew, after showing what that changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.chains import line

if TYPE_CHECKING:
    from dragoman.ledger import Change

_SHOWN = 20


@click.command("recode")
@click.argument("ledger")
@click.option("--apply", "is_applied", is_flag=True, help="Record the new codings; without it nothing is changed.")
@click.option("--all", "every", is_flag=True, help="Also articles that this version of the coder has coded.")
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of further actors."
)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
@click.option("--by", "author", metavar="NAME", help="Who runs this; kept with the run.")
def command(
    ledger: str, is_applied: bool, every: bool, actors: Path | None, processes: int, author: str | None
) -> None:
    """Code the articles of LEDGER with this version of the coder and show which events that changes.

    Older codings stay on record; judgements stay in force.
    """
    from dragoman.ledger import open_ledger
    from dragoman.pipeline import load
    from dragoman.records import Coded
    from dragoman.runners import code_all

    version = load(actors).version
    with open_ledger(ledger, create=False) as opened:
        articles = opened.current_articles(other_than=None if every else version)
        coded = (one for one in code_all(articles, actors=actors, processes=processes) if isinstance(one, Coded))
        change = opened.recode(coded, apply=is_applied, author=author)
    _show(change, version, is_applied)


def _show(change: Change, version: str, is_applied: bool) -> None:
    click.echo(f"{version}: {change.articles} articles coded otherwise")
    for name, events in (("new", change.appeared), ("gone", change.disappeared)):
        click.echo(f"{len(events)} events {name}")
        for event in events[:_SHOWN]:
            click.echo(f"  {line(event)}")
    click.echo(f"{len(change.altered)} events changed")
    for before, after in change.altered[:_SHOWN]:
        fields = sorted(name for name in after if before.get(name) != after[name])
        click.echo(f"  {line(after)}  ({', '.join(fields)})")
    if not is_applied:
        click.echo("nothing was changed; --apply records it", err=True)
