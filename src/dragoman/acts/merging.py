"""Merge the reports of one act within an article: told in the lead, again in detail, and once more in the background."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dragoman.acts.drafts import countries
from dragoman.acts.same import likelihood, read_same
from dragoman.acts.scoring import Weights
from dragoman.records import Actor, DateValue, Report


def merge_reports(reports: Sequence[Report], text: str, weights: Weights | None = None) -> list[Report]:
    """Return the reports with repeats merged into the first telling, which gains the later ones' evidence and fields.

    A report joins the likeliest of those before it, if that is likely enough; on a tie the earlier one.

    Args:
        reports: of one article, in the order told.
        text: of the article.
        weights: of what holds of two reports (`dragoman.acts.same`); the package's own by default.
    """
    weights = weights or read_same()
    merged: list[Report] = []
    for report in reports:
        scores = [likelihood(earlier, report, text, weights) for earlier in merged]
        best = max(scores, default=0.0)
        if merged and best >= weights.least:
            n = scores.index(best)
            merged[n] = join(merged[n], report)
        elif not _only_points(report, text):
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
