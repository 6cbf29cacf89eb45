"""The reports of an article in order, with what linking asks of them: places, sides, days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.document import Document
from dragoman.records import Actor, Report, Span

PROVOKING = frozenset(
    {"SANCTION", "ACCUSE", "COERCE", "THREATEN", "ASSAULT", "MOBILIZE", "REQUEST", "REJECT", "PROTEST", "RETREAT"}
)
MATERIAL = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "RETREAT", "AID", "COOPERATE", "CONCEDE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
REAL = ("occurred", "announced", "alleged")


@dataclass(frozen=True)
class Act:
    """A report as linking sees it. `places` are its triggers (or sentences) in text order; offsets are code points."""

    report: Report
    order: int
    is_article_dated: bool = True

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @property
    def event(self) -> str:
        """The PLOVER type."""
        return self.report.event

    @cached_property
    def actors(self) -> frozenset[str]:
        """Countries (or names, where no country is known) of the actor."""
        return sides(self.report.actor)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Countries (or names) of the recipient."""
        return sides(self.report.recipient)

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Triggers in text order."""
        return tuple(
            sorted((e.trigger or Span(start=e.start, end=e.end) for e in self.report.evidence), key=lambda s: s.start)
        )

    @property
    def first(self) -> int:
        """Where the act is told first."""
        return self.places[0].start if self.places else 0

    @property
    def day(self) -> str | None:
        """The first day on which it may have taken place; None where unknown."""
        return self.report.date.start if self.report.date else None

    @property
    def is_background(self) -> bool:
        """Whether it is told as earlier than the news: far back, or, in an article of a known day, without a day of its own."""
        return self.report.historical or (self.is_article_dated and self.report.date is None)

    @property
    def is_real(self) -> bool:
        """Whether it is told as done, ordered or charged."""
        return self.report.status in REAL

    def lies_in(self, start: int, end: int) -> bool:
        """Return whether one of its triggers stands in a stretch."""
        return any(start <= span.start < end for span in self.places)

    def holds(self, start: int, end: int) -> bool:
        """Return whether one of its triggers and a stretch share words."""
        return any(span.start < end and start < span.end for span in self.places)


def sides(actors: Sequence[Actor]) -> frozenset[str]:
    """Return the countries of actors, their names where no country is known; members of the EU count as themselves only."""
    return frozenset(actor.country or (actor.name or actor.text).lower() for actor in actors)


def make_acts(reports: Sequence[Report], is_article_dated: bool) -> list[Act]:
    """Return acts in the order of their first telling."""
    ordered = sorted(
        reports, key=lambda r: min((e.trigger.start if e.trigger else e.start for e in r.evidence), default=0)
    )
    return [Act(report, n, is_article_dated) for n, report in enumerate(ordered)]


def told_in(document: Document, act: Act) -> Iterator[tuple[int, int, Span]]:
    """Yield for each telling the bounds of its sentence and the trigger."""
    for evidence in act.report.evidence:
        yield evidence.start, evidence.end, evidence.trigger or Span(start=evidence.start, end=evidence.end)


def is_before(first: Act, second: Act) -> bool:
    """Return whether the first may have come before the second.

    By day; an act without a day beside one with a day is background, told to explain the news; else order is not ruled out.
    The day of an act announced is the day it takes effect: one told before may be answered from its announcement on.
    """
    if first.is_background != second.is_background:
        return first.is_background
    if first.day and second.day:
        is_announced = first.report.status == "announced" and first.first < second.first
        return is_announced or first.day <= (second.report.date.end if second.report.date else second.day)
    return True


def may_be_before(first: Act, second: Act) -> bool:
    """Return whether the first may have come before the second, where a day that no word states rules nothing out."""
    if is_before(first, second):
        return True
    if first.report.historical != second.report.historical:
        return False
    is_assumed = first.report.date is not None and first.report.date.basis != "stated"
    return is_assumed and (second.day is not None or first.first < second.first)


def is_reversed(first: Act, second: Act) -> bool:
    """Return whether two acts run between the same two sides in opposite directions."""
    if first.actors & second.actors or first.recipients & second.recipients:
        return False
    return bool(first.actors & second.recipients and first.recipients & second.actors)


def first_of_turn(target: Act, acts: Sequence[Act]) -> Act:
    """Return the first told of the acts that one side did to the other at one time: what "the step" means, and what is answered.

    One turn is the same side's hostile acts on the same side and day; an act without a day belongs to none.
    """
    if target.event not in HOSTILE or target.day is None:
        return target
    turn = [
        one
        for one in acts
        if one.event in HOSTILE
        and one.actors & target.actors
        and one.recipients & target.recipients
        and one.day == target.day
        and one.report.status in ("occurred", "announced")
    ]
    return min([*turn, target], key=lambda one: one.first)
