"""Merging: one act told twice is one report with two pieces of evidence; two acts stay two."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acts.merging import merge_reports
from dragoman.acts.scoring import Weights
from dragoman.records import Actor, Count, DateValue, Evidence, Report, Span

TEXT = "x" * 1000
# What a retelling brings is asked apart from how likely it is one: these merge all that may be merged.
SURE = Weights({"always": 5.0}, 0.5)


def report(n: int = 0, **fields: Any) -> Report:
    values: dict[str, Any] = {
        "id": f"r{n}",
        "event": "SANCTION",
        "mode": "expel",
        "actor": (Actor(text="Peru", start=n * 50, end=n * 50 + 4, country="PER"),),
        "recipient": (Actor(text="Chile", start=n * 50 + 10, end=n * 50 + 15, country="CHL"),),
        "evidence": (Evidence(start=n * 50, end=n * 50 + 40, trigger=Span(start=n * 50 + 5, end=n * 50 + 9)),),
        "score": 0.8,
    }
    return Report(**(values | fields))


def day(start: str, basis: Any = "stated", end: str | None = None, precision: Any = "day") -> DateValue:
    return DateValue(start=start, end=end or start, precision=precision, basis=basis)


def test_a_retelling_is_evidence_of_the_first() -> None:
    first, second = report(0), report(1, score=0.9)
    (merged,) = merge_reports([first, second], TEXT)
    assert merged.id == first.id
    assert merged.evidence == first.evidence + second.evidence
    assert merged.score == 0.9


def test_the_retelling_brings_what_the_first_lacks() -> None:
    first = report(0, date=day("2021-05-05", "published"), recipient=(), mode=None)
    second = report(1, date=day("2021-05-04"), count=Count(value=5, unit="diplomats"))
    (merged,) = merge_reports([first, second], TEXT, SURE)
    assert merged.recipient == second.recipient
    assert merged.mode == "expel"
    assert merged.count == second.count


def test_different_counts_are_different_acts() -> None:
    assert len(merge_reports([report(0, count=Count(value=5)), report(1, count=Count(value=9))], TEXT)) == 2


def test_different_days_are_different_acts() -> None:
    assert len(merge_reports([report(0, date=day("2021-05-04")), report(1, date=day("2021-04-01"))], TEXT)) == 2


def test_a_week_that_holds_the_day_is_no_difference() -> None:
    week = day("2021-05-03", end="2021-05-09", precision="week")
    (merged,) = merge_reports([report(0, date=week), report(1, date=day("2021-05-04"))], TEXT)
    assert merged.date == day("2021-05-04")


def test_different_sides_are_different_acts() -> None:
    other = (Actor(text="Bolivia", start=60, end=67, country="BOL"),)
    assert len(merge_reports([report(0), report(1, recipient=other)], TEXT)) == 2
    assert len(merge_reports([report(0), report(1, actor=other)], TEXT)) == 2


def test_a_denial_is_not_merged_with_what_it_denies() -> None:
    assert len(merge_reports([report(0), report(1, status="denied")], TEXT)) == 2


def test_types_modes_and_background_tell_acts_apart() -> None:
    assert len(merge_reports([report(0), report(1, event="COERCE", mode="deport")], TEXT)) == 2
    assert len(merge_reports([report(0), report(1, mode="withdraw")], TEXT)) == 2
    assert len(merge_reports([report(0), report(1, historical=True)], TEXT)) == 2


def test_an_announced_act_that_then_occurred_has_occurred() -> None:
    (merged,) = merge_reports([report(0, status="announced"), report(1)], TEXT, SURE)
    assert merged.status == "occurred"


def test_a_report_joins_the_likeliest_before_it() -> None:
    plain, five = report(0), report(1, count=Count(value=5))
    again = report(2, count=Count(value=5))
    merged = merge_reports([plain, five, again], TEXT, Weights({"count same": 4.0}, 0.6))
    assert [(one.id, len(one.evidence)) for one in merged] == [("r0", 1), ("r1", 2)]


def test_of_two_as_likely_the_earlier_is_joined_and_below_the_least_none() -> None:
    even = {"always": 0.0}
    nine = report(1, count=Count(value=9))
    told = [report(0, count=Count(value=5)), nine, report(2)]
    assert [len(one.evidence) for one in merge_reports(told, TEXT, Weights(even, 0.5))] == [2, 1]
    assert len(merge_reports(told, TEXT, Weights(even, 0.51))) == 3


PARTS = st.builds(
    lambda n, country, count, status: report(
        n,
        recipient=(Actor(text=country, country=country),),
        count=None if count is None else Count(value=count),
        status=status,
    ),
    st.integers(0, 12),
    st.sampled_from(["CHL", "BOL"]),
    st.sampled_from([None, 5.0, 9.0]),
    st.sampled_from(["occurred", "announced", "denied"]),
)


@given(st.lists(PARTS, max_size=8))
def test_no_evidence_is_lost_or_made_up_and_order_stays(reports: list[Report]) -> None:
    merged = merge_reports(reports, TEXT)
    told = {msgspec.json.encode(evidence) for one in reports for evidence in one.evidence}
    assert {msgspec.json.encode(evidence) for one in merged for evidence in one.evidence} == told
    assert [one.id for one in merged] == [one.id for one in merged if one.id in {r.id for r in reports}]
    assert len(merged) <= len(reports)


@given(st.lists(PARTS, max_size=8))
def test_what_is_merged_once_stays_as_it_is(reports: list[Report]) -> None:
    apart = [msgspec.structs.replace(one, id=f"r{n}") for n, one in enumerate(reports)]
    once = merge_reports(apart, TEXT)
    # A second pass may join what the first telling's gained fields made alike; it must settle.
    again = merge_reports(once, TEXT)
    while len(again) < len(once):
        once, again = again, merge_reports(again, TEXT)
    assert again == once


def test_one_clause_tells_one_act() -> None:
    text = "Peru called the raid an outrage, and called the excuse absurd."

    def telling(words: str) -> Report:
        start = text.index(words)
        sentence = Evidence(start=0, end=len(text), trigger=Span(start=start, end=start + len(words)))
        return report(0, id=words, event="ACCUSE", mode="disapprove", evidence=(sentence,))

    assert len(merge_reports([telling("called"), telling("an outrage")], text)) == 1
    assert len(merge_reports([telling("an outrage"), telling("absurd")], text)) == 2


def test_a_bare_noun_that_tells_no_act_again_is_none() -> None:
    text = "Peru expelled five Chileans. Bolivia on Monday called the move unfriendly."
    at = text.index("the move")
    second = Evidence(start=29, end=len(text), trigger=Span(start=at, end=at + 8))
    mine = report(0, evidence=(Evidence(start=0, end=28, trigger=Span(start=5, end=13)),))
    again = report(1, evidence=(second,))
    assert [one.id for one in merge_reports([mine, again], text)] == ["r0"]
    other = (Actor(text="Bolivia", start=29, end=36, country="BOL"),)
    assert [one.id for one in merge_reports([mine, report(1, actor=other, evidence=(second,))], text)] == ["r0"]
    assert len(merge_reports([report(1, actor=other, evidence=(second, mine.evidence[0]))], text)) == 1
