"""Coder against coder: the same coding scores 1, another type or side costs a hit, and only the same text is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from evaluation.coder_against_coder import main, measure

ACTS = """\
=== t-1 | 2021-05-05 | agency | story | Peru sends five home

Peru on Tuesday expelled five Chilean diplomats, who have 72 hours to leave. The Arab League deplored it in May.
> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | five Chilean diplomats=CHL | count=five=5 | date=on Tuesday=2021-05-04 | deadline=72 hours=2021-05-07
> a2 ACCUSE/disapprove 111 occurred | deplored | The Arab League=IGO:Arab-League | Peru=PER | date=in May=2021-05

~ a2 answers a1 inferred
"""


def written(path: Path, *changes: tuple[str, str]) -> Path:
    text = ACTS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_coder_agrees_with_himself_in_everything(tmp_path: Path) -> None:
    path = written(tmp_path / "a.acts")
    scores = measure(path, path)
    assert (scores.articles, scores.acts.hit, scores.acts.f1, scores.macro_f1, scores.roles.f1) == (1, 2, 1, 1, 1)
    assert scores.links["answers"].f1 == 1
    assert set(scores.right) == {"status", "mode", "date", "count", "deadline"}
    assert all(all(values) for values in scores.right.values())


@pytest.mark.parametrize("change", [("SANCTION/expel 166", "COERCE/deport 174"), ("diplomats=CHL", "diplomats=BOL")])
def test_another_type_or_side_is_a_miss_and_a_false_report(tmp_path: Path, change: tuple[str, str]) -> None:
    scores = measure(written(tmp_path / "a.acts"), written(tmp_path / "b.acts", change))
    assert (scores.acts.hit, scores.acts.guessed, scores.acts.gold) == (1, 2, 2)


def test_an_organisation_is_the_same_in_any_letters(tmp_path: Path) -> None:
    other = written(tmp_path / "b.acts", ("IGO:Arab-League", "IGO:ARAB-LEAGUE"))
    assert measure(written(tmp_path / "a.acts"), other).roles.f1 == 1


def test_other_texts_are_refused(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    with pytest.raises(InputError, match="share no article"):
        measure(first, written(tmp_path / "b.acts", ("t-1", "t-2")))
    with pytest.raises(InputError, match="text of t-1 differs"):
        measure(first, written(tmp_path / "c.acts", ("who have", "who had")))


def test_the_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(written(tmp_path / "a.acts"))
    main([path, path])
    assert capsys.readouterr().out.startswith("1 articles, 2 gold acts\n")


def test_the_independent_coding_of_gold_shares_its_texts() -> None:
    root = Path(__file__).parents[2] / "evaluation"
    assert measure(root / "gold", root / "agreement" / "independent_gold.acts").articles == 16
