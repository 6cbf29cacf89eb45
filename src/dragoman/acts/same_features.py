"""What holds of two reports of one article that may tell the same act: named facts, weighed in `dragoman.acts.same`.

Each question of `QUESTIONS` has one answer, of its return type; each claim of `CLAIMS` holds or not. Claims of `BY_TYPE` count for the
pair's type besides. "First" is what was told (and merged) before, "second" the report that may tell it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dragoman.acts.drafts import countries
from dragoman.records import Actor, Report, Span

# A published-date default says only "not after"; two such dates never contradict.
SOFT_DATES = ("published", "inferred")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one type in the order told, and the article's text."""

    first: Report
    second: Report
    text: str

    @property
    def trigger(self) -> str:
        """The second's trigger words."""
        return self.words(self.second.evidence[0].trigger)

    def words(self, span: Span | None) -> str:
        """Return the words of a span in lower case."""
        return "" if span is None else self.text[span.start : span.end].lower()


def names_of(pair: Pair) -> Iterator[str]:
    """Yield the names of what holds of a pair."""
    event = pair.first.event
    yield "always"
    yield f"type {event}"
    yield f"kind {event}/{pair.first.mode or pair.second.mode or ''}"
    for name, ask in QUESTIONS.items():
        yield f"{name} {ask(pair)}"
    for name, holds in CLAIMS.items():
        if holds(pair):
            yield name
            if name in BY_TYPE:
                yield f"{name}, {event}"


Presence = Literal["neither", "in one", "same", "other"]
Likeness = Literal["unknown", "same", "other"]
Side = Literal["neither", "in one", "equal", "part"]
DateBases = Literal["missing", "both stated", "one stated", "none stated"]
DateMeeting = Literal["missing", "same", "meet", "apart"]
Joint = Literal["two sentences", "none", "and", "other"]
Distance = Literal["one sentence", "next", "near", "far", "very far"]


def _presence(first: object, second: object) -> Presence:
    if first is None and second is None:
        return "neither"
    if first is None or second is None:
        return "in one"
    return "same" if first == second else "other"


def _likeness(first: set[str], second: set[str]) -> Likeness:
    if not first or not second:
        return "unknown"
    return "same" if first & second else "other"


def _mode(pair: Pair) -> Presence:
    return _presence(pair.first.mode, pair.second.mode)


def _leaf(pair: Pair) -> Presence:
    return _presence(pair.first.cameo, pair.second.cameo)


def _count(pair: Pair) -> Presence:
    return _presence(*(one.count.value if one.count else None for one in (pair.first, pair.second)))


def _place(pair: Pair) -> Presence:
    return _presence(*(one.place[0].name if one.place else None for one in (pair.first, pair.second)))


def _source(pair: Pair) -> Presence:
    sources = (one.attribution.source if one.attribution else None for one in (pair.first, pair.second))
    return _presence(*(None if one is None else pair.words(one) for one in sources))


def _speaker(pair: Pair) -> Presence:
    speakers = (one.attribution.speaker if one.attribution else None for one in (pair.first, pair.second))
    return _presence(*(one and (one.country, one.name) for one in speakers))


def _side(first: Sequence[Actor], second: Sequence[Actor]) -> Side:
    if not first and not second:
        return "neither"
    if not first or not second:
        return "in one"
    return "equal" if countries(first) == countries(second) else "part"


def _actor(pair: Pair) -> Side:
    return _side(pair.first.actor, pair.second.actor)


def _recipient(pair: Pair) -> Side:
    return _side(pair.first.recipient, pair.second.recipient)


def _sectors(side: Sequence[Actor]) -> set[str]:
    return {actor.sector for actor in side if actor.sector}


def _actor_sector(pair: Pair) -> Likeness:
    return _likeness(_sectors(pair.first.actor), _sectors(pair.second.actor))


def _recipient_sector(pair: Pair) -> Likeness:
    return _likeness(_sectors(pair.first.recipient), _sectors(pair.second.recipient))


