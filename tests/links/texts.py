"""Texts with hand-made reports, to be linked."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.language.sentences import split_sentences
from dragoman.links import find_links
from dragoman.mentions import find_mentions, load_gazetteer
from dragoman.records import Actor, DateValue, Evidence, Link, Report, Span
from dragoman.sources import make_article


class Story:
    """A text with hand-made reports, to be linked."""

    def __init__(self, text: str) -> None:
        self.gazetteer = load_gazetteer(None)
        self.document = Document(make_article(text, published="2022-04-01", language="en"))
        self.document.sentences = split_sentences(self.document.article)
        self.document.mentions = find_mentions(self.document, self.gazetteer)
        self.reports: list[Report] = []

    def add(
        self, name: str, event: str, trigger: str, actor: str, recipient: str, mode: str | None = None, **more: object
    ) -> Story:
        """Add a report whose trigger is the first occurrence of the words."""
        start = self.document.text.index(trigger)
        sentence = next(s for s in self.document.sentences if s.start <= start < s.end)
        evidence = Evidence(start=sentence.start, end=sentence.end, trigger=Span(start=start, end=start + len(trigger)))
        side = [Actor(text=code, country=code) for code in (actor, recipient)]
        self.reports.append(
            Report(
                id=name, event=event, mode=mode, actor=(side[0],), recipient=(side[1],), evidence=(evidence,), **more
            )  # type: ignore[arg-type]
        )
        return self

    def links(self) -> tuple[list[Report], list[Link]]:
        """Return the reports and links."""
        return find_links(self.document, self.gazetteer, self.reports)


def day(value: str) -> DateValue:
    """Return a single day."""
    return DateValue(start=value, end=value, precision="day", basis="stated")


def triples(links: list[Link]) -> list[tuple[str, str, str, str]]:
    """Return links as (source, relation, target, basis)."""
    return [(one.source, one.relation, one.target, one.basis) for one in links]
