"""What writes: signing in, and judgements from the review page's forms."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.errors import DragomanError
from dragoman.web.answers import NAME_COOKIE, error_answer, page, site_of, status_of
from dragoman.web.judging import Judgement, record
from dragoman.web.security import is_same_origin

router = APIRouter(include_in_schema=False)
SEE_OTHER = 303
YEAR_S = 365 * 86_400


def local_path(given: str) -> str:
    """Return a path on this server; "/" for anything that would lead elsewhere."""
    parts = urlsplit(given)
    is_path = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if is_path and not parts.netloc and not parts.scheme and "\\" not in given else "/"


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    return page(request, "sign_in.html", {"back": local_path(request.query_params.get("back", "/")), "failed": False})


@router.post("/sign-in")
def sign_in(
    request: Request, token: str = Form("", max_length=500), back: str = Form("/", max_length=2000)
) -> Response:
    site = site_of(request)
    if not (is_same_origin(request) and site.guard.is_token(token.strip())):
        return page(request, "sign_in.html", {"back": local_path(back), "failed": True}, 401)
    answer = RedirectResponse(local_path(back), SEE_OTHER)
    remember(request, answer)
    return answer


def remember(request: Request, answer: Response) -> None:
    """Give the browser a session; only this server's pages can send it, and no script can read it."""
    guard = site_of(request).guard
    is_secure = request.url.scheme == "https"
    answer.set_cookie(guard.cookie, guard.session, httponly=True, samesite="strict", secure=is_secure, path="/")


@router.post("/judge")
def judge(
    request: Request,
    kind: str = Form("", max_length=50),
    about: Annotated[list[str] | None, Form()] = None,
    by: str = Form("", max_length=200),
    reason: str = Form("", max_length=2000),
    field: str = Form("", max_length=50),
    value: str = Form("", max_length=2000),
    relation: str = Form("", max_length=50),
    form_key: str = Form("", max_length=200),
    back: str = Form("/review", max_length=2000),
) -> Response:
    site = site_of(request)
    if not site.guard.may_judge(request, form_key):
        hint = "open the address that `dragoman serve` printed, or sign in"
        return error_answer(request, 403, "judging needs the token and a form of this server", hint)
    said = Judgement(kind, about or [], by, reason or "seen in review", field, value if field else None, relation)
    try:
        record(site.ledger, said)
    except DragomanError as error:
        return error_answer(request, status_of(error), error.message, error.hint)
    answer = RedirectResponse(local_path(back), SEE_OTHER)
    if by.strip().isascii() and by.strip().isprintable():
        answer.set_cookie(NAME_COOKIE, by.strip(), max_age=YEAR_S, httponly=True, samesite="strict", path="/")
    return answer
