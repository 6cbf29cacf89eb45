"""Atoms in memory: the cells that a batch touches are read once, and kept up to a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.sql.expression import bindparam

from dragoman.ledger import schema
from dragoman.ledger.features import Atom, cell_of, cells_around
from dragoman.ledger.matching import reasons

MAX_KEPT = 40_000
"""Atoms kept in memory between batches, about 1 kB each."""
MAX_CELLS = 60_000
CHUNK = 500

_decoder = msgspec.msgpack.Decoder(Atom)
_encoder = msgspec.msgpack.Encoder()


class Cells:
    """The atoms table as cells in memory; writes what changed on `flush`."""

    def __init__(self) -> None:
        self._cells: OrderedDict[int, dict[int, Atom]] = OrderedDict()
        self._kept = 0
        self._new: dict[int, Atom] = {}
        self._moved: dict[int, Atom] = {}
        self._gone: set[int] = set()

    def clear(self) -> None:
        """Forget everything: another writer changed the table, or a transaction was rolled back."""
        self._cells.clear()
        self._kept = 0
        self._new, self._moved, self._gone = {}, {}, set()

    def load(self, connection: Connection, wanted: Iterable[int]) -> None:
        """Read those of the wanted cells that are not in memory."""
        missing: list[int] = []
        for cell in dict.fromkeys(wanted):
            if cell in self._cells:
                self._cells.move_to_end(cell)
            else:
                self._cells[cell] = {}
                missing.append(cell)
        table = schema.atoms
        columns = select(table.c.cell, table.c.code, table.c.features, table.c.leader, table.c.score)
        for at in range(0, len(missing), CHUNK):
            for cell, code, features, leader, score in connection.execute(
                columns.where(table.c.cell.in_(missing[at : at + CHUNK]))
            ):
                atom = _decoder.decode(features)
                atom.leader, atom.score = leader, score
                self._cells[cell][code] = atom
                self._kept += 1

    def around(self, connection: Connection, atom: Atom) -> list[Atom]:
        """Return the atoms in the cells that can hold an atom of the same event."""
        numbers = cells_around(atom)
        if any(number not in self._cells for number in numbers):
            self.load(connection, numbers)
        return [found for number in numbers for found in self._cells[number].values() if found is not atom]

    def find(self, connection: Connection, stored: Atom) -> Atom | None:
        """Return the atom in memory that a stored copy stands for; None where it is gone."""
        cell = cell_of(stored)
        self.load(connection, [cell])
        return self._cells[cell].get(stored.code)

    def add(self, atom: Atom) -> None:
        """Add a new atom to its cell, which must have been loaded."""
        self._cells[cell_of(atom)][atom.code] = atom
        self._new[atom.code] = atom
        self._kept += 1

    def remove(self, atom: Atom) -> None:
        """Take an atom out of its cell, which must have been loaded."""
        del self._cells[cell_of(atom)][atom.code]
        self._kept -= 1
        if self._new.pop(atom.code, None) is None:
            self._gone.add(atom.code)
        self._moved.pop(atom.code, None)

    def moved(self, atom: Atom) -> None:
        """Note that an atom changed its leader or score."""
        if atom.code not in self._new:
            self._moved[atom.code] = atom

    def flush(self, connection: Connection, leaders: dict[int, Atom]) -> None:
        """Write what changed since the last flush, then let go of the cells unused for longest."""
        table = schema.atoms
        gone = sorted(self._gone)
        for at in range(0, len(gone), CHUNK):
            connection.execute(delete(table).where(table.c.code.in_(gone[at : at + CHUNK])))
        if self._new:
            connection.execute(insert(table), [_row(atom, leaders) for atom in self._new.values()])
        if self._moved:
            statement = (
                update(table)
                .where(table.c.code == bindparam("at"))
                .values(leader=bindparam("to"), score=bindparam("by"), why=bindparam("for"))
            )
            connection.execute(
                statement,
                [
                    {"at": atom.code, "to": atom.leader, "by": atom.score, "for": _why(atom, leaders)}
                    for atom in self._moved.values()
                ],
            )
        self._new, self._moved, self._gone = {}, {}, set()
        while self._cells and (self._kept > MAX_KEPT or len(self._cells) > MAX_CELLS):
            self._kept -= len(self._cells.popitem(last=False)[1])


def _row(atom: Atom, leaders: dict[int, Atom]) -> dict[str, object]:
    return {
        "code": atom.code,
        "report": atom.report,
        "cell": cell_of(atom),
        "features": _encoder.encode(msgspec.structs.replace(atom, leader=None, score=1.0)),
        "leader": atom.leader,
        "score": atom.score,
        "why": _why(atom, leaders),
    }


def _why(atom: Atom, leaders: dict[int, Atom]) -> str:
    leader = leaders.get(atom.leader) if atom.leader is not None else None
    if leader is None or leader is atom:
        return "[]"
    return msgspec.json.encode(reasons(atom, leader)).decode()


def read_atoms(connection: Connection, reports: Iterable[int]) -> list[Atom]:
    """Return the stored atoms of the given reports."""
    table = schema.atoms
    found: list[Atom] = []
    wanted = sorted(reports)
    columns = select(table.c.features, table.c.leader, table.c.score)
    for at in range(0, len(wanted), CHUNK):
        for features, leader, score in connection.execute(columns.where(table.c.report.in_(wanted[at : at + CHUNK]))):
            atom = _decoder.decode(features)
            atom.leader, atom.score = leader, score
            found.append(atom)
    return found
