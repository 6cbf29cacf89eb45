"""Make a network to train on from the shipped weights: python -m training.restore --weights mini.safetensors --out training/runs/shipped

The matrices are the shipped int8 ones times their scales, so what is made differs from the network that was exported by the rounding alone.
The embeddings are those of the starting weights, which training leaves as they are. `python -m training.train --init` goes on from here,
with more text or other text, at a fraction of the cost of training anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from dragoman.language.encoder import WEIGHTS, read_checked, read_manifest
from training.network import Network

PARTS = ("query", "key", "value")
MATRICES = ("attention.output.dense", "intermediate.dense", "output.dense")


def encoder_state(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """Return the encoder's layers by their names in `Network`, from an exported graph (attention fused, int8 by channel)."""
    arrays = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {name: array for name, array in arrays.items() if name.startswith("encoder.encoder.layer.")}
    products = [node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger"]
    for n in range(len(products) // len(MATRICES)):
        layer = f"encoder.encoder.layer.{n}"
        whole = _dequantized(arrays, f"Attention_{n}_qkv_weight_quantized")
        for part, weight, bias in zip(
            PARTS, np.split(whole, 3, axis=1), np.split(arrays[f"Attention_{n}_qkv_bias"], 3), strict=True
        ):
            found[f"{layer}.attention.self.{part}.weight"] = weight.T
            found[f"{layer}.attention.self.{part}.bias"] = bias
        for k, name in enumerate(MATRICES):
            found[f"{layer}.{name}.weight"] = _dequantized(arrays, products[n * len(MATRICES) + k]).T
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in found.items()}


def _dequantized(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return a matrix (rows, columns) whose columns have each their scale and zero point."""
    base = name.removesuffix("_quantized")
    values = arrays[name].astype(np.float32) - arrays[f"{base}_zero_point"].astype(np.float32)
    return np.asarray(values * arrays[f"{base}_scale"], dtype=np.float32)


def restored(folder: Path, weights: Path) -> tuple[Network, list[str]]:
    """Return the network of a weights folder, and its CAMEO leaves.

    Args:
        folder: of the exported weights; their hashes are checked.
        weights: the starting weights, for the embeddings.
    """
    manifest = read_manifest(folder)
    model = onnx.load_from_string(read_checked(folder, "encoder.onnx", manifest))
    read_checked(folder, "heads.npz", manifest)
    leaves: list[str] = list(manifest["cameo"])
    network = Network("mini", len(leaves), weights)
    state = network.state_dict()
    found = encoder_state(model)
    with np.load(folder / "heads.npz") as heads:
        for name in heads.files:
            array = heads[name].astype(np.float32)
            is_turned = name.endswith("weight") and "distance" not in name
            found[f"heads.{name}"] = torch.from_numpy(np.ascontiguousarray(array.T if is_turned else array))
    missing = [name for name in state if name not in found and "embeddings" not in name and "pooler" not in name]
    if missing:
        raise SystemExit(f"the shipped weights lack {', '.join(missing[:3])}")
    network.load_state_dict({**state, **found})
    return network, leaves


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="MiniLM's model.safetensors")
    parser.add_argument("--folder", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    network, leaves = restored(args.folder, args.weights)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), args.out / "network.pt")
    (args.out / "labels.json").write_text(json.dumps({"cameo": leaves, "encoder": "mini"}), encoding="utf-8")


if __name__ == "__main__":
    main()
