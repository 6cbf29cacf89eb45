"""`dragoman report`: the events of a filter as one file to mail and print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.ledger_filters import chosen, filter_options


@click.command("report")
@click.argument("ledger")
@filter_options
@click.option("--chain", metavar="ID", help="The events of one chain.")
@click.option("--title", help="What stands on top.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE.html|FILE.md",
    help="Where to write it; the ending says which form.",
)
def command(ledger: str, chain: str | None, title: str | None, output: Path, **filters: Any) -> None:
    """Write the events of LEDGER that the filters name, their timeline, chains and sources into one file.

    HTML carries everything inside and fetches nothing; Markdown goes into notes and issues.
    """
    from dragoman.errors import UsageError
    from dragoman.web import Guard, open_site
    from dragoman.web.reporting import report

    forms = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}
    form = forms.get(output.suffix.lower())
    if form is None:
        raise UsageError(f"{output.name} is neither .html nor .md", "-o report.html")
    site = open_site(ledger, Guard("reports are written, not served"))
    try:
        text = report(site, chosen(filters, chain=chain), form=form, title=title)
    finally:
        site.close()
    part = output.with_name(output.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"cannot write {output}: {error.strerror}", "name a file in a folder that exists") from error
    click.echo(f"wrote {output}", err=True)
