"""`relate`: the act between two given spans, whatever the spans; bad spans are told with their line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.acts.model import load_model
from dragoman.acts.relate import Relator
from dragoman.errors import InputError
from dragoman.ontology.plover import TYPES
from dragoman.records import STATUSES

TEXT = "Peru expelled five Chilean diplomats on Monday."
ROW = {"text": TEXT, "source": [0, 4], "target": [19, 36]}


def related(*rows: dict[str, Any], table: str = "plover2") -> list[dict[str, Any]]:
    return list(Relator(load_model(), table).relate(rows))


def test_an_answer_names_a_type_its_mode_and_all_probabilities() -> None:
    (found,) = related(ROW)
    assert list(found) == ["event", "mode", "cameo", "status", "score", "scores"]
    assert set(found["scores"]) == set(TYPES)
    assert sum(found["scores"].values()) == pytest.approx(1, abs=0.01)
    assert found["score"] == found["scores"][found["event"]] == max(found["scores"].values())
    assert found["mode"] is None or found["mode"] in TYPES[found["event"]].modes
    assert found["status"] in STATUSES


def test_the_older_table_has_one_class_for_concede_and_retreat() -> None:
    (found,) = related(ROW, table="cameo2plover")
    assert set(found["scores"]) == set(TYPES) - {"CONCEDE", "RETREAT"} | {"YIELD"}
    assert sum(found["scores"].values()) == pytest.approx(1, abs=0.01)


def test_ids_and_order_are_kept_over_many_rows() -> None:
    found = related(*(ROW | {"id": n} for n in range(70)))
    assert [one["id"] for one in found] == list(range(70))


@pytest.mark.parametrize("side", ["source", "target"])
def test_one_side_may_be_unsaid(side: str) -> None:
    (found,) = related(ROW | {side: None})
    assert found["event"] in TYPES


def test_spans_may_come_in_either_order_touch_or_be_the_whole_text() -> None:
    reversed_spans = ROW | {"source": [19, 36], "target": [0, 4]}
    touching = ROW | {"source": [0, 4], "target": [4, 5]}
    whole = ROW | {"source": [0, len(TEXT)], "target": [0, len(TEXT)]}
    assert all(one["event"] in TYPES for one in related(reversed_spans, touching, whole))


@pytest.mark.parametrize("gap", [10, 150, 400, 4000])
def test_spans_far_apart_are_read_all_the_same(gap: int) -> None:
    text = "Peru, " + "as was said before, " * gap + "expelled the Chilean envoys. " + "Nothing else was said. " * gap
    place = text.index("Chilean")
    (found,) = related({"text": text, "source": [0, 4], "target": [place, place + 7]})
    assert found["event"] in TYPES


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": None}, 'no "text"'),
        ({"source": [0, 999]}, "source is [0, 999]"),
        ({"source": [4, 4]}, "source is [4, 4]"),
        ({"source": [-1, 4]}, "source is [-1, 4]"),
        ({"target": "Chile"}, "target is 'Chile'"),
        ({"target": [1]}, "target is [1]"),
        ({"target": [1, 2.5]}, "target is [1, 2.5]"),
        ({"source": None, "target": None}, "neither source nor target"),
    ],
)
def test_a_bad_row_is_told_with_its_line(change: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as caught:
        related(ROW, ROW | change)
    assert "line 2" in caught.value.message
    assert told in caught.value.message
    assert caught.value.hint


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=2, max_size=80), st.data())
def test_any_spans_of_any_text_get_an_answer(text: str, data: st.DataObject) -> None:
    spans = []
    for _ in range(2):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append([start, data.draw(st.integers(start + 1, len(text)))])
    (found,) = related({"text": text, "source": spans[0], "target": spans[1]})
    assert found["event"] in TYPES


def test_the_command_reads_and_writes_json_lines() -> None:
    rows = json.dumps(ROW | {"id": "a"}) + "\n\n" + json.dumps(ROW | {"source": None}) + "\n"
    told = subprocess.run(
        [sys.executable, "-m", "dragoman", "relate", "-"], input=rows, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert [line.get("id") for line in lines] == ["a", None]
    assert all(line["event"] in TYPES for line in lines)


def test_the_command_says_which_line_is_no_json() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "dragoman", "relate", "-"], input="{}x\n", capture_output=True, text=True, check=False
    )
    assert told.returncode == 3
    assert "line 1: not JSON" in told.stderr
    assert "Traceback" not in told.stderr
