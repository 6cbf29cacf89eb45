"""The application: routes, rules, headers and errors put together."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError
from dragoman.version import __version__
from dragoman.web import actions, api, feed_pages, pages, reference, views
from dragoman.web.actions import local_path, remember
from dragoman.web.answers import bare_error, error_answer, is_for_program, status_of
from dragoman.web.security import HEADERS
from dragoman.web.site import Site

THREADS = 6
MAX_BODY_BYTES = 200_000
FREE_PATHS = ("/static/", "/sign-in", "/favicon.ico")


def create_app(site: Site) -> FastAPI:
    """Return the application that serves a site; it closes the site when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Each holds a connection with a page cache of its own: this bounds the memory.
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        threading.Thread(target=_warm, args=(site,), daemon=True).start()
        yield
        site.close()

    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description="Who did what to whom, says who, and which act answers which: a ledger as JSON.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.site = site
    for room in (pages, feed_pages, actions, api, reference):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=str(files("dragoman.web").joinpath("static"))), name="static")
    app.middleware("http")(_guarded)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


def _warm(site: Site) -> None:
    """Ask the expensive questions once before a reader does."""
    try:
        views.overview(site)
    except DragomanError:
        # The first reader gets the error with its message.
        return


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    guard = request.app.state.site.guard
    if not guard.knows_host(request.headers.get("host")):
        return bare_error(421, "this server does not go by that name; start it with --allow-host NAME")
    if _is_too_large(request):
        return bare_error(413, f"a request holds at most {MAX_BODY_BYTES} bytes")
    answer = _entered(request) or _turned_away(request) or await call_next(request)
    answer.headers.update(HEADERS)
    if request.url.path.startswith("/static/"):
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        answer.headers.setdefault("Cache-Control", "no-cache")
    return answer


def _is_too_large(request: Request) -> bool:
    if "transfer-encoding" in request.headers:
        return True
    length = request.headers.get("content-length", "0")
    return not (length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= MAX_BODY_BYTES)


def _entered(request: Request) -> Response | None:
    """Take a token out of the address that `dragoman serve` prints and put it into a session."""
    token = request.query_params.get("token")
    if token is None or request.method != "GET" or is_for_program(request):
        return None
    if not request.app.state.site.guard.is_token(token):
        return None
    rest = request.url.remove_query_params("token")
    answer = RedirectResponse(local_path(f"{rest.path}?{rest.query}" if rest.query else rest.path), 303)
    remember(request, answer)
    return answer


def _turned_away(request: Request) -> Response | None:
    guard, path = request.app.state.site.guard, request.url.path
    if path.startswith(FREE_PATHS) or guard.may_read(request) or _has_token_in_address(request):
        return None
    if is_for_program(request):
        return bare_error(401, "this ledger is read with a token: Authorization: Bearer TOKEN")
    return RedirectResponse(f"/sign-in?back={quote(local_path(path), safe='')}", 303)


def _has_token_in_address(request: Request) -> bool:
    """Feed readers and calendars cannot send headers: their address may carry the token."""
    is_feed = request.url.path.endswith((".atom", ".ics"))
    return is_feed and request.app.state.site.guard.is_token(request.query_params.get("token", ""))


async def _known(request: Request, error: Any) -> Response:
    return error_answer(request, status_of(error), error.message, error.hint)


async def _http(request: Request, error: Any) -> Response:
    messages = {404: "there is no such page", 405: "that address does not take this method"}
    answer = error_answer(request, error.status_code, messages.get(error.status_code, str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


async def _invalid(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return error_answer(request, 422, f"{where}: {first['msg']}", "/api describes every parameter")


async def _waited(request: Request, _: Any) -> Response:
    return error_answer(request, 503, "too many readers at once", "try again")


async def _failed(request: Request, _: Any) -> Response:
    # Outside of `_guarded`, so it sets the headers itself. The server's log has the traceback.
    answer = error_answer(request, 500, "the server failed; its log says where")
    answer.headers.update(HEADERS)
    return answer


_HANDLERS: dict[type[Exception], Any] = {
    DragomanError: _known,
    HTTPException: _http,
    RequestValidationError: _invalid,
    PoolTimeout: _waited,
    Exception: _failed,
}
