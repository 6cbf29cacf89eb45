"""Attributions that only the model sees: its spans, snapped to words, clauses and quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.mentions.quotes_frames import Frame
from dragoman.mentions.quotes_lexicon import AUXILIARIES, VERBS
from dragoman.mentions.quotes_lines import Line, strip, strip_stop

if TYPE_CHECKING:
    from dragoman.mentions.quotes import Said

LEAST_SCORE = 0.6
_JOIN_CHARS = 40


def proposed_frames(line: Line, candidates: Sequence[Said], known: Sequence[Frame]) -> list[Frame]:
    """Return frames for the model's cues that no known frame's cue overlaps."""
    out: list[Frame] = []
    for one in candidates:
        if one.score < LEAST_SCORE or not one.roles.get("content") or not line.text[one.start : one.end].strip():
            continue
        if any(frame.cue and frame.cue[0] < one.end and one.start < frame.cue[1] for frame in (*known, *out)):
            continue
        if any(quote.start <= one.start and one.end <= quote.end for quote in line.quotes):
            continue
        words = line.text[one.start : one.end].lower()
        if words in AUXILIARIES or (words in VERBS and one.score < 0.8):
            continue
        content = _content(line, one)
        if content is None:
            continue
        sources = sorted(one.roles.get("source", ()), key=lambda span: span.start - span.end)
        source = strip(line.text, sources[0].start, sources[0].end) if sources else None
        out.append(Frame((one.start, one.end), source, [content], words, one.score, line=line))
    return out


def _content(line: Line, one: Said) -> tuple[int, int] | None:
    """Return the longest run of content pieces, joined over small gaps, that does not hold the cue."""
    runs: list[list[int]] = []
    for piece in sorted(one.roles["content"], key=lambda span: span.start):
        if runs and piece.start - runs[-1][1] <= _JOIN_CHARS and not (runs[-1][1] <= one.start < piece.start):
            runs[-1][1] = max(runs[-1][1], piece.end)
        else:
            runs.append([piece.start, piece.end])
    start, end = max(runs, key=lambda run: run[1] - run[0])
    for quote in line.quotes:
        # A run that covers most of a quotation is meant to cover all of it.
        if (
            quote.start < end
            and start < quote.end
            and 2 * (min(end, quote.end) - max(start, quote.start)) > quote.end - quote.start
        ):
            start, end = min(start, quote.start), max(end, quote.end)
    start, end = strip_stop(line.text, start, end)
    return (start, end) if end > start else None
