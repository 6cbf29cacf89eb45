"""With the annotation for a model, the rules keep what they have reached on the odd stories: a floor that only rises."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.mentions import load_gazetteer
from evaluation.oracle import is_even, measure, read_cases

ARTICLES = Path(__file__).parents[2] / "training" / "corpus" / "articles"
# The articles that were there when the floors were measured: later ones are harder, and would hide a loss.
MEASURED = ("a1-", "a2-")
LEAST_ACTS = 0.80
LEAST_ROLES = 0.89
LEAST_DATES = 0.72
MOST_MERGED_AWAY = 0.015


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the authored articles are not here")
def test_reports_of_an_unerring_model() -> None:
    cases = [case for case in read_cases(ARTICLES) if not is_even(case.story) and case.gold.id.startswith(MEASURED)]
    scores, faults = measure(cases, load_gazetteer())
    assert scores.acts.f1 >= LEAST_ACTS
    assert scores.roles.f1 >= LEAST_ROLES
    assert sum(scores.right["date"]) / len(scores.right["date"]) >= LEAST_DATES
    assert faults.counts["missed: merged away"] <= MOST_MERGED_AWAY * scores.acts.gold
