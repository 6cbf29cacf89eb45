"""How well links are found when the acts are given: python -m evaluation.links FOLDER_OF_ACTS

The acts are the annotation's own (evaluation.oracle); `links` then runs as ever. Counted are links whose two ends were both made
reports. Even-numbered stories are for developing rules and fitting scores, odd ones for testing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Document
from dragoman.evaluation.scores import Tally, link_key, match
from dragoman.links import find_links
from dragoman.links.inferred import WEIGHTS
from dragoman.mentions import Gazetteer, load_gazetteer
from dragoman.records import Link, Report
from evaluation.oracle import Case, code, is_even, read_cases


@dataclass(slots=True)
class Linked:
    """An article with its reports, the links found, and the annotated links by the ids of the reports that tell their ends."""

    case: Case
    document: Document
    reports: list[Report]
    links: list[Link]
    wanted: set[tuple[str, str, str]]
    known: set[str]

    def is_right(self, one: Link) -> bool:
        """Return whether the annotation has this link."""
        return link_key(one.relation, one.source, one.target) in self.wanted

    @property
    def judged(self) -> list[Link]:
        """The links between reports that tell an annotated act; of others nothing is known."""
        return [one for one in self.links if one.source in self.known and one.target in self.known]


def link_case(case: Case, gazetteer: Gazetteer, weights: Path = WEIGHTS) -> Linked:
    """Return an article linked from its own annotation."""
    coded, document = code(case, gazetteer)
    pairs = match(case.gold.acts, coded.reports)
    report_of = {act.id: report.id for act, report in pairs}
    reports, links = find_links(document, gazetteer, document.reports, weights)
    wanted = {
        link_key(r, report_of[a], report_of[b]) for a, r, b in case.gold.links if a in report_of and b in report_of
    }
    return Linked(case, document, reports, links, wanted, set(report_of.values()))


def tallies(articles: Sequence[Linked]) -> dict[str, Tally]:
    """Return hits, guesses and golds by relation."""
    out: dict[str, Tally] = {}
    for one in articles:
        for relation, _, _ in one.wanted:
            out.setdefault(relation, Tally()).gold += 1
        for link in one.judged:
            tally = out.setdefault(link.relation, Tally())
            tally.guessed += 1
            tally.hit += one.is_right(link)
    return out


def told(articles: Sequence[Linked], relation: str | None = None) -> Iterator[str]:
    """Yield a block on each article with a missed or false link: its text, acts and links."""
    for one in articles:
        found = {link_key(link.relation, link.source, link.target): link for link in one.judged}
        missed = sorted(one.wanted - set(found))
        false = [link for key, link in sorted(found.items()) if key not in one.wanted]
        if relation:
            missed = [key for key in missed if key[0] == relation]
            false = [link for link in false if link.relation == relation]
        if not missed and not false:
            continue
        yield f"=== {one.case.gold.id} {one.case.story} {one.case.gold.published}\n{one.case.gold.text}"
        names = {report.id: f"r{n}" for n, report in enumerate(one.reports)}
        for report in one.reports:
            yield f"    {names[report.id]} {_seen(one.document, report)}"
        hits = [link for key, link in found.items() if key in one.wanted]
        for link in hits:
            yield f"  right  {names[link.source]} {link.relation} {names[link.target]} {_ground(one.document, link)}"
        for kind, source, target in missed:
            yield f"  MISSED {names[source]} {kind} {names[target]}"
        for link in false:
            yield f"  FALSE  {names[link.source]} {link.relation} {names[link.target]} {_ground(one.document, link)}"


def _ground(document: Document, link: Link) -> str:
    words = document.text[link.words.start : link.words.end] if link.words else ""
    return f"{link.basis} {link.score} {words!r}"


def _seen(document: Document, report: Report) -> str:
    trigger = report.evidence[0].trigger
    words = document.text[trigger.start : trigger.end] if trigger else ""
    actor, recipient = (",".join(a.country or a.text for a in side) for side in (report.actor, report.recipient))
    day = report.date.start if report.date else "-"
    count = f" n={report.count.value}" if report.count else ""
    return f"{report.event}/{report.mode or ''} {report.status} {actor} → {recipient} {day}{count} {words!r}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print precision, recall and F1 by relation, the share right by score, and if asked each fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", choices=("even", "odd", "all"), default="all")
    parser.add_argument("--errors", nargs="?", const="", help="print articles with faults (of this relation)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="numbers of inferred links fitted elsewhere")
    options = parser.parse_args(arguments)
    cases = [c for c in read_cases(options.folder) if options.stories in ("all", "even" if is_even(c.story) else "odd")]
    gazetteer = load_gazetteer()
    articles = [link_case(case, gazetteer, options.weights) for case in cases]
    if options.errors is not None:
        for block in told(articles, options.errors or None):
            print(block)
    for relation, tally in sorted(tallies(articles).items()):
        print(
            f"{relation:18}P {tally.precision:.2f}  R {tally.recall:.2f}  F1 {tally.f1:.2f}  "
            f"({tally.hit} of {tally.guessed} found, {tally.gold} annotated)"
        )
    right: Counter[tuple[str, str, float]] = Counter()
    total: Counter[tuple[str, str, float]] = Counter()
    for one in articles:
        for link in one.judged:
            key = (link.relation, link.basis, link.score if link.words else int(link.score * 10) / 10)
            total[key] += 1
            right[key] += one.is_right(link)
    for key, count in sorted(total.items()):
        print(f"  {key[0]:18}{key[1]:10}scored {key[2]:.2f}: {right[key]} of {count} right")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
