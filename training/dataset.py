"""Turn the authored corpus into training examples: windows with token labels, and marked sentences for `relate`.

Windows are units of `.acts` files cut to `MAX_TOKENS`; labels are laid on word pieces by overlap. The split into train and
dev is by story (articles) or by file and unit (sentences), from a hash: adding text never moves a text across it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.corpus_format import MODES, STATUSES, Act, Document, parse

Span = tuple[int, int]
TYPES = tuple(MODES)
SAY = len(TYPES)
MODE_LABELS = tuple(f"{kind}/{mode}" for kind, modes in MODES.items() for mode in ("", *modes))
ROLES = ("actor", "recipient", "count", "deadline", "reason", "date", "source", "content")
ACT_ROLES = ROLES[:6]
MAX_TOKENS = 160
DEV_SHARE = 0.08
MARKERS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]", "[unused6]")
NO_ACT = len(TYPES)
# A marked trigger is read within its sentence, with the sentence before it where both are short.
MARKED_CHARACTERS = 320

# The CAMEO leaf that a (type, mode) most plainly stands for: used only where an annotator gave none.
DEFAULT_CAMEO = {"AGREE/": "030", "CONSULT/visit": "042", "SUPPORT/": "051", "REJECT/": "120", "THREATEN/": "130"}


@dataclass
class Event:
    type: int
    mode: int
    cameo: int
    status: int
    historical: int
    trigger: tuple[int, int]
    roles: dict[str, list[tuple[int, int]]]
    is_say: bool = False


@dataclass
class Window:
    """One encoder input: word piece ids (with [CLS], [SEP]), the code point offsets of each, and the labelled events.

    `is_partial`: only the marked act is annotated, so that other words say nothing about triggers.
    """

    text: str
    ids: list[int]
    offsets: list[tuple[int, int]]
    events: list[Event] = field(default_factory=list)
    is_partial: bool = False
    has_says: bool = True
    key: str = ""


@dataclass
class Pair:
    """A marked sentence: ids with the four markers, positions of the two opening markers, and labels (-1 unknown)."""

    ids: list[int]
    at: tuple[int, int]
    type: int
    mode: int
    cameo: int
    status: int
    key: str = ""


@dataclass
class Marked:
    """A trigger marked in its sentence: ids with the two trigger markers, offsets of each piece (markers (0, 0)) in `text`,
    the place of the opening marker, and the labelled event (None: no act)."""

    text: str
    ids: list[int]
    offsets: list[tuple[int, int]]
    at: int
    event: Event | None
    key: str = ""
    is_partial: bool = False


def is_dev(key: str) -> bool:
    """Return whether the text with this key belongs to the dev part."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < DEV_SHARE


def is_article(key: str) -> bool:
    """Return whether the text with this key is of an article: its key is its story, a loose unit's its file and place."""
    return ":" not in key


CAMEO_LEAVES = Path(__file__).parent / "cameo_leaves.txt"
# Articles of the corpus that tell, in other words, what an article of `evaluation/gold` tells: not taught, so that gold tests by story.
GOLD_EVENTS = frozenset((Path(__file__).parent / "gold_events.txt").read_text(encoding="utf-8").split())


