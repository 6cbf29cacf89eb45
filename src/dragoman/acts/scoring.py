"""What a report's score means: the share of reports with this score that are right (fitted by `training/calibrate.py`).

The score is a logistic function of the numbers of `features`: the logits of both passes' probabilities, how sure the model is of
the words for actor and recipient, whether the trigger is a verb group of several words, and one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.acts.decode import Candidate

_EDGE = 1e-4
# Before a fit: both passes count alike.
UNFITTED = (0.5, 0.5, 0.5, 0.5, 0.0, -0.5)


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of what may hold of a pair of acts, and the least score with which it is taken for true."""

    of: Mapping[str, float]
    least: float

    def score(self, names: Iterable[str]) -> float:
        """Return how likely a pair of which these hold is one, 0..1."""
        z = sum(self.of.get(name, 0.0) for name in names)
        return 1 / (1 + math.exp(-max(min(z, 30.0), -30.0)))


def logit(p: float) -> float:
    """Return log(p / (1 - p)), p kept off 0 and 1."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def _surest(candidate: Candidate, role: str) -> float:
    return max((span.score for span in candidate.roles.get(role, ())), default=0.0)


def features(candidate: Candidate) -> tuple[float, ...]:
    """Return the six numbers that a report's score is made from."""
    is_long = float(candidate.end - candidate.start > 12)
    return (
        logit(candidate.first),
        logit(candidate.second),
        _surest(candidate, "actor"),
        _surest(candidate, "recipient"),
        is_long,
        1.0,
    )


def score_of(numbers: Sequence[float], weights: Sequence[float] | None) -> float:
    """Return the score in 0..1, to four places."""
    z = sum(n * w for n, w in zip(numbers, weights or UNFITTED, strict=True))
    return round(1 / (1 + math.exp(-max(min(z, 30.0), -30.0))), 4)
