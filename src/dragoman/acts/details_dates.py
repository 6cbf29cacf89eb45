"""When an act took place: the time beside it in its own clause, read against the act it is told with.

Rules: the model's own date span outranks nearness; a weekday of something done never lies ahead; "two days after X did Y" dates
Y by the time of what it is told with; a time of another clause is not the act's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.acts.decode import Candidate
from dragoman.document import Document, Sentence, TimeMention
from dragoman.language.calendar import WEEKDAYS
from dragoman.mentions.dates_patterns import COUNT_WORD
from dragoman.mentions.dates_relative import count_of as number_of
from dragoman.records import DateValue

_DAYS = {"hour": 0, "minute": 0, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
# "two days after" opens a clause whose act lies that long before (or after) what the sentence tells first.
_OFFSET = re.compile(
    rf"\b(?:(?P<count>{COUNT_WORD})\s(?:or\s(?:so|more)\s)?)?(?P<unit>minute|hour|day|week|fortnight|month|year)s?\s(?P<side>after|before)\s(?=\S)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:after|before|since|while|when|because|that|which|whose|who|where|until|although|though|as|over|following|for)\b|[;:]|\s[–—-]\s",
    re.IGNORECASE,
)
_LEADING_TIME = 12
# "from Wednesday": a measure in force from a day ahead.
_FROM = re.compile(r"\b(?:from|starting|beginning|effective|as of)\s+(?:on\s+)?$", re.IGNORECASE)

# The nouns that name a deed, and the words that make it one that is answered or protested against.
_NOUN = re.compile(
    r"(?:[a-z-]+\s)?(?:expulsion|ejection|removal|ouster|deportation|dismissal|declaration|closure|closing|seizure|arrest|detention|"
    r"attack|raid|strike|shelling|bombing|killing|ban|sanction|embargo|blockade|tariff|blacklisting)s?",
    re.IGNORECASE,
)
_DECISION = re.compile(r"\b(?:decisions?|moves?|orders?|steps?)\sto\s$", re.IGNORECASE)
_GOVERNING = re.compile(
    r"\b(?:(?:in|a|as|its|their)\s(?:\w+\s)?(?:reply|response|answer|retaliation|reprisal|revenge|protest)\s(?:to|for|at|against|over)|"
    r"(?:protest(?:s|ed|ing)?|complain(?:s|ed|ing|ts?)?)\s(?:at|against|over|about)|answering|retaliat\w+\sfor)\s(?:[^\s,;:.]+\s){0,9}$",
    re.IGNORECASE,
)
# What stands behind "in reply to" is the act that is answered, and so is its day.
_ANSWERED = re.compile(
    r"\b(?:in\s(?:\w+\s)?(?:reply|response|answer|retaliation|reprisal|revenge|protest)\s(?:to|for|at|against|over)|citing|answering|answers?\s(?:to|for))\b",
    re.IGNORECASE,
)


def is_told_as_answered(document: Document, start: int, end: int) -> bool:
    """Return whether the words from one place to another tell what stands behind them as what is answered."""
    return start < end and _ANSWERED.search(document.text, start, end) is not None


def is_answered(document: Document, candidate: Candidate, sentence: Sentence) -> bool:
    """Return whether an act is named by a noun as what another answers or protests against: it came before."""
    return _cue_before(document, candidate, sentence) is not None


def _cue_before(document: Document, candidate: Candidate, sentence: Sentence) -> int | None:
    """Return where the cue begins that makes the act the one answered, or None."""
    is_noun = _NOUN.fullmatch(document.text, candidate.start, candidate.end)
    if not is_noun and not _DECISION.search(document.text, sentence.start, candidate.start):
        return None
    cue = _GOVERNING.search(document.text, sentence.start, candidate.start)
    return cue.start() if cue else None


def date_of(
    document: Document, candidate: Candidate, sentence: Sentence, is_background: bool, beside: Sequence[Candidate] = ()
) -> DateValue | None:
    """Return when the act took place: words beside it, else the day of publication, else None for background.

    Args:
        beside: acts of the news in the same sentence. Its only time is theirs, not the background's.
    """
    published = (document.article.published or "")[:10]
    cue = _cue_before(document, candidate, sentence)
    # "are going in reply to": the trigger may have the cue's first word.
    behind = candidate.end - 2 if document.text[: candidate.end].endswith(" in") else candidate.end
    times = [
        time
        for time in document.times
        if time.role == "date"
        # By when is not when.
        and not any(time.start < s.end and s.start < time.end for s in candidate.roles.get("deadline", ()))
        and sentence.start <= time.start
        and time.end <= sentence.end
        and not _ANSWERED.search(document.text, behind, max(time.start, behind))
        and (cue is None or time.start >= cue)
    ]
    offset = _offset_before(document, candidate, sentence, times)
    if offset is not None and not _has_own(candidate, times, offset):
        shifted = _shifted(offset, times, published)
        if shifted is not None:
            return shifted
    chosen = _best_time(document, times, candidate)
    if chosen is not None:
        value = chosen.value if candidate.status != "occurred" else _not_ahead(document, chosen, published)
        if value is not None:
            return value
    if is_background or candidate.historical > 0.5:
        # A sentence of background mostly has one time for all it tells.
        lone = times[0].value if len(times) == 1 and offset is None and not beside else None
        return None if lone is None or lone.start > published > "" else msgspec.structs.replace(lone, basis="inferred")
    if len(published) != 10:
        return None
    return DateValue(start=published, end=published, precision="day", basis="published")


def _offset_before(
    document: Document, candidate: Candidate, sentence: Sentence, times: Sequence[TimeMention]
) -> re.Match[str] | None:
    """Return the "two days after" in whose clause the act stands, or None."""
    found = None
    for match in _OFFSET.finditer(document.text, sentence.start, candidate.start):
        found = match
    return found


def _has_own(candidate: Candidate, times: Sequence[TimeMention], offset: re.Match[str]) -> bool:
    """Return whether a date proper stands between the offset and the act, or the model's date span is another time."""
    spans = candidate.roles.get("date", [])
    for time in times:
        if time.start >= offset.end() and time.end <= candidate.start:
            return True
        if time.start >= offset.end() and any(time.start < s.end and s.start < time.end for s in spans):
            return True
    return bool(spans) and all(s.end <= offset.start() or s.start >= offset.end() for s in spans)


