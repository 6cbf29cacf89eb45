"""What an analyst expects to be told of the places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.mentions import find_places, load_gazetteer
from dragoman.records import Place
from tests.mentions.articles import document_of


def places_of(text: str) -> list[Place]:
    return find_places(document_of(text), load_gazetteer())


@pytest.mark.parametrize(
    ("text", "words", "country", "lat", "lon"),
    [
        ("Shells fell on the port of Mariupol.", "Mariupol", "UKR", 47, 38),
        ("Talks were held in Geneva.", "Geneva", "CHE", 46, 6),
        ("Police in Birmingham, Alabama, found him.", "Birmingham", "USA", 34, -87),
        ("Two died in Valencia, Venezuela.", "Valencia", "VEN", 10, -68),
        ("Troops entered Goma.", "Goma", "COD", -2, 29),
    ],
)
def test_a_city_is_found_with_its_coordinates(text: str, words: str, country: str, lat: int, lon: int) -> None:
    place = next(place for place in places_of(text) if place.text == words)
    assert place.country == country
    assert place.lat is not None
    assert place.lon is not None
    assert abs(place.lat - lat) < 1.5
    assert abs(place.lon - lon) < 1.5
    assert place.resolution == 4


def test_a_small_namesake_has_no_coordinates_rather_than_another_citys() -> None:
    place = next(place for place in places_of("Police in Paris, Texas, found him.") if place.text == "Paris")
    assert (place.country, place.lat) == ("USA", None)


def test_a_country_is_a_place_of_the_first_level() -> None:
    (place,) = places_of("Floods killed twelve people in Belgium.")
    assert (place.country, place.resolution, place.score) == ("BEL", 1, 1.0)


def test_a_capital_that_acts_is_a_weaker_place_than_one_where_something_happens() -> None:
    acting, hosting = places_of("Moscow protested. A bomb went off in Moscow.")
    assert acting.score < hosting.score


@pytest.mark.parametrize(
    "text", ["Lincoln Chafee spoke.", "The Washington Post wrote.", "Mr Paris left.", "He reads the Jerusalem Post."]
)
def test_persons_and_papers_are_no_places(text: str) -> None:
    assert places_of(text) == []


@settings(deadline=None)
@given(st.text(max_size=300))
def test_offsets_are_those_of_the_text(text: str) -> None:
    for place in places_of(text):
        assert text[place.start : place.end] == place.text
