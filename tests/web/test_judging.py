"""The review page's forms: confirm, reject, correct, merge, split, undo; who and when is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import BASE, event_id


def say(client: Any, kind: str, about: list[str], **more: str) -> Any:
    """Send a form of the review page."""
    key = re.search(r'name="form_key" value="([0-9a-f]+)"', client.get("/review").text)
    assert key is not None
    data = {
        "kind": kind,
        "about": about,
        "by": "Ada",
        "reason": "read it",
        "form_key": key.group(1),
        "back": "/review",
        **more,
    }
    return client.post("/judge", data=data, headers={"Origin": BASE})


def test_confirm_leaves_the_queue_and_keeps_who_and_when(fresh: Any, reviewer: Any) -> None:
    event = event_id(fresh, actor="FJI")
    assert say(reviewer, "confirm", [event]).headers["location"] == "/review"
    assert event not in [entry["id"] for entry in reviewer.get("/review.json").json()["queue"]]
    page = reviewer.get(f"/event/{event}").text
    assert "confirmed" in page
    assert "Ada" in page
    assert "read it" in page
    assert "Undo my confirm" in reviewer.get("/review").text


def test_reject_hides_and_undo_brings_back(fresh: Any, reviewer: Any) -> None:
    event = event_id(fresh, actor="FJI")
    say(reviewer, "reject", [event])
    assert reviewer.get("/events.json").json()["total"] == 3
    judgement = fresh.ledger.judgements()[0]["id"]
    assert say(reviewer, "undo", [judgement]).status_code == 303
    assert reviewer.get("/events.json").json()["total"] == 4
    told = reviewer.get("/judgements.json").json()
    assert [one["kind"] for one in told["judgements"]] == ["undo", "reject"]


def test_correct_changes_the_value_and_keeps_the_sources_own(fresh: Any, reviewer: Any) -> None:
    event = event_id(fresh, actor="FJI")
    say(reviewer, "correct", [event], field="count", value="22")
    told = reviewer.get(f"/event/{event}.json").json()["event"]
    assert told["count"]["value"] == 22
    assert {choice["value"]["value"] for choice in told["values"]["count"]} == {20, 21, 22}
    assert "by judgement" in reviewer.get(f"/event/{event}").text


def test_merge_and_split(fresh: Any, reviewer: Any) -> None:
    one, other = event_id(fresh, actor="FJI"), event_id(fresh, actor="MLT")
    assert say(reviewer, "merge", [one, other]).status_code == 303
    assert reviewer.get("/events.json").json()["total"] == 3
    (merged,) = fresh.ledger.events(event="SANCTION")
    reports = [told["report"]["id"] for told in fresh.ledger.event(merged["id"])["told"]]
    assert say(reviewer, "split", reports[:1]).status_code == 303
    assert reviewer.get("/events.json").json()["total"] == 4


@pytest.mark.parametrize(
    ("kind", "more", "status"),
    [
        ("confirm", {"by": ""}, 400), ("confirm", {"about": ["E404"]}, 404), ("correct", {"field": "id", "value": "1"}, 400),
        ("correct", {"field": "date", "value": "someday"}, 400), ("merge", {}, 400), ("dance", {}, 400), ("confirm", {"about": []}, 400),
        ("undo", {"about": ["J404"]}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_said_plainly(
    fresh: Any, reviewer: Any, kind: str, more: dict[str, Any], status: int
) -> None:
    about = more.get("about", [event_id(fresh, actor="FJI")])
    answer = say(reviewer, kind, about, **{name: value for name, value in more.items() if name != "about"})
    assert answer.status_code == status
    assert "Back to the overview" in answer.text
    assert fresh.ledger.judgements() == []
