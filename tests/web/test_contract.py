"""What every page asks is answered alike by SQLite and PostgreSQL, and as one who counts the events one by one would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import EventFilter, filters, open_ledger
from dragoman.web import Guard, open_site, queries_relations, queries_review, queries_series
from tests.conftest import new_database
from tests.ledger.generate import World
from tests.ledger.texts import act, article
from tests.web.conftest import TOKEN, make_client
from tests.web.invented import everything

Plain = dict[str, Any]

FILTERS: tuple[Plain, ...] = (
    {},
    {"tallies": True, "rejected": True},
    {"rejected": True},
    {"tallies": True},
    {"event": "SANCTION"},
    {"event": "SANCTION", "mode": "expel", "status": "announced"},
    {"quad": 4, "since": "2031-01", "until": "2031-02"},
    {"since": "2031-01-05", "until": "2031-03-02"},
    {"since": "2031-01-05", "until": "2031-01-09", "status": "occurred"},
    {"since": "2031-02-03"},
    {"until": "2031-02-03", "event": "AID"},
    {"since": "2031-03-02", "until": "2031-01-05"},
    {"actor": "BRA"},
    {"actor": "BRA", "recipient": "CAN"},
    {"actor": "brazil", "event": "ACCUSE"},
    {"actor": "an", "since": "2031-01-10"},
    {"recipient": "Nobody"},
    {"dyad": ("FJI", "MLT")},
    {"dyad": ("BRA", "CAN"), "status": "occurred"},
    {"place": "the border"},
    {"source": "The Harbour Post"},
    {"source": "The Harbour Post", "actor": "BRA"},
    {"text": "grain"},
    {"text": "surprise grain", "actor": "CAN"},
    {"min_sources": 2, "event": "ASSAULT"},
)
ADDRESSES = (
    "/", "/events", "/events?type=SANCTION&sort=-sources", "/events?text=grain", "/events?source=The+River+Times&sort=reports",
    "/events?dyad=BRA|CAN", "/events?actor=BRA&recipient=CAN", "/events?place=the+border", "/events?since=2031-01-05&until=2031-02",
    "/events?tallies=1&rejected=1&sort=date&limit=100", "/events?text=grain&exact=1", "/articles", "/articles?text=grain&language=en",
    "/articles?source=The+River+Times", "/chains", "/chains?type=SANCTION", "/chains?text=grain", "/dyads", "/dyads?limit=3&offset=2",
    "/dyad?one=FJI&other=MLT", "/dyad?one=BRA&other=CAN", "/actors", "/actors?name=bra", "/actor?code=FJI", "/actor?code=BRA",
    "/review", "/review?order=weight&type=ASSAULT", "/judgements",
)  # fmt: skip
FEEDS = (
    "/events.csv", "/events.jsonl?all=1", "/events.atom?type=SANCTION", "/events.ics", "/events.ics?actor=FJI", "/report?format=md",
    "/api/v1/events?status=announced&limit=5", "/api/v1/series?actor=BRA", "/api/v1/chains?actor=MLT", "/api/v1/actors", "/api/v1/dyads",
    "/api/v1/quotes?country=BRA&limit=5", "/api/v1/articles?limit=5", "/api/v1/review", "/api/v1/stats",
)  # fmt: skip


def _filled(url: str) -> str:
    """Fill a ledger: invented articles, a total, deadlines, and judgements of the first events."""
    with open_ledger(url) as ledger:
        ledger.add(World(3, per_day=2, lands=8).articles(130))
        ledger.add([article("old", "2031-01-02", act("FJI", "MLT", day="1931-05-02")), *everything()])
        named = [event["id"] for event in ledger.events(limit=3)]
        for kind, event in zip(("confirm", "reject"), named, strict=False):
            ledger.judge(kind, [event], by="Ann Lee", reason="read")
        ledger.judge("correct", [named[2]], field="deadline", value="2031-02-20", by="Ann Lee", reason="the note")
    return url


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The site of the same ledger on each kind of database."""
    if request.param == "sqlite":
        url = str(tmp_path_factory.mktemp("contract") / "ledger.db")
    else:
        url = new_database(request.getfixturevalue("postgres_server"))
    opened = open_site(_filled(url), Guard(TOKEN), name="contract")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The site of the ledger on SQLite, which the others are compared with."""
    url = str(Path(tmp_path_factory.mktemp("model")) / "ledger.db")
    opened = open_site(_filled(url), Guard(TOKEN), name="contract")
    yield opened
    opened.close()


def _lasting(value: Any) -> Any:
    """Return an answer without what depends on when the ledger was made."""
    if isinstance(value, dict):
        return {
            key: _lasting(item) for key, item in value.items() if key not in ("added", "made", "finished", "started")
        }
    if isinstance(value, str):
        return re.sub(r"\bJ[0-9a-f]{10}\b", "J", value)
    return [_lasting(item) for item in value] if isinstance(value, list) else value


def _twin(path: str) -> str:
    name, mark, query = path.partition("?")
    return ("/overview" if name == "/" else name) + ".json" + mark + query


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_says_the_same_on_both(held: Any, model: Any, path: str) -> None:
    client = make_client(held)
    assert client.get(path).status_code == 200
    told = client.get(_twin(path))
    assert told.status_code == 200
    assert _lasting(told.json()) == _lasting(make_client(model).get(_twin(path)).json())


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_says_the_same_on_both(held: Any, model: Any, path: str) -> None:
    told, expected = make_client(held).get(path), make_client(model).get(path)
    assert told.status_code == 200
    if told.headers["content-type"].startswith("application/json"):
        assert _lasting(told.json()) == _lasting(expected.json())
    else:
        assert _undated(told.text) == _undated(expected.text)


def _undated(text: str) -> list[Any]:
    return [_lasting(line) for line in text.splitlines() if not line.startswith("DTSTAMP")]


@pytest.mark.parametrize("of", ["event", "article", "chain"])
def test_things_say_the_same_on_both(held: Any, model: Any, of: str) -> None:
    here, there = make_client(held), make_client(model)
    events = held.ledger.events(limit=60, sort="-sources")
    named = {
        "event": [event["id"] for event in events],
        "article": [event["articles"][0] for event in events],
        "chain": [chain["id"] for chain in held.ledger.chains(limit=4)],
    }
    assert len(named[of]) >= 2
    for name in named[of][:12]:
        assert here.get(f"/{of}/{name}").status_code == 200
        assert _lasting(here.get(f"/{of}/{name}.json").json()) == _lasting(there.get(f"/{of}/{name}.json").json())


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_what_is_counted_is_what_there_is(held: Any, filters: Plain) -> None:
    wanted = EventFilter(**filters)
    events = list(held.ledger.all_events(**filters))
    with held.reading() as connection:
        series = queries_series.series(connection, wanted)
        sides = queries_series.sides(connection, wanted)
    assert series["total"] == len(events) == held.ledger.count_events(wanted)
    assert not series["at_least"]
    days = [(event["date"] or {"start": ""})["start"] for event in events]
    length = queries_series.UNITS[series["unit"]]
    assert {one["period"]: one["events"] for one in series["periods"]} == Counter(day[:length] for day in days if day)
    assert series["undated"] == days.count("")
    assert series["types"] == Counter(event["event"] for event in events)
    assert series["statuses"] == Counter(event["status"] for event in events)
    acting = Counter(code for event in events for code in {_code(actor) for actor in event["actor"]})
    assert sides["actors"] == dict(sorted(acting.items(), key=lambda item: (-item[1], item[0]))[:12])


def _code(actor: Plain) -> str:
    return str(actor.get("country") or actor.get("name") or actor["text"])


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_deadlines_are_those_of_the_events(held: Any, filters: Plain) -> None:
    due = [event for event in held.ledger.all_events(**filters) if event["deadline"] and event["deadline"]["date"]]
    due.sort(key=lambda event: event["deadline"]["date"])
    with held.reading() as connection:
        found = queries_relations.deadlines(connection, EventFilter(**filters))
        ahead = queries_relations.ahead(connection, EventFilter(**filters), "2031-03-01")
    assert sorted(event["id"] for event in found) == sorted(event["id"] for event in due)
    assert [event["deadline"]["date"] for event in found] == [event["deadline"]["date"] for event in due]
    assert len(ahead) == sum(event["deadline"]["date"] >= "2031-03-01" for event in due)


@pytest.mark.parametrize("order", ["doubt", "weight"])
@pytest.mark.parametrize("filters", [{}, {"event": "SANCTION"}, {"text": "grain"}], ids=str)
def test_the_queue_holds_what_nobody_judged_in_its_order(held: Any, filters: Plain, order: str) -> None:
    with held.reading() as connection:
        queued = queries_review.queue(connection, EventFilter(**filters), order)
        told = queries_review.present(connection, queued)
    open_ones = [event for event in held.ledger.all_events(**filters) if event["judged"] is None]
    assert {entry["id"] for entry in queued} == {event["id"] for event in open_ones}
    key = "doubt" if order == "doubt" else "weight"
    assert [entry[key] for entry in queued] == sorted((entry[key] for entry in queued), reverse=True)
    for entry in told:
        assert any("unsure" in why for why in entry["why"]) == (entry["event"]["score"] < queries_review.SURE)
        assert any("differ" in why for why in entry["why"]) == bool(entry["event"]["values"])


@pytest.mark.parametrize("wanted", [{"text": "grain"}, {"source": "The Harbour Post"}], ids=str)
def test_very_many_are_counted_in_the_latest_unless_all_are_asked_for(
    held: Any, monkeypatch: pytest.MonkeyPatch, wanted: Plain
) -> None:
    monkeypatch.setattr(filters, "FEW", 0)
    monkeypatch.setattr(filters._Words, "most", 4)
    monkeypatch.setattr(filters._Source, "most", 4)
    total = held.ledger.count_events(**wanted)
    with held.reading() as connection:
        some = queries_series.series(connection, EventFilter(**wanted))
        whole = queries_series.series(connection, EventFilter(**wanted), is_exact=True)
        sides = queries_series.sides(connection, EventFilter(**wanted))
    assert (whole["total"], whole["at_least"]) == (total, False)
    assert some["at_least"]
    assert 0 < some["total"] < total
    assert sides["actors"]


def test_a_page_says_that_there_are_more_and_counts_all_when_asked(held: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "FEW", 0)
    monkeypatch.setattr(filters._Words, "most", 4)
    client = make_client(held)
    held.freshness._kept.clear()
    page = client.get("/events?text=grain").text
    assert "More than" in page
    assert "exact=1" in page
    assert "More than" not in client.get("/events?text=grain&exact=1").text
    held.freshness._kept.clear()


FILTERED = (
    "/events", "/chains", "/review", "/events.csv", "/events.jsonl", "/events.atom", "/events.ics", "/report", "/api/v1/events",
    "/api/v1/chains", "/api/v1/review", "/api/v1/series",
)  # fmt: skip
QUERIES = (
    "actor=BRA", "recipient=CAN", "dyad=BRA|CAN", "place=the+border", "source=The+River+Times", "text=grain", "min_sources=2",
    "actor=bra", "actor=BRA&recipient=CAN&text=grain", "place=the+border&source=The+River+Times&quad=4", "actor=BRA&rejected=1&tallies=1",
)  # fmt: skip


@pytest.mark.parametrize("path", FILTERED)
def test_whatever_takes_a_filter_takes_every_filter(held: Any, path: str) -> None:
    client = make_client(held)
    for query in QUERIES:
        told = client.get(f"{path}?{query}")
        assert told.status_code == 200, (path, query, told.text[:200])
