"""Whether two reports of one article tell the same act: what must hold, and how likely it is by fitted numbers (`same.json`).

What must hold are the rulings (numbers 19 to 21 in `dragoman.acts.rules`); what speaks for or against it is weighed by a logistic
function fitted on the authored articles (`python -m training.same`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dragoman.acts.drafts import countries
from dragoman.acts.inference import is_plural_of_states
from dragoman.acts.same_features import SOFT_DATES, Pair, names_of
from dragoman.acts.scoring import Weights
from dragoman.records import Actor, Count, DateValue, Report

STORED = Path(__file__).with_name("same.json")
_LATELY = timedelta(days=14)
_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "them", "him", "her", "we", "us", "this", "that", "who", "which", "both"]
)


@cache
def read_same(path: Path = STORED) -> Weights:
    """Return the fitted numbers, and the least likelihood with which two reports are merged."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Weights(stored["weights"], stored["least"])


def likelihood(first: Report, second: Report, text: str, weights: Weights) -> float:
    """Return how likely the second report tells the first's act again, 0..1; 0 where it must not be."""
    if not may_be_same(first, second, text):
        return 0.0
    return weights.score(names_of(Pair(first, second, text)))


def may_be_same(first: Report, second: Report, text: str) -> bool:
    """Return whether nothing forbids that two reports of one article tell one act."""
    if first.event != second.event or first.historical != second.historical:
        return False
    if first.mode and second.mode and first.mode != second.mode:
        return False
    if "denied" in (first.status, second.status) and first.status != second.status:
        return False
    if not _sides_agree(first.actor, second.actor) or not _sides_agree(first.recipient, second.recipient):
        return False
    if not (first.actor and second.actor) and not (first.recipient and second.recipient):
        return False
    if _is_part(first, second) or _is_part(second, first):
        return False
    return _counts_agree(first, second, text) and _dates_agree(first.date, second.date)


def _dates_agree(first: DateValue | None, second: DateValue | None) -> bool:
    """Return whether two times may be one: stated ones meet; the day of publication stands for "lately", so that what is dated weeks
    before is another round."""
    if first is None or second is None:
        return True
    if first.basis in SOFT_DATES or second.basis in SOFT_DATES:
        early, late = sorted((first, second), key=lambda value: value.end)
        return date.fromisoformat(late.start) - date.fromisoformat(early.end) <= _LATELY
    return first.start <= second.end and second.start <= first.end


def _is_part(whole: Report, part: Report) -> bool:
    """Return whether a report counts for one of several sides that another tells of: "Chad and Togo expelled dozens", of whom Chad
    nine."""
    value = part.count.value if part.count else None
    if value is None or (whole.count is not None and whole.count.value == value):
        return False
    sides = ((whole.actor, part.actor), (whole.recipient, part.recipient))
    return any(1 == len(countries(few)) < len(countries(many)) for many, few in sides)


def _sides_agree(first: Sequence[Actor], second: Sequence[Actor]) -> bool:
    """Return whether two sides may be the same: equal known countries, one within the other, or one unknown."""
    a, b = countries(first), countries(second)
    if a and b:
        if a == b == {"EUR"} and _is_plural(first) != _is_plural(second):
            # "European countries" are not the Union.
            return False
        return a <= b or b <= a
    if not first or not second:
        return True
    if bool(a) != bool(b):
        # One side is named without being known ("Western states"): the same only if it was a mere pronoun.
        vague = second if a else first
        return all(actor.start is None or actor.text.lower() in _PRONOUNS for actor in vague)
    names_a = {(actor.name or actor.text).lower() for actor in first}
    names_b = {(actor.name or actor.text).lower() for actor in second}
    return bool(names_a & names_b)


def _is_plural(side: Sequence[Actor]) -> bool:
    return any(is_plural_of_states(actor.text) for actor in side)


def _counts_agree(first: Report, second: Report, text: str) -> bool:
    a = first.count.value if first.count else None
    b = second.count.value if second.count else None
    if a is None or b is None or a == b:
        return True
    # A figure for several recipients together may be repeated in parts; parts are acts of their own. A single one that no number
    # word counts ("the ambassador", "a flight") contradicts nothing.
    return any(one.value == 1 and not _is_counted(one, text) for one in (first.count, second.count) if one)


def _is_counted(count: Count, text: str) -> bool:
    words = text[count.span.start : count.span.end].lower().split() if count.span else []
    return any(word in ("one", "single", "1") for word in words)
