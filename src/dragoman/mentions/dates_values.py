"""What time expressions are resolved to, and against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.language.calendar import month_end
from dragoman.records import Precision

ONE_DAY = timedelta(days=1)


NEAR_DAYS = 183
"""Half a year: a deadline lies ahead of publication, or behind it, by no more."""


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Days:
    """Inclusive days; `is_anchored` where they rest on another date of the text."""

    start: date
    end: date
    precision: Precision
    is_anchored: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is resolved against.

    `year` is the latest year that the text states, for texts without a day of publication. `anchor` is the date that the
    text told last; `ahead` whether the sentence tells the time as coming; `near` whether the nearest such day is meant,
    past or coming (deadlines).
    """

    published: date | None
    year: int | None = None
    anchor: Days | None = None
    ahead: bool = False
    near: bool = False
    rest: str = ""


def one_day(day: date | None, anchored: bool = False) -> Days | None:
    """Return a single day, None for None."""
    return Days(day, day, "day", anchored) if day else None


def day_number(text: str) -> int:
    """Return 27 for "27th"."""
    return int(re.sub(r"\D", "", text))


def month_of(year: int, month: int, part: str | None = None, precision: Precision = "month") -> Days:
    """Return a month, or the named part of it ("early", "the end of")."""
    first, last = date(year, month, 1), month_end(year, month)
    if not part:
        return Days(first, last, precision)
    low, high = _part_days(part.lower(), last.day)
    return Days(date(year, month, low), date(year, month, high), "range")


def season_of(year: int, name: str) -> Days:
    """Return a season of the northern half of the world; a winter is named by the year it begins in."""
    first = SEASONS[name]
    last = (year, first + 2) if first < 12 else (year + 1, 2)
    return Days(date(year, first, 1), month_end(*last), "season")


def step(base: date, unit: str, count: int) -> date:
    """Return a day in the day, week, month or year that lies `count` further."""
    if unit == "day":
        return base + timedelta(days=count)
    if unit == "week":
        return base + timedelta(days=7 * count)
    if unit == "weekend":
        # "last weekend" is the latest that is over, "this weekend" on a Monday still the coming one.
        return base + timedelta(days=7 * count) if count else base
    if unit == "month":
        index = base.year * 12 + base.month - 1 + count
        return date(index // 12, index % 12 + 1, 1)
    return date(base.year + count, 1, 1)


def _part_days(part: str, length: int) -> tuple[int, int]:
    """Return first and last day of a part of a month."""
    if part.startswith("early"):
        return 1, 10
    if part.startswith("mid") or "middle" in part:
        return 11, 20
    if part == "late":
        return 21, length
    if "end" in part.split() or "final" in part or ("last" in part and "half" not in part):
        return length - 6 if "week" in part or "days" in part else 25, length
    if "second" in part:
        return (16, length) if "half" in part else (8, 14)
    if "third" in part:
        return 15, 21
    if "fourth" in part:
        return 22, 28
    if "first" in part:
        return (1, 15) if "half" in part else (1, 10 if "ten" in part else 7)
    if "start" in part or "beginning" in part:
        return 1, 7
    return 1, length
