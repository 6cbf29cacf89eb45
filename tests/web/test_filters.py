"""Filters, files and feeds give exactly what is asked for."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.ledger import EventFilter
from dragoman.web.asking import address, event_filter, parameters

WORDS = st.text(min_size=1, max_size=40).map(str.strip).filter(lambda text: text and "\x00" not in text)
FILTERS = st.builds(
    EventFilter,
    actor=st.none() | WORDS,
    text=st.none() | WORDS,
    place=st.none() | WORDS,
    quad=st.none() | st.integers(1, 4),
    status=st.none() | st.sampled_from(("occurred", "denied")),
    event=st.none() | st.sampled_from(("SANCTION", "AID")),
    since=st.none() | st.sampled_from(("2022", "2022-03", "2022-03-30")),
    min_sources=st.sampled_from((0, 2, 30)),
    tallies=st.booleans(),
    sort=st.sampled_from(("date", "-sources")),
    limit=st.integers(1, 500),
    offset=st.integers(0, 1000),
)


@settings(deadline=None)
@given(FILTERS)
def test_an_address_holds_the_whole_filter(wanted: EventFilter) -> None:
    assert event_filter(parameters(wanted)) == wanted


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["text", "quad", "limit", "since", "dyad", "sort", "type", "min_sources"]), st.text(max_size=30)
    )
)
def test_any_address_is_a_filter_or_a_plain_refusal(params: dict[str, str]) -> None:
    named = ""
    try:
        wanted = event_filter(params)
    except UsageError as error:
        named = error.message.partition(":")[0]
        wanted = EventFilter()
    assert named == "" or named in params
    assert 1 <= (wanted.limit or 0) <= 500


def test_a_change_goes_back_to_the_first_page() -> None:
    assert address("/events", {"offset": "50", "type": "AID"}, status="denied") == "/events?type=AID&status=denied"
    assert address("/events", {"offset": "50", "type": "AID"}, offset=100) == "/events?offset=100&type=AID"
    assert address("/events", {"type": "AID"}, type=None) == "/events"


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"type": "SANCTION"}, 2), ({"type": "ACCUSE", "status": "alleged"}, 1), ({"actor": "FJI"}, 1), ({"dyad": "MLT|FJI"}, 2),
        ({"since": "2031-03-05", "until": "2031-03"}, 2), ({"place": "suva"}, 1), ({"source": "The Plains Times"}, 1),
        ({"text": "spying"}, 1), ({"quad": "3"}, 2), ({"min_sources": "2"}, 1), ({}, 4),
    ],
)  # fmt: skip
def test_page_file_and_total_agree(client: Any, params: dict[str, str], number: int) -> None:
    data = client.get("/events.json", params=params).json()
    ids = [event["id"] for event in data["events"]]
    assert (data["total"], len(ids)) == (number, number)
    lines = client.get("/events.jsonl", params=params).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv", params=params).text)))
    assert [row["id"] for row in rows] == ids
    assert client.get("/api/v1/events", params=params).json()["total"] == number


def test_file_holds_the_page_or_all(client: Any) -> None:
    page = client.get("/events.jsonl", params={"limit": "2", "offset": "1"}).text.splitlines()
    every = client.get("/events.jsonl", params={"limit": "2", "all": "1"}).text.splitlines()
    assert (len(page), len(every)) == (2, 4)


def test_spreadsheets_run_nothing(client: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv", params={"status": "alleged"}).text)))
    assert rows[0]["reason"].startswith("'=cmd")


def test_pages_of_the_api_follow_each_other(client: Any) -> None:
    seen, following = [], "/api/v1/events?limit=3&sort=date"
    while following:
        data = client.get(following).json()
        seen += [event["id"] for event in data["items"]]
        following = data["next"]
    assert len(seen) == len(set(seen)) == 4


def test_facets_add_up(client: Any) -> None:
    series = client.get("/events.json").json()["series"]
    for name in ("types", "modes", "statuses", "quads"):
        assert sum(series[name].values()) == 4
    assert sum(one["events"] for one in series["periods"]) + series["undated"] == 4


def test_wrong_values_are_named(client: Any) -> None:
    for params, name in (({"quad": "9"}, "quad"), ({"since": "yesterday"}, "since"), ({"sort": "luck"}, "sort")):
        answer = client.get("/events.json", params=params)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"].startswith(name)
        assert client.get("/events", params=params).status_code == 400


def test_atom_feed_is_well_formed_whatever_the_articles_say(client: Any) -> None:
    feed = ElementTree.fromstring(client.get("/events.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 4
    assert all(entry.find(f"{atom}link").get("href").startswith("http://127.0.0.1:8000/event/E") for entry in entries)  # type: ignore[union-attr]


def test_calendar_has_the_deadlines_of_the_filter(client: Any) -> None:
    text = client.get("/events.ics").text
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20310318\r\n" in text
    assert "DTEND;VALUE=DATE:20310319\r\n" in text
    assert "SUMMARY:Deadline: Fiji expels 21 diplomats of Malta" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert client.get("/events.ics", params={"type": "ACCUSE"}).text.count("BEGIN:VEVENT") == 0
