"""English names of months and weekdays, and dates written out in full: what sources and mentions both need."""

from __future__ import annotations

import re
from datetime import date, timedelta

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100

_MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS: dict[str, int] = {name.lower(): number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
MONTHS |= {name.lower()[:3]: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
MONTHS["sept"] = 9

_WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
WEEKDAYS: dict[str, int] = {name.lower(): number for number, name in enumerate(_WEEKDAY_NAMES.split())}

# Case matters: "may" and "march" are words. Capitals occur in datelines.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?)"
)
WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:1[89]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"

MONTH_DAY_YEAR = re.compile(rf"\b(?P<month>{MONTH})\s(?P<day>{DAY}){_ORDINAL},?\s(?P<year>{YEAR})\b")
DAY_MONTH_YEAR = re.compile(
    rf"(?<![\d.,/-])(?P<day>{DAY}){_ORDINAL}[\s-](?:of\s)?(?P<month>{MONTH})[\s,-]\s?(?P<year>{YEAR})\b"
)
ISO_DAY = re.compile(rf"(?<![\d-])(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])")
_NUMERIC_DAY = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_ISO_LOOSE = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_MAX_DATE_CHARS = 80


def month_number(name: str) -> int:
    """Return 1-12 for a month's English name or abbreviation, with or without a full stop."""
    return MONTHS[name.rstrip(".").lower()]


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none (30 February) or the year is out of range."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def day_of(match: re.Match[str]) -> date | None:
    """Return the day of a match with the groups `year`, `month` and `day`."""
    month = match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    return make_day(int(match["year"]), number, int(match["day"]))


def full_dates(text: str) -> list[tuple[int, int, date]]:
    """Return every date with day, month and year as (start, end, day), in text order."""
    found = []
    for pattern in (MONTH_DAY_YEAR, DAY_MONTH_YEAR, ISO_DAY):
        for match in pattern.finditer(text):
            day = day_of(match)
            if day is not None:
                found.append((match.start(), match.end(), day))
    return sorted(found)


def parse_day(text: str) -> date | None:
    """Return the day that a whole string states: ISO date or date-time, "29 March 2022", "29.03.2022", RFC 822; or None."""
    text = text.strip()
    if not text or len(text) > _MAX_DATE_CHARS:
        return None
    loose = _ISO_LOOSE.match(text) or _COMPACT.match(text)
    if loose:
        return make_day(int(loose[1]), int(loose[2]), int(loose[3]))
    numeric = _NUMERIC_DAY.match(text)
    if numeric:
        first, second, year = int(numeric[1]), int(numeric[2]), int(numeric[3])
        return make_day(year, second, first) or make_day(year, first, second)
    written = MONTH_DAY_YEAR.search(text) or DAY_MONTH_YEAR.search(text)
    return day_of(written) if written else None
