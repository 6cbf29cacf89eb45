"""The stories' hand-made gold as coded articles: acts with the words that tell them, so that a ledger can be tried
before, and apart from, the coder."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from dragoman.records import (
    Actor,
    Article,
    Coded,
    Count,
    DateValue,
    Evidence,
    Link,
    Report,
    Span,
    content_hash,
)

_MODES = {
    "expel_diplomats": "expel",
    "close_mission": "expel",
    "reduce_staff": "expel",
    "recall_ambassador": "withdraw",
    "list_unfriendly": "discontinue",
    "financial_restriction": "discontinue",
    "sanctions_package": "discontinue",
}
_STATUSES = {"done": "occurred", "announced": "announced", "threatened": "occurred", "demanded": "occurred"}
_RELATIONS = {"threatens_response_to": "answers"}


def folder() -> Path | None:
    """Return the folder of the stories; None where it is not at hand."""
    named = os.environ.get("DRAGOMAN_SHARED")
    for base in (
        [Path(named)] if named else [Path(__file__).parents[3] / "shared", Path(__file__).parents[2] / "shared"]
    ):
        if (base / "stories" / "articles.jsonl").is_file():
            return base / "stories"
    return None


def read(name: str) -> list[dict[str, Any]]:
    """Return the lines of one of the stories' files."""
    base = folder()
    assert base is not None
    return [json.loads(line) for line in (base / name).read_text(encoding="utf-8").splitlines()]


def gold() -> list[Coded]:
    """Return the articles that were coded by hand."""
    articles = {line["id"]: line for line in read("articles.jsonl")}
    return [_coded(articles[line["article_id"]], line) for line in read("gold.jsonl")]


def _coded(line: dict[str, Any], acts: dict[str, Any]) -> Coded:
    text = line["text"]
    article = Article(
        id=content_hash(text),
        text=text,
        title=line["title"],
        url=line["url"],
        published=line["published"],
        language=line["language"],
        source_id=line["id"],
    )
    reports = {act["id"]: _report(article, act) for act in acts["events"]}
    links = tuple(
        Link(
            relation=_RELATIONS.get(link["relation"], link["relation"]),
            source=reports[link["from"]].id,
            target=reports[link["to"]].id,
            basis="stated",
        )
        for link in acts["links"]
    )
    return Coded(article=article, reports=tuple(reports.values()), links=links, coder="hand")


def _report(article: Article, act: dict[str, Any]) -> Report:
    at = max(0, article.text.find(act["trigger"]))
    start = max(0, *(m.end() for m in re.finditer(r"(?<=[.!?])\s+", article.text[:at])), 0)
    end_match = re.search(r"[.!?](?=\s|$)", article.text[at + len(act["trigger"]) :])
    end = at + len(act["trigger"]) + (end_match.end() if end_match else 0)
    return Report(
        id=content_hash(article.id, act["id"]),
        event=act["type"],
        mode=_MODES.get(act.get("subtype", "")),
        status=_STATUSES[act["status"]],
        historical=False,
        actor=_actors(act.get("actor")),
        recipient=_actors(act.get("target")),
        date=_date(act.get("date")),
        count=Count(value=act["count"]) if act.get("count") is not None else None,
        evidence=(Evidence(start=start, end=end, trigger=Span(start=at, end=at + len(act["trigger"]))),),
    )


def _actors(named: str | list[str] | None) -> tuple[Actor, ...]:
    names = named if isinstance(named, list) else [named] if named else []
    return tuple(_actor(name) for name in names)


def _actor(name: str) -> Actor:
    if name == "EU":
        return Actor(text="the European Union", name="European Union", country="EUR")
    if re.fullmatch(r"[A-Z]{3}(?: .*)?", name):
        return Actor(text=name, name=name, country=name[:3])
    return Actor(text=name)


def _date(text: str | None) -> DateValue | None:
    if not text:
        return None
    if len(text) == 7:
        return DateValue(start=f"{text}-01", end=f"{text}-28", precision="month", basis="stated")
    return DateValue(start=text, end=text, precision="day", basis="stated")
