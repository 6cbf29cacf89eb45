"""What articles, addresses and other sites try must stay without effect."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import BASE, TOKEN, event_id, make_client
from tests.web.invented import HOSTILE_NAME

HOSTILE_PATHS = ("/", "/events", "/articles", "/actors", "/review", "/chains", "/article/x%2F..%2F%3Cb%3E")


def pages_of_hostile(client: Any, site: Any) -> list[str]:
    """Return all pages on which the hostile article shows."""
    event = event_id(site, status="alleged")
    paths = [*HOSTILE_PATHS, f"/event/{event}", "/report?status=alleged"]
    answers = [client.get(path) for path in paths]
    answers.append(client.get("/actor", params={"code": HOSTILE_NAME}))
    answers.append(client.get("/dyad", params={"one": HOSTILE_NAME, "other": "IND"}))
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return [answer.text for answer in answers]


def test_markup_in_articles_stays_text(client: Any, site: Any) -> None:
    for page in pages_of_hostile(client, site):
        assert "<img" not in page
        assert "<svg onload" not in page
        assert "<i>Evil" not in page
        assert "<script>" not in page
        assert re.findall(r"<script[^>]*>", page) == re.findall(
            r'<script src="/static/[a-z]+\.js\?v=[0-9a-f]{10}"[^>]*>', page
        )
        assert not re.search(r"<[^>]+\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', page))
        assert "{{" not in page or "{{ 7 * 7 }}" in page


def test_direction_and_control_characters_are_shown_not_obeyed(client: Any, site: Any) -> None:
    for page in pages_of_hostile(client, site):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert "[U+202E]" in client.get("/article/x%2F..%2F%3Cb%3E").text


def test_only_web_addresses_become_links(client: Any, site: Any) -> None:
    for page in pages_of_hostile(client, site):
        assert not re.search(
            r"""(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):""", page, re.IGNORECASE
        )


def test_policy_forbids_inline_scripts_and_styles(client: Any) -> None:
    for path in ("/", "/events.json", "/none", "/static/dragoman.css", "/api"):
        policy = client.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
    page = client.get("/").text
    assert " style=" not in page
    assert "<style" not in page


def test_nothing_is_fetched_from_elsewhere(client: Any) -> None:
    for path in ("/", "/events", "/review", "/api"):
        page = client.get(path).text
        loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="([^"]+)"', page)
        assert loaded
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[", "169.254.1.1"]
)
def test_other_names_of_the_server_are_refused(client: Any, host: str) -> None:
    answer = client.get("/events.json", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "unknown_host"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:9000"])
def test_own_names_are_taken(client: Any, host: str) -> None:
    assert client.get("/events.json", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2fetc%2fpasswd", "/event/../../etc/passwd",
        "/article/..%2f..%2fetc%2fpasswd", "/static//etc/passwd",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 405)
    assert "root:" not in answer.text
    assert "import annotations" not in answer.text


@pytest.mark.parametrize(
    "words",
    ["' OR 1=1 --", '" OR "" = "', "x'; DROP TABLE events; --", "NEAR(", "a AND", "*", "%", "_", "\\", "(" * 50],
)
def test_no_words_become_a_query(client: Any, site: Any, words: str) -> None:
    for name in ("text", "actor", "recipient", "place", "source", "mode", "chain"):
        answer = client.get("/events.json", params={name: words})
        assert answer.status_code == 200
        assert answer.json()["total"] == 0
    assert client.get("/actors.json", params={"name": words}).status_code == 200
    assert client.get("/api/v1/quotes", params={"text": words, "speaker": words}).status_code == 200
    assert site.ledger.count_events() == 4


def test_another_address_is_read_with_the_token_only(site: Any) -> None:
    from dataclasses import replace

    from dragoman.web import Guard

    closed = replace(site, guard=Guard(TOKEN, reading_is_free=False, hosts=frozenset({"news.example"})))
    client = make_client(closed, base_url="http://news.example")
    assert client.get("/events.json").status_code == 401
    assert client.get("/events.json").json()["error"]["code"] == "token_needed"
    assert client.get("/events").headers["location"].startswith("/sign-in")
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/events.json", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/events.json", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/events.atom", params={"token": TOKEN}).status_code == 200
    assert client.post("/sign-in", data={"token": "wrong"}).status_code == 401
    assert client.get("/events", params={"token": TOKEN, "type": "ACCUSE"}).headers["location"] == "/events?type=ACCUSE"
    assert client.get("/events").status_code == 200


def test_session_cookie_is_strict_and_hides_the_token(reviewer: Any) -> None:
    answer = reviewer.post("/sign-in", data={"token": TOKEN}, headers={"Origin": BASE})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie


def form_key(client: Any) -> str:
    """Return what the review page's forms carry."""
    return re.search(r'name="form_key" value="([0-9a-f]+)"', client.get("/review").text).group(1)  # type: ignore[union-attr]


def test_judging_needs_session_key_and_own_origin(fresh: Any, reviewer: Any) -> None:
    event = event_id(fresh, actor="MLT")
    key = form_key(reviewer)
    said = {"kind": "reject", "about": event, "by": "Ada", "reason": "no", "form_key": key}
    stranger = make_client(fresh)
    assert stranger.post("/judge", data=said).status_code == 403
    assert reviewer.post("/judge", data={**said, "form_key": "0"}).status_code == 403
    assert reviewer.post("/judge", data=said, headers={"Origin": "http://evil.example"}).status_code == 403
    assert reviewer.post("/judge", data=said, headers={"Origin": "null"}).status_code == 403
    assert reviewer.post("/judge", data=said, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert reviewer.get("/judge", params=said).status_code == 405
    assert fresh.ledger.judgements() == []
    assert reviewer.post("/judge", data=said, headers={"Origin": BASE}).status_code == 303
    assert fresh.ledger.judgements()[0]["by"] == "Ada"


def test_api_judges_with_the_token_only(fresh: Any) -> None:
    client = make_client(fresh)
    said = {"kind": "confirm", "about": [event_id(fresh, actor="MLT")], "by": "Ada", "reason": "seen"}
    assert client.post("/api/v1/judgements", json=said).json()["error"]["code"] == "forbidden"
    answer = client.post("/api/v1/judgements", json=said, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 201
    assert fresh.ledger.judgements()[0]["id"] == answer.json()["id"]


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/a\r\nX: y"],
)
def test_no_form_leads_to_another_site(reviewer: Any, back: str) -> None:
    answer = reviewer.post("/sign-in", data={"token": TOKEN, "back": back}, headers={"Origin": BASE})
    assert answer.headers["location"] == "/"


def test_huge_requests_are_refused(reviewer: Any) -> None:
    assert reviewer.post("/judge", data={"reason": "x" * 300_000}).status_code == 413
    assert reviewer.get("/events.json", params={"text": "x" * 400}).status_code == 400
    assert reviewer.post("/judge", content=iter([b"kind=confirm"])).status_code == 413
