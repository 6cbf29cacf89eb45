"""Time expressions of an article, resolved: dates, and deadlines."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.document import Document, TimeMention
from dragoman.language.calendar import EARLIEST_YEAR
from dragoman.mentions.dates_deadlines import Length, day_by, day_lead, find_lengths, resolve_deadline
from dragoman.mentions.dates_patterns import Found, find_forms
from dragoman.mentions.dates_resolve import resolve
from dragoman.mentions.dates_tense import lies_ahead
from dragoman.mentions.dates_values import Days, Setting
from dragoman.records import DateValue, Span

__all__ = ["day_by", "find_times", "resolve_deadline"]

_STATED_YEAR = re.compile(r"(?<![\d.,-])(?:1[89]\d\d|20\d\d)(?![\d,-]|\.\d)")
_SINCE = re.compile(r"\b[Ss]ince\s(?:the\s|about\s|around\s|at\sleast\s)?$")
_HINT = re.compile(
    r"\d|\b(?:ago|later|earlier|before|after|last|next|this|that|same|following|previous|past|today|yesterday|tomorrow|tonight|"
    r"hours?|days?|weeks?|months?|years?|fortnight|weekend|\w*day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas)",
    re.IGNORECASE,
)
_ANCHORED_FORMS = frozenset({"shifted", "in_day"})


def find_times(document: Document) -> list[TimeMention]:
    """Return the time expressions of the document's sentences in text order.

    English is read. A bare weekday told as past is the latest such day not after publication; a date without a year is
    the latest such day not after publication, unless the sentence tells it as coming. What rests on another date of the
    text ("the following day") has the basis "inferred". What cannot be resolved is left out, but for deadlines.
    """
    setting = Setting(published=_day(document.article.published), year=_latest_year(document.text))
    times: list[TimeMention] = []
    anchor: Days | None = None
    for sentence in document.sentences:
        words = document.text[sentence.start : sentence.end]
        if not _HINT.search(words):
            continue
        found, anchor = _read_sentence(words, sentence.start, setting, anchor)
        times.extend(found)
    return times


def _read_sentence(
    words: str, offset: int, setting: Setting, anchor: Days | None
) -> tuple[list[TimeMention], Days | None]:
    lengths = find_lengths(words)
    forms = [
        form
        for form in find_forms(words)
        if not any(form.start < length.end and length.start < form.end for length in lengths)
    ]
    times = [_length_mention(length, words, offset, setting) for length in lengths]
    for index, form in enumerate(forms):
        lead = day_lead(words, form.start, form.end)
        base = _anchor_for(form, forms[index + 1 :], words, setting, anchor)
        here = Setting(
            published=setting.published,
            year=setting.year,
            anchor=base,
            ahead=lead is not None or lies_ahead(words, form.start, form.end),
            near=lead is not None,
            rest=words[form.end : form.end + 80],
        )
        days = resolve(form, here)
        if days is None:
            continue
        times.append(_mention(form, days, lead, words, offset, setting))
        if lead is None:
            anchor = days
    return sorted(times, key=lambda time: time.start), anchor


def _anchor_for(form: Found, later: list[Found], words: str, setting: Setting, anchor: Days | None) -> Days | None:
    """Return what "two days after …" counts from: a date right behind it in the sentence, else the date told last."""
    if form.form in _ANCHORED_FORMS and words[: form.end].lower().endswith((" after", " before", " prior")):
        for other in later:
            if other.form not in _ANCHORED_FORMS:
                return resolve(
                    other,
                    Setting(published=setting.published, year=setting.year, rest=words[other.end : other.end + 80]),
                )
    return anchor


def _mention(form: Found, days: Days, lead: int | None, words: str, offset: int, setting: Setting) -> TimeMention:
    start, precision, last = form.start, days.precision, days.end
    since = _SINCE.search(words[max(0, form.start - 24) : form.start])
    if since and lead is None and setting.published and days.start <= setting.published:
        start = form.start - (min(24, form.start) - since.start())
        precision, last = "range", setting.published
    if lead is not None:
        start = lead
    value = DateValue(
        start=days.start.isoformat(),
        end=last.isoformat(),
        precision=precision,
        basis="inferred" if days.is_anchored else "stated",
        span=Span(start=offset + form.start, end=offset + form.end),
    )
    role = "date" if lead is None else "deadline"
    return TimeMention(offset + start, offset + form.end, role, value, words=words[start : form.end])


def _length_mention(length: Length, words: str, offset: int, setting: Setting) -> TimeMention:
    day = (setting.published + timedelta(days=length.days)).isoformat() if setting.published else ""
    span = Span(start=offset + length.start, end=offset + length.end)
    value = DateValue(start=day, end=day, precision="day", basis="inferred", span=span)
    return TimeMention(span.start, span.end, "deadline", value, length.days, words[length.start : length.end])


def _latest_year(text: str) -> int | None:
    years = [int(match.group()) for match in _STATED_YEAR.finditer(text)]
    return max((year for year in years if year >= EARLIEST_YEAR), default=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
