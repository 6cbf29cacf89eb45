"""Cleaning: an article's text divided into blocks, each of one kind. Nothing is cut out; offsets stay those of the text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from dragoman.language.identify import foreign_language, guess_language, identify
from dragoman.records import Block, BlockKind
from dragoman.sources.datelines import dateline_end
from dragoman.sources.lines import line_kind
from dragoman.sources.posts import ends_in_post_link, header_of, is_post_frame, signature_in
from dragoman.sources.units import BULLET, Unit, is_final, split_units

HEADING_CHARS = 110
HEADING_WORDS = 16
LINK_CHARS = 180
"""Longest line that still counts as a headline in a list of links."""
TRANSLATION_REACH = 3
"""How many blocks back a translation looks for its original."""
DATELINE_UNITS = 4

TRANSLATION_LABEL = re.compile(
    r"^[(\[]?\s*(?:(?:unofficial |our |rough |english |google |machine |automatic )*translation(?: from(?: the)? \w+| of (?:the )?(?:tweet|post))?"
    r"|translated(?: from(?: the)? \w+)?(?: by [\w .]{1,30})?|in english|english(?: version)?|traduction|traducción|traduzione|tradução|übersetzung|vertaling|перевод|tłumaczenie)"
    r"(?:\s*\([^()\n]{1,40}\))?\s*(?:[:\]]|[–—-]\s)\s*",
    re.IGNORECASE,
)
_TRANSLATION_END = re.compile(
    r"[(\[](?:translated from(?: the)? \w+[^()\[\]]{0,40}|(?:our |unofficial )?translation(?: from \w+)?|translated by [^()\[\]]{1,40})[)\]]\W*$",
    re.IGNORECASE,
)
_INLINE_TRANSLATION = re.compile(
    r"\s(?=[(\[](?:translation|translated|in english|english translation)\b[^:()\[\]]{0,20}:)", re.IGNORECASE
)


@dataclass(slots=True)
class _Draft:
    """A block in the making."""

    kind: BlockKind
    start: int
    end: int
    language: str | None = None
    pair: int | None = None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    reason: str | None = None


def clean(text: str, language: str | None = None) -> tuple[tuple[Block, ...], str | None]:
    """Return the blocks of a text, and its language.

    Args:
        text: the stored text; its newlines are "\\n".
        language: ISO 639-1 code where it is known; else it is identified.

    Returns:
        The blocks in order. All but white space lies in exactly one block. The language is None where none was told or found.
    """
    drafts = [_Draft("body", unit.start, unit.end) for unit in _parts(split_units(text))]
    _mark_lines(text, drafts)
    _mark_posts(text, drafts)
    language = language or _main_language(text, drafts)
    _mark_languages(text, drafts, language)
    _mark_translations(text, drafts, language)
    _mark_headings(text, drafts)
    return tuple(_block(draft) for draft in drafts), language


def _parts(units: list[Unit]) -> list[Unit]:
    """Return the units with datelines, signatures and inline translations as units of their own."""
    parts: list[Unit] = []
    for index, unit in enumerate(units):
        cuts = []
        if index < DATELINE_UNITS and line_kind(unit.text) is None and (end := dateline_end(unit.text)):
            cuts.append(end)
        signature = signature_in(unit.text)
        if signature and signature.start > 0:
            cuts.append(signature.start)
        if inline := _INLINE_TRANSLATION.search(unit.text):
            cuts.append(inline.end())
        parts.extend(_cut(unit, sorted(set(cuts))))
    return parts


def _cut(unit: Unit, cuts: list[int]) -> list[Unit]:
    edges = [0, *cuts, len(unit.text)]
    pieces = []
    for left, right in itertools.pairwise(edges):
        piece = unit.text[left:right]
        start = unit.start + left + len(piece) - len(piece.lstrip())
        if piece.strip():
            pieces.append(Unit(start, start + len(piece.strip()), piece.strip()))
    return pieces


def _mark_lines(text: str, drafts: list[_Draft]) -> None:
    """Mark labels, the links below them, captions, page furniture, datelines, lists."""
    in_links = had_bullets = False
    body_before = ""
    for index, draft in enumerate(drafts):
        line = text[draft.start : draft.end]
        found = line_kind(line)
        bullet = BULLET.match(line)
        if found and found.kind == "label":
            draft.kind, draft.reason = "boilerplate", "links"
            in_links, had_bullets = True, False
        elif found and found.kind in ("link", "furniture"):
            draft.kind, draft.reason = "boilerplate", found.reason
        elif found and in_links:
            draft.kind, draft.reason = "boilerplate", "links"
        elif found:
            draft.kind, draft.reason = ("caption" if found.kind == "caption" else "dateline"), found.reason
        elif index < DATELINE_UNITS and dateline_end(line + " x") > len(line):
            draft.kind, draft.reason = "dateline", "dateline"
        elif in_links and _is_link(line, bool(bullet), had_bullets):
            draft.kind, draft.reason = "boilerplate", "links"
            had_bullets = had_bullets or bool(bullet)
        elif bullet:
            in_links = False
            draft.kind = "list"
            if not is_final(line) and not body_before.endswith((":", ";")):
                draft.reason = "open item"
        else:
            in_links = False
            body_before = line
    _drop_open_items(drafts)


def _is_link(line: str, bullet: bool, had_bullets: bool) -> bool:
    """Return whether a line below a label is still one of its links: a headline, not prose."""
    if len(line) > LINK_CHARS or line.count(". ") > 0:
        return False
    if bullet:
        return not line.rstrip("\"'”’)").endswith((".", "。")) or len(line) < 60
    return not had_bullets and not is_final(line.rstrip("?!"))


def _drop_open_items(drafts: list[_Draft]) -> None:
    """Headline-like bullets that no colon announces are links even without a label."""
    for draft in drafts:
        if draft.kind == "list" and draft.reason == "open item":
            draft.kind, draft.reason = "boilerplate", "links"


def _mark_posts(text: str, drafts: list[_Draft]) -> None:
    for index, draft in enumerate(drafts):
        line = text[draft.start : draft.end]
        before = drafts[index - 1] if index else None
        signature = signature_in(line)
        if signature and signature.start == 0:
            draft.kind, draft.reason = "boilerplate", "post signature"
            if before and before.kind in ("body", "post", "list"):
                before.kind, before.reason = "post", None
                before.author, before.handle, before.date = signature.author, signature.handle, signature.date
        elif draft.kind == "body" and (header := header_of(line)) and index + 1 < len(drafts):
            draft.kind, draft.reason = "boilerplate", "post header"
            after = drafts[index + 1]
            if after.kind in ("body", "list"):
                after.kind, after.author, after.handle, after.date = "post", header.author, header.handle, header.date
        elif draft.kind == "body" and ends_in_post_link(line):
            draft.kind = "post"
        elif is_post_frame(line):
            draft.kind, draft.reason = "boilerplate", "post frame"


def _main_language(text: str, drafts: list[_Draft]) -> str | None:
    """Return the language of most of the prose."""
    votes: dict[str, int] = {}
    for draft in drafts[:200]:
        if draft.kind in ("body", "list"):
            code = identify(text[draft.start : draft.end])
            if code:
                votes[code] = votes.get(code, 0) + draft.end - draft.start
    if votes:
        return max(sorted(votes), key=lambda code: votes[code])
    return identify(text) or guess_language(text)


def _mark_languages(text: str, drafts: list[_Draft], language: str | None) -> None:
    """Note the language of every block of prose; a paragraph in another than the article's is foreign."""
    for draft in drafts:
        if draft.kind in ("body", "list", "post"):
            code = foreign_language(text[draft.start : draft.end], language) if language else None
            draft.language = code or language
            if code and draft.kind != "post":
                draft.kind, draft.reason = "foreign", f"in {code}"


