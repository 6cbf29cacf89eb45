"""The trained model over documents: windows give proposals and attributions; each proposal, marked, gives an act."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.acts.decode import Candidate, Proposal, decode_window
from dragoman.acts.heads import Heads, load_heads
from dragoman.acts.marked import MarkedReader, Prepared, without_repeats
from dragoman.acts.sides import SideWeights, load_sides
from dragoman.acts.windows import make_windows
from dragoman.document import Document
from dragoman.language.encoder import WEIGHTS, Encoder, load_encoder

# The first pass proposes generously; the second decides. What is proposed at less hardly ever becomes a report (docs/model.md).
LEAST_SCORE = 0.4
DEFAULT_THRESHOLDS = {"": 0.25, "SAY": 0.5}


class Model:
    """The encoder and its heads, with the trigger thresholds that calibration chose and the weights of whom acts mean."""

    def __init__(self, encoder: Encoder, heads: Heads, sides: SideWeights | None = None) -> None:
        self.encoder = encoder
        self.heads = heads
        self.thresholds: dict[str, float] = encoder.manifest.get("thresholds", DEFAULT_THRESHOLDS)
        self.calibration: list[float] | None = encoder.manifest.get("calibration")
        self.least_score: float = encoder.manifest.get("least_score", LEAST_SCORE)
        self.version = encoder.version
        self.sides = sides
        self._reader = MarkedReader(encoder, heads)

    def read(self, documents: Sequence[Document]) -> list[list[Candidate]]:
        """Return the candidate acts and attributions of each document, in text order."""
        jobs = [(n, window) for n, document in enumerate(documents) for window in make_windows(document)]
        texts = [documents[n].text[window.start : window.end] for n, window in jobs]
        out: list[list[Candidate]] = [[] for _ in documents]
        prepared: list[tuple[int, list[Proposal], Prepared]] = []
        for (n, window), encoding in zip(jobs, self.encoder.encode(texts)):
            document = documents[n]
            proposals, said = decode_window(encoding, self.heads, document.text, window.start, self.thresholds)
            out[n] += said
            for same in _by_span(proposals):
                ready = self._reader.prepare(document, same[0])
                if ready is not None:
                    prepared.append((n, same, ready))
        for (n, same, ready), vectors in zip(prepared, self.encoder.run([ready.ids for _, _, ready in prepared])):
            scores = self.heads.marked(vectors, ready.at)
            for proposal in same:
                candidate = self._reader.candidate(documents[n], proposal, ready, scores)
                if candidate is not None:
                    out[n].append(candidate)
        return [without_repeats(found) for found in out]


def _by_span(proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Return proposals grouped by their span: one marked reading serves all types proposed for the same words."""
    groups: dict[tuple[int, int], list[Proposal]] = {}
    for proposal in proposals:
        groups.setdefault((proposal.start, proposal.end), []).append(proposal)
    return list(groups.values())


@lru_cache(maxsize=2)
def load_model(folder: Path = WEIGHTS) -> Model:
    """Return the model of a weights folder, loaded once a process.

    Raises:
        ModelError: when weights are missing or altered.
    """
    return Model(load_encoder(folder), load_heads(folder), load_sides(folder))
