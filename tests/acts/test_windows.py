"""Windows: every sentence is read once, in order, and no paragraph is read together with its neighbour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.acts.windows import WINDOW_CHARACTERS, make_windows
from dragoman.document import Document, Sentence
from dragoman.records import Article

# Lengths of sentences (code points, and of the gap behind), paragraph by paragraph.
PARAGRAPHS = st.lists(st.lists(st.integers(1, 700), min_size=1, max_size=8), min_size=0, max_size=6)


def laid_out(paragraphs: list[list[int]]) -> Document:
    sentences, place = [], 0
    for n, lengths in enumerate(paragraphs):
        for length in lengths:
            sentences.append(Sentence(place, place + length, n // 2, n))
            place += length + 1
    document = Document(Article(id="a", text="x" * place))
    document.sentences = sentences
    return document


@given(PARAGRAPHS)
def test_every_sentence_is_in_one_window_in_order(paragraphs: list[list[int]]) -> None:
    document = laid_out(paragraphs)
    windows = make_windows(document)
    covered = [n for window in windows for n in range(window.first, window.last + 1)]
    assert covered == list(range(len(document.sentences)))
    for window in windows:
        assert window.start == document.sentences[window.first].start
        assert window.end == document.sentences[window.last].end


@given(PARAGRAPHS)
def test_windows_stay_in_a_paragraph_and_short(paragraphs: list[list[int]]) -> None:
    document = laid_out(paragraphs)
    for window in make_windows(document):
        inside = document.sentences[window.first : window.last + 1]
        assert len({(sentence.block, sentence.paragraph) for sentence in inside}) == 1
        assert len(inside) == 1 or window.end - window.start <= WINDOW_CHARACTERS


def test_short_sentences_of_a_paragraph_are_read_together() -> None:
    assert len(make_windows(laid_out([[100, 100, 100], [100]]))) == 2


def test_nothing_gives_no_window() -> None:
    assert make_windows(laid_out([])) == []
