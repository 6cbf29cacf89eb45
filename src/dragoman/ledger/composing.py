"""One event out of its reports: the best values, the spread, the sources, as one JSON object."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.ledger import schema, values, wording
from dragoman.ledger.features import ASSUMED, JOINT, MAX_PAIRS, STATED, SYMMETRIC, WHOLE, Atom, side_code
from dragoman.ledger.sources import independent
from dragoman.ledger.values import Ballot, Member, ballots, spread

MAX_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's value of a field, which outranks every report's."""

    field: str
    value: Any
    author: str
    judgement: str


def event_id(member: Member) -> str:
    """Return the id of the event whose earliest report this is. A joint report may be that of several events."""
    part = member.code % 64
    return f"E{member.key}" if part in (0, WHOLE) else f"E{member.key}-{part}"


def compose(
    leader: Atom, members: list[Member], texts: Mapping[int, str], corrections: list[Correction], judged: str | None
) -> dict[str, Any]:
    """Return the event as `dragoman events --format jsonl` prints it, without its links and chain.

    Args:
        leader: the atom that leads.
        members: all reports, in their fixed order.
        texts: the evidence by report number.
        corrections: what persons corrected, oldest first.
        judged: "confirmed", "rejected" or None.
    """
    told = [member for member in members if not member.joint] or members
    source_of = independent([member.origin for member in members])
    modes = ballots(told, source_of, values.mode_of)
    statuses = ballots(members, source_of, values.status_of)
    date, dates = values.best_date(ballots(members, source_of, values.date_of), told)
    fields: dict[str, list[Ballot]] = {
        "status": statuses,
        "date": dates,
        "place": ballots(members, source_of, values.place_of),
        "count": ballots(told, source_of, values.count_of),
        "deadline": ballots(told, source_of, values.deadline_of),
    }
    sides = {side: _side(side, leader, members, source_of) for side in ("actor", "recipient")}
    event: dict[str, Any] = {
        "id": event_id(told[0]),
        **modes[0].value,
        "status": values.best_status(statuses),
        "historical": all(member.report.historical for member in members),
        "tally": leader.tally > 0,
        "actor": [choices[0].value for choices in sides["actor"]],
        "recipient": [choices[0].value for choices in sides["recipient"]],
        "date": date,
        "place": _best(fields["place"]) or [],
        "count": _best(fields["count"]),
        "deadline": _best(fields["deadline"]),
        "reason": values.reasons_of(members),
        "attribution": _attributions(members),
        "context": sorted({context for member in members for context in member.report.context}),
        "evidence": _evidence(told, texts),
        "score": round(max(member.report.score for member in told), 3),
        "articles": list(dict.fromkeys(member.origin.label for member in members)),
        "reports": len(members),
        "sources": len(set(source_of.values())),
        "judged": judged,
        "values": {name: spread(choices) for name, choices in fields.items() if len(choices) > 1},
    }
    for name, choices in (("mode", modes), *_named(sides)):
        if len(choices) > 1:
            event["values"][name] = spread(choices)
    for correction in corrections:
        _correct(event, correction)
    return event


def _best(choices: list[Ballot]) -> Any:
    return choices[0].value if choices else None


def _side(side: str, leader: Atom, members: list[Member], source_of: dict[int, int]) -> list[list[Ballot]]:
    codes = leader.actors if side == "actor" else leader.recipients
    if leader.family in SYMMETRIC:
        # The sides of a meeting are all actors of it; each report decides how it lists them.
        listed = [m for m in members if not m.joint] or members
        codes = tuple(sorted({side_code(a) for m in listed for a in getattr(m.report, side)} & _parties(leader)))
    found = [ballots(members, source_of, values.side_of(side, code)) for code in codes]
    return [choices for choices in found if choices]


def _parties(leader: Atom) -> set[str]:
    return {*leader.actors, *leader.recipients}


def _named(sides: dict[str, list[list[Ballot]]]) -> list[tuple[str, list[Ballot]]]:
    return [(side, max(lists, key=len)) for side, lists in sides.items() if lists]


