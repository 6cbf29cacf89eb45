"""A served ledger: read-only for the session, and a fresh one for tests that judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.ledger import open_ledger
from tests.web.invented import everything

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

TOKEN = "a token for tests only"
BASE = "http://127.0.0.1:8000"


def make_ledger(folder: Path) -> str:
    """Return the path of a new ledger with the invented dispute."""
    path = str(folder / "invented.db")
    with open_ledger(path) as ledger:
        ledger.add(everything())
    return path


def make_client(site: Any, **settings: Any) -> Any:
    """Return a client of a site, that starts and stops nothing."""
    from fastapi.testclient import TestClient

    from dragoman.web import create_app

    return TestClient(create_app(site), **{"base_url": BASE, "follow_redirects": False, **settings})


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The site of a ledger that no test changes."""
    from dragoman.web import Guard, open_site

    opened = open_site(make_ledger(tmp_path_factory.mktemp("web")), Guard(TOKEN), name="invented")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(site: Any) -> Any:
    """A reader without a token."""
    return make_client(site)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Any]:
    """The site of a ledger of one's own."""
    from dragoman.web import Guard, open_site

    opened = open_site(make_ledger(tmp_path), Guard(TOKEN), name="fresh")
    yield opened
    opened.close()


@pytest.fixture
def reviewer(fresh: Any) -> Any:
    """A client that has signed in to the fresh ledger."""
    one = make_client(fresh)
    assert one.post("/sign-in", data={"token": TOKEN}, headers={"Origin": BASE}).status_code == 303
    return one


def event_id(site: Any, **filters: Any) -> str:
    """Return the id of the one event that the filters name."""
    (found,) = site.ledger.events(**filters)
    return str(found["id"])
