"""A report while it is made: the candidate, where it stands, and whom its roles mean."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.document import Document, Sentence
from dragoman.mentions import Gazetteer, resolve_span
from dragoman.records import Actor, Quote

# Verbal acts: what is said inside a quotation is done by its speaker.
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(slots=True)
class Draft:
    """A candidate act with its sentence, actors and recipients (resolved), and the quote it lies in."""

    candidate: Candidate
    sentence: Sentence
    actors: list[Actor] = field(default_factory=list)
    recipients: list[Actor] = field(default_factory=list)
    quote: Quote | None = None
    is_background: bool = False

    @property
    def kind(self) -> str:
        """The PLOVER type."""
        return self.candidate.type


def countries(actors: Sequence[Actor]) -> set[str]:
    """Return the country codes of actors, unknown ones left out."""
    return {actor.country for actor in actors if actor.country}


def sentence_at(document: Document, place: int) -> Sentence | None:
    """Return the sentence that holds a code point, or None."""
    starts = [sentence.start for sentence in document.sentences]
    n = bisect.bisect_right(starts, place) - 1
    if n < 0 or place >= document.sentences[n].end:
        return None
    return document.sentences[n]


def resolve_roles(document: Document, gazetteer: Gazetteer, spans: Sequence[RoleSpan]) -> list[Actor]:
    """Return the actors that role spans mean, without repeats, each with the span's score folded in."""
    found: list[Actor] = []
    seen = set()
    for span in spans:
        for actor in resolve_span(document, span.start, span.end, gazetteer):
            key = (actor.country, actor.name or actor.text.lower(), actor.sector)
            if key not in seen:
                seen.add(key)
                found.append(actor)
    return found


def make_drafts(
    document: Document, gazetteer: Gazetteer, candidates: Sequence[Candidate], quotes: Sequence[Quote]
) -> list[Draft]:
    """Return a draft for each act candidate, in text order, with what its own sentence says."""
    drafts = []
    for candidate in candidates:
        sentence = sentence_at(document, candidate.start)
        if sentence is None:
            continue
        draft = Draft(candidate, sentence, quote=enclosing_quote(quotes, candidate))
        draft.actors = resolve_roles(document, gazetteer, candidate.roles.get("actor", ()))
        draft.recipients = resolve_roles(document, gazetteer, candidate.roles.get("recipient", ()))
        draft.is_background = candidate.historical > 0.5
        drafts.append(draft)
    return drafts


def enclosing_quote(quotes: Sequence[Quote], candidate: Candidate) -> Quote | None:
    """Return the innermost quote whose content holds the trigger, or None."""
    best: Quote | None = None
    size = 1 << 60
    for quote in quotes:
        for piece in quote.content:
            if piece.start <= candidate.start and candidate.end <= piece.end and piece.end - piece.start < size:
                best, size = quote, piece.end - piece.start
    return best


def cue_quote(quotes: Sequence[Quote], candidate: Candidate) -> Quote | None:
    """Return the quote whose cue is the trigger itself ("condemned", "denied"), or None."""
    for quote in quotes:
        if quote.cue and quote.cue.start < candidate.end and candidate.start < quote.cue.end:
            return quote
    return None
