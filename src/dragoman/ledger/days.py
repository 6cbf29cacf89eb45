"""Days as ordinals: parsing of full and partial ISO dates."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=65536)
def window(text: str | None) -> tuple[int, int] | None:
    """Return the first and last day of an ISO date, month or year as ordinals; None for what is no date.

    >>> window("2022-03")[1] - window("2022-03")[0]
    30
    """
    match = _ISO.match(text or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            first, last = date(year or 0, 1, 1), date(year or 0, 12, 31)
        elif day is None:
            first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        else:
            first = last = date(year, month, day)
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def iso(ordinal: int) -> str:
    """Return the ISO date of an ordinal."""
    return date.fromordinal(ordinal).isoformat()
