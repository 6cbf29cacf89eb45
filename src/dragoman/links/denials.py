"""Which charge, or which act laid at one's door, a denial denies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.document import Document
from dragoman.links.cues import denial_in
from dragoman.links.scene import Act, is_before, is_reversed, told_in
from dragoman.records import Span

_LEAST = 2.2
_STEM = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_CHARGE = re.compile(
    r"\b(?:charges?|claims?|accusations?|allegations?|assertions?|suggestions?|remarks|story|findings?|it|that|this)\b",
    re.IGNORECASE,
)
# Words that say nothing of what is denied.
# What is turned down is no charge: "rejected calls for a vote".
_DEMAND = re.compile(
    r"\s+(?:[\w'’]+\s+){0,2}?(?:calls?|demands?|requests?|appeals?|proposals?|offers?|an? (?:call|demand|request|offer))\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    ["that", "have", "been", "were", "with", "this", "from", "they", "their", "there", "which", "said", "says", "denied", "denies", "denial", "forces", "government", "ministry", "minister", "spokesman", "spokeswoman", "president", "foreign", "country", "state", "states"]
)  # fmt: skip


def denied_charge(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the charge that a REJECT denies, or the act the denier is said to have done, with the words of the denial."""
    if act.event != "REJECT" or act.report.mode == "meet":
        return None
    for start, end, trigger in told_in(document, act):
        words = denial_in(document.text, start, end)
        if words is None or _DEMAND.match(document.text, trigger.end):
            continue
        said = document.text[trigger.start : end]
        scored = [
            (_fit(document, one, act, said, trigger), one)
            for one in acts
            if one.id != act.id
            and is_before(one, act)
            and not (
                one.event != "ACCUSE"
                and (trigger.start if one.report.status == "alleged" else start) <= one.first < end
            )
        ]
        if scored:
            score, best = max(scored, key=lambda row: (row[0], -abs(row[1].first - act.first)))
            if score >= _LEAST:
                return best, trigger
    return None


def _fit(document: Document, one: Act, act: Act, said: str, trigger: Span) -> float:
    is_charge = one.event == "ACCUSE" and bool(one.recipients & act.actors) and one.first != act.first
    is_laid = one.event != "ACCUSE" and bool(one.actors & act.actors)
    shared = min(len(_stems(said) & _stems(_clause(document, one))), 2)
    if is_charge:
        # Within one state the sides tell nothing apart.
        score = 2.0 if one.report.mode == "allege" else 0.8 + 0.5 * bool(_CHARGE.search(said[:60]))
        score += 0.7 * is_reversed(act, one) - 1.5 * bool(one.actors & act.actors and one.recipients - one.actors)
    elif is_laid and one.report.status == "alleged":
        score = 2.0
    elif (
        is_laid and shared and one.event in ("ASSAULT", "COERCE", "AID", "MOBILIZE") and one.recipients & act.recipients
    ):
        score = 1.3
    else:
        return -9.0
    score += 0.6 * shared + 0.6 * (one.first < act.first) - 0.8 * (one.report.status == "hypothetical")
    return score - abs(one.first - trigger.start) / 1200.0


def _clause(document: Document, one: Act) -> str:
    span = one.places[0] if one.places else Span(start=0, end=0)
    evidence = one.report.evidence[0]
    return document.text[span.start : min(evidence.end, span.end + 120)]


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:5].lower() for word in _STEM.findall(words) if word.lower() not in _EMPTY)
