"""Whom a source means: an actor of the article, or somebody unnamed, with the description kept; and in what medium it was said."""

from __future__ import annotations

import msgspec

from dragoman.document import Document
from dragoman.mentions.gazetteer import Gazetteer
from dragoman.mentions.quotes_frames import Frame
from dragoman.mentions.quotes_lexicon import DETERMINERS, MEDIA, UNNAMED
from dragoman.mentions.spans import resolve_span
from dragoman.records import Actor

_RELATIVE = frozenset({"who", "which", "that"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its"})
_REACH = 60


class Speakers:
    """Resolves sources in text order and remembers who spoke last."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._document, self._gazetteer = document, gazetteer
        self._seen: dict[tuple[int, int], tuple[Actor | None, str | None]] = {}
        self._last: tuple[Actor | None, str | None] = (None, None)

    def resolve(self, frame: Frame) -> tuple[Actor | None, str | None]:
        """Return the speaker of a frame and, for one who stays unnamed, the words that describe him."""
        if frame.source is None:
            return None, None
        if frame.source not in self._seen:
            self._seen[frame.source] = self._resolve(*frame.source)
        self._last = self._seen[frame.source]
        return self._last

    def _resolve(self, start: int, end: int) -> tuple[Actor | None, str | None]:
        text = self._document.text
        words = text[start:end].lower()
        if words in _RELATIVE:
            start, end = self._antecedent(start, end)
            words = text[start:end].lower()
        found = resolve_span(self._document, start, end, self._gazetteer)
        actor = found[0] if found else None
        if (
            words in _PRONOUNS
            and (actor is None or (actor.country is None and actor.name is None))
            and self._last != (None, None)
        ):
            return self._inherited(start, end)
        if actor is not None and actor.name is None and self._is_unnamed(words):
            return actor, text[start:end]
        return actor, None

    def _antecedent(self, start: int, end: int) -> tuple[int, int]:
        """Return the mention that a relative pronoun stands behind; the pronoun's own span where there is none."""
        near = [m for m in self._document.mentions if m.end <= start and start - m.end <= 3]
        best = max(near, key=lambda m: (m.end, m.start - m.end), default=None)
        return (best.start, best.end) if best else (start, end)

    def _inherited(self, start: int, end: int) -> tuple[Actor | None, str | None]:
        actor, description = self._last
        if actor is None:
            return None, description
        words = self._document.text[start:end]
        return msgspec.structs.replace(
            actor, text=words, start=start, end=end, score=min(actor.score, 0.6)
        ), description

    @staticmethod
    def _is_unnamed(words: str) -> bool:
        parts = words.replace("’", "'").split()
        return bool(UNNAMED.intersection(part.strip(",.;'s") for part in parts) or UNNAMED.intersection(parts)) or (
            bool(parts) and parts[0] in DETERMINERS
        )


def medium_of(text: str, frame: Frame) -> str | None:
    """Return speech, post, statement, document or thought, from the cue, the source and the words beside them; None where unclear."""
    if frame.cue is None:
        return "speech"
    start, end = frame.cue
    cue_words = _words(text[start:end]) | {frame.base}
    if cue_words & MEDIA["thought"] and not frame.is_quotation:
        return "thought"
    near = _words(text[end : end + _REACH].split(".")[0].split("“")[0].split('"')[0])
    source = _words(text[slice(*frame.source)]) if frame.source else set()
    for medium in ("post", "statement", "document"):
        if (cue_words | source | near) & MEDIA[medium]:
            return medium
    return "speech"


def _words(text: str) -> set[str]:
    return {word.strip("“”\"'’,.:;()").lower() for word in text.split()}
