"""From what the model sees to reports: sides, lists, rulings, details; and a report's words are the article's words."""

from __future__ import annotations

import pytest

from dragoman.records import Report
from tests.acts.texts import PUBLISHED, act, document_of, reports_of, sides


def only(found: list[Report]) -> Report:
    assert len(found) == 1, [(one.event, one.actor, one.recipient) for one in found]
    return found[0]


def test_an_act_with_all_its_details() -> None:
    document = document_of(
        "Peru expelled five Chilean diplomats on Tuesday over the raid in Tacna and gave them 72 hours to leave."
    )
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats", count="five",
                reason="the raid in Tacna", deadline="72 hours"),
        )
    )  # fmt: skip
    assert sides(found) == ({"PER"}, {"CHL"})
    assert (found.event, found.mode, found.status) == ("SANCTION", "expel", "occurred")
    assert (found.quad_code, found.event_scale, found.cameo) == (4, -5.5, "166")
    assert found.date is not None
    assert (found.date.start, found.date.end, found.date.basis) == ("2021-05-04", "2021-05-04", "stated")
    assert found.count is not None
    assert found.count.value == 5
    assert found.deadline is not None
    assert found.deadline.date == "2021-05-07"
    assert [reason.text for reason in found.reason] == ["the raid in Tacna"]
    assert "diplomatic" in found.context
    trigger = found.evidence[0].trigger
    assert trigger is not None
    assert document.text[trigger.start : trigger.end] == "expelled"


def test_an_act_without_a_date_of_its_own_has_the_day_of_publication() -> None:
    document = document_of("Peru expelled five Chilean diplomats.")
    found = only(
        reports_of(
            document, act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats")
        )
    )
    assert found.date is not None
    assert (found.date.start, found.date.basis) == (PUBLISHED, "published")


def test_without_any_date_none_is_invented() -> None:
    document = document_of("Peru expelled five Chilean diplomats.", published=None)
    found = only(
        reports_of(
            document, act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats")
        )
    )
    assert found.date is None


def test_background_does_not_take_the_day_of_publication() -> None:
    document = document_of("Peru had expelled five Chilean diplomats.")
    found = only(
        reports_of(
            document, act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats")
        )
    )
    assert found.date is None or found.date.start != PUBLISHED


@pytest.mark.parametrize("published", ["2021-05-05", None])
def test_the_nearest_date_is_taken(published: str | None) -> None:
    document = document_of(
        "On 3 May 2021 Peru recalled its envoy; on 28 April 2021 Chile had closed the border.", published
    )
    found = reports_of(
        document,
        act(document, "SANCTION/withdraw", "recalled", actor="Peru", recipient="Chile"),
        act(document, "COERCE/restrict", "closed", actor="Chile", recipient="Peru"),
    )
    days = {one.event: one.date.start for one in found if one.date}
    assert days == {"SANCTION": "2021-05-03", "COERCE": "2021-04-28"}


def test_a_list_told_with_one_verb_is_an_act_an_item() -> None:
    document = document_of("Italy has deported 30 migrants, Denmark 15 and Norway three.")
    found = reports_of(
        document,
        act(document, "COERCE/deport", "has deported", actor="Italy", recipient="30 migrants", count="30"),
    )
    assert {(*sides(one)[0], one.count.value if one.count else None) for one in found} == {
        ("ITA", 30), ("DNK", 15), ("NOR", 3),
    }  # fmt: skip


def test_counted_recipients_are_acts_of_their_own() -> None:
    document = document_of("Russia ordered out 34 French, 27 Spanish and 24 Italian diplomats.")
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "ordered out", actor="Russia",
            recipient="34 French; 27 Spanish; 24 Italian diplomats"),
    )  # fmt: skip
    assert {(*sides(one)[1], one.count.value if one.count else None) for one in found} == {
        ("FRA", 34), ("ESP", 27), ("ITA", 24),
    }  # fmt: skip


def test_compound_actors_stay_one_record() -> None:
    document = document_of("Poland, Latvia and Estonia condemned the verdict against Belarus.")
    found = only(
        reports_of(
            document,
            act(document, "ACCUSE/disapprove", "condemned", actor="Poland; Latvia; Estonia", recipient="Belarus"),
        )
    )
    assert sides(found)[0] == {"POL", "LVA", "EST"}


