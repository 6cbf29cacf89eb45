"""`dragoman evaluate`: measure the coder against gold articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dragoman.evaluation.scores import Scores, Tally


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--articles",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The texts, where they do not lie beside GOLD.",
)
@click.option("--language", default="en", show_default=True, help="Only articles in this language.")
@click.option("--errors", is_flag=True, help="List what was missed and what was false.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
def command(gold: Path, articles: Path | None, language: str, errors: bool, form: str) -> None:
    """Code the articles of GOLD (a gold.jsonl, an .acts file or a folder of them) and print how well it went, by type."""
    from dragoman.evaluation.gold import read_gold
    from dragoman.evaluation.scores import score
    from dragoman.pipeline import load
    from dragoman.sources import make_article

    found = [one for one in read_gold(gold, articles) if one.language in (None, language)]
    coder = load()
    texts = (
        make_article(
            one.text, title=one.title, published=one.published, url=one.url, source_id=one.id, language=one.language
        )
        for one in found
    )
    scores = score(found, list(coder.pipe(texts)))
    if form == "json":
        click.echo(json.dumps(as_dict(scores), indent=1))
        return
    for line in lines(scores):
        click.echo(line)
    if errors:
        for line in error_lines(scores):
            click.echo(line)


def as_dict(scores: Scores) -> dict[str, Any]:
    """Return the scores as JSON-ready figures."""
    return {
        "articles": scores.articles,
        "acts": _figures(scores.acts),
        "macro_f1": round(scores.macro_f1, 4),
        "by_type": {name: _figures(tally) for name, tally in sorted(scores.by_type.items())},
        "roles": _figures(scores.roles),
        "right_of_matched": {name: round(sum(v) / len(v), 4) for name, v in sorted(scores.right.items()) if v},
        "links": {name: _figures(tally) for name, tally in sorted(scores.links.items())},
        "links_over_found_acts": {name: _figures(tally) for name, tally in sorted(scores.links_found.items())},
    }


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4), "recall": round(tally.recall, 4), "f1": round(tally.f1, 4), "gold": tally.gold,
        "guessed": tally.guessed,
    }  # fmt: skip


def lines(scores: Scores) -> Iterator[str]:
    """Yield the printed table."""
    yield f"{scores.articles} articles, {scores.acts.gold} gold acts"
    yield f"{'':22}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>6}"
    yield _line("acts", scores.acts)
    for name, tally in sorted(scores.by_type.items()):
        yield _line(f"  {name}", tally)
    yield f"{'macro-F1 by type':22}{'':>18}{scores.macro_f1:7.3f}"
    yield _line("roles", scores.roles)
    for name, tally in sorted(scores.links.items()):
        yield _line(f"link {name}", tally)
    for name, tally in sorted(scores.links_found.items()):
        yield _line(f"  {name}, found", tally)
    for name, values in sorted(scores.right.items()):
        if values:
            yield f"{name + ' right':22}{sum(values) / len(values):10.3f}  of {len(values)} matched"


def _line(name: str, tally: Tally) -> str:
    return f"{name:22}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:7.3f}{tally.gold:6}"


def error_lines(scores: Scores) -> Iterator[str]:
    """Yield one line for each missed act and each false report."""
    for article, act in scores.missed:
        sides = f"{','.join(sorted(act.actors)) or '?'} → {','.join(sorted(act.recipients)) or '?'}"
        yield f"missed {article} {act.id} {act.type}/{act.mode or ''} {sides} {act.date or ''} {act.spans}"
    for article, report in scores.false:
        actors, recipients = (",".join(a.country or a.text for a in side) for side in (report.actor, report.recipient))
        trigger = report.evidence[0].trigger
        yield f"false  {article} {report.event}/{report.mode or ''} {actors} → {recipients} {trigger} {report.score:.2f}"
