"""The details of an act: how many, by which deadline, where, why; when is in `details_dates`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.acts.details_dates import date_of, gap, is_told_as_answered
from dragoman.document import Document, Sentence, TimeMention
from dragoman.mentions.dates import resolve_deadline
from dragoman.mentions.quantities import count_in
from dragoman.records import Actor, Count, DateValue, Deadline, Place, Reason, Span

# Types whose recipient phrase holds the count ("45 Russian diplomats", "four protesters").
_COUNTED = frozenset({"SANCTION", "COERCE", "ASSAULT", "RETREAT", "AID", "MOBILIZE", "CONCEDE", "COOPERATE"})
_LEADING_CHARACTERS = 60

__all__ = ["count_of", "date_of", "deadline_of", "places_of", "reasons_of"]


def count_of(document: Document, candidate: Candidate, recipients: Sequence[Actor] = ()) -> Count | None:
    """Return how many, from the model's count span, else from the recipient's phrase, else from how a staff is cut, a mission
    closed or an envoy recalled."""
    for span in candidate.roles.get("count", ()):
        count = count_in(document, *_stretch(document, span, candidate))
        if count is not None and not _counts_states(candidate, count):
            return count
    if candidate.type in _COUNTED:
        for span in candidate.roles.get("recipient", ()):
            count = count_in(document, span.start, span.end)
            if count is not None and not _counts_states(candidate, count):
                return count
    return _count_of_mission(document, candidate, recipients) if candidate.type == "SANCTION" else None


def _count_of_mission(document: Document, candidate: Candidate, recipients: Sequence[Actor]) -> Count | None:
    """Return how many a staff is cut by, how many missions are closed ("the consulates in Lima and Cuzco": two), or the one envoy
    that is recalled."""
    text, reach = document.text, candidate.end + _LEADING_CHARACTERS
    if candidate.mode == "withdraw":
        envoy = _OWN_ENVOY.search(text, candidate.start, reach)
        return count_in(document, envoy.start(), envoy.end()) if envoy else None
    if candidate.mode != "expel":
        return None
    if _CUTTING.search(text, candidate.start, candidate.end):
        for quantity in document.quantities:
            if candidate.end <= quantity.start <= reach and _BY.search(text, candidate.end, quantity.start):
                return count_in(document, quantity.start, quantity.end)
    for actor in recipients:
        if actor.start is None or actor.end is None:
            continue
        missions = _MISSIONS_IN.search(text, actor.start, min(actor.end + _LEADING_CHARACTERS, len(text)))
        if missions is not None and missions.start() < actor.end:
            number = _places_from(document, missions.end())
            if number > 1:
                span = Span(start=actor.start, end=missions.end("missions"))
                return Count(
                    value=float(number), unit="consulate" if "onsul" in missions["missions"] else "mission", span=span
                )
        count = count_in(document, actor.start, actor.end)
        if count is not None and not _counts_states(candidate, count):
            return count
    return None


def _places_from(document: Document, start: int) -> int:
    """Return how many towns are listed from a point of the text on."""
    number = 0
    for place in document.places:
        if place.start is None or place.start < start or (place.resolution or 0) < _TOWN:
            continue
        if not _LISTED.fullmatch(document.text[start : place.start]):
            break
        number, start = number + 1, place.end or start
    return number


_TOWN = 4
_LISTED = re.compile(r"|,?\s+and\s+|,\s+")
_BY = re.compile(r"\bby\s+$")
_CUTTING = re.compile(r"\b(?:reduc\w+|cut(?:s|ting)?|shr[aiu]nk\w*|trim\w*|slash\w*|downsiz\w+)\b", re.IGNORECASE)
_OWN_ENVOY = re.compile(
    r"\b(?:its|their|his|her)\s+(?:own\s+)?(?:ambassador|envoy|consul|high commissioner)(?!['’\w])", re.IGNORECASE
)
_MISSIONS_IN = re.compile(r"\b(?P<missions>consulates(?:\s+general)?|embassies|missions)\s+in\s+(?=[A-Z])")
_STATES = frozenset({"state", "country", "nation", "government", "neighbour", "neighbor", "ally", "power", "capital"})


def _counts_states(candidate: Candidate, count: Count) -> bool:
    """Return whether a count is of states where people are expelled: "the three Baltic states" are not three people."""
    return candidate.mode == "expel" and count.unit in _STATES


def _stretch(document: Document, span: RoleSpan, candidate: Candidate) -> tuple[int, int]:
    """Return the count's span, lengthened to the recipient phrase it stands in (so that the unit is seen)."""
    for other in candidate.roles.get("recipient", ()):
        if other.start <= span.start < other.end:
            return span.start, max(other.end, span.end)
    return span.start, span.end


def deadline_of(
    document: Document, candidate: Candidate, sentence: Sentence, following: Sentence | None, when: DateValue | None
) -> Deadline | None:
    """Return by when: a deadline in the model's span, else the only one of the sentence; None where there is none."""
    times = [time for time in document.times if time.role == "deadline"]
    spans = candidate.roles.get("deadline", [])
    marked = [time for time in times if any(time.start < span.end and span.start < time.end for span in spans)]
    if not marked and not spans and candidate.type in ("SANCTION", "THREATEN", "COERCE", "REQUEST"):
        # "… and gave them a week to leave, in response to the arrest": no deadline of what is answered.
        marked = [
            time
            for time in times
            if sentence.start <= time.start
            and time.end <= sentence.end
            and not is_told_as_answered(document, time.end, candidate.start)
        ]
        marked.sort(key=lambda time: gap(time.start, time.end, candidate))
    is_told = when is not None and when.precision == "day" and when.basis != "published"
    set_on = when.start if when is not None and is_told else None
    for start, end in [(span.start, span.end) for span in spans] or [(time.start, time.end) for time in marked[:1]]:
        time = next((time for time in marked if time.start < end and start < time.end), None)
        if time is not None:
            start, end = min(start, time.start), max(end, time.end)
        words = document.text[start:end]
        mention = replace(time or TimeMention(start, end, "deadline", _UNREAD), start=start, end=end, words=words)
        found = resolve_deadline(mention, set_on, document.article.published)
        if time is not None or found.date is not None or _TIMELY.search(words):
            return found
    return None


_UNREAD = DateValue(start="", end="", precision="day", basis="inferred")
_TIMELY = re.compile(r"\b(?:hours?|days?|weeks?|months?|midnight|noon|\w+day|deadline|end of)\b", re.IGNORECASE)


def reasons_of(document: Document, candidate: Candidate) -> tuple[Reason, ...]:
    """Return the stated reasons, in the article's words."""
    return tuple(
        Reason(text=document.text[span.start : span.end], start=span.start, end=span.end)
        for span in candidate.roles.get("reason", ())
    )


def places_of(document: Document, candidate: Candidate, sentence: Sentence) -> tuple[Place, ...]:
    """Return where: places of the sentence behind a locative preposition, nearest first; at most three."""
    found = []
    for place in document.places:
        if not (sentence.start <= place.start and place.end <= sentence.end):
            continue
        before = document.text[max(sentence.start, place.start - _LEADING_CHARACTERS) : place.start].lower().split()
        if (before[-1:] and before[-1] in _LOCATIVE) or (
            before[-2:-1] and before[-2] in _LOCATIVE and before[-1] == "the"
        ):
            found.append(place)
    found.sort(key=lambda place: gap(place.start, place.end, candidate))
    return tuple(found[:3])


_LOCATIVE = frozenset(
    ["in", "at", "near", "from", "outside", "inside", "across", "around", "off", "on", "over", "between", "to", "into"]
)
