"""What persons' judgements in force mean for the view. A judgement holds on to reports, so it survives re-coding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.ledger import schema
from dragoman.ledger.cells import read_atoms
from dragoman.ledger.composing import Correction
from dragoman.ledger.features import Atom, side_code
from dragoman.records import Report

CHUNK = 400


class Anchor(msgspec.Struct, frozen=True):
    """A report that a judgement is about: its key and, to find it again under another coder, what it was like."""

    key: str
    document: str
    event: str
    sides: tuple[str, ...]
    start: int


class JudgementData(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a judgement row says beyond kind, author and reason. `parts` are the anchors of each event or report named."""

    parts: tuple[tuple[Anchor, ...], ...] = ()
    scope: str = "event"
    field: str | None = None
    value: Any = None
    relation: str | None = None
    undoes: str | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A link that a person set or, with `is_cut`, removed."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    relation: str | None
    is_cut: bool
    author: str
    reason: str


@dataclass(slots=True)
class Rulings:
    """The judgements in force, in terms of today's reports."""

    rejected_reports: set[int] = field(default_factory=set)
    confirmed_reports: set[int] = field(default_factory=set)
    split: dict[int, str] = field(default_factory=dict)
    merges: list[list[int]] = field(default_factory=list)
    verdicts: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    corrections: list[tuple[tuple[int, ...], Correction]] = field(default_factory=list)
    links: list[JudgedLink] = field(default_factory=list)
    _leader_of: dict[int, int] = field(default_factory=dict)
    _root: dict[int, int] = field(default_factory=dict)
    _groups: dict[int, set[int]] = field(default_factory=dict)

    def reports(self) -> set[int]:
        """Return every report that a judgement holds on to."""
        found = {*self.rejected_reports, *self.confirmed_reports, *self.split}
        for merge in self.merges:
            found.update(merge)
        for numbers, _ in (*self.verdicts, *self.corrections):
            found.update(numbers)
        for link in self.links:
            found.update((*link.source, *link.target))
        return found

    def bind(self, connection: Connection) -> None:
        """Find the events that the judged reports are in now: to be called whenever the clustering has changed."""
        by_report: dict[int, Atom] = {}
        for atom in read_atoms(connection, self.reports()):
            known = by_report.get(atom.report)
            if atom.leader is not None and (known is None or atom.rank < known.rank):
                by_report[atom.report] = atom
        self._leader_of = {report: atom.leader for report, atom in by_report.items() if atom.leader is not None}
        leaders = read_atoms(connection, {code // 64 for code in self._leader_of.values()})
        ranks = {atom.code: atom.rank for atom in leaders}
        self._root, self._groups = {}, {}
        for merge in self.merges:
            codes = {self._leader_of[report] for report in merge if report in self._leader_of}
            group = set().union(codes, *(self._groups.get(self._root.get(code, code), set()) for code in codes))
            if len(group) > 1:
                root = min(group, key=lambda code: ranks[code])
                self._groups[root] = group
                self._root.update(dict.fromkeys(group, root))

    def root(self, leader: int) -> int:
        """Return the leader of the event that this leader's cluster was merged into."""
        return self._root.get(leader, leader)

    def group(self, leader: int) -> set[int]:
        """Return all leaders of clusters merged with this one's, itself included."""
        return self._groups.get(self.root(leader), {leader})

    def bound(self) -> set[int]:
        """Return the leaders of all events on which a judgement bears."""
        return {member for leader in self._leader_of.values() for member in self.group(leader)}

    def event_of(self, reports: Sequence[int]) -> int | None:
        """Return the event that holds most of the reports (the first named, where equal); None where all are gone."""
        votes: defaultdict[int, int] = defaultdict(int)
        for report in reports:
            if report in self._leader_of:
                votes[self.root(self._leader_of[report])] += 1
        return max(votes, key=lambda event: votes[event]) if votes else None

    def verdict(self, event: int) -> str | None:
        """Return "confirmed" or "rejected" where a person said so, the latest word first."""
        for reports, verdict in reversed(self.verdicts):
            if self.event_of(reports) == event:
                return verdict
        return None

    def corrected(self, event: int) -> list[Correction]:
        """Return the corrections of one event, oldest first."""
        return [correction for reports, correction in self.corrections if self.event_of(reports) == event]


def in_force(connection: Connection) -> list[tuple[Any, JudgementData]]:
    """Return the judgement rows that are not undone, oldest first."""
    rows = connection.execute(select(schema.judgements).order_by(schema.judgements.c.no)).all()
    read = [(row, msgspec.json.decode(row.data, type=JudgementData)) for row in rows]
    undone = {data.undoes for row, data in read if row.kind == "undo"}
    return [(row, data) for row, data in read if row.kind != "undo" and row.id not in undone]


def load(connection: Connection) -> Rulings:
    """Return the judgements in force, not yet bound to events."""
    rulings = Rulings()
    rows = in_force(connection)
    if not rows:
        return rulings
    numbers = resolve(connection, {anchor for _, data in rows for part in data.parts for anchor in part})
    for row, data in rows:
        parts = [tuple(numbers[anchor] for anchor in part if anchor in numbers) for part in data.parts]
        _note(rulings, row, data, parts)
    return rulings


def _note(rulings: Rulings, row: Any, data: JudgementData, parts: list[tuple[int, ...]]) -> None:
    everything = [number for part in parts for number in part]
    if row.kind in ("confirm", "reject"):
        if data.scope == "report":
            (rulings.rejected_reports if row.kind == "reject" else rulings.confirmed_reports).update(everything)
        else:
            rulings.verdicts.append((tuple(everything), f"{row.kind}ed"))
    elif row.kind == "correct":
        correction = Correction(data.field or "", data.value, row.author, row.id)
        rulings.corrections.append((tuple(everything), correction))
    elif row.kind == "merge":
        rulings.merges.append([part[0] for part in parts if part])
    elif row.kind == "split":
        rulings.split.update(dict.fromkeys(everything, row.id))
    elif len(parts) == 2:
        is_cut = row.kind == "unlink"
        rulings.links.append(JudgedLink(parts[0], parts[1], data.relation, is_cut, row.author, row.reason))


def resolve(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, int]:
    """Return the live report that each anchor stands for: the same key, else the likest report of the same document."""
    wanted = sorted(anchors, key=lambda anchor: (anchor.key, anchor.start))
    reports, codings, articles = schema.reports, schema.codings, schema.articles
    join = reports.join(codings, codings.c.no == reports.c.coding).join(articles, articles.c.no == codings.c.article)
    query = select(reports.c.no, reports.c.key, articles.c.document, reports.c.data).select_from(join)
    by_key: dict[str, int] = {}
    for at in range(0, len(wanted), CHUNK):
        keys = [anchor.key for anchor in wanted[at : at + CHUNK]]
        for row in connection.execute(query.where(codings.c.live, reports.c.key.in_(keys))):
            by_key[row.key] = row.no
    found = {anchor: by_key[anchor.key] for anchor in wanted if anchor.key in by_key}
    for anchor in wanted:
        if anchor not in found:
            rows = connection.execute(query.where(codings.c.live, articles.c.document == anchor.document)).all()
            likest = _likest(anchor, [(row.no, msgspec.json.decode(row.data, type=Report)) for row in rows])
            if likest is not None:
                found[anchor] = likest
    return found


def _likest(anchor: Anchor, reports: list[tuple[int, Report]]) -> int | None:
    def distance(report: Report) -> tuple[int, int, str]:
        sides = {side_code(actor) for actor in (*report.actor, *report.recipient)}
        return -len(sides & set(anchor.sides)), abs(start_of(report) - anchor.start), report.id

    alike = [(distance(report), number) for number, report in reports if report.event == anchor.event]
    alike = [item for item in alike if item[0][0] < 0 or not anchor.sides]
    return min(alike)[1] if alike else None


def start_of(report: Report) -> int:
    """Return where the report's evidence starts."""
    return report.evidence[0].start if report.evidence else 0


def anchor_of(key: str, document: str, report: Report) -> Anchor:
    """Return what a judgement keeps of a report."""
    sides = tuple(sorted({side_code(actor) for actor in (*report.actor, *report.recipient)}))
    return Anchor(key, document, report.event, sides, start_of(report))
