"""Time expressions that count from publication or from another date of the text, resolved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.language.calendar import WEEKDAYS
from dragoman.mentions.dates_values import ONE_DAY, SEASONS, Days, Setting, month_of, one_day, season_of, step
from dragoman.mentions.numbers import parse_number

FUZZY = frozenset({"several", "a few", "few", "a few of"})


def _weekday(match: re.Match[str], setting: Setting) -> Days | None:
    wanted = WEEKDAYS[match["weekday"].lower()]
    which = (match["which"] or "").lower()
    week = (match["week"] or "").lower()
    published = setting.published
    if which.startswith(("the following", "the previous", "the next")):
        if setting.anchor is None:
            return None
        back = which.startswith("the previous")
        base = setting.anchor.start if back else setting.anchor.end
        return one_day(_before(base - ONE_DAY, wanted) if back else _after(base + ONE_DAY, wanted), anchored=True)
    if published is None:
        return None
    if match["day"]:
        return one_day(_nearest_numbered(published, wanted, int(match["day"])))
    if week:
        monday = published - timedelta(days=published.weekday())
        shift = -7 if "last" in week or "previous" in week else 0 if week.startswith("this") else 7
        return one_day(monday + timedelta(days=shift + wanted))
    if which in ("next", "this coming", "the coming"):
        return one_day(_after(published + ONE_DAY, wanted))
    if which in ("last", "this past"):
        return one_day(_before(published - ONE_DAY, wanted))
    if setting.near:
        return one_day(_after(published + ONE_DAY, wanted))
    return one_day(_after(published, wanted) if setting.ahead else _before(published, wanted))


def _before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _nearest_numbered(published: date, weekday: int, number: int) -> date | None:
    """Return the day near publication with that weekday and day of the month ("Wednesday (18)")."""
    around = [published + timedelta(days=shift) for shift in range(-21, 22)]
    fitting = [day for day in around if day.weekday() == weekday and day.day == number]
    return min(fitting, key=lambda day: abs((day - published).days), default=None)


def _day_word(match: re.Match[str], setting: Setting) -> Days | None:
    word = " ".join(match["word"].lower().split())
    if setting.published is None or (match["word"] == "Today" and match.start() > 0) or match["word"].isupper():
        return None
    shifts = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return one_day(setting.published + timedelta(days=shifts.get(word, 0)))


def count_of(words: str | None) -> float | None:
    """Return the number in "two", "a couple of", "half a", "a"; None for "several" and "a few"."""
    text = " ".join((words or "").lower().split())
    if text.startswith("half") or text.endswith("half"):
        return 0.5
    if text.startswith(("a couple", "an couple")):
        return 2
    if text == "a dozen":
        return 12
    if text in ("a", "an", "the"):
        return 1
    return None if text in FUZZY else parse_number(text)


def _ago(match: re.Match[str], setting: Setting) -> Days | None:
    published = setting.published
    if published is None:
        return None
    if match["days"]:
        return Days(published - timedelta(days=6), published - ONE_DAY, "range")
    return _shift(published, count_of(match["count"]), match["unit"].lower().rstrip("s"), -1, False)


def _shift(base: date, count: float | None, unit: str, sign: int, anchored: bool) -> Days | None:
    """Return the days that lie so many units from a day."""
    if unit in ("hour", "minute"):
        return (
            one_day(base + sign * timedelta(hours=count or 1), anchored) if unit == "hour" else one_day(base, anchored)
        )
    if count is None:
        low, high = {"day": (2, 6), "week": (14, 42), "month": (60, 240), "year": (730, 2920)}.get(unit, (20, 60))
        edges = sorted((base + sign * timedelta(days=low), base + sign * timedelta(days=high)))
        return Days(edges[0], edges[1], "range", anchored)
    if unit == "day":
        return one_day(base + sign * timedelta(days=round(count)), anchored)
    if unit in ("week", "fortnight"):
        day = base + sign * timedelta(days=round(count * (14 if unit == "fortnight" else 7)))
        return Days(day - timedelta(days=3), day + timedelta(days=3), "week", anchored)
    months = round(count * {"month": 1, "year": 12, "decade": 120}[unit]) * sign
    index = base.year * 12 + base.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if unit == "month" or count < 1:
        whole = month_of(year, month)
        return Days(whole.start, whole.end, "month", anchored)
    slack = 1 if unit == "decade" else 0
    return Days(date(year - slack, 1, 1), date(year + slack, 12, 31), "range" if slack else "year", anchored)


def _shifted(match: re.Match[str], setting: Setting) -> Days | None:
    unit = match["unit"].lower()
    if match["count"].lower() == "the" and unit.endswith("s"):
        return None
    sign = 1 if match["direction"].lower().startswith(("later", "after")) else -1
    anchor = setting.anchor
    if anchor and anchor.precision in ("month", "season", "year") and unit.startswith(("hour", "day", "minute")):
        return None
    if anchor is None:
        backward = match["direction"].lower() in ("earlier", "previously", "prior")
        if setting.published is None or not backward:
            return None
        return _shift(setting.published, count_of(match["count"]), unit.rstrip("s"), -1, False)
    base = anchor.end if sign > 0 else anchor.start
    return _shift(base, count_of(match["count"]), unit.rstrip("s"), sign, True)


def _whole(day: date, unit: str) -> Days:
    """Return the day, week, weekend, month or year that holds a day."""
    if unit == "day":
        return Days(day, day, "day")
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday())
        return Days(
            monday + timedelta(days=5 if unit == "weekend" else 0),
            monday + timedelta(days=6),
            "range" if unit == "weekend" else "week",
        )
    if unit == "month":
        return month_of(day.year, day.month)
    return Days(date(day.year, 1, 1), date(day.year, 12, 31), "year")


def _unit(match: re.Match[str], setting: Setting) -> Days | None:
    unit = match["unit"].lower()
    which = " ".join(match["which"].lower().split())
    if unit in SEASONS:
        return _relative_season(unit, which, setting)
    to_anchor = which.startswith("that") or which in (
        "the following",
        "the next",
        "the previous",
        "the same",
        "the very same",
        "the preceding",
    )
    to_anchor = to_anchor or (unit == "day" and which == "next")
    base = setting.anchor.start if to_anchor and setting.anchor else setting.published
    if to_anchor and setting.anchor is None and "same" not in which:
        return None
    if base is None or (unit == "day" and not to_anchor):
        return None
    if which == "the past" or which == "this past":
        return Days(base - timedelta(days={"week": 7, "month": 30, "year": 365}.get(unit, 2)), base, "range")
    shift = (
        -1
        if which in ("last", "the previous", "the preceding")
        else 1
        if "next" in which or "following" in which or "coming" in which
        else 0
    )
    anchored = to_anchor and setting.anchor is not None
    days = _whole(step(base, unit, shift), unit)
    return _cut_part(Days(days.start, days.end, days.precision, anchored), match["part"], setting.published)


def _cut_part(days: Days, part: str | None, published: date | None) -> Days:
    """Narrow a week, month or year to the part that is named ("earlier this week", "late last year")."""
    part = " ".join((part or "").lower().split())
    if not part or days.start == days.end:
        return days
    if published and days.start <= published <= days.end and part in ("earlier", "later"):
        return Days(days.start, published, "range") if part == "earlier" else Days(published, days.end, "range")
    length = (days.end - days.start).days + 1
    third = max(1, length // 3)
    if part in ("early", "earlier") or "start" in part or "beginning" in part:
        return Days(days.start, days.start + timedelta(days=third - 1), "range", days.is_anchored)
    if part in ("late", "later"):
        return Days(days.end - timedelta(days=third - 1), days.end, "range", days.is_anchored)
    if "end" in part.split():
        return Days(days.end - timedelta(days=max(0, length // 5 - 1)), days.end, "range", days.is_anchored)
    return Days(days.start + timedelta(days=third), days.end - timedelta(days=third), "range", days.is_anchored)


def _edge_of_unit(match: re.Match[str], setting: Setting) -> Days | None:
    which, unit = match["which"].lower(), match["unit"].lower()
    base = setting.anchor.start if which == "that" and setting.anchor else setting.published
    if base is None:
        return None
    shift = 1 if which == "next" else -1 if which == "last" else 0
    return _cut_part(_whole(step(base, unit, shift), unit), f"the {match['part'].lower()} of", None)


def _in_day(match: re.Match[str], setting: Setting) -> Days | None:
    if setting.anchor and setting.anchor.precision == "day":
        return Days(setting.anchor.start, setting.anchor.end, "day", True)
    return one_day(setting.published)


def _past_span(match: re.Match[str], setting: Setting) -> Days | None:
    published = setting.published
    count = count_of(match["count"]) if match["count"] else 1
    if published is None or count is None:
        return None
    length = {
        "hour": 1 / 24,
        "minute": 0,
        "day": 1,
        "week": 7,
        "fortnight": 14,
        "month": 30.44,
        "year": 365.25,
        "decade": 3652.5,
    }
    return Days(
        published - timedelta(days=round(count * length[match["unit"].lower().rstrip("s")])), published, "range"
    )


def _in_span(match: re.Match[str], setting: Setting) -> Days | None:
    if setting.published is None or not setting.ahead:
        return None
    return _shift(setting.published, count_of(match["count"]), match["unit"].lower().rstrip("s"), 1, False)


def _relative_season(name: str, which: str, setting: Setting) -> Days | None:
    """Return the season of the northern half of the world; "last summer" is the latest that has begun and ended."""
    published = setting.published
    if published is None:
        return None
    years = [season_of(year, name) for year in range(published.year - 2, published.year + 3)]
    if which == "last":
        return [s for s in years if s.end < published][-1]
    if which == "next":
        return next(s for s in years if s.start > published)
    if which.startswith("this"):
        return next((s for s in years if s.start <= published <= s.end), season_of(published.year, name))
    return None


RESOLVERS: dict[str, Callable[[re.Match[str], Setting], Days | None]] = {
    "weekday": _weekday,
    "day_word": _day_word,
    "ago": _ago,
    "shifted": _shifted,
    "unit": _unit,
    "edge_of_unit": _edge_of_unit,
    "in_day": _in_day,
    "past_span": _past_span,
    "in_span": _in_span,
}
"""The resolver of each form of `dates_patterns.FORMS` read here."""
