"""The measures. A report matches a gold act of the same type whose actor and recipient countries both overlap.

A side that the gold leaves open matches any. Optional gold acts count neither way: missed, they are no miss; found, no false
alarm. `coordinated_with` is right in either direction. Matching is one to one and prefers the report whose words, count and day agree. Retold acts count once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.evaluation.gold import GoldAct, GoldArticle
from dragoman.records import Actor, Coded, Report


@dataclass(slots=True)
class Tally:
    """Hits, guesses and golds of one measure."""

    hit: int = 0
    guessed: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Hits among guesses (1 where nothing was guessed)."""
        return self.hit / self.guessed if self.guessed else 1.0

    @property
    def recall(self) -> float:
        """Hits among golds (1 where there is none)."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 0 where nothing was hit."""
        return 2 * self.hit / (self.guessed + self.gold) if self.hit else 0.0


@dataclass(slots=True)
class Scores:
    """What `dragoman evaluate` prints: tallies by name, shares right among matched acts, and confusions."""

    acts: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    roles: Tally = field(default_factory=Tally)
    links: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    links_found: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    missed: list[tuple[str, GoldAct]] = field(default_factory=list)
    false: list[tuple[str, Report]] = field(default_factory=list)
    articles: int = 0

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the types that occur in gold."""
        values = [tally.f1 for tally in self.by_type.values() if tally.gold]
        return sum(values) / len(values) if values else 0.0


def report_codes(actors: Sequence[Actor]) -> set[str]:
    """Return the codes of a side, an organisation also under its name (IGO:NATO)."""
    out = set()
    for actor in actors:
        if actor.country:
            out.add(actor.country)
            if actor.country in ("IGO", "UNO", "NGO", "ISM", "IMG", "MNC") and actor.name:
                out.add(f"{actor.country}:{actor.name.upper().replace(' ', '-')}")
    return out


def _overlap(gold: frozenset[str], found: set[str]) -> bool:
    """Return whether a side agrees: open gold, a shared code, or an organisation of the same kind."""
    if not gold or gold & found:
        return True
    return any(code.partition(":")[0] in found for code in gold if ":" in code)


def affinity(act: GoldAct, report: Report) -> float:
    """Return 0 for no match, else how well a report fits a gold act."""
    if act.type != report.event:
        return 0.0
    if not _overlap(act.actors, report_codes(report.actor)) or not _overlap(
        act.recipients, report_codes(report.recipient)
    ):
        return 0.0
    score = 1.0
    triggers = [evidence.trigger for evidence in report.evidence if evidence.trigger]
    if any(s < t.end and t.start < e for s, e in act.spans for t in triggers):
        score += 2
    elif any(s < v.end and v.start < e for s, e in act.spans for v in report.evidence):
        score += 1
    if act.count is not None and report.count is not None and report.count.value == act.count:
        score += 1
    if date_is_right(act, report):
        score += 0.5
    return score


def match(acts: Sequence[GoldAct], reports: Sequence[Report]) -> list[tuple[GoldAct, Report]]:
    """Return one-to-one pairs, best affinity first; required acts go before optional ones of equal affinity."""
    pairs = [
        (affinity(act, report), not act.is_optional, -n, -k)
        for n, act in enumerate(acts)
        for k, report in enumerate(reports)
    ]
    taken_acts: set[int] = set()
    taken_reports: set[int] = set()
    out = []
    for score, _, n, k in sorted(pairs, reverse=True):
        if score <= 0 or n in taken_acts or k in taken_reports:
            continue
        taken_acts.add(n)
        taken_reports.add(k)
        out.append((acts[-n], reports[-k]))
    return out


def date_is_right(act: GoldAct, report: Report) -> bool:
    """Return whether a report's date is the gold's: the same day, or a stretch that is the gold's month or holds its day."""
    if act.date is None or report.date is None:
        return False
    if len(act.date) < 10:
        return report.date.start.startswith(act.date)
    if report.date.precision == "day":
        return report.date.start == act.date
    return report.date.start <= act.date <= report.date.end and report.date.precision in ("week", "range")


