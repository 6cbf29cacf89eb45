"""What is asked for is what is given, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, open_ledger
from tests.ledger.generate import World
from tests.ledger.texts import act, article


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A ledger of four events."""
    war = act(
        "AAA", "BBB", "ASSAULT/aerial", "2031-06-02", place="Northtown", quad_code=4, words="Bombs fell, he said."
    )
    plan = act("RUS", "BEL", "THREATEN", "2031-04-01", status="announced", quad_code=3)
    ledger.add(
        [
            article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21, quad_code=4), publisher="Post"),
            article("b", "2031-03-30", act("BEL", "RUS", day="2031-03-29", count=21, quad_code=4), publisher="Times"),
            article("c", "2031-04-01", plan, publisher="Times", url="https://www.times.example/c"),
            article("d", "2031-06-03", war, publisher="Post"),
            article("e", "2031-05-18", act("RUS", "FRA+ITA", day="2031-05-18", quad_code=4)),
        ]
    )
    return ledger


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        ({}, ["2031-03-29", "2031-04-01", "2031-05-18", "2031-06-02"]),
        ({"actor": "RUS"}, ["2031-04-01", "2031-05-18"]),
        ({"actor": "rus"}, ["2031-04-01", "2031-05-18"]),
        ({"recipient": "ITA"}, ["2031-05-18"]),
        ({"dyad": ("BEL", "RUS")}, ["2031-03-29", "2031-04-01"]),
        ({"dyad": ("RUS", "ITA")}, ["2031-05-18"]),
        ({"event": "sanction"}, ["2031-03-29", "2031-05-18"]),
        ({"event": "ASSAULT", "mode": "aerial"}, ["2031-06-02"]),
        ({"quad": 3}, ["2031-04-01"]),
        ({"status": "announced"}, ["2031-04-01"]),
        ({"since": "2031-04-01", "until": "2031-05"}, ["2031-04-01", "2031-05-18"]),
        ({"until": "2031-03-29"}, ["2031-03-29"]),
        ({"place": "Northtown"}, ["2031-06-02"]),
        ({"source": "Times"}, ["2031-03-29", "2031-04-01"]),
        ({"source": "times.example"}, ["2031-04-01"]),
        ({"source": "d"}, ["2031-06-02"]),
        ({"text": "bombs FELL"}, ["2031-06-02"]),
        ({"text": 'he" OR "x'}, []),
        ({"min_sources": 2}, ["2031-03-29"]),
        ({"actor": "RUS", "recipient": "BEL", "event": "THREATEN", "since": "2031"}, ["2031-04-01"]),
        ({"sort": "-date", "limit": 2}, ["2031-06-02", "2031-05-18"]),
        ({"limit": 2, "offset": 3}, ["2031-06-02"]),
        ({"sort": "-sources", "limit": 1}, ["2031-03-29"]),
    ],
)
def test_filters(told: Ledger, filters: dict[str, Any], days: list[str]) -> None:
    assert [event["date"]["start"] for event in told.events(**filters)] == days
    if not filters.keys() & {"limit", "offset"}:
        assert told.count_events(**filters) == len(days)


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        ({"source": "Times"}, ["2031-03-29", "2031-04-01"]),
        ({"text": "bombs fell"}, ["2031-06-02"]),
        ({"min_sources": 2}, ["2031-03-29"]),
        ({"source": "Post", "text": "did", "sort": "-date"}, ["2031-03-29"]),
    ],
)
def test_filters_that_fit_very_many_events_find_the_same(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, filters: dict[str, Any], days: list[str]
) -> None:
    monkeypatch.setattr("dragoman.ledger.filters.FEW", 0)
    monkeypatch.setattr("dragoman.ledger.filters._Words.dense", 0)
    monkeypatch.setattr("dragoman.ledger.filters._Source.dense", 0)
    assert [event["date"]["start"] for event in told.events(**filters)] == days
    assert told.count_events(**filters) == len(days)


def test_an_unknown_order_is_refused(told: Ledger) -> None:
    with pytest.raises(UsageError, match="sorted"):
        told.events(sort="colour")


def test_actors_and_dyads_are_counted(told: Ledger) -> None:
    russia = next(actor for actor in told.actors() if actor["code"] == "RUS")
    assert (russia["events"], russia["as_actor"], russia["as_recipient"]) == (3, 2, 1)
    assert {(d["actor"], d["recipient"]) for d in told.dyads()} == {
        ("BEL", "RUS"),
        ("RUS", "BEL"),
        ("AAA", "BBB"),
        ("RUS", "FRA"),
        ("RUS", "ITA"),
    }


def test_stats_count_what_is_there(told: Ledger) -> None:
    held = told.stats()
    assert (held["articles"], held["reports"], held["events"]) == (5, 5, 4)
    assert held["types"] == {"ASSAULT": 1, "SANCTION": 2, "THREATEN": 1}
    assert (held["first"], held["last"]) == ("2031-03-29", "2031-06-02")


def test_articles_are_listed_and_filtered(told: Ledger) -> None:
    assert [one["source_id"] for one in told.articles(source="Post")] == ["d", "a"]
    assert [one["source_id"] for one in told.articles(since="2031-05")] == ["d", "e"]
    assert [one["reports"] for one in told.articles(limit=2)] == [1, 1]


def test_all_events_give_the_same_as_pages(ledger: Ledger) -> None:
    ledger.add(World(2).articles(40))

    def pages() -> Iterator[dict[str, Any]]:
        offset = 0
        while page := ledger.events(limit=7, offset=offset):
            yield from page
            offset += 7

    assert list(pages()) == list(ledger.all_events())


def test_an_empty_ledger_answers(url: str) -> None:
    with open_ledger(url) as ledger:
        assert (ledger.events(), ledger.chains(), ledger.actors(), ledger.quotes(), ledger.articles()) == ([],) * 5
        assert ledger.stats()["events"] == 0
        assert ledger.rebuild() == 0
