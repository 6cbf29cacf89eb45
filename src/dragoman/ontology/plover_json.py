"""Reports in PLOVER 2.0's record form, with its field names exactly.

The auxiliary modes that PLOVER keeps among contexts (historical, future, hypothetical, negation) are written there from the
status; what has no PLOVER field (links, deadlines, reasons, attribution) goes under `dragoman`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.records import Actor, Article, Coded, Link, Place, Report

_STATUS_CONTEXT = {"announced": "future", "hypothetical": "hypothetical", "denied": "negation"}
# What PLOVER's `size` counts, by the types and modes that our count then belongs to.
_SIZE = {"COERCE/arrest": "arrested"}


def plover_records(coded: Coded) -> Iterator[dict[str, Any]]:
    """Yield one PLOVER record for each report of a coded article, in text order."""
    for report in coded.reports:
        yield _record(coded, report, [link for link in coded.links if link.source == report.id])


def _record(coded: Coded, report: Report, links: Sequence[Link]) -> dict[str, Any]:
    article = coded.article
    evidence = report.evidence[0]
    return {
        "id": report.id,
        "date": report.date.start if report.date else None,
        "enddate": report.date.end if report.date and report.date.end != report.date.start else None,
        "actor": [_entity(actor) for actor in report.actor],
        "recipient": [_entity(actor) for actor in report.recipient],
        "event": report.event,
        "mode": report.mode,
        "context": [*report.context, *_auxiliary(report)],
        "event_loc": [_place(place) for place in report.place],
        "event_text": article.text[evidence.trigger.start : evidence.trigger.end] if evidence.trigger else None,
        "quad_code": report.quad_code,
        "event_scale": report.event_scale,
        "link": [{"relation": link.relation, "id": link.target, "basis": link.basis} for link in links],
        "text": article.text[evidence.start : evidence.end],
        "text_info": {"start": evidence.start, "end": evidence.end},
        "size": _size(report),
        "cite_info": _cite(article),
        "coder": coded.coder,
        "coded_date": None,
        "comment": None,
        "dragoman": {
            "cameo": report.cameo,
            "status": report.status,
            "score": report.score,
            "deadline": report.deadline.to_dict() if report.deadline else None,
            "reason": [reason.to_dict() for reason in report.reason],
            "attribution": report.attribution.to_dict() if report.attribution else None,
        },
    }


def _auxiliary(report: Report) -> list[str]:
    found = ["historical"] if report.historical else []
    if report.status in _STATUS_CONTEXT:
        found.append(_STATUS_CONTEXT[report.status])
    return found


def _entity(actor: Actor) -> dict[str, Any]:
    return {
        "code": actor.country,
        "sector": actor.sector,
        "entity_text": actor.text,
        "identifier_id": None,
        "identifier_text": actor.name,
        "office": actor.role,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": place.country,
        "resolution": place.resolution,
    }


def _size(report: Report) -> dict[str, float]:
    name = _SIZE.get(f"{report.event}/{report.mode}")
    if name is None or report.count is None or report.count.value is None:
        return {}
    return {name: report.count.value}


def _cite(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": article.publisher,
        "licence": None,
    }
