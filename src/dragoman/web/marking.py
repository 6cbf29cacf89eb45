"""An article's text cut at the edges of what was read from it, so that each piece can be marked and explained."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dragoman.web.naming import day, headline, kind, number, side_code, side_name

Plain = dict[str, Any]

ORDER = (
    "actor",
    "recipient",
    "act",
    "count",
    "date",
    "deadline",
    "place",
    "cue",
    "speaker",
    "reason",
    "quote",
    "evidence",
)
"""What a piece is coloured as, where several marks lie on it: the narrowest first."""
MAX_MARKS = 3000


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of the text: what kind of thing it is, what it means, and the address of what it belongs to."""

    start: int
    end: int
    kind: str
    note: str
    event: str | None = None


@dataclass(slots=True)
class Piece:
    """Text under the same marks. `is_first` says that one of its marks other than the evidence's starts here."""

    text: str
    start: int
    kinds: list[str] = field(default_factory=list)
    note: str = ""
    event: str | None = None
    is_first: bool = False


@dataclass(slots=True)
class Passage:
    """A block of the article in pieces; `twin` is the printed translation of a foreign block."""

    kind: str
    language: str | None
    pieces: list[Piece]
    about: str = ""
    twin: Passage | None = None


def marks_of(article: Plain) -> list[Mark]:
    """Return all stretches that reports and quotes of the article point at, at most `MAX_MARKS`."""
    length = len(article["text"])
    found = [*_report_marks(article["reports"]), *_quote_marks(article["quotes"])]
    return [mark for mark in found if 0 <= mark.start < mark.end <= length][:MAX_MARKS]


def _report_marks(reports: list[Plain]) -> Iterator[Mark]:
    for report in reports:
        event = report["events"][0] if report.get("events") else None
        summary = f"{headline(report)} ({kind(report)}, {report['status']})"
        for side in ("actor", "recipient"):
            for actor in report[side]:
                yield from _mark(actor, side, f"{side} of: {summary}. Read as {_who(actor)}", event)
        for evidence in report["evidence"]:
            yield from _mark(evidence, "evidence", f"tells: {summary}", event)
            yield from _mark(evidence.get("trigger"), "act", f"the act: {summary}", event)
        yield from _detail_marks(report, event)


def _detail_marks(report: Plain, event: str | None) -> Iterator[Mark]:
    what = headline(report)
    if date := report.get("date"):
        yield from _mark(date.get("span"), "date", f"when: {day(date)} ({date['basis']}). {what}", event)
    for place in report.get("place") or ():
        where = ", ".join(str(part) for part in (place.get("name") or place["text"], place.get("country")) if part)
        yield from _mark(place, "place", f"where: {where}. {what}", event)
    if count := report.get("count"):
        yield from _mark(count.get("span"), "count", f"how many: {number(count)}. {what}", event)
    if deadline := report.get("deadline"):
        yield from _mark(deadline.get("span"), "deadline", f"by when: {day(deadline['date'])}. {what}", event)
    for reason in report.get("reason") or ():
        yield from _mark(reason, "reason", f"stated reason. {what}", event)
    if said := report.get("attribution"):
        yield from _mark(said.get("source"), "speaker", f"says so. {what}", event)


def _quote_marks(quotes: list[Plain]) -> Iterator[Mark]:
    for quote in quotes:
        speaker = _who(quote["speaker"]) if quote.get("speaker") else quote.get("description") or "an unnamed speaker"
        for piece in quote["content"]:
            yield from _mark(piece, "quote", f"{quote['kind']} quote of {speaker}", None)
        yield from _mark(quote.get("source"), "speaker", f"speaker: {speaker}", None)
        yield from _mark(quote.get("cue"), "cue", f"says that {speaker} speaks", None)
        yield from _mark(quote.get("translation"), "quote", f"printed translation of the quote of {speaker}", None)


def _mark(span: Plain | None, what: str, note: str, event: str | None) -> Iterator[Mark]:
    if span and span.get("start") is not None and span.get("end") is not None:
        yield Mark(int(span["start"]), int(span["end"]), what, note, event)


def _who(actor: Plain) -> str:
    about = [str(part) for part in (actor.get("country"), actor.get("sector"), actor.get("role")) if part]
    name = side_name(actor)
    return f"{name} ({', '.join(about)})" if about and about != [side_code(actor)] else name


def pieces(text: str, marks: list[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Return a part of the text cut wherever a mark starts or ends; the pieces together are the text."""
    end = len(text) if end is None else end
    inside = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: (m.start, m.end))
    cuts = sorted({start, end, *(p for m in inside for p in (m.start, m.end) if start < p < end)})
    found: list[Piece] = []
    live: list[Mark] = []
    coming = 0
    for low, high in itertools.pairwise(cuts):
        live = [mark for mark in live if mark.end > low]
        while coming < len(inside) and inside[coming].start <= low:
            live.append(inside[coming])
            coming += 1
        found.append(_piece(text, low, high, live))
    return found


def _piece(text: str, low: int, high: int, live: list[Mark]) -> Piece:
    ranked = sorted(live, key=lambda mark: (ORDER.index(mark.kind), mark.end - mark.start))
    notes = list(dict.fromkeys(mark.note for mark in ranked))[:5]
    events = [mark.event for mark in ranked if mark.event]
    is_first = any(mark.start == low and mark.kind != "evidence" for mark in live)
    kinds = list(dict.fromkeys(mark.kind for mark in ranked))
    return Piece(text[low:high], low, kinds, "\n".join(notes), events[0] if events else None, is_first)


def passages(article: Plain) -> list[Passage]:
    """Return the article block by block; a block and its printed translation stand side by side."""
    text, marks = article["text"], marks_of(article)
    blocks = _covering(text, article.get("blocks") or [])
    found, used = [], set[int]()
    for n, block in enumerate(blocks):
        if n in used:
            continue
        passage = _passage(text, marks, block)
        pair = block.get("pair")
        if isinstance(pair, int) and 0 <= pair < len(blocks) and pair != n and pair not in used:
            used.add(pair)
            other = _passage(text, marks, blocks[pair])
            is_translation = block["kind"] == "translation"
            passage, other = (other, passage) if is_translation else (passage, other)
            passage.twin = other
        found.append(passage)
        used.add(n)
    return found


def _covering(text: str, blocks: list[Plain]) -> list[Plain]:
    """Return the blocks with plain ones added at the end for any words outside of them, so that no text is hidden."""
    rest, at = [], 0
    for start, end in sorted((block["start"], block["end"]) for block in blocks):
        rest.append((at, start))
        at = max(at, end)
    rest.append((at, len(text)))
    plain = ({"kind": "body", "start": low, "end": high} for low, high in rest if text[low:high].strip())
    return [*blocks, *plain]


def _passage(text: str, marks: list[Mark], block: Plain) -> Passage:
    about = " ".join(str(block[name]) for name in ("author", "handle", "date") if block.get(name))
    cut = pieces(text, marks, max(0, block["start"]), min(len(text), block["end"]))
    return Passage(block["kind"], block.get("language"), cut, about)
