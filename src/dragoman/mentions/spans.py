"""Whom a span means: the head of its phrase, each member of a list, or the mention it stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.mentions.found import AS_PLACE, LOCATED, Found, from_phrase
from dragoman.mentions.reading import Reading, read, resolve_phrase
from dragoman.mentions.unknown import resolve_unknown
from dragoman.records import Actor

if TYPE_CHECKING:
    from dragoman.document import Document
    from dragoman.mentions.gazetteer import Gazetteer
    from dragoman.mentions.phrase import Phrase

_JOINING = frozenset(
    {
        ",",
        "and",
        "or",
        "&",
        "as",
        "well",
        "along",
        "together",
        "plus",
        "both",
        "/",
        ";",
        "but",
        "also",
        "including",
        "with",
    }
)


def resolve_span(document: Document, start: int, end: int, gazetteer: Gazetteer) -> tuple[Actor, ...]:
    """Return the actors that `document.text[start:end]` means: one for each member of a compound, () for no word at all.

    The span may be any a model proposes: a name, a description, a pronoun, a list. An actor whose state is nowhere stated takes
    that of its context, with a lower score; one that nothing is known of has no country. Offsets are code points.
    """
    reading, text = read(document, gazetteer), document.text
    start, end = max(start, 0), min(end, len(text))
    first, last = token_range(reading, start, end)
    if first >= last:
        return _bare(text, start, end)
    exact = [found for found in reading.context.found if found.first == first and found.last == last]
    if exact:
        return _actors(exact[0], text, start, end, gazetteer)
    members = _members(reading.grammar.phrases(first, last), reading)
    place = _place_after(members, reading, last)
    if place:
        return _actors(place, text, start, end, gazetteer)
    if members:
        return _from_phrases(members, reading, text, (start, end), gazetteer)
    inside = [found for found in reading.context.found if first <= found.first and found.last <= last]
    around = [found for found in reading.context.found if found.first <= first and last <= found.last]
    for found in (*inside[:1], *around[:1]):
        if found.kind == "pronoun" and last - first > 1:
            # "his critics": of his state, but not himself.
            found = replace(found, name=None, sector=None, role=None, noun="?", entity="", kind="noun")
        return _actors(found, text, start, end, gazetteer)
    return _actors(resolve_unknown(reading, first, last), text, start, end, gazetteer)


def token_range(reading: Reading, start: int, end: int) -> tuple[int, int]:
    tokens = reading.analysis.tokens
    first, last = _bisect(reading, start), _bisect(reading, end)
    while first < last and not tokens[first].is_word:
        first += 1
    while last > first and not tokens[last - 1].is_word:
        last -= 1
    return first, last


def _bisect(reading: Reading, offset: int) -> int:
    """Return the index of the first token that starts at or after `offset`."""
    tokens = reading.analysis.tokens
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _members(phrases: list[Phrase], reading: Reading) -> list[Phrase]:
    """The phrases that are actors of the span itself: the first, and those joined to it by commas and "and"."""
    members: list[Phrase] = []
    for phrase in phrases:
        if members:
            gap = reading.analysis.tokens[members[-1].last : phrase.first]
            if not gap and members[-1].noun and members[-1].is_plural and phrase.person is not None:
                # "Presidents Buhari and Talon": the office is theirs, not somebody's beside them.
                members[-1] = phrase
                continue
            if not gap or not all(token.norm in _JOINING for token in gap):
                break
            if len(gap) == 1 and gap[0].text == "," and _names(members[-1], phrase):
                members.pop()
        members.append(phrase)
    return members


def _names(described: Phrase, person: Phrase) -> bool:
    """Is the second phrase the name of whom the first describes: "the relief chief, Martin Griffiths"?"""
    is_one = bool(described.noun) and not described.is_plural and described.person is None and not described.countries
    return is_one and person.person is not None


def _place_after(members: list[Phrase], reading: Reading, last: int) -> Found | None:
    """The state in which the span itself sets what belongs to nobody by its words: "a rebel camp inside Ecuador"."""
    if (
        len(members) != 1
        or members[0].countries
        or members[0].possessive
        or members[0].person
        or "e" in members[0].flags
    ):
        return None
    code = reading.context.place_of_range(members[0].last, last)
    if code is None:
        return None
    found = from_phrase(members[0])
    found.countries, found.score = (code,), LOCATED
    return found


def _from_phrases(
    members: list[Phrase], reading: Reading, text: str, span: tuple[int, int], gazetteer: Gazetteer
) -> tuple[Actor, ...]:
    tokens = reading.analysis.tokens
    actors: list[Actor] = []
    for member in members:
        found = _resolved(member, reading)
        start, end = span
        if len(members) > 1:
            # A span may end within a word.
            start, end = max(start, tokens[member.first].start), min(end, tokens[member.last - 1].end)
        actors += _actors(found, text, start, end, gazetteer)
    return tuple(dict.fromkeys(actors))


def _resolved(phrase: Phrase, reading: Reading) -> Found:
    """The phrase as the article's own mention with that head resolved it, else by itself."""
    for found in reading.context.found:
        if (
            found.head == phrase.head
            and found.kind != "pronoun"
            and (not phrase.countries or found.countries == phrase.countries)
        ):
            return found
    return resolve_phrase(phrase, reading.context, reading.persons)


def _actors(found: Found, text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[Actor, ...]:
    start, end = _trim(text, start, end)
    return tuple(
        Actor(
            text=text[start:end],
            start=start,
            end=end,
            name=found.name
            if found.name and len(found.countries) < 2
            else gazetteer.country_name(code)
            if not found.noun
            else None,
            country=code,
            sector=found.sector,
            role=found.role,
            score=round(found.score, 2),
        )
        for code in (found.countries or (None,))
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[Actor, ...]:
    start, end = _trim(text, start, end)
    return (Actor(text=text[start:end], start=start, end=end, score=AS_PLACE),) if start < end else ()
