"""The second pass: every proposed trigger is marked in its sentence and read again, which settles type, labels and roles.

The first pass sees all triggers of a window at once; with one of them marked, the encoder can tell which words are its actor
and its recipient. What the second pass takes for no act is dropped.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.acts.decode import SAY, Candidate, Proposal, decode_roles
from dragoman.acts.heads import Heads, MarkedScores
from dragoman.document import Document
from dragoman.language.encoder import MAX_PIECES, Encoder

MARKERS = ("[unused5]", "[unused6]")
# The sentence before is read with a short one, for what a pronoun means (the same in training/dataset.py).
CONTEXT_CHARACTERS = 320
ACT_ROLES = ("actor", "recipient", "count", "deadline", "reason", "date")
# Least probability at which the type of the first pass stands, though the second likes another better.
KEEP_PROPOSED = 0.35
NO_ACT_LIMIT = 0.7


@dataclass(frozen=True, slots=True)
class Prepared:
    """A marked sentence: word piece ids, their offsets in the stretch (markers (0, 0)), the place of the opening marker,
    and where the stretch starts in the article."""

    ids: list[int]
    offsets: npt.NDArray[np.int32]
    at: int
    start: int


class MarkedReader:
    """Prepares marked sentences and reads the heads' answer."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self._encoder = encoder
        self._heads = heads
        self._markers = [encoder.piece_id(marker) for marker in MARKERS]

    def prepare(self, document: Document, proposal: Proposal) -> Prepared | None:
        """Return the marked sentence of a proposal, or None where it stands in no sentence or beyond the longest input."""
        stretch = context_of(document, proposal.start)
        if stretch is None:
            return None
        start, end = stretch
        text = document.text[start : max(end, proposal.end)]
        cuts = (0, proposal.start - start, proposal.end - start, len(text))
        ids, offsets, at = [self._encoder.cls_id], [(0, 0)], 0
        for n in range(3):
            part = self._encoder.tokenizer.encode(text[cuts[n] : cuts[n + 1]], add_special_tokens=False)
            ids += part.ids
            offsets += [(a + cuts[n], b + cuts[n]) for a, b in part.offsets]
            if n < 2:
                at = at or len(ids)
                ids.append(self._markers[n])
                offsets.append((0, 0))
        ids.append(self._encoder.sep_id)
        offsets.append((0, 0))
        if len(ids) > MAX_PIECES:
            return None
        return Prepared(ids, np.array(offsets, dtype=np.int32), at, start)

    def candidate(
        self, document: Document, proposal: Proposal, prepared: Prepared, scores: MarkedScores
    ) -> Candidate | None:
        """Return the act that the second pass reads, or None for no act."""
        heads = self._heads
        if float(scores.type[-1]) > NO_ACT_LIMIT:
            return None
        column = heads.types.index(proposal.type)
        if float(scores.type[column]) < KEEP_PROPOSED:
            column = int(scores.type[:-1].argmax())
        mode, mode_score = heads.best_mode(column, scores.mode)
        best = int(scores.status.argmax())
        return Candidate(
            type=heads.types[column],
            start=proposal.start,
            end=proposal.end,
            score=float(np.sqrt(proposal.score * float(scores.type[column]))),
            mode=mode,
            mode_score=mode_score,
            cameo=heads.cameo[int(scores.cameo.argmax())],
            status=heads.statuses[best],
            status_score=float(scores.status[best]),
            historical=scores.historical,
            roles=decode_roles(scores.roles, heads, ACT_ROLES, prepared.offsets, document.text, prepared.start),
            first=proposal.score,
            second=float(scores.type[column]),
            heard=np.column_stack(
                [
                    prepared.offsets + prepared.start,
                    scores.roles[:, [heads.role_index["actor"], heads.role_index["recipient"]]],
                ]
            ).astype(np.float32),
            combined=float(scores.type[heads.types.index("SANCTION")] + scores.type[heads.types.index("COERCE")]),
        )


def context_of(document: Document, place: int) -> tuple[int, int] | None:
    """Return the stretch in which a trigger is read: its sentence, and the one before where both together are short."""
    sentences = document.sentences
    n = bisect.bisect_right(sentences, place, key=lambda sentence: sentence.start) - 1
    if n < 0 or place >= sentences[n].end:
        return None
    here = sentences[n]
    if n and sentences[n - 1].paragraph == here.paragraph and sentences[n - 1].block == here.block:
        start = sentences[n - 1].start
        if here.end - start <= CONTEXT_CHARACTERS:
            return start, here.end
    return here.start, here.end


# One trigger may be two acts only here: "jailed" is a conviction and an arrest (ruling in docs/ontology.md).
_DOUBLE = {"SANCTION", "COERCE"}


def without_repeats(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates in text order; of overlapping ones the best, attributions apart."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (-one.score, one.start, one.end, one.type)):
        rivals = [other for other in kept if one.start < other.end and other.start < one.end]
        if one.type == SAY:
            rivals = [other for other in rivals if other.type == SAY]
        else:
            rivals = [other for other in rivals if other.type != SAY and {one.type, other.type} != _DOUBLE]
        if not rivals:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.type))