def _called(side: Sequence[Actor]) -> set[str]:
    return {(actor.name or actor.text).lower() for actor in side if actor.start is not None}


def _actor_words(pair: Pair) -> Likeness:
    return _likeness(_called(pair.first.actor), _called(pair.second.actor))


def _recipient_words(pair: Pair) -> Likeness:
    return _likeness(_called(pair.first.recipient), _called(pair.second.recipient))


def _is_unsaid(side: Sequence[Actor]) -> bool:
    return all(actor.start is None for actor in side)


def _called_stems(side: Sequence[Actor]) -> set[str]:
    return {_stem(word) for actor in side if actor.start is not None for word in _telling_words(actor.text)}


def _recipient_stems(pair: Pair) -> Likeness:
    return _likeness(_called_stems(pair.first.recipient), _called_stems(pair.second.recipient))


def _date_bases(pair: Pair) -> DateBases:
    dates = (pair.first.date, pair.second.date)
    if dates[0] is None or dates[1] is None:
        return "missing"
    stated = sum(one is not None and one.basis not in SOFT_DATES for one in dates)
    return "both stated" if stated == 2 else "one stated" if stated else "none stated"


def _date_meeting(pair: Pair) -> DateMeeting:
    first, second = pair.first.date, pair.second.date
    if first is None or second is None:
        return "missing"
    if (first.start, first.end) == (second.start, second.end):
        return "same"
    if first.start <= second.end and second.start <= first.end:
        return "meet"
    return "apart"


def _distance(pair: Pair) -> Distance:
    if _is_one_sentence(pair):
        return "one sentence"
    gap = pair.second.evidence[0].start - pair.first.evidence[-1].end
    return "next" if gap <= 3 else "near" if gap < 250 else "far" if gap < 700 else "very far"


def _is_one_sentence(pair: Pair) -> bool:
    return any(a.start == b.start for a in pair.first.evidence for b in pair.second.evidence)


def _joint(pair: Pair) -> Joint:
    """Return what stands between the triggers in one sentence: none may be there, or one that sets acts side by side ("and")."""
    before, after = pair.first.evidence[-1].trigger, pair.second.evidence[0].trigger
    if before is None or after is None or not _is_one_sentence(pair):
        return "two sentences"
    joints = _JOINT.findall(pair.text[before.end : after.start].lower())
    if not joints:
        return "none"
    return "and" if any(joint in _SIDE_BY_SIDE for joint in joints) else "other"


_SIDE_BY_SIDE = frozenset(["and", "or", "but", "nor", "while", "then", ";"])
_JOINT = re.compile(
    r"[,;:–—]|\s-\s|\b(?:and|or|but|nor|while|after|before|since|until|as|when|where|who|whom|whose|which|that|because|then|over|for|to)\b"
)


def _points_back(pair: Pair) -> bool:
    """Return whether the second's trigger is a noun that points back ("the expulsion", "that move")."""
    trigger = pair.second.evidence[-1].trigger
    if trigger is None:
        return False
    before = pair.text[max(0, trigger.start - _REACH) : trigger.start]
    return _POINTER.search(before) is not None and _ENDING_VERB.search(pair.words(trigger)) is None


