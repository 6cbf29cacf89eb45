"""Ledgers to test: the same tests on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger on each kind of database."""
    with open_ledger(url) as opened:
        yield opened
