"""Drawings as numbers: where bars, lines and dots go. The templates turn them into SVG, which needs no script."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.web.naming import QUADS, code_name, countries, day
from dragoman.web.queries_series import left_out

Plain = dict[str, Any]

WIDTH, HEIGHT = 760, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 10, 34
MAP_WIDTH, MAP_TOP, MAP_BOTTOM = 720.0, 78.0, -56.0
CELL_DEGREES = 1.5
MAX_DOT = 13.0
SHORT_DAYS = 60
"""A drawing no longer than this is never cut."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a stacked bar. `style` is a CSS class."""

    x: float
    y: float
    width: float
    height: float
    style: str
    label: str
    period: str
    quad: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars over time, with the ticks of both axes and, where asked for, a line."""

    bars: list[Bar]
    across: list[Tick]
    up: list[Tick]
    line: str
    zero: float
    width: int = WIDTH
    height: int = HEIGHT


def filled(series: Plain) -> list[Plain]:
    """Return the periods with those in between that have no events, at most 400, without a few of long ago."""
    told = {one["period"]: one for one in series["periods"]}
    if not told:
        return []
    names = _between(begin(series["periods"]), max(told), series["unit"])
    empty = {"events": 0, "quads": {"1": 0, "2": 0, "3": 0, "4": 0}, "mean_scale": None}
    return [told.get(name) or {"period": name, **empty} for name in names]


def begin(periods: list[Plain]) -> str:
    """Return the period that a drawing begins with: the first, or a later one that halves the length at little loss."""
    counts: dict[str, int] = {}
    for one in periods:
        counts[one["period"]] = counts.get(one["period"], 0) + one["events"]
    names = sorted(counts)
    allowed = left_out(sum(counts.values()))
    dropped, at = 0, 0
    while dropped + counts[names[at]] <= allowed and at < len(names) - 1:
        dropped += counts[names[at]]
        at += 1
    # A period's name grows with time: its digits measure well enough how far apart two are.
    first, early, last = (_measure(name) for name in (names[0], names[at], names[-1]))
    return names[at] if last - first > max(SHORT_DAYS, 2 * (last - early)) else names[0]


def _measure(period: str) -> int:
    year, month, number = (int(part) for part in (*period.split("-"), "1", "1")[:3])
    return year * 372 + month * 31 + number


def not_drawn(*series: Plain) -> int:
    """Return how many dated events stand before the drawing's beginning."""
    periods = [one for part in series for one in part["periods"]]
    return sum(one["events"] for one in periods if one["period"] < begin(periods)) if periods else 0


def _between(first: str, last: str, unit: str, most: int = 400) -> list[str]:
    if unit == "year":
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)][-most:]
    if unit == "month":
        low, high = (int(name[:4]) * 12 + int(name[5:7]) - 1 for name in (first, last))
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(low, high + 1)][-most:]
    from datetime import date, timedelta

    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)][-most:]


def stacked(series: Plain) -> Chart:
    """Return bars of events over time, stacked by quad, conflict on top."""
    periods = filled(series)
    highest = max((one["events"] for one in periods), default=0)
    step, top = _scale(highest)
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(periods))
    bars = []
    for n, one in enumerate(periods):
        below = 0
        for quad in sorted(one["quads"]):
            number = one["quads"][quad]
            if number:
                y = floor - room * (below + number) / top
                label = f"{one['period']}: {number} {QUADS.get(int(quad), 'unclassed')}"
                bars.append(_bar(n, slot, y, room * number / top, f"q{quad}", label, one["period"], quad))
                below += number
    up = [Tick(floor - room * value / top, f"{value:,}") for value in range(0, top + 1, step)]
    return Chart(bars, _across(periods, slot), up, "", floor)


def mirrored(one: Plain, other: Plain) -> Chart:
    """Return two series of one unit, the first above and the second below a line, in the same measure."""
    both = {"unit": one["unit"], "periods": [*one["periods"], *other["periods"]]}
    names = [period["period"] for period in filled(both)]
    series = [{period["period"]: period for period in side["periods"]} for side in (one, other)]
    empty: Plain = {"events": 0, "quads": {}}
    highest = max((side.get(name, empty)["events"] for side in series for name in names), default=0)
    step, top = _scale(highest)
    middle, room = (HEIGHT - BOTTOM + TOP) / 2, (HEIGHT - BOTTOM - TOP) / 2
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(names))
    bars = []
    for n, name in enumerate(names):
        for side, sign in zip(series, (-1, 1), strict=True):
            below = 0
            for quad, number in sorted(side.get(name, empty)["quads"].items()):
                if number:
                    length = room * number / top
                    y = middle - room * (below + number) / top if sign < 0 else middle + room * below / top
                    label = f"{name}: {number} {QUADS.get(int(quad), 'unclassed')}"
                    bars.append(_bar(n, slot, y, length, f"q{quad}", label, name, quad))
                    below += number
    marks = [(sign, value) for value in range(0, top + 1, step) for sign in (-1, 1) if value or sign < 0]
    up = [Tick(middle + sign * room * value / top, f"{value:,}") for sign, value in marks]
    return Chart(bars, _across([{"period": name} for name in names], slot), up, "", middle)


