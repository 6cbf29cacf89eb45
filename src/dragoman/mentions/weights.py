"""The weights by which the likelier of several readings is chosen, from `data/weights.tsv`.

They were fitted on articles written for the project (`python -m evaluation.actors_fit`); a class of words has its own where it
differs from the rest. Each is the change in the log odds of a reading.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.mentions.gazetteer import DATA, rows

WEIGHTS = DATA / "weights.tsv"


@lru_cache(maxsize=8)
def load_weights(question: str, features: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Return, for each class of words, the weight of every feature of a question; "" is what classes not listed have."""
    found: dict[str, dict[str, float]] = {"": {}}
    for asked, kind, feature, weight in rows(WEIGHTS, 4):
        if asked == question:
            found.setdefault("" if kind == "*" else kind, {})[feature] = float(weight)
    common = found[""]
    return {
        kind: tuple(common.get(name, 0.0) + (own.get(name, 0.0) if kind else 0.0) for name in features)
        for kind, own in found.items()
    }


def weigh(weights: dict[str, tuple[float, ...]], kind: str, values: tuple[float, ...]) -> float:
    """Return the score of a reading with these feature values, for words of class `kind`."""
    return sum(weight * value for weight, value in zip(weights.get(kind, weights[""]), values) if value)
