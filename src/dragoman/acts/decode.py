"""From the model's scores to candidate acts and attributions: spans in the article, with labels and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dragoman.acts.heads import Heads
from dragoman.language.encoder import Encoding, Floats

SAY = "SAY"
ROLE_THRESHOLD = 0.5
# Below this a piece may still belong to a role whose best piece is clear, when nothing passes the threshold.
ROLE_FALLBACK = 0.3
START_THRESHOLD = 0.5
TRIGGER_GAP = 2
EXTENT = 0.5
MAX_EVENTS_A_WINDOW = 24


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch of the article that plays a role, with the mean probability of its pieces."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act (or, with type SAY, an attribution) as the model sees it. Offsets are code points of the article.

    `score` ranks candidates; `first` and `second` are the two passes' probabilities, from which the report's score is
    made; `combined` is the second's for SANCTION and COERCE together, which a ruling tells apart. `heard` (T, 4) has, for each word
    piece of the stretch it was read in, its start and end, and how probably it is of the actor and of the recipient.
    """

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
    first: float = 1.0
    second: float = 1.0
    combined: float = 0.0
    heard: Floats | None = field(default=None, compare=False, repr=False)


def trigger_runs(inside: Floats, start: Floats, threshold: float) -> list[tuple[int, int]]:
    """Return half-open runs of pieces around each peak that passes the threshold.

    A run reaches as far as its pieces stay near its peak, so that a low threshold finds more triggers, not longer ones. Runs that
    only a piece or two of doubt part are one trigger ("has since [been] lifted"), unless the second clearly starts another.
    """
    out: list[tuple[int, int]] = []
    for first, stop in _joined(inside, start, threshold):
        peak = float(inside[first:stop].max())
        nearer = max(threshold, EXTENT * peak)
        out += [(first + a, first + b) for a, b in _joined(inside[first:stop], start[first:stop], nearer)]
    return out


def _joined(inside: Floats, start: Floats, threshold: float) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for n in np.flatnonzero(inside > threshold).tolist():
        gap = n - runs[-1][1] if runs else TRIGGER_GAP + 1
        if gap == 0 or (gap <= TRIGGER_GAP and start[n] < START_THRESHOLD):
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch that the first pass takes for a trigger of a type. Offsets are code points of the article."""

    type: str
    start: int
    end: int
    score: float


def decode_window(
    encoding: Encoding, heads: Heads, text: str, offset: int, thresholds: Mapping[str, float]
) -> tuple[list[Proposal], list[Candidate]]:
    """Return the act proposals and the attributions of one window, in text order.

    Args:
        encoding: the window as encoded; its offsets count from the window's start.
        heads: the model's heads.
        text: the article's text.
        offset: where the window starts in it.
        thresholds: least trigger probability by type; "" for the types not named.
    """
    inside, start = heads.triggers(encoding.vectors)
    inside[[0, -1]] = 0.0
    # The second pass settles the type; what counts here is that the words are a trigger of some act.
    any_act = 1.0 - np.prod(1.0 - inside[:, : len(heads.types)], axis=1)
    found = []
    for column, kind in enumerate((*heads.types, SAY)):
        threshold = thresholds.get(kind, thresholds.get("", 0.5))
        if float(inside[:, column].max(initial=0.0)) <= threshold:
            continue
        for first, stop in trigger_runs(inside[:, column], start[:, column], threshold):
            sure = inside[first:stop, column] if kind == SAY else any_act[first:stop]
            found.append((float(sure.max()), kind, first, stop - 1))
    found.sort(reverse=True)
    proposals, said = [], []
    for score, kind, first, last in found[:MAX_EVENTS_A_WINDOW]:
        begin, end = to_words(text, offset, encoding.offsets, first, last)
        if kind == SAY:
            roles = decode_roles(
                heads.said(encoding.vectors, first, last), heads, ("source", "content"), encoding.offsets, text, offset
            )
            said.append(Candidate(SAY, begin, end, score, roles=roles))
        else:
            proposals.append(Proposal(kind, begin, end, score))
    return sorted(proposals, key=lambda one: (one.start, one.end)), sorted(said, key=lambda one: (one.start, one.end))


def decode_roles(
    scores: Floats, heads: Heads, wanted: Sequence[str], offsets: npt.NDArray[np.int32], text: str, offset: int
) -> dict[str, list[RoleSpan]]:
    """Return the spans of each role from (T, R) probabilities.

    A side that no piece passes the threshold for is read from its best pieces alone, if these are not far below.
    """
    out = {}
    for role in wanted:
        column = np.where(offsets[:, 1] > offsets[:, 0], scores[:, heads.role_index[role]], 0.0)
        threshold = ROLE_THRESHOLD
        best = float(column.max(initial=0.0))
        if best <= ROLE_THRESHOLD:
            if best < ROLE_FALLBACK or role not in ("actor", "recipient", "source", "content"):
                continue
            threshold = best * 0.7
        runs = _role_runs(column, threshold, widest=3 if role in ("content", "reason") else 1)
        if best <= ROLE_THRESHOLD:
            runs = [max(runs, key=lambda run: float(column[run[0] : run[1] + 1].max()))]
        spans = []
        for first, last in runs:
            begin, end = to_words(text, offset, offsets, first, last)
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


# A trigger that begins here begins within a word: "pro|-democracy".
_WITHIN_WORD = "-‐’'"


def to_words(text: str, offset: int, offsets: npt.NDArray[np.int32], first: int, last: int) -> tuple[int, int]:
    """Return the code points of pieces first … last, widened to whole words."""
    start = offset + int(offsets[first, 0])
    end = offset + int(offsets[last, 1])
    while (
        start > 0 and text[start - 1].isalnum() and (text[start : start + 1].isalnum() or text[start] in _WITHIN_WORD)
    ):
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    return start, end
