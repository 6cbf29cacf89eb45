"""The API as its description says, and no server error whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import BASE, TOKEN, make_client


def test_description_covers_every_operation_and_is_served_at_home(client: Any) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    page = client.get("/api").text
    assert {"/api/v1/events", "/api/v1/chains", "/api/v1/judgements", "/api/v1/quotes"} <= set(schema["paths"])
    for path in schema["paths"]:
        assert path in page
    assert "ErrorAnswer" in schema["components"]["schemas"]


@pytest.mark.parametrize(
    "path", ["/events", "/chains", "/actors", "/dyads", "/quotes", "/articles", "/review", "/judgements"]
)
def test_lists_have_one_shape(client: Any, path: str) -> None:
    data = client.get(f"/api/v1{path}", params={"limit": 2}).json()
    assert {"items", "limit", "offset", "next"} <= set(data)
    assert len(data["items"]) <= 2


def test_one_of_each(client: Any, site: Any) -> None:
    event = site.ledger.events(limit=1)[0]["id"]
    chain = site.ledger.chains()[0]["id"]
    assert client.get(f"/api/v1/events/{event}").json()["id"] == event
    assert client.get(f"/api/v1/chains/{chain}").json()["size"] == 2
    assert client.get("/api/v1/articles/a1").json()["source_id"] == "a1"
    assert client.get("/api/v1/dyad", params={"one": "FJI", "other": "MLT"}).json()["one"] == "FJI"
    assert client.get("/api/v1/actor", params={"code": "FJI"}).json()["name"] == "Fiji"
    assert (
        client.get("/api/v1/quotes", params={"country": "MLT"}).json()["items"][0]["text"]
        == "Fiji has chosen this road."
    )
    assert client.get("/api/v1/stats").json()["generation"] >= 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/events/E404", 404), ("get", "/api/v1/nothing", 404), ("get", "/api/v1/events?limit=0", 422),
        ("get", "/api/v1/events?sort=luck", 400), ("put", "/api/v1/events", 405), ("post", "/api/v1/judgements", 422),
        ("get", "/api/v1/actor", 422), ("get", "/api/v1/actor?code=%00", 400),
    ],
)  # fmt: skip
def test_errors_have_one_shape(client: Any, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"status", "code", "message", "hint"}
    assert answer.json()["error"]["status"] == status


def test_schemathesis_finds_no_server_error(fresh: Any) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
    hypothesis = pytest.importorskip("hypothesis")
    import httpx
    from hypothesis import strategies as st

    client = make_client(fresh)
    schema = schemathesis.openapi.from_dict(client.app.openapi())
    operations = [found.ok() for found in schema.get_all_operations()]
    sent = ("method", "url", "params", "json", "data", "headers")

    @hypothesis.settings(
        max_examples=150, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), database=None
    )
    @hypothesis.given(data=st.data())
    def try_one(data: Any) -> None:
        case = data.draw(data.draw(st.sampled_from(operations)).as_strategy())
        wire = case.as_transport_kwargs(base_url=BASE)
        headers = {**dict(wire.pop("headers", None) or {}), "Authorization": f"Bearer {TOKEN}", "Host": "127.0.0.1"}
        try:
            answer = client.request(**{name: wire[name] for name in sent if name in wire}, headers=headers)
        except (httpx.InvalidURL, UnicodeEncodeError):
            return
        assert answer.status_code < 500, f"{case.method} {wire['url']} {wire.get('params')}"
        if answer.status_code >= 400:
            assert set(answer.json()) == {"error"}

    try_one()
