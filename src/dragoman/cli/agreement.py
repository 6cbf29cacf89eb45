"""`dragoman agreement`: how far two coders of the same texts agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dragoman.evaluation.agreement import Agreement, CodedAct


@click.command("agreement")
@click.argument("file_a", type=click.Path(exists=True, path_type=Path))
@click.argument("file_b", type=click.Path(exists=True, path_type=Path))
@click.option("--differences", is_flag=True, help="List every act on which the coders differ.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
def command(file_a: Path, file_b: Path, differences: bool, form: str) -> None:
    """Compare two coders' .acts files (or folders) on the texts that both hold: F1 of acts and sides, Krippendorff's alpha."""
    from dragoman.evaluation.agreement import compare

    agreement = compare(file_a, file_b)
    if form == "json":
        click.echo(json.dumps(as_dict(agreement), indent=1))
        return
    for line in lines(agreement):
        click.echo(line)
    if differences:
        for line in difference_lines(agreement):
            click.echo(line)


def as_dict(agreement: Agreement) -> dict[str, Any]:
    """Return the figures, JSON-ready."""
    from dragoman.evaluation.agreement import MEASURES

    identified, sides = agreement.identification, agreement.sides
    return {
        "articles": len(agreement.articles),
        "paragraphs": agreement.paragraphs,
        "paragraphs_of_one_coder_only": [agreement.first_only, agreement.second_only],
        "acts": [identified.gold, identified.guessed],
        "aligned": identified.hit,
        "identification_f1": round(identified.f1, 4),
        "sides_f1": round(sides.f1, 4),
        "alpha": {name: _rounded(agreement.alpha(name)) for name in MEASURES},
        "alpha_95": {name: _rounded_pair(agreement.interval(name)) for name in MEASURES},
        "units": {name: sum(len(list(values(one))) for one in agreement.articles) for name, values in MEASURES.items()},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded_pair(values: tuple[float, float] | None) -> list[float] | None:
    return None if values is None else [round(value, 4) for value in values]


def lines(agreement: Agreement) -> Iterator[str]:
    """Yield the printed table."""
    figures = as_dict(agreement)
    alone = figures["paragraphs_of_one_coder_only"]
    yield (
        f"{figures['articles']} articles, {figures['paragraphs']} paragraphs of both "
        f"(left out: {alone[0]} of the first coder only, {alone[1]} of the second only)"
    )
    yield f"{'acts':16}{figures['acts'][0]} and {figures['acts'][1]}, {figures['aligned']} aligned by their triggers"
    yield f"{'identification':16}F1 {figures['identification_f1']:.3f}"
    yield f"{'sides':16}F1 {figures['sides_f1']:.3f}"
    for name, alpha in figures["alpha"].items():
        if alpha is None:
            yield f"{name:16}alpha not defined: all {figures['units'][name]} units have one value"
            continue
        interval = figures["alpha_95"][name]
        told = f", 95 % {interval[0]:.3f} to {interval[1]:.3f}" if interval else ""
        yield f"{name:16}alpha {alpha:.3f}{told}, {figures['units'][name]} units"


def difference_lines(agreement: Agreement) -> Iterator[str]:
    """Yield one line for each act that the coders see differently, or that one alone sees."""
    from dragoman.evaluation.agreement import is_given, sides_agree

    for article in agreement.articles:
        for a, b in article.pairs:
            wrong = [name for name in ("type", "mode", "status") if getattr(a, name) != getattr(b, name)]
            for name, x, y in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
                if is_given(x) != is_given(y) or (is_given(x) and not sides_agree(x, y)):
                    wrong.append(name)
            if wrong:
                yield f"{article.id[:40]}: {_told(a)}  |  {_told(b)}  ({', '.join(wrong)})"
        for act in article.first_alone:
            yield f"{article.id[:40]}: {_told(act)}  |  –"
        for act in article.second_alone:
            yield f"{article.id[:40]}: –  |  {_told(act)}"


def _told(act: CodedAct) -> str:
    sides = (",".join(sorted(side.codes)) or ("words" if side.words else "?") for side in (act.actors, act.recipients))
    kind = f"{act.type}/{act.mode}" if act.mode else act.type
    place = act.triggers[0]
    return f"{kind} {act.status} {' → '.join(sides)} (paragraph {place[0] + 1}, {place[1]}-{place[2]})"
