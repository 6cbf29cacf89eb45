"""What each page holds, as JSON-ready data: the page draws it, its `.json` twin prints it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.errors import NotFound
from dragoman.ledger import EventFilter
from dragoman.web import queries_overview, queries_relations, queries_review
from dragoman.web.asking import parameters
from dragoman.web.naming import code_name
from dragoman.web.site import Site, unpaged

Plain = dict[str, Any]

LATEST = 25
LONGEST = 6


def overview(site: Site) -> Plain:
    """Return what is new, acts over time by quad, the busiest dyads, the longest chains, the map and the sources."""
    whole = EventFilter()
    return {
        "ledger": site.name,
        "stats": site.stats(),
        "newest": site.kept(("newest",), queries_overview.newest),
        "series": site.series(whole),
        "dyads": site.dyads(12, 0),
        "chains": site.chains_in_brief(whole, LONGEST, 0),
        "map": site.map(),
        "sources": site.sources(),
        "deadlines": _deadlines(site, whole),
    }


def _deadlines(site: Site, wanted: EventFilter) -> list[Plain]:
    today = date.today().isoformat()
    return site.kept(
        ("deadlines", unpaged(wanted), today),
        lambda connection: queries_relations.ahead(connection, unpaged(wanted), today),
    )


def events(site: Site, wanted: EventFilter, *, is_exact: bool = False) -> Plain:
    """Return one page of events with the number of all, facets, and events over time.

    `at_least` says that there are more than `total`; with `is_exact` all are counted, which may take long.
    """
    series = site.series(wanted, is_exact=is_exact)
    return {
        "filter": parameters(wanted),
        "total": series["total"],
        "at_least": series["at_least"],
        "limit": wanted.limit,
        "offset": wanted.offset,
        "events": site.ledger.events(wanted),
        "series": series,
        "sides": site.sides(wanted),
    }


def event(site: Site, event_id: str) -> Plain:
    """Return an event in full, with the events at the other ends of its links.

    Raises:
        NotFound: there is none.
    """
    found = site.ledger.event(event_id)
    ends = [link["target"] for link in found["links"]] + [link["source"] for link in found["linked_from"]]
    with site.reading() as connection:
        linked = queries_review.by_ids(connection, ends)
    return {"event": found, "linked": linked}


def article(site: Site, article_id: str) -> Plain:
    """Return an article with its text, reports and quotes, and the events that its reports tell.

    Raises:
        NotFound: there is none.
    """
    found = site.ledger.article(article_id)
    numbers = [identity for report in found["reports"] for identity in report["events"]]
    with site.reading() as connection:
        told = queries_review.by_ids(connection, numbers)
    return {"article": found, "events": told}


def articles(site: Site, given: dict[str, Any]) -> Plain:
    """Return one page of articles. `given` are the ledger's filters for articles."""
    return {"filter": given, "articles": site.ledger.articles(**given)}


def chains(site: Site, wanted: EventFilter) -> Plain:
    """Return one page of the chains that hold a wanted event, the longest first."""
    return {
        "filter": parameters(wanted, limit=LATEST),
        "limit": wanted.limit,
        "offset": wanted.offset,
        "chains": site.chains_in_brief(wanted, wanted.limit or LATEST, wanted.offset),
    }


def chain(site: Site, chain_id: str) -> Plain:
    """Return a chain with its events and links in order of time.

    Raises:
        NotFound: there is none.
    """
    return {"chain": site.ledger.chain(chain_id)}


def dyads(site: Site, limit: int, offset: int) -> Plain:
    """Return one page of directed pairs, the busiest first."""
    return {"limit": limit, "offset": offset, "dyads": site.dyads(limit, offset)}


def dyad(site: Site, one: str, other: str) -> Plain:
    """Return two sides' relations: events each way over time, answers, quotes about each other, deadlines ahead.

    Raises:
        NotFound: the ledger has no event between them.
    """
    directed = dict(zip(("one", "other"), site.each_way(one, other), strict=True))
    if not any(series["total"] for series in directed.values()) and not _is_known(site, dyad=(one, other)):
        raise NotFound(f"the ledger holds no event between {one} and {other}", "/dyads lists pairs")
    both = EventFilter(dyad=(one, other), sort="-date", limit=LATEST)
    with site.reading() as connection:
        answers = {side: queries_relations.replies(connection, *pair) for side, pair in _pairs(one, other)}
        names = {one: _names(one), other: _names(other)}
        quotes = {
            "one": queries_relations.quotes_of(connection, one, names[other]),
            "other": queries_relations.quotes_of(connection, other, names[one]),
        }
    reciprocity = {
        "one": queries_relations.reciprocity(answers["one"], directed["other"]["total"]),
        "other": queries_relations.reciprocity(answers["other"], directed["one"]["total"]),
    }
    return {
        "one": one,
        "other": other,
        "series": directed,
        "scale": site.series(both),
        "reciprocity": reciprocity,
        "answers": sorted((*answers["one"], *answers["other"]), key=lambda told: told["answer_day"], reverse=True)[:50],
        "quotes": quotes,
        "deadlines": _deadlines(site, both),
        "events": site.ledger.events(both),
    }


