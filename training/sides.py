"""Fit the weights by which `dragoman.acts.sides` settles whom an act means, on the authored articles.

    python -m training.sides                writes sides.npz and its sha256 into the weights' folder
    python -m training.sides --check        five folds by story: how often the rules, and how often the weights, are right

Every act of the articles is read twice: with the annotated words for its sides, and as the model sees it. Right is the annotated
code; an act whose side the annotation leaves open counts a third, with "none" as the answer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from dragoman.acts.decode import SAY, Candidate
from dragoman.acts.reports import settled_drafts
from dragoman.acts.sides import Codes, Scene, load_sides
from dragoman.document import Document as Working
from dragoman.evaluation.acts_format import Act, Document
from dragoman.language.encoder import WEIGHTS
from dragoman.mentions import Gazetteer
from dragoman.pipeline import Coder, load
from evaluation.actors import SUCCESSORS
from evaluation.oracle import Case, read_cases, seen
from training.dataset import GOLD_EVENTS, documents

HIDDEN = 32
# So many networks are fitted from other starts and their scores averaged: which of two near options wins is chance in one.
NETWORKS = 4
OPEN_WEIGHT = 0.33
FOLDS = 5
SEED = 7
# What the second pass takes for less is hardly ever a report.
LEAST_SECOND = 0.4


@dataclass
class Decision:
    """One side of one act: the options' features (N, F), how right each is (N,), and what it weighs."""

    story: str
    side: int
    features: np.ndarray
    right: np.ndarray
    weight: float


def coded(act: Act, side: int) -> Codes:
    """Return the annotated codes of a side."""
    found = {piece.code for piece in (act.recipient if side else act.actor)}
    return frozenset(SUCCESSORS.get(code, code) for code in found if code and code != "XXX")


def fitness(option: Codes, wanted: Codes) -> float:
    """Return how far an option agrees with the annotation: the share of codes in common; an organisation by its kind."""
    if not option or not wanted:
        return float(option == wanted)
    plain = {code.partition(":")[0] if code not in wanted else code for code in option}
    asked = {code.partition(":")[0] if code not in option else code for code in wanted}
    return len(plain & asked) / len(plain | asked)


def decisions(coder: Coder, case: Case, document: Document) -> Iterator[Decision]:
    """Yield the decisions of an article, on the annotated words and on the model's."""
    start, acts = 0, []
    for unit in document.units:
        acts += [(act, act.trigger[0] + start, act.trigger[1] + start) for act in unit.acts]
        start += len(unit.text) + 2
    told = seen(case, coder.gazetteer)
    state = coder.state_before("reports", told.article)
    found = [one for one in state.candidates if one.second > LEAST_SECOND]
    for working, candidates in ((told, case.candidates), (state.document, found)):
        yield from _of(working, coder.gazetteer, [one for one in candidates if one.type != SAY], acts, case.story)


def _of(
    working: Working, gazetteer: Gazetteer, found: Sequence[Candidate], acts: Sequence[tuple[Act, int, int]], story: str
) -> Iterator[Decision]:
    drafts = settled_drafts(working, gazetteer, found, working.quotes, None)
    scene = Scene(working, drafts, working.quotes)
    for n, draft in enumerate(drafts):
        act = next(
            (a for a, s, e in acts if a.type == draft.kind and s < draft.candidate.end and draft.candidate.start < e),
            None,
        )
        if act is None:
            continue
        for side in (0, 1):
            wanted = coded(act, side)
            pieces = act.recipient if side else act.actor
            if not wanted and pieces:
                continue  # a side that the annotation calls unknown
            options = scene.options(n, side)
            right = np.array([fitness(option, wanted) for option in options])
            if right.max() <= 0:
                continue
            yield Decision(
                story, side, scene.features(n, side, options), right, 1.0 if wanted else OPEN_WEIGHT
            )  # fmt: skip


