"""Agreement of two coders: the coefficient by its published worked example, alignment by words, what counts and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli.agreement import command
from dragoman.errors import InputError
from dragoman.evaluation.agreement import compare, krippendorff_alpha

HEAD = "=== t-1 | 2021-05-05 | agency | s | T\n\n"
PARAGRAPHS = (
    "Peru expelled five Chilean envoys on Tuesday.",
    "Chile vowed to answer and recalled its consul.",
    "Police in Lima arrested two students at a march.",
)
ACTS = (
    "> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | five Chilean envoys=CHL",
    "> a2 THREATEN 130 occurred | vowed to answer | Chile=CHL | =PER\n> a3 SANCTION/withdraw 161 occurred | recalled | Chile=CHL | =PER",
    "> a4 COERCE/arrest 173 occurred | arrested | Police in Lima=PER | two students=PER\n> a5 PROTEST/demo 141 occurred | march | two students=PER | -",
)


def written(
    path: Path, acts: tuple[str, ...] = ACTS, paragraphs: tuple[str, ...] = PARAGRAPHS, head: str = HEAD
) -> Path:
    units = "\n\n".join(f"{text}\n{rows}".rstrip() for text, rows in zip(paragraphs, acts, strict=True))
    path.write_text(head + units + "\n", encoding="utf-8")
    return path


def changed(path: Path, *changes: tuple[str, str], **more: object) -> Path:
    rows = ACTS
    for old, new in changes:
        assert any(old in row for row in rows)
        rows = tuple(row.replace(old, new) for row in rows)
    return written(path, rows, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [("0100000000", "1110010100", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
    ids=["binary", "nominal"],
)
def test_alpha_of_the_published_examples(first: str, second: str, alpha: float) -> None:
    # K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A and B.
    assert krippendorff_alpha(zip(first, second, strict=True)) == pytest.approx(alpha, abs=0.001)


def test_alpha_without_variation_is_not_defined() -> None:
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([("a", "a")] * 5) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_alpha_is_one_only_for_perfect_agreement_and_does_not_depend_on_who_is_first(
    units: list[tuple[str, str]],
) -> None:
    alpha = krippendorff_alpha(units)
    assert alpha == krippendorff_alpha((b, a) for a, b in units)
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(a == b for a, b in units)


def test_a_coder_agrees_with_himself(tmp_path: Path) -> None:
    path = written(tmp_path / "a.acts")
    agreement = compare(path, path)
    assert (agreement.identification.f1, agreement.sides.f1) == (1, 1)
    assert agreement.alpha("type") == agreement.alpha("mode") == 1
    assert agreement.alpha("status") is None
    assert agreement.paragraphs == 3


def test_triggers_align_by_overlap_whatever_their_length(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    second = changed(tmp_path / "b.acts", ("| vowed to answer |", "| vowed |"))
    assert compare(first, second).identification.f1 == 1


def test_types_statuses_and_sides_are_compared_apart(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    second = changed(
        tmp_path / "b.acts",
        ("THREATEN 130 occurred", "AGREE 030 announced"),
        ("five Chilean envoys=CHL", "five Chilean envoys=BOL"),
    )
    agreement = compare(first, second)
    assert agreement.identification.f1 == 1
    # Four of five types agree: observed 1/5 disagreement, expected 1 - sum n(n-1)/90 with n = 4, 2, 2, 1, 1.
    assert agreement.alpha("type") == pytest.approx(1 - 0.2 / (1 - 16 / 90))
    assert agreement.alpha("status") == pytest.approx(1 - 0.2 / (1 - 72 / 90))
    # Nine sides are given by each; one is another country.
    assert agreement.sides.f1 == pytest.approx(16 / 18)


def test_an_act_of_one_coder_lowers_identification_and_the_strict_alpha_only(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    rows = (ACTS[0], ACTS[1], ACTS[2].splitlines()[0])
    agreement = compare(first, written(tmp_path / "b.acts", rows))
    assert agreement.identification.f1 == pytest.approx(8 / 9)
    assert agreement.alpha("type") == 1
    strict = agreement.alpha("type_strict")
    assert strict is not None
    assert strict < 1


def test_an_optional_act_that_stays_alone_counts_neither_way(tmp_path: Path) -> None:
    first = changed(tmp_path / "a.acts", ("a5 PROTEST", "a5? PROTEST"))
    rows = (ACTS[0], ACTS[1], ACTS[2].splitlines()[0])
    assert compare(first, written(tmp_path / "b.acts", rows)).identification.f1 == 1


def test_two_acts_on_one_trigger_are_paired_by_type(tmp_path: Path) -> None:
    both = "> a1 SANCTION/convict 116 occurred | expelled | Peru=PER | -\n> a2 COERCE/arrest 173 occurred | expelled | Peru=PER | -"
    turned = "\n".join(reversed(both.splitlines()))
    first = written(tmp_path / "a.acts", (both, *ACTS[1:]))
    agreement = compare(first, written(tmp_path / "b.acts", (turned, *ACTS[1:])))
    assert agreement.alpha("type") == 1


def test_only_paragraphs_of_both_count(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    second = written(tmp_path / "b.acts", ACTS[1:], PARAGRAPHS[1:])
    agreement = compare(first, second)
    assert (agreement.paragraphs, agreement.first_only, agreement.second_only) == (2, 1, 0)
    assert agreement.identification.f1 == 1


def test_loose_sentences_are_compared_by_their_words(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts", head="")
    second = written(tmp_path / "b.acts", ACTS[::-1], PARAGRAPHS[::-1], head="")
    agreement = compare(first, second)
    assert len(agreement.articles) == 3
    assert agreement.identification.f1 == 1


def test_texts_in_common_are_needed(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    second = written(tmp_path / "b.acts", head=HEAD.replace("t-1", "t-2"))
    with pytest.raises(InputError, match="share no text"):
        compare(first, second)


def test_the_command_prints_figures_and_differences(tmp_path: Path) -> None:
    first = written(tmp_path / "a.acts")
    second = changed(tmp_path / "b.acts", ("THREATEN 130 occurred", "AGREE 030 announced"))
    told = CliRunner().invoke(command, [str(first), str(second), "--differences"])
    assert told.exit_code == 0, told.output
    assert "5 and 5, 5 aligned" in told.output
    assert "identification  F1 1.000" in told.output
    assert "THREATEN occurred CHL → PER (paragraph 2, 6-21)  |  AGREE announced CHL → PER" in told.output
    asked = CliRunner().invoke(command, [str(first), str(second), "--format", "json"])
    figures = json.loads(asked.output)
    assert figures["units"] == {"type": 5, "type_strict": 5, "mode": 4, "status": 5}
    assert figures["alpha"]["mode"] == 1
    low, high = figures["alpha_95"]["type_strict"] or (0, 1)
    assert low <= figures["alpha"]["type_strict"] <= high
