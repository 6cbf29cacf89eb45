"""Trouble with one input on its way to becoming an article; `read_sources` turns it into a `Reject`."""

from __future__ import annotations

from dragoman.errors import InputError
from dragoman.records import Reject

STAGE = "sources"


class Unusable(InputError):
    """One input is unusable: a stable code and a sentence for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    def reject(self, source: str | None) -> Reject:
        """Return the trouble as data."""
        return Reject(stage=STAGE, code=self.code, reason=self.reason, source=source)
