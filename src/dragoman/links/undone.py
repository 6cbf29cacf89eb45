"""Acts that undo an earlier one of the same side, and acts that make a threat or promise good."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.document import Document
from dragoman.links.cues import fulfilment_in, reversal_in
from dragoman.links.scene import MATERIAL, Act, is_before, told_in
from dragoman.records import Span

_FREES = re.compile(
    r"\b(?:releas|free[ds]?\b|acquit|pardon|amnest|bail\b|quash|clear(?:ed|s) of|drop(?:s|ped)? (?:the |all )?(?:charges|case)|commut|overturn)",
    re.IGNORECASE,
)
_CLEARS = re.compile(r"\b(?:acquit|clear|drop)", re.IGNORECASE)
_PROMISES = re.compile(r"\b(?:promis|pledg|offer|propos|would|could|may)", re.IGNORECASE)
_LIFTS = re.compile(
    r"\b(?:lift|rescind|revok|re-?open|reinstat|restor|resum|revers|scrap|remov|eas(?:e|ing)|end|unfr|allow|return)",
    re.IGNORECASE,
)
_PULLS_BACK = re.compile(r"\b(?:withdr|pull|stand|stood|demobili|dismantl|left)", re.IGNORECASE)
_TIES = re.compile(r"\b(?:ambassador|envoy|ties|relations|embass|consul|mission)", re.IGNORECASE)
_HELD = frozenset({("COERCE", "arrest"), ("ASSAULT", "abduct"), ("SANCTION", "convict"), ("COERCE", "seize")})
_TIES_CUT = frozenset({("SANCTION", "withdraw"), ("SANCTION", "expel")})


def undone_act(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the earlier act of the same side that an act undoes in so many words, with the words."""
    if act.event not in ("CONCEDE", "RETREAT", "COOPERATE", "SUPPORT", "AGREE"):
        return None
    for _start, end, trigger in told_in(document, act):
        reach = min(end, trigger.end + 60)
        found = reversal_in(document.text, trigger.start, reach)
        words = document.text[trigger.start : reach]
        is_freed = bool(_FREES.search(document.text, trigger.start, trigger.end))
        if (found is None and not is_freed) or _PROMISES.search(words):
            continue
        span = Span(start=found.start(), end=found.end()) if found else trigger
        undone = [one for one in acts if _may_be_undone(document, act, one) and _fits(act, one, words, is_freed)]
        if undone:
            return max(
                undone,
                key=lambda one: (
                    bool(one.recipients & act.recipients),
                    one.first < act.first,
                    -abs(one.first - act.first),
                ),
            ), span
    return None


def _may_be_undone(document: Document, act: Act, one: Act) -> bool:
    # "Acquitted a man who had been accused": earlier, though told after and without a day of its own.
    is_earlier = document.text.startswith("had ", one.first)
    is_within = bool(act.actors & act.recipients) and one.event == "ASSAULT"
    return (
        not is_within
        and one.id != act.id
        and bool(one.actors & act.actors)
        and (not act.recipients or not one.recipients or bool(one.recipients & (act.recipients | act.actors)))
        and is_before(one, act)
        and not (one.day and act.day and one.day == act.day and one.first > act.first and not is_earlier)
        and one.report.status in ("occurred", "announced")
    )


def _fits(act: Act, one: Act, words: str, is_freed: bool) -> bool:
    """Return whether the one kind of act undoes the other: the freed were held, the returned envoy was recalled."""
    what = (one.event, one.report.mode or "")
    if is_freed:
        return what in _HELD or (bool(_CLEARS.search(words)) and what == ("ACCUSE", "allege"))
    if _TIES.search(words) and what in _TIES_CUT:
        return True
    if act.event == "RETREAT" and act.report.mode == "withdraw":
        return one.event == "MOBILIZE" and bool(_PULLS_BACK.search(words))
    return (
        bool(_LIFTS.search(words))
        and one.event in ("SANCTION", "COERCE")
        and what not in _HELD
        and what != ("SANCTION", "expel")
    )


def fulfilled_vow(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the threat or promise that an act makes good in so many words, with the words."""
    if act.event not in MATERIAL:
        return None
    for start, end, _ in told_in(document, act):
        words = fulfilment_in(document.text, start, end)
        vows = [
            one
            for one in acts
            if words and one.event in ("THREATEN", "AGREE") and one.actors & act.actors and is_before(one, act)
        ]
        if words and vows:
            best = max(vows, key=lambda one: (bool(one.recipients & act.recipients), -abs(one.first - act.first)))
            return best, Span(start=words.start(), end=words.end())
    return None
