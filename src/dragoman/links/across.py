"""Links stated in the sentence behind the act: "The move came in response to …", "The retaliation followed …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.links.cues import CueMatch, answer_cues, occasions
from dragoman.links.scene import HOSTILE, Act
from dragoman.links.targets import kinds_in

_REPLY = r"retaliation|responses?|reply|replies|reprisals?|counter-?measures?|answer|reaction|riposte"
_ANAPHOR = re.compile(
    r"[\s\"“”'‘’(]*(?:(?:The|This|That|These|Those|Both|Its|Their|His|Her|Such)\s+(?:[\w'’-]+\s+){0,3}?(?P<noun>moves?|decisions?|steps?|measures?|actions?"
    rf"|expulsions?|bans?|sanctions?|tariffs?|dut(?:y|ies)|closures?|orders?|attacks?|strikes?|raids?|bombardment|shelling|recall|withdrawal|announcement|arrests?|(?P<reply>{_REPLY}))|It|This|They|That|These)\b",
)
_FOLLOWS = re.compile(
    r"\b(?:follow(?:s|ed)|c[oa]mes? (?:\w+ ){0,4}?(?:after|amid)|came (?:\w+ ){0,4}?after)\b", re.IGNORECASE
)
_STOP = re.compile(r"[.;!?]\s|[.;!?]$|,\s|\n")
# The words that state the link begin this near to the anaphor: "The decision, the ministry said, was a reaction to".
_NEAR = 90
# So far back, in sentences, an anaphor may point.
_BACK = 2


@dataclass(frozen=True, slots=True)
class Pointing:
    """A cue whose source is told before its sentence: the acts meant, the cue, whether it states the ground or only the order."""

    sources: list[Act]
    cue: CueMatch
    states: bool


def pointing_back(document: Document, acts: Sequence[Act]) -> Iterator[Pointing]:
    """Yield the link cues whose subject stands for an act of the sentences before."""
    for n, sentence in enumerate(document.sentences):
        anaphor = _ANAPHOR.match(document.text, sentence.start, sentence.end)
        if anaphor is None or n == 0:
            continue
        cue, states = _cue(document.text, anaphor, sentence.end)
        if cue is None or _has_own_act(acts, anaphor, cue):
            continue
        before = document.sentences[max(0, n - _BACK) : n]
        sources = _meant(acts, anaphor["noun"] or "", [(one.start, one.end) for one in reversed(before)])
        if sources:
            yield Pointing(sources, cue, states)


def _cue(text: str, anaphor: re.Match[str], end: int) -> tuple[CueMatch | None, bool]:
    start = anaphor.end()
    for cue in answer_cues(text, start, end):
        if cue.start - start <= _NEAR and cue.has_phrase:
            return cue, True
    for cue, states in occasions(text, start, end):
        if cue.start - start <= _NEAR and (
            anaphor["reply"] or (not states and _FOLLOWS.search(text, start, cue.end + 1))
        ):
            if anaphor["reply"]:
                return CueMatch("answers", anaphor.start("reply"), anaphor.end("reply"), cue.reach), True
            return cue, False
    follows = _FOLLOWS.search(text, start, min(end, start + 30))
    if follows:
        stop = _STOP.search(text, follows.end(), end)
        return CueMatch("answers", follows.start(), follows.end(), stop.start() if stop else end), False
    return None, False


def _has_own_act(acts: Sequence[Act], anaphor: re.Match[str], cue: CueMatch) -> bool:
    """Return whether an act is told between the anaphor and the cue: then that act is the source."""
    return any(
        anaphor.end() <= span.start < cue.start or (span.start < anaphor.end() and span.end > anaphor.end() + 20)
        for act in acts
        for span in act.places
        if anaphor.start() <= span.start < cue.start
    )


def _meant(acts: Sequence[Act], noun: str, before: Sequence[tuple[int, int]]) -> list[Act]:
    """Return the acts of the nearest sentence before that the noun may stand for: the first, and those of its kind and side."""
    kinds = {(kind, mode) for kind, mode, _, _ in kinds_in(noun)}
    for start, end in before:
        told = [act for act in acts if act.lies_in(start, end) and act.report.status in ("occurred", "announced")]
        if kinds:
            told = [act for act in told if any(act.event == kind for kind, _ in kinds)]
        else:
            told = [act for act in told if act.event in HOSTILE] or told
        if told:
            first = told[0]
            return [act for act in told if act.event == first.event and act.actors == first.actors]
    return []
