"""Time expressions that name a day, month, season or year of the calendar, resolved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dragoman.language.calendar import make_day, month_end, month_number
from dragoman.mentions.dates_values import (
    NEAR_DAYS,
    ONE_DAY,
    Days,
    Setting,
    day_number,
    month_of,
    one_day,
    season_of,
    step,
)

_AHEAD_DAYS = 1
"""A yearless date this little after publication is still told as news: clocks and time zones differ."""


_RECENT_DAYS = 60
"""So lately past, a day is meant even where the verbs around it look ahead."""


_FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26)}
_FEASTS |= {"new year's day": (1, 1), "new year's eve": (12, 31)}


_NAMED_BY_YEAR = re.compile(
    r"\s(?:[A-Z][\w'’-]*\s){0,4}(?:Convention|Treaty|Agreement|Protocol|Charter|Act|Law|Accords?|Declaration|Constitution|Resolution|"
    r"Memorandum|Statute|World\sCup|Olympics?|Games|Olympic|Census|census|treaty|convention|law|constitution|agreement|accords?|deal)\b"
)


_COUNTED = re.compile(
    r"\s(?:people|troops|soldiers|men|women|children|civilians|houses|homes|villages|cases|deaths|employees|workers|police)\b"
)


def yearless(month: int, day: int, setting: Setting) -> date | None:
    """Return the day of the year that is meant: the latest not after publication, the first after it, or the nearest."""
    published = setting.published
    if published is None:
        return make_day(setting.year, month, day) if setting.year else None
    around = [made for year in range(published.year - 8, published.year + 9) if (made := make_day(year, month, day))]
    past = [d for d in around if d <= published + _AHEAD_DAYS * ONE_DAY]
    coming = [d for d in around if d >= published]
    if setting.near and coming and (coming[0] - published).days <= NEAR_DAYS:
        return coming[0]
    if setting.ahead and not setting.near and coming:
        is_far = past and (published - past[-1]).days <= _RECENT_DAYS and (coming[0] - published).days > NEAR_DAYS
        return past[-1] if is_far else coming[0]
    return past[-1] if past else None


def _told_year(match: re.Match[str], setting: Setting) -> int | None:
    """Return the year that a date states: in figures, or as last, this or next year."""
    if match["year"]:
        return int(match["year"])
    if match["told"] and setting.published is not None:
        return setting.published.year + {"last": -1, "this": 0, "next": 1}[match["told"].lower()[:4]]
    return None


def _iso(match: re.Match[str], setting: Setting) -> Days | None:
    return one_day(make_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _numeric(match: re.Match[str], setting: Setting) -> Days | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = [d for d in (make_day(year, second, first), make_day(year, first, second)) if d]
    if match["mark"] == "." or len(readings) < 2 or setting.published is None:
        return one_day(readings[0]) if readings else None
    published = setting.published
    return one_day(min(readings, key=lambda d: (d > published + ONE_DAY, abs((d - published).days))))


def _month_day(match: re.Match[str], setting: Setting) -> Days | None:
    month, day = month_number(match["month"]), day_number(match["day"])
    year = _told_year(match, setting)
    return one_day(make_day(year, month, day) if year else yearless(month, day, setting))


def _range(match: re.Match[str], setting: Setting) -> Days | None:
    groups = match.groupdict()
    first_month = month_number(groups["month"] or groups["month2"])
    last_month = month_number(groups["month2"] or groups["month"])
    first_day, last_day = day_number(groups["day"]), day_number(groups["day2"])
    year = groups["year"] or groups.get("year1")
    end = make_day(int(year), last_month, last_day) if year else yearless(last_month, last_day, setting)
    if end is None:
        return None
    start = make_day(end.year, first_month, first_day)
    if start and start > end:
        start = make_day(end.year - 1, first_month, first_day)
    if start is None or (end - start).days > 366:
        return None
    return Days(start, end, "day" if start == end else "range")


def _which_year(month: int, setting: Setting, which: str | None = None) -> int | None:
    """Return the year of a bare month."""
    published = setting.published
    if published is None:
        return setting.year
    which = (which or "").lower()
    if which.startswith(("next", "this coming")) or (setting.ahead and not setting.near and not which):
        return (
            published.year
            if month > published.month or (month == published.month and which == "")
            else published.year + 1
        )
    if which.startswith("last"):
        return published.year if month < published.month else published.year - 1
    if setting.near:
        return published.year if month >= published.month else published.year + 1
    return published.year if month <= published.month else published.year - 1


def _part_month(match: re.Match[str], setting: Setting) -> Days | None:
    month = month_number(match["month"])
    year = _told_year(match, setting) or _which_year(month, setting)
    if year is None:
        return None
    part = match["part"].lower()
    whole = month_of(year, month)
    published = setting.published
    if part.startswith(("earlier", "later")):
        inside = published is not None and whole.start <= published <= whole.end
        if not inside or published is None:
            return whole
        return (
            Days(whole.start, published, "range") if part.startswith("earlier") else Days(published, whole.end, "range")
        )
    return month_of(year, month, part)


def _month(match: re.Match[str], setting: Setting) -> Days | None:
    groups = match.groupdict()
    month = month_number(groups.get("month") or groups.get("month2") or groups.get("month3") or "")
    told = _told_year(match, setting) if "told" in groups else None
    year = told or _which_year(month, setting, groups.get("which"))
    return month_of(year, month) if year else None


def _feast(match: re.Match[str], setting: Setting) -> Days | None:
    name = " ".join(match["feast"].lower().replace("’", "'").replace("years", "year's").split())
    month, day = _FEASTS[name]
    if match["year"]:
        return one_day(make_day(int(match["year"]), month, day))
    return one_day(yearless(month, day, setting))


def _season_year(match: re.Match[str], setting: Setting) -> Days | None:
    return season_of(int(match["year"]), match["season"].lower())


def _year(match: re.Match[str], setting: Setting) -> Days | None:
    year = int(match["year"])
    if _NAMED_BY_YEAR.match(setting.rest) or (_COUNTED.match(setting.rest) and year % 100 == 0):
        return None
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def _year_range(match: re.Match[str], setting: Setting) -> Days | None:
    first, last = int(match["year"] or match["year3"]), int(match["year2"] or match["year4"])
    return Days(date(first, 1, 1), date(last, 12, 31), "range") if first <= last else None


def _decade(match: re.Match[str], setting: Setting) -> Days | None:
    first = int(match["year"])
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(match["part"] or "", (0, 9))
    return Days(date(first + low, 1, 1), date(first + high, 12, 31), "range")


def _part_year(match: re.Match[str], setting: Setting) -> Days | None:
    year, part = int(match["year"]), match["part"].lower()
    if part.startswith(("earlier", "later")):
        return Days(date(year, 1, 1), date(year, 12, 31), "year")
    if "half" in part:
        return (
            Days(date(year, 1, 1), date(year, 6, 30), "range")
            if "first" in part
            else Days(date(year, 7, 1), date(year, 12, 31), "range")
        )
    first = 1 if part == "early" or "start" in part or "beginning" in part else 5 if "mid" in part else 9
    return Days(date(year, first, 1), month_end(year, first + 3), "range")


def _day_of_month(match: re.Match[str], setting: Setting) -> Days | None:
    published = setting.published
    if published is None:
        return None
    day = int(match["day"])
    months = [step(published, "month", shift) for shift in ((0, 1) if setting.ahead else (0, -1, -2))]
    for month in months:
        made = make_day(month.year, month.month, day)
        if made and (made >= published if setting.ahead else made <= published):
            return one_day(made)
    return None


RESOLVERS: dict[str, Callable[[re.Match[str], Setting], Days | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "range_md": _range,
    "range_dm": _range,
    "month_day": _month_day,
    "day_month": _month_day,
    "part_month": _part_month,
    "month_year": _month,
    "month": _month,
    "attributive_month": _month,
    "feast": _feast,
    "season_year": _season_year,
    "year_range": _year_range,
    "decade": _decade,
    "part_year": _part_year,
    "year": _year,
    "day_of_month": _day_of_month,
}
"""The resolver of each form of `dates_patterns.FORMS` read here."""
