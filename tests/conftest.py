"""Where ledgers are made in tests: SQLite, and a PostgreSQL server that lives as long as the tests."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_HOW = "needs a PostgreSQL server: apt-get install postgresql, and pip install 'dragoman[postgres]'"


def _binary(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(found[0]) if found else shutil.which(name)


def _as_other(command: list[str]) -> list[str]:
    # The server refuses to run as root.
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A throw-away PostgreSQL server; gives the URL of its first database."""
    pytest.importorskip("psycopg", reason=_HOW)
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip(_HOW)
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        made = [
            initdb,
            "-D",
            str(folder / "data"),
            "-U",
            "tester",
            "--auth=trust",
            "--no-sync",
            "--locale=C",
            "-E",
            "UTF8",
        ]
        subprocess.run(_as_other(made), check=True, capture_output=True)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=32MB"
        start = [pg_ctl, "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start"]
        subprocess.run(_as_other(start), check=True, capture_output=True)
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            stop = [pg_ctl, "-D", str(folder / "data"), "-m", "immediate", "stop"]
            subprocess.run(_as_other(stop), check=True, capture_output=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """Return the URL of a new, empty database on the server."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of an empty database on the server."""
    return new_database(postgres_server)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger can be made, on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    found: str = request.getfixturevalue("postgres_url")
    return found
