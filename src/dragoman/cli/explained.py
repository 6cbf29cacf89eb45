"""The explain view: the stored text with every span marked, for a terminal and as a page of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from html import escape

from dragoman.cli.table import plain, print_article
from dragoman.document import Document
from dragoman.records import Coded

# (layer, terminal code, what it marks): a later layer wins where two overlap.
LAYERS: tuple[tuple[str, str, str], ...] = (
    ("quote", "3", "words attributed to somebody"),
    ("skipped", "2;9", "boilerplate, captions, headings, foreign text with a translation: not coded"),
    ("place", "32", "places"),
    ("actor", "34", "actors"),
    ("time", "35", "dates"),
    ("deadline", "35;4", "deadlines"),
    ("count", "36", "counts"),
    ("reason", "33", "stated reasons"),
    ("cue", "3;4", "words that attribute"),
    ("link", "33;4", "words that state a link"),
    ("act", "1;31", "acts"),
)
_RANK = {name: n for n, (name, _, _) in enumerate(LAYERS)}


def marks(coded: Coded, document: Document) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, layer, what it was read as) for all that was read."""
    from dragoman.sources import coded_blocks

    kept = set(coded_blocks(coded.article))
    for n, block in enumerate(coded.article.blocks):
        if n not in kept:
            yield block.start, block.end, "skipped", block.kind
    for quote in coded.quotes:
        speaker = (quote.speaker.name or quote.speaker.text) if quote.speaker else quote.description or "unnamed"
        for piece in quote.content:
            yield piece.start, piece.end, "quote", f"{quote.kind}, {speaker}"
        if quote.cue:
            yield quote.cue.start, quote.cue.end, "cue", f"says: {speaker}"
    for place in document.places:
        yield place.start, place.end, "place", f"{place.name or place.text}, {place.country or '?'}"
    for mention in document.mentions:
        known = " ".join(part for part in (mention.name, mention.country, mention.sector, mention.role) if part)
        yield mention.start, mention.end, "actor", f"{mention.kind}: {known or '?'}"
    for time in document.times:
        layer = "deadline" if time.role == "deadline" else "time"
        yield time.start, time.end, layer, f"{time.value.start}…{time.value.end} ({time.value.basis})"
    for quantity in document.quantities:
        yield quantity.start, quantity.end, "count", f"{quantity.value} {quantity.unit or ''}"
    for report in coded.reports:
        for reason in report.reason:
            yield reason.start, reason.end, "reason", "reason"
        for evidence in report.evidence:
            if evidence.trigger:
                yield (
                    evidence.trigger.start,
                    evidence.trigger.end,
                    "act",
                    f"{report.event}/{report.mode or '-'} {report.status}",
                )
    for link in coded.links:
        if link.words:
            yield link.words.start, link.words.end, "link", link.relation


def pieces(coded: Coded, document: Document) -> Iterator[tuple[str, str | None, str]]:
    """Yield (words, layer or None, notes of all marks that cover them) so that the words together are the text."""
    found = sorted(marks(coded, document))
    text = coded.article.text
    edges = sorted({0, len(text), *(m[0] for m in found), *(m[1] for m in found)})
    active: list[tuple[int, int, str, str]] = []
    rest = iter(found)
    coming = next(rest, None)
    for start, end in itertools.pairwise(edges):
        active = [mark for mark in active if mark[1] > start]
        while coming is not None and coming[0] <= start:
            if coming[1] > start:
                active.append(coming)
            coming = next(rest, None)
        if start == end:
            continue
        top = max((mark[2] for mark in active), key=_RANK.__getitem__, default=None)
        yield text[start:end], top, " | ".join(dict.fromkeys(f"{mark[2]}: {mark[3]}" for mark in active))


def as_terminal(coded: Coded, document: Document) -> str:
    """Return the article for a terminal: colours by layer, a legend, then the acts and links."""
    codes = {name: code for name, code, _ in LAYERS}
    out = []
    for words, layer, _ in pieces(coded, document):
        shown = "\n".join(plain(line) for line in words.split("\n"))
        out.append(f"\x1b[{codes[layer]}m{shown}\x1b[0m" if layer else shown)
    legend = "  ".join(f"\x1b[{code}m{name}\x1b[0m" for name, code, _ in LAYERS)
    return "".join(out) + f"\n\n{legend}\n\n" + "\n".join(print_article(coded))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>
:root{{color-scheme:light dark}} body{{font:1rem/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}}
.text{{white-space:pre-wrap}} .act{{background:#c62828;color:#fff;border-radius:3px;padding:0 2px}} .actor{{border-bottom:2px solid #1976d2}}
.place{{border-bottom:2px solid #388e3c}} .time{{border-bottom:2px solid #8e24aa}} .deadline{{border-bottom:4px double #8e24aa}}
.count{{border-bottom:2px solid #00838f}} .reason{{background:#ffe08255}} .link{{background:#ff980088}} .quote{{font-style:italic}}
.cue{{font-style:italic;text-decoration:underline}} .skipped{{opacity:.5;text-decoration:line-through}} pre{{white-space:pre-wrap;font-size:.85rem}}
li{{display:inline-block;margin-right:1rem}}</style></head><body><h1>{title}</h1><ul>{legend}</ul><div class="text">{text}</div>
<h2>Acts and links</h2><pre>{acts}</pre></body></html>
"""


def as_html(coded: Coded, document: Document) -> str:
    """Return the article as one self-contained page; what a span was read as shows when the pointer rests on it."""
    out = []
    for words, layer, note in pieces(coded, document):
        body = escape(words)
        out.append(f'<span class="{layer}" title="{escape(note, quote=True)}">{body}</span>' if layer else body)
    legend = "".join(f'<li><span class="{name}">{name}</span> {escape(what)}</li>' for name, _, what in LAYERS)
    title = escape(coded.article.title or coded.article.source_id or coded.article.id)
    return _PAGE.format(title=title, legend=legend, text="".join(out), acts=escape("\n".join(print_article(coded))))