_REACH = 24
_POINTER = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her|such)\s+(?:[\w-]+\s+){0,2}$|['’]s?\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ENDING_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|be|been)\b|\w+ed\b", re.IGNORECASE)


def _trigger_stems(report: Report, pair: Pair) -> set[str]:
    return {_stem(word) for one in report.evidence for word in _telling_words(pair.words(one.trigger))}


def _shares_word(pair: Pair) -> bool:
    return bool(_trigger_stems(pair.first, pair) & _trigger_stems(pair.second, pair))


def _has_no_word(pair: Pair) -> bool:
    return not _trigger_stems(pair.first, pair) or not _trigger_stems(pair.second, pair)


def _telling_words(words: str) -> list[str]:
    """Return the words that tell what is done, in lower case."""
    return [word for word in _WORD.findall(words.lower()) if word not in _LIGHT]


def _stem(word: str) -> str:
    """Return what forms of one word have in common, roughly."""
    return word[:_STEM]


_STEM = 5
_WORD = re.compile(r"[^\W\d_]{4,}")
_LIGHT = frozenset(
    [
        "been", "have", "were", "will", "would", "said", "says", "told", "that", "with", "from", "this", "their",
        "called", "calls", "call", "made", "make", "given", "gave", "take", "took", "further", "another", "again",
        "measures", "step", "must", "could", "should", "also", "being", "having",
    ]
)  # fmt: skip


def _share(pair: Pair) -> Literal["none", "little", "some", "half", "most"]:
    """Return how much of what the sentences of the one say is said in those of the other, by the shorter."""
    first, second = (_sentence_stems(one, pair.text) for one in (pair.first, pair.second))
    share = len(first & second) / max(1, min(len(first), len(second)))
    if share == 0:
        return "none"
    return "little" if share < 0.12 else "some" if share < 0.25 else "half" if share < 0.5 else "most"


def _sentence_stems(report: Report, text: str) -> set[str]:
    return {_stem(word) for one in report.evidence for word in _telling_words(text[one.start : one.end])}


WordClass = Literal["none", "be", "have", "will", "to", "and", "indefinite", "definite", "ing", "ed", "other"]
_CLASSES: dict[WordClass, str] = {
    "be": "was were is are be been being",
    "have": "has had have having",
    "will": "will would may might could can",
    "to": "to",
    "and": "and or but",
    "indefinite": "a an another new more any no some",
    "definite": "the this that these those such its their his her",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}


def _opens(pair: Pair) -> WordClass:
    """Return with what kind of word the second's trigger opens."""
    return _word_class(next(iter(pair.trigger.split()), ""))


def _follows(pair: Pair) -> WordClass:
    """Return what kind of word the second's trigger follows."""
    trigger = pair.second.evidence[0].trigger
    if trigger is None:
        return "none"
    before = _ANY_WORD.findall(pair.text[max(0, trigger.start - _REACH) : trigger.start].lower())
    return _word_class(before[-1] if before else "")


def _word_class(word: str) -> WordClass:
    if not word:
        return "none"
    if word in _CLASS_OF:
        return _CLASS_OF[word]
    return "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "other"


_ANY_WORD = re.compile(r"[\w'’]+")


QUESTIONS: Mapping[str, Callable[[Pair], str]] = MappingProxyType(
    {
        "mode": _mode,
        "actor": _actor,
        "actor sector": _actor_sector,
        "actor words": _actor_words,
        "recipient": _recipient,
        "recipient sector": _recipient_sector,
        "recipient words": _recipient_words,
        "count": _count,
        "place": _place,
        "source": _source,
        "dates": _date_bases,
        "days": _date_meeting,
        "distance": _distance,
        "joint": _joint,
        "leaf": _leaf,
        "speaker": _speaker,
        "recipient stems": _recipient_stems,
        "share": _share,
        "opens": _opens,
        "follows": _follows,
    }
)
CLAIMS: Mapping[str, Callable[[Pair], bool]] = MappingProxyType(
    {
        "within one state": lambda pair: countries(pair.first.actor) == countries(pair.first.recipient),
        "status same": lambda pair: pair.first.status == pair.second.status,
        "points back": _points_back,
        "shared word": _shares_word,
        "no word": _has_no_word,
        "first leads": lambda pair: pair.first.evidence[0].start < _LEAD,
        "second attributed": lambda pair: pair.second.attribution is not None,
        "second unsaid actor": lambda pair: _is_unsaid(pair.second.actor),
        "second unsaid recipient": lambda pair: _is_unsaid(pair.second.recipient),
    }
)
# Code points from the start in which the headline and the lead tell the news.
_LEAD = 200
BY_TYPE = frozenset({"shared word", "first leads"})
