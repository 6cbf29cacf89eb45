"""The ledger: append-only statements, and the events, links and chains that follow from them. The only writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.ledger.filters import EventFilter
    from dragoman.ledger.ledger import Added, Change, Ledger, open_ledger

__all__ = ["Added", "Change", "EventFilter", "Ledger", "open_ledger"]


def __getattr__(name: str) -> Any:
    # SQLAlchemy is loaded only by who opens a ledger.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dragoman.ledger import filters, ledger

    return getattr(filters if name == "EventFilter" else ledger, name)
