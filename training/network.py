"""The network: an encoder and its heads. One pass over a window finds triggers, and for each trigger its labels and roles.

Shapes: B windows, T word pieces, D encoder width, E events in the batch, K = 16 types + SAY, R roles.
The heads are plain matrices so that the run time applies them with numpy (see dragoman.acts.heads).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from training.dataset import MODE_LABELS, ROLES, STATUSES, TYPES

WIDTH = 256
N_TRIGGER = 2 * (len(TYPES) + 1)  # inside and start, for each type and SAY
N_DISTANCE = 13


def distance_bucket(distance: Tensor) -> Tensor:
    """Return 0..12 for a signed distance in word pieces (0 inside the trigger): logarithmic, side kept."""
    size = distance.abs().clamp(min=1).float().log2().floor().long().clamp(max=5) + 1
    return torch.where(distance == 0, 0, torch.where(distance > 0, size, size + 6))


class Heads(nn.Module):
    """What is read off the encoder's word piece vectors."""

    def __init__(self, width: int, n_cameo: int) -> None:
        super().__init__()
        self.trigger = nn.Linear(width, N_TRIGGER)
        self.event_dense = nn.Linear(2 * width, width)
        self.mode = nn.Linear(width, len(MODE_LABELS))
        self.cameo = nn.Linear(width, n_cameo)
        self.status = nn.Linear(width, len(STATUSES))
        self.historical = nn.Linear(width, 1)
        self.role_token = nn.Linear(width, WIDTH)
        self.role_event = nn.Linear(width, WIDTH)
        self.role_gate_token = nn.Linear(width, WIDTH)
        self.role_gate_event = nn.Linear(2 * width, WIDTH)
        self.role_distance = nn.Embedding(N_DISTANCE, WIDTH)
        self.role_out = nn.Linear(WIDTH, len(ROLES))
        self.pair_dense = nn.Linear(3 * width, width)
        self.pair_type = nn.Linear(width, len(TYPES))
        self.pair_mode = nn.Linear(width, len(MODE_LABELS))
        self.pair_cameo = nn.Linear(width, n_cameo)
        self.pair_status = nn.Linear(width, len(STATUSES))
        self.marked_dense = nn.Linear(2 * width, width)
        self.marked_type = nn.Linear(width, len(TYPES) + 1)
        self.marked_mode = nn.Linear(width, len(MODE_LABELS))
        self.marked_cameo = nn.Linear(width, n_cameo)
        self.marked_status = nn.Linear(width, len(STATUSES))
        self.marked_historical = nn.Linear(width, 1)
        self.marked_role_dense = nn.Linear(width, WIDTH)
        self.marked_role = nn.Linear(WIDTH, len(ROLES))
        self.drop = nn.Dropout(0.1)
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.05)
        # Most word pieces bear no label: starting from that prior keeps the first steps from flattening the encoder.
        nn.init.constant_(self.trigger.bias, -4.0)
        nn.init.constant_(self.role_out.bias, -2.5)
        nn.init.constant_(self.marked_role.bias, -2.5)
        nn.init.constant_(self.historical.bias, -2.0)
        nn.init.constant_(self.marked_historical.bias, -2.0)

    def events(self, hidden: Tensor, batch: Tensor, trigger: Tensor) -> dict[str, Tensor]:
        """Return the labels of E events. hidden (B, T, D); batch (E,) window of each; trigger (E, T) 0/1 its pieces."""
        rows = hidden[batch]
        vector = (rows * trigger.unsqueeze(-1)).sum(1) / trigger.sum(1, keepdim=True).clamp(min=1)
        dense = torch.tanh(self.event_dense(self.drop(torch.cat([vector, hidden[batch, 0]], -1))))
        places = torch.arange(trigger.shape[1]).unsqueeze(0)
        big = torch.full_like(places, 10_000)
        first = torch.where(trigger > 0, places, big).min(1, keepdim=True).values
        last = torch.where(trigger > 0, places, -big).max(1, keepdim=True).values
        distance = torch.where(places < first, places - first, torch.where(places > last, places - last, 0))
        gate = self.role_gate_token(rows) * self.role_gate_event(torch.cat([vector, dense], -1)).unsqueeze(1)
        mixed = torch.tanh(
            gate
            + self.role_token(rows)
            + self.role_event(vector).unsqueeze(1)
            + self.role_distance(distance_bucket(distance))
        )
        return {
            "mode": self.mode(dense),
            "cameo": self.cameo(dense),
            "status": self.status(dense),
            "historical": self.historical(dense).squeeze(-1),
            "roles": self.role_out(self.drop(mixed)),
        }

    def marked(self, hidden: Tensor, at: Tensor) -> dict[str, Tensor]:
        """Return the labels of B marked triggers and the roles of all pieces. at (B,): places of the opening markers."""
        vector = torch.cat([hidden[:, 0], hidden[torch.arange(hidden.shape[0]), at]], -1)
        dense = self.drop(torch.tanh(self.marked_dense(self.drop(vector))))
        return {
            "type": self.marked_type(dense),
            "mode": self.marked_mode(dense),
            "cameo": self.marked_cameo(dense),
            "status": self.marked_status(dense),
            "historical": self.marked_historical(dense).squeeze(-1),
            "roles": self.marked_role(self.drop(torch.tanh(self.marked_role_dense(self.drop(hidden))))),
        }

    def pairs(self, hidden: Tensor, at: Tensor) -> dict[str, Tensor]:
        """Return the labels of B marked pairs. at (B, 2): positions of the opening markers of source and target."""
        index = torch.arange(hidden.shape[0])
        vector = torch.cat([hidden[:, 0], hidden[index, at[:, 0]], hidden[index, at[:, 1]]], -1)
        dense = torch.tanh(self.pair_dense(self.drop(vector)))
        dense = self.drop(dense)
        return {
            "type": self.pair_type(dense),
            "mode": self.pair_mode(dense),
            "cameo": self.pair_cameo(dense),
            "status": self.pair_status(dense),
        }


class Network(nn.Module):
    """An encoder with heads. `kind` is "mini" (MiniLM-L6, the one shipped) or "mpnet" (the teacher)."""

    def __init__(self, kind: str, n_cameo: int, weights: Path | None) -> None:
        super().__init__()
        self.kind = kind
        if kind == "mini":
            self.encoder: nn.Module = BertModel(
                BertConfig(
                    hidden_size=384,
                    num_hidden_layers=6,
                    num_attention_heads=12,
                    intermediate_size=1536,
                    attn_implementation="eager",
                ),  # fmt: skip
                add_pooling_layer=False,
            )
            width = 384
        else:
            self.encoder = MPNetModel(
                MPNetConfig(vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5), add_pooling_layer=False
            )
            width = 768
        if weights is not None:
            state = load_file(weights)
            missing, _ = self.encoder.load_state_dict(state, strict=False)
            wrong = [name for name in missing if "position_ids" not in name]
            if wrong:
                raise ValueError(f"{weights} lacks {wrong[:5]}")
        self.heads = Heads(width, n_cameo)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return word piece vectors (B, T, D) for ids (B, T) and mask (B, T)."""
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden
