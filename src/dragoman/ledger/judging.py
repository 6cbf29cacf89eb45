"""Judgements: what a named person says of events and reports. Appended, never changed; undone by a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import days, details, rulings, schema
from dragoman.ledger.composing import CORRECTABLE
from dragoman.ledger.rulings import Anchor, JudgementData
from dragoman.records import RELATIONS, STATUSES, Report, content_hash

KINDS = ("confirm", "reject", "correct", "merge", "split", "link", "unlink", "undo")


def record(
    connection: Connection, kind: str, data: JudgementData, *, author: str, reason: str, now: str
) -> tuple[str, set[int]]:
    """Append a judgement. Returns its id and the reports that the view must reconsider.

    Raises:
        UsageError: no author or no reason.
    """
    if not author.strip():
        raise UsageError("a judgement needs the name of the person who makes it", "--by NAME")
    if not reason.strip():
        raise UsageError("a judgement needs a reason", "--reason TEXT")
    table = schema.judgements
    number = int(connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one()) + 1
    identity = f"J{content_hash(number, kind, author, reason, now)[:10]}"
    encoded = msgspec.json.encode(data).decode()
    row = {"no": number, "id": identity, "kind": kind, "author": author, "reason": reason, "made": now, "data": encoded}
    connection.execute(insert(table), [row])
    anchors = [anchor for part in data.parts for anchor in part]
    return identity, set(rulings.resolve(connection, anchors).values())


def undoing(connection: Connection, judgement: str) -> JudgementData:
    """Return the data of a judgement that undoes another.

    Raises:
        NotFound: there is no such judgement in force.
    """
    for row, data in rulings.in_force(connection):
        if row.id == judgement:
            return JudgementData(parts=data.parts, undoes=judgement, named=(judgement,))
    raise NotFound(f"there is no judgement {judgement} in force", "dragoman show LEDGER ID lists those of an event")


def about(connection: Connection, names: Sequence[str]) -> tuple[tuple[Anchor, ...], ...]:
    """Return the anchors of each event or report named, the report that gave the event its id first.

    Raises:
        NotFound: there is no such event or report.
    """
    return tuple(_anchors(connection, name) for name in names)


def is_report(connection: Connection, name: str) -> bool:
    """Say whether the name is a report's, and no event's."""
    named = select(schema.reports.c.no).where(schema.reports.c.id == name).limit(1)
    return not name.startswith("E") and connection.execute(named).first() is not None


def _anchors(connection: Connection, name: str) -> tuple[Anchor, ...]:
    reports, codings, articles, members = schema.reports, schema.codings, schema.articles, schema.event_reports
    join = reports.join(codings, codings.c.no == reports.c.coding).join(articles, articles.c.no == codings.c.article)
    query = select(reports.c.key, reports.c.data, articles.c.document).where(codings.c.live)
    if is_report(connection, name):
        query = query.select_from(join).where(reports.c.id == name)
    else:
        number = details.event_number(connection, name)
        if number is None:
            raise NotFound(f"there is no event or report {name}", "dragoman events LEDGER lists them")
        join = join.join(members, members.c.report == reports.c.no)
        query = query.select_from(join).where(members.c.event == number)
        query = query.order_by(members.c.joint, members.c.score.desc(), reports.c.key)
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound(f"the report {name} is of an older edition or coding", "dragoman show LEDGER ARTICLE")
    return tuple(rulings.anchor_of(row.key, row.document, msgspec.json.decode(row.data, type=Report)) for row in rows)


def parsed_value(field: str, text: str) -> Any:
    """Return the value of a field as a person types it.

    Counts are numbers; dates are a day, a month or FIRST/LAST; sides are codes or names with commas between.

    Raises:
        UsageError: a field that cannot be corrected or a value that is none of its kind.
    """
    if field not in CORRECTABLE:
        raise UsageError(f"the field {field!r} cannot be corrected", f"one of {', '.join(CORRECTABLE)}")
    text = text.strip()
    if field == "status":
        if text not in STATUSES:
            raise UsageError(f"{text!r} is no status", f"one of {', '.join(STATUSES)}")
        return text
    if field == "tally":
        return text.casefold() in ("yes", "true", "1")
    if not text:
        return [] if field in ("actor", "recipient", "place") else None
    if field == "count":
        try:
            return {"value": float(text), "unit": None, "approximate": False}
        except ValueError as error:
            raise UsageError(f"a count is a number, not {text!r}") from error
    if field == "date":
        return _date(text)
    if field == "deadline":
        return {"date": text if days.window(text) else None, "text": text}
    if field in ("actor", "recipient"):
        return [_side(part.strip()) for part in text.split(",") if part.strip()]
    if field == "place":
        return [
            {"text": part.strip(), "name": part.strip(), "country": None} for part in text.split(",") if part.strip()
        ]
    return text.upper() if field == "event" else text


def _date(text: str) -> dict[str, Any]:
    first, _, last = text.partition("/")
    start, end = days.window(first), days.window(last or first)
    if start is None or end is None or end[1] < start[0]:
        raise UsageError(f"a date is YYYY-MM-DD, YYYY-MM or FIRST/LAST, not {text!r}")
    length = end[1] - start[0]
    precision = "day" if length == 0 else "range" if last else "month" if length < 32 else "year"
    return {"start": days.iso(start[0]), "end": days.iso(end[1]), "precision": precision, "basis": "stated"}


def _side(text: str) -> dict[str, Any]:
    is_code = len(text) == 3 and text.isascii() and text.isalpha()
    country = text.upper() if is_code else None
    return {
        "text": text,
        "name": None if is_code else text,
        "country": country,
        "sector": None,
        "role": None,
        "score": 1.0,
    }


def checked_relation(relation: str | None, *, is_needed: bool) -> str | None:
    """Return the relation if it is one.

    Raises:
        UsageError: it is none, or is missing where one is needed.
    """
    if (relation is None and is_needed) or (relation is not None and relation not in RELATIONS):
        raise UsageError(f"{relation!r} is no relation between events", f"one of {', '.join(RELATIONS)}")
    return relation
