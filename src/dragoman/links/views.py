"""An act with what the words around it say: whether they name other acts, speak of a reply, of doing likewise, of a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.document import Document
from dragoman.links.across import pointing_back
from dragoman.links.cues import occasions
from dragoman.links.scene import Act, first_of_turn
from dragoman.links.targets import ACT_WORDS, ANY_ACT, kinds_in

CLASSES = {
    "SANCTION": "hostile", "COERCE": "hostile", "ASSAULT": "violent", "MOBILIZE": "hostile", "ACCUSE": "accuse", "REJECT": "reject",
    "THREATEN": "threaten", "REQUEST": "request", "PROTEST": "protest", "CONCEDE": "yield", "RETREAT": "yield", "AGREE": "agree",
    "AID": "help", "COOPERATE": "help", "SUPPORT": "support", "CONSULT": "consult",
}  # fmt: skip
_GROUP = re.compile(
    r"\b(?:countries|states|nations|governments|allies|partners|members|neighbou?rs|capitals|powers|others)\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"\b(?:measures|steps|sanctions|package|set of|series|wave|round|campaign|deal|agreement|accord|retaliat\w+|respon\w+|expulsions|ordered out|in all|total|over \d+|more than \d+)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:in turn|repli\w+|answer\w*|respon\w+|retaliat\w*|reciproc\w*|retort\w*|thereupon|at once|back|in kind|mirror\w*|did the same|accept\w*|agreed|refus\w*|heed\w*)\b",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"\b(?:too|also|similar\w*|likewise|joined|followed|alongside|together|own|same|parallel|solidarity)\b",
    re.IGNORECASE,
)


@dataclass
class View:
    """An act with what its sentence says around it."""

    act: Act
    text: str
    sentence: int
    start: int
    end: int
    is_first_of_turn: bool
    # Where what an act is told to follow is named: behind its "after", or in the sentence "It follows …" behind it.
    behind: list[tuple[int, int]]

    @property
    def kind(self) -> str:
        """The class of its type: hostile, violent, accuse, …"""
        return CLASSES[self.act.event]

    @cached_property
    def words(self) -> str:
        """The words of its trigger."""
        span = self.act.places[0] if self.act.places else None
        return self.text[span.start : span.end] if span else ""

    @cached_property
    def around(self) -> str:
        """Its sentence from a little before the trigger."""
        return self.text[max(self.start, self.act.first - 60) : self.end]

    @cached_property
    def named(self) -> frozenset[str]:
        """The types of acts that its sentence names by a noun behind the trigger, and "any" for "the step", "the decision"."""
        words = self.text[self.act.first : min(self.end, self.act.first + 200)]
        found = {kind for kind, _, pattern in ACT_WORDS if pattern.search(words)}
        return frozenset(found | {"any"} if ANY_ACT.search(words) else found)

    @cached_property
    def has_turn(self) -> bool:
        """Whether its sentence speaks of a reply."""
        return bool(_TURN.search(self.around))

    @cached_property
    def has_too(self) -> bool:
        """Whether its sentence speaks of doing likewise."""
        return bool(_TOO.search(self.around))

    @cached_property
    def is_group(self) -> bool:
        """Whether several states, or some unnamed, act."""
        actors = self.act.report.actor
        return len(actors) > 1 or any(
            not one.country or one.country in ("EUR", "IGO") or _GROUP.search(one.text or "") for one in actors
        )

    @cached_property
    def is_summary(self) -> bool:
        """Whether the trigger stands for several acts: "a set of measures", "retaliated"."""
        return bool(_SUMMARY.search(self.words))

    @property
    def count(self) -> float | None:
        """How many, where told."""
        return self.act.report.count.value if self.act.report.count else None

    def follows(self, target: Act) -> bool:
        """Return whether the act is told to come after the target."""
        return any(
            target.lies_in(start, end) or (start > self.end and target.event in _kinds(self.text[start:end]))
            for start, end in self.behind
        )


def _kinds(words: str) -> set[str]:
    return {kind for kind, _, _, _ in kinds_in(words)}


def _after_phrases(document: Document, acts: Sequence[Act]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    sentences = {(e.start, e.end) for act in acts for e in act.report.evidence}
    return {
        (start, end): [(cue.end, cue.reach) for cue, states in occasions(document.text, start, end) if not states]
        for start, end in sentences
    }


def make_views(document: Document, acts: Sequence[Act]) -> list[View]:
    """Return the acts with their sentences, in the same order."""
    numbers = {(one.start, one.end): n for n, one in enumerate(document.sentences)}
    starts = [one.start for one in document.sentences]
    out = []
    follows = [one for one in pointing_back(document, acts) if not one.states]
    phrases = _after_phrases(document, acts)
    for act in acts:
        first = min(act.report.evidence, key=lambda e: e.trigger.start if e.trigger else e.start)
        number = numbers.get((first.start, first.end))
        if number is None:
            number = max((n for n, start in enumerate(starts) if start <= act.first), default=0)
        behind = [span for span in phrases.get((first.start, first.end), []) if act.first < span[0]][:1]
        behind += [(one.cue.end, one.cue.reach) for one in follows if act in one.sources]
        out.append(View(act, document.text, number, first.start, first.end, first_of_turn(act, acts) is act, behind))
    return out
