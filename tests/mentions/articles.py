"""Documents for the tests of mentions: plain text cut at sentence ends."""

from __future__ import annotations

import re

from dragoman.document import Document, Sentence
from dragoman.records import Article

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’]*(?=\s|$)|(?=\n)|$)")


def document_of(text: str, published: str | None = None) -> Document:
    """Return a document whose sentences are those of `text`."""
    document = Document(Article(id="test", text=text, published=published))
    for found in _SENTENCE.finditer(text):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        if start < found.end():
            document.sentences.append(Sentence(start, found.end(), 0, 0))
    return document
