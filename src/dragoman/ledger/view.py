"""The view: atoms, events, links and chains, kept up to date change by change, or rebuilt from the statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from dragoman.ledger import chains, composing, counting, linking, rulings, schema, statements, wording
from dragoman.ledger.cells import Cells, read_atoms
from dragoman.ledger.clustering import Clustering
from dragoman.ledger.features import PAIR_OF_JOINT, REMNANT, WHOLE, Atom, atoms_of
from dragoman.ledger.rulings import Rulings
from dragoman.ledger.sources import Origin
from dragoman.ledger.statements import Told
from dragoman.ledger.values import Member
from dragoman.records import Article, Report

CHUNK = 400
REBUILD_BATCH = 1000
_encode = msgspec.json.Encoder().encode
_report_decoder = msgspec.json.Decoder(Report)


class View:
    """Writes the view of one ledger; holds what may be kept in memory between batches."""

    def __init__(self) -> None:
        self._cells = Cells()

    def forget(self) -> None:
        """Drop what is in memory, after another writer's commit or a rollback."""
        self._cells.clear()

    def take_in(self, connection: Connection, told: Sequence[Told], retired: Sequence[int]) -> set[int]:
        """Bring the view up to date with reports that count now and codings that no longer do.

        Returns the numbers of the events that changed, were made or went.
        """
        ruled = rulings.load(connection)
        before: set[int] = set()
        if ruled.reports():
            ruled.bind(connection)
            before = ruled.bound()
        gone = self._reports_of(connection, retired)
        counting.add_to(connection, reports=len(told) - len(gone))
        removed = read_atoms(connection, gone)
        added = [atom for one in told for atom in _atoms(one, ruled)]
        return self._change(connection, added, removed, ruled, before)

    def reconsider(self, connection: Connection, reports: Iterable[int]) -> set[int]:
        """Bring the view up to date with judgements made or undone on the given reports."""
        numbers = sorted(set(reports))
        old = rulings.load(connection)
        stored = read_atoms(connection, numbers)
        old.bind(connection)
        before = {*old.bound(), *(atom.leader for atom in stored if atom.leader is not None)}
        told = statements.stored_reports(connection, numbers, by="no")
        fresh = {atom.code: atom for one in told for atom in _atoms(one, old)}
        known = {atom.code: atom for atom in stored}
        removed = [atom for code, atom in known.items() if code not in fresh or fresh[code].block != atom.block]
        added = [atom for code, atom in fresh.items() if code not in known or known[code].block != atom.block]
        return self._change(connection, added, removed, old, before)

    def _change(
        self, connection: Connection, added: list[Atom], removed: list[Atom], ruled: Rulings, before: set[int]
    ) -> set[int]:
        clustering = Clustering(connection, self._cells)
        touched = {*clustering.apply(added, removed), *before}
        self._cells.flush(connection, clustering.leaders)
        if ruled.reports():
            ruled.bind(connection)
            touched |= ruled.bound()
        touched = {member for leader in touched for member in ruled.group(leader)}
        reports = linking.reports_in(connection, touched)
        moved, former = self._compose(connection, touched, ruled)
        gone, came = linking.relink(connection, touched, reports, ruled)
        counting.add_to(connection, links=len(came) - len(gone))
        ends = {end for source, target, _ in gone | came for end in (source, target)}
        if ends or moved or former:
            chains.settle(connection, ends | moved, former)
        return touched | ends

    @staticmethod
    def _reports_of(connection: Connection, codings: Sequence[int]) -> list[int]:
        table = schema.reports
        found: list[int] = []
        for at in range(0, len(codings), CHUNK):
            query = select(table.c.no).where(table.c.coding.in_(codings[at : at + CHUNK]))
            found.extend(connection.execute(query).scalars())
        return found

    def rebuild(self, connection: Connection) -> int:
        """Make the whole view anew from the statements; returns how many reports count."""
        self.forget()
        for table in schema.VIEW:
            connection.execute(delete(table))
        documents = connection.execute(select(schema.articles.c.document).distinct()).scalars().all()
        for coding, _, is_live in statements.live_changes(connection, documents):
            statement = update(schema.codings).where(schema.codings.c.no == coding).values(live=is_live)
            connection.execute(statement)
        live = (
            connection.execute(select(schema.codings.c.no).where(schema.codings.c.live).order_by("no")).scalars().all()
        )
        counting.add_to(connection, current_articles=len(live))
        total = 0
        for at in range(0, len(live), REBUILD_BATCH):
            told = statements.stored_reports(connection, live[at : at + REBUILD_BATCH])
            self.take_in(connection, told, [])
            total += len(told)
        return total

    def _compose(self, connection: Connection, leaders: set[int], ruled: Rulings) -> tuple[set[int], set[str]]:
        """Write the events of the given leaders anew.

        Returns the events of chains that changed date or id, and the chains that lost an event.
        """
        counted = counting.Changes()
        before = _delete_events(connection, leaders, counted)
        groups = {ruled.root(leader): ruled.group(leader) for leader in leaders}
        atoms = _led_by(connection, {code for group in groups.values() for code in group})
        leading = {atom.code: atom for members in atoms.values() for atom, _ in members if atom.leader == atom.code}
        numbers = {atom.report for members in atoms.values() for atom, _ in members}
        known = _members(connection, numbers)
        rows: dict[str, list[dict[str, Any]]] = {"events": [], "event_parties": [], "event_reports": []}
        for root, group in sorted(groups.items()):
            told = [(atom, why) for leader in group for atom, why in atoms.get(leader, [])]
            if root in leading and told:
                _event_rows(rows, root, leading[root], told, known, ruled)
        moved: set[int] = set()
        for row in rows["events"]:
            chain, *dated = before.pop(row["no"], (None, "", ""))
            row["chain"] = chain
            if chain is not None and dated != [row["day"], row["id"]]:
                moved.add(row["no"])
        for name, content in rows.items():
            if content:
                connection.execute(insert(schema.metadata.tables[name]), content)
        counted.came(rows["events"], rows["event_parties"])
        counted.write(connection)
        return moved, {chain for chain, _, _ in before.values() if chain is not None}


