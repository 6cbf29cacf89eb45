"""The rules that stay beside the model: rulings and exclusions that it should not have to guess. All in one place.

1. A negated noun is no act: "not a sanction", "no expulsions" (`is_excluded`).
2. An act needs a political side: a country, an organisation, or a sector of PLOVER's (`is_codable`).
3. SANCTION, COOPERATE and AID need a recipient (`is_codable`).
4. Nobody expels, sanctions or threatens himself: a recipient equal to the only actor goes where another is named (`part_sides`).
5. A past perfect or an "earlier" without a date of the news marks background (`mark_background`).
6. A threat, demand, promise, denial or reproach occurred when it was uttered, even where what it speaks of is ahead (`status_of`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.acts.drafts import Draft, countries
from dragoman.document import Document
from dragoman.records import Status

_NEGATED_NOUN = re.compile(r"\b(?:not|no|never|neither|isn['’]t|wasn['’]t)\s+(?:an?\s+|the\s+|any\s+)?[\"“”'‘’«»]?\s*(?:an?\s+)?$", re.IGNORECASE)
_PAST_PERFECT = re.compile(r"\bhad\s+(?:already\s+|also\s+|earlier\s+|previously\s+|been\s+|itself\s+|each\s+|\w+ly\s+)*$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:earlier|previously|in the past|years? ago|decades? ago|historically)\b", re.IGNORECASE)
_NOUNS = re.compile(
    r"^(?:sanctions?|expulsions?|punishments?|embargo(?:es)?|reprisals?|retaliations?|attacks?|wars?|invasions?|bans?|threats?|ultimatums?|"
    r"aggressions?|deportations?|responses?|boycotts?)$",
    re.IGNORECASE,
)  # fmt: skip
_SPEECH_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
_NEEDS_RECIPIENT = frozenset({"SANCTION", "COOPERATE", "AID"})
_REACH = 48
LEAST_STATUS_SCORE = 0.5


def is_excluded(document: Document, draft: Draft) -> bool:
    """Return whether a candidate is no act: a negated noun ("not a sanction")."""
    candidate = draft.candidate
    words = document.text[candidate.start : candidate.end].strip("\"“”'‘’«» ")
    before = document.text[max(draft.sentence.start, candidate.start - _REACH) : candidate.start]
    return bool(_NOUNS.match(words) and _NEGATED_NOUN.search(before))


def is_codable(draft: Draft) -> bool:
    """Return whether a draft names enough to be a record: a political side, and a recipient where the type needs one."""
    sides = [*draft.actors, *draft.recipients]
    if not any(actor.country or actor.sector for actor in sides):
        return False
    return bool(draft.recipients) or draft.kind not in _NEEDS_RECIPIENT


def part_sides(drafts: Sequence[Draft]) -> None:
    """Take out of the recipients whoever is also an actor by the same words or, where another is named, by country."""
    for draft in drafts:
        spans = {(actor.start, actor.end) for actor in draft.actors if actor.start is not None}
        draft.recipients = [actor for actor in draft.recipients if (actor.start, actor.end) not in spans]
        own = countries(draft.actors)
        others = [actor for actor in draft.recipients if actor.country not in own]
        if others and len(others) < len(draft.recipients) and countries(others):
            draft.recipients = others


def mark_background(document: Document, draft: Draft) -> None:
    """Mark an act as background: told in the past perfect or as earlier, so that the day of publication is not its day."""
    before = document.text[max(draft.sentence.start, draft.candidate.start - _REACH) : draft.candidate.start]
    near = document.text[max(draft.sentence.start, draft.candidate.start - _REACH) : draft.candidate.end + _REACH]
    if _PAST_PERFECT.search(before) or _EARLIER.search(near):
        draft.is_background = True


def status_of(document: Document, draft: Draft) -> Status:
    """Return the status: the model's, but that what is said has been said."""
    candidate = draft.candidate
    status: Status = candidate.status  # type: ignore[assignment]
    if candidate.status_score < LEAST_STATUS_SCORE:
        return "occurred"
    if candidate.type in _SPEECH_ACTS and status == "announced" and candidate.type != "AGREE":
        return "occurred"
    return status
