"""The JSON API: the ledger's queries under /api/v1, described at /api."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import Response

from dragoman.errors import UsageError
from dragoman.ledger import EventFilter
from dragoman.web import queries_review, views
from dragoman.web.answers import error_answer, json_answer, site_of
from dragoman.web.api_models import ErrorAnswer, EventList, EventOut, Judged, JudgementIn, Listing
from dragoman.web.asking import MAX_OFFSET, MAX_PAGE, PARAMETERS, address, event_filter
from dragoman.web.judging import Judgement, record

Plain = dict[str, Any]

ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorAnswer} for status in (400, 401, 404, 422, 503)}
router = APIRouter(prefix="/api/v1", tags=["ledger"], responses=ERRORS)

_Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description=PARAMETERS["limit"])]
_Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET, description=PARAMETERS["offset"])]

_Exact = Annotated[bool, Query(description="Count all, also of words or a source that very many reports have.")]


def _text(name: str) -> Any:
    return Query(description=PARAMETERS[name], max_length=300)


def _filter(
    request: Request,
    actor: Annotated[str | None, _text("actor")] = None,
    recipient: Annotated[str | None, _text("recipient")] = None,
    dyad: Annotated[str | None, _text("dyad")] = None,
    type: Annotated[str | None, _text("type")] = None,
    mode: Annotated[str | None, _text("mode")] = None,
    quad: Annotated[str | None, _text("quad")] = None,
    status: Annotated[str | None, _text("status")] = None,
    since: Annotated[str | None, _text("since")] = None,
    until: Annotated[str | None, _text("until")] = None,
    place: Annotated[str | None, _text("place")] = None,
    source: Annotated[str | None, _text("source")] = None,
    text: Annotated[str | None, _text("text")] = None,
    chain: Annotated[str | None, _text("chain")] = None,
    min_sources: Annotated[str | None, _text("min_sources")] = None,
    tallies: Annotated[str | None, _text("tallies")] = None,
    rejected: Annotated[str | None, _text("rejected")] = None,
    sort: Annotated[str | None, _text("sort")] = None,
    limit: _Limit = 50,
    offset: _Offset = 0,
) -> EventFilter:
    """Return the filter of the address; the arguments are what the API's description lists."""
    return event_filter(request.query_params, limit=limit)


_Filter = Annotated[EventFilter, Depends(_filter)]


def _listing(request: Request, items: list[Plain], limit: int, offset: int, **more: Any) -> Response:
    """Return a page with the address of the next, None where this page is not full."""
    following = address(request.url.path, request.query_params, offset=offset + limit)
    end = MAX_OFFSET if more.get("at_least") else more.get("total", MAX_OFFSET)
    is_more = len(items) == limit and offset + limit < end
    return json_answer(
        {"items": items, **more, "limit": limit, "offset": offset, "next": following if is_more else None}
    )


@router.get("/events", responses={200: {"model": EventList}})
def list_events(request: Request, wanted: _Filter, exact: _Exact = False) -> Response:
    """Events of a filter, one page. Where `at_least` is true there are more than `total`."""
    site = site_of(request)
    series = site.series(wanted, is_exact=exact)
    counted = {"total": series["total"], "at_least": series["at_least"]}
    return _listing(request, site.ledger.events(wanted), wanted.limit or 50, wanted.offset, **counted)


@router.get("/events/{event_id}", responses={200: {"model": EventOut}})
def read_event(request: Request, event_id: str) -> Response:
    """One event with every report (`told`), sentence, article, link and judgement."""
    return json_answer(site_of(request).ledger.event(event_id))


@router.get("/series")
def read_series(request: Request, wanted: _Filter, exact: _Exact = False) -> Response:
    """Events of a filter counted by day, month or year, and by type, mode, status and quad."""
    site = site_of(request)
    return json_answer({**site.series(wanted, is_exact=exact), **site.sides(wanted)})


@router.get("/chains", responses={200: {"model": Listing}})
def list_chains(request: Request, wanted: _Filter) -> Response:
    """Chains that hold a wanted event, the longest first, with their events in order of time."""
    limit = min(wanted.limit or 50, 50)
    return _listing(request, site_of(request).chains(wanted, limit, wanted.offset), limit, wanted.offset)


@router.get("/chains/{chain_id}")
def read_chain(request: Request, chain_id: str) -> Response:
    """One chain."""
    return json_answer(site_of(request).ledger.chain(chain_id))


@router.get("/actors", responses={200: {"model": Listing}})
def list_actors(
    request: Request,
    name: Annotated[str | None, Query(max_length=300)] = None,
    limit: _Limit = 50,
    offset: _Offset = 0,
) -> Response:
    """Who acts and who is acted on, the busiest first."""
    _refuse_null(name)
    return _listing(request, site_of(request).actors(name, limit, offset), limit, offset)


