"""Rulings on types that the model should not have to guess (docs/ontology.md), applied to candidates before sides are resolved.

1. Diplomats, staff of missions and ambassadors expelled: SANCTION/expel; other persons deported: COERCE/deport. Where the words do
   not say who is thrown out ("Italy has deported 30"), the expulsions told before decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.acts.decode import Candidate
from dragoman.document import Document

_ENVOYS = re.compile(
    r"\b(?:diplomat\w*|envoys?|ambassadors?|attach[eé]s?|consuls?|consulates?|consular|embass\w+|missions?|delegations?|chargé)\b",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"[^\W\d_]{4,}")


def settle_expulsions(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with expulsions and deportations told apart by whom they throw out."""
    out: list[Candidate] = []
    envoys_before = False
    for one in candidates:
        if (one.type, one.mode) not in (("SANCTION", "expel"), ("COERCE", "deport")):
            out.append(one)
            continue
        words = " ".join(document.text[span.start : span.end] for span in one.roles.get("recipient", ()))
        is_envoys = bool(_ENVOYS.search(words))
        unsaid = not _PERSONS.search(words) or all(_is_list_item(document, span.start, span.end) for span in one.roles.get("recipient", ()))
        if one.type == "COERCE" and (is_envoys or (unsaid and envoys_before)):
            one = replace(one, type="SANCTION", mode="expel", cameo="166", second=max(one.second, one.combined))
        envoys_before = envoys_before or is_envoys
        out.append(one)
    return out


def _is_list_item(document: Document, start: int, end: int) -> bool:
    """Return whether a span is a number, or a country with a number: an item of a list, not people."""
    return bool(re.fullmatch(r"[\s,]*(?:(?:the )?[A-Z][\w ]*)?(?:\d+|[a-z]+)?[\s,]*", document.text[start:end]))
