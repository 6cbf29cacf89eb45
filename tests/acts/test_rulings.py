"""Rulings on types, modes and political sides that stay beside the model."""

from __future__ import annotations

import pytest

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.acts.drafts import Draft
from dragoman.acts.rulings import (
    is_disaster_measure,
    is_political,
    is_without_politics,
    settle_expulsions,
    unname_vows,
)
from dragoman.document import Document, Sentence
from dragoman.records import Actor
from dragoman.sources import make_article


def document_of(text: str) -> Document:
    return Document(make_article(text, published="2016-05-04", language="en"))


def candidate(text: str, words: str, kind: str, mode: str, recipient: str = "") -> Candidate:
    start = text.index(words)
    roles = {}
    if recipient:
        place = text.index(recipient)
        roles["recipient"] = [RoleSpan(place, place + len(recipient), 0.9)]
    return Candidate(kind, start, start + len(words), 0.9, mode=mode, roles=roles, second=0.5, combined=0.98)


@pytest.mark.parametrize(
    ("people", "kind"), [("two Gambian attachés", "SANCTION"), ("two Gambian fishermen", "COERCE")]
)
def test_whom_is_thrown_out_decides_between_expulsion_and_deportation(people: str, kind: str) -> None:
    text = f"Senegal on Friday deported {people} from Dakar."
    (settled,) = settle_expulsions(document_of(text), [candidate(text, "deported", "COERCE", "deport", people)])
    assert settled.type == kind
    assert settled.second == 0.98


def test_an_elliptic_deportation_follows_the_expulsions_told_before() -> None:
    text = "Three states threw out Gambian diplomats. Mali has deported 12, Niger four."
    told = [
        candidate(text, "threw out", "SANCTION", "expel", "Gambian diplomats"),
        candidate(text, "has deported", "COERCE", "deport", "12"),
    ]
    assert [one.type for one in settle_expulsions(document_of(text), told)] == ["SANCTION", "SANCTION"]


@pytest.mark.parametrize(("words", "mode"), [("vowed to retaliate", ""), ("threatened to bomb the port", "violence")])
def test_a_vow_that_names_no_deed_has_no_mode(words: str, mode: str) -> None:
    text = f"Chad {words} on Monday."
    (one,) = unname_vows(document_of(text), [candidate(text, words, "THREATEN", "violence")])
    assert one.mode == mode


@pytest.mark.parametrize(
    ("lead", "kept"),
    [("The hurricane made landfall after floods and a storm surge.", False), ("Rebels shelled the port.", True)],
)
def test_precautions_in_a_disaster_are_no_acts(lead: str, kept: bool) -> None:
    text = f"{lead} The government of Belize declared a state of emergency and ordered residents to evacuate."
    document = document_of(text)
    start = len(lead) + 1
    government = Actor(text="The government of Belize", country="BLZ", sector="GOV")
    act = candidate(text, "declared a state of emergency", "COERCE", "martial-law")
    draft = Draft(document, act, Sentence(start, len(text), 0, 0), [government], [])
    assert is_disaster_measure(document, draft) is not kept


def test_an_everyday_act_needs_a_political_actor() -> None:
    family = Actor(text="the family", country="USA", sector="CVL", score=0.4)
    minister = Actor(text="the minister", country="USA", sector="GOV", score=0.8)
    assert not is_political("REQUEST", [family], [minister])
    assert is_political("REQUEST", [minister], [family])
    assert is_political("PROTEST", [family], [minister])


def test_in_news_of_politics_the_organised_and_those_who_turn_to_another_state_are_heard() -> None:
    union = Actor(text="the miners", country="BOL", sector="LAB", score=0.7)
    country = Actor(text="it", country="BOL", score=0.7)
    shopkeeper = Actor(text="a shopkeeper", country="BOL", sector="CVL", score=0.7)
    minister = Actor(text="the minister", country="BOL", sector="GOV", score=0.8)
    neighbour = Actor(text="Chile", country="CHL", score=1.0)
    for actor, recipient, heard in (
        (union, minister, True), (country, minister, True), (shopkeeper, minister, False), (shopkeeper, neighbour, True),
    ):  # fmt: skip
        assert not is_political("REQUEST", [actor], [recipient])
        assert is_political("REQUEST", [actor], [recipient], in_political_news=True) is heard


CRIME = (
    "A jeweller in Lyon was robbed on Monday night and beaten with a bottle. Police detained a man of forty at his sister's flat the next "
    "morning and found the rings in a flower pot. He told the magistrate that he had owed money to three neighbours since the spring, and that "
    "his landlord had given him until the end of the week. The jeweller, who is sixty-one, left hospital with four stitches and a headache. His "
    "shop will stay shut for a month, says his daughter, who keeps the books; the customers come for her coffee as much as for the clocks. The "
    "man was sentenced on Friday to two years and must pay for the window. His lawyer called the sentence fair and asked for time."
)


@pytest.mark.parametrize(
    ("text", "jailed", "is_private"),
    [
        (CRIME, Actor(text="a man of forty", start=75, end=89, country="FRA", sector="CVL"), True),
        ("A man was sentenced in Lyon on Friday.", Actor(text="A man", start=0, end=5, country="FRA"), False),
        (CRIME + " The mayor blamed the government.", Actor(text="a man of forty", start=75, end=89, country="FRA"), False),
        (CRIME, Actor(text="a Swiss consul", start=75, end=89, country="CHE", sector="GOV"), False),
    ],
)  # fmt: skip
def test_ordinary_crime_is_no_politics(text: str, jailed: Actor, is_private: bool) -> None:
    court = Actor(text="the court", country="FRA", sector="JUD", score=0.6)
    act = candidate(text, "was sentenced", "SANCTION", "convict")
    draft = Draft(document_of(text), act, Sentence(0, len(text), 0, 0), [court], [jailed])
    assert is_without_politics(document_of(text), [draft]) is is_private
