"""The act measures of `dragoman evaluate`, coder against coder: the second coder's articles stand in for the system's.

python -m evaluation.coder_against_coder FIRST SECOND     (each an `.acts` file or a folder of them)

Only articles that both hold under one id count. The second's optional acts count as found: one that the first has not is a
false report.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from dragoman.cli.evaluate import lines
from dragoman.errors import InputError
from dragoman.evaluation.gold import GoldAct, GoldArticle, read_gold
from dragoman.evaluation.scores import Scores, score
from dragoman.records import Actor, Article, Coded, Count, DateValue, Deadline, Evidence, Link, Precision, Report, Span

PRECISION: dict[int, Precision] = {len("2019"): "year", len("2019-04"): "month", len("2019-04-10"): "day"}


def measure(first: Path, second: Path) -> Scores:
    """Return the scores of the second coder's articles, with the first's as gold.

    Raises:
        InputError: when a file breaks the format, the two share no article, or an article's text differs.
    """
    ours = {article.id: article for article in read_gold(first)}
    theirs = {article.id: article for article in read_gold(second)}
    shared = [name for name in ours if name in theirs]
    if not shared:
        raise InputError(
            f"{first} and {second} share no article", "both must hold the same articles under the same ids"
        )
    for name in shared:
        if ours[name].text != theirs[name].text:
            raise InputError(f"the text of {name} differs", "a second coding starts from the first's bare text")
    return score([ours[name] for name in shared], [as_coded(theirs[name]) for name in shared])


def as_coded(article: GoldArticle) -> Coded:
    """Return an annotated article in the form in which the system returns one."""
    links = tuple(Link(relation=r, source=s, target=t, basis="stated") for s, r, t in article.links)  # type: ignore[arg-type]
    reports = tuple(_report(act) for act in article.acts)
    return Coded(article=Article(id=article.id, text=article.text), reports=reports, links=links)


def _report(act: GoldAct) -> Report:
    return Report(
        id=act.id,
        event=act.type,
        mode=act.mode,
        status=act.status,  # type: ignore[arg-type]
        historical=act.is_background,
        actor=tuple(_actor(code) for code in sorted(act.actors)),
        recipient=tuple(_actor(code) for code in sorted(act.recipients)),
        date=_date(act.date) if act.date else None,
        count=Count(value=act.count) if act.count is not None else None,
        deadline=Deadline(date=act.deadline, text="") if act.deadline else None,
        evidence=tuple(Evidence(start=s, end=e, trigger=Span(start=s, end=e)) for s, e in act.spans),
    )


def _actor(code: str) -> Actor:
    country, _, name = code.partition(":")
    return Actor(text=code, country=country, name=name.replace("-", " ") or None)


def _date(written: str) -> DateValue:
    """Return a date as it is written: `date_is_right` compares the beginnings of months and years."""
    return DateValue(start=written, end=written, precision=PRECISION[len(written)], basis="stated")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table that `dragoman evaluate` prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    args = parser.parse_args(arguments)
    for line in lines(measure(args.first, args.second)):
        print(line)


if __name__ == "__main__":
    main()