@router.get("/actor")
def read_actor(request: Request, code: Annotated[str, Query(min_length=1, max_length=300)]) -> Response:
    """One side: what it does, what is done to it, with whom, what it says."""
    _refuse_null(code)
    return json_answer(views.actor(site_of(request), code))


@router.get("/dyads", responses={200: {"model": Listing}})
def list_dyads(request: Request, limit: _Limit = 50, offset: _Offset = 0) -> Response:
    """Directed pairs of sides, the busiest first."""
    return _listing(request, site_of(request).dyads(limit, offset), limit, offset)


@router.get("/dyad")
def read_dyad(
    request: Request,
    one: Annotated[str, Query(min_length=1, max_length=300)],
    other: Annotated[str, Query(min_length=1, max_length=300)],
) -> Response:
    """Two sides: events each way, answers, reciprocity, quotes about each other."""
    _refuse_null(one, other)
    return json_answer(views.dyad(site_of(request), one, other))


@router.get("/quotes", responses={200: {"model": Listing}})
def list_quotes(
    request: Request,
    wanted: _Filter,
    speaker: Annotated[str | None, Query(max_length=300)] = None,
    country: Annotated[str | None, Query(max_length=3)] = None,
) -> Response:
    """Quotes by speaker, country, words (`text`), `source` and time, newest articles first."""
    _refuse_null(speaker, country)
    limit = wanted.limit or 50
    named = {"text": wanted.text, "source": wanted.source, "since": wanted.since, "until": wanted.until}
    given = {**named, "speaker": speaker, "country": country, "limit": limit, "offset": wanted.offset}
    return _listing(request, site_of(request).ledger.quotes(**given), limit, wanted.offset)


@router.get("/articles", responses={200: {"model": Listing}})
def list_articles(request: Request, wanted: _Filter) -> Response:
    """Articles by `source`, `since`, `until` and `text`, newest first, without their text."""
    limit = wanted.limit or 50
    named = {"text": wanted.text, "source": wanted.source, "since": wanted.since, "until": wanted.until}
    found = site_of(request).ledger.articles(**named, limit=limit, offset=wanted.offset)
    return _listing(request, found, limit, wanted.offset)


@router.get("/articles/{article_id:path}")
def read_article(request: Request, article_id: str) -> Response:
    """One article by id or source id, with its text, reports, quotes and editions."""
    _refuse_null(article_id)
    return json_answer(site_of(request).ledger.article(article_id))


@router.get("/review", responses={200: {"model": Listing}})
def list_review(
    request: Request, wanted: _Filter, order: Annotated[str, Query(pattern="^(doubt|weight)$")] = "doubt"
) -> Response:
    """What to review first, and why."""
    limit = wanted.limit or 50
    site = site_of(request)
    queued = site.queue(wanted, order)[wanted.offset : wanted.offset + limit]
    with site.reading() as connection:
        found = queries_review.explained(connection, queued)
    return _listing(request, found, limit, wanted.offset)


@router.get("/stats")
def read_stats(request: Request) -> Response:
    """How much the ledger holds; `generation` grows with every change."""
    site = site_of(request)
    return json_answer({**site.stats(), "generation": site.freshness.generation()})


@router.get("/generation")
def read_generation(request: Request) -> Response:
    """A number that grows with every change to the ledger: cheap to ask often."""
    return json_answer({"generation": site_of(request).freshness.generation()})


@router.get("/judgements", responses={200: {"model": Listing}})
def list_judgements(request: Request, limit: _Limit = 50, offset: _Offset = 0) -> Response:
    """Judgements, newest first."""
    found = views.judgements(site_of(request), limit, offset)
    return _listing(request, found["judgements"], limit, offset, total=found["total"])


@router.post("/judgements", status_code=201, responses={201: {"model": Judged}, 403: {"model": ErrorAnswer}})
def judge(request: Request, said: JudgementIn, x_form_key: Annotated[str, Header()] = "") -> Response:
    """Record a judgement. Needs `Authorization: Bearer TOKEN`, or a session with the page's form key."""
    site = site_of(request)
    if not site.guard.may_judge(request, x_form_key):
        return error_answer(request, 403, "judging needs the token", "Authorization: Bearer TOKEN")
    identity = record(site.ledger, Judgement(**said.model_dump()))
    return json_answer({"id": identity}, 201)


def _refuse_null(*texts: str | None) -> None:
    if any(text is not None and "\x00" in text for text in texts):
        raise UsageError("a text holds a null character")