def _shifted(offset: re.Match[str], times: Sequence[TimeMention], published: str) -> DateValue | None:
    before = [time for time in times if time.end <= offset.start() and time.value.precision == "day"]
    anchor = before[-1].value.start if before else published
    anchor = min(anchor, published) if published and anchor else anchor
    if len(anchor) != 10:
        return None
    unit = offset["unit"].lower()
    count = 1 if offset["count"] is None else number_of(offset["count"])
    if count is None or (offset["count"] is None and unit not in ("hour", "minute")):
        return None
    length = timedelta(days=round(_DAYS[unit] * float(count)))
    day = date.fromisoformat(anchor)
    try:
        day = day - length if offset["side"].lower() == "after" else day + length
    except OverflowError:
        return None
    if unit in ("month", "year"):
        start = day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
        end = (
            (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            if unit == "month"
            else day.replace(month=12, day=31)
        )
        return DateValue(start=start.isoformat(), end=end.isoformat(), precision=unit, basis="inferred")  # type: ignore[arg-type]
    return DateValue(start=day.isoformat(), end=day.isoformat(), precision="day", basis="inferred")


def _best_time(document: Document, times: Sequence[TimeMention], candidate: Candidate) -> TimeMention | None:
    spans = candidate.roles.get("date", [])
    marked = [time for time in times if any(time.start < span.end and span.start < time.end for span in spans)]
    if marked:
        return min(marked, key=lambda time: gap(time.start, time.end, candidate))
    own = [time for time in times if _same_clause(document.text, time, candidate)]
    return min(own, key=lambda time: gap(time.start, time.end, candidate), default=None)


def _same_clause(text: str, time: TimeMention, candidate: Candidate) -> bool:
    """Return whether no other clause begins between a time and the act; "after Monday" itself begins none."""
    if time.end <= candidate.start:
        between = text[time.end : candidate.start]
        return _CLAUSE.search(between) is None
    if _OFFSET.match(text, time.start) or _OFFSET.search(text, candidate.end, min(time.end + 10, len(text))):
        return False
    between = text[candidate.end : max(time.start, candidate.end)]
    return _CLAUSE.search(between[: max(len(between) - _LEADING_TIME, 0)]) is None


def _not_ahead(document: Document, time: TimeMention, published: str) -> DateValue | None:
    """Return the time of something that has happened: a bare weekday ahead is the one before, another day ahead is not its time."""
    value = time.value
    if not published or value.start <= published:
        return value
    if _FROM.search(document.text[max(0, time.start - _LEADING_TIME) : time.start]):
        return value
    words = document.text[time.start : time.end].lower().split()
    if value.precision == "day" and words and words[-1].strip(".,") in WEEKDAYS and "next" not in words:
        day = (date.fromisoformat(value.start) - timedelta(days=7)).isoformat()
        if day <= published:
            return msgspec.structs.replace(value, start=day, end=day)
    return None


def gap(start: int, end: int, candidate: Candidate) -> int:
    """Return how many characters part a stretch from the trigger."""
    if end <= candidate.start:
        return candidate.start - end
    return max(start - candidate.end, 0)