def hash_share(key: str) -> float:
    """Return a number in 0..1 that depends on the key only."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


class Labels:
    """The CAMEO leaves that the model tells apart: those listed beside this file (seen at least four times when it was
    made), so that a corpus that grows does not change the heads."""

    def __init__(self, leaves: Iterable[str] | None = None, least: int = 4) -> None:
        if leaves is None:
            self.cameo = tuple(CAMEO_LEAVES.read_text(encoding="utf-8").split())
        else:
            counts = Counter(leaves)
            self.cameo = tuple(sorted(leaf for leaf, n in counts.items() if n >= least))
        self._index = {leaf: n for n, leaf in enumerate(self.cameo)}

    def leaf(self, code: str) -> int:
        """Return the index of a leaf, of its parent where it is rare, or -1."""
        for size in range(len(code), 1, -1):
            found = self._index.get(code[:size])
            if found is not None:
                return found
        return -1


def documents(corpus: Path) -> Iterator[tuple[Path, Document]]:
    """Yield every document of the corpus that may be taught, with its file, in a stable order."""
    for path in sorted(corpus.rglob("*.acts")):
        found, _ = parse(path.read_text(encoding="utf-8"))
        for document in found:
            if document.id not in GOLD_EVENTS:
                yield path, document


class Builder:
    """Makes examples with one tokenizer and one label set."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        self.tokenizer = tokenizer
        self.labels = labels
        self.cls, self.sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        self.markers = [tokenizer.token_to_id(marker) for marker in MARKERS]

    def window(self, text: str) -> Window:
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        ids = encoding.ids[: MAX_TOKENS - 2]
        offsets = encoding.offsets[: MAX_TOKENS - 2]
        return Window(text, [self.cls, *ids, self.sep], [(0, 0), *offsets, (0, 0)])

    def event(self, act: Act) -> Event:
        roles = {
            "actor": [piece.span for piece in act.actor if piece.span],
            "recipient": [piece.span for piece in act.recipient if piece.span],
        }
        for key in ("count", "deadline", "reason", "date"):
            piece = act.details.get(key)
            roles[key] = [piece.span] if piece and piece.span else []
        return Event(
            TYPES.index(act.type),
            MODE_LABELS.index(f"{act.type}/{act.mode}"),
            self.labels.leaf(act.cameo) if act.cameo else -1,
            STATUSES.index(act.status),
            int(act.historical),
            act.trigger,
            roles,
        )

    def marked(self, text: str, trigger: Span) -> tuple[list[int], list[Span], int]:
        """Return ids with markers round a trigger, the offsets of each piece, and the place of the opening marker."""
        ids, offsets, at = [self.cls], [(0, 0)], 0
        for start, end, marker in ((0, trigger[0], 4), (trigger[0], trigger[1], 5), (trigger[1], len(text), None)):
            part = self.tokenizer.encode(text[start:end], add_special_tokens=False)
            ids += part.ids
            offsets += [(a + start, b + start) for a, b in part.offsets]
            if marker is not None:
                if marker == 4:
                    at = len(ids)
                ids.append(self.markers[marker])
                offsets.append((0, 0))
        return [*ids, self.sep], [*offsets, (0, 0)], at

    def pair(self, text: str, source: Span | None, target: Span | None) -> tuple[list[int], tuple[int, int]]:
        """Return ids with markers round the spans and the positions of the opening markers (0, [CLS], for no span)."""
        marks = []
        for span, marker in ((source, 0), (target, 2)):
            if span is not None:
                marks += [(span[0], 1, marker), (span[1], 0, marker + 1)]
        marks.sort()
        ids, at, last = [self.cls], {0: 0, 2: 0}, 0
        for place, _, marker in marks:
            ids += self.tokenizer.encode(text[last:place], add_special_tokens=False).ids
            at[marker] = len(ids)
            ids.append(self.markers[marker])
            last = place
        ids += self.tokenizer.encode(text[last:], add_special_tokens=False).ids
        return [*ids, self.sep], (at[0], at[2])


def _windows(builder: Builder, path: Path, document: Document) -> Iterator[Window]:
    for number, unit in enumerate(document.units):
        if unit.boilerplate:
            continue
        window = builder.window(unit.text)
        window.key = f"{document.story}" if document.id else f"{path.stem}:{number // 5}"
        window.has_says = "quotes" in document.layers
        window.events = [builder.event(act) for act in unit.acts]
        for say in unit.says:
            roles = {"source": [say.source] if say.source else [], "content": list(say.content)}
            window.events.append(Event(SAY, -1, -1, -1, 0, say.cue, roles, is_say=True))
        yield window


def _pairs(builder: Builder, window: Window) -> Iterator[Pair]:
    for event in window.events:
        if event.is_say or not (event.roles["actor"] or event.roles["recipient"]):
            continue
        one_sided = not (event.roles["actor"] and event.roles["recipient"])
        if one_sided and hash_share(f"{window.key}{event.trigger}") > 0.4:
            continue
        for source in event.roles["actor"][:2] or [None]:
            for target in event.roles["recipient"][:2] or [None]:
                if source and target and source[0] < target[1] and target[0] < source[1]:
                    continue
                text, shift = _around(window.text, source or event.trigger, target or event.trigger)
                moved = [span and (span[0] - shift, span[1] - shift) for span in (source, target)]
                ids, at = builder.pair(text, moved[0], moved[1])
                if len(ids) <= MAX_TOKENS and max(at) < len(ids):
                    yield Pair(ids, at, event.type, event.mode, event.cameo, event.status, window.key)


