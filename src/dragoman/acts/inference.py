"""Whom an act means where its own sentence does not say: from the quotation, from the acts told around it, from the country
it happens in. The rules are numbered in `rules`.

Every inferred actor has no span of its own and a lowered score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dragoman.acts.drafts import VERBAL, Draft, countries, cue_quote
from dragoman.acts.dyads import (
    INFERRED_SCORE,
    STATED_SCORE,
    government_of,
    home_country,
    inferred,
    is_domestic,
    is_stated,
    nearest,
    partner,
    provoker,
    sided_countries,
)
from dragoman.document import Document
from dragoman.records import Actor, Quote

_ANSWERING = frozenset({"REJECT", "THREATEN", "ACCUSE", "SANCTION", "REQUEST"})
# Acts that have somebody at the other end even where no word says who.
_AIMED = _ANSWERING | {"SUPPORT", "CONCEDE", "MOBILIZE", "COERCE", "AGREE"}
_OF_STATE = frozenset({"SANCTION", "ACCUSE", "COERCE", "MOBILIZE", "AID", "CONCEDE", "RETREAT", "REQUEST", "THREATEN"})
# What a state's own police, courts and army do on its own soil.
_AUTHORITY = {
    ("COERCE", "arrest"), ("COERCE", "censor"), ("COERCE", "curfew"), ("COERCE", "martial-law"), ("SANCTION", "convict"),
    ("MOBILIZE", "police"), ("ASSAULT", "crowd-control"),
}  # fmt: skip
_FORCE = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "AID"})
_STATES = re.compile(
    r"\b(?:countries|states|nations|governments|allies|others|members|capitals|powers|companies|firms)\b", re.IGNORECASE
)
_IDENTIFIED = 0.35
# Sectors that mostly quarrel with their own state.
_PARTISAN = frozenset({"PTY", "OPP", "REL", "LAB", "COP", "LEG", "JUD", "SOC", "EDU"})
# What outsiders do for the country that an article is about.
_FOR_HOME = frozenset({"AID", "AGREE", "CONCEDE", "SUPPORT", "ACCUSE", "REQUEST"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "THREATEN", "MOBILIZE"})
_DOMESTIC = frozenset({"PROTEST", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_FIRST_PERSON = re.compile(r"(?:we|us|our|ours|i|me|my|mine)(?:\s.*)?", re.IGNORECASE | re.DOTALL)
_BOTH = re.compile(
    r"(?:both|the two|the pair of|either|all)(?:\s(?:[\w-]+\s)?(?:sides?|countries|states|nations|neighbou?rs|governments|capitals|parties|leaders|armies))?|each other|one another",
    re.IGNORECASE,
)


def is_plural_of_states(words: str) -> bool:
    """Return whether words mean several states without saying which: "Western countries", not "the two countries"."""
    return _PLURAL.search(words) is not None and _DEFINITE.match(words) is None


_PLURAL = re.compile(
    r"\b(?:countries|(?<!united )states|nations|governments|allies|powers|capitals)\b(?!['’]|\s+(?:officials?|troops|forces|citizens))",
    re.IGNORECASE,
)

_DEFINITE = re.compile(r"(?:the|both|these|those|all|our|their|its|\w+['’]s)\b", re.IGNORECASE)


def settle_speakers(drafts: Sequence[Draft], quotes: Sequence[Quote]) -> None:
    """Give "we" and "us" inside a quotation the speaker's identity, and "both sides" the two that stand against each other."""
    for draft in drafts:
        speaker = _speaker_at(draft, quotes)
        for side in (draft.actors, draft.recipients):
            for n, actor in enumerate(side):
                if speaker is not None and _FIRST_PERSON.fullmatch(actor.text) and actor.score < STATED_SCORE:
                    side[n] = msgspec.structs.replace(
                        actor, name=speaker.name, country=speaker.country, sector=speaker.sector, role=speaker.role,
                        score=min(speaker.score, INFERRED_SCORE),
                    )  # fmt: skip
    sided = sided_countries(drafts)
    for draft in drafts:
        for side, other in ((draft.actors, draft.recipients), (draft.recipients, draft.actors)):
            if len(side) == 1 and _BOTH.fullmatch(side[0].text) and side[0].score < STATED_SCORE:
                two = [code for code, _ in sided.most_common() if code not in countries(other)][:2]
                if len(two) == 2:
                    side[:] = [
                        msgspec.structs.replace(side[0], name=None, country=code, score=INFERRED_SCORE) for code in two
                    ]


