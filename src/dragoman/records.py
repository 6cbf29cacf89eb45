"""The nouns of Dragoman: frozen records that every room passes on. Imports nothing of ours.

Offsets count Unicode code points of the stored article text, half open: `article.text[start:end]` is the words.
Every record turns into plain JSON with `to_dict` (field order is stable) and back with `from_dict`.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal, TypeVar

import msgspec

Status = Literal["occurred", "announced", "alleged", "hypothetical", "denied"]
Precision = Literal["day", "week", "month", "season", "year", "range"]
DateBasis = Literal["stated", "dateline", "published", "inferred"]
Relation = Literal["answers", "denies", "carries_out", "coordinated_with", "reverses", "part_of"]
LinkBasis = Literal["stated", "inferred"]
QuoteKind = Literal["direct", "indirect", "mixed"]
BlockKind = Literal["body", "heading", "caption", "boilerplate", "post", "translation", "foreign", "dateline", "list"]

STATUSES: tuple[Status, ...] = ("occurred", "announced", "alleged", "hypothetical", "denied")
RELATIONS: tuple[Relation, ...] = ("answers", "denies", "carries_out", "coordinated_with", "reverses", "part_of")


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of all records: frozen, compared by value."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready builtins."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built


R = TypeVar("R", bound=Record)


def from_dict(kind: type[R], data: dict[str, Any]) -> R:
    """Return a record of `kind` from its plain form.

    Raises:
        msgspec.ValidationError: when a field is missing or of the wrong type; the message names it.
    """
    return msgspec.convert(data, kind)


class Span(Record, frozen=True, kw_only=True):
    """A half-open run of code points of the article's text."""

    start: int
    end: int


class Block(Record, frozen=True, kw_only=True):
    """A run of the article of one kind. Which blocks are coded: `dragoman.sources.coded_blocks`.

    `pair` is, on a translation, the index of the block it translates, and there the index of its translation.
    `author`, `handle`, `date` are those of an embedded post.
    """

    kind: BlockKind
    start: int
    end: int
    language: str | None = None
    pair: int | None = None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    reason: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """One text as published. `id` is the hash of its normalised content; `source_id` is what the giver calls it."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: Literal["given", "page", "dateline", "text"] | None = None
    language: str | None = None
    source_id: str | None = None
    blocks: tuple[Block, ...] = ()


class Actor(Record, frozen=True, kw_only=True):
    """An actor or recipient as one report names it: the words, and whom they mean.

    `country` is ISO 3166-1 alpha-3 or PLOVER's code for what is none (EUR, IGO, UNO, NGO, ISM, IMG, MNC); None when unknown.
    `start`/`end` are None where the text leaves the actor unsaid and it was inferred from context.
    """

    text: str
    start: int | None = None
    end: int | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    score: float = 1.0


class Mention(Record, frozen=True, kw_only=True):
    """A stretch of text that names a political actor, resolved. `entity` is equal for mentions of one entity in the article.

    `kind` says how it names: country, adjective, capital, organisation, person, office, group, institution, pronoun, noun.
    """

    start: int
    end: int
    text: str
    kind: str
    entity: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    plural: bool = False
    score: float = 1.0


class DateValue(Record, frozen=True, kw_only=True):
    """When: inclusive days as ISO dates, how precise, and on what it rests. The span is None where no words state it."""

    start: str
    end: str
    precision: Precision
    basis: DateBasis
    span: Span | None = None


class Place(Record, frozen=True, kw_only=True):
    """Where. `resolution` follows PLOVER: 5 finer than a city, 4 city, 3 district, 2 province, 1 country."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    resolution: int | None = None
    score: float = 1.0


class Count(Record, frozen=True, kw_only=True):
    """How many of what. `value` is None for an amount without a number ("dozens": approximate, value 24 is never made up)."""

    value: float | None
    unit: str | None = None
    approximate: bool = False
    span: Span | None = None


class Deadline(Record, frozen=True, kw_only=True):
    """By when: the day (ISO) and the words; `date` is None where the words cannot be resolved."""

    date: str | None
    text: str
    span: Span | None = None


class Reason(Record, frozen=True, kw_only=True):
    """A stated reason, in the article's words."""

    text: str
    start: int
    end: int


class Attribution(Record, frozen=True, kw_only=True):
    """Who says that the act happened: the quote it lies in and its speaker."""

    quote: str | None = None
    source: Span | None = None
    cue: Span | None = None
    speaker: Actor | None = None
    description: str | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """A sentence that tells the act, and in it the trigger words."""

    start: int
    end: int
    trigger: Span | None = None


class Report(Record, frozen=True, kw_only=True):
    """One act as one article tells it, with its evidence."""

    id: str
    event: str
    mode: str | None = None
    cameo: str | None = None
    status: Status = "occurred"
    historical: bool = False
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    date: DateValue | None = None
    place: tuple[Place, ...] = ()
    count: Count | None = None
    deadline: Deadline | None = None
    reason: tuple[Reason, ...] = ()
    attribution: Attribution | None = None
    context: tuple[str, ...] = ()
    quad_code: int | None = None
    event_scale: float | None = None
    evidence: tuple[Evidence, ...] = ()
    score: float = 1.0


class Link(Record, frozen=True, kw_only=True):
    """A typed, directed relation between two reports: the source answers, denies, carries out … the target."""

    relation: Relation
    source: str
    target: str
    basis: LinkBasis
    score: float = 1.0
    words: Span | None = None


class Quote(Record, frozen=True, kw_only=True):
    """One attribution: who (source) says (cue) what (content pieces).

    `medium` is speech, post, statement, document, thought or None; `translation` is the printed translation of a
    foreign-language content. `description` keeps the words for a speaker who stays unnamed.
    """

    id: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: QuoteKind
    speaker: Actor | None = None
    description: str | None = None
    medium: str | None = None
    language: str | None = None
    translation: Span | None = None
    score: float = 1.0


class Reject(Record, frozen=True, kw_only=True):
    """Trouble with one input, as data: at which stage, a stable code, and a sentence for people."""

    stage: str
    code: str
    reason: str
    source: str | None = None


class Coded(Record, frozen=True, kw_only=True):
    """A coded article: what `dragoman code --format jsonl` prints on one line."""

    article: Article
    reports: tuple[Report, ...] = ()
    links: tuple[Link, ...] = ()
    quotes: tuple[Quote, ...] = ()
    rejects: tuple[Reject, ...] = ()
    coder: str | None = None


def content_hash(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts and their order only."""
    digest = hashlib.sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:16]