@pytest.mark.parametrize(
    "text",
    [
        "The tariff is not a sanction against Chile, Peru said.",
        "It was never an “expulsion”, Peru told Chile.",
        "Peru said there had been no ban on Chilean copper.",
    ],
)
def test_a_negated_noun_is_no_act(text: str) -> None:
    document = document_of(text)
    word = next(word for word in ("sanction", "expulsion", "ban") if word in text)
    assert reports_of(document, act(document, "SANCTION/discontinue", word, actor="Peru", recipient="Chil")) == []


@pytest.mark.parametrize("kind", ["SANCTION", "COOPERATE", "AID"])
def test_types_that_need_a_recipient(kind: str) -> None:
    document = document_of("Norway moved at last.")
    assert reports_of(document, act(document, kind, "moved", actor="Norway")) == []


def test_an_act_without_a_political_side_is_none() -> None:
    document = document_of("My uncle blamed the weather.")
    assert reports_of(document, act(document, "ACCUSE", "blamed", actor="My uncle", recipient="the weather")) == []


def test_nobody_threatens_himself_where_another_is_named() -> None:
    document = document_of("Greece warned Greek and Turkish captains.")
    found = only(
        reports_of(document, act(document, "THREATEN", "warned", actor="Greece", recipient="Greek; Turkish captains"))
    )
    assert sides(found) == ({"GRC"}, {"TUR"})


@pytest.mark.parametrize("kind", ["THREATEN", "REQUEST", "ACCUSE", "REJECT"])
def test_what_is_said_has_been_said(kind: str) -> None:
    document = document_of("Peru will close the border unless Chile relents.")
    found = only(
        reports_of(
            document, act(document, kind, "will close the border", actor="Peru", recipient="Chile", status="announced")
        )
    )
    assert found.status == "occurred"


@pytest.mark.parametrize("status", ["announced", "alleged", "hypothetical", "denied"])
def test_deeds_keep_their_status(status: str) -> None:
    document = document_of("Peru will deport the Chilean crew.")
    found = only(
        reports_of(
            document,
            act(document, "COERCE/deport", "will deport", actor="Peru", recipient="the Chilean crew", status=status),
        )
    )
    assert found.status == status


def test_an_unsaid_actor_is_inferred_and_says_so() -> None:
    document = document_of(
        "Peru expelled five Chilean diplomats on Monday.\n\nThe expulsion of the Chilean envoys surprised nobody."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats", count="five"),
        act(document, "SANCTION/expel", "expulsion", recipient="the Chilean envoys"),
    )
    one = only(found)
    assert sides(one) == ({"PER"}, {"CHL"})
    assert len(one.evidence) == 2


def test_ids_depend_on_the_act_only() -> None:
    document = document_of("Peru expelled five Chilean diplomats on Monday. Chile recalled its envoy from Peru.")
    first = act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats")
    second = act(
        document,
        "SANCTION/withdraw",
        "recalled",
        actor="Chile#2" if document.text.count("Chile") > 2 else "Chile",
        recipient="Peru#2",
    )
    both = {one.id for one in reports_of(document, first, second)}
    assert {one.id for one in reports_of(document, first)} < both
    assert len(both) == 2


def test_an_act_outside_all_sentences_is_left_out() -> None:
    document = document_of("Peru expelled five Chilean diplomats.")
    candidate = act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="five Chilean diplomats")
    document.sentences = []
    assert reports_of(document, candidate) == []


def test_states_are_no_count_of_the_people_expelled() -> None:
    document = document_of("Russia on Monday expelled diplomats of three Baltic states.")
    reports = reports_of(
        document,
        act(
            document,
            "SANCTION/expel",
            "expelled",
            actor="Russia",
            recipient="diplomats of three Baltic states",
            count="three",
        ),
    )
    assert reports
    assert not any(report.count for report in reports)


def test_the_deadline_of_the_answer_is_not_that_of_what_it_answers() -> None:
    document = document_of(
        "Chile expelled two Peruvian envoys and gave them a week to leave, in response to the arrest of a Chilean nurse."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Chile", recipient="two Peruvian envoys"),
        act(document, "COERCE/arrest", "arrest", recipient="a Chilean nurse"),
    )
    assert [one.deadline.date if one.deadline else None for one in found] == ["2021-05-12", None]


def test_two_names_for_one_body_are_one_side() -> None:
    document = document_of("Togo's parliament, the National Assembly, condemned Benin.")
    found = reports_of(
        document,
        act(
            document,
            "ACCUSE/disapprove",
            "condemned",
            actor="Togo's parliament, the National Assembly",
            recipient="Benin",
        ),
    )
    assert [(one.country, one.sector) for one in found[0].actor] == [("TGO", "LEG")]
