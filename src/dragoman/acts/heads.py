"""The heads of the model at run time, with numpy: triggers, and for each trigger its labels and roles.

The same matrices as `training/network.py` trains. Shapes: T word pieces, D encoder width, K types (16 and SAY), R roles.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.language.encoder import WEIGHTS, Floats, read_checked, read_manifest

_DISTANCE_REACH = 5


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function, safe for large arguments."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Return the softmax over the last axis."""
    shifted = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class MarkedScores:
    """What the heads say of one marked trigger: probabilities. `type` has one more column, no act; `roles` is (T, R)."""

    type: Floats
    mode: Floats
    cameo: Floats
    status: Floats
    historical: float
    roles: Floats


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the heads say of the act between two marked spans: probabilities."""

    type: Floats
    mode: Floats
    cameo: Floats
    status: Floats


class Heads:
    """Applies the trained matrices. `types`, `modes`, `cameo`, `statuses`, `roles` name the columns."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]], manifest: dict[str, Any]) -> None:
        self._w: dict[str, Floats] = {name: array.astype(np.float32) for name, array in arrays.items()}
        self.types: tuple[str, ...] = tuple(manifest["types"])
        self.modes: tuple[str, ...] = tuple(manifest["modes"])
        self.cameo: tuple[str, ...] = tuple(manifest["cameo"])
        self.statuses: tuple[str, ...] = tuple(manifest["statuses"])
        self.roles: tuple[str, ...] = tuple(manifest["roles"])
        self.role_index = {role: n for n, role in enumerate(self.roles)}
        owner = np.array([self.types.index(mode.split("/")[0]) for mode in self.modes])
        self._modes_of = [np.flatnonzero(owner == n) for n in range(len(self.types))]

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._w[f"{name}.weight"] + self._w[f"{name}.bias"], dtype=np.float32)

    def triggers(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Return (T, K) probabilities that a piece lies in a trigger of each type, and that it starts one."""
        scores = sigmoid(self._linear("trigger", vectors))
        k = scores.shape[1] // 2
        return scores[:, :k], scores[:, k:]

    def said(self, vectors: Floats, first: int, last: int) -> Floats:
        """Return (T, R) role probabilities for the cue that covers pieces first … last (inclusive)."""
        vector = vectors[first : last + 1].mean(0)
        dense = np.tanh(self._linear("event_dense", np.concatenate([vector, vectors[0]])))
        places = np.arange(len(vectors))
        distance = np.where(places < first, places - first, np.where(places > last, places - last, 0))
        gate = self._linear("role_gate_token", vectors) * self._linear(
            "role_gate_event", np.concatenate([vector, dense])
        )
        mixed = np.tanh(
            gate
            + self._linear("role_token", vectors)
            + self._linear("role_event", vector)
            + self._w["role_distance.weight"][_bucket(distance)]
        )
        return sigmoid(self._linear("role_out", mixed))

    def marked(self, vectors: Floats, at: int) -> MarkedScores:
        """Return the labels of a marked trigger whose opening marker is piece `at`, and the roles of all pieces."""
        dense = np.tanh(self._linear("marked_dense", np.concatenate([vectors[0], vectors[at]])))
        return MarkedScores(
            softmax(self._linear("marked_type", dense)),
            softmax(self._linear("marked_mode", dense)),
            softmax(self._linear("marked_cameo", dense)),
            softmax(self._linear("marked_status", dense)),
            float(sigmoid(self._linear("marked_historical", dense))[0]),
            sigmoid(self._linear("marked_role", np.tanh(self._linear("marked_role_dense", vectors)))),
        )

    def pair(self, vectors: Floats, source: int, target: int) -> PairScores:
        """Return the labels of a marked pair whose opening markers stand at pieces `source` and `target`."""
        dense = np.tanh(self._linear("pair_dense", np.concatenate([vectors[0], vectors[source], vectors[target]])))
        names = ("pair_type", "pair_mode", "pair_cameo", "pair_status")
        return PairScores(*(softmax(self._linear(name, dense)) for name in names))

    def best_mode(self, type_index: int, mode_scores: Floats) -> tuple[str, float]:
        """Return the best mode of a type ("" for none) and its share among the type's modes."""
        columns = self._modes_of[type_index]
        part = mode_scores[columns]
        best = int(part.argmax())
        return self.modes[columns[best]].split("/")[1], float(part[best] / max(float(part.sum()), 1e-9))


def _bucket(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    size = np.minimum(np.floor(np.log2(np.maximum(np.abs(distance), 1))), _DISTANCE_REACH).astype(np.int64) + 1
    return np.where(distance == 0, 0, np.where(distance > 0, size, size + _DISTANCE_REACH + 1))


@lru_cache(maxsize=2)
def load_heads(folder: Path = WEIGHTS) -> Heads:
    """Return the heads of a weights folder, loaded once a process.

    Raises:
        ModelError: when weights are missing or altered.
    """
    manifest = read_manifest(folder)
    with np.load(io.BytesIO(read_checked(folder, "heads.npz", manifest))) as arrays:
        return Heads(dict(arrays), manifest)
