"""From candidates to reports: one record for each act of the article, however often it tells the act."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.acts import rules
from dragoman.acts.contexts import contexts_of
from dragoman.acts.decode import SAY, Candidate
from dragoman.acts.details import count_of, date_of, deadline_of, places_of, reasons_of
from dragoman.acts.details_dates import is_answered
from dragoman.acts.drafts import Draft, countries, make_drafts
from dragoman.acts.expulsions import drop_lent_actors, point_back, settle_expellers, settle_own_missions
from dragoman.acts.inference import infer_missing
from dragoman.acts.lists import expand_lists, part_equals, split_counted, split_mutual
from dragoman.acts.marked import without_repeats
from dragoman.acts.merging import merge_reports
from dragoman.acts.model import LEAST_SCORE
from dragoman.acts.rulings import (
    LEAST_POLITICAL_ACTS,
    SURELY_ACT,
    is_disaster_measure,
    is_political,
    is_without_politics,
    settle_expulsions,
    turn_charges,
    unname_vows,
)
from dragoman.acts.scoring import features, score_of
from dragoman.acts.sides import SideWeights, weigh_sides
from dragoman.document import Document
from dragoman.mentions import Gazetteer
from dragoman.ontology.crosswalk import default_leaf, older_type
from dragoman.ontology.plover import event_scale, quad_code
from dragoman.records import Attribution, Evidence, Quote, Report, Span, content_hash

# A candidate below this share of the least score is dropped before others are read in its light; what a list makes surer stays.
_PROSPECT = 0.5


def build_reports(
    document: Document,
    gazetteer: Gazetteer,
    candidates: Sequence[Candidate],
    quotes: Sequence[Quote],
    weights: Sequence[float] | None = None,
    least_score: float = LEAST_SCORE,
    sides: SideWeights | None = None,
    is_merging: bool = True,
) -> list[Report]:
    """Return the reports of an article in text order: roles resolved, details attached, repeats merged.

    Args:
        document: with mentions, places, times and quantities.
        gazetteer: actors known by name.
        candidates: what the model saw.
        quotes: the article's attributions.
        weights: of the score (`dragoman.acts.scoring`), from the model's manifest.
        least_score: reports below it are left out.
        sides: of the weighing of whom acts mean (`dragoman.acts.sides`); without them the rules' word stands.
        is_merging: without it each telling of an act is a report of its own.
    """
    told = settle_own_missions(document, settle_expulsions(document, candidates))
    settled = without_repeats(unname_vows(document, told))
    likely = [one for one in settled if one.type != SAY and score_of(features(one), weights) >= least_score * _PROSPECT]
    found = candidate_reports(document, gazetteer, likely, quotes, weights, sides)
    reports = [report for _, report in found if report.score >= least_score]
    return merge_reports(reports, document.text) if is_merging else reports


def candidate_reports(
    document: Document,
    gazetteer: Gazetteer,
    candidates: Sequence[Candidate],
    quotes: Sequence[Quote],
    weights: Sequence[float] | None = None,
    sides: SideWeights | None = None,
) -> list[tuple[tuple[float, ...], Report]]:
    """Return every codable candidate as a report, unmerged, with the numbers that its score is made from."""
    drafts = [
        draft
        for draft in settled_drafts(document, gazetteer, candidates, quotes, sides)
        if rules.is_codable(draft) and not is_disaster_measure(document, draft)
    ]
    political = [draft for draft in drafts if is_political(draft.kind, draft.actors, draft.recipients)]
    if is_without_politics(document, political):
        return []
    scores = [score_of(features(draft.candidate), weights) for draft in political]
    in_political_news = sum(score >= SURELY_ACT for score in scores) >= LEAST_POLITICAL_ACTS
    out = []
    for draft in drafts:
        if is_political(draft.kind, draft.actors, draft.recipients, in_political_news):
            numbers = features(draft.candidate)
            out.append((numbers, _report(document, draft, score_of(numbers, weights), drafts)))
    return out


def settled_drafts(
    document: Document,
    gazetteer: Gazetteer,
    candidates: Sequence[Candidate],
    quotes: Sequence[Quote],
    sides: SideWeights | None,
) -> list[Draft]:
    """Return the acts with their sides as words, rules and weights have them; without weights as the rules alone do."""
    drafts = make_drafts(document, gazetteer, candidates, quotes)
    drafts = [draft for draft in drafts if not rules.is_excluded(document, draft)]
    drafts = split_mutual(document, split_counted(document, expand_lists(document, gazetteer, drafts)))
    for draft in drafts:
        rules.mark_background(document, draft)
        draft.is_background |= is_answered(document, draft.candidate, draft.sentence)
    rules.turn_passive(document, drafts)
    rules.read_relative(document, drafts)
    rules.read_nominal(document, drafts)
    settle_expellers(document, gazetteer, drafts)
    rules.drop_told_actor(drafts)
    drop_lent_actors(drafts)
    for draft in drafts:
        draft.said = (list(draft.actors), list(draft.recipients))
    infer_missing(drafts, quotes)
    turn_charges(document, drafts)
    point_back(document, drafts)
    if sides is not None:
        weigh_sides(document, drafts, quotes, sides)
    rules.part_sides(drafts)
    part_equals(drafts)
    return drafts


def _report(document: Document, draft: Draft, score: float, drafts: Sequence[Draft]) -> Report:
    candidate, sentence = draft.candidate, draft.sentence
    mode = candidate.mode or None
    beside = [other.candidate for other in drafts if other.sentence == sentence and not other.is_background]
    when = date_of(document, candidate, sentence, draft.is_background, beside)
    status = rules.status_of(document, draft)
    actors, recipients = tuple(draft.actors), tuple(draft.recipients)
    identity = content_hash(
        document.article.id, candidate.start, candidate.end, candidate.type, *sorted(countries(actors)),
        *sorted(countries(recipients)),
    )  # fmt: skip
    following = next((one for one in document.sentences if one.start >= sentence.end), None)
    return Report(
        id=identity,
        event=candidate.type,
        mode=mode,
        cameo=_leaf(candidate),
        status=status,
        historical=candidate.historical > 0.5,
        actor=actors,
        recipient=recipients,
        date=when,
        place=places_of(document, candidate, sentence),
        count=count_of(document, candidate, recipients),
        deadline=deadline_of(document, candidate, sentence, following, when),
        reason=reasons_of(document, candidate),
        attribution=attribution_of(draft),
        context=contexts_of(document.text[sentence.start : sentence.end], candidate.type, mode),
        quad_code=quad_code(candidate.type),
        event_scale=event_scale(candidate.type, mode),
        evidence=(
            Evidence(start=sentence.start, end=sentence.end, trigger=Span(start=candidate.start, end=candidate.end)),
        ),
        score=score,
    )


def _leaf(candidate: Candidate) -> str:
    """Return the model's CAMEO leaf where it agrees with the type, else the one the type and mode stand for."""
    if candidate.cameo is not None:
        older = older_type(candidate.cameo)
        if older == candidate.type or (older == "YIELD" and candidate.type in ("CONCEDE", "RETREAT")):
            return candidate.cameo
        if candidate.type == "SANCTION" and candidate.cameo[:3] in ("163", "116", "173"):
            return candidate.cameo
    return default_leaf(candidate.type, candidate.mode)


def attribution_of(draft: Draft) -> Attribution | None:
    """Return who says that the act happened, from the quote that holds the trigger."""
    quote = draft.quote
    if quote is None:
        return None
    speaker = quote.speaker
    return Attribution(
        quote=quote.id,
        source=quote.source,
        cue=quote.cue,
        speaker=None if speaker is None else msgspec.structs.replace(speaker),
        description=quote.description,
    )
