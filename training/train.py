"""Train the network on the authored corpus, or distil it from a larger teacher's scores.

    python -m training.train --encoder mini --weights mini.safetensors --tokenizer tokenizer.json --out training/runs/plain
    python -m training.train --encoder mpnet … --out training/runs/teacher --soft training/runs/soft.pt
    python -m training.train --encoder mini … --teach training/runs/soft.pt --out training/runs/distilled

The seed is fixed; on another machine or thread count sums round differently and figures move by about a point.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.acts.decode import to_words, trigger_runs
from dragoman.acts.model import DEFAULT_THRESHOLDS
from training import measure
from training.dataset import (
    ACT_ROLES,
    MARKERS,
    NO_ACT,
    ROLES,
    SAY,
    TYPES,
    Builder,
    Marked,
    Pair,
    Window,
    is_article,
    is_dev,
    load,
    mark,
    token_spans,
)
from training.network import N_TRIGGER, Network

K = N_TRIGGER // 2
TOKENS_A_BATCH = 1600
SEED = 20261125


class Batches:
    """Makes padded tensors; maps word piece ids to the encoder's own vocabulary."""

    def __init__(self, mapping: np.ndarray | None, pad: int) -> None:
        self.mapping, self.pad = mapping, pad

    def ids(self, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
        size = max(len(row) for row in rows)
        ids = np.full((len(rows), size), self.pad, dtype=np.int64)
        mask = np.zeros((len(rows), size), dtype=np.int64)
        for n, row in enumerate(rows):
            piece = np.asarray(row) if self.mapping is None else self.mapping[row]
            ids[n, : len(row)], mask[n, : len(row)] = piece, 1
        return torch.from_numpy(ids), torch.from_numpy(mask)

    @staticmethod
    def groups(items: list[Any], rng: random.Random | None) -> list[list[int]]:
        """Return lists of item numbers of like length, in random order when `rng` is given."""
        order = list(range(len(items)))
        if rng:
            rng.shuffle(order)
        order.sort(key=lambda n: len(items[n].ids) // 8)
        groups: list[list[int]] = []
        group: list[int] = []
        for n in order:
            if group and (len(group) + 1) * len(items[n].ids) > TOKENS_A_BATCH:
                groups.append(group)
                group = []
            group.append(n)
        if group:
            groups.append(group)
        if rng:
            rng.shuffle(groups)
        return groups


class Targets:
    """The label arrays of one window, made once."""

    def __init__(self, window: Window) -> None:
        size = len(window.ids)
        self.trigger = np.zeros((size, 2 * K), dtype=np.float32)
        self.weight = np.ones((size, 2 * K), dtype=np.float32)
        if not window.has_says:
            self.weight[:, [SAY, K + SAY]] = 0
        if window.is_partial:
            self.weight[:] = 0
        spans, roles, weights, labels = [], [], [], []
        for event in window.events:
            row = token_spans(window.offsets, [event.trigger])
            if not row.any():
                continue
            column = SAY if event.is_say else event.type
            self.trigger[row > 0, column] = 1
            first = int(row.argmax())
            self.trigger[first, K + column] = 1
            if window.is_partial:
                self.weight[row > 0, column] = 1
                self.weight[first, K + column] = 1
            spans.append(row)
            roles.append(np.stack([token_spans(window.offsets, event.roles.get(role, [])) for role in ROLES], 1))
            wanted = ("source", "content") if event.is_say else ACT_ROLES
            weight = np.array([float(role in wanted) for role in ROLES], dtype=np.float32)
            if not event.roles.get("date"):
                weight[ROLES.index("date")] = 0
            if window.is_partial:
                weight[2:] = 0
            weights.append(weight)
            labels.append((event.mode, event.cameo, event.status, -1 if event.is_say else event.historical))
        self.spans, self.roles, self.role_weights, self.labels = spans, roles, weights, labels


def collate(group: list[int], targets: list[Targets], size: int) -> dict[str, Tensor]:
    """Return the padded label tensors of the windows of a group."""
    trigger = np.zeros((len(group), size, 2 * K), dtype=np.float32)
    weight = np.zeros_like(trigger)
    batch, spans, roles, role_weights, labels = [], [], [], [], []
    for n, number in enumerate(group):
        target = targets[number]
        length = len(target.trigger)
        trigger[n, :length], weight[n, :length] = target.trigger, target.weight
        for k, row in enumerate(target.spans):
            batch.append(n)
            spans.append(np.pad(row, (0, size - length)))
            roles.append(np.pad(target.roles[k], ((0, size - length), (0, 0))))
            role_weights.append(target.role_weights[k])
            labels.append(target.labels[k])
    out = {"trigger": torch.from_numpy(trigger), "weight": torch.from_numpy(weight)}
    if batch:
        out |= {
            "batch": torch.tensor(batch), "spans": torch.from_numpy(np.stack(spans)),
            "roles": torch.from_numpy(np.stack(roles)), "role_weights": torch.from_numpy(np.stack(role_weights)),
            "labels": torch.tensor(labels),
        }  # fmt: skip
    return out


def cross(logits: Tensor, gold: Tensor) -> Tensor:
    """Return the cross entropy over the known labels (gold >= 0); 0 where none is known."""
    known = gold >= 0
    if not known.any():
        return logits.sum() * 0
    return F.cross_entropy(logits[known], gold[known])


def soft_cross(logits: Tensor, teacher: Tensor) -> Tensor:
    """Return the cross entropy against a teacher's logits."""
    return -(F.log_softmax(logits, -1) * F.softmax(teacher, -1)).sum(-1).mean()


def binary(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Return the binary cross entropy, summed over labels, averaged over the weighted word pieces."""
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight
    return loss.sum() / (weight.amax(-1).sum().clamp(min=1))


def window_loss(
    out: dict[str, Tensor], gold: dict[str, Tensor], mask: Tensor, soft: dict[str, Tensor] | None
) -> Tensor:
    """Return the loss of a batch of windows; with `soft`, half of it against the teacher's scores."""
    loss = binary(out["trigger"], gold["trigger"], gold["weight"])
    if soft is not None:
        everywhere = mask.unsqueeze(-1).expand_as(out["trigger"]).float()
        loss = 0.4 * loss + 0.6 * binary(out["trigger"], torch.sigmoid(soft["trigger"]), everywhere)
    if "batch" not in gold:
        return loss
    labels = gold["labels"]
    weights = gold["role_weights"].unsqueeze(1) * mask[gold["batch"]].unsqueeze(-1)
    parts = (
        cross(out["mode"], labels[:, 0]) + 0.5 * cross(out["cameo"], labels[:, 1]) + cross(out["status"], labels[:, 2])
    )
    known = labels[:, 3] >= 0
    if known.any():
        parts = parts + F.binary_cross_entropy_with_logits(out["historical"][known], labels[known, 3].float())
    roles = binary(out["roles"], gold["roles"], weights)
    if soft is not None:
        act = labels[:, 0] >= 0
        if act.any():
            taught = soft_cross(out["mode"][act], soft["mode"][act]) + 0.5 * soft_cross(
                out["cameo"][act], soft["cameo"][act]
            )
            parts = 0.4 * parts + 0.6 * (taught + soft_cross(out["status"][act], soft["status"][act]))
        roles = 0.5 * roles + 0.5 * binary(out["roles"], torch.sigmoid(soft["roles"]), weights)
    return loss + 0.5 * parts + 2 * roles


def pair_loss(out: dict[str, Tensor], pairs: list[Pair], soft: dict[str, Tensor] | None) -> Tensor:
    """Return the loss of a batch of marked pairs."""
    gold = torch.tensor([(p.type, p.mode, p.cameo, p.status) for p in pairs])
    scale = (1.0, 0.5, 0.7, 0.3)
    loss = sum(
        s * cross(out[k], gold[:, n]) for n, (k, s) in enumerate(zip(("type", "mode", "cameo", "status"), scale))
    )
    if soft is not None:
        taught = sum(s * soft_cross(out[k], soft[k]) for k, s in zip(("type", "mode", "cameo", "status"), scale))
        loss = 0.3 * loss + 0.7 * taught
    return loss  # type: ignore[return-value]


class MarkedTargets:
    """The role labels of one marked trigger, made once."""

    def __init__(self, one: Marked) -> None:
        size = len(one.ids)
        self.roles = np.zeros((size, len(ROLES)), dtype=np.float32)
        self.weight = np.zeros(len(ROLES), dtype=np.float32)
        if one.event is None:
            self.labels = (NO_ACT, -1, -1, -1, -1)
            return
        event = one.event
        for n, role in enumerate(ACT_ROLES):
            self.roles[:, n] = token_spans(one.offsets, event.roles.get(role, []))
            self.weight[n] = 1.0
        if not event.roles.get("date"):
            self.weight[ROLES.index("date")] = 0
        if one.is_partial:
            self.weight[2:] = 0
        self.labels = (event.type, event.mode, event.cameo, event.status, event.historical)


def collate_marked(group: list[int], targets: list[MarkedTargets], size: int) -> dict[str, Tensor]:
    """Return the padded label tensors of a group of marked triggers."""
    roles = np.stack([np.pad(targets[n].roles, ((0, size - len(targets[n].roles)), (0, 0))) for n in group])
    weight = np.stack([targets[n].weight for n in group])
    return {
        "roles": torch.from_numpy(roles), "role_weights": torch.from_numpy(weight),
        "labels": torch.tensor([targets[n].labels for n in group]),
    }  # fmt: skip


def marked_loss(
    out: dict[str, Tensor], gold: dict[str, Tensor], mask: Tensor, soft: dict[str, Tensor] | None
) -> Tensor:
    """Return the loss of a batch of marked triggers; with `soft`, over half of it against the teacher's scores."""
    labels = gold["labels"]
    weights = gold["role_weights"].unsqueeze(1) * mask.unsqueeze(-1)
    names = (("type", 1.0), ("mode", 0.7), ("cameo", 0.3), ("status", 0.7))
    loss = sum(s * cross(out[name], labels[:, n]) for n, (name, s) in enumerate(names))
    roles = binary(out["roles"], gold["roles"], weights)
    if soft is not None:
        act = labels[:, 0] != NO_ACT
        taught = soft_cross(out["type"], soft["type"])
        if act.any():
            taught = taught + sum(s * soft_cross(out[name][act], soft[name][act]) for name, s in names[1:])
        loss = 0.4 * loss + 0.6 * taught
        roles = 0.4 * roles + 0.6 * binary(out["roles"], torch.sigmoid(soft["roles"]), weights)
    known = labels[:, 4] >= 0
    if known.any():
        loss = loss + F.binary_cross_entropy_with_logits(out["historical"][known], labels[known, 4].float())
    return loss + 3 * roles  # type: ignore[return-value]


class Trainer:
    """Holds the network, the examples and the batches of a run."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        torch.manual_seed(SEED)
        tokenizer = Tokenizer.from_file(str(args.tokenizer))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.builder, self.windows, self.pairs, self.marked = load(Path(args.corpus), tokenizer, args.share)
        self.network = Network(args.encoder, len(self.builder.labels.cameo), args.weights)
        if args.init:
            self.network.load_state_dict(torch.load(args.init, weights_only=True), strict=False)
        mapping = mpnet_ids(tokenizer, args.vocabulary) if args.encoder == "mpnet" else None
        self.batches = Batches(mapping, 1 if args.encoder == "mpnet" else 0)
        names = ["[CLS]", "[SEP]", "[PAD]", *MARKERS]
        special = [[tokenizer.token_to_id(name) for name in names], [tokenizer.token_to_id("[MASK]")]]
        kept, masks = special if mapping is None else [mapping[one].tolist() for one in special]
        self.kept, self.blank_id = torch.tensor(kept), masks[0]
        self.targets = [Targets(window) for window in self.windows]
        self.marked_targets = {"marked": [MarkedTargets(one) for one in self.marked]}
        self.items: dict[str, list[Any]] = {"window": self.windows, "pair": self.pairs, "marked": self.marked}
        self.rng = random.Random(SEED)

    def hidden(self, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
        ids, mask = self.batches.ids(rows)
        if self.network.training and self.args.blank:
            blanked = (torch.rand(ids.shape) < self.args.blank) & ~torch.isin(ids, self.kept)
            ids = ids.masked_fill(blanked, self.blank_id)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.network(ids, mask)
        return hidden.float(), mask

    def steps(self, dev: bool) -> Iterator[tuple[str, list[int]]]:
        """Yield one epoch's batches: ("window"|"pair"|"marked", numbers), mixed."""
        out = []
        for name, items in self.items.items():
            if name not in (*self.args.tasks.split(","), "mined"):
                continue
            wanted = [
                n for n, item in enumerate(items) if is_dev(item.key) == dev and (dev or self._is_taken(item.key))
            ]
            groups = Batches.groups([items[n] for n in wanted], None if dev else self.rng)
            out += [(name, [wanted[n] for n in group]) for group in groups]
        if not dev:
            self.rng.shuffle(out)
        yield from out

    def _is_taken(self, key: str) -> bool:
        """Return whether a text is read in this epoch: every article, and a share of the loose units, drawn anew each time."""
        return is_article(key) or self.args.loose_share >= 1 or self.rng.random() < self.args.loose_share

    def outputs(self, name: str, group: list[int]) -> tuple[dict[str, Tensor], dict[str, Tensor], Tensor]:
        items = [self.items[name][n] for n in group]
        hidden, mask = self.hidden([item.ids for item in items])
        if name in self.marked_targets:
            gold = collate_marked(group, self.marked_targets[name], hidden.shape[1])
            return self.network.heads.marked(hidden, torch.tensor([item.at for item in items])), gold, mask
        if name == "pair":
            return self.network.heads.pairs(hidden, torch.tensor([item.at for item in items])), {}, mask
        gold = collate(group, self.targets, hidden.shape[1])
        out = {"trigger": self.network.heads.trigger(self.network.heads.drop(hidden))}
        if "batch" in gold:
            out |= self.network.heads.events(hidden, gold["batch"], gold["spans"])
        return out, gold, mask

    def train(self) -> None:
        args = self.args
        taught = torch.load(args.teach, weights_only=True) if args.teach else None
        for parameter in self.network.encoder.embeddings.parameters():
            parameter.requires_grad = False
        if (
            args.encoder == "mini"
        ):  # the four markers are unused word pieces: let layer norm and positions stay, learn the rest
            self.network.encoder.embeddings.word_embeddings.weight.requires_grad = False
        heads = list(self.network.heads.parameters())
        body = [p for p in self.network.encoder.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(
            [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], weight_decay=0.01, fused=True
        )
        self.progress = 0.0  # in epochs: what is mined on the way makes the later ones longer
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: rate_share(self.progress, args.epochs))
        meta = {"cameo": self.builder.labels.cameo, "encoder": args.encoder}
        (Path(args.out) / "labels.json").write_text(json.dumps(meta), encoding="utf-8")
        started = time.time()
        for epoch in range(args.epochs):
            if epoch == args.mine_after:
                self.mine()
            self.network.train()
            sums: dict[str, list[float]] = {name: [] for name in self.items}
            steps = list(self.steps(False))
            for step, (name, group) in enumerate(steps):
                self.progress = epoch + (step + 1) / len(steps)
                out, gold, mask = self.outputs(name, group)
                soft = soft_batch(taught, name, group, mask.shape[1]) if taught and taught.get(name) else None
                if name == "window":
                    loss = window_loss(out, gold, mask, soft)
                elif name in self.marked_targets:
                    loss = marked_loss(out, gold, mask, soft)
                else:
                    loss = pair_loss(out, [self.pairs[n] for n in group], soft)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad()
                schedule.step()
                sums[name].append(loss.item())
            means = {name: round(float(np.mean(values)), 4) for name, values in sums.items() if values}
            print(f"epoch {epoch + 1} {means} {time.time() - started:.0f} s", json.dumps(measure.dev(self)), flush=True)
            torch.save(self.network.state_dict(), Path(args.out) / "network.pt")

    def mine(self) -> None:
        """Add what the first pass now proposes on the articles to the marked triggers: words that are no act, and triggers cut
        otherwise than annotated. The second pass learns on what it will be asked. Loose units were read once only: what their
        annotator missed would be taught as none."""
        self.network.eval()
        whole = [n for n, window in enumerate(self.windows) if is_article(window.key) and not is_dev(window.key)]
        found = []
        with torch.no_grad():
            for group in Batches.groups([self.windows[n] for n in whole], None):
                numbers = [whole[n] for n in group]
                hidden, _ = self.hidden([self.windows[n].ids for n in numbers])
                scores = torch.sigmoid(self.network.heads.trigger(hidden)).numpy()
                for row, number in enumerate(numbers):
                    window = self.windows[number]
                    found += mined(self.builder, window, scores[row, : len(window.ids)])
        nothing = sum(one.event is None for one in found)
        print(f"mined {nothing} proposals that are no act, {len(found) - nothing} cut otherwise", flush=True)
        self.items["mined"], self.marked_targets["mined"] = found, [MarkedTargets(one) for one in found]

    def write_soft(self, path: Path) -> None:
        """Write the network's scores of every window and pair, to distil from."""
        self.network.eval()
        soft: dict[str, dict[int, dict[str, Tensor]]] = {name: {} for name in self.items}
        with torch.no_grad():
            for dev in (False, True):
                for name, group in list(self.steps(dev)):
                    out, gold, _ = self.outputs(name, group)
                    for row, number in enumerate(group):
                        length = len(self.items[name][number].ids)
                        if name != "window":
                            kept = {k: v[row].half() for k, v in out.items() if k != "roles"}
                            if "roles" in out:
                                kept["roles"] = out["roles"][row, :length].half()
                            soft[name][number] = kept
                            continue
                        kept = {"trigger": out["trigger"][row, :length].half()}
                        if "batch" in gold:
                            chosen = gold["batch"] == row
                            kept |= {k: out[k][chosen].half() for k in ("mode", "cameo", "status")}
                            kept["roles"] = out["roles"][chosen][:, :length].half()
                        soft[name][number] = kept
        torch.save(soft, path)


def rate_share(progress: float, epochs: int) -> float:
    """Return the share of the learning rate after `progress` epochs: up over a fifteenth of the run, then down to a fiftieth."""
    warm = epochs / 15
    return min((progress + 1e-3) / warm, max(0.02, (epochs - progress) / (epochs - warm)))


def mined(builder: Builder, window: Window, scores: np.ndarray) -> list[Marked]:
    """Return the first pass's proposals in a window, marked: as no act, or with the label of the act whose words they touch."""
    acts = [event for event in window.events if not event.is_say]
    exact = {event.trigger for event in acts}
    spans = set()
    for column in range(len(TYPES)):
        inside = scores[:, column].copy()
        inside[[0, -1]] = 0
        for first, stop in trigger_runs(inside, scores[:, K + column], DEFAULT_THRESHOLDS[""]):
            spans.add(to_words(window.text, 0, np.array(window.offsets), first, stop - 1))
    out = []
    for span in sorted(spans - exact):
        touched = [event for event in acts if span[0] < event.trigger[1] and event.trigger[0] < span[1]]
        # A stretch that takes in two acts teaches nothing certain.
        if len({event.type for event in touched}) <= 1:
            one = mark(builder, window, span, touched[0] if touched else None)
            if one is not None:
                out.append(one)
    return out


def soft_batch(taught: dict[str, Any], name: str, group: list[int], size: int) -> dict[str, Tensor]:
    """Return the teacher's scores of a group, padded to `size`."""
    rows = [taught[name][number] for number in group]
    if name != "window":
        out = {key: torch.stack([row[key] for row in rows]).float() for key in rows[0] if key != "roles"}
        if "roles" in rows[0]:
            padded = [F.pad(row["roles"], (0, 0, 0, size - len(row["roles"])), value=-10.0) for row in rows]
            out["roles"] = torch.stack(padded).float()
        return out
    out = {
        "trigger": torch.stack(
            [F.pad(r["trigger"], (0, 0, 0, size - len(r["trigger"])), value=-10.0) for r in rows]
        ).float()
    }
    filled = [row for row in rows if "mode" in row and len(row["mode"])]
    for key in ("mode", "cameo", "status"):
        if filled:
            out[key] = torch.cat([row[key] for row in filled]).float()
    if filled:
        out["roles"] = torch.cat(
            [F.pad(r["roles"], (0, 0, 0, size - r["roles"].shape[1]), value=-10.0) for r in filled]
        ).float()
    return out


def mpnet_ids(tokenizer: Tokenizer, vocabulary: Path) -> np.ndarray:
    """Return MPNet's id for every id of the BERT vocabulary (the same word pieces in another order)."""
    names = {word: n for n, word in enumerate(vocabulary.read_text(encoding="utf-8").splitlines())}
    special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]", "[MASK]": "<mask>"}
    unknown = names["[UNK]"]
    size = tokenizer.get_vocab_size()
    pieces = [tokenizer.id_to_token(n) for n in range(size)]
    return np.array([names.get(special.get(piece, piece), unknown) for piece in pieces])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", choices=("mini", "mpnet"), default="mini")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, help="MPNet's vocab.txt")
    parser.add_argument("--corpus", default="training/corpus")
    parser.add_argument("--out", required=True)
    parser.add_argument("--init", type=Path, help="network.pt of an earlier run to go on from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument(
        "--mine-after",
        type=int,
        help="epochs after which false proposals join the marked triggers (tried: docs/model.md)",
    )
    parser.add_argument("--tasks", default="window,pair,marked")
    parser.add_argument(
        "--loose-share",
        type=float,
        default=1.0,
        help="part of the loose units that each epoch reads, beside all articles",
    )
    parser.add_argument(
        "--blank", type=float, default=0.0, help="part of the word pieces hidden while training, drawn anew each time"
    )
    parser.add_argument("--share", type=float, default=1.0, help="part of the training texts to use")
    parser.add_argument("--soft", type=Path, help="write the trained network's scores here")
    parser.add_argument("--teach", type=Path, help="scores to distil from")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)  # tiny gradients of the last epochs slow a CPU by a factor of five
    Path(args.out).mkdir(parents=True, exist_ok=True)
    trainer = Trainer(args)
    train = [w for w in trainer.windows if not is_dev(w.key)]
    print(
        f"{len(trainer.windows)} windows ({len(train)} train), {len(trainer.pairs)} pairs, {len(trainer.marked)} marked, {len(trainer.builder.labels.cameo)} CAMEO leaves",
        flush=True,
    )
    if args.epochs:
        trainer.train()
    if args.soft:
        trainer.write_soft(args.soft)


if __name__ == "__main__":
    main()
