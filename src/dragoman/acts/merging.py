"""Merge the reports of one act within an article: told in the lead, again in detail, and once more in the background."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.acts.drafts import countries
from dragoman.acts.inference import is_plural_of_states
from dragoman.records import Actor, Count, DateValue, Report, Span

# A published-date default says only "not after"; two such dates never contradict.
_SOFT = ("published", "inferred")
_LATELY = timedelta(days=14)
# Acts told twice in an article under one type are one act unless something tells them apart; for these types only when
# the wording is close too, since one speaker may criticise or demand many things in one article.
_MANY_A_DAY = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "SUPPORT", "CONSULT", "THREATEN"})


_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "them", "him", "her", "we", "us", "this", "that", "who", "which", "both"]
)


def merge_reports(reports: Sequence[Report], text: str) -> list[Report]:
    """Return the reports with repeats merged into the first telling, which gains the later ones' evidence and fields."""
    merged: list[Report] = []
    for report in reports:
        for n, earlier in enumerate(merged):
            if is_same_act(earlier, report, text):
                merged[n] = join(earlier, report)
                break
        else:
            if not _only_points(report, text):
                merged.append(report)
    return merged


def _only_points(report: Report, text: str) -> bool:
    """Return whether a report is told by no more than a noun that stands for an act told elsewhere: "the move"."""
    return all(
        one.trigger is not None and _STANDS_FOR.fullmatch(text[one.trigger.start : one.trigger.end])
        for one in report.evidence
    )


_STANDS_FOR = re.compile(
    r"(?:(?:the|this|that|these|those|both|its|their|his|her|such|\w+['’]s?)\s+)?(?:steps?|moves?|decisions?|measures?|actions?|gestures?|announcements?)",
    re.IGNORECASE,
)


def is_same_act(first: Report, second: Report, text: str) -> bool:
    """Return whether two reports of one article tell the same act."""
    if first.event != second.event or first.historical != second.historical:
        return False
    if first.mode and second.mode and first.mode != second.mode:
        return False
    if "denied" in (first.status, second.status) and first.status != second.status:
        return False
    if not _sides_agree(first.actor, second.actor) or not _sides_agree(first.recipient, second.recipient):
        return False
    if not (first.actor and second.actor) and not (first.recipient and second.recipient):
        return False
    if _is_part(first, second) or _is_part(second, first):
        return False
    if not _counts_agree(first, second, text) or not _dates_agree(first.date, second.date):
        return False
    if _same_sentence(first, second):
        # Two verbs of one sentence are two acts, unless the second tells more of what the first did to the same people
        # ("expelled four envoys and gave them 72 hours to leave"), or one clause holds both ("called the bombing an outrage").
        return _in_one_clause(first, second, text) or (_shares_recipient_words(first, second) and _is_once(first))
    if _is_once(first) and _modes_agree(first, second):
        return not _is_vague(first) or not _is_vague(second)
    return _is_alike(first, second, text)


def _is_part(whole: Report, part: Report) -> bool:
    """Return whether a report counts for one of several sides that another tells of: "Chad and Togo expelled dozens", of whom Chad
    nine."""
    value = part.count.value if part.count else None
    if value is None or (whole.count is not None and whole.count.value == value):
        return False
    sides = ((whole.actor, part.actor), (whole.recipient, part.recipient))
    return any(1 == len(countries(few)) < len(countries(many)) for many, few in sides)


def _is_once(report: Report) -> bool:
    """Return whether one side seldom does this twice to another in one article: what is told again is the same act."""
    return (report.event, report.mode) in _ONCE


def _shares_recipient_words(first: Report, second: Report) -> bool:
    """Return whether each recipient of the second is one of the first by its words, or the words of one hold the other's."""
    return all(
        actor.start is None
        or actor.text.lower() in _PRONOUNS
        or any(_is_within(actor, other) for other in first.recipient)
        for actor in second.recipient
    )


def _is_within(one: Actor, other: Actor) -> bool:
    few, many = sorted((one.text.lower(), other.text.lower()), key=len)
    return few in many


def _in_one_clause(first: Report, second: Report, text: str) -> bool:
    """Return whether the last trigger of one report goes on in the other's, with no joint of clauses between them."""
    before, after = first.evidence[-1].trigger, second.evidence[0].trigger
    if before is None or after is None or not 0 <= after.start - before.end <= _ONE_CLAUSE:
        return False
    return _JOINT.search(text[before.end : after.start]) is None


_ONE_CLAUSE = 45
_JOINT = re.compile(
    r"[,;:–—]|\s-\s|\b(?:and|or|but|nor|while|after|before|since|until|as|when|where|who|whom|whose|which|that|because|then|over|for|to)\b",
    re.IGNORECASE,
)


def _is_pointing(report: Report, text: str) -> bool:
    """Return whether the last trigger is a noun that points back ("the expulsion", "that move")."""
    trigger = report.evidence[-1].trigger
    if trigger is None:
        return False
    before = text[max(0, trigger.start - _REACH) : trigger.start]
    return _POINTER.search(before) is not None and _ENDING_VERB.search(text[trigger.start : trigger.end]) is None


def _is_alike(first: Report, second: Report, text: str) -> bool:
    """Return whether the words that tell two acts are alike: a telling noun in common, or a noun that points back."""
    count = first.count.value if first.count else None
    if count is not None and count > 1 and second.count and second.count.value == count:
        return True
    words = {_stem(word) for one in first.evidence for word in _trigger_words(one.trigger, text)}
    again = {_stem(word) for one in second.evidence for word in _trigger_words(one.trigger, text)}
    if words & again:
        return first.event not in _MANY_A_DAY or _same_day(first, second)
    return first.event not in _MANY_A_DAY and _is_pointing(second, text)


