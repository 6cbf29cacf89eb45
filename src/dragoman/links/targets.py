"""Which earlier act a link phrase means: scored by its own words, the two sides, the kind of act, time and distance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.links.scene import HOSTILE, PROVOKING, Act, is_before, is_reversed

LEAST = 2.0
# Nouns and verbs by which a link phrase calls an act, with the type they stand for; the first that fits counts.
ACT_WORDS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, mode, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, mode, words in (
        (
            "SANCTION",
            "expel",
            r"expul\w+|expel\w*|ouster|banish\w*|declared persona non grata|(?:closure|closing|shutting) of (?:\w+ ){0,3}(?:consulates?|embass(?:y|ies)|missions?)|kick(?:ed|ing) out|throw(?:n|ing) out|sent home|sending home",
        ),
        (
            "SANCTION",
            "discontinue",
            r"sanctions?|embargo(?:es)?|tariffs?|blacklist\w*|penalt(?:y|ies)|duties|restrictions|export controls|asset freezes?|price cap|boycott of \w+ (?:goods|oil|gas)",
        ),
        (
            "SANCTION",
            "withdraw",
            r"recall(?:ed|ing)? (?:of )?(?:its|the|their|his) ambassador|withdrawal of \w+ ambassador|(?:cut|cutting|severing|severed) (?:\w+ )?ties|break in relations",
        ),
        (
            "ASSAULT",
            "",
            r"attacks?|invasions?|invad\w+|aggression|war|bomb(?:ing|ings|ed)|shell(?:ing|ed)|air ?strikes?|strikes?|raids?|kill(?:ing|ings|ed)|murders?|massacre|assassinat\w+|shooting|offensive|incursions?|atrocities|execution|missile \w+|drone \w+|stabbing|abduction|kidnapping",
        ),
        ("COERCE", "arrest", r"arrests?|arrested|detention|detained|jailing|imprisonment|jailed"),
        (
            "COERCE",
            "restrict",
            r"bans?|banned|banning|border closure|closure|closing|closed|blockade|shutdown|annexation|seizures?|seized|crackdown|censorship|deportations?|flight ban",
        ),
        (
            "MOBILIZE",
            "",
            r"deployment|military build-?up|build-?up|drills?|manoeuvres|maneuvers|mobili[sz]ation|exercises?|launch(?:es)?|missile test\w*",
        ),
        (
            "ACCUSE",
            "",
            r"accusations?|allegations?|charges|criticism|condemnation|remarks|comments|claims?|insults?|called|accus\w+|statements?",
        ),
        ("THREATEN", "", r"threats?|warnings?|ultimatum|vow"),
        ("REQUEST", "", r"calls?|demands?|requests?|appeals?|proposal"),
        ("PROTEST", "", r"protests?|demonstrations?|riots?|boycott"),
        ("REJECT", "", r"refusal|rejection|veto"),
        ("SUPPORT", "", r"recognition|visit|support for"),
    )
)
# "The decision", "this move": any material act.
ANY_ACT = re.compile(
    r"\b(?:decisions?|moves?|steps?|measures?|actions?|acts?|policy|policies|behaviou?r|provocations?|gesture)\b",
    re.IGNORECASE,
)


def kinds_in(words: str) -> list[tuple[str, str, int, int]]:
    """Return (type, mode, start, end) of the act words in a phrase, in the order of the table."""
    out = []
    for kind, mode, pattern in ACT_WORDS:
        found = pattern.search(words)
        if found:
            out.append((kind, mode, found.start(), found.end()))
    return out


def names_act(words: str) -> bool:
    """Return whether a phrase speaks of an act at all."""
    return bool(ANY_ACT.search(words) or kinds_in(words))


def best_target(source: Act, acts: Sequence[Act], text: str, start: int, end: int) -> tuple[Act, float] | None:
    """Return the act that the words `text[start:end]` of a link phrase mean, and its score; None where none fits.

    With an empty stretch only the sides, kinds, times and distances count.
    """
    words = text[start:end]
    kinds = {kind for kind, _, _, _ in kinds_in(words)}
    scored = [
        (_fit(source, act, words, kinds, start, end), -abs(source.first - act.first), act)
        for act in acts
        if act.id != source.id
    ]
    if not scored:
        return None
    score, _, best = max(scored, key=lambda row: row[:2])
    return (best, score) if score >= LEAST else None


def _fit(source: Act, act: Act, words: str, kinds: set[str], start: int, end: int) -> float:
    if not is_before(act, source) or act.report.status in ("hypothetical", "denied"):
        return -9.0
    inside = bool(words) and act.lies_in(start, end)
    if act.actors & source.actors and not inside:
        return -9.0
    score = 4.0 if inside else 0.0
    if is_reversed(source, act):
        score += 2.0
    else:
        score += 1.2 * bool(act.recipients & source.actors) + 1.0 * bool(act.actors & source.recipients)
        if act.recipients and source.actors and not act.recipients & source.actors:
            score -= 0.8
    if words:
        if act.event in kinds:
            score += 1.5
        elif kinds and not inside:
            score -= 1.5
    score += 0.6 * (act.event in HOSTILE) + 0.3 * (act.event in PROVOKING) - 1.0 * (act.event not in PROVOKING)
    if source.event == act.event and source.report.mode == act.report.mode and source.event in HOSTILE:
        score += 0.7
    if act.first < source.first:
        score += 0.3
    return score - min(abs(source.first - act.first) / 4000.0, 0.6)
