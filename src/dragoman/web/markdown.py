"""The report as Markdown, for notes and issues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.web import lanes
from dragoman.web.naming import code_name, day, headline, kind, number, shown, web_address

Plain = dict[str, Any]

_MARKUP = re.compile(r"([\\`*_\[\]<>#!|~&])")


def markdown(data: Plain) -> str:
    """Return the report's contents as Markdown; words of the articles are escaped."""
    return "\n".join(_lines(data)) + "\n"


def plain(text: object) -> str:
    """Return text in which nothing is read as Markdown or HTML, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(shown(text).split()))


def _lines(data: Plain) -> Iterator[str]:
    yield from (f"# {plain(data['title'])}", "")
    said = ", ".join(f"{name} {value}" for name, value in data["filter"].items()) or "everything"
    yield from (f"{data['total']} events ({plain(said)}) from {plain(data['ledger'])}.", "")
    if data["total"] > len(data["events"]):
        yield from (f"The first {len(data['events'])} are listed.", "")
    yield from _series(data["series"])
    for chain in data["chains"]:
        yield from _chain(chain)
    yield from ("## Events", "")
    for event in data["events"]:
        yield from _event(event)
    yield from ("", "## Sources", "")
    for label, article in sorted(data["articles"].items(), key=lambda item: (item[1]["published"] or "", item[0])):
        yield f"- {_source(label, article)}"


def _series(series: Plain) -> Iterator[str]:
    yield from ("## Events over time", "")
    heads = ("Period", "Events", "Verbal coop.", "Material coop.", "Verbal conflict", "Material conflict", "Mean scale")
    yield from (f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1))
    for one in series["periods"]:
        quads = " | ".join(str(one["quads"][quad]) for quad in "1234")
        yield f"| {one['period']} | {one['events']} | {quads} | {one['mean_scale']} |"
    yield ""


def _chain(chain: Plain) -> Iterator[str]:
    sides = ", ".join(plain(code_name(side)) for side in chain["sides"][:8])
    yield from (f"## Chain {chain['id']}: {sides}", "")
    for row in lanes.draw(chain["events"]).rows:
        figure = number(row.event["count"])
        yield f"- {day(row.event['date'])}: {plain(headline(row.event))}{f' ({plain(figure)})' if figure else ''}"
        for arrow in row.replies:
            after = f" after {arrow.days} days" if arrow.days is not None else ""
            size = f", {arrow.proportion}" if arrow.proportion else ""
            yield f"  - {arrow.words} {arrow.target}{after}{size} ({arrow.basis}, {arrow.score:.2f})"
    yield ""


def _event(event: Plain) -> Iterator[str]:
    figure = number(event["count"])
    what = f"{plain(headline(event))}{f' ({plain(figure)})' if figure else ''}"
    yield f"- **{day(event['date'])}** {what}. {plain(kind(event))}, {event['status']}, {event['sources']} sources"
    for evidence in event["evidence"][:1]:
        yield f"  > {plain(evidence['text'])} ({plain(evidence['article'])})"


def _source(label: str, article: Plain) -> str:
    title = plain(article["title"] or label)
    url = web_address(article["url"])
    named = f"[{title}](<{url}>)" if url and not re.search(r"[<>\s]", url) else title
    about = ", ".join(plain(part) for part in (article["publisher"], article["published"]) if part)
    return f"{named} ({about})" if about else named
