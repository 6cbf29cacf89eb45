"""Sentences of an article: which blocks are coded, and where their sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.document import Sentence
from dragoman.language.abbreviations import BEFORE_NUMBER, MAY_BE_FINAL, NEVER_FINAL, OPENERS
from dragoman.records import Article, Block

MAX_SENTENCE_CHARS = 1_000
"""A longer sentence is split at a clause mark, or a space, before this bound."""
_BRACKET_CHARS = 160
"""How far a bracket that a full stop stands in may reach; a longer one does not hold the sentence together."""

_CODED_KINDS = ("body", "list", "translation")
_STOP = re.compile(
    r"(?:\.{1,6}|[!?…]{1,6}|[。！？؟۔।])(?:\s?»|[\"'”’)\]›」』]){0,4}(?=\s|$|(?<=[。！？]))|(?<=[a-z])\.(?=[A-Z][a-z])|\n\s*(?=(?:[-–—*•·▪]|\d{1,2}[.)])\s)"
)
_BEFORE = re.compile(r"[^\s(\[\"“‘'«]+$")
_NEXT = re.compile(r"\s*[\"“‘'«(\[]*([^\s\"“”‘’«»(),.;:!?]+)")
_LABEL = re.compile(
    r"^[(\[]?\s*(?:(?:unofficial |our |rough |english )*translation(?: from(?: the)? \w+)?|translated(?: from(?: the)? \w+)?|in english|english(?: version)?)\s*(?:[:\]]|[–—-]\s)\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—*•·▪▫■◦●‣►▶»>]|\d{1,2}[.)]|\(\d{1,2}\))\s+")
_CLAUSE_MARK = re.compile(r"[;:—–]\s|,\s|\s")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")


def coded_blocks(article: Article) -> list[int]:
    """Return the indices of the blocks to code, in text order.

    Coded are the body, lists, posts, and the translation of what stands in a foreign language. A foreign post or paragraph
    is coded itself only where the article prints no translation of it. Headings, captions and boilerplate never are.
    """
    return [index for index, block in enumerate(article.blocks) if _is_coded(block)]


def _is_coded(block: Block) -> bool:
    if block.kind in _CODED_KINDS:
        return True
    return block.kind in ("post", "foreign") and block.pair is None


def split_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of the coded blocks in text order, without the white space, bullets and labels around them.

    Offsets are code points of the article's text. Time is linear in its length.
    """
    sentences = []
    for paragraph, index in enumerate(coded_blocks(article)):
        block = article.blocks[index]
        words = article.text[block.start : block.end]
        for start, end in _bounded(words, sentence_spans(words)):
            sentences.append(Sentence(block.start + start, block.start + end, index, paragraph))
    return sentences


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of one paragraph."""
    start = _skip_mark(text, 0)
    spans: list[tuple[int, int]] = []
    for match in _STOP.finditer(text):
        if match.end() <= start or not _ends_sentence(text, match, start):
            continue
        _append(spans, text, start, match.end())
        start = _skip_mark(text, match.end())
    _append(spans, text, start, len(text))
    return spans


def _skip_mark(text: str, position: int) -> int:
    """Return where the words begin: after white space, a bullet and a label such as "Translation:"."""
    while position < len(text) and text[position].isspace():
        position += 1
    head = text[position : position + 80]
    mark = _BULLET.match(head) or (_LABEL.match(head) if position == 0 else None)
    return position + mark.end() if mark and mark.end() < len(text) - position else position


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and any(c.isalnum() for c in text[start:end]):
        spans.append((start, end))
    elif spans and end > start:
        # Stray closing marks belong to the sentence before.
        spans[-1] = (spans[-1][0], end)


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark[0] in "。！？؟۔।\n":
        return True
    following = _NEXT.match(text, match.end(), match.end() + 60)
    if following is None:
        return True
    word = following.group(1)
    if not text[match.end()].isspace():
        # "here.The": a lost space, unless it is a name such as "News.Az".
        return word.lower() in OPENERS
    if word[0].islower() or _in_bracket(text, start, match.start()):
        return False
    return mark[0] != "." or mark.startswith("..") or not _is_abbreviation(text, match.start(), word)


def _in_bracket(text: str, start: int, position: int) -> bool:
    """Return whether the position lies within a short bracket opened in this sentence."""
    opened = text.rfind("(", max(start, position - _BRACKET_CHARS), position)
    if opened < 0 or text.find(")", opened, position) >= 0:
        return False
    closed = text.find(")", position, opened + _BRACKET_CHARS)
    return closed >= 0 and closed > position + 1


def _is_abbreviation(text: str, stop: int, following: str) -> bool:
    before = _BEFORE.search(text[max(0, stop - 24) : stop])
    if before is None:
        return False
    token = before.group()
    lower = token.lower()
    if lower in BEFORE_NUMBER and following[0].isdigit():
        return True
    if lower in NEVER_FINAL:
        return lower not in BEFORE_NUMBER or following[0].isdigit() or lower in ("st", "sec")
    if lower in MAY_BE_FINAL:
        return following.lower() not in OPENERS
    if _INITIAL.match(token) and token[0].isupper():
        return following.lower() not in OPENERS
    return token.isdigit() and len(token) <= 2 and following[0].islower()


def _bounded(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, those beyond the bound in pieces."""
    for start, end in spans:
        while end - start > MAX_SENTENCE_CHARS:
            cut = _clause_cut(text, start)
            stop = cut
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            yield start, stop
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if end > start:
            yield start, end


def _clause_cut(text: str, start: int) -> int:
    """Return where to cut: after the last strong clause mark in the second half of the bound, else a comma, else a space."""
    window = text[start + MAX_SENTENCE_CHARS // 2 : start + MAX_SENTENCE_CHARS]
    best: dict[int, int] = {}
    for match in _CLAUSE_MARK.finditer(window):
        rank = 2 if match.group()[0] in ";:—–" else 1 if match.group()[0] == "," else 0
        best[rank] = match.end()
    offset = best[max(best)] if best else len(window)
    return start + MAX_SENTENCE_CHARS // 2 + offset
