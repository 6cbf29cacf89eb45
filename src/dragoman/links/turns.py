"""Two sides acting on each other in turn: for each act the one act of the other side that it most likely repays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.links.scene import HOSTILE, Act, is_before, is_reversed
from dragoman.records import Link

_CLOSE_DAYS = 120


def turns(acts: Sequence[Act], known: Sequence[Link]) -> dict[tuple[str, str], str]:
    """Return by (source id, target id) how the one act repays the other: "same mode", "same type", "hostile", "granted"."""
    out: dict[tuple[str, str], str] = {}
    pairs = {(one.source, one.target) for one in known} | {(one.target, one.source) for one in known}
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
        found = _repaid(act, acts, closed)
        if found:
            out[act.id, found[0].id] = found[1]
    return out


def _is_later(act: Act, other: Act | None) -> bool:
    return bool(other and act.day and other.day and act.day > other.day)


def _repaid(act: Act, acts: Sequence[Act], closed: set[tuple[str, str]]) -> tuple[Act, str] | None:
    if act.event in ("AGREE", "CONCEDE", "AID") and act.is_real:
        asked = [
            one
            for one in acts
            if one.event == "REQUEST" and is_reversed(act, one) and is_before(one, act) and one.first < act.first
        ]
        return (asked[-1], "granted") if asked else None
    if act.event not in HOSTILE or not act.is_real or act.report.status == "alleged":
        return None
    scored = [
        (_likeness(act, other), other)
        for other in acts
        if other.id != act.id
        and (act.id, other.id) not in closed
        and is_reversed(act, other)
        and is_before(other, act)
        and other.event in HOSTILE
        and other.report.status not in ("hypothetical", "denied")
        and not (act.day and act.day == other.day and act.first < other.first)
    ]
    if not scored:
        return None
    score, best = max(scored, key=lambda row: row[0])
    if score < 0:
        return None
    if act.event != best.event:
        return best, "hostile"
    return best, "same mode" if act.report.mode == best.report.mode else "same type"


def _likeness(act: Act, other: Act) -> float:
    """Return how well the one repays the other: like for like first, then what lies near in days and text; below 0 not at all."""
    score = 0.25 if act.event == other.event and act.report.mode == other.report.mode else 0.0
    gap = _gap(act, other)
    if gap is None and other.is_background == act.is_background:
        return score - (0.1 if other.first < act.first else 0.3)
    if gap is None:
        return score - 0.05
    return score - 0.15 if gap > _CLOSE_DAYS else score


def _gap(first: Act, second: Act) -> int | None:
    try:
        return abs((date.fromisoformat(first.day or "") - date.fromisoformat(second.day or "")).days)
    except ValueError:
        return None
