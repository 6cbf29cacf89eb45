"""From a time expression to days: against the day of publication, or another date of the text."""

from __future__ import annotations

from dragoman.mentions import dates_absolute, dates_relative
from dragoman.mentions.dates_patterns import Found
from dragoman.mentions.dates_values import Days, Setting

RESOLVERS = dates_absolute.RESOLVERS | dates_relative.RESOLVERS


def resolve(found: Found, setting: Setting) -> Days | None:
    """Return the days that a time expression means, or None where that cannot be told."""
    try:
        return RESOLVERS[found.form](found.match, setting)
    except (OverflowError, ValueError):
        # Beyond the calendar ("999 years ago" in 1066): no day.
        return None
