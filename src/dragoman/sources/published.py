"""When an article was published, where nobody says so: its dateline, else dates inside its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from dragoman.language.calendar import DAY, MONTH, YEAR, full_dates, make_day, month_number
from dragoman.records import Block

Basis = Literal["dateline", "text"]

EARLIEST_TEXT_YEAR = 1990
"""A full date before this year tells of history, not of the day of publication."""
DATELINE_CHARS = 400
_MAX_YEAR_DISTANCE = 1

_MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH})\s(?P<day>{DAY})\b(?!\s*,?\s*{YEAR})")
_DAY_MONTH = re.compile(rf"\b(?P<day>{DAY})(?:st|nd|rd|th)?\s(?P<month>{MONTH})\b(?!\s*,?\s*{YEAR})")
_YEAR = re.compile(rf"(?<![\d,.-]){YEAR}(?![\d,-])")
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|through|no later than|deadline|expires?|expiring|scheduled for|planned for|due|will|would|to be held|slated|set for|born(?: on)?|since)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def infer_published(text: str, blocks: Sequence[Block]) -> tuple[str, Basis] | None:
    """Return the day of publication (ISO) and what it rests on, or None where the text gives no day.

    A dateline comes first; then the latest day of an embedded post or a full date that the text tells as past.
    """
    found = full_dates(text)
    dated = [
        day
        for start, _, day in found
        if day.year >= EARLIEST_TEXT_YEAR and not _AHEAD.search(text[max(0, start - 60) : start])
    ]
    posts = [date.fromisoformat(block.date) for block in blocks if block.date]
    from_dateline = _dateline_day(text, blocks, dated + posts)
    if from_dateline:
        return from_dateline.isoformat(), "dateline"
    candidates = dated + posts
    if not candidates:
        return None
    latest = max(candidates)
    years = [int(match.group()) for match in _YEAR.finditer(text)]
    if posts or latest.year + _MAX_YEAR_DISTANCE >= max(
        (y for y in years if y <= max(latest.year + 3, EARLIEST_TEXT_YEAR)), default=0
    ):
        return latest.isoformat(), "text"
    return None


def _dateline_day(text: str, blocks: Sequence[Block], dated: Sequence[date]) -> date | None:
    for block in blocks:
        if block.kind != "dateline" or block.start > DATELINE_CHARS:
            continue
        line = text[block.start : block.end]
        full = full_dates(line)
        if full:
            return full[0][2]
        match = _MONTH_DAY.search(line) or _DAY_MONTH.search(line)
        if match:
            return _with_year(month_number(match["month"]), int(match["day"]), text, dated)
    return None


def _with_year(month: int, day: int, text: str, dated: Sequence[date]) -> date | None:
    """Return the dateline's day in the year that the text's other dates suggest: never before the latest of them by much."""
    if dated:
        latest = max(dated)
        choices = [
            made for year in (latest.year - 1, latest.year, latest.year + 1) if (made := make_day(year, month, day))
        ]
        later = [choice for choice in choices if choice >= latest - timedelta(days=2)]
        return min(later) if later else max(choices, default=None)
    years = [int(match.group()) for match in _YEAR.finditer(text) if int(match.group()) >= EARLIEST_TEXT_YEAR]
    return make_day(max(years), month, day) if years else None
