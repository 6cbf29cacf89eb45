"""Dragoman reads news reports and keeps a ledger of who did what to whom, says who, and which act answers which."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

_HOMES = {
    "load": "dragoman.pipeline",
    "Coder": "dragoman.pipeline",
    "open_ledger": "dragoman.ledger",
    "Article": "dragoman.records",
    "Report": "dragoman.records",
    "Link": "dragoman.records",
    "Quote": "dragoman.records",
    "Coded": "dragoman.records",
    "Reject": "dragoman.records",
    "make_article": "dragoman.sources",
    "read_sources": "dragoman.sources",
    "DragomanError": "dragoman.errors",
}

__all__ = [
    "Article",
    "Coded",
    "Coder",
    "DragomanError",
    "Link",
    "Quote",
    "Reject",
    "Report",
    "__version__",
    "load",
    "make_article",
    "open_ledger",
    "read_sources",
]

if TYPE_CHECKING:
    from dragoman.errors import DragomanError
    from dragoman.ledger import open_ledger
    from dragoman.pipeline import Coder, load
    from dragoman.records import Article, Coded, Link, Quote, Reject, Report
    from dragoman.sources import make_article, read_sources


def __getattr__(name: str) -> Any:
    # Loaded on first use: `import dragoman` must stay fast for commands that code nothing.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
