"""Measure a ledger of the stories against what is known to have happened: `python -m evaluation.ledger_stories LEDGER`.

The stories (articles.jsonl) name the facts that each article mainly tells; facts.jsonl says who did what to whom, when,
how many, and which act it answers. Make the ledger with `dragoman add LEDGER articles.jsonl` first. Measured are, over
the main facts of the articles that were coded:

- recall: main facts that some event tells (sides, kind of act, a date near enough; counts do not decide);
- precision: events of SANCTION/expel in the facts' time that tell a fact, of all that are neither totals nor denied,
  hypothetical or historical;
- count: matched events with the fact's count;
- B-cubed of merging: over pairs (article, main fact), whether articles of one fact are in one event and no others;
- answers: links `answers` between matched events against the facts' `answers`, F1.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.ledger import open_ledger
from dragoman.ledger.days import window

KINDS = {
    "EXPEL": {"SANCTION/expel"},
    "CLOSE_MISSION": {"SANCTION/expel"},
    "REDUCE_STAFF": {"SANCTION/expel"},
    "RECALL_AMBASSADOR": {"SANCTION/withdraw"},
    "UNFRIENDLY_LIST": {"SANCTION/discontinue"},
    "SANCTION": {"SANCTION/discontinue"},
    "TRAVEL_BAN": {"SANCTION/discontinue"},
    "THREATEN": {"THREATEN"},
}
CODES = {"EU": "EUR"}
SLACK_DAYS = 10
"""How far an event's date may lie from the fact's: an undated event stands at the day of its first article."""


@dataclass(frozen=True)
class Fact:
    """What happened, from facts.jsonl."""

    id: str
    actor: frozenset[str]
    recipient: frozenset[str]
    kind: str
    first: int
    last: int
    count: float | None
    answers: frozenset[str]


def read_facts(path: Path) -> dict[str, Fact]:
    """Return the facts by id."""
    facts = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        span = window(row["date"]) or (0, 0)
        answers = row["answers"] if isinstance(row["answers"], list) else [row["answers"]] if row["answers"] else []
        facts[row["id"]] = Fact(
            row["id"], _codes(row["actor"]), _codes(row["target"]), row["type"], *span, row["count"], frozenset(answers)
        )
    return facts


def _codes(named: str | list[str]) -> frozenset[str]:
    return frozenset(CODES.get(name, name) for name in (named if isinstance(named, list) else [named]))


def likeness(event: dict[str, Any], fact: Fact) -> float:
    """Return how well an event fits a fact: 0 where it does not, more for the same count and a nearer date."""
    kind = f"{event['event']}/{event['mode']}" if event["mode"] else event["event"]
    if kind not in KINDS[fact.kind] or not _overlap(event, fact):
        return 0.0
    span = (window(event["date"]["start"]), window(event["date"]["end"])) if event["date"] else (None, None)
    if span[0] is None or span[1] is None:
        return 0.1
    gap = max(0, span[0][0] - fact.last, fact.first - span[1][1])
    slack = SLACK_DAYS if event["date"]["basis"] in ("stated", "dateline") else 4 * SLACK_DAYS
    if gap > slack:
        return 0.0
    count = event["count"]["value"] if event["count"] else None
    agrees = 2.0 if count is not None and count == fact.count else 0.5 if None in (count, fact.count) else 0.0
    closes = "consul" in " ".join(piece["text"].casefold() for piece in event["evidence"])
    fits = 0.5 if closes == (fact.kind == "CLOSE_MISSION") else 0.0
    return 1.0 + agrees + fits - gap / 100


def _overlap(event: dict[str, Any], fact: Fact) -> bool:
    sides = [
        ({actor.get("country") for actor in event["actor"]}, fact.actor),
        ({actor.get("country") for actor in event["recipient"]}, fact.recipient),
    ]
    return all(len(told & known) >= 0.5 * len(told | known) for told, known in sides)


def matched(events: list[dict[str, Any]], facts: dict[str, Fact]) -> dict[str, str]:
    """Return for each fact its event: the best pairs first, each event and each fact once."""
    pairs = [(likeness(event, fact), fact.id, event["id"]) for fact in facts.values() for event in events]
    found: dict[str, str] = {}
    for score, fact_id, event_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score > 0 and fact_id not in found and event_id not in found.values():
            found[fact_id] = event_id
    return found


def measure(events: list[dict[str, Any]], articles: list[dict[str, Any]], facts: dict[str, Fact]) -> dict[str, float]:
    """Return the figures; `articles` are those that were coded, with their main facts."""
    events = [e for e in events if not e["tally"] and e["status"] not in ("denied", "hypothetical")]
    by_id = {event["id"]: event for event in events}
    match = matched(events, facts)
    main = {fact for article in articles for fact in article["main_facts"]}
    hit = [fact for fact in sorted(main) if fact in match]
    first, last = min(f.first for f in facts.values()), max(f.last for f in facts.values())
    expelled = [event for event in events if event["mode"] == "expel" and _within(event, first, last)]
    true = [event for event in expelled if any(likeness(event, fact) for fact in facts.values())]
    counted = [fact for fact in hit if facts[fact].count is not None]
    right = [f for f in counted if (by_id[match[f]]["count"] or {}).get("value") == facts[f].count]
    precision, recall = bcubed(events, articles, facts)
    return {
        "main_facts": len(main),
        "recall": len(hit) / max(1, len(main)),
        "expel_events": len(expelled),
        "expel_precision": len(true) / max(1, len(expelled)),
        "count_right": len(right) / max(1, len(counted)),
        "bcubed_precision": precision,
        "bcubed_recall": recall,
        "bcubed_f1": _f1(precision, recall),
        **answers(match, by_id, facts),
    }


def _within(event: dict[str, Any], first: int, last: int) -> bool:
    span = window(event["date"]["start"]) if event["date"] else None
    return not event["historical"] and span is not None and first <= span[0] <= last


def bcubed(events: list[dict[str, Any]], articles: list[dict[str, Any]], facts: dict[str, Fact]) -> tuple[float, float]:
    """Return B-cubed precision and recall of merging, over the pairs of article and main fact that an event tells."""
    event_of: dict[tuple[str, str], str] = {}
    for article in articles:
        for fact in article["main_facts"]:
            told = [e for e in events if article["id"] in e["articles"] and likeness(e, facts[fact]) > 0]
            if told:
                event_of[article["id"], fact] = max(told, key=lambda e: (likeness(e, facts[fact]), e["id"]))["id"]
    by_event: defaultdict[str, list[str]] = defaultdict(list)
    by_fact: defaultdict[str, list[str]] = defaultdict(list)
    for (_, fact), event in event_of.items():
        by_event[event].append(fact)
        by_fact[fact].append(event)
    total = max(1, len(event_of))
    precision = sum(by_event[event].count(fact) / len(by_event[event]) for (_, fact), event in event_of.items()) / total
    recall = sum(by_fact[fact].count(event) / len(by_fact[fact]) for (_, fact), event in event_of.items()) / total
    return precision, recall


def answers(match: dict[str, str], by_id: dict[str, dict[str, Any]], facts: dict[str, Fact]) -> dict[str, float]:
    """Return precision, recall and F1 of `answers` between matched facts."""
    fact_of = {event: fact for fact, event in match.items()}
    told = {
        (fact, fact_of[link["target"]])
        for fact, event in match.items()
        for link in by_id[event]["links"]
        if link["relation"] == "answers" and link["target"] in fact_of
    }
    known = {(fact.id, other) for fact in facts.values() for other in fact.answers if {fact.id, other} <= match.keys()}
    precision = len(told & known) / max(1, len(told))
    recall = len(told & known) / max(1, len(known))
    return {"answers_precision": precision, "answers_recall": recall, "answers_f1": _f1(precision, recall)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Print the figures of a ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="a ledger to which the stories were added")
    parser.add_argument("stories", type=Path, help="the folder with articles.jsonl and facts.jsonl")
    parser.add_argument("--languages", default="en", help="languages of the articles that count, by commas")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was false")
    options = parser.parse_args()
    facts = read_facts(options.stories / "facts.jsonl")
    lines = (options.stories / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    languages = options.languages.split(",")
    articles = [row for row in map(json.loads, lines) if row["language"] in languages]
    with open_ledger(options.ledger, create=False) as ledger:
        held = {article["source_id"] for article in ledger.articles(limit=1_000_000)}
        events = list(ledger.all_events(tallies=True))
    articles = [article for article in articles if article["id"] in held]
    for name, value in measure(events, articles, facts).items():
        print(f"{name:18} {value:.3f}" if isinstance(value, float) else f"{name:18} {value}")
    if options.errors:
        list_errors(events, articles, facts)


def list_errors(events: list[dict[str, Any]], articles: list[dict[str, Any]], facts: dict[str, Fact]) -> None:
    """Print missed main facts, false events and wrong counts."""
    kept = [e for e in events if not e["tally"] and e["status"] not in ("denied", "hypothetical")]
    match, by_id = matched(kept, facts), {event["id"]: event for event in kept}
    for fact in sorted({fact for article in articles for fact in article["main_facts"]}):
        if fact not in match:
            print(f"missed  {facts[fact]}")
        elif facts[fact].count is not None:
            count = by_id[match[fact]]["count"]
            if (count or {}).get("value") != facts[fact].count:
                print(f"count   {fact}: {count} for {facts[fact].count}")
    for event in kept:
        if event["mode"] == "expel" and not any(likeness(event, fact) for fact in facts.values()):
            sides = [[a.get("country") or a["text"] for a in event[side]] for side in ("actor", "recipient")]
            print(f"false   {event['id']} {sides} {event['date']} {event['count']} {event['articles']}")
            print(f"        {event['evidence'][0]['text'] if event['evidence'] else ''}")


if __name__ == "__main__":
    main()
