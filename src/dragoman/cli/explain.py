"""`dragoman explain`: one article with every span that was read marked in its text, and what was made of it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("explain")
@click.argument("path", default="-", metavar="[PATH|-]")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD), where the article does not say it.")
@click.option("--format", "form", type=click.Choice(("terminal", "html")), default="terminal", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to standard output."
)
@click.option(
    "--article", "wanted", metavar="ID", help="The article to show, where PATH holds several; else the first."
)
def command(path: str, published: str | None, form: str, output: Path | None, wanted: str | None) -> None:
    """Show one article with actors, acts, dates, counts, quotes and boilerplate marked, and the acts and links under it."""
    from dragoman.cli.explained import as_html, as_terminal
    from dragoman.errors import InputError
    from dragoman.pipeline import load
    from dragoman.records import Article
    from dragoman.sources import read_sources

    rejects = []
    for one in read_sources([path], published=published):
        if not isinstance(one, Article):
            rejects.append(one)
        elif wanted in (None, one.id, one.source_id):
            coded, document = load().explain(one)
            shown = as_html(coded, document) if form == "html" else as_terminal(coded, document)
            if output:
                output.write_text(shown, encoding="utf-8")
            else:
                click.echo(shown)
            return
    reason = rejects[0].reason if rejects else f"no article {wanted!r}" if wanted else "no article"
    raise InputError(f"{path}: {reason}", "name a text, an HTML page or a JSONL file that holds the article")
