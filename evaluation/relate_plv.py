"""Measure `relate` on a TSV of marked sentences (columns marked_sentence, gold_root, gold_penta): accuracy, macro-F1, quad.

python -m evaluation.relate_plv PLV.tsv [--table cameo2plover]
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.acts.model import load_model
from dragoman.acts.relate import Relator
from dragoman.language.encoder import WEIGHTS
from dragoman.ontology.crosswalk import MERGED
from dragoman.ontology.plover import TYPES
from training.dataset import unmark

QUADS = {name: kind.quad for name, kind in TYPES.items()} | {"YIELD": 2}


def read(path: Path) -> list[dict[str, Any]]:
    """Return rows with text, spans and gold."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    out = []
    for row in rows:
        text, spans = unmark(row["marked_sentence"])
        out.append(
            {"text": text, "source": spans[0], "target": spans[1], "gold": row["gold_root"], "quad": row["gold_penta"]}
        )
    return out


def f1_by_class(gold: list[str], guess: list[str]) -> dict[str, float]:
    """Return the F1 of every class of gold."""
    out = {}
    for label in sorted(set(gold)):
        hit = sum(g == p == label for g, p in zip(gold, guess))
        out[label] = 2 * hit / (gold.count(label) + guess.count(label))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--table", choices=("plover2", "cameo2plover"), default="cameo2plover")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    rows = read(args.path)
    guesses = [found["event"] for found in Relator(load_model(args.weights), args.table).relate(rows)]
    gold = [row["gold"] for row in rows]
    guess = [MERGED.get(event, event) for event in guesses]
    scores = f1_by_class(gold, guess)
    quad = sum(str(QUADS[p]) == str(row["quad"]) for p, row in zip(guess, rows)) / len(rows)
    right = sum(g == p for g, p in zip(gold, guess)) / len(rows)
    print(
        f"{len(rows)} pairs, table {args.table}: accuracy {right:.3f}, macro-F1 {sum(scores.values()) / len(scores):.3f}, quad {quad:.3f}"
    )
    for label, value in scores.items():
        print(f"  {label:10} {value:.3f}  ({gold.count(label)})")
    wrong = Counter((g, p) for g, p in zip(gold, guess) if g != p)
    print("most often taken for another:", ", ".join(f"{g} for {p} {n}" for (g, p), n in wrong.most_common(10)))


if __name__ == "__main__":
    main()
