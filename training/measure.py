"""Figures of a network on the dev part while it trains, and on marked sentences of a file (`relate`)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.dataset import SAY, TYPES

if TYPE_CHECKING:
    from training.train import Trainer


def runs(inside: np.ndarray, start: np.ndarray, threshold: float = 0.5) -> list[tuple[int, int]]:
    """Return half-open runs of pieces above the threshold; a piece that starts a trigger begins a new run."""
    out: list[tuple[int, int]] = []
    begin = -1
    for n, (p, s) in enumerate(zip(inside, start)):
        if p <= threshold:
            if begin >= 0:
                out.append((begin, n))
            begin = -1
        elif begin < 0:
            begin = n
        elif s > 0.5 and inside[n - 1] > threshold:
            out.append((begin, n))
            begin = n
    if begin >= 0:
        out.append((begin, len(inside)))
    return out


def macro_f1(gold: list[int], guess: list[int]) -> float:
    """Return the mean F1 over the classes that occur in gold."""
    scores = []
    for label in sorted(set(gold)):
        hit = sum(g == p == label for g, p in zip(gold, guess))
        n = sum(g == label for g in gold) + sum(p == label for p in guess)
        scores.append(2 * hit / n if n else 0.0)
    return float(np.mean(scores))


def dev(trainer: Trainer) -> dict[str, float]:
    """Return the dev figures: trigger F1 (acts, quotes), mode and status accuracy, role F1 by piece, pair accuracy."""
    trainer.network.eval()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    right: dict[str, list[bool]] = defaultdict(list)
    gold_types: list[int] = []
    guess_types: list[int] = []
    k = len(TYPES) + 1
    with torch.no_grad():
        for name, group in trainer.steps(True):
            out, gold, _ = trainer.outputs(name, group)
            if name == "marked":
                _marked(out, gold, counts, right)
                continue
            if name == "pair":
                gold_types += [trainer.pairs[n].type for n in group]
                guess_types += out["type"].argmax(-1).tolist()
                continue
            scores = torch.sigmoid(out["trigger"]).numpy()
            for row, number in enumerate(group):
                window = trainer.windows[number]
                if not window.is_partial:
                    _triggers(scores[row, : len(window.ids)], trainer.targets[number].trigger, k, counts)
            if "batch" in gold:
                labels = gold["labels"]
                for key, column in (("mode", 0), ("cameo", 1), ("status", 2)):
                    known = labels[:, column] >= 0
                    right[key] += (out[key].argmax(-1)[known] == labels[known, column]).tolist()
                act = labels[:, 0] >= 0
                figures_of_spans(trainer, out["roles"], gold, act, counts)
                guess = torch.sigmoid(out["roles"]) > 0.5
                for n, role in (
                    (0, "actor"),
                    (1, "recipient"),
                    (2, "count"),
                    (3, "deadline"),
                    (4, "reason"),
                    (6, "source"),
                    (7, "content"),
                ):
                    on = gold["role_weights"][:, n] > 0
                    a, b = guess[on][:, :, n], gold["roles"][on][:, :, n] > 0
                    b_any = gold["weight"][gold["batch"][on]].amax(-1) > 0
                    a = a & b_any
                    counts[role][0] += int((a & b).sum())
                    counts[role][1] += int(a.sum())
                    counts[role][2] += int(b.sum())
    figures = {name: round(2 * hit / max(guessed + wanted, 1), 3) for name, (hit, guessed, wanted) in counts.items()}
    figures |= {name: round(float(np.mean(values)), 3) for name, values in right.items()}
    if gold_types:
        figures["pair"] = round(float(np.mean(np.array(gold_types) == np.array(guess_types))), 3)
        figures["pair_f1"] = round(macro_f1(gold_types, guess_types), 3)
    return figures


def _marked(
    out: dict[str, torch.Tensor],
    gold: dict[str, torch.Tensor],
    counts: dict[str, list[int]],
    right: dict[str, list[bool]],
) -> None:
    """Count the labels and role spans of marked triggers."""
    labels = gold["labels"]
    for column, key in enumerate(("type", "mode", "cameo", "status")):
        known = labels[:, column] >= 0
        right[f"m_{key}"] += (out[key].argmax(-1)[known] == labels[known, column]).tolist()
    probability = torch.sigmoid(out["roles"]).numpy()
    wanted = gold["roles"].numpy()
    for e in range(len(labels)):
        if labels[e, 1] < 0:
            continue
        for column, role in enumerate(("m_actor", "m_recipient", "m_count", "m_deadline", "m_reason")):
            if not gold["role_weights"][e, column]:
                continue
            a = runs(probability[e, :, column], np.zeros(probability.shape[1]))
            b = runs(wanted[e, :, column], np.zeros(probability.shape[1]))
            counts[role][0] += sum(any(s < q and p < t for p, q in a) for s, t in b)
            counts[role][1] += len(a)
            counts[role][2] += len(b)


def figures_of_spans(
    trainer: Trainer,
    roles: torch.Tensor,
    gold: dict[str, torch.Tensor],
    act: torch.Tensor,
    counts: dict[str, list[int]],
) -> None:
    """Count role spans of acts: a guessed run hits when it overlaps a gold run of the same role of the same act."""
    probability = torch.sigmoid(roles).numpy()
    wanted = gold["roles"].numpy()
    for e in torch.nonzero(act).flatten().tolist():
        for column, role in ((0, "actor_span"), (1, "recipient_span")):
            a = runs(probability[e, :, column], np.zeros(probability.shape[1]))
            b = runs(wanted[e, :, column], np.zeros(probability.shape[1]))
            counts[role][0] += sum(any(s < q and p < t for p, q in a) for s, t in b)
            counts[role][1] += len(a)
            counts[role][2] += len(b)


def _triggers(scores: np.ndarray, gold: np.ndarray, k: int, counts: dict[str, list[int]]) -> None:
    for column in range(k):
        name = "say" if column == SAY else "act"
        wanted = runs(gold[:, column], gold[:, k + column])
        guessed = runs(scores[:, column], scores[:, k + column])
        hit = sum(any(a < d and c < b for c, d in guessed) for a, b in wanted)
        counts[name][0] += hit
        counts[name][1] += len(guessed)
        counts[name][2] += len(wanted)
