"""What a report's score means: the share of reports with this score that are right (fitted by `training/calibrate.py`).

The score is a logistic function of five numbers: the logits of both passes' probabilities, how sure each side is, and one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.records import Actor

_EDGE = 1e-4
# Before a fit: both passes count alike.
UNFITTED = (0.5, 0.5, 0.5, 0.5, -0.5)


def logit(p: float) -> float:
    """Return log(p / (1 - p)), p kept off 0 and 1."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def side_score(side: Sequence[Actor]) -> float:
    """Return how sure a side is: 0 for none, the best actor's score, less where no country is known."""
    return max((actor.score if actor.country else 0.5 * actor.score for actor in side), default=0.0)


def features(first: float, second: float, actors: Sequence[Actor], recipients: Sequence[Actor]) -> tuple[float, ...]:
    """Return the five numbers that a report's score is made from."""
    return (logit(first), logit(second), side_score(actors), side_score(recipients), 1.0)


def score_of(numbers: Sequence[float], weights: Sequence[float] | None) -> float:
    """Return the score in 0..1, to four places."""
    z = sum(n * w for n, w in zip(numbers, weights or UNFITTED, strict=True))
    return round(1 / (1 + math.exp(-max(min(z, 30.0), -30.0))), 4)
