"""A report while it is made: the candidate, where it stands, and whom its roles mean."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.document import Document, Sentence
from dragoman.mentions import Gazetteer, resolve_span
from dragoman.records import Actor, Mention, Quote

# Verbal acts: what is said inside a quotation is done by its speaker.
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(slots=True)
class Draft:
    """A candidate act with its article, sentence, actors and recipients (resolved), and the quote it lies in.

    `said` keeps both sides as the act's own sentence has them, before others are inferred; `settled` has the sides (0 the
    actors, 1 the recipients) that the words settle, so that they are not weighed.
    """

    document: Document
    candidate: Candidate
    sentence: Sentence
    actors: list[Actor] = field(default_factory=list)
    recipients: list[Actor] = field(default_factory=list)
    quote: Quote | None = None
    is_background: bool = False
    said: tuple[Sequence[Actor], Sequence[Actor]] = ((), ())
    settled: set[int] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The PLOVER type."""
        return self.candidate.type

    @property
    def is_expulsion(self) -> bool:
        """Whether envoys or a mission are put out."""
        return (self.candidate.type, self.candidate.mode) == ("SANCTION", "expel")


SURE_SIDE = 0.8
LEAST_SIDE = 0.55


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
    for start, end in whole_spans(document, spans):
        named = _listed_members(document, start, end)
        for actor in named or _of_number(
            document, _of_origin(document, resolve_span(document, start, end, gazetteer), start, end)
        ):
            key = (actor.country, actor.name or actor.text.lower(), actor.sector)
            if key not in seen:
                seen.add(key)
                found.append(actor)
    found = _without_apposition(document, found)
    sure = max((actor.score for actor in found if actor.country), default=0.0)
    # A place that rode along ("expelled … from Brussels") is no actor beside one who is.
    return [actor for actor in found if actor.score >= min(sure, SURE_SIDE) * 0.7 or actor.score >= LEAST_SIDE]


def _listed_members(document: Document, start: int, end: int) -> list[Actor]:
    """Return the states that a list behind a plural names: "several African countries, including Chad, Togo and Mali"."""
    opening = _INCLUDING.match(document.text, end)
    if opening is None or _GROUP_OF_STATES.search(document.text, start, end) is None:
        return []
    members: list[Mention] = []
    for mention in document.mentions:
        if mention.kind != "country" or mention.start < opening.end():
            continue
        is_next = (
            _IN_LIST.fullmatch(document.text[members[-1].end : mention.start])
            if members
            else mention.start == opening.end()
        )
        if not is_next:
            break
        members.append(mention)
    return [actor_of(one) for one in members]


def actor_of(mention: Mention, sector: str | None = None) -> Actor:
    """Return a mention as one of a side; `sector` where it has none of its own."""
    return Actor(
        text=mention.text, start=mention.start, end=mention.end, name=mention.name, country=mention.country,
        sector=mention.sector or sector, role=mention.role, score=mention.score,
    )  # fmt: skip


_INCLUDING = re.compile(r",?\s+(?:including|among them|such as|namely)\s+(?:the\s+)?", re.IGNORECASE)
_GROUP_OF_STATES = re.compile(
    r"\b(?:countries|states|nations|governments|members|allies|powers|capitals|neighbou?rs)$", re.IGNORECASE
)


def _without_apposition(document: Document, actors: list[Actor]) -> list[Actor]:
    """Return a side of two names for one body as the first of them: "Togo's parliament, the National Assembly"."""
    if len(actors) != 2:
        return actors
    first, second = actors
    if first.country is None or (first.country, first.sector) != (second.country, second.sector):
        return actors
    if first.end is None or second.start is None or not _APPOSED.fullmatch(document.text[first.end : second.start]):
        return actors
    return [first]


_APPOSED = re.compile(r",\s+(?:the\s+|currently\s+)?")


def _of_origin(document: Document, actors: Sequence[Actor], start: int, end: int) -> Sequence[Actor]:
    """Return the actors of a phrase, those without a sure country with the one that ends it ("27 diplomats, from Togo")."""
    for mention in document.mentions:
        is_last = start < mention.start and mention.end == end and mention.kind in ("country", "capital")
        if is_last and _FROM_END.search(document.text[start : mention.start]):
            return [
                actor
                if actor.country and actor.score >= _SURE_ORIGIN
                else msgspec.structs.replace(actor, country=mention.country, name=None, score=SURE_SIDE)
                for actor in actors
            ]
    return actors


_SURE_ORIGIN = 0.75
_FROM_END = re.compile(r"\bfrom\s+(?:the\s+)?$")
_HOW_MANY = {"both": 2, "the two": 2, "the three": 3, "the four": 4}
_COUNTED_GROUP = re.compile(r"(both|the two|the three|the four)\s", re.IGNORECASE)


