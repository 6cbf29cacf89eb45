"""Who expels and who is expelled, where the words around the act settle it."""

from __future__ import annotations

import pytest

from dragoman.acts.inference import is_plural_of_states
from dragoman.acts.reports import build_reports
from dragoman.acts.sides import load_sides
from dragoman.mentions import load_gazetteer
from dragoman.records import Actor, Quote, Report, Span
from tests.acts.texts import act, document_of, reports_of, sides


def only(found: list[Report]) -> Report:
    assert len(found) == 1, [(one.event, one.mode, sides(one)) for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "recipient"),
    [
        ("Kenya was angry. Three Chadian diplomats must leave Togo.", "must leave", "Three Chadian diplomats"),
        (
            "Kenya noted the number of Chadian envoys ordered out of Togo.",
            "ordered out of Togo",
            "Chadian envoys; Togo",
        ),
        ("Kenya saw the removal of six Chadian envoys from Togo.", "removal", "six Chadian envoys; Togo"),
    ],
)
def test_the_state_that_must_be_left_is_the_one_that_expels(text: str, trigger: str, recipient: str) -> None:
    document = document_of(text)
    found = only(reports_of(document, act(document, "SANCTION/expel", trigger, recipient=recipient)))
    assert sides(found) == ({"TGO"}, {"TCD"})


def test_where_people_come_from_is_not_what_they_leave() -> None:
    document = document_of("Togo told of the expulsion of ten diplomats from Chad.")
    found = only(
        reports_of(
            document, act(document, "SANCTION/expel", "expulsion", actor="Togo", recipient="ten diplomats from Chad")
        )
    )
    assert sides(found) == ({"TGO"}, {"TCD"})


def test_own_people_sent_from_the_capital_are_foreigners_there() -> None:
    """The one who sends away and the town they leave are one state: whose people they are is told before."""
    document = document_of("Togo expelled Chadian diplomats in May. Togo will send 40 away from Lomé.")
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Togo", recipient="Chadian diplomats"),
        act(document, "SANCTION/expel", "will send 40 away", actor="Togo#2", recipient="Lomé", count="40"),
    )
    assert {tuple(map(tuple, sides(one))) for one in found} == {(("TGO",), ("TCD",))}


def test_a_state_that_takes_its_own_people_home_expels_nobody() -> None:
    document = document_of("Chad has pulled 41 of its 62 diplomats out of Togo.")
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "has pulled", actor="Chad", recipient="41 of its 62 diplomats; Togo"),
        )
    )
    assert (found.mode, sides(found)) == ("withdraw", ({"TCD"}, {"TGO"}))


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "mode"),
    [
        ("Chad will temporarily shut its consulate in Lomé.", "will temporarily shut", "Chad", "withdraw"),
        ("Togo expects Chad to close its consulate in Lomé.", "close", "Chad", "withdraw"),
        ("Togo told Chad to close its consulate in Lomé.", "close", "Togo", "expel"),
        ("Togo closed the Chadian consulate in Lomé.", "closed", "Togo", "expel"),
    ],
)
def test_a_mission_closed_by_its_owner_is_a_withdrawal(text: str, trigger: str, actor: str, mode: str) -> None:
    document = document_of(text)
    recipient = "the Chadian consulate" if "Chadian" in text else "its consulate in Lomé"
    (found,) = reports_of(document, act(document, "SANCTION/expel", trigger, actor=actor, recipient=recipient)) or [
        None
    ]
    assert found is not None
    assert found.mode == mode


def test_an_embassy_expels_nobody_but_is_told_to_cut_its_staff() -> None:
    document = document_of("Togo demanded that the Chadian embassy reduce its staff by four within a week.")
    found = reports_of(
        document,
        act(document, "REQUEST/change", "demanded", actor="Togo", recipient="the Chadian embassy"),
        act(document, "SANCTION/expel", "reduce", actor="the Chadian embassy", recipient="its staff"),
    )
    (cut,) = [one for one in found if one.event == "SANCTION"]
    assert sides(cut) == ({"TGO"}, {"TCD"})
    assert cut.count is not None
    assert cut.count.value == 4