def score(articles: Sequence[GoldArticle], coded: Sequence[Coded]) -> Scores:
    """Return the scores of coded articles against gold, article by article in the same order."""
    out = Scores()
    for gold, one in zip(articles, coded, strict=True):
        _score_article(gold, one, out)
    return out


def _score_article(gold: GoldArticle, one: Coded, out: Scores) -> None:
    out.articles += 1
    pairs = match(gold.acts, one.reports)
    matched_reports = {report.id for _, report in pairs}
    matched_acts = {act.id for act, _ in pairs}
    for act in gold.acts:
        if not act.is_optional:
            for tally in (out.acts, out.by_type[act.type]):
                tally.gold += 1
            if act.id not in matched_acts:
                out.missed.append((gold.id, act))
    for report in one.reports:
        if report.id not in matched_reports:
            for tally in (out.acts, out.by_type[report.event]):
                tally.guessed += 1
            out.false.append((gold.id, report))
    for act, report in pairs:
        if not act.is_optional:
            for tally in (out.acts, out.by_type[act.type]):
                tally.guessed += 1
                tally.hit += 1
            _score_fields(act, report, out)
    _score_roles(gold, one, out)
    _score_links(gold, one, pairs, out)


def _score_fields(act: GoldAct, report: Report, out: Scores) -> None:
    out.right["status"].append(report.status == act.status)
    if act.mode:
        out.right["mode"].append(report.mode == act.mode)
    if act.date is not None:
        out.right["date"].append(date_is_right(act, report))
    if act.count is not None:
        out.right["count"].append(report.count is not None and report.count.value == act.count)
    if act.deadline is not None:
        out.right["deadline"].append(_deadline_is_right(act, report))


def _deadline_is_right(act: GoldAct, report: Report) -> bool:
    """Return whether a report's deadline is the gold's: the same day, or a day of the month where gold names a month."""
    if act.deadline is None or report.deadline is None or report.deadline.date is None:
        return False
    return report.deadline.date.startswith(act.deadline)


def _score_roles(gold: GoldArticle, one: Coded, out: Scores) -> None:
    """Count sides of acts whose trigger was found with the right type, whoever the sides are."""
    for act in gold.acts:
        if act.is_optional:
            continue
        report = next((r for r in one.reports if r.event == act.type and _same_words(act, r)), None)
        if report is None:
            continue
        for wanted, actors in ((act.actors, report.actor), (act.recipients, report.recipient)):
            found = report_codes(actors)
            if not wanted:
                continue
            out.roles.gold += 1
            out.roles.guessed += bool(found)
            out.roles.hit += bool(found) and _overlap(wanted, found)


def _same_words(act: GoldAct, report: Report) -> bool:
    triggers = [evidence.trigger for evidence in report.evidence if evidence.trigger]
    return any(s < t.end and t.start < e for s, e in act.spans for t in triggers)


def link_key(relation: str, source: str, target: str) -> tuple[str, str, str]:
    """Return what makes a link the same: its relation and ends; acts done together have no first and second."""
    if relation == "coordinated_with" and target < source:
        source, target = target, source
    return relation, source, target


def _score_links(gold: GoldArticle, one: Coded, pairs: Sequence[tuple[GoldAct, Report]], out: Scores) -> None:
    report_of = {act.id: report.id for act, report in pairs}
    optional = {act.id for act in gold.acts if act.is_optional}
    wanted = Counter(link_key(relation, source, target) for source, relation, target in gold.links)
    act_of = {report: act for act, report in report_of.items()}
    guessed = {
        link_key(link.relation, act_of[link.source], act_of[link.target])
        for link in one.links
        if link.source in act_of and link.target in act_of
    }
    for relation, source, target in wanted:
        hit = (relation, source, target) in guessed
        if source in optional or target in optional:
            continue
        out.links[relation].gold += 1
        out.links[relation].hit += hit
        if source in report_of and target in report_of:
            out.links_found[relation].gold += 1
            out.links_found[relation].hit += hit
    for link in one.links:
        ends = (act_of.get(link.source), act_of.get(link.target))
        if any(end in optional for end in ends):
            continue
        out.links[link.relation].guessed += 1
        if None not in ends:
            out.links_found[link.relation].guessed += 1
