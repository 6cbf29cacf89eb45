"""The encoder at run time: word pieces in, one vector a piece out, with onnxruntime and numpy alone.

Weights lie beside this module (`weights/`), with their sha256 in `weights/manifest.json`, checked when they are loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
MAX_PIECES = 192
THREADS_VARIABLE = "DRAGOMAN_THREADS"
# Of onnxruntime's own fusions these give kernels that are slower than their parts (1.32; a quarter of the time of a run).
SLOW_FUSIONS = ("SkipLayerNormFusion", "BiasGeluFusion")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoded text. `offsets` (T, 2): code points of each piece in the text, (0, 0) for [CLS] and [SEP];
    `vectors` (T, D): what the encoder makes of each piece."""

    offsets: npt.NDArray[np.int32]
    vectors: Floats


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a weights folder.

    Raises:
        ModelError: when it is missing or unreadable.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"no usable model in {folder.name}: {error}", "reinstall dragoman, or run `make train` in the repository"
        ) from error
    return manifest


def read_checked(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    """Return the bytes of a weights file after comparing them with the manifest's sha256.

    Raises:
        ModelError: when the file is missing or altered.
    """
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the model file {name}: {error.strerror}", "reinstall dragoman") from error
    found, expected = hashlib.sha256(data).hexdigest(), manifest["sha256"].get(name)
    if found != expected:
        raise ModelError(f"{name} has sha256 {found}, expected {expected}", "reinstall dragoman; the file was altered")
    return data


class Encoder:
    """Encodes texts, each by itself: the result for a text never depends on its neighbours.

    Args:
        folder: the weights folder.
        threads: threads of onnxruntime; default from DRAGOMAN_THREADS, else 1 (processes scale better than threads).

    Raises:
        ModelError: when weights are missing or altered.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self.version: str = self.manifest["version"]
        self._threads = threads or int(os.environ.get(THREADS_VARIABLE, "1"))
        self.tokenizer = self._load_tokenizer()
        self._session = self._load_session()
        self.cls_id = self.piece_id("[CLS]")
        self.sep_id = self.piece_id("[SEP]")

    def _load_tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        data = read_checked(self.folder, "tokenizer.json", self.manifest)
        tokenizer = Tokenizer.from_str(data.decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def _load_session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        data = read_checked(self.folder, "encoder.onnx", self.manifest)
        return onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW_FUSIONS)
        )

    def piece_id(self, piece: str) -> int:
        """Return the id of a word piece of the vocabulary.

        Raises:
            ModelError: when the vocabulary lacks it.
        """
        found = self.tokenizer.token_to_id(piece)
        if found is None:
            raise ModelError(f"the tokenizer lacks the word piece {piece!r}", "reinstall dragoman")
        return int(found)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Return an encoding for each text, in order. A text longer than MAX_PIECES is cut there."""
        if not texts:
            return []
        tokenized = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ids = [[self.cls_id, *one.ids[: MAX_PIECES - 2], self.sep_id] for one in tokenized]
        vectors = self.run(ids)
        out = []
        for one, row, vector in zip(tokenized, ids, vectors):
            offsets = np.zeros((len(row), 2), dtype=np.int32)
            if len(row) > 2:
                offsets[1:-1] = one.offsets[: len(row) - 2]
            out.append(Encoding(offsets, vector))
        return out

    def run(self, rows: Sequence[Sequence[int]]) -> list[Floats]:
        """Return the piece vectors (T, D) of each row of word piece ids, in order.

        Rows are run one by one. The int8 matrices take their scale from all activations of a run, so that a batch would let a
        text's neighbours change its result; and short rows lose little without a batch, none of it to padding.
        """
        out: list[Floats] = []
        for row in rows:
            ids = np.array([row], dtype=np.int64)
            (hidden,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            out.append(hidden[0])
        return out


@lru_cache(maxsize=2)
def load_encoder(folder: Path = WEIGHTS) -> Encoder:
    """Return the encoder of a weights folder, loaded once a process."""
    return Encoder(folder)
