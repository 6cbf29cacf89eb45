"""The working state of one article while it is coded: each stage reads what earlier ones wrote and adds its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.records import Article, DateValue, Link, Mention, Place, Quote, Reject, Report


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a coded block: code point offsets, and the index of its block and paragraph."""

    start: int
    end: int
    block: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A stretch that states a time. `role` is "date" or "deadline"; `value` is resolved against the publication date or,
    for "the following day", against the `anchor` it names in the text. A deadline that is a length of time ("15 days")
    has it in `days`; where nothing gives it a first day, its value's start and end are "". `words` are the article's."""

    start: int
    end: int
    role: str
    value: DateValue
    days: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: `value` None for "dozens", `unit` the counted noun's head or None."""

    start: int
    end: int
    value: float | None
    unit: str | None
    approximate: bool


@dataclass(slots=True)
class Document:
    """What is known of an article so far. Offsets are code points of `article.text`."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The stored text of the article."""
        return self.article.text