class Scorer(nn.Module):
    """Two layers over an option's features."""

    def __init__(self, width: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.first = nn.Linear(width, hidden)
        self.last = nn.Linear(hidden, 1, bias=False)
        self.drop_features, self.drop_hidden = nn.Dropout(0.1), nn.Dropout(0.3)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        hidden = torch.relu(self.first(self.drop_features(features)))
        scores: torch.Tensor = self.last(self.drop_hidden(hidden)).squeeze(-1)
        return scores


def fit(found: Sequence[Decision], epochs: int = 20) -> Scorer:
    """Return networks fitted to the decisions, from several starts, as one: the likelier an option, the more right it is."""
    return averaged([_fit(found, epochs, SEED + n) for n in range(NETWORKS)])


def averaged(networks: Sequence[Scorer]) -> Scorer:
    """Return one network whose scores are the mean of several networks' scores: their hidden units side by side."""
    mean = Scorer(networks[0].first.in_features, sum(one.first.out_features for one in networks))
    with torch.no_grad():
        mean.first.weight.copy_(torch.cat([one.first.weight for one in networks]))
        mean.first.bias.copy_(torch.cat([one.first.bias for one in networks]))
        mean.last.weight.copy_(torch.cat([one.last.weight for one in networks], dim=1) / len(networks))
    return mean.eval()


def _fit(found: Sequence[Decision], epochs: int, seed: int) -> Scorer:
    torch.manual_seed(seed)
    size = max(len(one.right) for one in found)
    x = np.zeros((len(found), size, found[0].features.shape[1]), dtype=np.float32)
    y = np.zeros((len(found), size), dtype=np.float32)
    mask = np.full((len(found), size), -1e9, dtype=np.float32)
    for n, one in enumerate(found):
        x[n, : len(one.right)], mask[n, : len(one.right)] = one.features, 0
        best = one.right == one.right.max()
        y[n, : len(one.right)] = best / best.sum()
    weight = torch.tensor([one.weight for one in found])
    features, target, hidden = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(mask)
    network = Scorer(x.shape[2])
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.05)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        for batch in torch.randperm(len(found), generator=generator).split(64):
            scores = network(features[batch]) + hidden[batch]
            loss = -(torch.log_softmax(scores, -1) * target[batch]).sum(-1)
            loss = (loss * weight[batch]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network.eval()


def folds(found: Sequence[Decision]) -> Iterator[tuple[list[Decision], list[Decision]]]:
    """Yield the parts to fit on and to test on, by story."""
    for n in range(FOLDS):
        held = [int(hashlib.sha256(one.story.encode()).hexdigest(), 16) % FOLDS == n for one in found]
        yield (
            [one for one, out in zip(found, held) if not out],
            [one for one, out in zip(found, held) if out],
        )  # fmt: skip


def chosen(network: Scorer, one: Decision, margin: float) -> int:
    """Return the option taken: the rules' (0), unless another is so many times likelier."""
    with torch.no_grad():
        p = torch.softmax(network(torch.from_numpy(one.features)), -1).numpy()
    best = int(p.argmax())
    return best if best and p[best] > p[0] * margin else 0


def check(found: Sequence[Decision]) -> None:
    """Print how often the rules and the weights are right, over the folds."""
    margins = (1.0, 1.5, 2.0, 3.0, 5.0)
    for side, name in enumerate(("actor", "recipient")):
        hits = dict.fromkeys(margins, 0.0)
        rules = total = 0.0
        for rest, held in folds([one for one in found if one.side == side]):
            network = fit(rest)
            for one in held:
                if one.weight < 1:
                    continue
                total += 1
                rules += float(one.right[0] > 0)
                for margin in margins:
                    hits[margin] += float(one.right[chosen(network, one, margin)] > 0)
        told = ", ".join(f"{margin:g}: {hit / total:.3f}" for margin, hit in hits.items())
        print(f"{name}: of {total:.0f} coded sides the rules have {rules / total:.3f}; by margin {told}")


def save(networks: Sequence[Scorer], margin: float, folder: Path) -> None:
    """Write the weights beside the model's, and their hash into the manifest."""
    arrays = {"margin": np.float32(margin)}
    for name, network in zip(("actor", "recipient"), networks):
        state = {key: value.numpy() for key, value in network.state_dict().items()}
        arrays[f"{name}_first"] = state["first.weight"].T.astype(np.float16)
        arrays[f"{name}_bias"] = state["first.bias"].astype(np.float16)
        arrays[f"{name}_last"] = state["last.weight"][0].astype(np.float16)
    np.savez(folder / "sides.npz", **arrays)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["sha256"]["sides.npz"] = hashlib.sha256((folder / "sides.npz").read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    parser.add_argument("--margin", type=float, default=1.2)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    coder = load()
    named = [document for _, document in documents(args.corpus) if document.id is not None]
    cases = [case for case in read_cases(args.corpus) if case.gold.id not in GOLD_EVENTS]
    found = [one for case, document in zip(cases, named, strict=True) for one in decisions(coder, case, document)]
    print(f"{len(named)} articles, {len(found)} sides")
    if args.check:
        check(found)
        return
    save([fit([one for one in found if one.side == side]) for side in (0, 1)], args.margin, WEIGHTS)
    load_sides.cache_clear()


if __name__ == "__main__":
    main()
