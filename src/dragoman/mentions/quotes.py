"""Attributions of an article: who (source) says (cue) what (content), with the speaker resolved.

The model proposes cues; typographic rules and a lexicon of cues find those it misses and settle where sources and contents
begin and end. A quotation that nothing introduces continues the speaker before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from dragoman.document import Document
from dragoman.mentions.gazetteer import Gazetteer
from dragoman.mentions.quotes_blocks import post_quotes
from dragoman.mentions.quotes_frames import Frame, frames_of
from dragoman.mentions.quotes_lines import Line, lines_of
from dragoman.mentions.quotes_marks import DOUBLE, MARKS
from dragoman.mentions.quotes_proposed import proposed_frames
from dragoman.mentions.quotes_speakers import Speakers, medium_of
from dragoman.records import Quote, QuoteKind, Span, content_hash

# How sure a cue of the lexicon is that the model does not see.
_UNSUPPORTED = 0.5


class SaidSpan(Protocol):
    """A span of a source or content, with its score."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Said(Protocol):
    """What the model proposes: a cue's span and the spans of its source and content."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def roles(self) -> Mapping[str, Sequence[SaidSpan]]: ...


def build_quotes(document: Document, gazetteer: Gazetteer, candidates: Sequence[Said]) -> list[Quote]:
    """Return the quotes of an article in text order.

    Args:
        document: with sentences and mentions.
        gazetteer: resolves sources to actors.
        candidates: what the model takes for attributions, in any order.
    """
    frames = _frames(document, candidates)
    speakers = Speakers(document, gazetteer)
    posts = post_quotes(document, gazetteer)
    quotes = [_quote(document, frame, speakers) for frame in frames]
    taken = {(piece.start, piece.end) for quote in posts for piece in quote.content}
    quotes = [q for q in quotes if not any((piece.start, piece.end) in taken for piece in q.content)]
    return sorted([*quotes, *posts], key=lambda quote: (quote.content[0].start, quote.id))


def _frames(document: Document, candidates: Sequence[Said]) -> list[Frame]:
    frames: list[Frame] = []
    pending = sorted(candidates, key=lambda one: one.start)
    spoken: Frame | None = None
    last: Line | None = None
    for line in lines_of(document):
        inside = [one for one in pending if line.start <= one.start < line.end]
        found = frames_of(line, [(one.start, one.end, one.score) for one in inside], spoken)
        found += proposed_frames(line, inside, found)
        found.sort(key=lambda frame: frame.cue or (frame.content[0][0], 0))
        if not found and spoken is not None and last is not None and _continues(line, last, spoken):
            spoken.content += [(quote.start, quote.end) for quote in line.quotes]
        frames += found
        said = [frame for frame in found if frame.is_quotation or _ends_quoted(document.text, frame)]
        if said:
            spoken = None if said[-1].is_signed else said[-1]
        elif not line.quotes:
            spoken = None
        last = line
    return frames


def _ends_quoted(text: str, frame: Frame) -> bool:
    """Return whether an indirect content has words in quotation marks, so that its speaker may go on in the next sentence."""
    return any(mark in text[start:end] for start, end in frame.content for mark in DOUBLE)


def _continues(line: Line, last: Line, spoken: Frame) -> bool:
    """Return whether a line is nothing but quotation that goes on with the speaker of the line before."""
    if not line.quotes or any(token.is_word for token, inside in zip(line.tokens, line.inside) if inside < 0):
        return False
    if line.paragraph == last.paragraph:
        return True
    # A new paragraph goes on where the one before was left open, or itself opens without any other voice.
    return not last.quotes or not last.quotes[-1].is_closed or spoken.line is last


def _quote(document: Document, frame: Frame, speakers: Speakers) -> Quote:
    content = tuple(Span(start=start, end=end) for start, end in sorted(frame.content))
    cue = Span(start=frame.cue[0], end=frame.cue[1]) if frame.cue else None
    source = Span(start=frame.source[0], end=frame.source[1]) if frame.source else None
    speaker, description = speakers.resolve(frame)
    return Quote(
        id=content_hash(document.article.id, "quote", *(frame.cue or ()), content[0].start),
        source=source,
        cue=cue,
        content=content,
        kind=kind_of(document.text, content),
        speaker=speaker,
        description=description,
        medium=medium_of(document.text, frame),
        language=document.article.language,
        score=round(frame.score or _UNSUPPORTED, 4),
    )


def kind_of(text: str, content: Sequence[Span]) -> QuoteKind:
    """Return whether a content is quoted whole (direct), in part (mixed) or not at all (indirect)."""
    marked = [text[piece.start] in MARKS and text[piece.end - 1] in MARKS + ".,?!" for piece in content]
    if all(marked):
        return "direct"
    words = "".join(text[piece.start : piece.end] for piece in content)
    return "mixed" if any(mark in words for mark in DOUBLE) else "indirect"
