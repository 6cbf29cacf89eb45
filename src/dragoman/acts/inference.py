"""Whom an act means where its own sentence does not say: from the quotation, and from the acts told before it.

Every inferred actor has no span of its own and a lowered score.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.acts.drafts import VERBAL, Draft, countries, cue_quote
from dragoman.records import Actor, Quote

INFERRED_SCORE = 0.6
# Acts that call for an answer, and with it name whom a "response" or "denial" is aimed at.
PROVOKING = frozenset({"SANCTION", "ACCUSE", "COERCE", "THREATEN", "ASSAULT", "MOBILIZE", "REQUEST", "REJECT"})
_ANSWERING = frozenset({"REJECT", "THREATEN", "ACCUSE", "SANCTION", "REQUEST"})


def infer_missing(drafts: Sequence[Draft], quotes: Sequence[Quote]) -> None:
    """Fill in actors and recipients that the sentences leave unsaid, in place."""
    for n, draft in enumerate(drafts):
        if not draft.actors:
            draft.actors = _speaker(draft, quotes) or _passive_actor(drafts, n) or _official(draft)
    for n, draft in enumerate(drafts):
        if draft.recipients:
            continue
        if draft.kind == "SANCTION":
            draft.recipients = _same_act_recipient(drafts, n)
        if not draft.recipients and draft.kind in _ANSWERING:
            draft.recipients = _counterpart(drafts, n)


def _speaker(draft: Draft, quotes: Sequence[Quote]) -> list[Actor]:
    if draft.kind not in VERBAL:
        return []
    quote = cue_quote(quotes, draft.candidate) or draft.quote
    return [quote.speaker] if quote is not None and quote.speaker is not None else []


def _official(draft: Draft) -> list[Actor]:
    """Return the office that reports an act of state without naming who did it: it speaks of its own government."""
    speaker = draft.quote.speaker if draft.quote else None
    if draft.kind not in _OF_STATE or speaker is None or speaker.sector != "GOV" or not speaker.country:
        return []
    return [] if speaker.country in countries(draft.recipients) else [_inferred(speaker)]


_OF_STATE = frozenset({"SANCTION", "ACCUSE", "COERCE", "MOBILIZE", "AID"})


def _passive_actor(drafts: Sequence[Draft], n: int) -> list[Actor]:
    """Return the actor of the nearest act of the same type on the same recipient: the one told in full."""
    here = drafts[n]
    wanted = countries(here.recipients)
    for draft in _nearest(drafts, n):
        if draft.kind == here.kind and draft.actors and (not wanted or wanted & countries(draft.recipients)):
            return [_inferred(actor) for actor in draft.actors]
    for draft in _nearest(drafts, n):
        if draft.kind == here.kind and draft.candidate.mode == here.candidate.mode:
            others = [actor for actor in draft.actors if actor.country and actor.country not in wanted]
            if others and wanted and all(actor.start is not None for actor in others):
                return [_inferred(actor) for actor in others]
    return []


def _same_act_recipient(drafts: Sequence[Draft], n: int) -> list[Actor]:
    here = drafts[n]
    for draft in _nearest(drafts, n):
        if draft.kind == here.kind and draft.candidate.mode == here.candidate.mode and draft.recipients:
            others = [actor for actor in draft.recipients if actor.country not in countries(here.actors)]
            # What was itself inferred is no ground to infer from.
            if others and all(actor.start is not None for actor in others):
                return [_inferred(actor) for actor in others]
    return []


def _counterpart(drafts: Sequence[Draft], n: int) -> list[Actor]:
    """Return who provoked this act: the actor of the nearest provoking act on its actor, else who its actor dealt with."""
    here = drafts[n]
    own = countries(here.actors)
    if not own:
        return []
    for draft in _nearest(drafts, n):
        if draft.kind in PROVOKING and own & countries(draft.recipients):
            others = [actor for actor in draft.actors if actor.country and actor.country not in own]
            if others:
                return [_inferred(actor) for actor in others]
    for draft in _nearest(drafts, n):
        if own & countries(draft.actors):
            others = [actor for actor in draft.recipients if actor.country and actor.country not in own]
            if others:
                return [_inferred(actor) for actor in others]
    return []


def _nearest(drafts: Sequence[Draft], n: int) -> list[Draft]:
    """Return the other drafts, those before the n-th first, nearest first, then those after it."""
    return [*reversed(drafts[:n]), *drafts[n + 1 :]]


def _inferred(actor: Actor) -> Actor:
    return msgspec.structs.replace(actor, start=None, end=None, score=min(actor.score, INFERRED_SCORE))
