"""The trained model over documents: windows are encoded in batches, then read off window by window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.acts.decode import Candidate, decode_window
from dragoman.acts.heads import Heads, load_heads
from dragoman.acts.windows import make_windows
from dragoman.document import Document
from dragoman.language.encoder import WEIGHTS, Encoder, load_encoder

DEFAULT_THRESHOLDS = {"": 0.5}


class Model:
    """The encoder and its heads, with the trigger thresholds that calibration chose."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self.encoder = encoder
        self.heads = heads
        self.thresholds: dict[str, float] = encoder.manifest.get("thresholds", DEFAULT_THRESHOLDS)
        self.version = encoder.version

    def read(self, documents: Sequence[Document]) -> list[list[Candidate]]:
        """Return the candidate acts and attributions of each document, in text order."""
        jobs = [(n, window) for n, document in enumerate(documents) for window in make_windows(document)]
        texts = [documents[n].text[window.start : window.end] for n, window in jobs]
        out: list[list[Candidate]] = [[] for _ in documents]
        for (n, window), encoding in zip(jobs, self.encoder.encode(texts)):
            out[n] += decode_window(encoding, self.heads, documents[n].text, window.start, self.thresholds)
        return out


@lru_cache(maxsize=2)
def load_model(folder: Path = WEIGHTS) -> Model:
    """Return the model of a weights folder, loaded once a process.

    Raises:
        ModelError: when weights are missing or altered.
    """
    return Model(load_encoder(folder), load_heads(folder))
