"""The options that say which events are meant, shared by all commands that list events or what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.records import STATUSES

if TYPE_CHECKING:
    from dragoman.ledger import EventFilter

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--actor",), {"metavar": "CODE", "help": "Who acts: a country's code (RUS) or a name."}),
    (("--recipient", "--target", "recipient"), {"metavar": "CODE", "help": "Whom it is done to."}),
    (("--dyad",), {"nargs": 2, "metavar": "CODE CODE", "help": "Two sides, in either direction."}),
    (("--type", "event"), {"metavar": "TYPE", "help": "A PLOVER type (SANCTION)."}),
    (("--mode",), {"metavar": "MODE", "help": "A PLOVER mode (expel)."}),
    (("--quad",), {"type": click.IntRange(1, 4), "help": "A quad class."}),
    (("--status",), {"type": click.Choice(STATUSES), "help": "What is said of it."}),
    (("--since",), {"metavar": "DATE", "help": "From this day (month, year) on."}),
    (("--until",), {"metavar": "DATE", "help": "Up to and including this day (month, year)."}),
    (("--place",), {"metavar": "NAME", "help": "Where."}),
    (("--source",), {"metavar": "NAME", "help": "A publisher, host, article id or address among its sources."}),
    (("--text",), {"metavar": "WORDS", "help": "Words in the sentences that tell it, or in their article's title."}),
    (
        ("--min-sources",),
        {"type": click.IntRange(min=1), "default": 1, "help": "At least so many independent sources."},
    ),
)


def filter_options(function: F) -> F:
    """Add the filters to a command, which then gets them as keyword arguments for `chosen`."""
    for names, settings in reversed(_OPTIONS):
        function = click.option(*names, **settings)(function)
    return function


def chosen(filters: dict[str, Any], **more: Any) -> EventFilter:
    """Return the filter that the options describe."""
    from dragoman.errors import UsageError
    from dragoman.ledger import EventFilter
    from dragoman.ledger.days import window

    for name in ("since", "until"):
        if filters[name] is not None and window(filters[name]) is None:
            raise UsageError(f"--{name}: {filters[name]!r} is no date", "YYYY-MM-DD, YYYY-MM or YYYY")
    return EventFilter(**filters, **more)
