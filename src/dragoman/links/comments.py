"""Words against an act by the one it hit: "condemned the raid", "called the step unjustified", a demand refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.document import Document
from dragoman.links.scene import Act, first_of_turn, is_before, is_reversed, told_in
from dragoman.links.targets import ANY_ACT, kinds_in
from dragoman.records import Span

# Types that are words: what they are said against they name.
_WORDS = frozenset({"ACCUSE", "REJECT"})
_ACTED_ON = frozenset(
    {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN", "PROTEST", "RETREAT", "AGREE", "ACCUSE"}
)
_LONGEST = 140
_STOP = re.compile(r"[.;:!?]\s|[.;:!?]$|\n|\b(?:after|before|which|who|while)\b")
# A noun phrase behind a definite word: what is told, not an act in general. "It", "that" stand for it too.
_DEFINITE = re.compile(
    r"\b(?:(?i:the|this|that|these|those|both|its|their|his|her|such|today's)|\w+['’]s|[A-Z]\w+(?:n|sh|se|ch|i))\s+(?:[\w'’-]+\s+){0,2}$"
)
# "Condemned", "called … regrettable" is a comment; "protested against", "reacted to" is an answer.
_REACTS = re.compile(
    r"\b(?:condemn|denounc|deplor|protest|react|respon[ds]|repl(?:y|ie)|retort|hit (?:back|out)|answer|complain|d[eé]marche|summon|called in|in return)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"(?:\w+ ){0,2}den(?:y|ie)", re.IGNORECASE)
# What is turned down is a charge, not a request.
_CLAIMED = re.compile(
    r"\b(?:suggest|assert|claim|accus|alleg|charge|insinuat|notion|idea|report|remark|comment|critici|that (?:its|the|it|they|he)\b|den[iy])",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:request|demand|appeal|call|plea|ultimatum|proposal|invitation|offer|condition|refus\w+|reject\w+|declin\w+|spurn\w+|rul\w+ out|turn\w+ down|dismiss\w+|ignor\w+|defi\w+|will not|would not|never|no)\b",
    re.IGNORECASE,
)


def comment_target(document: Document, acts: Sequence[Act], act: Act) -> tuple[Act, Span] | None:
    """Return the act that the one it hit speaks against in so many words, with the words; None where it names none.

    A comment by a side that the act did not hit is no answer.
    """
    if act.event not in _WORDS or act.report.mode in ("allege", "investigate"):
        return None
    hit = [
        one
        for one in acts
        if one.event in _ACTED_ON
        and one.report.status in ("occurred", "announced")
        and (is_reversed(act, one) or (one.recipients & act.actors and not one.actors & act.actors))
        and is_before(one, act)
        and (one.first < act.first or one.lies_in(act.first, act.first + _LONGEST) or _is_earlier(one, act))
    ]
    if not hit or (act.event == "REJECT" and _DENIES.match(document.text, act.first)):
        return None
    for start, end, trigger in told_in(document, act):
        for words, kinds in _named(document.text, start, end, trigger):
            fitting = [one for one in hit if (one.event in kinds if kinds else one.event != "ACCUSE")]
            if not _REACTS.search(document.text, max(start, trigger.start - 30), words.end):
                continue
            fitting = [one for one in fitting if not trigger.start <= one.first < trigger.end]
            if fitting:
                best = min(fitting, key=lambda one: _remoteness(one, act, words))
                return best if best.lies_in(words.start, words.end) else first_of_turn(best, fitting), words
    return None


def _is_earlier(first: Act, second: Act) -> bool:
    return bool(first.day and second.day and first.day < second.day)


def _named(text: str, start: int, end: int, trigger: Span) -> Iterator[tuple[Span, frozenset[str]]]:
    """Yield the words of a comment up to the noun of the act it is about, with the types the noun may stand for."""
    stop = _STOP.search(text, trigger.end, min(end, trigger.end + _LONGEST))
    reach = stop.start() if stop else min(end, trigger.end + _LONGEST)
    words = text[trigger.start : reach]
    general = ANY_ACT.search(words)
    for kind, _, low, high in sorted(kinds_in(words), key=lambda row: row[2]):
        if kind not in ("ACCUSE", "REQUEST") and _DEFINITE.search(words[:low]):
            kinds = frozenset(
                {kind, "COERCE"} if kind == "SANCTION" else {kind, "ASSAULT"} if kind == "COERCE" else {kind}
            )
            yield Span(start=trigger.start, end=trigger.start + high), kinds
    if general and _DEFINITE.search(words[: general.start()]):
        yield Span(start=trigger.start, end=trigger.start + general.end()), frozenset()


def _remoteness(one: Act, act: Act, words: Span) -> float:
    """Return how far off a target is: those told before count first, then those exactly reversed, then the near."""
    in_words = one.lies_in(words.start, words.end + 1)
    return (
        -9.0 * in_words
        + 3.0 * (one.first > act.first)
        - 1.0 * is_reversed(act, one)
        + 1.0 * (one.event in ("ACCUSE", "THREATEN", "AGREE", "RETREAT"))
        + abs(one.first - act.first) / 600.0
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
