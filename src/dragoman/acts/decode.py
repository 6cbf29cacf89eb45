"""From the model's scores to candidate acts and attributions: spans in the article, with labels and scores."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dragoman.acts.heads import EventScores, Heads
from dragoman.language.encoder import Encoding, Floats

SAY = "SAY"
ROLE_THRESHOLD = 0.5
# Below this a piece may still belong to a role whose best piece is clear, when nothing passes the threshold.
ROLE_FALLBACK = 0.25
START_THRESHOLD = 0.5
MAX_EVENTS_A_WINDOW = 24


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch of the article that plays a role, with the mean probability of its pieces."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act (or, with type SAY, an attribution) as the model sees it. Offsets are code points of the article."""

    type: str
    start: int
    end: int
    score: float
    mode: str = ""
    mode_score: float = 0.0
    cameo: str | None = None
    status: str = "occurred"
    status_score: float = 1.0
    historical: float = 0.0
    roles: dict[str, list[RoleSpan]] = field(default_factory=dict)


def trigger_runs(inside: Floats, start: Floats, threshold: float) -> list[tuple[int, int]]:
    """Return half-open runs of pieces whose probability passes the threshold, split where a new trigger starts."""
    runs: list[tuple[int, int]] = []
    begin = -1
    for n, hit in enumerate(inside > threshold):
        if not hit:
            if begin >= 0:
                runs.append((begin, n))
            begin = -1
        elif begin < 0:
            begin = n
        elif start[n] > START_THRESHOLD and start[n] > start[n - 1]:
            runs.append((begin, n))
            begin = n
    if begin >= 0:
        runs.append((begin, len(inside)))
    return runs


def decode_window(
    encoding: Encoding, heads: Heads, text: str, offset: int, thresholds: dict[str, float]
) -> list[Candidate]:
    """Return the candidates of one window in text order.

    Args:
        encoding: the window as encoded; its offsets count from the window's start.
        heads: the model's heads.
        text: the article's text.
        offset: where the window starts in it.
        thresholds: least trigger probability by type; "" for the types not named.
    """
    inside, start = heads.triggers(encoding.vectors)
    inside[[0, -1]] = 0.0
    found = []
    for column, kind in enumerate((*heads.types, SAY)):
        threshold = thresholds.get(kind, thresholds.get("", 0.5))
        if float(inside[:, column].max(initial=0.0)) <= threshold:
            continue
        for first, stop in trigger_runs(inside[:, column], start[:, column], threshold):
            found.append((float(inside[first:stop, column].max()), column, kind, first, stop - 1))
    found.sort(reverse=True)
    out = []
    for score, column, kind, first, last in found[:MAX_EVENTS_A_WINDOW]:
        scores = heads.event(encoding.vectors, first, last)
        begin, end = _to_words(text, offset, encoding, first, last)
        roles = _roles(scores, heads, encoding, text, offset, kind)
        if kind == SAY:
            out.append(Candidate(SAY, begin, end, score, roles=roles))
            continue
        mode, mode_score = heads.best_mode(column, scores.mode)
        best = int(scores.status.argmax())
        out.append(
            Candidate(
                kind, begin, end, score, mode, mode_score, heads.cameo[int(scores.cameo.argmax())],
                heads.statuses[best], float(scores.status[best]), scores.historical, roles,
            )  # fmt: skip
        )
    return sorted(out, key=lambda one: (one.start, one.end, one.type))


def _roles(
    scores: EventScores, heads: Heads, encoding: Encoding, text: str, offset: int, kind: str
) -> dict[str, list[RoleSpan]]:
    wanted = ("source", "content") if kind == SAY else ("actor", "recipient", "count", "deadline", "reason", "date")
    out = {}
    for role in wanted:
        column = scores.roles[:, heads.role_index[role]].copy()
        column[[0, -1]] = 0.0
        threshold = ROLE_THRESHOLD
        best = float(column.max(initial=0.0))
        if best <= ROLE_THRESHOLD:
            if best < ROLE_FALLBACK or role in ("deadline", "reason", "date", "count"):
                continue
            threshold = best * 0.6
        spans = []
        for first, last in _role_runs(column, threshold, widest=3 if role in ("content", "reason") else 1):
            begin, end = _to_words(text, offset, encoding, first, last)
            spans.append(RoleSpan(begin, end, float(column[first : last + 1].mean())))
        if spans:
            out[role] = spans
    return out


def _role_runs(column: Floats, threshold: float, widest: int) -> list[tuple[int, int]]:
    """Return inclusive runs above the threshold, joined over gaps of at most `widest` pieces."""
    hits = np.flatnonzero(column > threshold)
    runs: list[tuple[int, int]] = []
    for n in hits.tolist():
        if runs and n - runs[-1][1] <= widest:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs


def _to_words(text: str, offset: int, encoding: Encoding, first: int, last: int) -> tuple[int, int]:
    """Return the code points of pieces first … last, widened to whole words."""
    start = offset + int(encoding.offsets[first, 0])
    end = offset + int(encoding.offsets[last, 1])
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    return start, end