def _same_day(first: Report, second: Report) -> bool:
    return first.date is not None and second.date is not None and first.date.start == second.date.start


def _trigger_words(trigger: Span | None, text: str) -> list[str]:
    words = [] if trigger is None else _WORD.findall(text[trigger.start : trigger.end].lower())
    return [word for word in words if word not in _LIGHT]


def _stem(word: str) -> str:
    return word[:_STEM]


_STEM = 5
_REACH = 24
_WORD = re.compile(r"[^\W\d_]{4,}")
_LIGHT = frozenset(
    [
        "been",
        "have",
        "were",
        "will",
        "would",
        "said",
        "says",
        "told",
        "that",
        "with",
        "from",
        "this",
        "their",
        "called",
        "calls",
        "call",
        "made",
        "make",
        "given",
        "gave",
        "take",
        "took",
        "further",
        "another",
        "again",
        "measures",
        "step",
        "must",
        "could",
        "should",
        "also",
        "being",
        "having",
    ]
)
_POINTER = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her|such)\s+(?:[\w-]+\s+){0,2}$|['’]s?\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ENDING_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|be|been)\b|\w+ed\b", re.IGNORECASE)
_ONCE = {
    ("SANCTION", "expel"), ("SANCTION", "convict"), ("THREATEN", None), ("THREATEN", "expel"), ("RETREAT", "release"),
    ("RETREAT", "withdraw"), ("ASSAULT", "suicide-attack"), ("CONCEDE", None), ("MOBILIZE", "troops"),
}  # fmt: skip


def _modes_agree(first: Report, second: Report) -> bool:
    """Return whether the modes are equal; for a threat a missing mode ("vowed to respond") agrees with any."""
    return first.mode == second.mode or (first.event == "THREATEN" and not (first.mode and second.mode))


def _is_vague(report: Report) -> bool:
    return not report.actor or not report.recipient


def _same_sentence(first: Report, second: Report) -> bool:
    return any(a.start == b.start for a in first.evidence for b in second.evidence)


def _sides_agree(first: Sequence[Actor], second: Sequence[Actor]) -> bool:
    """Return whether two sides may be the same: equal known countries, one within the other, or one unknown."""
    a, b = countries(first), countries(second)
    if a and b:
        if a == b == {"EUR"} and _is_plural(first) != _is_plural(second):
            # "European countries" are not the Union.
            return False
        return a <= b or b <= a
    if not first or not second:
        return True
    if bool(a) != bool(b):
        # One side is named without being known ("Western states"): the same only if it was a mere pronoun.
        vague = second if a else first
        return all(actor.start is None or actor.text.lower() in _PRONOUNS for actor in vague)
    names_a = {(actor.name or actor.text).lower() for actor in first}
    names_b = {(actor.name or actor.text).lower() for actor in second}
    return bool(names_a & names_b)


def _is_plural(side: Sequence[Actor]) -> bool:
    return any(is_plural_of_states(actor.text) for actor in side)


def _counts_agree(first: Report, second: Report, text: str) -> bool:
    a = first.count.value if first.count else None
    b = second.count.value if second.count else None
    if a is None or b is None or a == b:
        return True
    # A figure for several recipients together may be repeated in parts; parts are acts of their own. A single one that no number
    # word counts ("the ambassador", "a flight") contradicts nothing.
    return any(one.value == 1 and not _is_counted(one, text) for one in (first.count, second.count) if one)


def _is_counted(count: Count, text: str) -> bool:
    words = text[count.span.start : count.span.end].lower().split() if count.span else []
    return any(word in ("one", "single", "1") for word in words)


def _dates_agree(first: DateValue | None, second: DateValue | None) -> bool:
    if first is None or second is None:
        return True
    if first.basis in _SOFT or second.basis in _SOFT:
        # The day of publication stands for "lately": what is dated weeks before is another round.
        early, late = sorted((first, second), key=lambda value: value.end)
        return date.fromisoformat(late.start) - date.fromisoformat(early.end) <= _LATELY
    return first.start <= second.end and second.start <= first.end


def join(first: Report, second: Report) -> Report:
    """Return the first report with the second's evidence, and with what the second knows better."""
    return msgspec.structs.replace(
        first,
        mode=first.mode or second.mode,
        actor=_better_side(first.actor, second.actor),
        recipient=_better_side(first.recipient, second.recipient),
        status=first.status if first.status == "occurred" or second.status != "occurred" else second.status,
        date=_better_date(first.date, second.date),
        place=first.place or second.place,
        count=first.count if first.count and first.count.value is not None else second.count or first.count,
        deadline=first.deadline if first.deadline and first.deadline.date else second.deadline or first.deadline,
        reason=first.reason or second.reason,
        attribution=first.attribution or second.attribution,
        context=tuple(dict.fromkeys((*first.context, *second.context))),
        evidence=(*first.evidence, *(e for e in second.evidence if e not in first.evidence)),
        score=max(first.score, second.score),
    )


def _better_side(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the side with more known countries; on a tie the one read from the text, then the first."""
    if len(countries(second)) > len(countries(first)):
        return second
    if len(countries(second)) == len(countries(first)) and second and all(a.start is None for a in first):
        return second
    return first


def _better_date(first: DateValue | None, second: DateValue | None) -> DateValue | None:
    if first is None or second is None:
        return first or second
    order = ("stated", "inferred", "dateline", "published")
    return min(first, second, key=lambda value: (order.index(value.basis), _days(value)))


def _days(value: DateValue) -> int:
    return ("day", "range", "week", "month", "season", "year").index(value.precision)