def test_who_stands_behind_the_act_without_being_joined_to_it_is_no_actor() -> None:
    document = document_of("After Chad announced that three Kenyan envoys must go, Togo got the same note.")
    found = only(
        reports_of(
            document, act(document, "SANCTION/expel", "must go", actor="Chad; Togo", recipient="three Kenyan envoys")
        )
    )
    assert sides(found) == ({"TCD"}, {"KEN"})


def test_the_closure_of_a_states_consulates_is_not_its_own_act() -> None:
    document = document_of(
        "Togo closed two Chadian consulates. Chad said it was answering the closure of Chadian consulates."
    )
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "closed", actor="Togo", recipient="two Chadian consulates"),
            act(document, "SANCTION/expel", "closure", actor="Chad", recipient="Chadian consulates#2"),
        )
    )
    assert sides(found) == ({"TGO"}, {"TCD"})


def test_the_expulsion_means_the_one_told_before() -> None:
    document = document_of(
        "Togo is sending 70 Chadian envoys home. An opponent called the expulsion unheard of in Togolese diplomacy."
    )
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "is sending", actor="Togo", recipient="70 Chadian envoys"),
            act(document, "SANCTION/expel", "expulsion", recipient="Togolese"),
        )
    )
    assert sides(found) == ({"TGO"}, {"TCD"})
    assert len(found.evidence) == 2


def test_one_number_before_several_recipients_counts_them_together() -> None:
    document = document_of("In April Togo put out ten diplomats from Chad, Kenya and Ghana.")
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "put out", actor="Togo", recipient="ten diplomats from Chad, Kenya and Ghana", count="ten"),
        )
    )  # fmt: skip
    assert sides(found)[1] == {"TCD", "KEN", "GHA"}
    assert found.count is not None
    assert found.count.value == 10


def test_the_union_is_not_the_plural_of_its_states() -> None:
    document = document_of(
        "European countries put out dozens of Chadian diplomats. The European Union expelled 19 Chadian envoys."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "put out", actor="European countries", recipient="dozens of Chadian diplomats"),
        act(document, "SANCTION/expel", "expelled", actor="The European Union", recipient="19 Chadian envoys"),
    )
    assert [one.count.value if one.count else None for one in found] == [None, 19]


def test_what_one_of_several_did_is_told_apart_by_its_count() -> None:
    document = document_of("Chad and Togo are removing dozens of Kenyan diplomats. Chad will send nine Kenyans home.")
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "are removing", actor="Chad; Togo", recipient="dozens of Kenyan diplomats"),
        act(document, "SANCTION/expel", "will send", actor="Chad#2", recipient="nine Kenyans", count="nine"),
    )
    assert [(sides(one)[0], one.count.value if one.count else None) for one in found] == [
        ({"TCD", "TGO"}, None), ({"TCD"}, 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "recipient", "number"),
    [
        ("Chad will bring its own envoy home from Togo.", "SANCTION/withdraw", "bring its own envoy home", "Togo", 1),
        ("Chad said the Togolese consulates in Oran and Tunis must close.", "SANCTION/expel", "must close", "the Togolese consulates", 2),
        ("Chad said the Togolese consulate in Oran was to go.", "SANCTION/expel", "was to go", "Togolese", 1),
    ],
)  # fmt: skip
def test_how_many_missions_and_envoys(text: str, kind: str, trigger: str, recipient: str, number: int) -> None:
    document = document_of(text)
    found = only(reports_of(document, act(document, kind, trigger, actor="Chad", recipient=recipient)))
    assert found.count is not None
    assert found.count.value == number


def test_the_day_of_what_is_answered_is_not_the_answers() -> None:
    document = document_of(
        "24 Chadian diplomats are going in reply to Chad's expulsion of Togolese officials in April."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "are going in", recipient="24 Chadian diplomats", date="April"),
        act(document, "SANCTION/expel", "expulsion", actor="Chad", recipient="Togolese officials", date="April"),
    )
    days = {tuple(sorted(filter(None, sides(one)[1]))): one.date.start if one.date else None for one in found}
    assert days[("TGO",)] == "2021-04-01"
    assert days[("TCD",)] == "2021-05-05"


