"""Coded articles in a line each: what the tests of merging, values, links and judgements are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.ledger import Ledger
from dragoman.records import Actor, Article, Coded, Count, DateValue, Evidence, Link, Place, Report, content_hash


def date(text: str | None, basis: str = "stated") -> DateValue | None:
    """Return a day or a month ("2031-04") as a date."""
    if text is None:
        return None
    if len(text) == 7:
        return DateValue(start=f"{text}-01", end=f"{text}-30", precision="month", basis="stated")
    return DateValue(start=text, end=text, precision="day", basis="published" if basis == "published" else "stated")


def act(
    who: str,
    whom: str = "",
    kind: str = "SANCTION/expel",
    day: str | None = None,
    count: float | None = None,
    words: str = "",
    *,
    basis: str = "stated",
    unit: str | None = "diplomats",
    place: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Return what `article` makes a report of. Sides are codes with + between; a lower-case one is mere words."""
    event, _, mode = kind.partition("/")
    found: dict[str, Any] = {
        "event": event,
        "mode": mode or None,
        "actor": _sides(who),
        "recipient": _sides(whom),
        "date": date(day, basis),
        "count": Count(value=count, unit=unit) if count is not None else None,
        "words": words or f"{who} did {kind} to {whom}.",
        **more,
    }
    if place:
        found["place"] = (Place(text=place, start=0, end=1, name=place, resolution=4),)
    return found


def _sides(names: str) -> tuple[Actor, ...]:
    parts = [part for part in names.split("+") if part]
    return tuple(Actor(text=part, name=part, country=part if part.isupper() else None) for part in parts)


def article(
    source_id: str,
    published: str | None,
    *acts: dict[str, Any],
    links: Sequence[tuple[int, str, int]] = (),
    guessed: Sequence[tuple[int, str, int, float]] = (),
    text: str | None = None,
    coder: str | None = "test 1",
    **more: Any,
) -> Coded:
    """Return a coded article whose text is the words of its acts and, to make it its own, its name.

    `links` are stated; `guessed` ones are inferred, with their score.
    """
    lines = [one["words"] for one in acts]
    body = (
        text if text is not None else " ".join([*lines, f"So wrote {source_id} on its page {content_hash(source_id)}."])
    )
    found = Article(id=content_hash(body), text=body, source_id=source_id, published=published, language="en", **more)
    reports = []
    for number, one in enumerate(acts):
        at = max(0, body.find(one["words"]))
        evidence = (Evidence(start=at, end=min(len(body), at + len(one["words"]))),)
        fields = {name: value for name, value in one.items() if name != "words"}
        reports.append(Report(id=content_hash(found.id, number), evidence=evidence, **fields))
    joined = tuple(
        Link(relation=relation, source=reports[source].id, target=reports[target].id, basis="stated")  # type: ignore[arg-type]
        for source, relation, target in links
    ) + tuple(
        Link(relation=relation, source=reports[source].id, target=reports[target].id, basis="inferred", score=score)  # type: ignore[arg-type]
        for source, relation, target, score in guessed
    )
    return Coded(article=found, reports=tuple(reports), links=joined, coder=coder)


def listed(ledger: Ledger, **filters: Any) -> list[tuple[str, str, str, float | None, int]]:
    """Return events as (actor, recipient, first day, count, sources)."""
    return [
        (
            "+".join(a["country"] or a["text"] for a in event["actor"]),
            "+".join(a["country"] or a["text"] for a in event["recipient"]),
            event["date"]["start"] if event["date"] else "",
            event["count"]["value"] if event["count"] else None,
            event["sources"],
        )
        for event in ledger.all_events(**filters)
    ]


def state(ledger: Ledger) -> list[dict[str, Any]]:
    """Return all that the view says, in a fixed order."""
    return sorted(ledger.all_events(tallies=True, rejected=True), key=lambda event: event["id"])
