"""What a report's score means: the share of reports with this score that are right (fitted by `training/calibrate.py`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.records import Actor

_EDGE = 1e-4


def logit(p: float) -> float:
    """Return log(p / (1 - p)), p kept off 0 and 1."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def calibrated(raw: float, calibration: Sequence[float] | None) -> float:
    """Return the calibrated score in 0..1, to four places; the raw one where no calibration is known."""
    if not calibration:
        return round(raw, 4)
    slope, intercept = calibration
    return round(1 / (1 + math.exp(-(slope * logit(raw) + intercept))), 4)


def raw_score(trigger: float, actors: Sequence[Actor], recipients: Sequence[Actor]) -> float:
    """Return the trigger's probability, lowered for sides that are unknown or inferred."""
    sides = [
        max((actor.score if actor.country else 0.7 * actor.score for actor in side), default=0.6)
        for side in (actors, recipients)
    ]
    return trigger * (0.5 + 0.25 * sum(sides))
