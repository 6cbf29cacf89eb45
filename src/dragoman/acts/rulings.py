"""Rulings on types that the model should not have to guess (docs/ontology.md), applied to candidates before sides are resolved.

1. Diplomats, staff of missions and ambassadors expelled: SANCTION/expel; other persons deported: COERCE/deport. Where the words do
   not say who is thrown out ("Italy has deported 30"), the expulsions told before decide.
2. An act is coded only with a political side (`is_political`). What anybody may do (ask, thank, promise, meet) needs a political actor; in
   news of politics an organised one (a union, clergy) or one that turns to another state is enough.
3. A vow of an unnamed response is THREATEN without a mode (`unname_vows`).
4. Who denies "the charges" stands accused; a charge named by a noun is nobody's against himself (`turn_charges`).
5. A state's own precautions in a disaster are no acts (`is_disaster_measure`).
6. Ordinary crime, and how police and courts deal with it, is no politics: nothing is coded in an article in which no office, force, party
   or second state acts or is acted upon and no word of politics stands (`is_without_politics`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.acts.decode import Candidate
from dragoman.acts.drafts import Draft, countries
from dragoman.acts.dyads import inferred
from dragoman.document import Document
from dragoman.records import Actor

_ENVOYS = re.compile(
    r"\b(?:diplomat\w*|envoys?|ambassadors?|attach[eé]s?|consuls?|consulates?|consular|embass\w+|missions?|delegations?|chargé)\b",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"[^\W\d_]{4,}")


def settle_expulsions(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with expulsions and deportations told apart by whom they throw out."""
    out: list[Candidate] = []
    envoys_before = False
    for one in candidates:
        if (one.type, one.mode) not in (("SANCTION", "expel"), ("COERCE", "deport")):
            out.append(one)
            continue
        words = " ".join(document.text[span.start : span.end] for span in one.roles.get("recipient", ()))
        is_envoys = bool(_ENVOYS.search(words))
        unsaid = not _PERSONS.search(words) or all(
            _is_list_item(document, span.start, span.end) for span in one.roles.get("recipient", ())
        )
        # That it is one of the two is what the second pass is sure of; which of them is the ruling's to say.
        one = replace(one, second=max(one.second, one.combined))
        if one.type == "COERCE" and (is_envoys or (unsaid and envoys_before)):
            one = replace(one, type="SANCTION", mode="expel", cameo="166")
        envoys_before = envoys_before or is_envoys
        out.append(one)
    return out


