"""False reports on articles where nothing political happens: python -m evaluation.quiet CSV

CSV has the columns url, date, title, text; the articles are those whose address stands in `evaluation/quiet.txt`. Every report on
them counts as false, whatever its score. The target is at most 0.15 an article.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import InputError
from dragoman.pipeline import Coder, load
from dragoman.records import Article, Coded, Report
from dragoman.sources import make_article

LIST = Path(__file__).with_name("quiet.txt")
TARGET = 0.15


def addresses(path: Path = LIST) -> list[str]:
    """Return the addresses of the quiet articles, in the order of the list."""
    rows = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row and not row.startswith("#")]


def read_articles(path: Path) -> list[Article]:
    """Return the quiet articles found in a CSV file, in the order of the list.

    Raises:
        InputError: when an article of the list is not in the file.
    """
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = {row["url"]: row for row in csv.DictReader(handle)}
    missing = [url for url in addresses() if url not in rows]
    if missing:
        raise InputError(f"{path} lacks {len(missing)} of the quiet articles, the first {missing[0]}")
    found = (rows[url] for url in addresses())
    return [
        make_article(row["text"], title=row["title"], published=row["date"], url=row["url"], language="en")
        for row in found
    ]


def measure(articles: list[Article], coder: Coder | None = None) -> list[Coded]:
    """Return the coded articles."""
    return list((coder or load()).pipe(articles))


def lines(coded: list[Coded]) -> Iterator[str]:
    """Yield each false report with its words, and the summary."""
    kinds: Counter[str] = Counter()
    for one in coded:
        for report in one.reports:
            kinds[report.event] += 1
            yield f"{one.article.title}\n   {_told(report, one.article.text)}"
    total = sum(kinds.values())
    touched = sum(bool(one.reports) for one in coded)
    yield ""
    yield f"{total} false reports on {len(coded)} quiet articles: {total / len(coded):.3f} an article (target {TARGET})"
    yield f"{len(coded) - touched} articles without any; by type: " + (
        ", ".join(f"{name} {n}" for name, n in kinds.most_common()) or "none"
    )


def _told(report: Report, text: str) -> str:
    evidence = report.evidence[0]
    trigger = evidence.trigger
    words = text[trigger.start : trigger.end] if trigger else ""
    sides = (
        ", ".join(actor.country or actor.text for actor in side) or "?" for side in (report.actor, report.recipient)
    )
    kind = f"{report.event}/{report.mode}" if report.mode else report.event
    sentence = " ".join(text[evidence.start : evidence.end].split())[:160]
    return f"{kind} {report.status} {' → '.join(sides)} [{words}] {report.score:.2f}: {sentence}"


def main() -> None:
    """Print the false reports and their number an article."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="CSV")
    parser.add_argument("--json", action="store_true", help="print the figures only, as JSON")
    args = parser.parse_args()
    coded = measure(read_articles(args.path))
    if args.json:
        total = sum(len(one.reports) for one in coded)
        print(json.dumps({"articles": len(coded), "false_reports": total, "an_article": round(total / len(coded), 4)}))
        return
    for line in lines(coded):
        print(line)


if __name__ == "__main__":
    main()
