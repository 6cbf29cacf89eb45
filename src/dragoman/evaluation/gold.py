"""Gold articles in one form, read from the stories' JSONL or from the project's own `.acts` files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.evaluation.acts_format import Act, Document, parse

# The stories' vocabulary is older than PLOVER 2.0's (their README): what was threatened or demanded was uttered.
_STATUS = {"done": "occurred", "threatened": "occurred", "demanded": "occurred", "planned": "announced"}
_RELATION = {"threatens_response_to": "answers", "responds_to": "answers", "retaliates": "answers"}
_CODES = {"EU": "EUR", "UN": "UNO", "NATO": "IGO:NATO"}
_CODE = re.compile(r"[A-Z]{3}(?::[\w-]+)?")
_LENGTH = re.compile(r"(\d+)\s*(h|hours?|days?|weeks?|months?)")


@dataclass(frozen=True, slots=True)
class GoldAct:
    """An act as a careful person coded it. An empty side matches any; `spans` are its triggers in the article's text."""

    id: str
    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str
    date: str | None
    count: float | None
    deadline: str | None
    spans: tuple[tuple[int, int], ...]
    is_optional: bool = False
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with its acts and links (source id, relation, target id)."""

    id: str
    text: str
    title: str | None
    published: str | None
    acts: tuple[GoldAct, ...]
    links: tuple[tuple[str, str, str], ...] = field(default=())
    url: str | None = None
    language: str | None = None


def read_gold(path: Path, articles: Path | None = None) -> list[GoldArticle]:
    """Return the gold articles of a file or folder: `.acts` files, or the stories' `gold.jsonl` with `articles.jsonl` beside it.

    Raises:
        InputError: when the file is neither, or the articles are missing.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.acts"))
        if not files:
            raise InputError(f"no .acts file below {path}", "name a .acts file or a gold.jsonl")
        return [article for file in files for article in read_acts(file)]
    if path.suffix == ".acts":
        return read_acts(path)
    beside = articles or path.with_name("articles.jsonl")
    if not beside.exists():
        raise InputError(
            f"{path} needs the texts of its articles", f"put articles.jsonl beside it, or name it ({beside})"
        )
    return _read_stories(path, beside)


def read_acts(path: Path) -> list[GoldArticle]:
    """Return the articles of one `.acts` file.

    Raises:
        InputError: at the first line that breaks the format.
    """
    documents, errors = parse(path.read_text(encoding="utf-8"))
    if errors:
        raise InputError(
            f"{path}, line {errors[0].line}: {errors[0]}",
            "python -m dragoman.evaluation.acts_format lists all mistakes",
        )
    return [gold_of(document) for document in documents if document.id is not None]


def gold_of(document: Document) -> GoldArticle:
    """Return an annotated document with its units joined to one text, a blank line between them."""
    text, starts = "", []
    for unit in document.units:
        text += "\n\n" if text else ""
        starts.append(len(text))
        text += unit.text
    found: dict[str, list[tuple[Act, int]]] = {}
    for unit, start in zip(document.units, starts):
        for n, act in enumerate(unit.acts):
            found.setdefault(act.id or f"{start}.{n}", []).append((act, start))
    acts = tuple(_joined(identity, tellings) for identity, tellings in found.items())
    links = tuple((link[0], link[1], link[2]) for link in document.links)
    return GoldArticle(document.id or "", text, document.title, document.published, acts, links, language="en")


def _joined(identity: str, tellings: list[tuple[Act, int]]) -> GoldAct:
    first = tellings[0][0]

    def value(key: str) -> str | None:
        return next((a.details[key].code for a, _ in tellings if key in a.details and a.details[key].code), None)

    count = value("count")
    return GoldAct(
        id=identity,
        type=first.type,
        mode=next((act.mode for act, _ in tellings if act.mode), None),
        actors=frozenset(p.code for act, _ in tellings for p in act.actor if p.code and p.code != "XXX"),
        recipients=frozenset(p.code for act, _ in tellings for p in act.recipient if p.code and p.code != "XXX"),
        status=first.status,
        date=value("date"),
        count=float(count) if count else None,
        deadline=value("deadline"),
        spans=tuple((act.trigger[0] + start, act.trigger[1] + start) for act, start in tellings),
        is_optional=identity.endswith("?"),
        is_background=first.historical,
    )


def _read_stories(path: Path, articles: Path) -> list[GoldArticle]:
    texts = {row["id"]: row for row in map(json.loads, articles.read_text(encoding="utf-8").splitlines())}
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = texts.get(row["article_id"])
        if article is None:
            raise InputError(f"{path}: no article {row['article_id']!r}", f"expected in {articles}")
        acts = tuple(_story_act(event, article["text"]) for event in row["events"])
        links = tuple((k["from"], _RELATION.get(k["relation"], k["relation"]), k["to"]) for k in row.get("links", ()))
        out.append(
            GoldArticle(
                article["id"],
                article["text"],
                article.get("title"),
                article.get("published"),
                acts,
                links,
                article.get("url"),
                article.get("language"),
            )  # fmt: skip
        )
    return out


def _story_act(event: dict[str, Any], text: str) -> GoldAct:
    place = text.find(event.get("trigger") or "\0")
    spans = ((place, place + len(event["trigger"])),) if place >= 0 else ()
    count = event.get("count")
    return GoldAct(
        id=event["id"],
        type=event["type"],
        mode=None,
        actors=codes(event.get("actor")),
        recipients=codes(event.get("target")),
        status=_STATUS.get(event["status"], event["status"]),
        date=event.get("date"),
        count=float(count) if isinstance(count, int | float) else None,
        deadline=deadline_day(event.get("deadline"), event.get("date")),
        spans=spans,
        is_optional=bool(event.get("optional")),
        is_background=bool(event.get("background")),
    )


def codes(value: str | Iterable[str] | None) -> frozenset[str]:
    """Return the codes among the names given; a name that is no code leaves its side open."""
    values = [value] if isinstance(value, str) else list(value or ())
    named = [_CODES.get(one, one) for one in values]
    return frozenset(one for one in named if _CODE.fullmatch(one))


def deadline_day(deadline: str | None, day: str | None) -> str | None:
    """Return a deadline as an ISO day: as it is, or a length added to the act's day."""
    if not deadline:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", deadline):
        return deadline
    length = _LENGTH.fullmatch(deadline.strip())
    if not length or not day or len(day) != 10:
        return None
    n, unit = int(length[1]), length[2][0]
    days = {"h": -(-n // 24), "d": n, "w": 7 * n, "m": 30 * n}[unit]
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
