"""`dragoman types`: the ontology, as a list or one card."""

from __future__ import annotations

import json

import click


@click.command("types")
@click.argument("name", required=False, metavar="[TYPE]")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(name: str | None, form: str) -> None:
    """Print the event types, or the card of one TYPE: definition, modes, boundary cases, examples, known problems."""
    from dragoman.ontology.card_pages import card_lines, overview_lines
    from dragoman.ontology.cards import load_cards

    cards = load_cards()
    if name is not None and name.upper() not in cards:
        raise click.UsageError(f"no type {name!r}; expected one of {', '.join(cards)}")
    card = None if name is None else cards[name.upper()]
    if form == "json":
        shown = [one.to_dict() for one in cards.values()] if card is None else card.to_dict()
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for line in overview_lines() if card is None else card_lines(card):
        click.echo(line)
