"""The cards say what the tables say, point at types that exist, and the printed reference is up to date."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.types import command
from dragoman.evaluation.acts_format import MODES
from dragoman.ontology.card_pages import page
from dragoman.ontology.cards import NO_ACT, Card, load_cards, load_terms
from dragoman.ontology.crosswalk import DEFAULT_LEAF, default_leaf, older_type
from dragoman.ontology.plover import CONTEXTS, NO_COUNTRY, SECTORS, TYPES, event_scale, quad_code
from dragoman.records import STATUSES

ROOT = Path(__file__).resolve().parents[2]
CARDS = load_cards()
each_card = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)


def test_every_type_has_a_card() -> None:
    assert list(CARDS) == list(TYPES)
    assert all(card.name == name for name, card in CARDS.items())


@each_card
def test_modes_are_those_of_the_table(card: Card) -> None:
    assert list(card.modes) == list(TYPES[card.name].modes)
    assert all(meaning.strip() for meaning in card.modes.values())


@each_card
def test_all_headings_are_filled(card: Card) -> None:
    assert len(card.definition) > 60
    assert card.what_it_is
    assert card.cameo_roots
    assert card.known_problems
    assert 4 <= len(card.examples) <= 8
    assert len(card.what_it_is_not) >= 3


@each_card
def test_boundary_cases_name_another_type_and_its_mode(card: Card) -> None:
    for case in card.what_it_is_not:
        assert case.type != card.name
        assert case.type == NO_ACT or case.type in TYPES
        if case.mode is not None:
            assert case.mode in TYPES[case.type].modes
        assert case.why


@each_card
def test_examples_are_marked_in_their_text(card: Card) -> None:
    for example in card.examples:
        assert example.text.count(example.trigger) == 1
        assert example.mode is None or example.mode in card.modes


def test_examples_show_every_status() -> None:
    shown = {example.status for card in CARDS.values() for example in card.examples}
    assert shown == set(STATUSES)


def test_no_example_is_used_twice() -> None:
    texts = [example.text for card in CARDS.values() for example in card.examples]
    assert len(texts) == len(set(texts))


def test_cards_share_one_set_of_headings() -> None:
    folder = ROOT / "src" / "dragoman" / "ontology" / "cards"
    headings = {frozenset(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))) for name in TYPES}
    assert len(headings) == 1


def test_terms_cover_the_tables() -> None:
    terms = load_terms()
    assert tuple(terms.contexts) == CONTEXTS
    assert tuple(terms.sectors) == SECTORS
    assert tuple(terms.no_country) == NO_COUNTRY
    assert tuple(terms.statuses) == STATUSES
    assert {int(quad) for quad in terms.quads} == {kind.quad for kind in TYPES.values()}
    assert len(CONTEXTS) == 37
    assert len(SECTORS) == 25


def test_annotators_modes_are_the_ontology_s() -> None:
    assert {name: set(modes) for name, modes in MODES.items()} == {
        name: set(kind.modes) for name, kind in TYPES.items()
    }


def test_the_reference_page_is_up_to_date() -> None:
    stored = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert stored == page(), "run: python -m dragoman.ontology.card_pages > docs/ontology.md"


def test_the_reference_page_s_links_lead_somewhere() -> None:
    text = page()
    headings = {line[3:].lower() for line in text.splitlines() if line.startswith("## ")}
    targets = {part.split(")")[0] for part in text.split("](#")[1:]}
    assert targets <= headings


@pytest.mark.parametrize(
    ("event", "mode", "scale", "quad"),
    [
        ("SANCTION", "expel", -5.5, 4),
        ("SANCTION", None, -6, 4),
        ("ACCUSE", None, -3, 3),
        ("REQUEST", "yield", -1, 3),
        ("REQUEST", "meet", 0, 3),
        ("PROTEST", "vandalize", -5, 4),
        ("COERCE", "martial-law", -7.5, 4),
        ("AID", None, 10, 2),
        ("CONSULT", "third-party", 1, 1),
    ],
)
def test_scales_and_quads(event: str, mode: str | None, scale: float, quad: int) -> None:
    assert event_scale(event, mode) == scale
    assert quad_code(event) == quad


@pytest.mark.parametrize(
    ("leaf", "older"),
    [("163", "COERCE"), ("166", "SANCTION"), ("116", "ACCUSE"), ("057", "SUPPORT"), ("0871", "YIELD"), ("081", "YIELD"),
     ("1712", "ASSAULT"), ("1711", "COERCE"), ("175", "ASSAULT"), ("191", "COERCE"), ("195", "ASSAULT"), ("2041", "ASSAULT"),
     ("20", "ASSAULT"), ("036", "AGREE")],
)  # fmt: skip
def test_the_older_table(leaf: str, older: str) -> None:
    assert older_type(leaf) == older


def test_every_type_and_mode_has_a_cameo_code() -> None:
    for name, kind in TYPES.items():
        for mode in (None, *kind.modes):
            assert default_leaf(name, mode) == DEFAULT_LEAF[(name, mode or "")]
    assert default_leaf("SANCTION", "no such mode") == default_leaf("SANCTION", None)


def test_types_lists_all_types() -> None:
    told = CliRunner().invoke(command, [])
    assert told.exit_code == 0
    assert [line.split()[0] for line in told.output.splitlines()[1:]] == list(TYPES)


def test_types_prints_a_card_in_any_case() -> None:
    told = CliRunner().invoke(command, ["Sanction"])
    assert told.exit_code == 0
    headings = [line for line in told.output.splitlines() if line and not line.startswith(" ")][1:]
    assert headings == ["Definition", "Modes", "What it is", "What it is not", "Examples", "CAMEO", "Known problems"]
    assert "COERCE/deport" in told.output


def test_types_names_the_types_when_asked_for_none_such() -> None:
    told = CliRunner().invoke(command, ["EXPEL"])
    assert told.exit_code == 2
    assert "no type 'EXPEL'" in told.output
    assert "SANCTION" in told.output
