"""Attributions of a line: each cue with its source and its content, as spans of code points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.mentions.quotes_contents import following_quote, left_content, right_end, right_start
from dragoman.mentions.quotes_cues import Cue, find_cues
from dragoman.mentions.quotes_lexicon import SUBORDINATORS, VERBS
from dragoman.mentions.quotes_lines import Line, strip, strip_stop
from dragoman.mentions.quotes_placing import Placed, placed_cues
from dragoman.mentions.quotes_sources import Range, left_source

Span2 = tuple[int, int]
_SPEAKER_LABEL = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\.?(?:\s+|$)){1,6}", re.UNICODE)
_SIGNED = re.compile(r"\s*[―—–-]{1,2}\s*(?=[A-ZÀ-Þ])")
_LABEL_CHARS = 60
# What is said goes on behind the speaker: "The talks, he said, would resume", "…, he said, until it snows".
_GOES_ON = SUBORDINATORS | {"and", "but", "for", "or"}


@dataclass(slots=True)
class Frame:
    """One attribution in the making: spans of code points; `cue` None for a quotation that nothing introduces."""

    cue: Span2 | None
    source: Span2 | None
    content: list[Span2] = field(default_factory=list)
    base: str = ""
    score: float = 0.0
    is_quotation: bool = False
    is_signed: bool = False
    line: Line | None = None


def frames_of(line: Line, supported: Sequence[tuple[int, int, float]], previous: Frame | None) -> list[Frame]:
    """Return the attributions of a line in order of their cues."""
    labelled = _labelled(line)
    if labelled is not None:
        return [labelled]
    placed = placed_cues(line, find_cues(line, supported))
    frames: list[Frame] = []
    floor = 0
    for n, _one in enumerate(placed):
        frame, floor = _frame(line, placed, n, floor, frames)
        if frame is not None and any(_says_something(line, piece) for piece in frame.content):
            frames.append(frame)
    return frames


def _says_something(line: Line, piece: Span2) -> bool:
    """Return whether a content is more than a conjunction that a rule left over ("As announced, …")."""
    words = line.text[slice(*piece)].lower()
    return words not in SUBORDINATORS - {"that"} and any(c.isalnum() for c in words)


def _labelled(line: Line) -> Frame | None:
    """A speaker's name and a colon ("WALLACE: …"), or a quotation and a dash with a name behind it."""
    opening = 1 if line.text[line.start] in '"“”' else 0
    head = line.text[line.start + opening : min(line.end, line.start + _LABEL_CHARS)]
    colon = head.find(":")
    if opening and not head[: max(colon, 0)].isupper():
        colon = -1
    if colon > 0 and _SPEAKER_LABEL.fullmatch(head[:colon]) and line.start + colon + 2 < line.end:
        colon += opening
        start, end = strip_stop(line.text, line.start + colon + 1, line.end)
        if end > start and line.norm(0) not in (
            "photo",
            "video",
            "read",
            "related",
            "watch",
            "update",
            "source",
            "note",
            "image",
            "credit",
        ):
            return Frame(
                (line.start + colon, line.start + colon + 1),
                (line.start + opening, line.start + colon),
                [(start, end)],
                "say",
                0.6,
                line=line,
            )
    if line.quotes and line.quotes[0].start == line.start:
        quote = line.quotes[-1]
        signed = _SIGNED.match(line.text, quote.end, line.end)
        if signed and line.end - signed.end() <= _LABEL_CHARS:
            mark = strip(line.text, signed.start(), signed.end())
            return Frame(
                mark,
                strip_stop(line.text, signed.end(), line.end),
                [(line.quotes[0].start, quote.end)],
                "say",
                0.8,
                is_quotation=True,
                is_signed=True,
                line=line,
            )
    return None


def _frame(line: Line, placed: list[Placed], n: int, floor: int, done: list[Frame]) -> tuple[Frame | None, int]:
    one = placed[n]
    cue = one.cue
    frame = Frame(
        _span(line, (cue.first, cue.last)), _source_span(line, one.source), base=cue.base, score=cue.score, line=line
    )
    others = [(p.cue, p.source, p.is_behind) for p in placed[n + 1 :]]
    if cue.kind == "phrase":
        _phrase_content(line, one, frame, floor, others)
    elif cue.kind == "noun":
        _noun_content(line, one, frame)
    elif cue.kind in ("passive", "expected"):
        _passive_content(line, one, frame, others)
    elif one.is_behind:
        floor = _behind_content(line, one, frame, floor)
    else:
        start = right_start(line, cue)
        if start is not None:
            _add(line, frame, (start, right_end(line, start, cue, others)))
            frame.is_quotation = line.inside[start] >= 0
            _add_continuation(line, frame, start, others)
        elif cue.base not in ("want",):
            relative = line.norm(one.source[0] - 1) if one.source else ""
            before = line.norm(one.source[0] - 2) if one.source else ""
            is_clause = relative == "that" and before in VERBS
            if relative in ("what", "which", "that") and one.source and not is_clause:
                _add(line, frame, (one.source[0] - 1, one.source[0]))
    return frame, floor


