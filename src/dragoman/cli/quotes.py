"""`dragoman quotes`: list who said what."""

from __future__ import annotations

import click

from dragoman.cli import ledger_output as output


def _speaker(quote: output.Row) -> str:
    speaker = quote["speaker"]
    return (speaker["name"] or speaker["text"]) if speaker else quote["description"] or "?"


_COLUMNS = (
    ("article", lambda q: q["article"]),
    ("published", lambda q: q["published"]),
    ("speaker", _speaker),
    ("country", lambda q: (q["speaker"] or {}).get("country")),
    ("kind", lambda q: q["kind"]),
    ("words", lambda q: q["text"]),
)


@click.command("quotes")
@click.argument("ledger")
@click.option("--speaker", metavar="NAME", help="Part of the speaker's name.")
@click.option("--country", metavar="CODE", help="The speaker's country.")
@click.option("--kind", type=click.Choice(("direct", "indirect", "mixed")), help="How it is quoted.")
@click.option("--text", metavar="WORDS", help="Words of the quote.")
@click.option("--source", metavar="NAME", help="A publisher or article id.")
@click.option("--since", metavar="DATE", help="Published from this day on.")
@click.option("--until", metavar="DATE", help="Published up to this day.")
@output.page_options
@output.format_option
def command(
    ledger: str,
    speaker: str | None,
    country: str | None,
    kind: str | None,
    text: str | None,
    source: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    offset: int,
    form: str,
) -> None:
    """List the quotes in the articles of LEDGER, the latest first."""
    from dragoman.ledger import open_ledger

    with open_ledger(ledger, create=False) as opened:
        found = opened.quotes(
            speaker=speaker,
            country=country,
            kind=kind,
            text=text,
            source=source,
            since=since,
            until=until,
            limit=limit or 1_000_000,
            offset=offset,
        )
    output.show(found, form, _COLUMNS)
