"""Acts done together, and acts that are part of a larger one, as the text states it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.document import Document
from dragoman.links.cues import together_in
from dragoman.links.scene import HOSTILE, MATERIAL, Act, told_in
from dragoman.records import Span

_JOINABLE = MATERIAL | {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"}
_OF_OTHERS = frozenset({"REQUEST", "AGREE"})
# Words that name the partner behind them: "in solidarity with Britain".
_NAMES_PARTNER = re.compile(r"(?:with|alongside|join(?:s|ed|ing)?|followed|as did|behind)$", re.IGNORECASE)
_PARTNER_WITHIN = 40
_CONCERTED = re.compile(
    r"\b(?:concerted|co-?ordinated|joint(?:ly)?|simultaneous(?:ly)?|in unison|together|in solidarity|in concert)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:as (?:a )?part of|part of|within the framework of|under)\s+(?:a|an|the|its|their|his|her|this|that|what \w+ called)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:package|deal|agreement|accord|exchange|swap|round|wave|series|campaign|operation|offensive|sanctions|measures|expulsions?|response|crackdown|blockade|embargo|action|truce|ceasefire|plan|effort|protests?|strikes?)\b",
    re.IGNORECASE,
)


def partner_of(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the act of another side, told before, with which an act is said to have been done together, and the words.

    Where the words name the partner ("in solidarity with Britain"), it is an act of that side.
    """
    if act.event not in _JOINABLE:
        return None
    for start, end, trigger in told_in(document, act):
        words = together_in(document.text, start, end)
        if words is None:
            continue
        span = Span(start=words.start(), end=words.end())
        if not act.holds(span.start, span.end) and any(
            one.holds(span.start, span.end) for one in acts if one.id != act.id and one.event == act.event
        ):
            # "Oslo did likewise, and Helsinki closed its port": the words are the other act's.
            continue
        if act.event in _OF_OTHERS and act.holds(span.start, span.end):
            # "Asked them to coordinate", "agreed to join": what is asked for or promised, not how.
            continue
        partners = [one for one in acts if is_partner(act, one) and one.first < act.first and not _is_later(one, act)]
        named = _named_partner(document, span)
        if named is not None:
            partners = [one for one in partners if one.actors & named or not named]
        elif act.event not in MATERIAL and not trigger.start - 120 <= span.start <= trigger.end + 60:
            partners = []
        if partners:
            is_here = [one for one in partners if one.lies_in(start, end)]
            likest = min(is_here or partners, key=lambda one: (one.report.mode != act.report.mode, one.first))
            return likest, span
    return _concerted(document, acts, act)


def _is_later(one: Act, act: Act) -> bool:
    return bool(one.day and act.day and one.day > act.day)


def _concerted(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the joint act of several sides, told as concerted, that a further side's like act goes with, and those words."""
    for one in acts:
        is_alike = one.event == act.event and one.report.mode == act.report.mode and one.day == act.day
        if len(one.actors) > 1 and one.first < act.first and is_alike and is_partner(act, one):
            for start, end, _ in told_in(document, one):
                words = _CONCERTED.search(document.text, start, end)
                if words:
                    return one, Span(start=words.start(), end=words.end())
    return None


def _named_partner(document: Document, words: Span) -> frozenset[str] | None:
    """Return the countries named right behind the words; None where the words name nobody."""
    if not _NAMES_PARTNER.search(document.text[words.start : words.end]):
        return None
    return frozenset(
        mention.country
        for mention in document.mentions
        if words.end <= mention.start <= words.end + _PARTNER_WITHIN and mention.country
    )


def is_partner(act: Act, other: Act) -> bool:
    """Return whether two sides did the same to the same third side."""
    return (
        act.id != other.id
        and (act.event == other.event or (act.event in HOSTILE and other.event in HOSTILE))
        and bool(act.recipients & other.recipients)
        and bool(act.actors and other.actors)
        and not act.actors & other.actors
        and not act.actors & other.recipients
        and not act.recipients & other.actors
        and act.report.historical == other.report.historical
        and act.report.status in ("occurred", "announced")
        and other.report.status in ("occurred", "announced")
    )


def whole_of(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the larger act that an act is said to be part of ("as part of the deal"), and the words."""
    for start, end, trigger in told_in(document, act):
        words = _PART.search(document.text, start, end)
        if words is None or not (-20 <= words.start() - trigger.end <= 120 or 0 <= trigger.start - words.end() <= 60):
            continue
        wholes = [
            one
            for one in acts
            if one.id != act.id
            and one.actors & act.actors
            and one.report.status in ("occurred", "announced")
            and (one.lies_in(words.start(), words.end()) or one.first < act.first)
        ]
        if wholes:
            best = max(
                wholes,
                key=lambda one: (
                    one.lies_in(words.start(), words.end()),
                    len(one.actors),
                    one.event == act.event,
                    -one.first,
                ),
            )
            return best, Span(start=words.start(), end=words.end())
    return None
