"""Texts as the stages before the model leave them, and acts as the model would see them: said by their words."""

from __future__ import annotations

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.acts.reports import build_reports
from dragoman.document import Document
from dragoman.language.sentences import split_sentences
from dragoman.mentions import find_mentions, find_places, load_gazetteer
from dragoman.mentions.dates import find_times
from dragoman.mentions.quantities import find_quantities
from dragoman.records import Quote, Report
from dragoman.sources import make_article

# 2021-05-05 is a Wednesday.
PUBLISHED = "2021-05-05"


def document_of(text: str, published: str | None = PUBLISHED) -> Document:
    """Return a document with all that the stages before the model find."""
    names = load_gazetteer()
    document = Document(make_article(text, published=published, language="en"))
    document.sentences = split_sentences(document.article)
    document.mentions = find_mentions(document, names)
    document.places = find_places(document, names)
    document.times = find_times(document)
    document.quantities = find_quantities(document)
    return document


def place_of(text: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text, once and only once ("words#2": their second place)."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


def act(
    document: Document, kind: str, trigger: str, *, score: float = 0.9, status: str = "occurred", **roles: str
) -> Candidate:
    """Return a candidate: `kind` is TYPE or TYPE/mode, each role the words of its span (several divided by "; ")."""
    event, _, mode = kind.partition("/")
    start, end = place_of(document.text, trigger)
    spans = {
        role: [RoleSpan(*place_of(document.text, part), 0.9) for part in words.split("; ")]
        for role, words in roles.items()
    }
    return Candidate(event, start, end, score, mode=mode, mode_score=0.9, status=status, status_score=0.9, roles=spans)


def reports_of(document: Document, *acts: Candidate, quotes: tuple[Quote, ...] = ()) -> list[Report]:
    """Return the reports of a document for the acts given."""
    return build_reports(document, load_gazetteer(), acts, quotes)


def sides(report: Report) -> tuple[set[str | None], set[str | None]]:
    """Return the countries of both sides."""
    return {actor.country for actor in report.actor}, {actor.country for actor in report.recipient}