def _mark_translations(text: str, drafts: list[_Draft], language: str | None) -> None:
    for index, draft in enumerate(drafts):
        line = text[draft.start : draft.end]
        if draft.kind in ("body", "list", "post", "foreign"):
            labelled = bool(TRANSLATION_LABEL.match(line)) and not (TRANSLATION_LABEL.fullmatch(line))
            if not labelled and not _TRANSLATION_END.search(line[-80:]) and not _follows_label(text, drafts, index):
                continue
            draft.kind, draft.language, draft.reason = "translation", language, None
            original = _original(drafts, index, language)
            if original is not None:
                draft.pair = original
                drafts[original].pair = index


def _follows_label(text: str, drafts: list[_Draft], index: int) -> bool:
    """Return whether the unit before is nothing but "Translation:"."""
    if not index:
        return False
    before = drafts[index - 1]
    line = text[before.start : before.end]
    if not TRANSLATION_LABEL.fullmatch(line + ("" if line.endswith((":", "]")) else ":")):
        return False
    before.kind, before.reason = "boilerplate", "translation label"
    return True


def _original(drafts: list[_Draft], index: int, language: str | None) -> int | None:
    for back in range(index - 1, max(-1, index - 1 - TRANSLATION_REACH), -1):
        draft = drafts[back]
        if draft.kind == "foreign" or (draft.kind == "post" and draft.language != language):
            return back if draft.pair is None else None
        if draft.kind not in ("boilerplate", "caption"):
            return None
    return None


def _mark_headings(text: str, drafts: list[_Draft]) -> None:
    """Mark short lines that end as no sentence does, unless the text has nothing else to read."""
    headings = []
    has_prose = False
    for draft in drafts:
        line = text[draft.start : draft.end]
        is_short = len(line) <= HEADING_CHARS and line.count(" ") < HEADING_WORDS
        if draft.kind == "body" and is_short and not is_final(line) and not line[0].islower():
            headings.append(draft)
        elif draft.kind in ("body", "post", "translation", "foreign"):
            has_prose = True
    if has_prose:
        for draft in headings:
            draft.kind = "heading"


def _block(draft: _Draft) -> Block:
    return Block(
        kind=draft.kind,
        start=draft.start,
        end=draft.end,
        language=draft.language,
        pair=draft.pair,
        author=draft.author,
        handle=draft.handle,
        date=draft.date,
        reason=draft.reason,
    )