def _behind_content(line: Line, one: Placed, frame: Frame, floor: int) -> int:
    cue, source = one.cue, one.source
    group_end = max(cue.last, source[1]) if source and one.is_inverted else cue.last
    edge = min(cue.first, source[0]) if source and not one.is_inverted else cue.first
    found, _bare = left_content(line, edge, floor)
    if found is not None:
        _add(line, frame, found)
        frame.is_quotation = line.inside[found[1] - 1] >= 0
    quote = following_quote(line, group_end)
    if quote is not None and (found is None or frame.is_quotation):
        _add(line, frame, quote)
        frame.is_quotation = True
        return quote[1]
    if found is not None and not frame.is_quotation:
        rest = _rest(line, found, group_end)
        if rest is not None:
            _add(line, frame, rest)
    return max(floor, group_end)


def _rest(line: Line, found: Range, group_end: int) -> Range | None:
    """Return what a clause that its speaker interrupts goes on with: "The talks, he said on Friday, would resume"."""
    comma = next(
        (
            n
            for n in range(group_end, min(group_end + 10, len(line.tokens)))
            if not line.is_open(n) or line.norm(n) in (",", ".", ":", ";")
        ),
        len(line.tokens),
    )
    if line.norm(comma) != "," or any(line.is_finite(n) for n in range(group_end, comma)):
        return None
    start = comma + 1
    is_whole = any(line.is_finite(k) for k in range(*found)) and line.norm(found[0]) not in SUBORDINATORS
    goes_on = line.norm(start) in _GOES_ON or any(line.is_finite(k) for k in range(start, len(line.tokens)))
    if not goes_on or (is_whole and line.norm(start) not in _GOES_ON):
        return None
    return start, len(line.tokens)


def _add_continuation(line: Line, frame: Frame, start: int, others: Sequence[tuple[Cue, Range | None, bool]]) -> None:
    """Add a second quotation of the same sentence that no cue of its own introduces: X said “…” and “…”."""
    if not frame.is_quotation or not frame.content:
        return
    reached = frame.content[-1][1]
    for quote in line.quotes:
        between = line.text[reached : quote.start]
        if (
            quote.start >= reached
            and len(between) <= 8
            and between.strip(" .,;\n") in ("", "and", "but")
            and not any(reached <= line.tokens[c.first].start < quote.start for c, _, _ in others)
        ):
            frame.content.append((quote.start, quote.end))
            reached = quote.end


def _phrase_content(
    line: Line, one: Placed, frame: Frame, floor: int, others: Sequence[tuple[Cue, Range | None, bool]]
) -> None:
    cue, source = one.cue, one.source
    after = source[1] if source else cue.last
    words_before = [k for k in range(floor, cue.first) if line.tokens[k].is_word]
    if len(words_before) <= 2:
        start = after
        while start < len(line.tokens) and line.inside[start] < 0 and not line.tokens[start].is_word:
            start += 1
        if start < len(line.tokens):
            _add(line, frame, (start, right_end(line, start, cue, others)))
        return
    found, _ = left_content(line, cue.first, floor)
    if found:
        _add(line, frame, found)
        frame.is_quotation = line.inside[found[0]] >= 0 and line.inside[found[1] - 1] >= 0


def _noun_content(line: Line, one: Placed, frame: Frame) -> None:
    start = one.cue.last
    if line.norm(start) in ("of", "for", "about"):
        start += 1
    end = start + 1
    opens_clause = line.norm(start) == "that"
    verbs = 0
    while end < len(line.tokens):
        norm = line.norm(end)
        if (norm in (",", ";", ":", "—", "–") and line.inside[end] < 0) or (
            norm == "." and end + 1 >= len(line.tokens)
        ):
            break
        if (
            line.is_open(end)
            and line.is_finite(end)
            and not line.is_finite(end - 1)
            and not line.is_adverb(end - 1)
            and line.norm(end - 1) not in ("to", "who", "which", "that")
        ):
            verbs += 1
            if verbs > (1 if opens_clause else 0):
                break
        end += 1
    _add(line, frame, (start, end))


def _passive_content(line: Line, one: Placed, frame: Frame, others: Sequence[tuple[Cue, Range | None, bool]]) -> None:
    cue = one.cue
    subject = left_source(line, cue)
    start = one.source[1] if one.source else cue.last
    opens = (
        line.norm(start) in ("to", "of", "as", "that", "with") or line.inside[start] >= 0
        if start < len(line.tokens)
        else False
    )
    if line.norm(start) == "of" and not one.source:
        start += 1
    if opens:
        rest = (start, right_end(line, start, cue, others))
        if cue.kind == "expected" and subject and line.norm(subject[0]) not in ("it",):
            _add(line, frame, subject)
        _add(line, frame, rest)
    elif subject and one.source:
        _add(line, frame, subject)


def _add(line: Line, frame: Frame, tokens: Range) -> None:
    first, last = tokens
    if first >= last:
        return
    start, end = strip_stop(line.text, line.tokens[first].start, line.tokens[last - 1].end)
    if last >= len(line.tokens) and line.inside[last - 1] >= 0:
        end = max(end, line.quotes[line.inside[last - 1]].end)
    if end > start and not any(a <= start < b for a, b in frame.content):
        frame.content.append((start, end))


def _span(line: Line, tokens: Range) -> Span2:
    return line.tokens[tokens[0]].start, line.tokens[tokens[1] - 1].end


def _source_span(line: Line, tokens: Range | None) -> Span2 | None:
    if tokens is None:
        return None
    start, end = strip(line.text, *_span(line, tokens))
    return (start, end) if end > start else None
