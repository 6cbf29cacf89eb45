"""The pages. Each has a twin at the same address with ".json" at the end of the path."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.filters import SORTS
from dragoman.web import views
from dragoman.web.answers import common, json_answer, page, site_of
from dragoman.web.asking import event_filter
from dragoman.web.lanes import ROW

Plain = dict[str, Any]

router = APIRouter(include_in_schema=False)
ROWS = 60


def answer(request: Request, template: str, data: Plain, **more: Any) -> Response:
    """Return the data as JSON to the twin's address, else the page."""
    if request.url.path.endswith(".json"):
        return json_answer(data)
    return page(request, template, data, **more)


def paging(request: Request, limit: int = 50) -> tuple[int, int]:
    """Return the page's size and start from the address."""
    wanted = event_filter({name: request.query_params.get(name, "") for name in ("limit", "offset")}, limit=limit)
    return wanted.limit or limit, wanted.offset


def words(request: Request, name: str, most: int = 300) -> str | None:
    """Return a parameter as text, None where it is empty.

    Raises:
        UsageError: it is too long or holds a null character.
    """
    value = request.query_params.get(name, "").strip()
    if len(value) > most or "\x00" in value:
        raise UsageError(f"{name}: longer than {most} characters, or holds a null character")
    return value or None


@router.get("/overview.json")
@router.get("/")
def overview(request: Request) -> Response:
    return answer(request, "overview.html", views.overview(site_of(request)))


@router.get("/events.json")
@router.get("/events")
def events(request: Request) -> Response:
    is_exact = request.query_params.get("exact") == "1"
    data = views.events(site_of(request), event_filter(request.query_params), is_exact=is_exact)
    return answer(request, "events.html", data, sorts=SORTS)


@router.get("/event/{event_id}")
def event(request: Request, event_id: str) -> Response:
    data = views.event(site_of(request), event_id.removesuffix(".json"))
    return answer(request, "event.html", data)


@router.get("/articles.json")
@router.get("/articles")
def articles(request: Request) -> Response:
    wanted = event_filter({k: v for k, v in request.query_params.items() if k in ("since", "until", "text", "source")})
    limit, offset = paging(request)
    given: Plain = {"source": wanted.source, "since": wanted.since, "until": wanted.until, "text": wanted.text}
    given = {**given, "language": words(request, "language", 20), "limit": limit, "offset": offset}
    return answer(request, "articles.html", views.articles(site_of(request), given))


@router.get("/article/{article_id:path}")
def article(request: Request, article_id: str) -> Response:
    site = site_of(request)
    try:
        data = views.article(site, article_id.removesuffix(".json"))
    except NotFound:
        # A name that the giver of the article chose may itself end in ".json".
        return page(request, "article.html", views.article(site, article_id))
    return answer(request, "article.html", data)


@router.get("/chains.json")
@router.get("/chains")
def chains(request: Request) -> Response:
    wanted = event_filter(request.query_params, limit=views.LATEST)
    return answer(request, "chains.html", views.chains(site_of(request), wanted))


@router.get("/chain/{chain_id}")
def chain(request: Request, chain_id: str) -> Response:
    data = views.chain(site_of(request), chain_id.removesuffix(".json"))
    _, start = paging(request)
    members = data["chain"]["events"]
    start = start if start < len(members) else 0
    part = {"rows": members[start : start + ROWS], "start": start, "size": ROWS, "row_height": ROW}
    return answer(request, "chain.html", data, part=part)


@router.get("/dyads.json")
@router.get("/dyads")
def dyads(request: Request) -> Response:
    return answer(request, "dyads.html", views.dyads(site_of(request), *paging(request)))


@router.get("/dyad.json")
@router.get("/dyad")
def dyad(request: Request) -> Response:
    one, other = words(request, "one"), words(request, "other")
    if one is None or other is None:
        raise UsageError("a dyad is two sides", "/dyad?one=RUS&other=BEL")
    return answer(request, "dyad.html", views.dyad(site_of(request), one, other))


@router.get("/actors.json")
@router.get("/actors")
def actors(request: Request) -> Response:
    return answer(request, "actors.html", views.actors(site_of(request), words(request, "name"), *paging(request)))


@router.get("/actor.json")
@router.get("/actor")
def actor(request: Request) -> Response:
    code = words(request, "code")
    if code is None:
        raise UsageError("name a side", "/actor?code=RUS")
    return answer(request, "actor.html", views.actor(site_of(request), code))


@router.get("/review.json")
@router.get("/review")
def review(request: Request) -> Response:
    order = words(request, "order") or "doubt"
    if order not in ("doubt", "weight"):
        raise UsageError(f"order: {order!r} is unknown", "doubt or weight")
    wanted = event_filter(request.query_params)
    data = views.review(site_of(request), wanted, order, words(request, "at"))
    return answer(request, "review.html", data, mine=_latest(request))


def _latest(request: Request) -> Plain | None:
    """Return the last judgement in force of the person at this browser: what "undo" would undo."""
    site = site_of(request)
    name = common(request, site)["reviewer"]
    standing = (one for one in site.judgements() if one["in_force"] and one["kind"] != "undo")
    return next((one for one in standing if name and one["by"] == name), None)


@router.get("/judgements.json")
@router.get("/judgements")
def judgements(request: Request) -> Response:
    return answer(request, "judgements.html", views.judgements(site_of(request), *paging(request)))


@router.get("/favicon.ico")
def favicon() -> Response:
    return RedirectResponse("/static/icon.svg", 308)
