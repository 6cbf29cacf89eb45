"""Whether two reports tell one act: the stored numbers fit the named facts, and what is forbidden stays apart however likely."""

from __future__ import annotations

import json
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from dragoman.acts.same import STORED, likelihood, may_be_same, read_same
from dragoman.acts.same_features import BY_TYPE, CLAIMS, QUESTIONS, Pair, names_of
from dragoman.acts.scoring import Weights
from dragoman.ontology.plover import TYPES
from dragoman.records import Actor, Attribution, Count, DateValue, Evidence, Report, Span

TEXT = "Peru expelled five Chilean envoys on Monday. The expulsion angered Chile."


def telling(words: str, **fields: Any) -> Report:
    start = TEXT.index(words)
    sentence = (0, 44) if start < 44 else (45, len(TEXT))
    values: dict[str, Any] = {
        "id": words,
        "event": "SANCTION",
        "mode": "expel",
        "actor": (Actor(text="Peru", start=0, end=4, country="PER"),),
        "recipient": (Actor(text="Chilean envoys", start=19, end=33, country="CHL"),),
        "evidence": (Evidence(start=sentence[0], end=sentence[1], trigger=Span(start=start, end=start + len(words))),),
    }
    return Report(**(values | fields))


def known_names() -> set[str]:
    """Return every name that can hold of a pair, from the answers' own types."""
    names = {"always", *CLAIMS, *(f"{claim}, {event}" for claim in BY_TYPE for event in TYPES)}
    for event, kind in TYPES.items():
        names |= {f"type {event}", f"kind {event}/", *(f"kind {event}/{mode}" for mode in kind.modes)}
    for question, ask in QUESTIONS.items():
        names |= {f"{question} {answer}" for answer in get_args(get_type_hints(ask)["return"])}
    return names


def test_the_stored_numbers_are_of_known_names() -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert set(stored) == {"made_by", "least", "weights"}
    assert set(stored["weights"]) <= known_names()
    assert all(number == round(number, 3) != 0 for number in stored["weights"].values())
    weights = read_same()
    assert 0.2 <= weights.least <= 0.8
    assert weights.score(["always"]) < weights.least


def test_claims_by_type_are_claims_and_no_name_means_two_things() -> None:
    assert set(CLAIMS) >= BY_TYPE
    assert not set(CLAIMS) & set(QUESTIONS)


def test_each_question_has_one_answer_and_all_names_are_known() -> None:
    says = Attribution(quote="q", source=Span(start=0, end=4), speaker=Actor(text="Peru", country="PER"))
    first = telling("expelled", count=Count(value=5), attribution=says, date=stated("2021-05-03"))
    for second in (telling("The expulsion"), msgspec.structs.replace(first, id="b"), telling("angered", mode=None)):
        names = list(names_of(Pair(first, second, TEXT)))
        assert len(names) == len(set(names))
        assert set(names) <= known_names()
        for question in QUESTIONS:
            answers = {f"{question} {a}" for a in get_args(get_type_hints(QUESTIONS[question])["return"])}
            assert len(answers & set(names)) == 1


def test_reports_without_trigger_words_have_names_too() -> None:
    bare = telling("expelled", evidence=(Evidence(start=0, end=44),))
    assert set(names_of(Pair(bare, bare, TEXT))) <= known_names()


def test_a_noun_that_points_back_is_likelier_the_same() -> None:
    first = telling("expelled")
    back = likelihood(first, telling("The expulsion"), TEXT, read_same())
    assert back >= read_same().least
    assert "points back" in set(names_of(Pair(first, telling("expulsion"), TEXT)))


def stated(day: str) -> DateValue:
    return DateValue(start=day, end=day, precision="day", basis="stated")


PUBLISHED = DateValue(start="2021-05-03", end="2021-05-03", precision="day", basis="published")
CHAD = (Actor(text="Chad", start=0, end=4, country="TCD"),)
CHAD_AND_TOGO = (*CHAD, Actor(text="Togo", start=9, end=13, country="TGO"))
EUROPE = (Actor(text="European countries", start=0, end=18, country="EUR"),)
UNION = (Actor(text="the Union", start=0, end=9, country="EUR"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"event": "COERCE"}),
        ({}, {"mode": "withdraw"}),
        ({}, {"historical": True}),
        ({}, {"status": "denied"}),
        ({}, {"actor": CHAD}),
        ({}, {"recipient": CHAD}),
        ({"actor": EUROPE}, {"actor": UNION}),
        ({"actor": ()}, {"recipient": ()}),
        ({"count": Count(value=5)}, {"count": Count(value=9)}),
        ({"date": stated("2021-05-03")}, {"date": stated("2021-05-04")}),
        ({"date": PUBLISHED}, {"date": stated("2021-04-02")}),
        ({"actor": CHAD_AND_TOGO, "count": Count(value=20)}, {"actor": CHAD, "count": Count(value=9)}),
        ({"actor": CHAD_AND_TOGO}, {"actor": CHAD, "count": Count(value=9)}),
    ],
)
def test_what_is_forbidden_is_not_the_same_however_likely(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = telling("expelled", **one), telling("The expulsion", **other)
    sure = Weights({"always": 30.0}, 0.5)
    assert likelihood(first, second, TEXT, sure) == 0.0
    assert not may_be_same(first, second, TEXT)


def test_what_is_not_forbidden_is_weighed() -> None:
    assert may_be_same(telling("expelled"), telling("The expulsion"), TEXT)
    assert likelihood(telling("expelled"), telling("The expulsion"), TEXT, Weights({"always": 0.0}, 0.5)) == 0.5