def sentence_bounds(text: str) -> list[Span]:
    """Return rough sentence spans: cut behind . ? ! (and a closing quote) before a space and a capital or quote."""
    cuts = [0]
    for mark in re.finditer(r"(?<=[^\s.][^\s.][.?!])[\"”’)]?\s+(?=[\"“‘(A-Z0-9À-Þ])", text):
        cuts.append(mark.end())
    return list(zip(cuts, [*cuts[1:], len(text)]))


def marked_text(text: str, trigger: Span) -> tuple[str, int]:
    """Return the stretch in which a trigger is read, and where it starts."""
    bounds = sentence_bounds(text)
    n = next((k for k, (start, end) in enumerate(bounds) if start <= trigger[0] < end), 0)
    start, end = bounds[n]
    if n and end - bounds[n - 1][0] <= MARKED_CHARACTERS:
        start = bounds[n - 1][0]
    end = max(end, trigger[1])
    return text[start:end].rstrip(), start


def _marked(builder: Builder, window: Window, rng: random.Random) -> Iterator[Marked]:
    """Yield every act of a window marked, and one or two stretches that are none."""
    taken = [event.trigger for event in window.events if not event.is_say]
    for event in window.events:
        if not event.is_say:
            found = mark(builder, window, event.trigger, event)
            if found is not None:
                yield found
    if window.is_partial:
        return
    cues = [event.trigger for event in window.events if event.is_say]
    words = [m.span() for m in re.finditer(r"\b[a-z]{4,}\b", window.text)]
    chosen = rng.sample(words, min(len(words), 1)) if rng.random() < (0.3 if taken else 0.8) else []
    chosen += rng.sample(cues, min(len(cues), 1)) if rng.random() < 0.3 else []
    for span in chosen:
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        found = mark(builder, window, span, None)
        if found is not None:
            yield found


def mark(builder: Builder, window: Window, span: Span, event: Event | None) -> Marked | None:
    """Return a stretch of a window marked as a trigger, with the labels of an act (None: no act); None where it is too long."""
    text, shift = marked_text(window.text, span)
    trigger = (span[0] - shift, span[1] - shift)
    moved = event and replace(
        event,
        trigger=trigger,
        roles={
            role: [(a - shift, b - shift) for a, b in spans if a >= shift and b <= shift + len(text)]
            for role, spans in event.roles.items()
        },
    )
    ids, offsets, at = builder.marked(text, trigger)
    if len(ids) > MAX_TOKENS:
        return None
    return Marked(text, ids, offsets, at, moved, window.key, event is not None and window.is_partial)


def _around(text: str, first: tuple[int, int], second: tuple[int, int], longest: int = 420) -> tuple[str, int]:
    """Return the sentence-like stretch that holds both spans, and where it starts."""
    if len(text) <= longest:
        return text, 0
    low, high = min(first[0], second[0]), max(first[1], second[1])
    start = max(text.rfind(mark, 0, low) for mark in (". ", "? ", "! "))
    stop = min((place for place in (text.find(mark, high) for mark in (". ", "? ", "! ")) if place >= 0), default=-1)
    start = 0 if start < 0 else start + 2
    return text[start : len(text) if stop < 0 else stop + 1], start


def marked_start(path: Path, builder: Builder) -> Iterator[tuple[Pair, None]]:
    """Yield pairs of the starter corpus (`sentences.jsonl`: text with <s> and <t>, type, mode, status)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text, spans = unmark(row["text"])
        if None in spans or row["type"] not in MODES:
            continue
        ids, at = builder.pair(text, *spans)
        label = f"{row['type']}/{row['mode']}"
        mode = MODE_LABELS.index(label) if label in MODE_LABELS else -1
        status = STATUSES.index(row["status"]) if row["status"] in STATUSES else -1
        yield Pair(ids, at, TYPES.index(row["type"]), mode, -1, status, f"start:{number // 5}")


def unmark(text: str) -> tuple[str, tuple[Span | None, Span | None]]:
    """Return the text without <s>, </s>, <t>, </t> and the two spans (None for one that is not marked)."""
    out: list[str] = []
    at: dict[str, int] = {}
    size = last = 0
    for mark in re.finditer(r"</?[st]>", text):
        out.append(text[last : mark.start()])
        size += mark.start() - last
        at.setdefault(mark[0], size)
        last = mark.end()
    out.append(text[last:])
    spans = [(at[f"<{name}>"], at[f"</{name}>"]) if {f"<{name}>", f"</{name}>"} <= at.keys() else None for name in "st"]
    return "".join(out), (spans[0], spans[1])


def start_windows(path: Path, builder: Builder) -> Iterator[Window]:
    """Yield windows of the starter corpus with only the marked act known: used for triggers' positive labels alone."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text, spans = unmark(row["text"])
        place = text.find(row["trigger"]) if row["trigger"] else -1
        if None in spans or place < 0 or row["type"] not in MODES:
            continue
        window = builder.window(text)
        label = f"{row['type']}/{row['mode']}"
        mode = MODE_LABELS.index(label) if label in MODE_LABELS else -1
        roles = {role: [] for role in ACT_ROLES}
        roles["actor"], roles["recipient"] = [spans[0]], [spans[1]]
        status = STATUSES.index(row["status"]) if row["status"] in STATUSES else -1
        trigger = (place, place + len(row["trigger"]))
        window.events = [Event(TYPES.index(row["type"]), mode, -1, status, 0, trigger, roles)]
        window.is_partial, window.has_says = True, False
        window.key = f"start:{number // 5}"
        yield window


