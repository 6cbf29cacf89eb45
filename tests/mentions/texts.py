"""A short text as the coder sees it, for the tests of this folder."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.language.sentences import split_sentences
from dragoman.mentions.dates import find_times
from dragoman.sources import make_article


def document_of(text: str, published: str | None = "2018-03-28") -> Document:
    """Return a document with sentences and times. 2018-03-28 is a Wednesday."""
    document = Document(make_article(text, published=published, language="en"))
    document.sentences = split_sentences(document.article)
    document.times = find_times(document)
    return document
