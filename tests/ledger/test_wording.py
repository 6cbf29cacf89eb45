"""What words give away to the merging."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger import wording
from dragoman.ledger.features import MAX_PAIRS, atoms_of
from tests.ledger.texts import act, article


@pytest.mark.parametrize(
    ("who", "count", "words", "tally"),
    [
        ("several countries", 300, "Several countries expelled over 300.", wording.TALLY),
        ("Western states", None, "Western states expelled diplomats.", wording.TALLY),
        ("страны Запада", 400, "Страны Запада выслали 400 дипломатов.", wording.TALLY),
        ("European diplomats", None, "European diplomats must go.", wording.TALLY),
        ("the EU diplomats", 12, "The 12 EU diplomats must go.", wording.NO_TALLY),
        ("the 12 members of the Union's mission", 12, "The 12 members of its mission must go.", wording.NO_TALLY),
        ("members of the alliance", 300, "Members of the alliance expelled 300.", wording.TALLY),
        ("POL", 45, "Poland has expelled 45 so far.", wording.OWN_TALLY),
        ("POL", 45, "Polen hat bislang 45 Diplomaten ausgewiesen.", wording.OWN_TALLY),
        ("POL", 45, "A total of 45 diplomats must leave Poland.", wording.NO_TALLY),
        ("POL", 45, "Poland expelled 45 diplomats.", wording.NO_TALLY),
        ("POL", None, "Poland has been angry since the war.", wording.NO_TALLY),
    ],
)
def test_totals_are_told_from_occurrences(who: str, count: float | None, words: str, tally: int) -> None:
    coded = article("a", "2031-04-01", act(who.replace(" ", "_"), "RUS", count=count, words=words))
    report = coded.reports[0]
    if not who.isupper():
        import msgspec

        side = msgspec.structs.replace(report.actor[0], text=who, name=None)
        report = msgspec.structs.replace(report, actor=(side,))
    assert wording.tally(report, coded.article) == tally


@pytest.mark.parametrize(
    ("unit", "words", "struck"),
    [
        ("consulate", "It closed one.", "mission"),
        ("diplomats", "They must go.", "person"),
        (None, "The missions in the port are to shut.", "mission"),
        (None, "Le consulat sera fermé.", "mission"),
        (None, "Three envoys must go.", "person"),
        (None, "It retaliated.", ""),
    ],
)
def test_what_an_act_strikes_is_read_from_its_unit_or_words(unit: str | None, words: str, struck: str) -> None:
    coded = article("a", "2031-04-01", act("LTU", "RUS", count=1 if unit else None, unit=unit, words=words))
    assert wording.struck(coded.reports[0], coded.article) == struck


@given(st.text(max_size=2000))
def test_a_text_resembles_itself_whatever_it_holds(text: str) -> None:
    sketch = wording.sketch(text)
    assert wording.resemblance(sketch, sketch) == 1
    assert len(sketch) <= 4 * wording.SKETCH_SIZE


def test_a_copy_with_another_tail_resembles_and_another_text_does_not() -> None:
    words = " ".join(f"word{n}" for n in range(120))
    other = " ".join(f"other{n}" for n in range(120))
    assert wording.resemblance(wording.sketch(words), wording.sketch(words + " Printed by the Post.")) > 0.8
    assert wording.resemblance(wording.sketch(words), wording.sketch(other)) == 0


def test_a_report_of_very_many_sides_stays_small() -> None:
    many = "+".join(f"A{n:03}" for n in range(500))
    coded = article("a", "2031-04-01", act(many, many))
    atoms = atoms_of(1, coded.reports[0], coded.article, 1)
    assert len(atoms) == 1
    three = article("a", "2031-04-01", act("AAA+BBB", "CCC+DDD"))
    assert len(atoms_of(1, three.reports[0], three.article, 1)) == 9 <= 2 * MAX_PAIRS + 1