def wikinews_windows(folder: Path, table: Path | None, builder: Builder) -> Iterator[Window]:
    """Yield windows of real news from standoff labels (address, offsets, label): only where the text itself is at hand."""
    if table is None or not table.exists():
        return
    csv.field_size_limit(10**9)
    with table.open(encoding="utf-8") as handle:
        texts = {row["url"]: row["text"] for row in csv.DictReader(handle)}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = texts.get(row["url"])
            if text is None:
                continue
            start, end = row["span"]
            window = builder.window(text[start:end])
            window.key = f"wikinews:{row['url']}"
            window.has_says = "quotes" in row
            for act in row["acts"]:
                roles = {role: [(a - start, b - start) for a, b in act.get(role, [])] for role in ACT_ROLES}
                label = f"{act['type']}/{act.get('mode') or ''}"
                window.events.append(
                    Event(
                        TYPES.index(act["type"]),
                        MODE_LABELS.index(label),
                        builder.labels.leaf(act.get("cameo") or "x"),
                        STATUSES.index(act["status"]),
                        int(act.get("historical", False)),
                        (act["trigger"][0] - start, act["trigger"][1] - start),
                        roles,
                    )  # fmt: skip
                )
            for say in row.get("quotes", []):
                roles = {
                    "source": [(a - start, b - start) for a, b in say.get("source", [])],
                    "content": [(a - start, b - start) for a, b in say["content"]],
                }
                cue = (say["cue"][0] - start, say["cue"][1] - start)
                window.events.append(Event(SAY, -1, -1, -1, 0, cue, roles, is_say=True))
            yield window


def load(
    corpus: Path, tokenizer: Tokenizer, share: float = 1.0
) -> tuple[Builder, list[Window], list[Pair], list[Marked]]:
    """Return the builder, all windows, pairs and marked triggers of the corpus (dev included: see `is_dev`).

    `share` below 1 keeps that part of the training texts (for the learning curve), chosen by hash; dev stays whole.
    """
    found = list(documents(corpus))
    builder = Builder(tokenizer, Labels())
    windows = [window for path, document in found for window in _windows(builder, path, document)]
    shared = os.environ.get("DRAGOMAN_WIKINEWS")
    windows += wikinews_windows(corpus / "wikinews", Path(shared) if shared else None, builder)
    pairs = [pair for window in windows for pair in _pairs(builder, window)]
    start = corpus / "start.jsonl"
    if start.exists():
        pairs += marked_start(start, builder)
        windows += start_windows(start, builder)

    def keep(key: str) -> bool:
        part = int(hashlib.sha256(f"share:{key}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
        return is_dev(key) or part < share

    rng = random.Random(7)
    marked = [one for window in windows for one in _marked(builder, window, rng)]
    return (
        builder,
        [w for w in windows if keep(w.key)],
        [p for p in pairs if keep(p.key)],
        [m for m in marked if keep(m.key)],
    )


def token_spans(offsets: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> np.ndarray:
    """Return a 0/1 row over word pieces: 1 where a piece overlaps one of the spans."""
    row = np.zeros(len(offsets), dtype=np.float32)
    for start, end in spans:
        for n, (low, high) in enumerate(offsets):
            if low < end and high > start and high > low:
                row[n] = 1.0
    return row
