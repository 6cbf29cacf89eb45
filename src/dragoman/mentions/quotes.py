"""Attributions of an article: who (source) says (cue) what (content), with the speaker resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dragoman.document import Document
from dragoman.mentions.gazetteer import Gazetteer
from dragoman.mentions.spans import resolve_span
from dragoman.records import Quote, QuoteKind, Span, content_hash

_MARKS = "\"“”„‟«»「」『』"


class Said(Protocol):
    """What the model proposes: a cue's span and the spans of its source and content."""

    start: int
    end: int
    score: float
    roles: dict[str, list[Span]]


def build_quotes(document: Document, gazetteer: Gazetteer, candidates: Sequence[Said]) -> list[Quote]:
    """Return the quotes of an article in text order."""
    quotes = []
    for one in candidates:
        content = tuple(Span(start=piece.start, end=piece.end) for piece in one.roles.get("content", ()))
        if not content:
            continue
        sources = one.roles.get("source", ())
        source = max(sources, key=lambda span: span.end - span.start, default=None)
        speakers = resolve_span(document, source.start, source.end, gazetteer) if source else ()
        quotes.append(
            Quote(
                id=content_hash(document.article.id, "quote", one.start, one.end),
                source=Span(start=source.start, end=source.end) if source else None,
                cue=Span(start=one.start, end=one.end),
                content=content,
                kind=_kind(document.text, content),
                speaker=speakers[0] if speakers else None,
                description=None,
                language=document.article.language,
                score=one.score,
            )
        )
    return quotes


def _kind(text: str, content: Sequence[Span]) -> QuoteKind:
    words = "".join(text[piece.start : piece.end] for piece in content).strip()
    marks = sum(words.count(mark) for mark in _MARKS)
    if not marks:
        return "indirect"
    return "direct" if words[0] in _MARKS or words[-1] in _MARKS and marks <= 2 else "mixed"