def _of_number(document: Document, actors: Sequence[Actor]) -> Sequence[Actor]:
    """Return the members of a group that a number means ("both Gulf states"): those that the article names, if just so many."""
    counted = _COUNTED_GROUP.match(actors[0].text) if actors else None
    if counted is None or len({actor.text for actor in actors}) > 1:
        return actors
    number = _HOW_MANY[counted[1].lower()]
    named = {
        mention.country
        for mention in document.mentions
        if mention.kind != "pronoun" and mention.text.casefold() != actors[0].text.casefold()
    }
    kept = [actor for actor in actors if actor.country in named]
    return kept if len(actors) > number == len(kept) else actors


def whole_spans(document: Document, spans: Sequence[RoleSpan]) -> list[tuple[int, int]]:
    """Return role spans widened to the mentions they touch, joined where they meet, scraps without a name left out."""
    wide = []
    for span in spans:
        start, end = span.start, span.end
        for mention in document.mentions:
            if mention.start < end and start < mention.end and not _is_destination(document, mention, start, end):
                start, end = min(start, mention.start), max(end, mention.end)
        wide.append((start, _with_origin(document, start, end)))
    wide += _rest_of_lists(document, wide)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(wide):
        if joined and (start <= joined[-1][1] or document.text[joined[-1][1] : start] in ("", " ", "-", "'", "’")):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if _NAMING.search(document.text[start:end])]


def _rest_of_lists(document: Document, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the members of lists of states of which two or more are in the spans: the others play the same role."""
    states = [mention for mention in document.mentions if mention.kind == "country"]
    lists: list[list[Mention]] = []
    for mention in states:
        if lists and _IN_LIST.fullmatch(document.text[lists[-1][-1].end : mention.start]):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    out = []
    for members in lists:
        inside = [m for m in members if any(start <= m.start and m.end <= end for start, end in spans)]
        if len(members) > 2 and 2 <= len(inside) < len(members):
            out += [(m.start, m.end) for m in members if m not in inside]
    return out


_IN_LIST = re.compile(r",?\s+(?:and\s+)?(?:the\s+)?|,\s*", re.IGNORECASE)


def _is_destination(document: Document, mention: Mention, start: int, end: int) -> bool:
    """Return whether a span is only where a longer mention's people stand ("their ambassadors to Algeria": Algeria)."""
    if start <= mention.start or end < mention.end:
        return False
    return _STANDING.search(document.text[mention.start : start]) is not None


_STANDING = re.compile(r"\w\s+(?:to|in|at|from|for|with)\s+(?:the\s+)?$", re.IGNORECASE)
_ORIGIN = re.compile(r",?\s+(?:all\s+)?from\s+(?:the\s+)?|\s+of\s+(?:the\s+)?")


def _with_origin(document: Document, start: int, end: int) -> int:
    """Return the end of a phrase with the country that follows it as its origin ("27 diplomats, from Spain")."""
    for mention in document.mentions:
        if mention.start >= end and mention.kind in ("country", "adjective"):
            return mention.end if _ORIGIN.fullmatch(document.text[end : mention.start]) else end
    return end


# A scrap such as "The", "'s" or "of" names nobody: at least one word beyond these.
_NAMING = re.compile(
    r"\b(?!(?:the|a|an|of|s|to|by|in|on|at|for|from|and|or|as|with|that|which|who|was|were|had|has|have|is|are|be|been)\b)[^\W_]{2,}",
    re.IGNORECASE,
)


def make_drafts(
    document: Document, gazetteer: Gazetteer, candidates: Sequence[Candidate], quotes: Sequence[Quote]
) -> list[Draft]:
    """Return a draft for each act candidate, in text order, with what its own sentence says."""
    drafts = []
    for candidate in candidates:
        sentence = sentence_at(document, candidate.start)
        if sentence is None:
            continue
        candidate = within_sentence(candidate, sentence)
        draft = Draft(document, candidate, sentence, quote=enclosing_quote(quotes, candidate))
        draft.actors = resolve_roles(document, gazetteer, candidate.roles.get("actor", ()))
        draft.recipients = resolve_roles(document, gazetteer, candidate.roles.get("recipient", ()))
        draft.is_background = candidate.historical > 0.5
        drafts.append(draft)
    return drafts


def within_sentence(candidate: Candidate, sentence: Sentence) -> Candidate:
    """Return the candidate with each role's spans of its own sentence; other sentences of the window only where it has none
    for the sides, and never for details."""
    roles = {}
    for role, spans in candidate.roles.items():
        own = [span for span in spans if sentence.start <= span.start and span.end <= sentence.end + 1]
        kept = own or (list(spans) if role in ("actor", "recipient") else [])
        if kept:
            roles[role] = kept
    return replace(candidate, roles=roles)


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
