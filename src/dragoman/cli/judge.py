"""`dragoman judge`: record what a person says of events and reports."""

from __future__ import annotations

import click

_KINDS = ("confirm", "reject", "correct", "merge", "split", "link", "unlink", "undo")


@click.command("judge")
@click.argument("ledger")
@click.argument("kind", type=click.Choice(_KINDS), metavar="|".join(_KINDS))
@click.argument("about", nargs=-1, required=True, metavar="ID…")
@click.option("--by", "author", required=True, metavar="NAME", help="Who judges.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--relation", metavar="RELATION", help="For link and unlink: answers, denies, carries_out, …")
def command(ledger: str, kind: str, about: tuple[str, ...], author: str, reason: str, relation: str | None) -> None:
    """Record a judgement on events or reports of LEDGER; it outranks the coder and survives coding anew.

    \b
    confirm ID…                  events or reports are right
    reject ID…                   events or reports are wrong; they are kept, but no longer counted
    correct EVENT FIELD=VALUE    a field of an event: count=21, date=2022-03-29, actor=BEL,NLD, status=occurred, …
    merge EVENT EVENT…           these are one occurrence
    split REPORT…                these reports tell another occurrence than the event they are in
    link EVENT EVENT --relation  the first answers (denies, carries_out …) the second
    unlink EVENT EVENT           it does not
    undo JUDGEMENT               take a judgement back; it stays on record
    """
    from dragoman.errors import UsageError
    from dragoman.ledger import open_ledger

    field = value = None
    if kind == "correct":
        if len(about) != 2 or "=" not in about[1]:
            raise UsageError("a correction names an event, a field and a value", "correct EVENT FIELD=VALUE")
        field, _, value = about[1].partition("=")
        about = about[:1]
    with open_ledger(ledger, create=False) as opened:
        click.echo(opened.judge(kind, about, by=author, reason=reason, field=field, value=value, relation=relation))
