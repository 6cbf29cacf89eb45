"""The plain case, end to end with the shipped weights: an expulsion told again is one act, and what answers it says so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.pipeline import load
from dragoman.records import Actor, Coded, Report

TEXT = """After the expulsion of 14 Iranian diplomats from Denmark on charges of spying, the Iranian embassy in Copenhagen vowed \
on Thursday to respond to the decision.

On March 9, in step with Sweden and Norway, Denmark expelled 14 Iranian diplomats from Copenhagen for espionage. The envoys have \
10 days to leave the country, Foreign Minister Lars Holm told parliament.

Denmark accuses them of shadowing exiles. The Iranian ambassador denied the accusations at a meeting on Thursday.

Iran has already retaliated against European Union sanctions. In February it barred Danes from entering the country.

So far the European Union has imposed three rounds of sanctions on Iran."""


@pytest.fixture(scope="module")
def coded() -> Coded:
    return load().code(TEXT, published="2023-03-10")


def codes(side: Sequence[Actor]) -> set[str | None]:
    return {actor.country for actor in side}


def of(coded: Coded, event: str, mode: str | None = None) -> list[Report]:
    return [one for one in coded.reports if one.event == event and mode in (None, one.mode)]


def test_an_expulsion_told_again_is_one_act_with_its_sides_count_day_and_deadline(coded: Coded) -> None:
    (expulsion,) = of(coded, "SANCTION", "expel")
    assert "DNK" in codes(expulsion.actor)
    assert "IRN" not in codes(expulsion.actor)
    assert codes(expulsion.recipient) == {"IRN"}
    assert expulsion.count is not None
    assert expulsion.count.value == 14
    assert expulsion.date is not None
    assert expulsion.date.start == "2023-03-09"
    assert expulsion.deadline is not None
    assert len(expulsion.evidence) >= 2


def test_the_accuser_is_not_the_accused(coded: Coded) -> None:
    accusations = [one for one in of(coded, "ACCUSE") if one.score > 0.6]
    assert accusations
    assert all((codes(one.actor), codes(one.recipient)) == ({"DNK"}, {"IRN"}) for one in accusations)


def test_vow_and_denial_run_back(coded: Coded) -> None:
    (expulsion,) = of(coded, "SANCTION", "expel")
    vow, denial = of(coded, "THREATEN")[0], of(coded, "REJECT")[0]
    assert (codes(vow.actor), codes(vow.recipient)) == ({"IRN"}, {"DNK"})
    assert (codes(denial.actor), codes(denial.recipient)) == ({"IRN"}, {"DNK"})
    charges = {one.id for one in of(coded, "ACCUSE")}
    links = {(one.relation, one.source, one.target, one.basis) for one in coded.links}
    assert ("answers", vow.id, expulsion.id, "stated") in links
    assert any(("denies", denial.id, charge, "stated") in links for charge in charges)


def test_the_ban_of_the_one_side_and_the_sanctions_of_the_other(coded: Coded) -> None:
    found = {
        (frozenset(codes(one.actor)), frozenset(codes(one.recipient))) for one in of(coded, "SANCTION", "discontinue")
    }
    assert (frozenset({"IRN"}), frozenset({"DNK"})) in found
    assert (frozenset({"EUR"}), frozenset({"IRN"})) in found
