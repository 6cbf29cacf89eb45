"""What is kept counted is what a recount finds, after whatever was done to the ledger; and a ledger of an earlier version gets it."""

from __future__ import annotations

import gzip
import random
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from dragoman.ledger import Ledger, counting, migrations, open_ledger, schema
from tests.ledger.generate import World
from tests.ledger.texts import act, article, state

DATA = Path(__file__).parent / "data"


def _counts(ledger: Ledger, *, anew: bool = False) -> dict[str, Any]:
    """Return all that is counted, as it is kept, or counted anew (which is then rolled back)."""
    with ledger._database._writer.connect() as connection:
        if anew:
            counting.recount(connection)
        found = {
            table.name: sorted(tuple(row) for row in connection.execute(select(table)) if row[-1] != 0)
            for table in schema.COUNTED
        }
        connection.rollback()
    return found


def test_counts_follow_every_change(ledger: Ledger) -> None:
    rng = random.Random(4)
    coded = list(World(21, per_day=1, lands=5).articles(70))
    for at in range(0, 70, 14):
        ledger.add(coded[at : at + 14], batch=rng.choice((1, 5, 14)))
        assert _counts(ledger) == _counts(ledger, anew=True)
    events = [event["id"] for event in ledger.events(limit=40)]
    ledger.judge("reject", events[:3], by="A", reason="wrong")
    identity = ledger.judge("merge", events[5:8], by="A", reason="one")
    ledger.judge("correct", [events[10]], field="date", value="2031-09-09", by="A", reason="a note")
    ledger.judge("link", events[12:14], relation="answers", by="A", reason="said so")
    assert _counts(ledger) == _counts(ledger, anew=True)
    ledger.judge("undo", [identity], by="A", reason="two")
    assert _counts(ledger) == _counts(ledger, anew=True)
    kept = _counts(ledger)
    ledger.rebuild()
    assert _counts(ledger) == kept == _counts(ledger, anew=True)


def test_counts_do_not_depend_on_the_order(ledger: Ledger, tmp_path: Path) -> None:
    coded = list(World(22, per_day=1, lands=4).articles(60))
    ledger.add(coded)
    random.Random(1).shuffle(coded)
    with open_ledger(str(tmp_path / "other.db")) as other:
        other.add(coded, batch=7)
        assert _counts(other) == _counts(ledger)


def test_what_an_edition_replaces_no_longer_counts(ledger: Ledger) -> None:
    url = "https://paper.example/1"
    war = act(
        "AAA", "BBB", "ASSAULT/aerial", day="2031-06-02", words="Bombs fell on Northtown on Monday.", place="Northtown"
    )
    ledger.add([article("a", "2031-06-03", war, act("AAA", "CCC", day="2031-06-01"), url=url)])
    ledger.add([article("a", "2031-06-04", act("AAA", "DDD", day="2031-06-02"), url=url)])
    stats = ledger.stats()
    assert (stats["articles"], stats["current_articles"], stats["reports"], stats["events"]) == (2, 1, 1, 1)
    assert [actor["code"] for actor in ledger.actors()] == ["AAA", "DDD"]
    assert _counts(ledger) == _counts(ledger, anew=True)


def _former(url: str) -> str:
    """Put a ledger of the first version, as an earlier release made it, where the URL says."""
    if "://" not in url:
        Path(url).write_bytes(gzip.decompress((DATA / "schema_1.ledger.gz").read_bytes()))
        return url
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute(gzip.decompress((DATA / "schema_1.sql.gz").read_bytes()))
    return url


def test_a_ledger_of_the_first_version_is_upgraded(url: str) -> None:
    with open_ledger(_former(url), create=False) as ledger:
        with ledger._database.reading() as connection:
            assert migrations.version(connection, "it") == len(migrations.MIGRATIONS)
        found = state(ledger)
        assert len(found) == 7
        assert _counts(ledger) == _counts(ledger, anew=True)
        columns = select(schema.event_parties).order_by(text("1, 2, 3, 4, 5"))
        with ledger._database.reading() as connection:
            sides = [tuple(row) for row in connection.execute(columns)]
            facts = [tuple(row) for row in connection.execute(select(schema.events).order_by(schema.events.c.no))]
        kept = _counts(ledger)
        ledger.rebuild()
        with ledger._database.reading() as connection:
            assert [tuple(row) for row in connection.execute(columns)] == sides
            made = connection.execute(select(schema.events).order_by(schema.events.c.no))
            assert [tuple(row) for row in made] == facts
        assert (state(ledger), _counts(ledger)) == (found, kept)
        ledger.add(World(23).articles(10))
        assert _counts(ledger) == _counts(ledger, anew=True)


def test_an_upgraded_ledger_is_made_as_a_new_one_is(tmp_path: Path) -> None:
    query = text("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2")
    shapes = []
    with open_ledger(_former(str(tmp_path / "old.db"))) as old, open_ledger(str(tmp_path / "new.db")) as new:
        for ledger in (old, new):
            with ledger._database.reading() as connection:
                shapes.append([tuple(row) for row in connection.execute(query)])
    assert shapes[0] == shapes[1]
