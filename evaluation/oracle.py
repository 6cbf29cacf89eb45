"""How well reports are made when the model is right: python -m evaluation.oracle FOLDER_OF_ACTS

The annotation of `.acts` articles itself serves as what the model saw (triggers, types, modes, statuses and the role spans that stand
in the text; sides left unsaid, codes and resolved values are withheld). All stages behind the model then run as ever, and the
reports are scored against the same annotation: what is lost here is lost by the rules, not by the model.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.acts.decode import SAY, Candidate, RoleSpan
from dragoman.acts.reports import build_reports
from dragoman.acts.sides import load_sides
from dragoman.cli.evaluate import lines
from dragoman.document import Document
from dragoman.evaluation.acts_format import Act, Piece, Say, parse
from dragoman.evaluation.acts_format import Document as Annotated
from dragoman.evaluation.gold import GoldAct, GoldArticle, read_acts
from dragoman.evaluation.scores import Scores, affinity, match, report_codes, score
from dragoman.language.sentences import split_sentences
from dragoman.mentions import Gazetteer, find_mentions, find_places, load_gazetteer
from dragoman.mentions.dates import find_times
from dragoman.mentions.quantities import find_quantities
from dragoman.mentions.quotes import build_quotes
from dragoman.records import Coded, Report
from dragoman.sources import make_article

SURE = 0.95
DETAILS = ("count", "deadline", "reason", "date")


@dataclass(slots=True)
class Case:
    """A gold article, what an unerring model would see in it, and the story it belongs to."""

    gold: GoldArticle
    candidates: list[Candidate]
    story: str


@dataclass(slots=True)
class Faults:
    """What went wrong, by kind, with a line on each case."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, kind: str, gold: GoldArticle, place: int, words: str) -> None:
        """Count a fault and keep a line on it, with the text around its place."""
        self.counts[kind] += 1
        near = gold.text[max(0, place - 160) : place + 120].replace("\n", "/")
        self.told.append(f"{kind} | {gold.id} | {words} | …{near}…")


def read_cases(folder: Path, details: Sequence[str] = DETAILS) -> list[Case]:
    """Return the articles below a folder; of the details' spans only those named are shown to the rules."""
    cases = []
    for file in sorted(folder.rglob("*.acts")):
        documents, _ = parse(file.read_text(encoding="utf-8"))
        named = [document for document in documents if document.id is not None]
        for gold, document in zip(read_acts(file), named, strict=True):
            cases.append(Case(gold, candidates_of(document, details), document.story or gold.id))
            cases[-1].gold = _dated(gold, document.published)
    return cases


def _dated(gold: GoldArticle, published: str | None) -> GoldArticle:
    from dataclasses import replace

    return replace(gold, published=published)


def candidates_of(document: Annotated, details: Sequence[str]) -> list[Candidate]:
    found, start = [], 0
    for unit in document.units:
        found += [_act(act, start, details) for act in unit.acts]
        found += [_say(say, start) for say in unit.says]
        start += len(unit.text) + 2
    return sorted(found, key=lambda one: (one.start, one.end, one.type))


def _act(act: Act, start: int, details: Sequence[str]) -> Candidate:
    roles = {"actor": _spans(act.actor, start), "recipient": _spans(act.recipient, start)}
    for key in details:
        if key in act.details:
            roles[key] = _spans([act.details[key]], start)
    return Candidate(
        type=act.type, start=act.trigger[0] + start, end=act.trigger[1] + start, score=SURE, mode=act.mode, mode_score=SURE,
        cameo=act.cameo, status=act.status, historical=float(act.historical),
        roles={role: spans for role, spans in roles.items() if spans},
    )  # fmt: skip


def _say(say: Say, start: int) -> Candidate:
    roles = {"content": [RoleSpan(a + start, b + start, SURE) for a, b in say.content]}
    if say.source is not None:
        roles["source"] = [RoleSpan(say.source[0] + start, say.source[1] + start, SURE)]
    return Candidate(type=SAY, start=say.cue[0] + start, end=say.cue[1] + start, score=SURE, roles=roles)


