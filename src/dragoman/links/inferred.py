"""Links that no words state: what two acts have in common, weighed by numbers fitted on authored articles (docs/links.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from dragoman.acts.scoring import Weights
from dragoman.document import Document
from dragoman.links.features import candidates
from dragoman.links.scene import Act
from dragoman.links.stated import link
from dragoman.links.views import View, make_views
from dragoman.records import Link, Relation

WEIGHTS = Path(__file__).with_name("weights.json")
# Like for like in turn is kept from half the least score on (docs/links.md says how this was chosen).
LIKE_FOR_LIKE = frozenset({"in turn, same mode", "in turn, same type"})
RELATIONS: tuple[Relation, ...] = ("answers", "denies", "carries_out", "reverses", "coordinated_with", "part_of")


@cache
def read_weights(path: Path = WEIGHTS) -> dict[str, Weights]:
    """Return the fitted numbers by relation."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Weights(one["weights"], one["least"]) for name, one in stored["relations"].items()}


def inferred_links(
    document: Document, acts: Sequence[Act], known: Sequence[Link], numbers: Mapping[str, Weights]
) -> list[Link]:
    """Return links that follow from sides, kinds, days and places, beside those already known: one a source and relation,
    one a pair of acts, the likeliest first."""
    pairs = {frozenset((one.source, one.target)) for one in known}
    found = []
    views = make_views(document, acts)
    for relation, weights in numbers.items():
        for source, score, target, is_kept in best_of(views, relation, weights, known):  # type: ignore[arg-type]
            if is_kept:
                found.append((score, relation, source.act, target.act))
    out = []
    found.sort(key=lambda row: (-row[0], row[2].first, row[3].first, row[1]))
    for score, relation, answer, meant in found:
        pair = frozenset((answer.id, meant.id))
        if pair not in pairs:
            pairs.add(pair)
            out.append(link(relation, answer, meant, score, None))  # type: ignore[arg-type]
    return out


def best_of(
    views: Sequence[View], relation: Relation, weights: Weights, known: Sequence[Link]
) -> Iterable[tuple[View, float, View, bool]]:
    """Yield each act that may be a source of a relation, with the likeliest target's score, that target, and whether to keep it."""
    for source, possible in candidates(views, relation, known):
        scored = [(weights.score(names), target, names) for target, names in possible]
        score, target, names = max(scored, key=lambda row: (row[0], -abs(row[1].act.first - source.act.first)))
        is_like_for_like = not LIKE_FOR_LIKE.isdisjoint(names)
        yield source, score, target, score >= (weights.least / 2 if is_like_for_like else weights.least)
