"""One occurrence is one event, and two are two."""

from __future__ import annotations

import pytest

from dragoman.ledger import Ledger
from tests.ledger.texts import act, article, listed


def test_two_languages_and_an_undated_mention_a_week_later_are_one_event(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23", count=45)),
            article(
                "b", "2031-03-24", act("POL", "RUS", day="2031-03-23", count=45, words="45 russische Diplomaten …")
            ),
            article("c", "2031-03-31", act("POL", "RUS", count=45, words="Poland expelled 45.")),
            article("d", "2031-04-08", act("POL", "RUS", day="2031-03", words="the March expulsions")),
        ]
    )
    assert listed(ledger) == [("POL", "RUS", "2031-03-23", 45.0, 4)]


def test_two_rounds_a_week_apart_are_two_events(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-18", act("BGR", "RUS", day="2031-03-18", count=10)),
            article("b", "2031-03-25", act("BGR", "RUS", day="2031-03-25", count=2)),
            article("c", "2031-03-19", act("BGR", "RUS", day="2031-03-18", count=10)),
        ]
    )
    assert [row[2:4] for row in listed(ledger)] == [("2031-03-18", 10.0), ("2031-03-25", 2.0)]


def test_two_rounds_told_without_stated_dates_are_two_events(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-18", act("BGR", "RUS", day="2031-03-18", count=10, basis="published")),
            article("b", "2031-03-26", act("BGR", "RUS", day="2031-03-26", count=3, basis="published")),
        ]
    )
    assert len(listed(ledger)) == 2


def test_an_undated_mention_without_a_count_joins_the_latest_fitting_event(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-01", act("BGR", "RUS", day="2031-03-01", count=10)),
            article("b", "2031-03-25", act("BGR", "RUS", day="2031-03-25", count=2)),
            article("c", "2031-03-27", act("BGR", "RUS", words="Bulgaria had expelled Russians.")),
        ]
    )
    assert [(row[2], row[4]) for row in listed(ledger)] == [("2031-03-01", 1), ("2031-03-25", 2)]


def test_what_happens_after_an_article_is_not_what_it_mentions(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-01", act("BGR", "RUS", count=10)),
            article("b", "2031-03-25", act("BGR", "RUS", day="2031-03-25", count=10)),
        ]
    )
    assert len(listed(ledger)) == 2


def test_a_tally_is_no_occurrence(ledger: Ledger) -> None:
    total = "European countries have expelled more than 400 Russian diplomats so far."
    ledger.add(
        [
            article("a", "2031-04-01", act("POL", "RUS", day="2031-04-01", count=45)),
            article("b", "2031-04-08", act("European countries", "RUS", count=400, words=total)),
        ]
    )
    assert listed(ledger) == [("POL", "RUS", "2031-04-01", 45.0, 1)]
    assert [event["tally"] for event in ledger.events(tallies=True)] == [False, True]


def test_a_running_total_of_one_country_joins_the_occurrence_with_that_figure(ledger: Ledger) -> None:
    told = "Japan has expelled eight diplomats since the war began."
    ledger.add(
        [
            article("a", "2031-04-08", act("JPN", "RUS", day="2031-04-08", count=8)),
            article("b", "2031-04-20", act("JPN", "RUS", count=8, words=told)),
        ]
    )
    assert listed(ledger, tallies=True) == [("JPN", "RUS", "2031-04-08", 8.0, 2)]


def test_a_record_of_three_recipients_is_told_by_their_three_events(ledger: Ledger) -> None:
    ledger.add(
        [
            article(
                "a",
                "2031-05-18",
                act("RUS", "FRA", day="2031-05-18", count=34),
                act("RUS", "ITA", day="2031-05-18", count=24),
                act("RUS", "ESP", day="2031-05-18", count=27),
            ),
            article("b", "2031-05-18", act("RUS", "FRA+ITA+ESP", day="2031-05-18", count=85)),
        ]
    )
    assert sorted(row[1:] for row in listed(ledger)) == [
        ("ESP", "2031-05-18", 27.0, 2),
        ("FRA", "2031-05-18", 34.0, 2),
        ("ITA", "2031-05-18", 24.0, 2),
    ]


