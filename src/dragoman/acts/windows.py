"""What the encoder reads at once: neighbouring sentences of one paragraph, so that pronouns keep their context."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.document import Document

# About 110 word pieces of English: long enough for a paragraph of an agency report, short enough to batch well.
WINDOW_CHARACTERS = 480


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences (first … last, inclusive) and its code point offsets in the article."""

    start: int
    end: int
    first: int
    last: int


def make_windows(document: Document) -> list[Window]:
    """Return windows that cover every sentence once, in order, never across paragraphs."""
    windows: list[Window] = []
    sentences = document.sentences
    first = 0
    for n in range(1, len(sentences) + 1):
        if n < len(sentences):
            here, head = sentences[n], sentences[first]
            same = here.paragraph == head.paragraph and here.block == head.block
            if same and here.end - head.start <= WINDOW_CHARACTERS:
                continue
        if sentences:
            windows.append(Window(sentences[first].start, sentences[n - 1].end, first, n - 1))
        first = n
    return windows