def scale_line(series: Plain) -> Chart:
    """Return the mean scale of events over time (-10 hostile to 10 friendly) as a line with a dot a period."""
    periods = filled(series)
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(periods))
    points, dots = [], []
    for n, one in enumerate(periods):
        if one["mean_scale"] is None:
            continue
        x, y = LEFT + slot * (n + 0.5), floor - room * (one["mean_scale"] + 10) / 20
        points.append(f"{x:.1f},{y:.1f}")
        label = f"{one['period']}: mean scale {one['mean_scale']:+.1f} of {one['events']}"
        dots.append(Bar(round(x, 1), round(y, 1), 3, 3, "dot", label, one["period"], ""))
    up = [Tick(floor - room * (value + 10) / 20, f"{value:+d}" if value else "0") for value in (-10, -5, 0, 5, 10)]
    return Chart(dots, _across(periods, slot), up, " ".join(points), floor - room / 2)


def _bar(n: int, slot: float, y: float, height: float, style: str, label: str, period: str, quad: str) -> Bar:
    gap = min(2.0, slot * 0.15)
    width = min(slot - gap, 34.0)
    x = LEFT + slot * n + (slot - width) / 2
    return Bar(round(x, 2), round(y, 2), round(width, 2), round(height, 2), style, label, period, quad)


def _scale(highest: int) -> tuple[int, int]:
    """Return a round step and the top of an axis with about four steps."""
    rough = max(1.0, highest / 4)
    power = 10 ** math.floor(math.log10(rough))
    step = int(next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough))
    return step, max(step, step * math.ceil(highest / step))


def _across(periods: list[Plain], slot: float) -> list[Tick]:
    every = max(1, math.ceil(len(periods) * 70 / (WIDTH - LEFT - RIGHT)))
    return [
        Tick(round(LEFT + slot * (n + 0.5), 1), _short(periods[n]["period"])) for n in range(0, len(periods), every)
    ]


def _short(period: str) -> str:
    """Return "29 Mar" for a day, "Mar 2022" for a month, a year as it is."""
    return day(period).rpartition(" ")[0] if len(period) == 10 else day(period)


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle on the map. `code` is a country's, or "" for a place, whose name is in `name`."""

    x: float
    y: float
    radius: float
    style: str
    name: str
    code: str
    events: int


def projected(lat: float, lon: float) -> tuple[float, float]:
    """Return where a point lies on the map (equirectangular, 2 units a degree, cut off at 78 N and 56 S)."""
    unit = MAP_WIDTH / 360
    return round((lon + 180) * unit, 1), round((MAP_TOP - max(MAP_BOTTOM, min(MAP_TOP, lat))) * unit, 1)


@cache
def land() -> str:
    """Return the backdrop as one SVG path: a small square wherever towns are. No coast and no boundary is drawn."""
    text = files("dragoman.web").joinpath("data/land.txt").read_text(encoding="ascii")
    unit = MAP_WIDTH / 360 * CELL_DEGREES
    offset = (90 - MAP_TOP) / CELL_DEGREES
    pieces = []
    for line in text.splitlines():
        row, mark, columns = line.partition(":")
        if mark and row.isdigit():
            y = (int(row) - offset) * unit
            pieces += [f"M{int(column) * unit:g} {y:g}h2v2h-2z" for column in columns.split()]
    return "".join(pieces)


def dots(sides: list[tuple[str, int]], places: list[Plain]) -> list[Dot]:
    """Return the circles of countries (by events on either side) and of places, the largest first."""
    known = countries()
    found = []
    most = max([number for code, number in sides if code in known] + [1])
    for code, number in sides:
        if code in known:
            _, lat, lon = known[code]
            x, y = projected(lat, lon)
            found.append(Dot(x, y, _radius(number, most), "side", code_name(code), code, number))
    most = max([place["events"] for place in places] + [1])
    for place in places:
        x, y = projected(place["lat"], place["lon"])
        found.append(Dot(x, y, _radius(place["events"], most) * 0.6, "place", place["name"], "", place["events"]))
    return sorted(found, key=lambda dot: -dot.radius)


def _radius(number: int, most: int) -> float:
    return round(max(2.0, MAX_DOT * math.sqrt(number / most)), 1)
