"""Fit what an inferred link's score means, on the corpus's articles: of links scored .7, about .7 shall be right.

    python -m training.links           writes src/dragoman/links/weights.json, fitted on all stories
    python -m training.links --check   fits on the even-numbered stories and prints how reliable that is on the odd ones; writes the numbers
                                       to --out alone, for `python -m evaluation.links FOLDER --stories odd --weights FILE`

Each article is taken twice: with its annotated acts (evaluation.oracle), and with those that the coder finds of them. A pair of acts
is right when the annotation links them. Per relation a logistic function of what holds of a pair (dragoman.links.features) is fitted
by Newton's method with a ridge; its scale is then fitted again on the best target of each source, by cross-validation over stories, and
with it goes the least score.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.document import Document
from dragoman.evaluation.scores import link_key, match
from dragoman.links import link_stated
from dragoman.links.features import candidates
from dragoman.links.inferred import RELATIONS, WEIGHTS
from dragoman.links.views import View, make_views
from dragoman.mentions import Gazetteer, load_gazetteer
from dragoman.pipeline import Coder, load
from dragoman.records import Link, Relation
from dragoman.sources import make_article
from evaluation.oracle import Case, code, is_even, read_cases
from training.dataset import GOLD_EVENTS
from training.logistic import fit, highest_least, matrix, ridge

FOLDS = 6
# A feature that fewer pairs have than this is left out; the ridge of a relation is larger where it has few links.
LEAST_PAIRS = 12
RIDGE = 3.0
# The least score is the highest with an F1 this near the best, and never below LEAST: of two as good the one with fewer false links.
LEAST = 0.2
AS_GOOD = 0.01
# A relation of which, at whatever least score, fewer links than this are right is not inferred: words alone state it.
LEAST_RIGHT = 1 / 3
# A share of fewer links than this tells nothing.
LEAST_KEPT = 30


@dataclass(slots=True)
class Row:
    """One possible link: of which source, what holds of it, whether it is right, and the story's fold."""

    source: str
    names: list[str]
    is_right: bool
    fold: int


@dataclass(slots=True)
class Scene:
    """An article's acts with the annotated links between those that were matched, and the links that words state."""

    views: list[View]
    wanted: set[tuple[str, str, str]]
    stated: list[Link]
    story: str


def make_scene(case: Case, document: Document, gazetteer: Gazetteer) -> Scene:
    """Return the scene of an article whose reports are made."""
    report_of = {act.id: report.id for act, report in match(case.gold.acts, document.reports)}
    acts, links, _ = link_stated(document, gazetteer, document.reports)
    wanted = {
        link_key(r, report_of[a], report_of[b]) for a, r, b in case.gold.links if a in report_of and b in report_of
    }
    return Scene(make_views(document, acts), wanted, links, case.story)


def coded_document(case: Case, coder: Coder) -> Document:
    """Return the article with the reports that the coder makes, not yet linked."""
    gold = case.gold
    article = make_article(gold.text, title=gold.title, published=gold.published, source_id=gold.id, language="en")
    return coder.state_before("links", article).document


def rows_of(scenes: Sequence[Scene], relation: Relation) -> list[Row]:
    """Return the possible links of a relation. One with an end that is no annotated act is wrong: its reader sees it all the same."""
    out = []
    for n, scene in enumerate(scenes):
        for source, possible in candidates(scene.views, relation, scene.stated):
            for target, names in possible:
                key = link_key(relation, source.act.id, target.act.id)
                out.append(Row(f"{n} {source.act.id}", names, key in scene.wanted, _fold(scene.story)))
    return out


def _fold(story: str) -> int:
    return int(re.findall(r"\d+", story)[-1]) // 2 % FOLDS


def best_rows(rows: Sequence[Row], z: np.ndarray) -> np.ndarray:
    """Return the indices of each source's best row."""
    best: dict[str, int] = {}
    for n, row in enumerate(rows):
        if row.source not in best or z[n] > z[best[row.source]]:
            best[row.source] = n
    return np.array(sorted(best.values()), dtype=int)