def _attributions(members: list[Member]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for member in members:
        said = member.report.attribution
        if said is None:
            continue
        speaker = said.speaker
        name = (speaker.name or speaker.text) if speaker else said.description
        if name:
            country = speaker.country if speaker else None
            found.setdefault(name, {"name": name, "country": country, "article": member.origin.label})
    return list(found.values())[: values.MAX_REASONS]


def _evidence(members: list[Member], texts: Mapping[int, str]) -> list[dict[str, Any]]:
    best = sorted(members, key=lambda member: -member.report.score)[:MAX_EVIDENCE]
    return [
        {"article": m.origin.label, "report": m.report.id, "text": texts.get(m.number, "")}
        | ({"start": m.report.evidence[0].start, "end": m.report.evidence[0].end} if m.report.evidence else {})
        for m in best
    ]


CORRECTABLE = ("event", "mode", "status", "date", "count", "deadline", "actor", "recipient", "place", "tally")
"""Fields that a person may correct."""


def _correct(event: dict[str, Any], correction: Correction) -> None:
    before = event[correction.field]
    told = event["values"].setdefault(correction.field, [])
    if not told and before is not None:
        told.append({"value": before, "articles": event["articles"], "sources": event["sources"]})
    told.insert(0, {"value": correction.value, "judgement": correction.judgement, "author": correction.author})
    event[correction.field] = correction.value


def columns(number: int, leader: Atom, event: dict[str, Any], is_reply: bool) -> dict[str, Any]:
    """Return the columns by which events are filtered and sorted."""
    date = event["date"] or {"start": "", "end": ""}
    codes = {side: [_code(actor) for actor in event[side]] for side in ("actor", "recipient")}
    dyad = "|".join(codes["actor"] + codes["recipient"]) if leader.layer != JOINT and codes["recipient"] else ""
    return {
        "no": number,
        "id": event["id"],
        "event": event["event"],
        "mode": event["mode"],
        "quad": event["quad_code"],
        "status": event["status"],
        "historical": event["historical"],
        "tally": event["tally"],
        "judged": event["judged"],
        "is_listed": not event["tally"] and event["judged"] != "rejected",
        "day": date["start"],
        "day_end": date["end"],
        "dyad": dyad,
        "count": event["count"]["value"] if event["count"] else None,
        "struck": leader.struck,
        "is_reply": is_reply,
        "is_dated": leader.dating in (STATED, ASSUMED),
        "reports": event["reports"],
        "sources": event["sources"],
        "score": event["score"],
        "differing": len(event["values"]),
        "places": " | ".join(sorted({(p.get("name") or p["text"]).casefold() for p in event["place"]})),
        "chain": None,
    }


def _code(actor: dict[str, Any]) -> str:
    return str(actor.get("country") or actor.get("name") or actor["text"])


def parties(row: dict[str, Any], event: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a side, a pair of sides, a place and a deadline of the event: what it is looked up by.

    Args:
        row: the event's columns.
        event: the event.
    """
    facts = {name: row[name] for name in ("day", "id", *schema.FACTS)}
    facts["type"] = facts.pop("event")
    found: dict[tuple[str, str], dict[str, Any]] = {}

    def note(side: str, code: str, name: str, sector: str | None = None) -> None:
        told = {"event": row["no"], "side": side, "code": code, "name": name, "sector": sector}
        found.setdefault((side, code), {**told, **facts})

    for side in ("actor", "recipient"):
        for actor in event[side]:
            note(side, _code(actor), actor.get("name") or actor["text"], actor.get("sector"))
    for one, other in list(itertools.product(event["actor"], event["recipient"]))[:MAX_PAIRS]:
        note("dyad", f"{_code(one)}|{_code(other)}", "")
    for place in event["place"]:
        name = place.get("name") or place["text"]
        note("place", name.casefold(), name)
    if event["deadline"] and event["deadline"]["date"]:
        note("deadline", event["deadline"]["date"], "")
    return list(found.values())


def replies(members: list[Member], texts: Mapping[int, str]) -> bool:
    """Say whether any report calls the event an answer."""
    return any(wording.is_reply(texts.get(member.number, "")) for member in members)
