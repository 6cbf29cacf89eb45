"""Sides and dates that the rules settle within a sentence."""

from __future__ import annotations

import pytest

from tests.acts.texts import act, document_of, reports_of, sides


def test_a_recall_is_aimed_at_the_host_of_the_own_envoy() -> None:
    document = document_of("Ghana recalled its ambassador from Togo on Monday.")
    (report,) = reports_of(
        document, act(document, "SANCTION/withdraw", "recalled", actor="Ghana", recipient="its ambassador")
    )
    assert sides(report) == ({"GHA"}, {"TGO"})


def test_a_destination_is_not_widened_to_the_envoys_who_stand_there() -> None:
    document = document_of("Ghana called home its ambassador to Togo on Monday.")
    (report,) = reports_of(document, act(document, "SANCTION/withdraw", "called home", actor="Ghana", recipient="Togo"))
    assert sides(report) == ({"GHA"}, {"TGO"})


def test_domestic_repression_keeps_both_sides() -> None:
    document = document_of("Ugandan police arrested 40 Ugandan students on Monday.")
    (report,) = reports_of(
        document, act(document, "COERCE/arrest", "arrested", actor="Ugandan police", recipient="40 Ugandan students")
    )
    assert sides(report) == ({"UGA"}, {"UGA"})


@pytest.mark.parametrize(
    ("text", "type_mode", "trigger", "actor", "recipient", "expected"),
    [
        (
            "Ghana took the step to please Chad, which last month barred two Togolese.",
            "SANCTION/discontinue", "barred", "Ghana", "two Togolese", ({"TCD"}, {"TGO"}),
        ),
        (
            "Ghana praised the Togolese, who were deported.", "COERCE/deport", "were deported", None, "Ghana", ({"GHA"}, {"TGO"}),
        ),
        # A trip is cancelled, not the state it goes to; the clause has a subject of its own, or is another's: nothing to mend.
        (
            "Ghana spoke of a trip to Chad, which was cancelled.", "REJECT/meet", "was cancelled", None, "Ghana", (set(), {"GHA"}),
        ),
        (
            "Ghana spoke of Chad, which Kenya sanctioned.", "SANCTION/discontinue", "sanctioned", "Kenya", "Chad", ({"KEN"}, {"TCD"}),
        ),
        (
            "Ghana met Chad, which is poor, and barred two Togolese.", "SANCTION/discontinue", "barred", "Ghana", "two Togolese",
            ({"GHA"}, {"TGO"}),
        ),
    ],
)  # fmt: skip
def test_the_state_before_a_relative_pronoun_is_its_verbs_subject(
    text: str, type_mode: str, trigger: str, actor: str | None, recipient: str, expected: tuple[set[str], set[str]]
) -> None:
    document = document_of(text)
    roles = {"recipient": recipient} | ({"actor": actor} if actor else {})
    (report,) = reports_of(document, act(document, type_mode, trigger, **roles))
    assert sides(report) == expected


# The day of publication is Wednesday, 5 May 2021.
@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Peru expelled two Chilean diplomats on Thursday.", "expelled", "2021-04-29"),
        (
            "Peru expelled two Chilean diplomats on Tuesday, three days after Chile seized a ship.",
            "expelled",
            "2021-05-04",
        ),
        (
            "Peru expelled two Chilean diplomats on Tuesday, three days after Chile seized a ship.",
            "seized",
            "2021-05-01",
        ),
        ("Peru on Tuesday condemned a raid that Chile launched on April 18.", "condemned", "2021-05-04"),
        ("Peru condemned a raid that Chile launched on April 18.", "condemned", "2021-05-05"),
        ("Peru condemned a raid that Chile launched on April 18.", "launched", "2021-04-18"),
    ],
)
def test_a_date_belongs_to_the_act_of_its_clause(text: str, trigger: str, day: str) -> None:
    document = document_of(text)
    actor, recipient = ("Chile", "Peru") if trigger in ("seized", "launched") else ("Peru", "Chile")
    words = "Chile" if recipient == "Chile" and "Chilean" not in text else recipient
    candidate = act(document, "ACCUSE/disapprove", trigger, actor=actor, recipient=words)
    (report,) = reports_of(document, candidate)
    assert report.date is not None
    assert report.date.start == day


def test_a_length_of_time_runs_from_the_act() -> None:
    document = document_of("Peru on Monday gave Chile ten days in which to accept the terms.")
    candidate = act(document, "THREATEN", "gave", actor="Peru", recipient="Chile", deadline="ten days", date="Monday")
    (report,) = reports_of(document, candidate)
    assert report.deadline is not None
    assert report.deadline.date == "2021-05-13"


def test_two_measures_of_one_sentence_are_two_acts() -> None:
    document = document_of("Peru closed its airspace to Chile and halted trade with Chilean firms on Tuesday.")
    reports = reports_of(
        document,
        act(document, "SANCTION/discontinue", "closed its airspace", actor="Peru", recipient="Chile"),
        act(document, "SANCTION/discontinue", "halted trade", actor="Peru", recipient="Chilean firms"),
    )
    assert len(reports) == 2


def test_an_expulsion_of_another_round_is_another_act() -> None:
    document = document_of(
        "Peru expelled two Chilean diplomats. Peru expelled two Chilean envoys on February 3, a cable said."
    )
    reports = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="two Chilean diplomats"),
        act(document, "SANCTION/expel", "expelled#2", actor="Peru#2", recipient="two Chilean envoys"),
    )
    assert len(reports) == 2


def test_states_listed_behind_a_plural_are_its_members() -> None:
    document = document_of("Several African countries, including Chad, the Gambia and Togo, expelled Malian envoys.")
    (report,) = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Several African countries", recipient="Malian envoys"),
    )
    assert sides(report) == ({"TCD", "GMB", "TGO"}, {"MLI"})
