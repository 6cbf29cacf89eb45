"""What holds of two acts of an article, by name: the rows of `weights.json`, from which a link's score is made.

The numbers are fitted by `python -m training.links` (docs/links.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dragoman.links.gates import may_link
from dragoman.links.scene import HOSTILE
from dragoman.links.turns import turns
from dragoman.links.views import View
from dragoman.records import Link, Relation

# An act this many acts away is not looked at: what belongs together is told together.
REACH = 40
_OCCASION = re.compile(
    r"\b(?:after|following|over|because|since|for|against|in the wake|prompted|triggered|provoked)\b", re.IGNORECASE
)
_LONGEST_BETWEEN = 300
# What a threat of each mode threatens.
_THREATENED = {
    "expel": {("SANCTION", "expel")},
    "relations": {("SANCTION", "withdraw"), ("SANCTION", "expel")},
    "restrict": {("SANCTION", "discontinue"), ("COERCE", "restrict"), ("COERCE", "seize")},
    "arrest": {("COERCE", "arrest")},
    "violence": {("ASSAULT", "")},
}


def candidates(
    views: Sequence[View], relation: Relation, known: Sequence[Link]
) -> Iterator[tuple[View, list[tuple[View, list[str]]]]]:
    """Yield each act that may be a source, with its possible targets and what holds of each pair.

    Pairs that `known` links already connect are left out, acts that are the source of such a link of the relation, and denials as what
    is answered.
    """
    pairs = {frozenset((one.source, one.target)) for one in known}
    answers = {one.source for one in known if one.relation == "answers"}
    answered = {one.target for one in known if one.relation == "answers"}
    done = {one.source for one in known if one.relation == relation}
    # Nothing is done in return for a denial: hardly any annotated answer has such a target.
    closed = {one.source for one in known if one.relation == "denies"} if relation == "answers" else set()
    in_turn = turns([one.act for one in views], known) if relation == "answers" else {}
    for n, source in enumerate(views):
        if source.act.id in done:
            continue
        near = views[max(0, n - REACH) : n + REACH]
        possible = [
            target
            for target in near
            if target.act.id not in closed
            and may_link(relation, source, target)
            and frozenset((source.act.id, target.act.id)) not in pairs
        ]
        if possible:
            yield source, list(_described(source, possible, views[0], answers, answered, in_turn))


def _described(
    source: View,
    possible: Sequence[View],
    lead: View,
    answers: set[str],
    answered: set[str],
    in_turn: Mapping[tuple[str, str], str],
) -> Iterator[tuple[View, list[str]]]:
    closest = min(possible, key=lambda one: _distance(source, one))
    before = [one for one in possible if one.act.first < source.act.first]
    for target in possible:
        names = _pair(source, target, lead)
        if target is closest:
            names.append("closest")
        if before and target is before[-1]:
            names.append("latest before")
        if len(possible) == 1:
            names.append("only one possible")
        if (source.act.id, target.act.id) in in_turn:
            names += ["in turn", f"in turn, {in_turn[source.act.id, target.act.id]}"]
        if target.act.id in answers:
            names.append("target answers another")
        if target.act.id in answered:
            names.append("target answered already")
        if source.act.id in answered:
            names.append("source answered")
        yield target, names


def _distance(source: View, target: View) -> float:
    return abs(source.act.first - target.act.first) + 0.5 * (target.act.first > source.act.first)


def _pair(source: View, target: View, lead: View) -> list[str]:
    a, b = source.act, target.act
    out = ["always", f"{source.kind} {target.kind}", f"source {source.kind}", f"target {target.kind}"]
    out += _kinds(source, target)
    out += _sides(source, target)
    out += _places(source, target)
    out += _days(source, target)
    out += _words(source, target)
    out += _wholes(source, target)
    out += _vows(source, target)
    if target is lead:
        out.append("target leads the article")
    if source is lead:
        out.append("source leads the article")
    for name, act in (("source", a), ("target", b)):
        if act.report.status != "occurred":
            out.append(f"{name} {act.report.status}")
        if act.is_background:
            out.append(f"{name} background")
    return out


def _kinds(source: View, target: View) -> Iterator[str]:
    a, b = source.act, target.act
    if a.event == b.event:
        yield "same type"
        if a.report.mode == b.report.mode:
            yield "same mode"
            if a.event in HOSTILE:
                yield "same hostile mode"
    if a.report.mode and a.report.mode == b.report.mode and a.event != b.event:
        yield "same mode of other types"
    if a.event == "REJECT" and b.event == "REQUEST" and a.report.mode:
        yield "request refused"
    if a.event == "ACCUSE":
        yield f"source {a.report.mode}"
    if b.event == "ACCUSE":
        yield f"target {b.report.mode}"


def _sides(source: View, target: View) -> Iterator[str]:
    a, b = source.act, target.act
    is_hit, is_aimed = bool(b.recipients & a.actors), bool(b.actors & a.recipients)
    if a.actors & b.actors:
        yield "one actor"
        if a.actors == b.actors:
            yield "all actors alike"
        elif a.actors < b.actors:
            yield "one of the actors"
    if a.recipients & b.recipients:
        yield "one recipient"
    if is_hit and is_aimed:
        yield "reversed"
        yield f"reversed {source.kind} {target.kind}"
        if a.event == b.event and a.report.mode == b.report.mode and a.event in HOSTILE:
            yield "reversed same mode"
            yield f"reversed same mode, {_time(source, target)}"
        if a.event in HOSTILE and b.event in HOSTILE:
            yield f"reversed hostile, {_time(source, target)}"
        if a.actors == b.recipients and b.actors == a.recipients:
            yield "exactly reversed"
    elif is_hit:
        yield "by the one hit"
    elif is_aimed:
        yield "by a third side"
    if a.actors & a.recipients:
        yield "source within a state"
    if not a.recipients:
        yield "source without recipient"
    if not b.actors:
        yield "target without actor"
    if not b.recipients:
        yield "target without recipient"
    if target.is_group:
        yield "target by several"
    if source.is_group:
        yield "source by several"
    if source.count and target.count:
        yield "fewer" if source.count < target.count else "as many" if source.count == target.count else "more"


def _places(source: View, target: View) -> Iterator[str]:
    apart = source.sentence - target.sentence
    order = source.act.order - target.act.order
    time = _time(source, target)
    if order < 0:
        yield f"target told after, {time}"
        if apart == 0:
            yield "told after in the sentence"
    else:
        yield f"target told before, {time}"
        yield "one sentence" if apart == 0 else "sentence before" if apart == 1 else "further before"
    if abs(order) == 1:
        yield "next act" if order > 0 else "act before"


def _time(source: View, target: View) -> str:
    """Return how the target's day lies to the source's: earlier, same, unknown, or assumed later."""
    gap = days_between(source, target)
    if gap is None:
        return "background" if target.act.is_background and not source.act.is_background else "day unknown"
    if gap == 0:
        return "same day"
    return "earlier" if (source.act.day or "") > (target.act.day or "") else "later"


def _days(source: View, target: View) -> Iterator[str]:
    gap = days_between(source, target)
    if gap is not None and gap > 10:
        yield "weeks" if gap <= 60 else "long"


def days_between(source: View, target: View) -> int | None:
    """Return how many days lie between two acts; None where a day is unknown."""
    try:
        return abs((date.fromisoformat(source.act.day or "") - date.fromisoformat(target.act.day or "")).days)
    except ValueError:
        return None


def _words(source: View, target: View) -> Iterator[str]:
    if target.act.event in source.named:
        yield "source names target's type"
    if "any" in source.named:
        yield "source speaks of a step"
    if source.named and target.act.event not in source.named and "any" not in source.named:
        yield "source names other types"
    if source.has_turn:
        yield "source speaks of a reply"
    if target.has_turn and target.act.first > source.act.first:
        yield "target told after speaks of a reply"
    if source.has_too:
        yield "source does likewise"
    if target.is_summary:
        yield "target sums up"
    if source.follows(target.act):
        yield "told to come after"
    if source.sentence == target.sentence and source.act.first < target.act.first:
        between = source.text[source.act.first : min(target.act.first, source.act.first + _LONGEST_BETWEEN)]
        if _OCCASION.search(between):
            yield "occasion between"


def _wholes(source: View, target: View) -> Iterator[str]:
    """How an act may be an item of a larger one, or one of several alike."""
    a, b = source.act, target.act
    is_one_kind = a.event == b.event and a.report.mode == b.report.mode
    is_near = days_between(source, target) in (None, 0, 1, 2)
    if is_one_kind and a.recipients & b.recipients and is_near:
        if len(b.actors) > len(a.actors) and a.actors < b.actors:
            yield "item of a joint act"
        elif target.is_group and not source.is_group and not a.actors & b.actors:
            yield "like a joint act"
        elif not a.actors & b.actors:
            yield "alike by another side"
        if target.count and source.count and source.count < target.count and target.is_group:
            yield "item of a tally"
    if a.actors == b.actors and a.recipients & b.recipients and is_near:
        yield "one turn"
        if target.is_summary and not source.is_summary:
            yield "item of measures"
        if source.sentence == target.sentence:
            yield "one turn in one sentence"
    if target.is_first_of_turn:
        yield "target opens a turn"
    if source.is_first_of_turn:
        yield "source opens a turn"


def _vows(source: View, target: View) -> Iterator[str]:
    a, b = source.act, target.act
    if b.event == "THREATEN" and b.report.mode in _THREATENED:
        kinds = _THREATENED[b.report.mode]
        is_meant = any(a.event == event and mode in ("", a.report.mode) for event, mode in kinds)
        yield "as threatened" if is_meant else "not as threatened"
    if b.event == "AGREE" and a.event in ("AID", "COOPERATE", "RETREAT"):
        yield "as agreed"
