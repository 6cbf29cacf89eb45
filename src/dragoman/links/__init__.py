"""Which act answers which, within an article: links that the text states, and links that follow from sides and days."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.document import Document
from dragoman.links.inferred import WEIGHTS, inferred_links, read_weights
from dragoman.links.scene import Act, make_acts
from dragoman.links.stated import stated_links
from dragoman.mentions import Gazetteer
from dragoman.ontology.plover import TYPES
from dragoman.records import Link, Report

# An article with more acts than this is a list or a chronicle: only stated links are looked for among neighbours.
MAX_ACTS = 300


def find_links(
    document: Document, gazetteer: Gazetteer, reports: Sequence[Report], weights: Path = WEIGHTS
) -> tuple[list[Report], list[Link]]:
    """Return the reports (with those added that only a link phrase names) and the links between them, in text order.

    `weights` is the file with the numbers of inferred links (`python -m training.links`).
    """
    acts, links, created = link_stated(document, gazetteer, reports)
    if not acts:
        return list(reports), []
    links += inferred_links(document, acts, links, read_weights(weights))
    place = {act.id: act.first for act in acts}
    links.sort(key=lambda one: (place.get(one.source, 0), one.relation, place.get(one.target, 0)))
    linked = {one.source for one in links} | {one.target for one in links}
    return [*reports, *(report for report in created if report.id in linked)], links


def link_stated(
    document: Document, gazetteer: Gazetteer, reports: Sequence[Report]
) -> tuple[list[Act], list[Link], list[Report]]:
    """Return the acts, the links between them that the text states, and the reports made of acts that only those words name."""
    acts = make_acts(reports, document.article.published is not None)[:MAX_ACTS]
    stated, created = stated_links(document, gazetteer, acts)
    # A report that only a link phrase names needs what every report needs: sides enough for its type.
    created = [one for one in created if one.recipient or (one.actor and not TYPES[one.event].needs_recipient)]
    known = {one.id for one in (*reports, *created)}
    links = _consistent([one for one in stated if one.source in known and one.target in known])
    return [act for act in acts if act.id in known], links, created


def _consistent(links: Sequence[Link]) -> list[Link]:
    """Return the links without repeats and without contradictions: of two that run both ways the surer one stays.

    A denial is no act that the charge could answer: it counts before an answer the other way.
    """
    best: dict[tuple[str, str, str], Link] = {}
    for one in links:
        key = (one.relation, one.source, one.target)
        if one.source != one.target and (key not in best or best[key].score < one.score):
            best[key] = one
    out = []
    for one in best.values():
        back = best.get((one.relation, one.target, one.source))
        is_denied = one.relation == "answers" and ("denies", one.target, one.source) in best
        if not is_denied and (back is None or (one.score, one.source) > (back.score, back.source)):
            out.append(one)
    return out


__all__ = ["MAX_ACTS", "Act", "find_links", "link_stated"]
