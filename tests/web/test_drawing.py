"""Marks, lanes, charts and names: what is drawn follows from the data and loses nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.web import charts, lanes, naming
from dragoman.web.feeds import calendar
from dragoman.web.marking import Mark, passages, pieces

SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 30), st.sampled_from(("actor", "act", "evidence", "quote"))),
    max_size=15,
)


@settings(deadline=None)
@given(st.text(max_size=100), SPANS)
def test_pieces_together_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(s, min(len(text), s + n), kind, kind) for s, n, kind in spans if s < len(text)]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        covering = {m.kind for m in marks if m.start <= piece.start and piece.start + len(piece.text) <= m.end}
        if piece.text:
            assert set(piece.kinds) == covering


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4))
def test_blocks_hide_no_words(text: str, bounds: list[tuple[int, int]]) -> None:
    at, blocks = 0, []
    for start, length in sorted(bounds):
        low, high = max(at, min(start, len(text))), min(len(text), max(at, start) + length)
        if low < high:
            blocks.append({"kind": "body", "start": low, "end": high, "language": None})
            at = high
    article = {"text": text, "reports": [], "quotes": [], "blocks": blocks}
    drawn = "".join(piece.text for passage in passages(article) for piece in passage.pieces)
    assert sorted(drawn.split()) == sorted(drawn.split())
    assert len("".join(drawn.split())) == len("".join(text.split()))


@settings(deadline=None)
@given(st.text())
def test_shown_text_holds_no_control_and_is_stable(text: str) -> None:
    shown = naming.shown(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", shown)
    assert naming.shown(shown) == shown


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://a.example/x", True), ("http://a.example", True), ("javascript:alert(1)", False), ("//a.example", False),
        ("data:text/html,x", False), ("https://", False), ("https://a\u202e.example", False), ("http://[", False), (None, False),
        ("JAVASCRIPT:alert(1)", False), (" https://a.example", False), ("https://a.example/\n", False),
    ],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None, is_linked: bool) -> None:
    found = naming.web_address(url)
    assert (found is not None) == (is_linked or ((url or "").strip() != url and found is not None))
    assert found is None or found.strip().lower().startswith(("http://", "https://"))


def test_dates_and_numbers_in_words() -> None:
    assert naming.day("2031-03-05") == "5 Mar 2031"
    assert naming.day({"start": "2031-03-01", "end": "2031-03-31", "precision": "month"}) == "Mar 2031"
    assert naming.day({"start": "2031-03-01", "end": "2031-03-05", "precision": "range"}) == "1 to 5 Mar 2031"
    assert naming.day("soon") == "soon"
    assert naming.number({"value": 1200.0, "unit": "people", "approximate": True}) == "about 1,200 people"
    for unit in ("diplomats", "diplomat"):
        assert naming.number({"value": None, "unit": unit, "approximate": True}) == "several diplomats"


def event(
    name: str, day: str, actor: str, recipient: str, links: list[Any] | None = None, count: float | None = None
) -> dict[str, Any]:
    """Return an event as the ledger gives it, with what a drawing needs."""
    return {
        "id": name, "event": "SANCTION", "mode": "expel", "status": "occurred", "quad_code": 4, "deadline": None,
        "date": {"start": day, "end": day, "precision": "day", "basis": "stated"} if day else None,
        "actor": [{"text": actor, "name": actor, "country": actor}],
        "recipient": [{"text": recipient, "name": recipient, "country": recipient}],
        "count": {"value": count, "unit": None, "approximate": False} if count else None, "links": links or [],
    }  # fmt: skip


def link(target: str, relation: str = "answers", basis: str = "stated") -> dict[str, Any]:
    """Return a link as the ledger gives it."""
    return {"target": target, "relation": relation, "basis": basis, "score": 0.9, "why": []}


def test_a_headline_agrees_with_who_acts() -> None:
    told = event("E1", "2031-03-03", "FJI", "MLT", count=2)
    assert naming.headline(told) == "Fiji expels 2 people of Malta"
    assert (
        naming.headline({**told, "actor": [*told["actor"], *told["recipient"]]})
        == "Fiji and Malta expel 2 people of Malta"
    )
    assert naming.headline({**told, "actor": []}) == "Someone expels 2 people of Malta"


def test_lanes_part_the_sides_and_time_the_answer() -> None:
    drawing = lanes.draw(
        [
            event("E1", "2031-03-03", "FJI", "MLT", count=21),
            event("E2", "2031-03-10", "MLT", "FJI", [link("E1")], count=21),
        ]
    )
    assert [row.side for row in drawing.rows] == ["left", "right"]
    (arrow,) = drawing.arrows
    assert (arrow.days, arrow.proportion, arrow.basis) == (7, "21 for 21", "stated")
    assert (drawing.left, drawing.right) == ("Fiji", "Malta")


def test_lanes_stand_what_has_no_date_and_no_partner() -> None:
    drawing = lanes.draw(
        [event("E1", "", "FJI", "MLT", [link("elsewhere")]), {**event("E2", "2031-01-01", "A", "B"), "actor": []}]
    )
    assert drawing.arrows == []
    assert len(drawing.rows) == 2
    assert lanes.draw([]).rows == []


PERIODS = st.dictionaries(st.dates(date(2031, 1, 1), date(2031, 2, 20)), st.integers(1, 100_000), max_size=20)


@settings(deadline=None)
@given(PERIODS)
def test_bars_stay_in_the_chart_and_stand_for_every_event(counts: dict[date, int]) -> None:
    periods = [
        {"period": day.isoformat(), "events": n, "quads": {"1": 0, "2": 0, "3": 0, "4": n}, "mean_scale": -5.5}
        for day, n in sorted(counts.items())
    ]
    series = {"unit": "day", "periods": periods}
    for chart in (charts.stacked(series), charts.mirrored(series, series), charts.scale_line(series)):
        for bar in chart.bars:
            assert -0.01 <= bar.x <= chart.width
            assert -0.01 <= bar.y <= bar.y + bar.height <= chart.height + 0.01
    assert {bar.period for bar in charts.stacked(series).bars} == {day.isoformat() for day in counts}
    assert (
        [one["period"] for one in charts.filled(series)]
        == [(min(counts) + timedelta(days=n)).isoformat() for n in range((max(counts) - min(counts)).days + 1)]
        if counts
        else True
    )


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_is_on_the_map(lat: float, lon: float) -> None:
    x, y = charts.projected(lat, lon)
    assert 0 <= x <= 720
    assert 0 <= y <= 268


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_words_break_out_of_a_calendar(reason: str, name: str) -> None:
    told = event("E1", "2031-03-03", name or "x", "MLT")
    told |= {"deadline": {"date": "2031-03-18", "text": reason}, "evidence": [{"text": reason}], "sources": 1}
    text = calendar([told], title=name, base="http://h").decode("utf-8")
    lines = text.replace("\r\n ", "").split("\r\n")
    names = [re.split("[:;]", line)[0] for line in lines if line]
    assert names.count("BEGIN") == names.count("END") == 2
    assert set(names) <= {
        "BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL",
        "TRANSP",
    }  # fmt: skip
    assert "\n" not in text.replace("\r\n", "")
