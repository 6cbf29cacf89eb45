"""`dragoman articles`: list the articles of a ledger."""

from __future__ import annotations

import click

from dragoman.cli import ledger_output as output

_COLUMNS = (
    ("id", lambda a: a["source_id"] or a["id"]),
    ("published", lambda a: a["published"]),
    ("language", lambda a: a["language"]),
    ("publisher", lambda a: a["publisher"]),
    ("reports", lambda a: a["reports"]),
    ("current", lambda a: "yes" if a["is_current"] else "superseded"),
    ("url", lambda a: a["url"]),
    ("title", lambda a: a["title"]),
)


@click.command("articles")
@click.argument("ledger")
@click.option("--source", metavar="NAME", help="A publisher, id or address.")
@click.option("--language", metavar="CODE", help="A language (en).")
@click.option("--since", metavar="DATE", help="Published from this day on.")
@click.option("--until", metavar="DATE", help="Published up to this day.")
@click.option("--text", metavar="WORDS", help="Words of the title or the text.")
@click.option("--superseded", is_flag=True, help="Also older editions.")
@output.page_options
@output.format_option
def command(
    ledger: str,
    source: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    text: str | None,
    superseded: bool,
    limit: int,
    offset: int,
    form: str,
) -> None:
    """List the articles of LEDGER, the latest first."""
    from dragoman.ledger import open_ledger

    with open_ledger(ledger, create=False) as opened:
        found = opened.articles(
            source=source,
            language=language,
            since=since,
            until=until,
            text=text,
            superseded=superseded,
            limit=limit or 1_000_000,
            offset=offset,
        )
    output.show(found, form, _COLUMNS)
