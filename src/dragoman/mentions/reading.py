"""One article read for actors: all its phrases found, put in order and resolved. Kept for the article last asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.cities import City, load_cities
from dragoman.mentions.context import Context
from dragoman.mentions.found import AS_PLACE, PRONOUN, Found, from_phrase
from dragoman.mentions.persons import Persons
from dragoman.mentions.phrase import Phrase
from dragoman.mentions.phrases import Grammar
from dragoman.mentions.salience import loosen, measure
from dragoman.mentions.scan import Analysis, scan
from dragoman.mentions.words import (
    COPULAS,
    HEADLESS_IT,
    LOCATIVE,
    POSSESSIVES,
    SUBJECT_PRONOUNS,
    TELLING,
    VERB_LIKE,
    word_set,
)

if TYPE_CHECKING:
    from dragoman.document import Document
    from dragoman.mentions.gazetteer import Gazetteer

# Heads too general to be an actor unless something says whose they are.
_VAGUE = word_set(
    "force service side head office team unit body wing branch panel front board movement group forum institution entity agency "
    "organisation organization committee commission council partner expert analyst engineer consultant economist historian "
    "headquarters patrol convoy outlet member ally chair boss secretary officer source bureau squad alliance coalition state "
    "country nation capital soil territory border faction sponsor donor counterpart institute side service press service collaborator "
    "operative community public population operator vessel fund industry business family assembly mission representation"
)
_MONTHS = frozenset({"may", "march", "april", "june", "august"})
_DATE_CUES = word_set(
    "in on of since until till by from to last next this early late mid through during before after every between and"
)
_PLACE_CUES = LOCATIVE | {"from", "to", "into", "toward", "towards", "through", "via", "of"}


@dataclass(slots=True)
class Reading:
    """The analysed article, its grammar, and its resolved mentions."""

    analysis: Analysis
    grammar: Grammar
    context: Context
    persons: Persons


def read(document: Document, gazetteer: Gazetteer) -> Reading:
    """Return the reading of a document; the last one is kept, since a coder asks about many spans of one article."""
    key = (document.article, len(document.sentences))
    recent = gazetteer.recent
    if recent is not None and recent[0] is key[0] and recent[1] == key[1]:
        return recent[2]
    reading = _read(document, gazetteer)
    gazetteer.recent = (key[0], key[1], reading)
    return reading


def _read(document: Document, gazetteer: Gazetteer) -> Reading:
    analysis = scan(document, gazetteer)
    grammar = Grammar(analysis)
    sentences = [grammar.phrases(start, end) for start, end in analysis.sentences]
    cities = _cities(analysis, sentences)
    loosen(analysis, sentences, cities)
    context = Context(analysis, measure(document.article, sentences, cities, gazetteer), gazetteer)
    context.cities = cities
    context.phrases = {start: phrases for (start, _), phrases in zip(analysis.sentences, sentences)}
    persons = Persons(gazetteer, analysis.day)
    for (start, end), phrases in zip(analysis.sentences, sentences):
        _resolve_sentence(start, end, phrases, context, persons)
    return Reading(analysis, grammar, context, persons)


def _cities(analysis: Analysis, sentences: list[list[Phrase]]) -> dict[int, City]:
    """The most populous city of each name that no actor's name covers, by first token."""
    covered: set[int] = set()
    for phrases in sentences:
        for phrase in phrases:
            if phrase.person is not None:
                covered.update(range(phrase.first, phrase.last))
    index = load_cities()
    found: dict[int, City] = {}
    for start, end in analysis.sentences:
        here = start
        while here < end:
            if here in analysis.inside or here in covered or not analysis.tokens[here].is_capital:
                here += 1
                continue
            after, cities = index.at(analysis.tokens, here, end)
            cue = analysis.tokens[here - 1].norm if here > start else ""
            is_told = here == start or bool(cities and cities[0].population > 1_000_000)
            if cities and (cue in _PLACE_CUES or (is_told and not _goes_on(analysis, after, end))):
                found[here] = cities[0]
            here = max(after, here + 1)
    return found


def _goes_on(analysis: Analysis, index: int, end: int) -> bool:
    """Return whether a name goes on at a token: "David Turpin" and "Paris Hilton" are no towns."""
    return index < end and index not in analysis.inside and analysis.tokens[index].is_capital