def _speaker_at(draft: Draft, quotes: Sequence[Quote]) -> Actor | None:
    if draft.quote is not None and draft.quote.speaker is not None:
        return draft.quote.speaker
    if draft.quote is None:
        return None
    before = [one for one in quotes if one.speaker is not None and one.content[0].start <= draft.candidate.start]
    return before[-1].speaker if before else None


def part_weak_sides(drafts: Sequence[Draft]) -> None:
    """Where both sides came out as one country, and only one of them says so itself, give the other the country's partner."""
    for n, draft in enumerate(drafts):
        own = countries(draft.actors)
        if len(own) != 1 or countries(draft.recipients) != own or _is_authority(draft):
            continue
        weaker = _weaker_side(draft)
        if weaker is None or is_domestic(drafts, own):
            continue
        others = _other_party(drafts, n, own, weaker)
        if others:
            weaker[:] = [
                msgspec.structs.replace(actor, name=None, country=others[0].country, score=min(actor.score, 0.5))
                for actor in weaker
            ]


def _other_party(drafts: Sequence[Draft], n: int, own: set[str], side: list[Actor]) -> list[Actor]:
    """Return the foreign party that a vague side may be: in acts of force only one that the country is in conflict with."""
    if drafts[n].kind in _FORCE:
        return partner(drafts, n, own, _CONFLICT, is_state=True)
    if any(actor.sector in _PARTISAN for actor in side):
        return []
    return partner(drafts, n, own, is_state=True)


def identify_unknown(document: Document, drafts: Sequence[Draft], home: str | None) -> None:
    """Give a side whose words name no country ("the clerk", "he", "the crowd") one by the other side: its own people where the
    act or the article is domestic, else the party it stands against. A plural of states stays unknown."""
    for n, draft in enumerate(drafts):
        for side, other in ((draft.actors, draft.recipients), (draft.recipients, draft.actors)):
            if not side or countries(side) or any(_STATES.search(actor.text) for actor in side):
                continue
            known = countries(other)
            country = None
            if (_is_authority(draft) or draft.kind in ("COERCE", "PROTEST")) and len(known) <= 1:
                country = min(known, default=home)
            elif home is not None and is_domestic(drafts, {home}) and known <= {home}:
                country = home
            elif known:
                found = _other_party(drafts, n, known, side)
                country = found[0].country if found else None
            if country is not None:
                side[:] = [
                    msgspec.structs.replace(actor, country=country, score=max(actor.score, _IDENTIFIED))
                    for actor in side
                ]


def _weaker_side(draft: Draft) -> list[Actor] | None:
    """Return the side whose country is less its own words', None where both are stated or equally vague."""
    sure = [max(actor.score for actor in side if actor.country) for side in (draft.actors, draft.recipients)]
    if min(sure) >= STATED_SCORE or sure[0] == sure[1]:
        return None
    return draft.actors if sure[0] < sure[1] else draft.recipients


def infer_missing(drafts: Sequence[Draft], quotes: Sequence[Quote]) -> None:
    """Fill in actors and recipients that the sentences leave unsaid, in place."""
    if not drafts:
        return
    document = drafts[0].document
    settle_speakers(drafts, quotes)
    part_weak_sides(drafts)
    home = home_country(document)
    identify_unknown(document, drafts, home)
    for n, draft in enumerate(drafts):
        if not draft.actors:
            draft.actors = (
                _speaker(draft, quotes)
                or _retold_actor(drafts, n)
                or (_authority(document, draft, home) if _is_authority(draft) else [])
                or _official(draft)
                or _against(drafts, n)
                or (_authority(document, draft, home) if draft.kind == "COERCE" else [])
            )
    for n, draft in enumerate(drafts):
        if not draft.recipients:
            draft.recipients = _recipients(document, drafts, n) or _home(document, draft, home)


def _recipients(document: Document, drafts: Sequence[Draft], n: int) -> list[Actor]:
    draft = drafts[n]
    own = countries(draft.actors)
    found: list[Actor] = []
    if draft.kind == "SANCTION":
        found = _same_act_recipient(drafts, n)
    if not found and own and draft.kind in _ANSWERING:
        found = provoker(drafts, n, own)
    if not found and own and draft.kind in ("ACCUSE", "SUPPORT", "REQUEST"):
        found = _judged(drafts, n, own)
    if not found and own and draft.kind in _DOMESTIC and is_domestic(drafts, own):
        found = [government_of(document, code) for code in sorted(own)]
    if not found and own and draft.kind in _AIMED and not _is_authority(draft):
        found = partner(drafts, n, own)
    if not found and own and (draft.kind, draft.candidate.mode) == ("CONSULT", "third-party"):
        found = _mediated(document, drafts, own)
    return found


