"""Export a trained network for the run time: encoder to ONNX int8, heads to one npz, labels and hashes to a manifest.

python -m training.export --run training/runs/distilled --weights mini.safetensors --tokenizer tokenizer.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

from training.dataset import MODE_LABELS, ROLES, STATUSES, TYPES
from training.network import Network

OUT = Path("src/dragoman/language/weights")


class _Encoder(torch.nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return hidden


def export_encoder(network: Network, path: Path, quantize: bool = True) -> None:
    """Write the encoder as ONNX: attention fused, weights int8 by channel (or fp32).

    Sums are not fused with their normalisation nor biases with the activation: those kernels take three times and one and a half times
    as long as their parts (`dragoman.language.encoder` keeps onnxruntime from fusing them at loading).
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    fusions = FusionOptions("bert")
    fusions.enable_skip_layer_norm = fusions.enable_bias_skip_layer_norm = fusions.enable_bias_gelu = False

    ids = torch.randint(5, 20000, (2, 24))
    mask = torch.ones_like(ids)
    with tempfile.TemporaryDirectory() as folder:
        raw, fused = Path(folder) / "raw.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            _Encoder(network).eval(), (ids, mask), str(raw), dynamo=False, opset_version=17,
            input_names=["input_ids", "attention_mask"], output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("input_ids", "attention_mask", "hidden")},
        )  # fmt: skip
        optimize_model(
            str(raw), model_type="bert", num_heads=12, hidden_size=384, optimization_options=fusions, opt_level=1
        ).save_model_to_file(str(fused))
        if quantize:
            quantize_dynamic(
                str(fused), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
                extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
            )  # fmt: skip
        else:
            shutil.copy(fused, path)


def export_heads(network: Network, path: Path) -> None:
    """Write the heads' matrices as float16 arrays, transposed for `x @ w + b`."""
    arrays = {}
    for name, value in network.heads.state_dict().items():
        array = value.detach().numpy()
        if name.endswith("weight") and "distance" not in name:
            array = array.T
        arrays[name] = np.ascontiguousarray(array).astype(np.float16)
    np.savez(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--version", default="1")
    parser.add_argument("--fp32", action="store_true")
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text(encoding="utf-8"))
    network = Network(labels["encoder"], len(labels["cameo"]), None)
    network.load_state_dict(torch.load(args.run / "network.pt", weights_only=True), strict=False)
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    export_encoder(network, args.out / "encoder.onnx", quantize=not args.fp32)
    export_heads(network, args.out / "heads.npz")
    shutil.copy(args.tokenizer, args.out / "tokenizer.json")
    names = ("encoder.onnx", "heads.npz", "tokenizer.json")
    manifest = {
        "version": args.version,
        "types": TYPES, "modes": MODE_LABELS, "cameo": labels["cameo"], "statuses": STATUSES, "roles": ROLES,
        "sha256": {name: hashlib.sha256((args.out / name).read_bytes()).hexdigest() for name in names},
    }  # fmt: skip
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    for name in names:
        print(name, (args.out / name).stat().st_size)


if __name__ == "__main__":
    main()
