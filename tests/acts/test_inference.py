"""Sides that a sentence leaves unsaid: who answers whom, who speaks, whose police; and what stays unknown."""

from __future__ import annotations

from dragoman.mentions import load_gazetteer
from dragoman.mentions.quotes import build_quotes
from dragoman.records import Report
from tests.acts.texts import act, document_of, reports_of, sides


def of_type(reports: list[Report], event: str) -> Report:
    (found,) = [report for report in reports if report.event == event]
    return found


def test_a_denial_is_aimed_at_the_accuser() -> None:
    document = document_of("Kenya accused Somalia of smuggling arms. Mogadishu denied it.")
    reports = reports_of(
        document,
        act(document, "ACCUSE/allege", "accused", actor="Kenya", recipient="Somalia"),
        act(document, "REJECT", "denied", actor="Mogadishu"),
    )
    assert sides(of_type(reports, "REJECT")) == ({"SOM"}, {"KEN"})


def test_an_inferred_side_has_no_span_and_a_lowered_score() -> None:
    document = document_of("Kenya accused Somalia of smuggling arms. Mogadishu denied it.")
    reports = reports_of(
        document,
        act(document, "ACCUSE/allege", "accused", actor="Kenya", recipient="Somalia"),
        act(document, "REJECT", "denied", actor="Mogadishu"),
    )
    (inferred,) = of_type(reports, "REJECT").recipient
    assert (inferred.start, inferred.end) == (None, None)
    assert inferred.score <= 0.6


def test_a_vow_to_respond_is_aimed_at_who_acted_last() -> None:
    document = document_of("Peru expelled two Chilean diplomats on Monday. Chile vowed to respond.")
    reports = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="two Chilean diplomats"),
        act(document, "THREATEN", "vowed to respond", actor="Chile"),
    )
    assert sides(of_type(reports, "THREATEN")) == ({"CHL"}, {"PER"})


def test_an_envoy_is_summoned_by_whom_his_country_quarrels_with() -> None:
    document = document_of(
        "Peru expelled two Chilean diplomats on Monday. The Peruvian ambassador was summoned on Tuesday."
    )
    reports = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="two Chilean diplomats"),
        act(document, "ACCUSE/disapprove", "was summoned", recipient="The Peruvian ambassador"),
    )
    assert sides(of_type(reports, "ACCUSE")) == ({"CHL"}, {"PER"})


def test_we_inside_a_quotation_is_its_speaker() -> None:
    text = 'Peru expelled two Chilean diplomats. "We reject this step," said Chilean foreign minister Ana Soto.'
    document = document_of(text)
    quotes = tuple(build_quotes(document, load_gazetteer(), []))
    reports = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="two Chilean diplomats"),
        act(document, "REJECT", "reject", actor="We"),
        quotes=quotes,
    )
    assert sides(of_type(reports, "REJECT")) == ({"CHL"}, {"PER"})


def test_police_of_the_country_arrest_where_nobody_is_said_to() -> None:
    document = document_of("Uganda counted its votes. Some 40 Ugandan students were arrested in Kampala.")
    report = of_type(
        reports_of(document, act(document, "COERCE/arrest", "were arrested", recipient="40 Ugandan students")), "COERCE"
    )
    assert sides(report) == ({"UGA"}, {"UGA"})


def test_an_opposition_demands_of_its_own_government_in_a_domestic_article() -> None:
    document = document_of("Uganda counted its votes. The Ugandan opposition demanded a recount.")
    report = of_type(
        reports_of(document, act(document, "REQUEST/change", "demanded a recount", actor="The Ugandan opposition")),
        "REQUEST",
    )
    assert sides(report) == ({"UGA"}, {"UGA"})


def test_an_attack_by_nobody_known_is_laid_at_nobodys_door() -> None:
    document = document_of("Peru and Chile quarrelled. A Chilean soldier was shot dead on the border.")
    reports = reports_of(
        document,
        act(document, "ACCUSE/disapprove", "quarrelled", actor="Peru", recipient="Chile"),
        act(document, "ASSAULT/firearms", "was shot dead", recipient="A Chilean soldier"),
    )
    assert of_type(reports, "ASSAULT").actor == ()


def test_a_plural_of_states_is_not_taken_for_one_of_them() -> None:
    document = document_of("Peru expelled two Chilean diplomats. Several countries expelled Chilean envoys too.")
    reports = reports_of(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Peru", recipient="two Chilean diplomats"),
        act(document, "SANCTION/expel", "expelled#2", actor="Several countries", recipient="Chilean envoys"),
    )
    assert all(actor.country is None for report in reports for actor in report.actor if "countries" in actor.text)


def test_an_attack_of_the_news_is_laid_neither_to_the_background_nor_to_the_state_that_was_hit() -> None:
    document = document_of(
        "Three depots in Kenya were bombed on Tuesday. The Chadian army claimed the bombing. In 2006 Togo had shelled Kenya."
    )
    found = reports_of(
        document,
        act(document, "ASSAULT/aerial", "were bombed", recipient="Three depots in Kenya"),
        act(document, "ASSAULT/aerial", "bombing", actor="The Chadian army"),
        act(document, "ASSAULT/heavy-weapons", "shelled", actor="Togo", recipient="Kenya#2"),
    )
    assert sides(found[0]) == ({"TCD"}, {"KEN"})