def _resolve_sentence(start: int, end: int, phrases: list[Phrase], context: Context, persons: Persons) -> None:
    by_first = {phrase.first: phrase for phrase in phrases}
    index = start
    while index < end:
        phrase = by_first.get(index)
        if phrase is not None:
            mention = resolve_phrase(phrase, context, persons)
            context.found.append(mention)
            if mention.kind == "person":
                persons.remember(mention)
            index = max(phrase.last, index + 1)
            continue
        found = _pronoun(index, end, context) or _short_name(index, end, context, persons)
        if found is not None:
            context.found.append(found)
            index = found.last
        else:
            index += 1


def resolve_phrase(phrase: Phrase, context: Context, persons: Persons) -> Found:
    """Return whom a phrase means in its place in the article."""
    mention = from_phrase(phrase)
    if phrase.person is not None:
        persons.resolve(phrase, mention)
    context.settle(mention, phrase)
    cue = context.tokens[phrase.first - 1].norm if phrase.first else ""
    if mention.kind in ("capital", "country", "region") and cue in LOCATIVE:
        mention.is_place = True
        mention.score = AS_PLACE if mention.kind == "capital" else AS_PLACE + 0.2
    mention.is_listed = _is_actor(mention, phrase) and not _is_aside(phrase, context)
    return mention


def _is_aside(phrase: Phrase, context: Context) -> bool:
    """A bare noun that names no party: a verb in disguise, a predicate ("were spies"), the press one speaks to."""
    if phrase.has_determiner or phrase.countries or phrase.person is not None or not phrase.noun or not phrase.first:
        return False
    before = context.tokens[phrase.first - 1]
    if before.norm in COPULAS:
        return True
    if phrase.last - phrase.first > 1:
        return False
    word = context.tokens[phrase.first].norm
    if word in VERB_LIKE:
        atom = context.analysis.inside.get(phrase.first - 1)
        is_subject = atom is not None and atom.entry.kind in (
            "country",
            "capital",
            "person",
            "organisation",
            "institution",
            "group",
        )
        return (
            is_subject
            or before.norm in SUBJECT_PRONOUNS
            or before.norm in ("to", "who", "which", "that", "not", "will", "would")
        )
    return phrase.noun in ("reporter", "journalist") and before.norm in TELLING


def _is_actor(mention: Found, phrase: Phrase) -> bool:
    is_generic = phrase.entry is not None and phrase.entry.kind == "generic"
    if mention.noun in _VAGUE:
        return bool(
            phrase.countries
            or mention.name
            or phrase.possessive
            or (phrase.sector and is_generic)
            or mention.score >= PRONOUN
        ) and bool(mention.countries or mention.name)
    return mention.kind not in ("place", "trap") or bool(mention.countries)


def _pronoun(index: int, end: int, context: Context) -> Found | None:
    norm = context.tokens[index].norm
    base = SUBJECT_PRONOUNS.get(norm) or POSSESSIVES.get(norm)
    if base is None:
        return None
    if norm == "it" and index + 1 < end and context.tokens[index + 1].norm in HEADLESS_IT:
        return None
    is_owner = norm in POSSESSIVES and (norm != "her" or (index + 1 < end and context.tokens[index + 1].is_word))
    antecedent = context.antecedent(base, index, is_owner)
    if antecedent is None:
        return None
    return Found(
        index, index + 1, index, "pronoun", antecedent.entity, antecedent.countries, antecedent.name, antecedent.sector,
        antecedent.role, "", "", antecedent.sex, antecedent.is_plural, score=min(PRONOUN, antecedent.score),
    )  # fmt: skip


def _may_be_surname(index: int, end: int, context: Context) -> bool:
    """No known phrase, and no month's name beside a date: "May told reporters", but "in May"."""
    token = context.tokens[index]
    atom = context.analysis.atoms.get(index)
    if token.norm not in _MONTHS:
        return atom is None
    before = context.tokens[index - 1].norm if index else ""
    after = context.tokens[index + 1].norm if index + 1 < end else ""
    return token.is_capital and not (before in _DATE_CUES or before[:1].isdigit() or after[:1].isdigit())


def _short_name(index: int, end: int, context: Context, persons: Persons) -> Found | None:
    """A later mention of a person by a part of the name: "Zaryn", "Le Drian"."""
    tokens = context.tokens
    if not tokens[index].is_word or not _may_be_surname(index, end, context):
        return None
    for last in range(min(index + 4, end), index, -1):
        words = [token for token in tokens[index:last] if token.is_word]
        if len(words) * 2 - 1 < last - index or not tokens[last - 1].is_capital:
            continue
        found = persons.short(" ".join(word.norm for word in words), index, last)
        if found is not None:
            return found
    return None
