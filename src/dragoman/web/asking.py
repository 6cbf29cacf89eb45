"""What a reader asks for: the parameters of an address as an event filter, and a filter as an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from dragoman.errors import UsageError
from dragoman.ledger import EventFilter
from dragoman.ledger.days import window
from dragoman.ledger.filters import SORTS
from dragoman.ontology.plover import TYPES
from dragoman.records import STATUSES

PAGE = 50
MAX_PAGE = 500
MAX_OFFSET = 10_000_000
MAX_LENGTH = 300

TEXT_FIELDS = ("actor", "recipient", "mode", "place", "source", "text", "chain")
PARAMETERS: dict[str, str] = {
    "actor": "Who acts: a country's code (RUS) or a name.",
    "recipient": "Whom it is done to.",
    "dyad": "Two sides in either direction, as RUS|BEL.",
    "type": "A PLOVER type (SANCTION).",
    "mode": "A PLOVER mode (expel).",
    "quad": "A quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    "status": f"One of {', '.join(STATUSES)}.",
    "since": "From this day, month or year on (YYYY-MM-DD, YYYY-MM, YYYY).",
    "until": "Up to and including this day, month or year.",
    "place": "The name of a place.",
    "source": "A publisher, host, article id or address among the sources.",
    "text": "Words in the sentences that tell it, or in an article's title.",
    "chain": "The id of a chain.",
    "min_sources": "At least so many independent sources.",
    "tallies": "1: running totals too.",
    "rejected": "1: events that a person rejected too.",
    "sort": f"One of {', '.join(SORTS)}.",
    "limit": f"Rows a page, 1 to {MAX_PAGE}.",
    "offset": "Rows to skip.",
}


def event_filter(given: Mapping[str, str], *, sort: str = "-date", limit: int = PAGE) -> EventFilter:
    """Return the filter that the parameters describe; empty ones mean any.

    Args:
        given: the address's parameters; names that mean nothing here are left alone.
        sort: the order where none is given.
        limit: rows a page where none is given.

    Raises:
        UsageError: a value that cannot be; the message names the parameter.
    """
    values = {name: given[name].strip() for name in PARAMETERS if given.get(name, "").strip()}
    for name, value in values.items():
        if len(value) > MAX_LENGTH or "\x00" in value:
            raise UsageError(f"{name}: longer than {MAX_LENGTH} characters, or holds a null character")
    return EventFilter(
        **{name: values[name] for name in TEXT_FIELDS if name in values},
        **{name: _day(name, values[name]) for name in ("since", "until") if name in values},
        dyad=_dyad(values.get("dyad")),
        event=_one_of("type", values.get("type", "").upper(), tuple(TYPES)),
        status=_one_of("status", values.get("status"), STATUSES),
        quad=_number("quad", values["quad"], 1, 4) if "quad" in values else None,
        min_sources=_number("min_sources", values.get("min_sources", "0"), 0, 1_000_000),
        tallies=_is_set(values.get("tallies")),
        rejected=_is_set(values.get("rejected")),
        sort=_one_of("sort", values.get("sort", sort), SORTS) or sort,
        limit=_number("limit", values.get("limit", str(limit)), 1, MAX_PAGE),
        offset=_number("offset", values.get("offset", "0"), 0, MAX_OFFSET),
    )


def _day(name: str, value: str) -> str:
    if not value.isascii() or window(value) is None:
        raise UsageError(f"{name}: {value!r} is no date", "YYYY-MM-DD, YYYY-MM or YYYY")
    return value


def _dyad(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    one, mark, other = value.partition("|")
    if not mark:
        one, mark, other = value.partition(",")
    if not (mark and one.strip() and other.strip()):
        raise UsageError(f"dyad: {value!r} is no pair of sides", "RUS|BEL")
    return one.strip(), other.strip()


def _one_of(name: str, value: str | None, choices: tuple[str, ...]) -> Any:
    if not value:
        return None
    if value not in choices:
        raise UsageError(f"{name}: {value!r} is unknown", f"one of {', '.join(choices)}")
    return value


def _number(name: str, value: str, least: int, most: int) -> int:
    # Only ASCII digits: int() would also take "१", "1_0" and "+1".
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and least <= int(value) <= most):
        raise UsageError(f"{name}: {value!r} is no number from {least} to {most}")
    return int(value)


def _is_set(value: str | None) -> bool:
    return value is not None and value.casefold() in ("1", "true", "yes", "on")


def parameters(wanted: EventFilter, *, sort: str = "-date", limit: int = PAGE) -> dict[str, str]:
    """Return the parameters that `event_filter` turns into this filter, defaults left out."""
    plain: dict[str, str] = {}
    default = EventFilter(sort=sort, limit=limit)
    for field in fields(EventFilter):
        value = getattr(wanted, field.name)
        if value == getattr(default, field.name) or value is None:
            continue
        name = "type" if field.name == "event" else field.name
        plain[name] = "|".join(value) if isinstance(value, tuple) else "1" if value is True else str(value)
    return plain


def address(path: str, wanted: Mapping[str, str], **changes: str | int | None) -> str:
    """Return a path with parameters; None or "" takes one away. Any change but of the page goes to the first page."""
    merged: dict[str, str] = dict(wanted)
    if changes and "offset" not in changes:
        merged.pop("offset", None)
    for name, value in changes.items():
        if value is None or value == "":
            merged.pop(name, None)
        else:
            merged[name] = str(value)
    query = urlencode(merged)
    return f"{path}?{query}" if query else path
