"""A filter as a file or a feed: CSV, JSON lines, Atom, iCalendar, and a report to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from dragoman.errors import UsageError
from dragoman.ledger import EventFilter
from dragoman.web import exporting, feeds, queries_relations
from dragoman.web.answers import site_of
from dragoman.web.asking import event_filter, parameters
from dragoman.web.reporting import report

Plain = dict[str, Any]

router = APIRouter(include_in_schema=False)
FEED_EVENTS = 50


def _wanted_events(request: Request) -> Iterator[Plain]:
    """Give the page's events, or with all=1 those of all pages."""
    wanted, site = event_filter(request.query_params), site_of(request)
    if request.query_params.get("all") == "1":
        return site.ledger.all_events(replace(wanted, limit=None, offset=0))
    return iter(site.ledger.events(wanted))


def _download(body: Iterator[bytes], kind: str, name: str) -> Response:
    return StreamingResponse(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/events.csv")
def events_csv(request: Request) -> Response:
    return _download(exporting.csv_lines(_wanted_events(request)), "text/csv; charset=utf-8", "events.csv")


@router.get("/events.jsonl")
def events_jsonl(request: Request) -> Response:
    return _download(exporting.jsonl(_wanted_events(request)), "application/x-ndjson", "events.jsonl")


@router.get("/events.atom")
def events_atom(request: Request) -> Response:
    wanted = replace(event_filter(request.query_params, limit=FEED_EVENTS), sort="-date", offset=0)
    site = site_of(request)
    title, base = _title("Events", site.name, wanted), _base(request)
    body = feeds.atom(
        site.ledger.events(wanted), title=title, base=base, address=str(request.url.remove_query_params("token"))
    )
    return Response(body, media_type="application/atom+xml")


@router.get("/events.ics")
def events_ics(request: Request) -> Response:
    wanted, site = event_filter(request.query_params), site_of(request)
    with site.reading() as connection:
        due = queries_relations.deadlines(connection, wanted)
    body = feeds.calendar(due, title=_title("Deadlines", site.name, wanted), base=_base(request))
    return Response(body, media_type="text/calendar; charset=utf-8")


@router.get("/report")
def report_page(request: Request) -> Response:
    wanted, site = event_filter(request.query_params), site_of(request)
    form = request.query_params.get("format", "html")
    if form not in ("html", "md"):
        raise UsageError(f"format: {form!r} is unknown", "html or md")
    text = report(site, wanted, form=form)
    # As a file: the report carries its style inside, which a page of this server may not.
    kind = "text/html; charset=utf-8" if form == "html" else "text/markdown; charset=utf-8"
    return _download(iter([text.encode("utf-8")]), kind, f"report.{form}")


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _title(what: str, name: str, wanted: EventFilter) -> str:
    said = ", ".join(f"{key} {value}" for key, value in parameters(wanted).items() if key not in ("limit", "sort"))
    return f"{what} of {name}{f': {said}' if said else ''}"
