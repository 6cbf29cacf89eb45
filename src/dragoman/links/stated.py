"""Links that the text states: the words beside an act that say what it answers, denies, undoes, carries out or accompanies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.document import Document
from dragoman.links.across import Pointing, pointing_back
from dragoman.links.created import create_target
from dragoman.links.cues import CueMatch, answer_cues, occasions, replies_in, vow_in
from dragoman.links.denials import denied_charge
from dragoman.links.refusals import refused
from dragoman.links.scene import HOSTILE, MATERIAL, PROVOKING, Act, first_of_turn, is_before, is_reversed, told_in
from dragoman.links.targets import best_target, names_act
from dragoman.links.together import partner_of, whole_of
from dragoman.links.undone import fulfilled_vow, undone_act
from dragoman.mentions import Gazetteer
from dragoman.records import Link, Relation, Report, Span

# A target of this score is meant even where its words do not stand in the phrase.
_SURE = 4.0
# The share of such links that are right over all articles of the corpus, acts given (`python -m evaluation.links`; docs/links.md).
_WITH_PHRASE, _CUE, _REFUSAL = 0.95, 0.6, 0.5
_DENIAL, _REVERSAL, _FULFILMENT, _JOINT, _PART = 0.7, 0.6, 0.8, 0.4, 0.2


def link(relation: Relation, source: Act, target: Act, score: float, words: tuple[int, int] | None) -> Link:
    """Return a link, stated where words are given, else inferred."""
    return Link(
        relation=relation,
        source=source.id,
        target=target.id,
        basis="stated" if words else "inferred",
        score=round(min(max(score, 0.05), 0.99), 2),
        words=Span(start=words[0], end=words[1]) if words else None,
    )


def stated_links(document: Document, gazetteer: Gazetteer, acts: list[Act]) -> tuple[list[Link], list[Report]]:
    """Return the stated links and the reports made for ends that only a link phrase names (also appended to `acts`)."""
    links: list[Link] = []
    created: list[Report] = []
    for start, end in sorted({(e.start, e.end) for act in acts for e in act.report.evidence}):
        for cue in answer_cues(document.text, start, end):
            links += _answers(document, gazetteer, acts, created, (start, end), cue)
        for cue, states in occasions(document.text, start, end):
            if states:
                links += _occasioned(acts, (start, end), cue)
    for one in list(pointing_back(document, acts)):
        if one.states:
            links += _pointed(document, gazetteer, acts, created, one)
    for act in list(acts):
        links += _of_act(document, acts, act)
    return links, created


def _of_act(document: Document, acts: Sequence[Act], act: Act) -> Iterator[Link]:
    """The links of one act that its own words state."""
    looked_for: tuple[tuple[Relation, float, tuple[Act, Span] | None], ...] = (
        ("denies", _DENIAL, denied_charge(document, acts, act)),
        ("reverses", _REVERSAL, undone_act(document, acts, act)),
        ("carries_out", _FULFILMENT, fulfilled_vow(document, acts, act)),
        ("coordinated_with", _JOINT, partner_of(document, acts, act)),
        ("part_of", _PART, whole_of(document, acts, act)),
    )
    for relation, score, found in looked_for:
        if found:
            yield link(relation, act, found[0], score, (found[1].start, found[1].end))
    if looked_for[0][2] is None:
        yield from _vow(document, acts, act)
        yield from _reply(document, acts, act)


def _answers(
    document: Document,
    gazetteer: Gazetteer,
    acts: list[Act],
    created: list[Report],
    sentence: tuple[int, int],
    cue: CueMatch,
) -> Iterator[Link]:
    sources = _sources(acts, *sentence, cue)
    score = _WITH_PHRASE if cue.has_phrase else _CUE
    for source in sources:
        target = _target(document, gazetteer, acts, created, source, cue)
        if target is not None and source.id != target.id and not source.actors & target.actors:
            yield link("answers", source, target, score, (cue.start, cue.end))


def _target(
    document: Document, gazetteer: Gazetteer, acts: list[Act], created: list[Report], source: Act, cue: CueMatch
) -> Act | None:
    """Return the act that a cue says is answered, made from the words of its phrase where no report tells it."""
    if not cue.has_phrase:
        found = best_target(source, acts, document.text, 0, 0)
        if found is None:
            return None
        is_like = (found[0].event, found[0].report.mode) == (source.event, source.report.mode)
        return found[0] if is_like else first_of_turn(found[0], acts)
    found = best_target(source, acts, document.text, cue.end, cue.reach)
    if found is not None and (
        found[0].lies_in(cue.end, cue.reach) or (found[1] >= _SURE and is_reversed(source, found[0]))
    ):
        return found[0]
    report = create_target(document, gazetteer, source, cue.end, cue.reach)
    if report is not None:
        created.append(report)
        acts.append(Act(report, len(acts), source.is_article_dated))
        return acts[-1]
    is_named = names_act(document.text[cue.end : cue.reach])
    return found[0] if found is not None and is_named else None


def _pointed(
    document: Document, gazetteer: Gazetteer, acts: list[Act], created: list[Report], one: Pointing
) -> Iterator[Link]:
    """Where "the move came in response to …", its source is told in a sentence before."""
    for source in one.sources:
        target = _target(document, gazetteer, acts, created, source, one.cue)
        if target is not None and source.id != target.id and not source.actors & target.actors:
            yield link("answers", source, target, _WITH_PHRASE, (one.cue.start, one.cue.end))


def _occasioned(acts: Sequence[Act], sentence: tuple[int, int], cue: CueMatch) -> Iterator[Link]:
    """An act and, behind "over" or "because of", the other side's act that it is an answer to."""
    start, _ = sentence
    before = [
        act
        for act in acts
        if act.lies_in(start, cue.start) and act.event in HOSTILE and act.report.status in ("occurred", "announced")
    ]
    inside = [act for act in acts if act.lies_in(cue.end, cue.reach) and act.event in PROVOKING and act.is_real]
    for target in inside[:1]:
        for source in before:
            is_aimed = bool(source.recipients & target.actors) or not target.actors or target.recipients & source.actors
            if source.id != target.id and is_aimed and not source.actors & target.actors and is_before(target, source):
                yield link("answers", source, target, _CUE, (cue.start, cue.end))


