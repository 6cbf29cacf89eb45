"""How every answer looks: a page or its JSON twin, and one shape for errors."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from dragoman.errors import DragomanError, LedgerBusy, NotFound, UsageError
from dragoman.web.rendering import render
from dragoman.web.security import HEADERS, Guard
from dragoman.web.site import Site

Plain = dict[str, Any]

CODES = {
    400: "bad_request", 401: "token_needed", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    413: "too_large", 415: "unsupported_media_type", 421: "unknown_host", 422: "bad_request", 500: "server_error",
    503: "busy",
}  # fmt: skip
NAME_COOKIE = "dragoman_name"


def site_of(request: Request) -> Site:
    """Return the site that the request came to."""
    site: Site = request.app.state.site
    return site


def json_answer(data: Any, status: int = 200) -> Response:
    """Return data as JSON."""
    return Response(
        msgspec.json.encode(data), status, media_type="application/json", headers={"Cache-Control": "no-cache"}
    )


def page(request: Request, template: str, data: Plain, status: int = 200, **more: Any) -> Response:
    """Return a page that draws the data; what else it needs (not data) goes in `more`."""
    site = site_of(request)
    return HTMLResponse(render(template, {**common(request, site), "data": data, **more}), status)


def common(request: Request, site: Site) -> Plain:
    """Return what all pages need: where they are, who reads, and the address of the JSON twin."""
    guard: Guard = site.guard
    is_signed_in = guard.has_session(request)
    params = {name: value for name, value in request.query_params.items() if name != "token"}
    # As it was sent: a name in it may hold an escaped "/".
    raw = request.scope.get("raw_path")
    path = raw.decode("ascii", "replace").partition("?")[0] if raw else quote(request.url.path)
    twin = f"{path.rstrip('/') or '/overview'}.json"
    return {
        "path": request.url.path,
        "params": params,
        "twin": f"{twin}?{urlencode(params)}" if params else twin,
        "here": f"{path}?{urlencode(params)}" if params else path,
        "ledger_name": site.name,
        "is_signed_in": is_signed_in,
        "form_key": guard.form_key if is_signed_in else "",
        "reviewer": request.cookies.get(NAME_COOKIE, "")[:100],
    }


def is_for_program(request: Request) -> bool:
    """Say whether an error is better told in JSON."""
    path = request.url.path
    return path.startswith("/api/") or path.endswith((".json", ".jsonl", ".csv", ".atom", ".ics"))


def error_answer(request: Request, status: int, message: str, hint: str | None = None) -> Response:
    """Return an error: a page for people, for programs {"error": {"status", "code", "message", "hint"}}."""
    told = {"status": status, "code": CODES.get(status, "error"), "message": message, "hint": hint}
    if is_for_program(request):
        return json_answer({"error": told}, status)
    return page(request, "error.html", told, status)


def bare_error(status: int, message: str) -> Response:
    """Return an error to one who may not see any page."""
    told = {"status": status, "code": CODES.get(status, "error"), "message": message, "hint": None}
    answer = json_answer({"error": told}, status)
    answer.headers.update(HEADERS)
    return answer


def status_of(error: DragomanError) -> int:
    """Return the HTTP status of an error of ours."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, LedgerBusy):
        return 503
    return 400 if isinstance(error, UsageError) else 500