def test_what_is_protested_against_did_not_happen_on_the_day_of_the_protest() -> None:
    document = document_of(
        "Chad's envoy was summoned on May 4 to hear a protest against the unfounded removal of 45 Togolese staff."
    )
    found = reports_of(
        document,
        act(document, "ACCUSE/disapprove", "was summoned", actor="Chad's envoy", date="May 4"),
        act(document, "SANCTION/expel", "removal", actor="Chad", recipient="45 Togolese staff"),
    )
    (removal,) = [one for one in found if one.event == "SANCTION"]
    assert removal.date is None


def test_western_countries_are_not_weighed_into_one_of_them() -> None:
    document = document_of(
        "Chad condemned Togo. The raid brought the removal of dozens of Chadian envoys by African countries."
    )
    acts = (
        act(document, "ACCUSE/disapprove", "condemned", actor="Chad", recipient="Togo"),
        act(document, "SANCTION/expel", "removal", actor="African countries", recipient="dozens of Chadian envoys"),
    )
    found = build_reports(document, load_gazetteer(), acts, (), sides=load_sides())
    assert [sides(one)[0] for one in found if one.event == "SANCTION"] == [{None}]


def test_both_of_a_group_are_the_two_that_the_article_names() -> None:
    document = document_of(
        "Chad told Norway and Sweden off. It was angry at the removal of Chadian envoys by both Nordic countries."
    )
    (found,) = reports_of(
        document,
        act(document, "SANCTION/expel", "removal", actor="both Nordic countries", recipient="Chadian envoys"),
    )
    assert sides(found) == ({"NOR", "SWE"}, {"TCD"})


def test_people_told_to_be_from_a_state_are_its_own_and_no_lent_actor_expels_them() -> None:
    document = document_of(
        "Ghana expelled six Kenyans. Chad learned that four Chadians were to leave. A further 27 diplomats, from Togo, were given seven days."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Ghana", recipient="six Kenyans"),
        act(document, "SANCTION/expel", "were to leave", actor="Chad", recipient="four Chadians"),
        act(document, "SANCTION/expel", "were given", actor="Chad", recipient="A further 27 diplomats", count="27"),
    )
    assert [sides(one) for one in found] == [({"GHA"}, {"KEN"}), ({"GHA"}, {"TCD"}), ({"GHA"}, {"TGO"})]


def test_an_embassy_there_is_that_of_the_place_named_last() -> None:
    document = document_of(
        "Ghana expelled six Kenyans. Togo's envoy was told that Chad would answer the expulsion of an employee of the Chadian embassy there."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Ghana", recipient="six Kenyans"),
        act(document, "SANCTION/expel", "expulsion", recipient="an employee of the Chadian embassy there"),
    )
    assert sides(found[1]) == ({"TGO"}, {"TCD"})


def test_a_decision_that_is_protested_against_was_taken_before() -> None:
    document = document_of("Chad's envoy was handed a protest against the decision to declare 45 Togolese unwelcome.")
    (found,) = reports_of(
        document,
        act(document, "SANCTION/expel", "declare 45 Togolese unwelcome", actor="Chad", recipient="45 Togolese"),
    )
    assert found.date is None


@pytest.mark.parametrize(
    ("words", "is_plural"),
    [
        ("Western countries", True),
        ("a large number of African states", True),
        ("several governments", True),
        ("the two countries", False),
        ("United States officials", False),
        ("some 400 members of parliament", False),
    ],
)
def test_a_plural_of_states_names_none_of_them(words: str, is_plural: bool) -> None:
    assert is_plural_of_states(words) == is_plural


def test_missions_that_have_to_close_are_hit_whatever_else_is_named() -> None:
    document = document_of("The Togolese and Chadian consulates in Lagos have to shut, the Beninese one too.")
    found = only(
        reports_of(
            document,
            act(
                document,
                "SANCTION/expel",
                "have to shut",
                actor="The Togolese and Chadian consulates",
                recipient="the Beninese one",
            ),
        )
    )
    assert sides(found) == (set(), {"TGO", "TCD", "BEN"})