def _sources(acts: Sequence[Act], start: int, end: int, cue: CueMatch) -> list[Act]:
    """Return the acts of a sentence that a cue says are the answer: the nearest outside its phrase, and its companions."""
    around = [
        (min(abs(span.start - cue.start) for span in act.places if start <= span.start < end), act)
        for act in acts
        if any(start <= span.start < end and not cue.end <= span.start < cue.reach for span in act.places)
        and act.report.status in ("occurred", "announced", "hypothetical")
    ]
    if not around:
        return []
    # "After the expulsion the embassy vowed to respond to it": the act whose own words hold the cue is the one that answers.
    around.sort(
        key=lambda row: (
            not row[1].holds(cue.start, cue.end),
            cue.is_behind and not any(start <= span.start < cue.start for span in row[1].places),
            cue.has_phrase and row[1].event not in MATERIAL,
            row[0],
        )
    )
    nearest = around[0][1]
    return [
        nearest,
        *(act for _, act in around[1:] if act.event == nearest.event and act.actors == nearest.actors),
    ]


def _vow(document: Document, acts: Sequence[Act], act: Act) -> Iterator[Link]:
    """A threat that promises an answer answers what the other side has done: all of it that is told beside it."""
    if act.event != "THREATEN":
        return
    for start, end, _ in told_in(document, act):
        words = vow_in(document.text, start, end)
        if words is None:
            continue
        done = [one for one in acts if one.event in HOSTILE and one.report.status in ("occurred", "announced")]
        done = [one for one in done if one.report.status == "occurred"] or done
        found = best_target(act, done, document.text, 0, 0)
        if found is None or not (
            is_reversed(act, found[0]) or (found[0].recipients & act.actors and not act.recipients)
        ):
            continue
        best = found[0]
        for one in done:
            is_same_turn = one.event == best.event and one.actors == best.actors and one.recipients == best.recipients
            if one.id == best.id or (is_same_turn and one.day == best.day and one.first < act.first):
                yield link("answers", act, one, _CUE, (words.start(), words.end()))
        return


def _is_told_before(first: Act, second: Act) -> bool:
    """Return whether an act is told first, or is dated to an earlier day."""
    return first.first < second.first or bool(first.day and second.day and first.day < second.day)


def _reply(document: Document, acts: Sequence[Act], act: Act) -> Iterator[Link]:
    """A request refused, and what the text calls a reply to what was said."""
    found = refused(document, acts, act)
    if found:
        yield link("answers", act, found[0], _REFUSAL, (found[1].start, found[1].end))
        return
    if act.event not in ("ACCUSE", "REJECT"):
        return
    for start, end, trigger in told_in(document, act):
        words = replies_in(document.text, max(start, trigger.start - 40), end)
        said = [
            one
            for one in acts
            if words
            and one.event in ("REQUEST", "ACCUSE", "THREATEN")
            and is_reversed(act, one)
            and _is_told_before(one, act)
        ]
        if words and said:
            best = max(said, key=lambda one: (one.first < act.first, one.first))
            yield link("answers", act, best, _REFUSAL, (words.start(), words.end()))
            return