def _pairs(one: str, other: str) -> tuple[tuple[str, tuple[str, str]], tuple[str, tuple[str, str]]]:
    return ("one", (one, other)), ("other", (other, one))


def _names(code: str) -> list[str]:
    return list(dict.fromkeys((code_name(code), code if len(code) > 3 else code_name(code))))


def actors(site: Site, name: str | None, limit: int, offset: int) -> Plain:
    """Return one page of sides, the busiest first."""
    return {"name": name, "limit": limit, "offset": offset, "actors": site.actors(name, limit, offset)}


def actor(site: Site, code: str) -> Plain:
    """Return what one side does and what is done to it, with whom, what it says, and deadlines ahead.

    Raises:
        NotFound: no event has it.
    """
    acting, acted_on = EventFilter(actor=code), EventFilter(recipient=code)
    series = dict(zip(("acting", "acted_on"), site.together(acting, acted_on), strict=True))
    acts = series["acting"]["total"] or series["acted_on"]["total"]
    if not acts and not (_is_known(site, actor=code) or _is_known(site, recipient=code)):
        raise NotFound(f"the ledger holds no event of {code}", "/actors lists who acts")
    latest = [site.ledger.events(replace(wanted, sort="-date", limit=LATEST)) for wanted in (acting, acted_on)]
    with site.reading() as connection:
        quotes = queries_relations.quotes_of(connection, code)
    return {
        "code": code,
        "name": code_name(code),
        "series": series,
        "recipients": site.sides(acting)["recipients"],
        "actors": site.sides(acted_on)["actors"],
        "quotes": quotes,
        "deadlines": [*_deadlines(site, acting), *_deadlines(site, acted_on)],
        "events": queries_relations.joined(latest[0], latest[1], key=_when, most=LATEST),
    }


def _is_known(site: Site, **sides: Any) -> bool:
    """Say whether the ledger has such an event, be it a running total or a rejected one."""
    return bool(site.ledger.events(EventFilter(**sides, tallies=True, rejected=True, limit=1)))


def _when(event: Plain) -> tuple[str, str]:
    return (event["date"] or {"start": ""})["start"], event["id"]


def review(site: Site, wanted: EventFilter, order: str, at: str | None) -> Plain:
    """Return the queue of events to review, the one that is looked at in full, and what may be the same event."""
    entries = site.queue(wanted, order)
    place = next((n for n, entry in enumerate(entries) if entry["id"] == at), 0)
    start = max(0, place - 5)
    with site.reading() as connection:
        shown = queries_review.present(connection, entries[start : start + LATEST])
    chosen = (
        next((entry for entry in shown if entry["id"] == at), None) or _asked_for(site, at) or next(iter(shown), None)
    )
    found: Plain = {"order": order, "filter": parameters(wanted), "queued": len(entries), "queue": shown, "at": None}
    if chosen is not None:
        here = shown.index(chosen) if chosen in shown else -1
        found["at"] = {**event(site, chosen["id"]), "why": chosen["why"], "doubt": chosen["doubt"]}
        found["previous"] = shown[here - 1]["id"] if here > 0 else None
        found["next"] = shown[here + 1]["id"] if here + 1 < len(shown) else None
        with site.reading() as connection:
            found["alike"] = queries_review.alike(connection, chosen["event"])
    return found


def _asked_for(site: Site, at: str | None) -> Plain | None:
    """Return an event that is not in the queue (judged, or not doubtful) as an entry of its own."""
    if at is None:
        return None
    try:
        asked = site.ledger.event(at)
    except NotFound:
        # Merged away or split since: the reviewer goes on with the queue.
        return None
    return {"id": asked["id"], "event": asked, "why": [], "doubt": 0.0}


def judgements(site: Site, limit: int, offset: int) -> Plain:
    """Return one page of judgements, newest first: who said what of which events, when and why."""
    found = site.judgements()
    return {"total": len(found), "limit": limit, "offset": offset, "judgements": found[offset : offset + limit]}