def _spans(pieces: Sequence[Piece], start: int) -> list[RoleSpan]:
    return [RoleSpan(p.span[0] + start, p.span[1] + start, SURE) for p in pieces if p.span is not None]


def code(case: Case, gazetteer: Gazetteer, is_weighed: bool = True) -> tuple[Coded, Document]:
    """Return the article as coded from its own annotation, and all that the stages saw in it.

    Without `is_weighed` the sides are those of the rules alone (dragoman.acts.sides).
    """
    document = seen(case, gazetteer)
    document.reports = build_reports(
        document, gazetteer, case.candidates, document.quotes, sides=load_sides() if is_weighed else None
    )
    return Coded(article=document.article, reports=tuple(document.reports), quotes=tuple(document.quotes)), document


def seen(case: Case, gazetteer: Gazetteer) -> Document:
    """Return the article as the stages before the reports leave it, with the annotation's quotations."""
    gold = case.gold
    article = make_article(gold.text, title=gold.title, published=gold.published, source_id=gold.id, language="en")
    document = Document(article)
    document.sentences = split_sentences(article)
    document.mentions = find_mentions(document, gazetteer)
    document.places = find_places(document, gazetteer)
    document.times = find_times(document)
    document.quantities = find_quantities(document)
    document.quotes = build_quotes(document, gazetteer, [one for one in case.candidates if one.type == SAY])
    return document


def faults_of(cases: Sequence[Case], coded: Sequence[Coded]) -> Faults:
    """Return why acts were missed and reports false: sides, merging, dropping; and which details are wrong."""
    out = Faults()
    for case, one in zip(cases, coded, strict=True):
        gold = case.gold
        pairs = match(gold.acts, one.reports)
        paired_acts, paired_reports = {act.id for act, _ in pairs}, {report.id for _, report in pairs}
        for act in gold.acts:
            if act.id not in paired_acts and not act.is_optional:
                out.add(_why_missed(act, one.reports, paired_reports), gold, act.spans[0][0], _told(act, one.reports))
        for report in one.reports:
            if report.id not in paired_reports:
                trigger = report.evidence[0].trigger
                place = trigger.start if trigger else report.evidence[0].start
                out.add(_why_false(report, gold.acts, paired_acts), gold, place, _seen(report))
        for act, report in pairs:
            _details(gold, act, report, out)
    return out


def _touch(act: GoldAct, report: Report) -> bool:
    triggers = [evidence.trigger for evidence in report.evidence if evidence.trigger]
    return act.type == report.event and any(s < t.end and t.start < e for s, e in act.spans for t in triggers)


def _why_missed(act: GoldAct, reports: Sequence[Report], paired: set[str]) -> str:
    touching = [report for report in reports if _touch(act, report)]
    if not touching:
        return "missed: dropped"
    free = [report for report in touching if report.id not in paired]
    if not free:
        return "missed: merged away"
    wrong = [
        name
        for name, gold, side in (("actor", act.actors, "actor"), ("recipient", act.recipients, "recipient"))
        if gold and not _agree(gold, getattr(free[0], side))
    ]
    return "missed: " + (" and ".join(wrong) or "side")


def _agree(gold: frozenset[str], side: object) -> bool:
    found = report_codes(side)  # type: ignore[arg-type]
    return bool(gold & found) or any(one.partition(":")[0] in found for one in gold if ":" in one)


def _why_false(report: Report, acts: Sequence[GoldAct], paired: set[str]) -> str:
    touching = [act for act in acts if _touch(act, report)]
    if any(act.id in paired and affinity(act, report) for act in touching):
        return "false: told twice"
    if any(act.id in paired for act in touching):
        return "false: told twice, other sides"
    return "false: sides" if touching else "false: no act"


