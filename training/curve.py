"""The learning curve of `relate`: train on a quarter, a half and all of the corpus, measure on marked sentences.

    python -m training.curve PLV.tsv --weights mini.safetensors --tokenizer tokenizer.json

Only the pair task is trained, from the same start, for the same number of epochs: the figures show what more text brings, and
lie below those of the shipped model, which learns all tasks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from dragoman.ontology.crosswalk import older_type
from evaluation.relate_plv import f1_by_class, read
from training.dataset import TYPES, Pair, is_dev
from training.train import Trainer

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
TYPE_SHARE = 0.25


def guesses(trainer: Trainer, path: Path) -> tuple[list[str], list[str]]:
    """Return gold and guessed types of a file, under the older table."""
    rows = read(path)
    pairs = [Pair(*trainer.builder.pair(row["text"], row["source"], row["target"]), 0, 0, 0, 0) for row in rows]
    older = [older_type(leaf) for leaf in trainer.builder.labels.cameo]
    found = []
    trainer.network.eval()
    with torch.no_grad():
        for n in range(0, len(pairs), 32):
            part = pairs[n : n + 32]
            hidden, _ = trainer.hidden([pair.ids for pair in part])
            out = trainer.network.heads.pairs(hidden, torch.tensor([pair.at for pair in part]))
            for types, leaves in zip(out["type"].softmax(-1), out["cameo"].softmax(-1)):
                scores = dict.fromkeys((MERGED.get(kind, kind) for kind in TYPES), 0.0)
                for kind, p in zip(TYPES, types.tolist()):
                    scores[MERGED.get(kind, kind)] += TYPE_SHARE * p
                for kind, p in zip(older, leaves.tolist()):
                    scores[kind] += (1 - TYPE_SHARE) * p
                found.append(max(scores, key=lambda kind: scores[kind]))
    return [row["gold"] for row in rows], found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    for share in (0.25, 0.5, 1.0):
        out = Path(f"training/runs/curve-{share}")
        out.mkdir(parents=True, exist_ok=True)
        settings = argparse.Namespace(
            encoder="mini", weights=args.weights, tokenizer=args.tokenizer, vocabulary=None, corpus="training/corpus", out=str(out),
            init=None, epochs=args.epochs, rate=2e-4, head_rate=1e-3, tasks="pair", share=share, soft=None, teach=None, mine_after=None,
            loose_share=1.0,
        )  # fmt: skip
        trainer = Trainer(settings)
        trainer.train()
        gold, found = guesses(trainer, args.path)
        scores = f1_by_class(gold, found)
        right = sum(g == p for g, p in zip(gold, found)) / len(gold)
        n = sum(not is_dev(pair.key) for pair in trainer.pairs)
        print(
            f"share {share}: {n} pairs, accuracy {right:.3f}, macro-F1 {sum(scores.values()) / len(scores):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
