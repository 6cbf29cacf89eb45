"""Floors: they hold, they only rise, and they belong to one state of the gold articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation import floors
from evaluation.floors import below, gold_hash, raised, read_floors


def test_a_figure_below_its_floor_is_told() -> None:
    assert below({"acts": 0.7}, {"acts": 0.75}) == ["acts: 0.700, below its floor of 0.750"]
    assert below({"acts": 0.749, "roles": 0.2}, {"acts": 0.75}) == []


def test_a_figure_that_is_no_longer_measured_is_told() -> None:
    assert below({}, {"type SANCTION": 0.5}) == ["type SANCTION: not measured any more; its floor is 0.500"]


def test_floors_only_rise() -> None:
    assert raised({"acts": 0.81239, "roles": 0.5}, {"acts": 0.7, "roles": 0.6, "date": 0.4}) == {
        "acts": 0.812, "date": 0.4, "roles": 0.6,
    }  # fmt: skip


def test_the_hash_changes_with_the_gold(tmp_path: Path) -> None:
    (tmp_path / "a.acts").write_text("Peru.\n", encoding="utf-8")
    before = gold_hash(tmp_path)
    assert before == gold_hash(tmp_path)
    (tmp_path / "a.acts").write_text("Chile.\n", encoding="utf-8")
    assert gold_hash(tmp_path) != before


def test_other_gold_is_refused_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"gold_sha256": "0", "model": "m", "floors": {"acts": 0.1}}), encoding="utf-8")
    monkeypatch.setattr(floors, "FLOORS", path)
    assert floors.main([]) == 2
    assert "--new-gold" in capsys.readouterr().err


def test_new_floors_need_new_gold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"gold_sha256": gold_hash(), "model": "m", "floors": {"acts": 0.1}}), encoding="utf-8")
    monkeypatch.setattr(floors, "FLOORS", path)
    assert floors.main(["--new-gold"]) == 2
    assert "did not change" in capsys.readouterr().err
    assert json.loads(path.read_text(encoding="utf-8"))["floors"] == {"acts": 0.1}


@pytest.mark.slow
def test_the_coder_stands_above_its_floors() -> None:
    stored = read_floors()
    if not stored["floors"]:
        pytest.skip("no floors are set yet: python -m evaluation.floors --new-gold")
    assert stored["gold_sha256"] == gold_hash(), "the gold changed: python -m evaluation.floors --new-gold"
    assert below(floors.figures(floors.measure()), stored["floors"]) == []
