"""Exactly the events that a page shows, or all of its filter, as CSV or JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.web.naming import code_name, headline, side_code, side_name

Plain = dict[str, Any]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "id", "event", "mode", "quad_code", "status", "date_start", "date_end", "precision", "actor", "actor_names",
    "recipient", "recipient_names", "count", "count_unit", "count_is_approximate", "deadline", "place", "reason",
    "attribution", "context", "event_scale", "score", "reports", "sources", "chain", "judged", "articles", "headline",
    "evidence",
)  # fmt: skip


def jsonl(events: Iterable[Plain]) -> Iterator[bytes]:
    """Give one line an event."""
    for event in events:
        yield msgspec.json.encode(event) + b"\n"


def csv_lines(events: Iterable[Plain]) -> Iterator[bytes]:
    """Give a head and one line an event; what a spreadsheet would run as a formula is quoted."""
    yield _line(COLUMNS)
    for event in events:
        row = csv_row(event)
        yield _line([row[name] for name in COLUMNS])


def csv_row(event: Plain) -> dict[str, Any]:
    """Return an event as flat columns; several values stand with "; " between."""
    date, count = event["date"] or {}, event["count"] or {}
    deadline = event["deadline"] or {}
    return {
        **{name: event.get(name) for name in ("id", "event", "mode", "quad_code", "status", "event_scale", "score")},
        **{name: event.get(name) for name in ("reports", "sources", "chain", "judged")},
        "date_start": date.get("start"),
        "date_end": date.get("end"),
        "precision": date.get("precision"),
        "actor": _joined(side_code(actor) for actor in event["actor"]),
        "actor_names": _joined(side_name(actor) for actor in event["actor"]),
        "recipient": _joined(side_code(actor) for actor in event["recipient"]),
        "recipient_names": _joined(side_name(actor) for actor in event["recipient"]),
        "count": count.get("value"),
        "count_unit": count.get("unit"),
        "count_is_approximate": count.get("approximate"),
        "deadline": deadline.get("date") or deadline.get("text"),
        "place": _joined(place.get("name") or place["text"] for place in event["place"]),
        "reason": _joined(_reason(reason) for reason in event["reason"]),
        "attribution": _joined(code_name(said["name"]) for said in event["attribution"]),
        "context": _joined(event["context"]),
        "articles": _joined(event["articles"]),
        "headline": headline(event),
        "evidence": event["evidence"][0]["text"] if event["evidence"] else None,
    }


def _reason(reason: Any) -> str:
    return str(reason["text"]) if isinstance(reason, dict) else str(reason)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))


def _line(cells: Iterable[Any]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8")


def _harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return "" if cell is None else cell
