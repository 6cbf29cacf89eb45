"""The exceptions of Dragoman.

DragomanError                message (what happened, the value, what was expected) and hint (what mends it)
├── UsageError       exit 2  an option or argument that cannot be used
├── InputError       exit 3  an input that cannot be read
├── ModelError       exit 4  weights missing or altered
│   └── MissingExtra exit 4  an optional package is not installed
└── LedgerError      exit 5  a ledger that cannot be opened, is newer than this version, or failed
    ├── NotFound     exit 5  no such event, report, article or judgement
    └── LedgerBusy   exit 5  another writer holds the ledger
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors that a caller may want to catch.

    Args:
        message: what happened, with the value, and what was expected.
        hint: the command or file that mends it, if there is one.
    """

    exit_status = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DragomanError):
    """An option or argument that cannot be used."""

    exit_status = 2


class InputError(DragomanError):
    """An input that cannot be read."""

    exit_status = 3


class ModelError(DragomanError):
    """Weights that are missing or do not match their hash."""

    exit_status = 4


class MissingExtra(ModelError):
    """A capability whose optional package is not installed.

    Args:
        capability: what was asked for ("Parquet files").
        extra: the extra that brings it ("parquet").
    """

    def __init__(self, capability: str, extra: str) -> None:
        super().__init__(f"{capability} need a package that is not installed", f"pip install 'dragoman[{extra}]'")


class LedgerError(DragomanError):
    """A ledger that cannot be opened, is newer than this version, or failed."""

    exit_status = 5


class NotFound(LedgerError):
    """No such event, report, article or judgement in the ledger."""


class LedgerBusy(LedgerError):
    """Another writer holds the ledger longer than the time allowed."""
