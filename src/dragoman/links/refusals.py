"""A demand, offer or ultimatum refused in so many words by the side that it was made to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.document import Document
from dragoman.links.scene import Act, is_before, is_reversed, told_in
from dragoman.records import Span

# What is turned down is a charge, not a request.
_CLAIMED = re.compile(
    r"\b(?:suggest|assert|claim|accus|alleg|charge|insinuat|notion|idea|report|remark|comment|critici|that (?:its|the|it|they|he)\b|den[iy])",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:request|demand|appeal|call|plea|ultimatum|proposal|invitation|offer|condition|refus\w+|reject\w+|declin\w+|spurn\w+|rul\w+ out|turn\w+ down|dismiss\w+|ignor\w+|defi\w+|will not|would not|never|no)\b",
    re.IGNORECASE,
)


def refused(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the request, made to this side before, that a refusal turns down in so many words, with the words."""
    if act.event != "REJECT":
        return None
    asked = [
        one
        for one in acts
        if one.event in ("REQUEST", "THREATEN")
        and one.recipients & act.actors
        and not one.actors & act.actors
        and is_before(one, act)
        and (one.event == "REQUEST" or is_reversed(act, one))
        and (one.first < act.first or _is_earlier(one, act))
    ]
    if not asked:
        return None
    for _start, end, trigger in told_in(document, act):
        reach = min(end, trigger.end + 60)
        if _REFUSAL.search(document.text, trigger.start, reach) and not _CLAIMED.search(
            document.text, trigger.start, reach
        ):
            best = max(
                asked,
                key=lambda one: (
                    one.event == "REQUEST",
                    is_reversed(act, one),
                    -abs(one.first - act.first),
                ),
            )
            return best, trigger
    return None


def _is_earlier(first: Act, second: Act) -> bool:
    return bool(first.day and second.day and first.day < second.day)