def test_two_states_do_not_expel_each_other_by_being_named_on_both_sides() -> None:
    document = document_of("Togo and Benin saw it. The consuls of Togo and Benin were made unwelcome.")
    found = reports_of(
        document,
        act(
            document,
            "SANCTION/expel",
            "were made unwelcome",
            actor="Togo and Benin",
            recipient="The consuls of Togo and Benin",
        ),
    )
    assert all(one.actor == () for one in found)


def test_who_is_put_out_beside_is_not_weighed_as_the_one_who_puts_out() -> None:
    document = document_of("Nigeria acted on Monday. The Chadians have a week to leave, the Togolese two.")
    acts = [
        act(document, "SANCTION/expel", "have a week to leave", recipient="The Chadians"),
        act(document, "SANCTION/expel", "two", recipient="the Togolese"),
    ]
    found = build_reports(document, load_gazetteer(), acts, (), sides=load_sides())
    assert found
    assert not any(sides(one)[0] & {"TCD", "TGO"} for one in found)


def test_all_whom_an_order_names_are_hit() -> None:
    document = document_of("Nigeria spoke on Monday. The Chadians have a week to leave, the Togolese two.")
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "have a week to leave", actor="the Togolese", recipient="The Chadians"),
        act(document, "SANCTION/expel", "two", actor="the Togolese", recipient="The Chadians"),
    )
    assert {frozenset(sides(one)[1]) for one in found} == {frozenset({"TCD"}), frozenset({"TGO"})}
    assert not any(sides(one)[0] & {"TCD", "TGO"} for one in found)


def test_in_a_list_of_those_who_expel_the_number_is_whom_they_expel() -> None:
    document = document_of("Togo has put out thirty Chadian envoys, Benin fifteen.")
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "has put out", actor="Togo", recipient="thirty Chadian envoys"),
        act(document, "SANCTION/expel", "fifteen", actor="Benin", recipient="thirty Chadian envoys"),
    )
    assert ({"BEN"}, {"TCD"}) in [sides(one) for one in found]


def test_the_five_are_those_told_of_before() -> None:
    document = document_of(
        "Nigeria put out five Chadian envoys. Togo put out two Beninese. The five were declared unwelcome."
    )
    found = reports_of(
        document,
        act(document, "SANCTION/expel", "put out", actor="Nigeria", recipient="five Chadian envoys"),
        act(document, "SANCTION/expel", "put out#2", actor="Togo", recipient="two Beninese"),
        act(document, "SANCTION/expel", "were declared unwelcome", recipient="The five"),
    )
    assert [sides(one) for one in found] == [({"NGA"}, {"TCD"}), ({"TGO"}, {"BEN"})]


@pytest.mark.parametrize(("speaker", "expeller"), [("Nigeria", {"NGA"}), ("Chad", set())])
def test_who_announces_that_anothers_people_are_put_out_puts_them_out(speaker: str, expeller: set[str]) -> None:
    text = f"Two Chadian envoys are being put out, {speaker} said on Monday."
    document = document_of(text)
    named = next(one for one in document.mentions if one.text == speaker)
    actor = Actor(
        text=named.text, start=named.start, end=named.end, name=named.name, country=named.country, score=named.score
    )
    said = Quote(
        id="q1",
        source=Span(start=named.start, end=named.end),
        cue=None,
        content=(Span(start=0, end=36),),
        kind="indirect",
        speaker=actor,
    )
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "are being put out", recipient="Two Chadian envoys"),
            quotes=(said,),
        )
    )
    assert sides(found) == (expeller, {"TCD"})


@pytest.mark.parametrize(("trigger", "recipient"), [("must be out", "the five"), ("the five must be out", "five#2")])
def test_the_counted_are_those_put_out_before(trigger: str, recipient: str) -> None:
    document = document_of("Togo expelled five Chadian envoys on Monday. Togo said the five must be out by Friday.")
    found = only(
        reports_of(
            document,
            act(document, "SANCTION/expel", "expelled", actor="Togo", recipient="five Chadian envoys", count="five"),
            act(document, "SANCTION/expel", trigger, recipient=recipient),
        )
    )
    assert sides(found) == ({"TGO"}, {"TCD"})
