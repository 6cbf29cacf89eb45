"""Merge the reports of one act within an article: told in the lead, again in detail, and once more in the background."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.acts.drafts import countries
from dragoman.records import Actor, DateValue, Report

# A published-date default says only "not after"; two such dates never contradict.
_SOFT = ("published", "inferred")
# Acts told twice in an article under one type are one act unless something tells them apart; for these types only when
# the wording is close too, since one speaker may criticise or demand many things in one article.
_MANY_A_DAY = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "SUPPORT", "CONSULT", "THREATEN"})


_PRONOUNS = frozenset("he she it they them him her we us this that who which both".split())


def merge_reports(reports: Sequence[Report], text: str) -> list[Report]:
    """Return the reports with repeats merged into the first telling, which gains the later ones' evidence and fields."""
    merged: list[Report] = []
    for report in reports:
        for n, earlier in enumerate(merged):
            if is_same_act(earlier, report):
                merged[n] = join(earlier, report)
                break
        else:
            merged.append(report)
    return merged


def is_same_act(first: Report, second: Report) -> bool:
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
    if not _counts_agree(first, second) or not _dates_agree(first.date, second.date):
        return False
    if first.event in _MANY_A_DAY:
        return _same_sentence(first, second) or _is_vague(first) or _is_vague(second) or _modes_agree(first, second)
    return True


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


def _counts_agree(first: Report, second: Report) -> bool:
    a = first.count.value if first.count else None
    b = second.count.value if second.count else None
    if a is None or b is None or a == b:
        return True
    # A figure for several recipients together may be repeated in parts; parts are acts of their own.
    return False


def _dates_agree(first: DateValue | None, second: DateValue | None) -> bool:
    if first is None or second is None:
        return True
    if first.basis in _SOFT or second.basis in _SOFT:
        return first.start <= second.end or second.start <= first.end
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
