"""What goes wrong around a ledger leaves it whole, and is said plainly."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from dragoman.errors import LedgerBusy, LedgerError
from dragoman.ledger import Ledger, open_ledger
from tests.ledger.generate import World
from tests.ledger.texts import act, article, listed, state

_ADDING = """
import sys, msgspec
from dragoman.ledger import open_ledger
from dragoman.records import Coded
def articles():
    for line in open(sys.argv[2], "rb"):
        print(flush=True)
        yield msgspec.json.decode(line, type=Coded)
with open_ledger(sys.argv[1]) as ledger:
    ledger.add(articles(), batch=5)
"""


@pytest.mark.slow
def test_killed_fifty_times_while_adding_it_ends_as_if_undisturbed(url: str, tmp_path: Path) -> None:
    coded = list(World(11, per_day=2, lands=6).articles(400))
    lines = tmp_path / "coded.jsonl"
    lines.write_bytes(b"\n".join(map(msgspec.json.encode, coded)))
    rng = random.Random(1)
    command = [sys.executable, "-c", _ADDING, url, str(lines)]
    killed = 0
    for attempt in range(50):
        # Counted in articles taken, not in seconds: a quick machine is killed as often as a slow one.
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(7 * attempt + rng.randint(1, 14)):
            process.stdout.readline()
        time.sleep(rng.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
    assert killed > 25
    with open_ledger(url) as ledger:
        ledger.add(coded)
        disturbed = state(ledger)
    with open_ledger(str(tmp_path / "undisturbed.db")) as ledger:
        ledger.add(coded)
        assert state(ledger) == disturbed


def test_two_writers_at_once_lose_nothing(url: str) -> None:
    coded = list(World(12).articles(60))
    with open_ledger(url) as one, open_ledger(url) as other:
        for at in range(0, 60, 6):
            one.add(coded[at : at + 3])
            other.add(coded[at + 3 : at + 6])
        assert one.stats()["articles"] == 60
        found = state(one)
        one.rebuild()
        assert state(other) == found


def test_a_full_disk_is_said_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    coded = list(World(13).articles(400))
    with open_ledger(str(tmp_path / "l.db")) as ledger:
        ledger.add(coded[:50])
        before = state(ledger)
        writer = ledger._database._writer
        with writer.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages + 8}"))
            connection.commit()
        with pytest.raises(LedgerError, match="full") as failure:
            ledger.add(coded[50:], batch=500)
        assert "run the same command again" in (failure.value.hint or "")
        assert state(ledger) == before
    with open_ledger(str(tmp_path / "l.db")) as ledger:
        ledger.add(coded)
        assert ledger.stats()["articles"] == 400


@pytest.mark.postgres
def test_a_lost_connection_is_said_and_leaves_the_ledger_whole(postgres_url: str) -> None:
    import psycopg

    coded = list(World(14).articles(60))

    with open_ledger(postgres_url) as ledger:
        # The pool would mend a connection that is lost between transactions: break it within one.
        append = ledger._view.take_in

        def breaking(connection: object, *rest: object) -> object:
            with psycopg.connect(postgres_url, autocommit=True) as other:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                other.execute(others + " AND datname = current_database()")
            return append(connection, *rest)  # type: ignore[arg-type]

        ledger.add(coded[:20])
        before = state(ledger)
        ledger._view.take_in = breaking  # type: ignore[method-assign, assignment]
        with pytest.raises(LedgerError, match="lost"):
            ledger.add(coded[20:])
        ledger._view.take_in = append  # type: ignore[method-assign]
        assert state(ledger) == before
        ledger.add(coded)
        assert ledger.stats()["articles"] == 60


def test_a_writer_that_waits_too_long_says_so(url: str) -> None:
    with open_ledger(url) as one, open_ledger(url, lock_timeout_s=0.2) as other:
        with one._database.writing(), pytest.raises(LedgerBusy, match="another writer"):
            other.add(World(1).articles(1))
        other.add(World(1).articles(1))
        assert one.stats()["articles"] == 1


def test_a_ledger_made_by_a_newer_version_is_refused(url: str) -> None:
    with open_ledger(url) as ledger, ledger._database.writing() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema'"))
    with pytest.raises(LedgerError, match="newer version") as failure:
        open_ledger(url)
    assert failure.value.hint


def test_an_older_ledger_is_brought_up_to_date(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.ledger import migrations

    with open_ledger(url) as ledger:
        ledger.add(World(1).articles(5))

    def second(connection: object) -> None:
        connection.execute(text("ALTER TABLE runs ADD COLUMN note text"))  # type: ignore[attr-defined]

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, second])
    for _ in range(2):
        with open_ledger(url) as ledger:
            with ledger._database.reading() as connection:
                assert connection.execute(text("SELECT note FROM runs")).all() == [(None,)]
            assert ledger.stats()["articles"] == 5


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        open_ledger(str(path))
    (tmp_path / "notes.txt").write_text("not a database at all, but long enough to be looked at" * 50)
    with pytest.raises(LedgerError, match="not a ledger"):
        open_ledger(str(tmp_path / "notes.txt"))


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "nonsense://"])
def test_what_is_no_ledger_address_is_refused(url: str) -> None:
    with pytest.raises(LedgerError):
        open_ledger(url)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(str(tmp_path / "none" / "l.db"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    open_ledger(str(path)).close()
    path.chmod(0o400)
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerError, match="written"):
        ledger.add(World(1).articles(1))


def test_a_failure_while_adding_forgets_nothing_and_keeps_nothing_by_half(ledger: Ledger) -> None:
    good = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21))
    ledger.add([good])

    def broken() -> object:
        yield article("b", "2031-03-30", act("BEL", "RUS", day="2031-03-29", count=21))
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        ledger.add(broken(), batch=1)  # type: ignore[arg-type]
    assert listed(ledger) == [("BEL", "RUS", "2031-03-29", 21.0, 2)]
