"""One verb that tells several acts: each other's envoys, and partners of whom the first is the actor."""

from __future__ import annotations

import pytest

from tests.acts.texts import act, document_of, reports_of, sides


@pytest.mark.parametrize(
    ("text", "trigger", "hit"),
    [
        ("Peru and Chile expelled each other's consuls on Monday.", "expelled", "each other's consuls"),
        ("Peru and Chile have each expelled three diplomats.", "have each expelled", "three diplomats"),
    ],
)
def test_what_two_states_do_to_each_other_is_an_act_of_each(text: str, trigger: str, hit: str) -> None:
    document = document_of(text)
    found = reports_of(document, act(document, "SANCTION/expel", trigger, actor="Peru; Chile", recipient=hit))
    assert [sides(report) for report in found] == [({"PER"}, {"CHL"}), ({"CHL"}, {"PER"})]
    assert len({report.id for report in found}) == 2


def test_what_two_states_do_to_a_third_stays_one_act() -> None:
    document = document_of("Peru and Chile have each expelled Bolivia's consul.")
    (report,) = reports_of(
        document,
        act(document, "SANCTION/expel", "have each expelled", actor="Peru; Chile", recipient="Bolivia's consul"),
    )
    assert sides(report) == ({"PER", "CHL"}, {"BOL"})


def test_the_first_of_equals_cooperates_with_the_others() -> None:
    document = document_of("Peru, Chile and Ecuador held joint manoeuvres off Callao.")
    (report,) = reports_of(
        document, act(document, "COOPERATE", "held joint manoeuvres", actor="Peru, Chile and Ecuador")
    )
    assert sides(report) == ({"PER"}, {"CHL", "ECU"})
