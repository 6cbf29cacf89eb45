"""A chain as two lanes: on the right the side that most of it turns on, on the left the others, with arrows between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from dragoman.web.naming import RELATIONS, code_name, side_code
from dragoman.web.queries_relations import days_between

Plain = dict[str, Any]

ROW = 104
GUTTER = 120
MIDDLE = ROW / 2
HEAD = 7


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link from the later event to the one it answers, denies, carries out …; drawn, and told in words."""

    path: str
    head: str
    relation: str
    basis: str
    score: float
    words: str
    source: str
    target: str
    days: int | None
    proportion: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One event of the chain and on which side it stands. `replies` are the arrows that leave it."""

    event: Plain
    side: str
    row: int
    replies: list[Arrow]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows in order of time, all arrows, and the names of the two sides."""

    rows: list[Lane]
    arrows: list[Arrow]
    left: str
    right: str
    height: int
    width: int = GUTTER


def draw(events: list[Plain]) -> Drawing:
    """Return the drawing of events in order of time, with the links between them."""
    pivot, left = _sides(events)
    row_of = {event["id"]: n for n, event in enumerate(events)}
    side_of = {event["id"]: _lane(event, pivot) for event in events}
    by_id = {event["id"]: event for event in events}
    rows, arrows = [], []
    for n, event in enumerate(events):
        leaving = [
            _arrow(event, by_id[link["target"]], link, row_of, side_of)
            for link in event["links"]
            if link["target"] in row_of
        ]
        arrows += leaving
        rows.append(Lane(event, side_of[event["id"]], n, leaving))
    return Drawing(rows, arrows, left, code_name(pivot) if pivot else "", max(1, len(events)) * ROW)


def _sides(events: list[Plain]) -> tuple[str, str]:
    acting = Counter(code for event in events for code in {side_code(a) for a in event["actor"]})
    involved = Counter(
        code for event in events for code in {side_code(a) for a in (*event["actor"], *event["recipient"])}
    )
    if not involved:
        return "", "All sides"
    # Of two sides of equal weight the one that opens the dispute stands on the left.
    opening = {side_code(actor) for actor in events[0]["actor"]}
    pivot = max(involved, key=lambda code: (involved[code], acting[code] > 0, code not in opening, code))
    others = [code for code, _ in acting.most_common() if code != pivot]
    named = ", ".join(code_name(code) for code in others[:3]) or "Others"
    return pivot, f"{named} and {len(others) - 3} others" if len(others) > 3 else named


def _lane(event: Plain, pivot: str) -> str:
    return "right" if pivot and pivot in {side_code(actor) for actor in event["actor"]} else "left"


def _arrow(event: Plain, target: Plain, link: Plain, row_of: dict[str, int], side_of: dict[str, str]) -> Arrow:
    days = days_between(_start(target), _start(event))
    here, there = event["id"], target["id"]
    path, head = _path((side_of[here], row_of[here]), (side_of[there], row_of[there]))
    words = RELATIONS.get(link["relation"], (link["relation"],))[0]
    proportion = _proportion(event, target) if link["relation"] in ("answers", "coordinated_with") else ""
    return Arrow(path, head, link["relation"], link["basis"], link["score"], words, here, there, days, proportion
    )  # fmt: skip


def _start(event: Plain) -> str:
    """Return the day of an event; "" where only a month or a range is known, from which no delay follows."""
    date = event["date"]
    return str(date["start"]) if date and date["start"] == date["end"] else ""


def _proportion(event: Plain, target: Plain) -> str:
    """Return "21 for 21" where both sides have a number of the same kind of act."""
    mine, theirs = event["count"], target["count"]
    if not (mine and theirs and mine.get("value") is not None and theirs.get("value") is not None):
        return ""
    if event["event"] != target["event"]:
        return ""
    return f"{mine['value']:,g} for {theirs['value']:,g}"


def _path(source: tuple[str, int], target: tuple[str, int]) -> tuple[str, str]:
    """Return SVG paths of a curve from the middle of one row's inner edge to that of another, and of its arrowhead."""
    x0, y0 = (0.0 if source[0] == "left" else float(GUTTER)), source[1] * ROW + MIDDLE + 8
    x1, y1 = (0.0 if target[0] == "left" else float(GUTTER)), target[1] * ROW + MIDDLE - 8
    inward = 1 if target[0] == "left" else -1
    if source[0] == target[0]:
        bulge = min(GUTTER * 0.8, 24 + 6 * abs(source[1] - target[1]))
        bend0 = bend1 = x0 + inward * bulge
    else:
        bend0 = bend1 = GUTTER / 2
    tip = x1 + inward * 2
    curve = f"M{x0:g} {y0:g}C{bend0:g} {y0:g} {bend1:g} {y1:g} {tip + inward * HEAD:g} {y1:g}"
    head = f"M{tip + inward * HEAD:g} {y1 - 4:g}L{tip:g} {y1:g}L{tip + inward * HEAD:g} {y1 + 4:g}z"
    return curve, head
