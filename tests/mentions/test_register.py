"""The shipped tables hold what the coder promises to know."""

from __future__ import annotations

import re

import pytest

from dragoman.mentions import load_gazetteer
from dragoman.mentions.gazetteer import DATA, rows
from dragoman.mentions.plurals import plural


def test_the_register_is_dated_and_wide() -> None:
    facts = list(rows(DATA / "people.tsv", 8))
    assert len({names.split(";")[0] for _, _, _, names, *_ in facts}) >= 1700
    for _, country, sector, names, office, since, until, _ in facts:
        assert re.fullmatch(r"[A-Z]{3}", country), names
        assert sector, names
        assert office, names
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", since), names
        assert until == "" or since < until, names


def test_armed_groups_have_a_country_and_a_sector() -> None:
    groups = [row for row in rows(DATA / "organisations.tsv", 8) if row[0] == "group"]
    assert len(groups) >= 400
    assert all(re.fullmatch(r"[A-Z]{3}", country) and sector for _, country, sector, *_ in groups)


def test_every_country_of_the_register_is_known() -> None:
    known = set(load_gazetteer().countries) | {"UNO", "IGO", "NGO", "ISM", "IMG", "MNC"}
    for table in ("organisations.tsv", "people.tsv"):
        assert {row[1] for row in rows(DATA / table, 8)} <= known


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("secretary of state", "secretaries of state"),
        ("attorney general", "attorneys general"),
        ("gunman", "gunmen"),
        ("embassy", "embassies"),
        ("police", "police"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many
