"""What the API's answers hold, for its description."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from dragoman.records import LinkBasis, Relation, Status


class Problem(BaseModel):
    """What went wrong."""

    status: int
    code: str = Field(description="A stable word for programs: not_found, bad_request, token_needed, forbidden …")
    message: str
    hint: str | None = None


class ErrorAnswer(BaseModel):
    """The one shape of all errors."""

    error: Problem


class LinkOut(BaseModel):
    """A relation from this event to another."""

    relation: Relation
    target: str = Field(description="The other event's id.")
    basis: LinkBasis
    score: float


class EventOut(BaseModel):
    """One occurrence: the best value of every field, and in `values` every differing one with its articles."""

    id: str
    event: str = Field(description="The PLOVER type.")
    mode: str | None = None
    status: Status
    actor: list[dict[str, Any]]
    recipient: list[dict[str, Any]]
    date: dict[str, Any] | None = None
    place: list[dict[str, Any]] = []
    count: dict[str, Any] | None = None
    deadline: dict[str, Any] | None = None
    evidence: list[dict[str, Any]] = []
    articles: list[str] = []
    reports: int
    sources: int = Field(description="How many independent sources.")
    values: dict[str, list[dict[str, Any]]] = {}
    chain: str | None = None
    links: list[LinkOut] = []


class EventList(BaseModel):
    """One page of events."""

    items: list[EventOut]
    total: int
    at_least: bool = Field(description="Whether there are more than `total`; `exact=1` counts all.")
    limit: int
    offset: int
    next: str | None = Field(None, description="The address of the next page.")


class Listing(BaseModel):
    """One page of anything else."""

    items: list[dict[str, Any]]
    limit: int
    offset: int
    next: str | None = None


class JudgementIn(BaseModel):
    """A person's judgement."""

    kind: Literal["confirm", "reject", "correct", "merge", "split", "link", "unlink", "undo"]
    about: list[str] = Field(
        min_length=1, max_length=200, description="Ids of events or reports; for undo, of one judgement."
    )
    by: str = Field(min_length=1, max_length=200, description="Who judges.")
    reason: str = Field(min_length=1, max_length=2000)
    field: str | None = Field(None, max_length=50, description="For correct: the field.")
    value: str | None = Field(None, max_length=2000, description="For correct: the value as a person types it.")
    relation: str | None = Field(None, max_length=50, description="For link and unlink.")


class Judged(BaseModel):
    """The judgement's id, by which it can be undone."""

    id: str
