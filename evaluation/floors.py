"""Floors under the coder's figures on the project's own gold: they only rise, and a test holds them.

python -m evaluation.floors              measure, compare with evaluation/floors.json; exit 1 if a figure fell below its floor
python -m evaluation.floors --raise      as above, and raise every floor that was passed; none is ever lowered
python -m evaluation.floors --new-gold   after the gold articles changed: set all floors anew (say why in the commit)

The file names the gold by its hash: figures on other texts or other annotations are not comparable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.cli.evaluate import as_dict
from dragoman.evaluation.gold import read_gold
from dragoman.evaluation.scores import Scores, score
from dragoman.pipeline import Coder, load
from dragoman.sources import make_article

GOLD = Path(__file__).with_name("gold")
FLOORS = Path(__file__).with_name("floors.json")
# Another processor may round the last digits otherwise and so tip single reports: two of some 650 gold acts.
TOLERANCE = 0.003
# A type, link or field with fewer gold cases tells nothing when it moves.
LEAST_GOLD = 10


def gold_hash(folder: Path = GOLD) -> str:
    """Return the sha256 of the gold files' names and bytes, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.acts")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def measure(folder: Path = GOLD, coder: Coder | None = None) -> Scores:
    """Return the coder's scores on the gold articles of a folder."""
    gold = read_gold(folder)
    articles = (
        make_article(one.text, title=one.title, published=one.published, language=one.language, source_id=one.id)
        for one in gold
    )
    return score(gold, list((coder or load()).pipe(articles)))


def figures(scores: Scores) -> dict[str, float]:
    """Return the figures that have floors, by name: F1 of acts, types, roles and links, shares right of matched acts."""
    told = as_dict(scores)
    out = {"acts": told["acts"]["f1"], "macro F1 by type": told["macro_f1"], "roles": told["roles"]["f1"]}
    out |= _with_enough_gold("type", told["by_type"])
    out |= _with_enough_gold("link", told["links"])
    for name, share in told["right_of_matched"].items():
        if len(scores.right[name]) >= LEAST_GOLD:
            out[name] = share
    return out


def _with_enough_gold(prefix: str, tallies: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    return {f"{prefix} {name}": one["f1"] for name, one in tallies.items() if one["gold"] >= LEAST_GOLD}


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """Return the stored floors: {"gold_sha256": …, "model": …, "floors": {name: least figure}}."""
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def below(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a sentence for each figure that fell below its floor or is no longer measured."""
    out = []
    for name, least in sorted(floors.items()):
        value = found.get(name)
        if value is None:
            out.append(f"{name}: not measured any more; its floor is {least:.3f}")
        elif value < least - TOLERANCE:
            out.append(f"{name}: {value:.3f}, below its floor of {least:.3f}")
    return out


def raised(found: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Return the floors with each raised to the figure found where that is higher (rounded down to three digits)."""
    return {
        name: max(math.floor(found.get(name, 0.0) * 1000) / 1000, floors.get(name, 0.0))
        for name in sorted({*found, *floors})
    }


def lines(found: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    """Yield the printed table."""
    yield f"{'':24}{'now':>7}{'floor':>8}"
    for name in sorted({*found, *floors}):
        now = f"{found[name]:7.3f}" if name in found else f"{'–':>7}"
        yield f"{name:24}{now}{floors.get(name, 0.0):8.3f}"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare, and store what was asked for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="is_raising", action="store_true")
    parser.add_argument("--new-gold", action="store_true")
    args = parser.parse_args(arguments)
    stored = read_floors(FLOORS)
    now = gold_hash()
    is_same_gold = stored["gold_sha256"] == now
    if args.new_gold and is_same_gold:
        print("the gold articles did not change: floors only rise (--raise)", file=sys.stderr)
        return 2
    if stored["floors"] and not is_same_gold and not args.new_gold:
        print(
            "the gold articles are not those the floors were set on: python -m evaluation.floors --new-gold",
            file=sys.stderr,
        )
        return 2
    floors: dict[str, float] = {} if args.new_gold else stored["floors"]
    coder = load()
    found = figures(measure(coder=coder))
    for line in lines(found, floors):
        print(line)
    fallen = below(found, floors)
    for sentence in fallen:
        print(sentence, file=sys.stderr)
    if args.is_raising or args.new_gold:
        kept = {"gold_sha256": now, "model": coder.model.version, "floors": raised(found, floors)}
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