def _details(gold: GoldArticle, act: GoldAct, report: Report, out: Faults) -> None:
    place = act.spans[0][0]
    if act.date is not None and not _date_fits(act.date, report):
        found = report.date
        out.add("date", gold, place, f"{act.id} {act.date} got {found and (found.start, found.end, found.basis)}")
    if act.date is None and act.is_background and report.date and report.date.basis == "published":
        out.add("date: background on publication day", gold, place, act.id)
    if act.count is not None and (report.count is None or report.count.value != act.count):
        out.add("count", gold, place, f"{act.id} {act.count:g} got {report.count and report.count.value}")
    if act.count is None and report.count is not None and report.count.value is not None:
        out.add("count: none in gold", gold, place, f"{act.id} got {report.count.value:g} {report.count.unit}")
    if act.deadline is not None and (report.deadline is None or report.deadline.date != act.deadline):
        got = report.deadline and (report.deadline.date, report.deadline.text)
        out.add("deadline", gold, place, f"{act.id} {act.deadline} got {got}")
    if act.deadline is None and report.deadline is not None:
        out.add("deadline: none in gold", gold, place, f"{act.id} got {report.deadline.text}")
    if act.status != report.status:
        out.add("status", gold, place, f"{act.id} {act.type} {act.status} got {report.status}")


def _date_fits(day: str, report: Report) -> bool:
    date = report.date
    if date is None:
        return False
    if len(day) < 10:
        return date.start.startswith(day)
    return date.start == day or (date.precision in ("week", "range") and date.start <= day <= date.end)


def _told(act: GoldAct, reports: Sequence[Report]) -> str:
    sides = f"{','.join(sorted(act.actors)) or '?'} → {','.join(sorted(act.recipients)) or '?'}"
    got = "; ".join(_seen(report) for report in reports if _touch(act, report))
    return f"{act.id} {act.type}/{act.mode or ''} {sides} got {got}"


def _seen(report: Report) -> str:
    sides = " → ".join(",".join(f"{a.country or '?'}" for a in side) for side in (report.actor, report.recipient))
    day = report.date.start if report.date else "-"
    return f"{report.event}/{report.mode or ''} {sides} {day} ({len(report.evidence)})"


def is_even(story: str) -> bool:
    """Return whether a story's number is even: even ones are for developing rules, odd ones for testing them."""
    numbers = re.findall(r"\d+", story)
    return bool(numbers) and int(numbers[-1]) % 2 == 0


def measure(cases: Sequence[Case], gazetteer: Gazetteer, is_weighed: bool = True) -> tuple[Scores, Faults]:
    """Return the scores and the faults of articles coded from their own annotation."""
    coded = [code(case, gazetteer, is_weighed)[0] for case in cases]
    return score([case.gold for case in cases], coded), faults_of(cases, coded)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores, the faults by kind and, if asked, each fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", choices=("even", "odd", "all"), default="all")
    parser.add_argument(
        "--bare", action="store_true", help="withhold the spans of dates, counts, deadlines and reasons"
    )
    parser.add_argument("--rules", action="store_true", help="leave the sides to the rules: nothing is weighed")
    parser.add_argument("--errors", action="store_true", help="print a line on each fault")
    options = parser.parse_args(arguments)
    cases = read_cases(options.folder, () if options.bare else DETAILS)
    if options.stories != "all":
        cases = [case for case in cases if is_even(case.story) == (options.stories == "even")]
    scores, faults = measure(cases, load_gazetteer(), not options.rules)
    for line in _report(scores, faults, options.errors):
        print(line)
    return 0


def _report(scores: Scores, faults: Faults, with_errors: bool) -> Iterator[str]:
    yield from lines(scores)
    for kind, times in sorted(faults.counts.items()):
        yield f"{kind:44}{times:6}"
    if with_errors:
        yield from sorted(faults.told)


if __name__ == "__main__":
    raise SystemExit(main())
