"""The act between two given spans of a text, for those who bring their own spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from dragoman.acts.heads import PairScores
from dragoman.acts.model import Model
from dragoman.errors import InputError
from dragoman.ontology.crosswalk import MERGED, older_type

Pair = tuple[int, int] | None

# Unused word pieces of the encoder's vocabulary that mark source and target, opening and closing.
MARKERS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")
MAX_PIECES = 160
_BATCH = 64
# Weight of the type head beside the CAMEO head under the older table (chosen on the corpus's own dev part).
TYPE_SHARE = 0.25


class Relator:
    """Tells the act between two marked spans.

    Args:
        model: the trained model.
        table: `plover2` (PLOVER 2.0 with our rulings) or `cameo2plover` (the older reading, with YIELD for CONCEDE and RETREAT).
    """

    def __init__(self, model: Model, table: str = "plover2") -> None:
        self.model = model
        self.table = table
        self._markers = [model.encoder.piece_id(marker) for marker in MARKERS]
        self._older = [older_type(leaf) for leaf in model.heads.cameo]

    def pieces(self, text: str, source: Pair, target: Pair) -> tuple[list[int], int, int]:
        """Return word piece ids with markers round the spans, and the places of the opening markers (0 for no span)."""
        encoder = self.model.encoder
        marks = []
        for span, marker in ((source, 0), (target, 2)):
            if span is not None:
                marks += [(span[0], 1, marker), (span[1], 0, marker + 1)]
        marks.sort()
        ids, at, last = [encoder.cls_id], [0, 0, 0, 0], 0
        for place, _, marker in marks:
            ids += encoder.tokenizer.encode(text[last:place], add_special_tokens=False).ids
            at[marker] = len(ids)
            ids.append(self._markers[marker])
            last = place
        ids += encoder.tokenizer.encode(text[last:], add_special_tokens=False).ids
        ids.append(encoder.sep_id)
        cut, first, second = _cut(ids, at[0], at[2], encoder.sep_id)
        return cut, first if source else 0, second if target else 0

    def relate(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield, for each {"text", "source": [start, end], "target": [start, end]} (one of the two may be null: an actor or
        recipient that the text leaves unsaid), the row's `id` if it has one, and
        {"event", "mode", "cameo", "status", "score", "scores": {type: probability}}.

        Raises:
            InputError: when a row lacks a field or a span lies outside its text.
        """
        stream = enumerate(rows, 1)
        while batch := list(islice(stream, _BATCH)):
            prepared = [self.pieces(*_checked(row, number)) for number, row in batch]
            vectors = self.model.encoder.run([ids for ids, _, _ in prepared])
            for (_, row), (_, source, target), vector in zip(batch, prepared, vectors):
                found = self._answer(self.model.heads.pair(vector, source, target))
                yield ({"id": row["id"]} if "id" in row else {}) | found

    def _answer(self, scores: PairScores) -> dict[str, Any]:
        heads = self.model.heads
        best = int(scores.type.argmax())
        mode, _ = heads.best_mode(best, scores.mode)
        by_type = self.by_type(scores)
        event = max(by_type, key=lambda kind: by_type[kind])
        return {
            "event": event,
            "mode": mode or None
            if event == MERGED.get(heads.types[best], heads.types[best]) or event == heads.types[best]
            else None,
            "cameo": heads.cameo[int(scores.cameo.argmax())],
            "status": heads.statuses[int(scores.status.argmax())],
            "score": round(by_type[event], 4),
            "scores": {kind: round(value, 4) for kind, value in by_type.items()},
        }

    def by_type(self, scores: PairScores) -> dict[str, float]:
        """Return the probability of each type under the table."""
        heads = self.model.heads
        if self.table == "plover2":
            return {kind: float(p) for kind, p in zip(heads.types, scores.type)}
        out: dict[str, float] = dict.fromkeys((MERGED.get(kind, kind) for kind in heads.types), 0.0)
        for kind, p in zip(heads.types, scores.type):
            out[MERGED.get(kind, kind)] += TYPE_SHARE * float(p)
        for kind, p in zip(self._older, scores.cameo):
            out[kind] += (1 - TYPE_SHARE) * float(p)
        return out


def _cut(ids: Sequence[int], source: int, target: int, sep_id: int) -> tuple[list[int], int, int]:
    """Return at most MAX_PIECES ids that keep both markers: the middle of a long text is what lies round them."""
    if len(ids) <= MAX_PIECES:
        return list(ids), source, target
    source, target = source or target, target or source
    low, high = min(source, target), max(source, target)
    begin = max(1, min(low - 20, high - MAX_PIECES + 60))
    body = list(ids[begin : begin + MAX_PIECES - 2])
    if high - begin + 1 >= len(body):
        # The two spans lie too far apart for one window: what stands between is left out.
        body = [*ids[low : low + 70], *ids[high : high + 70]]
        first, second = 1, 1 + len(ids[low : low + 70])
    else:
        first, second = low - begin + 1, high - begin + 1
    cut = [ids[0], *body[: MAX_PIECES - 2], sep_id]
    return (cut, first, second) if source < target else (cut, second, first)


def _checked(row: Mapping[str, Any], number: int) -> tuple[str, Pair, Pair]:
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError(
            f'line {number}: no "text"', 'expected {"text": …, "source": [start, end], "target": [start, end]}'
        )
    spans: list[Pair] = []
    for name in ("source", "target"):
        span = row.get(name)
        if span is None:
            spans.append(None)
            continue
        good = isinstance(span, Sequence) and len(span) == 2 and all(isinstance(n, int) for n in span)
        if not good or not 0 <= span[0] < span[1] <= len(text):
            raise InputError(
                f"line {number}: {name} is {span!r}",
                f"expected [start, end] code points within the text of length {len(text)}, or null",
            )
        spans.append((int(span[0]), int(span[1])))
    if spans == [None, None]:
        raise InputError(f"line {number}: neither source nor target", "expected at least one [start, end]")
    return text, spans[0], spans[1]