def test_a_joint_record_alone_is_one_event(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-29", act("RUS", "LTU+LVA+EST", day="2031-03-29", count=10)),
            article("b", "2031-03-30", act("RUS", "EST+LVA+LTU", day="2031-03-29", count=10)),
        ]
    )
    assert listed(ledger) == [("RUS", "EST+LTU+LVA", "2031-03-29", 10.0, 2)]


def test_the_side_that_has_no_event_of_its_own_is_not_lost_from_a_joint_record(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-04-05", act("SWE", "RUS", day="2031-04-05", count=3)),
            article("b", "2031-04-05", act("DNK", "RUS", day="2031-04-05", count=15)),
            article("c", "2031-04-05", act("SWE+DNK+ESP", "RUS", day="2031-04-05")),
        ]
    )
    assert [row[0] for row in listed(ledger)].count("ESP") == 1
    assert len(listed(ledger)) == 3


def test_the_direction_matters(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-04-05", act("SWE", "RUS", day="2031-04-05", count=3)),
            article("b", "2031-04-05", act("RUS", "SWE", day="2031-04-05", count=3)),
        ]
    )
    assert len(listed(ledger)) == 2


def test_an_ambassador_sent_home_and_a_consulate_closed_on_one_day_are_two(ledger: Ledger) -> None:
    expelled, closed = "It will expel the ambassador.", "It is closing the consulate in the port."
    ledger.add(
        [
            article(
                "a",
                "2031-04-04",
                act("LTU", "RUS", day="2031-04-04", count=1, words=expelled, unit="ambassador"),
                act("LTU", "RUS", day="2031-04-04", count=1, words=closed, unit="consulate"),
            ),
            article("b", "2031-04-04", act("LTU", "RUS", day="2031-04-04", count=1, words=closed, unit="consulate")),
        ]
    )
    assert sorted(row[4] for row in listed(ledger)) == [1, 2]


@pytest.mark.parametrize("status", ["denied", "hypothetical"])
def test_what_is_denied_or_only_considered_is_kept_apart_from_what_occurred(ledger: Ledger, status: str) -> None:
    ledger.add(
        [
            article("a", "2031-04-05", act("SWE", "RUS", day="2031-04-05", count=3)),
            article("b", "2031-04-05", act("SWE", "RUS", day="2031-04-05", count=3, status=status)),
        ]
    )
    assert sorted(event["status"] for event in ledger.events()) == sorted(["occurred", status])


def test_attacks_on_two_cities_on_one_day_are_two_events(ledger: Ledger) -> None:
    kind = "ASSAULT/aerial"
    ledger.add(
        [
            article("a", "2031-06-02", act("AAA", "BBB", kind, "2031-06-02", place="Northtown")),
            article("b", "2031-06-02", act("AAA", "BBB", kind, "2031-06-02", place="Southport")),
            article("c", "2031-06-03", act("AAA", "BBB", kind, "2031-06-02", place="Southport")),
        ]
    )
    assert sorted(row[4] for row in listed(ledger)) == [1, 2]


def test_the_sides_of_a_meeting_are_one_event_however_they_are_listed(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-06-02", act("FRA+DEU", "", "CONSULT/visit", "2031-06-02")),
            article("b", "2031-06-02", act("DEU", "FRA", "CONSULT/visit", "2031-06-02")),
        ]
    )
    assert len(listed(ledger)) == 1


def test_every_merge_says_why_and_how_surely(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23", count=45)),
            article("b", "2031-03-31", act("POL", "RUS", count=45)),
        ]
    )
    told = ledger.event(ledger.events()[0]["id"])["told"]
    assert told[0]["why"] == []
    assert "same count: 45 and 45" in told[1]["why"]
    assert 0.5 < told[1]["score"] < 1
