"""Links that no words state: two sides act on each other in turn, the one act comparable to the other and after it.

The scores are shares of right links among the corpus' own held-out stories with the same features (docs/links.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.links.scene import HOSTILE, Act, is_before, is_reversed
from dragoman.links.stated import link
from dragoman.records import Link

# Share of right links by what the two acts have in common.
_SAME_MODE, _SAME_KIND, _HOSTILE_PAIR, _GRANTED = 0.75, 0.5, 0.5, 0.65
LEAST_SCORE = 0.5
_CLOSE_DAYS = 120


def inferred_links(acts: Sequence[Act], known: Sequence[Link]) -> list[Link]:
    """Return answers that follow from sides, kinds and days, beside those already known."""
    out: list[Link] = []
    pairs = {(one.source, one.target) for one in known} | {(one.target, one.source) for one in known}
    answering = {one.source for one in known if one.relation == "answers"}
    by_id = {act.id: act for act in acts}
    answered = [(one.source, by_id[one.target]) for one in known if one.relation == "answers" and one.target in by_id]
    for act in acts:
        # What is told as an answer to this side is not, on the same day, what this side answers.
        settled = {
            source
            for source, target in answered
            if target.actors & act.actors and not _is_later(act, by_id.get(source))
        }
        closed = pairs | {(act.id, source) for source in settled}
        if act.id not in answering and (found := _answered(act, acts, closed)):
            out.append(link("answers", act, *found, None))
    return out


def _is_later(act: Act, other: Act | None) -> bool:
    return bool(other and act.day and other.day and act.day > other.day)


def _answered(act: Act, acts: Sequence[Act], pairs: set[tuple[str, str]]) -> tuple[Act, float] | None:
    if act.event in ("AGREE", "CONCEDE", "AID") and act.is_real:
        asked = [
            one
            for one in acts
            if one.event == "REQUEST" and is_reversed(act, one) and is_before(one, act) and one.first < act.first
        ]
        return (asked[-1], _GRANTED) if asked else None
    if act.event not in HOSTILE or not act.is_real or act.report.status == "alleged":
        return None
    best: tuple[Act, float] | None = None
    for other in acts:
        if (
            other.id == act.id
            or (act.id, other.id) in pairs
            or not is_reversed(act, other)
            or not is_before(other, act)
        ):
            continue
        score = _score(act, other)
        if score >= LEAST_SCORE and (best is None or score > best[1]):
            best = (other, score)
    return best


def _score(act: Act, other: Act) -> float:
    if other.event not in HOSTILE or other.report.status in ("hypothetical", "denied"):
        return 0.0
    if act.event == other.event:
        score = _SAME_MODE if act.report.mode == other.report.mode else _SAME_KIND
    else:
        score = _HOSTILE_PAIR
    gap = _gap(act, other)
    if act.day and other.day and act.day == other.day and act.first < other.first:
        return 0.0
    if gap is None and other.is_background == act.is_background:
        score -= 0.1 if other.first < act.first else 0.3
    elif gap is None:
        score -= 0.05
    elif gap > _CLOSE_DAYS:
        score -= 0.15
    return score


def _gap(first: Act, second: Act) -> int | None:
    """Return how many days lie between two acts; None where a day is unknown."""
    try:
        return abs((date.fromisoformat(first.day or "") - date.fromisoformat(second.day or "")).days)
    except ValueError:
        return None
