"""The details of an act: when, how many, by which deadline, where, why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.document import Document, Sentence, TimeMention
from dragoman.mentions.dates import resolve_deadline
from dragoman.mentions.quantities import count_in
from dragoman.records import Count, DateValue, Deadline, Place, Reason, Span

# Types whose recipient phrase holds the count ("45 Russian diplomats", "four protesters").
_COUNTED = frozenset({"SANCTION", "COERCE", "ASSAULT", "RETREAT", "AID", "MOBILIZE", "CONCEDE", "COOPERATE"})
_LEADING_CHARACTERS = 60


def date_of(document: Document, candidate: Candidate, sentence: Sentence, is_background: bool) -> DateValue | None:
    """Return when the act took place: words beside it, else the day of publication, else None for background.

    A time in the sentence counts for the act nearest to it; the model's own date role outranks distance.
    """
    times = [
        time
        for time in document.times
        if time.role == "date" and sentence.start <= time.start and time.end <= sentence.end
    ]
    chosen = _best_time(times, candidate)
    if chosen is not None:
        value = chosen.value
        if candidate.status == "occurred" and not _is_future(value, document.article.published):
            return value
        if candidate.status != "occurred":
            return value
    if is_background:
        return None
    published = document.article.published
    if published is None:
        return None
    day = published[:10]
    return DateValue(start=day, end=day, precision="day", basis="published") if len(day) == 10 else None


def _best_time(times: Sequence[TimeMention], candidate: Candidate) -> TimeMention | None:
    spans = candidate.roles.get("date", [])
    marked = [time for time in times if any(time.start < span.end and span.start < time.end for span in spans)]
    if marked:
        times = marked
    return min(times, key=lambda time: _gap(time.start, time.end, candidate), default=None)


def _gap(start: int, end: int, candidate: Candidate) -> int:
    if end <= candidate.start:
        return candidate.start - end
    return max(start - candidate.end, 0)


def _is_future(value: DateValue, published: str | None) -> bool:
    return published is not None and value.start > published[:10]


def count_of(document: Document, candidate: Candidate) -> Count | None:
    """Return how many, from the model's count span, else from the recipient's phrase."""
    for span in candidate.roles.get("count", ()):
        count = count_in(document, *_stretch(document, span, candidate))
        if count is not None:
            return count
    if candidate.type in _COUNTED:
        for span in candidate.roles.get("recipient", ()):
            count = count_in(document, span.start, span.end)
            if count is not None:
                return count
    return None


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
    if not marked and candidate.type in ("SANCTION", "THREATEN", "COERCE", "REQUEST"):
        marked = [time for time in times if sentence.start <= time.start and time.end <= sentence.end]
        marked.sort(key=lambda time: _gap(time.start, time.end, candidate))
    if marked:
        anchor = when.start if when is not None else None
        return resolve_deadline(marked[0], anchor, document.article.published)
    for span in spans:
        text = document.text[span.start : span.end]
        if not _TIMELY.search(text):
            continue
        return Deadline(date=None, text=text, span=Span(start=span.start, end=span.end))
    return None


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
    found.sort(key=lambda place: _gap(place.start, place.end, candidate))
    return tuple(found[:3])


_LOCATIVE = frozenset(
    ["in", "at", "near", "from", "outside", "inside", "across", "around", "off", "on", "over", "between", "to", "into"]
)
