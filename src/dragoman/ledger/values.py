"""The best value of every field of an event, and every other value that a source gives, with its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dragoman.ledger import days
from dragoman.ledger.features import WIDE_DAYS, side_code
from dragoman.ledger.sources import Origin
from dragoman.records import Actor, DateValue, Report

MAX_REASONS = 5
MAX_VALUES = 50


@dataclass(frozen=True, slots=True)
class Member:
    """A report in an event. `joint` says that it tells several events at once; then its count is not this event's."""

    number: int
    report: Report
    origin: Origin
    joint: bool
    score: float
    why: str
    code: int
    key: str


@dataclass(slots=True)
class Ballot:
    """One value of a field with who gives it."""

    value: Any
    exactness: float
    articles: dict[str, None]
    sources: set[int]
    latest: str

    def standing(self) -> tuple[int, float, str]:
        """Return what decides between values: independent sources, then exactness, then the latest edition."""
        return len(self.sources), self.exactness, self.latest


def ballots(
    members: Iterable[Member], source_of: dict[int, int], read: Callable[[Member], tuple[Any, Any, float] | None]
) -> list[Ballot]:
    """Return the values of one field, best first. `read` gives (key, value, exactness) of a member's value."""
    found: dict[Any, Ballot] = {}
    for member in members:
        told = read(member)
        if told is None:
            continue
        key, value, exactness = told
        ballot = found.setdefault(key, Ballot(value, exactness, {}, set(), ""))
        if exactness > ballot.exactness:
            ballot.value, ballot.exactness = value, exactness
        ballot.articles[member.origin.label] = None
        ballot.sources.add(source_of[member.origin.number])
        ballot.latest = max(ballot.latest, member.origin.published)
    return sorted(found.values(), key=lambda ballot: (*ballot.standing(), str(ballot.value)), reverse=True)


def spread(choices: list[Ballot]) -> list[dict[str, Any]]:
    """Return the ballots in their plain form."""
    return [
        {"value": ballot.value, "articles": list(ballot.articles), "sources": len(ballot.sources)}
        for ballot in choices[:MAX_VALUES]
    ]


def count_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's count: an exact figure before an approximate one, a figure before "dozens"."""
    count = member.report.count
    if count is None or member.joint:
        return None
    plain = {"value": count.value, "unit": count.unit, "approximate": count.approximate}
    return (count.value,), plain, 0.0 if count.value is None else 1.0 if count.approximate else 2.0


_BASES = {"stated": 3.0, "dateline": 2.5, "inferred": 2.0, "published": 1.0}
_PRECISIONS = {"day": 0.9, "week": 0.6, "range": 0.5, "month": 0.4, "season": 0.2, "year": 0.0}


def date_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's date: how exact depends on whether it was stated, and how finely."""
    date = member.report.date
    if date is None:
        return None
    exactness = _BASES[date.basis] + _PRECISIONS[date.precision]
    return (date.start, date.end), _plain_date(date), 0.5 if is_wide(date) else exactness


def is_wide(date: DateValue) -> bool:
    """Say whether the date is a span such as "since the war began", in which an act took place at some time."""
    first, last = days.window(date.start), days.window(date.end)
    return date.precision == "range" and first is not None and last is not None and last[1] - first[0] > WIDE_DAYS


def _plain_date(date: DateValue) -> dict[str, Any]:
    return {"start": date.start, "end": date.end, "precision": date.precision, "basis": date.basis}


def best_date(choices: list[Ballot], members: list[Member]) -> tuple[dict[str, Any] | None, list[Ballot]]:
    """Return the event's date and the ballots, best first.

    A stated day outranks a mere month however many say the month; among dates that only rest on the publication the
    earliest is nearest to the act, since reports follow it.
    """
    choices = [ballot for ballot in choices if ballot.exactness > 0.5] or choices
    stated = [ballot for ballot in choices if ballot.value["basis"] != "published"]
    if stated:
        top = max(stated, key=lambda b: (b.value["precision"] == "day", *b.standing(), b.value["start"]))
    elif choices:
        top = min(choices, key=lambda b: (b.value["start"], b.value["end"], b.value["precision"]))
    else:
        published = [m.origin.published for m in members if days.window(m.origin.published)]
        if not published:
            return None, []
        first, last = days.window(min(published)) or (0, 0)
        precision = "day" if first == last else "month" if last - first < 32 else "year"
        return {"start": days.iso(first), "end": days.iso(last), "precision": precision, "basis": "inferred"}, []
    return top.value, [top, *(ballot for ballot in choices if ballot is not top)]


def status_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's status; what occurred outranks what was announced before."""
    status = member.report.status
    return status, status, {"occurred": 2.0, "announced": 1.5, "alleged": 1.0}.get(status, 0.0)


def best_status(choices: list[Ballot]) -> str:
    """Return occurred or announced where more sources say one of these than allege it; else the commonest status."""
    done = [ballot for ballot in choices if ballot.value in ("occurred", "announced")]
    others = max((len(ballot.sources) for ballot in choices if ballot not in done), default=0)
    if done and len(set().union(*(ballot.sources for ballot in done))) >= others:
        return str(max(done, key=lambda ballot: ballot.exactness).value)
    return str(choices[0].value)


def mode_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's type and mode."""
    report = member.report
    value = {
        "event": report.event,
        "mode": report.mode,
        "cameo": report.cameo,
        "quad_code": report.quad_code,
        "event_scale": report.event_scale,
    }
    return (report.event, report.mode), value, 0.0 if report.mode is None else 1.0


def place_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's places, as one value."""
    places = member.report.place
    if not places:
        return None
    plain = [{k: v for k, v in p.to_dict().items() if k not in ("start", "end")} for p in places]
    return tuple(sorted((p.name or p.text).casefold() for p in places)), plain, max(p.resolution or 0 for p in places)


def deadline_of(member: Member) -> tuple[Any, Any, float] | None:
    """Read a member's deadline."""
    deadline = member.report.deadline
    if deadline is None:
        return None
    value = {"date": deadline.date, "text": deadline.text}
    return deadline.date or deadline.text.casefold(), value, 0.0 if deadline.date is None else 1.0


def side_of(side: str, code: str) -> Callable[[Member], tuple[Any, Any, float] | None]:
    """Return a reader of how members name the actor or recipient of one code."""

    def read(member: Member) -> tuple[Any, Any, float] | None:
        actors: tuple[Actor, ...] = getattr(member.report, side)
        named = [actor for actor in actors if side_code(actor) == code]
        if not named:
            return None
        best = max(named, key=lambda actor: (actor.score, actor.name or "", actor.text))
        plain = {key: value for key, value in best.to_dict().items() if key not in ("start", "end")}
        return (best.name, best.country, best.sector, best.role), plain, best.score

    return read


def reasons_of(members: Iterable[Member]) -> list[dict[str, Any]]:
    """Return the stated reasons, each once, with the article that states it."""
    seen: dict[str, dict[str, Any]] = {}
    for member in members:
        for reason in member.report.reason:
            seen.setdefault(reason.text.casefold(), {"text": reason.text, "article": member.origin.label})
    return list(seen.values())[:MAX_REASONS]