def _atoms(told: Told, ruled: Rulings) -> list[Atom]:
    if told.number in ruled.rejected_reports:
        return []
    atoms = atoms_of(told.number, told.report, told.article, told.article_no)
    judgement = ruled.split.get(told.number)
    if judgement is None:
        return atoms
    # What a person split off stands apart under the judgement's name, whatever it resembles.
    return [msgspec.structs.replace(atoms[-1], code=told.number * 64 + WHOLE, block=f"!{judgement}", layer=0)]


def _delete_events(
    connection: Connection, numbers: set[int], counted: counting.Changes
) -> dict[int, tuple[str | None, str, str]]:
    """Delete events, and note that they no longer count; returns the chain, day and id that each had."""
    ordered = sorted(numbers)
    events, parties = schema.events, schema.event_parties
    found: dict[int, tuple[str | None, str, str]] = {}
    asked = (events.c.no, events.c.chain, events.c.id, *counting.event_columns())
    for at in range(0, len(ordered), CHUNK):
        part = ordered[at : at + CHUNK]
        rows = connection.execute(select(*asked).where(events.c.no.in_(part))).mappings().all()
        sides = select(parties.c.side, parties.c.code, parties.c.name).where(parties.c.event.in_(part))
        counted.went(rows, connection.execute(sides).mappings().all())
        found.update({row["no"]: (row["chain"], row["day"], row["id"]) for row in rows})
        for column in (events.c.no, parties.c.event, schema.event_reports.c.event):
            connection.execute(delete(column.table).where(column.in_(part)))
    return found


def _led_by(connection: Connection, leaders: set[int]) -> defaultdict[int, list[tuple[Atom, str]]]:
    table = schema.atoms
    found: defaultdict[int, list[tuple[Atom, str]]] = defaultdict(list)
    ordered = sorted(leaders)
    query = select(table.c.features, table.c.leader, table.c.score, table.c.why)
    for at in range(0, len(ordered), CHUNK):
        for features, leader, score, why in connection.execute(
            query.where(table.c.leader.in_(ordered[at : at + CHUNK]))
        ):
            atom = msgspec.msgpack.decode(features, type=Atom)
            atom.leader, atom.score = leader, score
            found[leader].append((atom, why))
    return found


Known = dict[int, tuple[Report, Origin, str, str]]


def _members(connection: Connection, numbers: set[int]) -> Known:
    """Return report, origin, evidence and key by report number."""
    reports, codings, articles = schema.reports, schema.codings, schema.articles
    join = reports.join(codings, codings.c.no == reports.c.coding)
    ordered = sorted(numbers)
    found: Known = {}
    told: list[tuple[int, str, str, int]] = []
    query = select(reports.c.no, reports.c.key, reports.c.data, codings.c.article).select_from(join)
    for at in range(0, len(ordered), CHUNK):
        part = query.where(reports.c.no.in_(ordered[at : at + CHUNK]))
        told.extend((number, key, data, article) for number, key, data, article in connection.execute(part))
    origins = _origins(connection, {row[3] for row in told}, articles)
    for number, key, data, article in told:
        report = _report_decoder.decode(data)
        origin, text = origins[article]
        evidence = wording.evidence_text(report, text)
        found[number] = (report, origin, evidence, key)
    return found


def _origins(connection: Connection, numbers: set[int], table: Any) -> dict[int, tuple[Origin, Article]]:
    ordered = sorted(numbers)
    found: dict[int, tuple[Origin, Article]] = {}
    for at in range(0, len(ordered), CHUNK):
        for row in connection.execute(select(table).where(table.c.no.in_(ordered[at : at + CHUNK]))):
            origin = Origin(
                row.no,
                row.source_id or row.id,
                row.id,
                row.published or "",
                row.publisher,
                row.url,
                row.language,
                row.title,
                row.sketch,
            )
            found[row.no] = (origin, Article(id=row.id, text=row.text))
    return found


def _event_rows(
    rows: dict[str, list[dict[str, Any]]],
    number: int,
    leader: Atom,
    told: list[tuple[Atom, str]],
    known: Known,
    ruled: Rulings,
) -> None:
    best: dict[int, tuple[Atom, str]] = {}
    for atom, why in told:
        if atom.report not in best or atom.score > best[atom.report][0].score:
            best[atom.report] = (atom, why)
    members = [
        Member(
            atom.report,
            *known[atom.report][:2],
            # A count told of several sides together is not that of one of them, even where one of them stands alone.
            atom.layer in (PAIR_OF_JOINT, REMNANT),
            atom.score,
            why,
            atom.code,
            known[atom.report][3],
        )
        for atom, why in best.values()
    ]
    members.sort(key=lambda m: (m.origin.published or "9999", m.origin.article, m.origin.label, m.key))
    texts = {member.number: known[member.number][2] for member in members}
    event = composing.compose(leader, members, texts, ruled.corrected(number), ruled.verdict(number))
    is_reply = composing.replies(members, texts)
    row = composing.columns(number, leader, event, is_reply)
    rows["events"].append({**row, "data": _encode(event).decode()})
    rows["event_parties"].extend(composing.parties(row, event))
    rows["event_reports"].extend(
        {"event": number, "report": m.number, "joint": m.joint, "score": m.score, "why": m.why} for m in members
    )
