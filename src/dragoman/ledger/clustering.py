"""Who leads and who joins: events are a function of the set of atoms, kept up to date change by change.

Atoms have a fixed rank (best dated and counted first). In that order each atom joins the best-matching leader before it
or, where none matches, leads an event of its own. Every member thus matches its leader directly, so that no chain of
half-alike reports can tie two rounds of one dispute together. The outcome depends on the set of atoms only; when one is
added or removed, just the atoms that it bears on are looked at again, in rank order.
"""

from __future__ import annotations

import heapq

from sqlalchemy import Connection

from dragoman.ledger.cells import Cells, read_atoms
from dragoman.ledger.features import JOINT, MAX_PAIRS, PAIR_OF_JOINT, REMNANT, Atom, Rank, cell_of, cells_around
from dragoman.ledger.matching import evidence, probability

ABSORBED = 0.6
"""A joint report is told by its parts when at least this share of its pairs have events of their own."""


class Clustering:
    """One change of the set of atoms: `apply` settles all that follows from it."""

    def __init__(self, connection: Connection, cells: Cells) -> None:
        self._connection = connection
        self._cells = cells
        self._queue: list[tuple[Rank, int]] = []
        self._queued: dict[int, Atom] = {}
        self._joint: dict[int, list[Atom]] = {}
        self.leaders: dict[int, Atom] = {}
        self.touched: set[int] = set()

    def apply(self, added: list[Atom], removed: list[Atom]) -> set[int]:
        """Add and remove atoms and settle. Returns the codes of all leaders whose events changed, old and new."""
        near = (number for atom in (*added, *removed) for number in (cell_of(atom), *cells_around(atom)))
        self._cells.load(self._connection, near)
        for atom in removed:
            self._remove(atom)
        for atom in added:
            self._cells.add(atom)
            if atom.layer != 0:
                self._joint.setdefault(atom.report, []).append(atom)
        for atom in added:
            self._push(atom)
        while self._queue:
            _, code = heapq.heappop(self._queue)
            self._settle(self._queued.pop(code))
        return self.touched

    def _push(self, atom: Atom) -> None:
        if atom.code not in self._queued:
            self._queued[atom.code] = atom
            heapq.heappush(self._queue, (atom.rank, atom.code))

    def _remove(self, stored: Atom) -> None:
        atom = self._cells.find(self._connection, stored)
        if atom is None:
            return
        self._cells.remove(atom)
        if atom.leader is not None:
            self.touched.add(atom.leader)
        if atom.code in self._queued:
            # Queued as a follower of a leader removed before it; a removed atom must not be settled.
            del self._queued[atom.code]
            self._queue = [entry for entry in self._queue if entry[1] != atom.code]
            heapq.heapify(self._queue)
        if atom.leader == atom.code:
            self._wake_followers(atom)

    def _settle(self, atom: Atom) -> None:
        if (atom.layer == JOINT and self._is_absorbed(atom)) or (
            atom.layer == REMNANT and not self._is_left_over(atom)
        ):
            self._assign(atom, None, 1.0)
            return
        best, total = self._best_leader(atom)
        if best is not None:
            self.leaders[best.code] = best
            self._assign(atom, best.code, probability(total))
        else:
            self._assign(atom, None if atom.layer == PAIR_OF_JOINT else atom.code, 1.0)

    def _best_leader(self, atom: Atom) -> tuple[Atom | None, float]:
        best, best_total, rank = None, 0.0, atom.rank
        for other in self._cells.around(self._connection, atom):
            if other.leader != other.code:
                continue
            total = evidence(atom, other)
            if total is None or total < best_total or other.rank >= rank:
                continue
            if best is None or total > best_total or other.rank < best.rank:
                best, best_total = other, total
        return best, best_total

    def _assign(self, atom: Atom, leader: int | None, score: float) -> None:
        before = atom.leader
        if leader == before and score == atom.score:
            return
        atom.leader, atom.score = leader, score
        self._cells.moved(atom)
        self.touched.update(code for code in (before, leader) if code is not None)
        if leader == atom.code:
            self.leaders[atom.code] = atom
            if before != leader:
                self._wake_lower(atom)
        elif before == atom.code:
            self._wake_followers(atom)
        if (before is None) != (leader is None) and atom.layer in (PAIR_OF_JOINT, JOINT):
            self._wake_rest(atom)

    def _wake_lower(self, atom: Atom) -> None:
        """Queue the atoms of lower rank that a new leader matches."""
        rank = atom.rank
        for other in self._cells.around(self._connection, atom):
            if other.code in self._queued or other.rank <= rank:
                continue
            total = evidence(atom, other)
            if total is not None and total >= 0:
                self._push(other)

    def _wake_followers(self, atom: Atom) -> None:
        for other in self._cells.around(self._connection, atom):
            if other.leader == atom.code:
                self._push(other)

    def _joint_atoms(self, report: int) -> list[Atom]:
        if report not in self._joint:
            stored = read_atoms(self._connection, [report])
            found = (self._cells.find(self._connection, atom) for atom in stored)
            self._joint[report] = [atom for atom in found if atom is not None]
        return self._joint[report]

    def _is_absorbed(self, whole: Atom) -> bool:
        pairs = [atom for atom in self._joint_atoms(whole.report) if atom.layer == PAIR_OF_JOINT]
        attached = sum(1 for atom in pairs if atom.leader is not None)
        return bool(pairs) and attached >= ABSORBED * len(pairs)

    def _is_left_over(self, remnant: Atom) -> bool:
        """Say whether the other pairs of the report have their events while this one has none."""
        others = self._joint_atoms(remnant.report)
        whole_stands = any(atom.layer == JOINT and atom.leader is not None for atom in others)
        pair = remnant.code - MAX_PAIRS
        return not whole_stands and any(atom.code == pair and atom.leader is None for atom in others)

    def _wake_rest(self, part: Atom) -> None:
        for atom in self._joint_atoms(part.report):
            if atom.layer > part.layer:
                self._push(atom)