def _home(document: Document, draft: Draft, home: str | None) -> list[Actor]:
    """Return the country the article is about, for what others do or say about it."""
    own = countries(draft.actors)
    if home is None or not own or home in own or draft.kind not in _FOR_HOME:
        return []
    return [government_of(document, home)]


def _mediated(document: Document, drafts: Sequence[Draft], own: set[str]) -> list[Actor]:
    """Return the two sides between which a third party mediates: those with the most acts."""
    two = [code for code, _ in sided_countries(drafts).most_common() if code not in own][:2]
    return [government_of(document, code) for code in two] if len(two) == 2 else []


def _speaker(draft: Draft, quotes: Sequence[Quote]) -> list[Actor]:
    if draft.kind not in VERBAL:
        return []
    quote = cue_quote(quotes, draft.candidate) or draft.quote
    speaker = quote.speaker if quote is not None else None
    if speaker is None or (speaker.country and {speaker.country} == countries(draft.recipients)):
        return []
    return [speaker]


def _official(draft: Draft) -> list[Actor]:
    """Return the office that reports an act of state without naming who did it: it speaks of its own government."""
    speaker = draft.quote.speaker if draft.quote else None
    if draft.kind not in _OF_STATE or speaker is None or speaker.sector != "GOV" or not speaker.country:
        return []
    return [] if speaker.country in countries(draft.recipients) else inferred([speaker])


def _is_authority(draft: Draft) -> bool:
    return (draft.kind, draft.candidate.mode) in _AUTHORITY


def _authority(document: Document, draft: Draft, home: str | None) -> list[Actor]:
    """Return the state whose police or courts arrest, sentence, ban: the home country, but over officials and people without a
    stated state their own."""
    hit = countries(draft.recipients)
    is_own = not is_stated(draft.recipients) or all(actor.sector in _STATE_SECTORS for actor in draft.recipients)
    country = min(hit) if hit and home not in hit and is_own else home
    return [government_of(document, country)] if country else []


def _retold_actor(drafts: Sequence[Draft], n: int) -> list[Actor]:
    """Return the actor of the nearest act of the same type on the same recipient: the one told in full.

    An attack of the news does not tell again one of the background, nor one within the state that is hit; it may be the one whose
    doer is named without its victim ("claimed the attack").
    """
    here = drafts[n]
    wanted = countries(here.recipients)
    alike = [draft for draft in nearest(drafts, n) if draft.kind == here.kind and draft.actors]
    if here.kind == "ASSAULT" and not _is_authority(here):
        alike = [
            draft for draft in alike if draft.is_background == here.is_background and countries(draft.actors) != wanted
        ]
    for draft in alike:
        if not wanted or wanted & countries(draft.recipients):
            if _is_authority(here) and draft.candidate.mode != here.candidate.mode:
                continue
            return inferred(draft.actors)
    for draft in alike:
        others = [actor for actor in draft.actors if actor.country and actor.country not in wanted]
        is_like = draft.candidate.mode == here.candidate.mode or (here.kind == "ASSAULT" and not draft.recipients)
        if is_like and others and wanted and all(actor.start is not None for actor in others):
            return inferred(others)
    return []


def _against(drafts: Sequence[Draft], n: int) -> list[Actor]:
    """Return who acts on the recipient elsewhere in the article, for acts that states do to each other in words or measures."""
    here = drafts[n]
    hit = countries(here.recipients)
    return partner(drafts, n, hit) if hit and here.kind in _OF_STATE else []


def _same_act_recipient(drafts: Sequence[Draft], n: int) -> list[Actor]:
    here = drafts[n]
    for draft in nearest(drafts, n):
        if draft.kind == here.kind and draft.candidate.mode == here.candidate.mode and draft.recipients:
            others = [actor for actor in draft.recipients if actor.country not in countries(here.actors)]
            # What was itself inferred is no ground to infer from.
            if others and len(others) == len(draft.recipients) and all(actor.start is not None for actor in others):
                return inferred(others)
    return []


def _judged(drafts: Sequence[Draft], n: int, own: set[str]) -> list[Actor]:
    """Return whose act a third party judges: one that had no part in what was told before speaks of the lead's actor, in blame
    of the nearest that did harm where the lead tells no conflict."""
    before = drafts[:n]
    if not before or any(own & (countries(draft.actors) | countries(draft.recipients)) for draft in before):
        return []
    blamed = [draft for draft in reversed(before) if draft.kind in _CONFLICT]
    order = [before[0]] if drafts[n].kind == "SUPPORT" or before[0].kind in _CONFLICT else []
    for draft in (*order, *blamed):
        others = [actor for actor in draft.actors if actor.country and actor.country not in own]
        if others:
            return inferred(others)
    return []
