"""Judgements from a browser or a program: checked, recorded by the ledger, and answered alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.judging import KINDS

MAX_LENGTH = 2000
MAX_ABOUT = 200


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says: see `Ledger.judge`."""

    kind: str
    about: Sequence[str]
    by: str
    reason: str
    field: str | None = None
    value: str | None = None
    relation: str | None = None


def record(ledger: Ledger, judgement: Judgement) -> str:
    """Record a judgement; returns its id.

    Raises:
        UsageError: something is missing, too long or does not fit.
        NotFound: there is no such event, report or judgement.
    """
    if judgement.kind not in KINDS:
        raise UsageError(f"{judgement.kind!r} is no kind of judgement", f"one of {', '.join(KINDS)}")
    about = list(dict.fromkeys(name.strip() for name in judgement.about if name.strip()))
    if not about or len(about) > MAX_ABOUT:
        raise UsageError(f"a judgement is about 1 to {MAX_ABOUT} ids, not {len(about)}")
    texts = [*about, judgement.by, judgement.reason, judgement.field, judgement.value, judgement.relation]
    if any(text is not None and (len(text) > MAX_LENGTH or not _is_storable(text)) for text in texts):
        raise UsageError(f"a text is longer than {MAX_LENGTH} characters, or holds a null character or half a pair")
    return ledger.judge(
        judgement.kind,
        about,
        by=judgement.by.strip(),
        reason=judgement.reason.strip(),
        field=judgement.field or None,
        value=judgement.value,
        relation=judgement.relation or None,
    )


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)