def fit_relation(scenes: Sequence[Scene], relation: Relation) -> dict[str, Any] | None:
    """Return the weights and the least score of one relation; None where it is not to be inferred."""
    rows = rows_of(scenes, relation)
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.names:
            counts[name] = counts.get(name, 0) + 1
    names = ["always", *sorted(name for name, n in counts.items() if n >= LEAST_PAIRS and name != "always")]
    x, right = matrix([row.names for row in rows], names), np.array([row.is_right for row in rows], dtype=float)
    folds = np.array([row.fold for row in rows])
    z = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = folds == fold
        if held.any():
            z[held] = x[held] @ fit(x[~held], right[~held], ridge(len(names), RIDGE))
    chosen = best_rows(rows, z)
    scale = fit(np.stack([np.ones(len(chosen)), z[chosen]], axis=1), right[chosen], ridge(2, 1e-2))
    scores = 1 / (1 + np.exp(-(scale[0] + scale[1] * z[chosen])))
    shares = ((one, right[chosen][scores >= one]) for one in np.arange(LEAST, 0.8, 0.01))
    grid = np.array([one for one, kept in shares if len(kept) >= LEAST_KEPT and kept.mean() >= LEAST_RIGHT])
    if not len(grid):
        print(
            f"{relation:18}{len(rows):6} pairs, {int(right.sum())} links; none inferred: no least score gives one right of three"
        )
        return None
    least, f1 = highest_least(scores, right[chosen], int(right.sum()), grid, smoothed=4, as_good=AS_GOOD)
    w = fit(x, right, ridge(len(names), RIDGE)) * scale[1]
    w[0] += scale[0]
    weights = {name: round(float(number), 3) for name, number in zip(names, w) if abs(number) >= 5e-4}
    print(
        f"{relation:18}{len(rows):6} pairs, {int(right.sum())} links; least score {least}, F1 {f1:.2f} by cross-validation"
    )
    return {"least": least, "weights": weights}


def read_scenes(corpus: Path, evens: bool) -> list[Scene]:
    """Return the articles of the even or odd stories, each with its annotated acts and with those the coder finds."""
    gazetteer, coder = load_gazetteer(), load()
    taught = [case for case in read_cases(corpus) if case.gold.id not in GOLD_EVENTS]
    cases = [case for case in taught if is_even(case.story) == evens]
    out = [make_scene(case, code(case, gazetteer)[1], gazetteer) for case in cases]
    return out + [make_scene(case, coded_document(case, coder), gazetteer) for case in cases]


def check(scenes: Sequence[Scene], stored: dict[str, dict[str, Any]]) -> None:
    """Print by tenths of the score how many inferred links are right, and the F1 above the least score."""
    pooled: list[tuple[float, bool]] = []
    for relation in RELATIONS:
        if relation not in stored:
            continue
        rows, one = rows_of(scenes, relation), stored[relation]
        names = list(one["weights"])
        z = matrix([row.names for row in rows], names) @ np.array([one["weights"][name] for name in names])
        chosen = best_rows(rows, z)
        scores = 1 / (1 + np.exp(-z[chosen]))
        right = np.array([rows[n].is_right for n in chosen])
        kept = scores >= one["least"]
        total = sum(row.is_right for row in rows)
        f1 = 2 * right[kept].sum() / max(kept.sum() + total, 1)
        print(f"{relation:18}{right[kept].sum():4} of {kept.sum()} kept are right, {total} annotated, F1 {f1:.2f}")
        pooled += [(float(s), bool(r)) for s, r in zip(scores, right)]
    for low in np.arange(0, 1, 0.1):
        inside = [(s, r) for s, r in pooled if low <= s < low + 0.1]
        if inside:
            mean, share = np.mean([s for s, _ in inside]), np.mean([r for _, r in inside])
            print(f"scored {low:.1f}-{low + 0.1:.1f}: mean {mean:.2f}, right {share:.2f} of {len(inside)}")


def main() -> None:
    """Fit and write the numbers, or check the stored ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus/articles"))
    parser.add_argument("--check", action="store_true", help="fit on even stories, print reliability on odd ones")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=RELATIONS,
        default=RELATIONS,
        help="fit these relations, keep the stored numbers of the others",
    )
    parser.add_argument("--out", type=Path, help="where the numbers go; without --check the package's own by default")
    args = parser.parse_args()
    even = read_scenes(args.corpus, evens=True)
    odd = read_scenes(args.corpus, evens=False)
    scenes = even if args.check else even + odd
    fitted = {relation: fit_relation(scenes, relation) for relation in args.only}
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))["relations"]
    kept = {relation: known[relation] for relation in RELATIONS if relation not in fitted and relation in known}
    relations = kept | {relation: one for relation, one in fitted.items() if one is not None}
    if args.check:
        check(odd, relations)
    out = args.out or (None if args.check else WEIGHTS)
    if out is not None:
        stored = {"made_by": "python -m training.links", "relations": relations}
        out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
