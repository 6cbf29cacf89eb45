"""Fit how likely two reports of one article tell the same act, on the authored articles (`dragoman.acts.same`).

    python -m training.same           writes src/dragoman/acts/same.json
    python -m training.same --check   five folds by story: precision and recall of the pairs, and F1 of acts unmerged and merged

Each article is taken twice: with the annotated words, and as the model sees it. A report is of the annotated act of its type whose words
it holds and whose sides fit best; two reports are the same when that act is. Reports of no annotated act teach nothing. The logistic
function is fitted by Newton's method with a ridge, on each pair of single tellings. The least likelihood is the highest whose F1 of
pairs, by cross-validation, is the best's but for two hundredths: F1 of acts is the same there, and fewer acts are lost in others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dragoman.acts.merging import merge_reports
from dragoman.acts.reports import build_reports
from dragoman.acts.same import STORED, may_be_same
from dragoman.acts.same_features import Pair, names_of
from dragoman.acts.scoring import Weights
from dragoman.evaluation.gold import GoldArticle
from dragoman.evaluation.scores import affinity, score
from dragoman.pipeline import Coder, load
from dragoman.records import Coded, Report
from evaluation.oracle import Case, read_cases, seen
from training.dataset import GOLD_EVENTS
from training.logistic import fit, highest_least, matrix, ridge

FOLDS = 5
# A name that holds of fewer pairs than this is left out.
LEAST_PAIRS = 15
RIDGE = 6.0
AS_GOOD = 0.02
GRID = np.arange(0.2, 0.8, 0.01)
SEEN_BY = ("annotated words", "model")


@dataclass(frozen=True, slots=True)
class Told:
    """An article with its unmerged reports, by whose words they were made, and the fold of its story."""

    gold: GoldArticle
    coded: Coded
    seen_by: str
    fold: int


@dataclass(frozen=True, slots=True)
class Row:
    """Two reports that may be the same: what holds of them, whether they are, by whose words they were made, and the story's fold."""

    names: list[str]
    is_same: bool
    seen_by: str
    fold: int


def tellings(coder: Coder, case: Case) -> Iterator[Told]:
    """Yield an article with the reports made of the annotated words, and with those made of what the model sees."""
    model, fold = coder.model, int(hashlib.sha256(case.story.encode()).hexdigest(), 16) % FOLDS
    gold = replace(case.gold, links=())
    told = seen(case, coder.gazetteer)
    given = build_reports(told, coder.gazetteer, case.candidates, told.quotes, sides=model.sides, is_merging=False)
    yield Told(gold, Coded(article=told.article, reports=tuple(given)), SEEN_BY[0], fold)
    state = coder.state_before("reports", told.article)
    document = state.document
    found = build_reports(
        document,
        coder.gazetteer,
        state.candidates,
        document.quotes,
        model.calibration,
        model.least_score,
        model.sides,
        is_merging=False,
    )
    yield Told(gold, Coded(article=document.article, reports=tuple(found)), SEEN_BY[1], fold)


def act_of(report: Report, gold: GoldArticle) -> str | None:
    """Return the annotated act whose words a report holds, None without one; of several the one that fits best."""
    trigger = report.evidence[0].trigger
    if trigger is None:
        return None
    touched = [
        act
        for act in gold.acts
        if act.type == report.event and any(s < trigger.end and trigger.start < e for s, e in act.spans)
    ]
    return max(touched, key=lambda act: affinity(act, report)).id if touched else None


def rows_of(told: Told) -> Iterator[Row]:
    """Yield the pairs of an article's reports that may be the same, in the order told."""
    text = told.gold.text
    known = [(report, act) for report in told.coded.reports if (act := act_of(report, told.gold)) is not None]
    for n, (second, again) in enumerate(known):
        for first, act in known[:n]:
            if may_be_same(first, second, text):
                yield Row(list(names_of(Pair(first, second, text))), act == again, told.seen_by, told.fold)


def fit_rows(rows: Sequence[Row]) -> dict[str, float]:
    """Return the weights of what holds of the pairs, to three places."""
    counts = Counter(name for row in rows for name in row.names)
    names = ["always", *sorted(name for name, n in counts.items() if n >= LEAST_PAIRS and name != "always")]
    right = np.array([row.is_same for row in rows], dtype=float)
    w = fit(matrix([row.names for row in rows], names), right, ridge(len(names), RIDGE))
    return {name: round(float(number), 3) for name, number in zip(names, w, strict=True) if abs(number) >= 5e-4}


def fold_weights(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Return the weights fitted without each fold."""
    return [fit_rows([row for row in rows if row.fold != fold]) for fold in range(FOLDS)]


def held_scores(rows: Sequence[Row], fitted: Sequence[dict[str, float]]) -> np.ndarray:
    """Return each pair's likelihood by the weights fitted without its fold."""
    return np.array([Weights(fitted[row.fold], 0.0).score(row.names) for row in rows])


def choose_least(rows: Sequence[Row], scores: np.ndarray) -> float:
    """Return the least likelihood with which two reports are merged."""
    right = np.array([row.is_same for row in rows])
    return highest_least(scores, right, int(right.sum()), GRID, smoothed=4, as_good=AS_GOOD)[0]


def check(told: Sequence[Told], rows: Sequence[Row]) -> None:
    """Print how good pairs and acts are on stories that were not fitted on."""
    fitted = fold_weights(rows)
    scores = held_scores(rows, fitted)
    least = choose_least(rows, scores)
    print(f"{len(rows)} pairs, {sum(row.is_same for row in rows)} the same; least likelihood {least}")
    for seen_by in SEEN_BY:
        mine = np.array([row.seen_by == seen_by for row in rows])
        right, kept = np.array([row.is_same for row in rows])[mine], scores[mine] >= least
        hit = int((right & kept).sum())
        print(f"{seen_by:16} pairs: precision {hit / max(kept.sum(), 1):.3f}, recall {hit / max(right.sum(), 1):.3f}")
        articles = [one for one in told if one.seen_by == seen_by]
        gold = [one.gold for one in articles]
        plain = score(gold, [one.coded for one in articles]).acts
        acts = score(gold, [merged(one, Weights(fitted[one.fold], least)) for one in articles]).acts
        print(f"{seen_by:16} acts: F1 unmerged {plain.f1:.4f}, merged {acts.f1:.4f}")


def merged(told: Told, weights: Weights) -> Coded:
    """Return an article as coded with its reports merged."""
    return Coded(article=told.coded.article, reports=tuple(merge_reports(told.coded.reports, told.gold.text, weights)))


def main() -> None:
    """Fit and write the numbers, or check them by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    parser.add_argument("--check", action="store_true", help="print precision and recall by five folds over stories")
    parser.add_argument("--out", type=Path, default=STORED)
    args = parser.parse_args()
    coder = load()
    cases = [case for case in read_cases(args.corpus) if case.gold.id not in GOLD_EVENTS]
    told = [one for case in cases for one in tellings(coder, case)]
    rows = [row for one in told for row in rows_of(one)]
    if args.check:
        check(told, rows)
        return
    least = choose_least(rows, held_scores(rows, fold_weights(rows)))
    weights = fit_rows(rows)
    stored = {"made_by": "python -m training.same", "least": least, "weights": weights}
    args.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} pairs, {len(weights)} weights, least likelihood {least}")


if __name__ == "__main__":
    main()
