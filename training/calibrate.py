"""Fit what a report's score means, on the corpus's dev part: of reports scored .8, about .8 shall be right.

    python -m training.calibrate            writes `calibration` into the weights' manifest
    python -m training.calibrate --plot docs/images/calibration.svg --gold evaluation/gold     draws the check on gold

A report is right when the text holds an act of its type with overlapping trigger words whose coded sides overlap. The map is a logistic
function of six numbers (dragoman.acts.scoring), fitted by Newton's method with a small ridge. With it goes the least score that a report
needs: the one with the best F1 on the dev part.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from dragoman.acts.decode import SAY
from dragoman.acts.reports import candidate_reports
from dragoman.evaluation.gold import GoldArticle, gold_of, read_gold
from dragoman.evaluation.scores import affinity
from dragoman.language.encoder import WEIGHTS
from dragoman.pipeline import Coder, load
from dragoman.records import Article, Report
from dragoman.sources import make_article
from training.dataset import documents, is_dev
from training.logistic import fit, highest_least

N_BINS = 10
RIDGE = 1e-2
# An act with the type, the sides and the words of a report fits it this well (dragoman.evaluation.scores.affinity).
SAME_WORDS = 3.0
# Loose sentences are read under a day of their own.
LOOSE_DAY = "2015-06-15"


def dev_texts(corpus: Path) -> list[GoldArticle]:
    """Return the dev texts with their acts: whole articles, and loose units (without an id)."""
    out = []
    for path, document in documents(corpus):
        if document.id is not None:
            if is_dev(f"{document.story}"):
                out.append(gold_of(document))
            continue
        for n, unit in enumerate(document.units):
            if is_dev(f"{path.stem}:{n // 5}"):
                out.append(gold_of(replace(document, units=[unit], published=LOOSE_DAY)))
    return out


def is_right(report: Report, gold: GoldArticle) -> bool:
    """Return whether a report agrees with one of the annotated acts."""
    return any(affinity(act, report) >= SAME_WORDS for act in gold.acts)


def article_of(gold: GoldArticle) -> Article:
    """Return a dev text as an article to code."""
    return make_article(gold.text, title=gold.title, published=gold.published, language="en")


def scored(texts: list[GoldArticle]) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of all reports on the texts, and whether each is right."""
    scores, right = [], []
    for gold, coded in zip(texts, load().pipe([article_of(gold) for gold in texts]), strict=True):
        for report in coded.reports:
            scores.append(report.score)
            right.append(is_right(report, gold))
    return np.array(scores), np.array(right, dtype=float)


def observed(texts: list[GoldArticle]) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the six numbers of every candidate report on the texts (N, 6), whether each is right, and how many acts
    the texts hold."""
    coder = load()
    rows, right = [], []
    for gold in texts:
        for numbers, report in numbers_of(coder, article_of(gold)):
            rows.append(numbers)
            right.append(is_right(report, gold))
    total = sum(not act.is_optional for gold in texts for act in gold.acts)
    return np.array(rows), np.array(right, dtype=float), total


def numbers_of(coder: Coder, article: Article) -> list[tuple[tuple[float, ...], Report]]:
    """Return all candidate reports of an article with the numbers behind their scores."""
    state = coder.state_before("reports", article)
    acts = [one for one in state.candidates if one.type != SAY]
    return candidate_reports(state.document, coder.gazetteer, acts, state.document.quotes, sides=coder.model.sides)


def bins(scores: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Return (mean score, share right, how many) of each tenth of the scale that holds ten reports or more."""
    out = []
    for n in range(N_BINS):
        inside = (scores >= n / N_BINS) & (scores < (n + 1) / N_BINS + (n == N_BINS - 1))
        if inside.sum() >= 10:
            out.append((float(scores[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return out


def plot(rows: list[tuple[float, float, int]], path: Path) -> None:
    """Draw the reliability plot as SVG."""
    size, left = 300, 40
    dots = "".join(
        f'<circle cx="{left + s * size:.0f}" cy="{20 + (1 - r) * size:.0f}" r="{3 + n**0.5 / 4:.1f}" fill="#1565c0"/>'
        f'<text x="{left + s * size + 8:.0f}" y="{20 + (1 - r) * size + 4:.0f}" font-size="9" fill="#555">{n}</text>'
        for s, r, n in rows
    )
    ticks = "".join(
        f'<text x="{left + v * size:.0f}" y="{size + 36}" font-size="10" text-anchor="middle" fill="#555">{v}</text>'
        f'<text x="{left - 6}" y="{24 + (1 - v) * size:.0f}" font-size="10" text-anchor="end" fill="#555">{v}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 370" font-family="sans-serif">'
        f'<rect width="380" height="370" fill="#fff"/><rect x="{left}" y="20" width="{size}" height="{size}" fill="none" stroke="#999"/>'
        f'<line x1="{left}" y1="{20 + size}" x2="{left + size}" y2="20" stroke="#bbb" stroke-dasharray="4"/>{dots}{ticks}'
        f'<text x="{left + size / 2}" y="362" font-size="11" text-anchor="middle">score of the report</text>'
        f'<text x="12" y="{20 + size / 2}" font-size="11" text-anchor="middle" transform="rotate(-90 12 {20 + size / 2})">share right</text></svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    if args.plot:
        rows = bins(*scored(read_gold(args.gold)))
        plot(rows, args.plot)
        for score, share, n in rows:
            print(f"scored {score:.2f}: {share:.2f} right of {n}")
        return
    path = WEIGHTS / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    x, right, total = observed(dev_texts(args.corpus))
    w = fit(x, right, np.full(x.shape[1], RIDGE))
    scores = 1 / (1 + np.exp(-(x @ w)))
    least, f1 = highest_least(scores, right, total, np.arange(0.15, 0.65, 0.01), smoothed=3, as_good=0.0)
    manifest["calibration"] = [round(float(number), 4) for number in w]
    manifest["least_score"] = least
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(
        f"{len(x)} candidates, {right.mean():.3f} right; weights {manifest['calibration']}; least score {least}, F1 {f1:.3f}"
    )


if __name__ == "__main__":
    main()
