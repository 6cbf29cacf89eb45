"""How often the coded phrases of the project's own articles are given their states: floors that only rise."""

from __future__ import annotations

from pathlib import Path

from evaluation.actors import read_cases, summary

ARTICLES = Path(__file__).parents[2] / "training" / "corpus" / "articles"
# The articles that were there when the floors were measured: later ones are harder (0.85 of all), and would hide a loss.
MEASURED = ("a1-", "a2-")
# Shares of the phrases in the stories with odd numbers, on which nothing was tuned; measured 0.884, 0.68 and 0.78.
FLOORS = {"all": 0.875, "common noun": 0.66, "pronoun": 0.76, "name": 0.99, "embassy": 0.90}


def test_phrases_are_given_their_states_as_often_as_before() -> None:
    figures = summary([case for case in read_cases(ARTICLES) if case.is_test and case.article.startswith(MEASURED)])
    assert figures["all"][1] > 1000
    shares = {kind: right / count for kind, (right, count) in figures.items()}
    assert {kind: shares[kind] for kind, floor in FLOORS.items() if shares[kind] < floor} == {}
