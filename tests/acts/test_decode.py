"""Decoding: runs of word pieces become whole words of the article, and never anything outside it."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acts.decode import to_words, trigger_runs

SCORES = st.lists(st.floats(0, 1, width=32), min_size=0, max_size=40)


def runs(inside: list[float], start: list[float] | None = None, threshold: float = 0.5) -> list[tuple[int, int]]:
    return trigger_runs(
        np.array(inside, dtype=np.float32), np.array(start or [0.0] * len(inside), dtype=np.float32), threshold
    )


def test_a_doubtful_piece_does_not_part_a_trigger() -> None:
    assert runs([0.0, 0.9, 0.1, 0.9, 0.0]) == [(1, 4)]


def test_a_clear_start_parts_two_triggers() -> None:
    assert runs([0.9, 0.1, 0.9], start=[0.9, 0.0, 0.9]) == [(0, 1), (2, 3)]


def test_distant_pieces_are_two_triggers() -> None:
    assert runs([0.9, 0.1, 0.1, 0.1, 0.1, 0.9]) == [(0, 1), (5, 6)]


@given(SCORES, st.floats(0.1, 0.9))
def test_runs_are_apart_in_order_and_hold_the_best_piece(scores: list[float], threshold: float) -> None:
    found = runs(scores, threshold=threshold)
    inside = np.array(scores, dtype=np.float32)
    for first, last in itertools.pairwise(found):
        assert first[1] <= last[0]
    for first, stop in found:
        assert inside[first] > threshold
        assert inside[stop - 1] > threshold
    assert bool(found) == bool((inside > threshold).any())
    if found:
        best = int(inside.argmax())
        assert any(first <= best < stop for first, stop in found)


@given(st.text(min_size=1, max_size=60), st.data())
def test_pieces_widen_to_whole_words_inside_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    begin, stop = to_words(text, 0, np.array([[start, end]], dtype=np.int32), 0, 0)
    assert 0 <= begin <= start < end <= stop <= len(text)
    assert not (begin > 0 and text[begin - 1].isalnum() and text[begin].isalnum())
    assert not (stop < len(text) and text[stop].isalnum() and text[stop - 1].isalnum())


def test_a_piece_inside_a_word_takes_the_whole_word() -> None:
    text = "They deported him."
    assert text[slice(*to_words(text, 0, np.array([[7, 9]], dtype=np.int32), 0, 0))] == "deported"


def test_a_trigger_begins_at_a_word_not_at_its_hyphen() -> None:
    text = "the pro-democracy riots"
    assert text[slice(*to_words(text, 0, np.array([[7, 23]], dtype=np.int32), 0, 0))] == "pro-democracy riots"
