"""The ledger as others use it: add coded articles, ask, judge, rebuild."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, func, insert, select, update

import dragoman
from dragoman.errors import UsageError
from dragoman.ledger import judging, migrations, queries, schema, statements
from dragoman.ledger.engine import LOCK_TIMEOUT_S, Database
from dragoman.ledger.filters import EventFilter
from dragoman.ledger.reading import Plain, Reader
from dragoman.ledger.rulings import JudgementData
from dragoman.ledger.view import View
from dragoman.records import Article, Coded

BATCH = 500


@dataclass(slots=True)
class Added:
    """How many of the articles given were what; `events` is how many events were made or changed."""

    articles: int = 0
    editions: int = 0
    recoded: int = 0
    unchanged: int = 0
    reports: int = 0
    rejects: int = 0
    events: int = 0

    def seen(self) -> int:
        """Return how many articles were given."""
        return self.articles + self.editions + self.recoded + self.unchanged


@dataclass(frozen=True, slots=True)
class Change:
    """What coding articles anew does to the events: ids that come, go, and stay with other content."""

    articles: int
    appeared: tuple[Plain, ...]
    disappeared: tuple[Plain, ...]
    altered: tuple[tuple[Plain, Plain], ...]


class Ledger(Reader):
    """One ledger. Close it, or use it as a context manager; threads may share it for reading.

    All that reads is in `reading.Reader`.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._view = View()
        self._generation: int | None = None

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Give the writing connection, with the view in memory known to be that of the database."""
        try:
            with self._database.writing() as connection:
                value = schema.meta.c.value
                query = select(value).where(schema.meta.c.key == "generation")
                found = int(connection.execute(query).scalar() or 0)
                if found != self._generation:
                    self._view.forget()
                changed = update(schema.meta).where(schema.meta.c.key == "generation").values(value=str(found + 1))
                connection.execute(changed)
                yield connection
            self._generation = found + 1
        except BaseException:
            self._generation = None
            self._view.forget()
            raise

    # Adding

    def add(
        self,
        coded: Iterable[Coded],
        *,
        command: str = "add",
        author: str | None = None,
        batch: int = BATCH,
        progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Record coded articles, a transaction a batch. Repeating it changes nothing, so it can be resumed anywhere.

        Args:
            coded: the articles, taken one batch at a time.
            command: what the run is called in `runs()`.
            author: who runs it.
            batch: articles a transaction.
            progress: called with the counts so far after every batch.

        Raises:
            LedgerError: the disk is full, the connection lost, the lock not to be had. What was committed stays.
        """
        total = Added()
        run: int | None = None
        for part in _batched(coded, batch):
            with self._writing() as connection:
                if run is None:
                    run = self._open_run(connection, command, author, part[0].coder)
                self._add_batch(connection, part, run, total)
                done = msgspec.json.encode(msgspec.to_builtins(total)).decode()
                finished = update(schema.runs).where(schema.runs.c.no == run).values(finished=_now(), counts=done)
                connection.execute(finished)
            if progress is not None:
                progress(total)
        return total

    def _add_batch(self, connection: Connection, part: Sequence[Coded], run: int, total: Added) -> None:
        outcome = statements.append(connection, part, run, _now())
        changed = (
            self._view.take_in(connection, outcome.told, outcome.retired) if outcome.told or outcome.retired else ()
        )
        total.articles += outcome.added
        total.editions += outcome.editions
        total.recoded += outcome.recoded
        total.unchanged += outcome.unchanged
        total.reports += len(outcome.told)
        total.rejects += sum(len(one.rejects) for one in part)
        total.events += len(changed)

    def _open_run(self, connection: Connection, command: str, author: str | None, coder: str | None) -> int:
        table = schema.runs
        number = int(connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one()) + 1
        row = {"no": number, "command": command, "coder": coder, "author": author, "counts": "{}", "started": _now()}
        connection.execute(insert(table), [{**row, "software": dragoman.__version__}])
        return number

    def coded_already(self, articles: Sequence[Article], coder: str | None) -> list[bool]:
        """Return for each article whether this version of the coder has coded it, so that it need not be coded again."""
        with self._database.reading() as connection:
            return statements.known_codings(connection, articles, coder)

    # Judging

    def judge(
        self,
        kind: str,
        about: Sequence[str],
        *,
        by: str,
        reason: str,
        field: str | None = None,
        value: str | None = None,
        relation: str | None = None,
    ) -> str:
        """Record a person's judgement and bring the view up to date; returns its id.

        Args:
            kind: confirm or reject (events or reports), correct (an event's `field` to `value`), merge (two or more
                events), split (reports out of their event, together), link or unlink (two events, by `relation`), undo
                (a judgement's id).
            about: ids of events, reports or, for undo, one judgement.
            by: the person.
            reason: why.
            field: see `judging.CORRECTABLE`.
            value: as a person types it; see `judging.parsed_value`.
            relation: one of the link relations; for unlink None means any.

        Raises:
            NotFound: there is no such event, report or judgement.
            UsageError: the arguments do not fit the kind.
        """
        with self._writing() as connection:
            data = self._judgement(connection, kind, about, field, value, relation)
            identity, reports = judging.record(connection, kind, data, author=by, reason=reason, now=_now())
            self._view.reconsider(connection, reports)
        return identity

    @staticmethod
    def _judgement(
        connection: Connection,
        kind: str,
        about: Sequence[str],
        field: str | None,
        value: str | None,
        relation: str | None,
    ) -> JudgementData:
        if kind not in judging.KINDS:
            raise UsageError(f"{kind!r} is no kind of judgement", f"one of {', '.join(judging.KINDS)}")
        least = 2 if kind in ("merge", "link", "unlink") else 1
        if len(about) < least or (kind in ("link", "unlink", "correct", "undo") and len(about) > least):
            raise UsageError(
                f"{kind} takes {'exactly' if kind != 'merge' else 'at least'} {least} id(s), not {len(about)}"
            )
        if kind == "undo":
            return judging.undoing(connection, about[0])
        reports = [name for name in about if judging.is_report(connection, name)]
        if kind == "split" and len(reports) < len(about):
            raise UsageError("split takes the ids of reports", "dragoman show LEDGER EVENT lists an event's reports")
        scope = "report" if kind in ("confirm", "reject") and len(reports) == len(about) else "event"
        parts = judging.about(connection, about)
        if kind == "correct":
            if field is None or value is None:
                raise UsageError("a correction needs a field and a value", "correct EVENT FIELD=VALUE")
            return JudgementData(parts, field=field, value=judging.parsed_value(field, value), named=tuple(about))
        if kind in ("link", "unlink"):
            relation = judging.checked_relation(relation, is_needed=kind == "link")
            return JudgementData(parts, relation=relation, named=tuple(about))
        return JudgementData(parts, scope=scope, named=tuple(about))

    # Rebuilding

    def rebuild(self) -> int:
        """Make the view anew from the statements, in one transaction; returns how many reports count."""
        with self._writing() as connection:
            return self._view.rebuild(connection)

    def current_articles(self, *, other_than: str | None = None) -> list[Article]:
        """Return the current articles that were last coded by another version of the coder than this."""
        table, codings = schema.articles, schema.codings
        query = select(table.c.data, table.c.text).select_from(table.join(codings, codings.c.article == table.c.no))
        query = query.where(codings.c.live)
        if other_than is not None:
            query = query.where((codings.c.coder != other_than) | codings.c.coder.is_(None))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.no)).all()
        headers = [msgspec.json.decode(data, type=Article) for data, _ in rows]
        return [msgspec.structs.replace(header, text=text) for header, (_, text) in zip(headers, rows, strict=True)]

    def recode(self, coded: Iterable[Coded], *, apply: bool, author: str | None = None) -> Change:
        """Record new codings of known articles, or only find out what that would change: then all is rolled back.

        Args:
            coded: the articles, coded anew.
            apply: whether to keep the outcome.
            author: who does it.
        """
        everything = list(coded)
        change = Change(0, (), (), ())
        try:
            with self._writing() as connection:
                change = self._recoded(connection, everything, author)
                if not apply:
                    raise _NotKeptError
        except _NotKeptError:
            pass
        return change

    def _recoded(self, connection: Connection, everything: list[Coded], author: str | None) -> Change:
        whole = EventFilter(limit=None, tallies=True, rejected=True)
        before = {event["id"]: event for event in queries.all_events(connection, whole)}
        total = Added()
        if everything:
            run = self._open_run(connection, "recode", author, everything[0].coder)
            for part in _batched(everything, BATCH):
                self._add_batch(connection, part, run, total)
        after = {event["id"]: event for event in queries.all_events(connection, whole)}
        return Change(
            total.recoded,
            tuple(event for key, event in after.items() if key not in before),
            tuple(event for key, event in before.items() if key not in after),
            tuple((before[key], event) for key, event in after.items() if key in before and before[key] != event),
        )


class _NotKeptError(Exception):
    """Ends a transaction whose outcome is only to be looked at."""


def _batched(coded: Iterable[Coded], size: int) -> Iterator[list[Coded]]:
    iterator = iter(coded)
    while part := list(itertools.islice(iterator, size)):
        yield part


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_ledger(url: str, *, create: bool = True, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Ledger:
    """Return the ledger at a path (SQLite) or a PostgreSQL URL, brought to this version's schema.

    Args:
        url: "disputes.db", "sqlite:///disputes.db" or "postgresql://user@host/name".
        create: whether one that is not there yet may be made.
        lock_timeout_s: how long to wait for another writer before giving up.

    Raises:
        LedgerError: it cannot be opened, is newer than this version, or is no ledger.
        MissingExtra: a PostgreSQL URL without the extra `postgres`.
    """
    database = Database(url, create=create, lock_timeout_s=lock_timeout_s)
    try:
        migrations.prepare(database, create=create)
    except BaseException:
        database.close()
        raise
    return Ledger(database)