def unname_vows(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the mode taken off threats that name no deed ("vowed to respond", "will not go unanswered")."""
    out = []
    for one in candidates:
        words = document.text[one.start : one.end + _OBJECT_REACH]
        if one.type == "THREATEN" and one.mode and _VOW.search(words):
            one = replace(one, mode="", cameo="130")
        out.append(one)
    return out


_OBJECT_REACH = 14
_VOW = re.compile(
    r"\b(?:respon[ds]\w*|retaliat\w+|hit back|strike back|answer\w*|unanswered|repl(?:y|ies)|react\w*|reciprocat\w+|consequences|in kind|"
    r"counter-?measures?|reserves? the right)\b",
    re.IGNORECASE,
)


def _is_list_item(document: Document, start: int, end: int) -> bool:
    """Return whether a span is a number, or a country with a number: an item of a list, not people."""
    return bool(re.fullmatch(r"[\s,]*(?:(?:the )?[A-Z][\w ]*)?(?:\d+|[a-z]+)?[\s,]*", document.text[start:end]))


# Sectors of PLOVER whose bearers act politically by what they are; others do when their state is named in the text.
_POLITICAL = frozenset(["GOV", "MIL", "COP", "JUD", "LEG", "PTY", "REB", "SPY", "UAF", "PRM", "OPP"])
# Anybody may ask, thank, promise or give: such an act is political only when its own actor is.
_EVERYDAY = frozenset({"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "REQUEST", "SUPPORT"})
_NAMED = 0.75
_LIKELY = 0.55


def is_political(
    event: str, actors: Sequence[Actor], recipients: Sequence[Actor], in_political_news: bool = False
) -> bool:
    """Return whether an act has a political side: an office, force, party or court, or a state or organisation named in the
    text. A family, a team or a firm that only lives in some state is none.

    Args:
        event: the PLOVER type.
        actors: who does it.
        recipients: to whom.
        in_political_news: whether the article tells of several acts that are political without question.
    """
    if event not in _EVERYDAY:
        return any(_is_political(actor, _LIKELY) for actor in (*actors, *recipients))
    if any(_is_political(actor, _NAMED) for actor in actors):
        return True
    return in_political_news and (
        any(_is_organised(actor) for actor in actors) or _is_between_states(actors, recipients)
    )


def _is_political(actor: Actor, least: float) -> bool:
    return actor.sector in _POLITICAL or (actor.country is not None and actor.score >= least)


def _is_organised(actor: Actor) -> bool:
    """Return whether a side is a state's pronoun ("it"), a union, the clergy …, not just somebody of some state."""
    return actor.sector != "CVL" and actor.country is not None and actor.score >= _ORGANISED


def _is_between_states(actors: Sequence[Actor], recipients: Sequence[Actor]) -> bool:
    own = countries([actor for actor in actors if actor.score >= _BETWEEN])
    return bool(own) and bool(countries(recipients) - countries(actors))


_ORGANISED = 0.6
_BETWEEN = 0.5
# Acts that make an article news of politics: so many, so surely acts.
LEAST_POLITICAL_ACTS = 4
SURELY_ACT = 0.4


def is_without_politics(document: Document, drafts: Sequence[Draft]) -> bool:
    """Return whether an article, by its acts and words, tells of private people only, and of police and courts that deal with them.

    A text too short to say what it is about is not judged.
    """
    if len(document.text) < _LEAST_TEXT or any(_shows_politics(draft) for draft in drafts):
        return False
    return sum(1 for _ in _POLITICS.finditer(document.text)) <= _MOST_POLITICAL_WORDS


def _shows_politics(draft: Draft) -> bool:
    """Return whether an act's own words name an office, force or party, or it joins two states."""
    sides = [*draft.actors, *draft.recipients]
    if any(actor.sector in _OF_POWER and actor.start is not None for actor in sides):
        return True
    return len(countries(sides)) > 1


_OF_POWER = _POLITICAL - {"COP", "JUD"} | {"ELI"}
_LEAST_TEXT = 600
_MOST_POLITICAL_WORDS = 1
_POLITICS = re.compile(
    r"terroris|extremis|militant|insurgen|rebel|separatis|guerrilla|\bspy|\bspies|espionage|treason|sedition|\bcoups?\b|junta|protest|demonstrat|"
    r"\brall(?:y|ies)\b|opposition|dissident|activis|journalist|war crime|genocide|massacre|corrupt|brib|embezzl|politic|minister|president|"
    r"parliament|senat|congress|legislat|elect(?:ion|ed)|mayor|governor|ambassador|diplomat|embassy|refugee|migrant|asylum|\barmy\b|soldier|"
    r"troops|\bstrikes?\b|human rights|blasphem|apartheid|sanction|extradit|regime|jihad|bomb|racis|neo-nazi|hate crime|\bunions?\b|"
    r"referendum|government|\bpope\b|vatican|war\b",
    re.IGNORECASE,
)


_CHARGE = re.compile(r"\b(?:accusations?|charges?|allegations?|claims?|suspicions?|insinuations?)\b", re.IGNORECASE)
_DENIED_REACH = 60


def turn_charges(document: Document, drafts: Sequence[Draft]) -> None:
    """Turn charges round that are named by a noun: who denies "the charges" stands accused, and nobody accuses himself.

    The accuser is then whom the denial is aimed at, or who acts against the accused elsewhere in the article.
    """
    for draft in drafts:
        words = document.text[draft.candidate.start : draft.candidate.end]
        if draft.kind != "ACCUSE" or not _CHARGE.search(words):
            continue
        for denial in drafts:
            gap = draft.candidate.start - denial.candidate.end
            if denial.kind == "REJECT" and denial.sentence == draft.sentence and 0 <= gap <= _DENIED_REACH:
                draft.actors, draft.recipients = list(denial.recipients), list(denial.actors)
        own, hit = countries(draft.actors), countries(draft.recipients)
        if own and own == hit and all(actor.sector in ("GOV", None) for actor in (*draft.actors, *draft.recipients)):
            others = (
                other for other in drafts if other.kind in ("SANCTION", "COERCE") and own & countries(other.recipients)
            )
            accuser = next((other.actors for other in others if countries(other.actors) - own), None)
            if accuser:
                draft.actors = inferred(accuser)


_DISASTER = re.compile(
    r"\b(?:hurricanes?|typhoons?|cyclones?|tropical storms?|storm surges?|floods?|flooding|earthquakes?|aftershocks?|tsunamis?|wildfires?|"
    r"bushfires?|eruptions?|landslides?|avalanches?|tornado(?:es)?|landfall)\b",
    re.IGNORECASE,
)
_PRECAUTION = re.compile(
    r"\b(?:evacuat\w+|emergency|curfews?|warnings?|shelters?|roads?|schools?|flights?|landfall|storm)\b", re.IGNORECASE
)
_PRECAUTIONARY = frozenset({"COERCE", "PROTEST", "REQUEST", "CONCEDE", "MOBILIZE"})
_LEAST_DISASTER_WORDS = 3


def is_disaster_measure(document: Document, draft: Draft) -> bool:
    """Return whether an act is a state's own precaution in a disaster: the codebook codes no evacuation, emergency or curfew
    for a storm or a quake. Help from outside, and acts between states, stay."""
    is_own = countries(draft.recipients) <= countries(draft.actors)
    # A warning "withdrawn" is aimed at nobody, whatever state is named beside it.
    if draft.kind not in _PRECAUTIONARY or (not is_own and draft.kind != "CONCEDE"):
        return False
    sentence = document.text[draft.sentence.start : draft.sentence.end]
    if not (_PRECAUTION.search(sentence) or _DISASTER.search(sentence)):
        return False
    return sum(1 for _ in _DISASTER.finditer(document.text)) >= _LEAST_DISASTER_WORDS
