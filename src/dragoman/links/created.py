"""Acts that only a link phrase names ("in response to the EU's sanctions"), made reports so that a link has two ends."""

from __future__ import annotations

import re

from dragoman.document import Document
from dragoman.links.scene import Act
from dragoman.links.targets import kinds_in
from dragoman.mentions import Gazetteer, resolve_span
from dragoman.ontology.crosswalk import default_leaf
from dragoman.ontology.plover import event_scale, quad_code
from dragoman.records import Actor, Evidence, Report, Span, content_hash

CREATED_SCORE = 0.5
_BY = re.compile(r"\b(?:by|from)\s+", re.IGNORECASE)
_ON = re.compile(r"\b(?:of|on|against|in|for|at)\s+", re.IGNORECASE)
_MAKEABLE = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "ACCUSE", "THREATEN", "PROTEST"})


def create_target(document: Document, gazetteer: Gazetteer, source: Act, start: int, end: int) -> Report | None:
    """Return a report of the act that `document.text[start:end]` names, or None where it names none with an actor.

    Its actor is named in the phrase (possessor, "by …") or is the other side of the act that answers it.
    """
    words = document.text[start:end]
    kinds = [kind for kind in kinds_in(words) if kind[0] in _MAKEABLE]
    if not kinds:
        return None
    event, mode, low, high = min(kinds, key=lambda kind: kind[2])
    actors = _named(document, gazetteer, start, start + low) or _after(document, gazetteer, _BY, start + high, end)
    recipients = _after(document, gazetteer, _ON, start + high, end)
    if actors and recipients and {a.country for a in actors} == {a.country for a in recipients}:
        recipients = ()
    actors = actors or _other_side(source.report.recipient)
    recipients = recipients or _other_side(source.report.actor)
    if not any(actor.country for actor in actors) or {a.country for a in actors} & {
        a.country for a in source.report.actor
    }:
        return None
    sentence = next((one for one in document.sentences if one.start <= start < one.end), None)
    if sentence is None:
        return None
    trigger = Span(start=start + low, end=start + high)
    return Report(
        id=content_hash(document.article.id, trigger.start, trigger.end, event, "link"),
        event=event,
        mode=mode or None,
        cameo=default_leaf(event, mode),
        status="occurred",
        actor=actors,
        recipient=recipients,
        quad_code=quad_code(event),
        event_scale=event_scale(event, mode or None),
        evidence=(Evidence(start=sentence.start, end=sentence.end, trigger=trigger),),
        score=CREATED_SCORE,
    )


def _named(document: Document, gazetteer: Gazetteer, start: int, end: int) -> tuple[Actor, ...]:
    """Return who stands before the act's noun: "the EU's", "Russian"."""
    found = [m for m in document.mentions if start <= m.start and m.end <= end + 2 and m.country]
    if not found:
        return ()
    return resolve_span(document, found[0].start, found[0].end, gazetteer)


def _after(
    document: Document, gazetteer: Gazetteer, opener: re.Pattern[str], start: int, end: int
) -> tuple[Actor, ...]:
    place = opener.search(document.text, start, end)
    if place is None:
        return ()
    found = [
        m for m in document.mentions if place.end() <= m.start <= place.end() + 12 and m.end <= end + 2 and m.country
    ]
    return resolve_span(document, found[0].start, found[0].end, gazetteer) if found else ()


def _other_side(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(
        Actor(text=a.text, name=a.name, country=a.country, sector=a.sector, role=a.role, score=min(a.score, 0.6))
        for a in actors
    )
