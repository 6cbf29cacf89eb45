"""Quantities: how many of what."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions.quantities import count_in, find_quantities
from tests.mentions.texts import document_of

Row = tuple[float | None, str | None, bool]


def read(text: str) -> list[Row]:
    return [(q.value, q.unit, q.approximate) for q in find_quantities(document_of(text))]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Chile expelled 21 Peruvian diplomats.", [(21, "diplomat", False)]),
        ("Chile expelled 21.", [(21, None, False)]),
        ("Chile has deported 30, Peru 15, Cuba one and Panama three.", [(30, None, False), (15, None, False), (1, None, False), (3, None, False)]),
        ("It put out 12 members of Peru's mission.", [(12, "member", False)]),
        ("Forty-five Polish and two Czech diplomats left.", [(45, "diplomat", False), (2, "diplomat", False)]),
        ("The orders cover 34 French, 27 Spanish and 24 Italian employees.", [(34, "employee", False), (27, "employee", False), (24, "employee", False)]),
        ("Slovenia removes 33 of 41 Russian diplomats.", [(33, "diplomat", False), (41, "diplomat", False)]),
        ("It listed 23 diplomats and 25 administrative and technical employees.", [(23, "diplomat", False), (25, "employee", False)]),
        ("Russia cut 755 U.S. embassy and consulate staff.", [(755, "staff", False)]),
        ("Three of her diplomats left.", [(3, "diplomat", False)]),
        ("More than 300 people fled.", [(300, "person", True)]),
        ("At least forty-five people died.", [(45, "person", True)]),
        ("Dozens of envoys left.", [(None, "envoy", True)]),
        ("Several Russian banks closed.", [(None, "bank", True)]),
        ("A handful of members stayed.", [(None, "member", True)]),
        ("Two dozen countries agreed.", [(24, "country", False)]),
        ("The state holds 1,200 troops and 2.4 million refugees.", [(1200, "troop", False), (2_400_000, "refugee", False)]),
        ("Exports fell by €10 billion and 20%.", [(10e9, "EUR", False), (20, "percent", False)]),
        ("It pays 10 million rubles.", [(10e6, "RUB", False)]),
        ("Between 36 and 40 people were missing.", [(36, "person", False), (40, "person", False)]),
        ("Three Revolutionary Guards commanders died.", [(3, "commander", False)]),
    ],
)  # fmt: skip
def test_a_number_is_read_with_what_it_counts(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "They met on March 29, 2018, and on 5 April.",
        "They met in 2014 at 10 a.m.",
        "The envoys have 15 days to leave; talks took two weeks.",
        "The boy, aged 12, and a 49-year-old woman came.",
        "She won 3-1 in the 21st round.",
        "The G7 invoked Article 5 and Resolution 2254.",
        "One of them left, one after another; no one stayed.",
        "It is a 70-seat aircraft.",
    ],
)
def test_numbers_that_count_nothing_are_left_out(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("an embassy employee", 1, "employee"),
        ("one embassy employee", 1, "employee"),
        ("its ambassador", 1, "ambassador"),
        ("Ambassador Juan Perez", 1, "ambassador"),
        ("its consulate in Arica", 1, "consulate"),
        ("a further 27 diplomats", 27, "diplomat"),
        ("a total of 43", 43, None),
        ("a group of seven Chinese nationals", 7, "national"),
    ],
)
def test_a_phrase_says_how_many(phrase: str, value: float, unit: str | None) -> None:
    document = document_of(f"Chile removed {phrase}.")
    start = document.text.index(phrase)
    count = count_in(document, start, start + len(phrase))
    assert count is not None
    assert (count.value, count.unit) == (value, unit)
    assert count.span is not None
    assert start <= count.span.start < count.span.end <= start + len(phrase)


@pytest.mark.parametrize(
    "phrase", ["the Chilean diplomats", "sanctions", "$5 million", "20% of its staff", "the closure of the mission"]
)
def test_a_phrase_without_number_says_none(phrase: str) -> None:
    document = document_of(f"Chile announced {phrase}.")
    start = document.text.index(phrase)
    assert count_in(document, start, start + len(phrase)) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["two", "hundred", "and", "one", "1,200", "of", "dozen", "a", "million", "staff", "$5", "%", "(8)", "-", "Poles", "some", "."]), max_size=50).map(" ".join))  # fmt: skip
def test_quantities_lie_in_the_text_in_order(text: str) -> None:
    if not text.strip():
        return
    document = document_of(text)
    found = find_quantities(document)
    assert all(0 <= q.start < q.end <= len(document.text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("piece", ["one hundred and ", "1 ", "1,", "a dozen ", "more than ", "two of the "])
def test_time_is_bounded_on_hostile_text(piece: str) -> None:
    document = document_of((piece * 60_000)[:150_000] + ".")
    began = time.process_time()
    find_quantities(document)
    assert time.process_time() - began < 10
