"""States by what they are called for short: "the kingdom", "the Gulf state", "the island"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.mentions.gazetteer import DATA, rows

if TYPE_CHECKING:
    from collections.abc import Sequence


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    return {
        word: frozenset(codes.split())
        for words, codes in rows(DATA / "descriptions.tsv", 2)
        for word in words.split("; ")
    }


def described(words: Sequence[str]) -> frozenset[str]:
    """Return the states that fit every describing word of a phrase ("the Gulf kingdom"), or none where nothing describes."""
    table = _table()
    fitting: frozenset[str] | None = None
    for first, word in enumerate(words):
        codes = table.get(" ".join(words[first : first + 2])) or table.get(word)
        if codes:
            fitting = codes if fitting is None else fitting & codes or codes
    return fitting or frozenset()
