"""A report to mail and print: one file of HTML that needs no network, or Markdown."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

from dragoman.ledger import EventFilter
from dragoman.web.asking import parameters
from dragoman.web.lanes import ROW
from dragoman.web.markdown import markdown
from dragoman.web.queries_overview import articles_named
from dragoman.web.rendering import render
from dragoman.web.site import Site

Plain = dict[str, Any]

MAX_EVENTS = 1000
MAX_CHAINS = 12
MAX_ROWS = 80


def contents(site: Site, wanted: EventFilter, title: str | None = None) -> Plain:
    """Return what a report holds: its filter, the events in order of time, their chains, series, sides and sources."""
    chosen = replace(wanted, sort="date", limit=MAX_EVENTS, offset=0)
    events = site.ledger.events(chosen)
    chains = site.chains(replace(wanted, sort="date"), MAX_CHAINS, 0)
    series = site.series(wanted, is_exact=True)
    said = parameters(replace(wanted, sort="-date", limit=50, offset=0))
    return {
        "title": title or f"Report from {site.name}",
        "ledger": site.name,
        "filter": said,
        "total": series["total"],
        "events": events,
        "chains": chains,
        "series": series,
        "sides": site.sides(wanted),
        "articles": _articles(site, events),
        "first": events[0]["date"] if events else None,
        "last": events[-1]["date"] if events else None,
    }


def _articles(site: Site, events: list[Plain]) -> dict[str, Plain]:
    """Return title, publisher, date and address of every article that the events name."""
    labels = [label for event in events for label in event["articles"]]
    with site.reading() as connection:
        return articles_named(connection, labels)


def report(site: Site, wanted: EventFilter, *, form: str = "html", title: str | None = None) -> str:
    """Return the report of a filter.

    Args:
        form: "html" (one file, its style inside, no script) or "md".
        title: what stands on top.
    """
    data = contents(site, wanted, title)
    if form == "md":
        return markdown(data)
    style = files("dragoman.web").joinpath("static/dragoman.css").read_text(encoding="utf-8")
    return render("report.html", {"data": data, "style": style, "row_height": ROW, "most": MAX_ROWS})
