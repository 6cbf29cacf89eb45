"""The events follow from what is stated, not from the order, the batches or the processes in which it came."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger import open_ledger
from dragoman.records import Coded
from tests.ledger import stories
from tests.ledger.generate import World
from tests.ledger.texts import state


def _outcome(coded: list[Coded], batch: int, *, rebuild: bool = False) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "l.db")) as ledger:
        ledger.add(coded, batch=batch)
        if rebuild:
            ledger.rebuild()
        return state(ledger)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), shuffle=st.randoms(use_true_random=False), batch=st.sampled_from((1, 2, 7, 100)))
def test_any_order_and_any_batch_give_the_same_events(seed: int, shuffle: random.Random, batch: int) -> None:
    coded = list(World(seed, per_day=1, lands=4).articles(25))
    expected = _outcome(coded, 100)
    shuffle.shuffle(coded)
    assert _outcome(coded, batch) == expected
    assert _outcome(coded, batch, rebuild=True) == expected


@pytest.mark.skipif(stories.folder() is None, reason="the stories are absent; name their folder in DRAGOMAN_SHARED")
@pytest.mark.parametrize("seed", range(5))
def test_the_stories_in_any_order_give_the_same_events(seed: int) -> None:
    coded = stories.gold()
    expected = _outcome(coded, 100)
    random.Random(seed).shuffle(coded)
    assert _outcome(coded, 1 + seed) == expected


def _add_share(url: str, share: int, of: int) -> None:
    with open_ledger(url) as ledger:
        ledger.add(list(World(5).articles(80))[share::of], batch=3)


def test_four_processes_at_once_lose_nothing_and_give_the_same_events(url: str) -> None:
    coded = list(World(5).articles(80))
    with open_ledger(url) as ledger:
        context = multiprocessing.get_context("spawn")
        workers = [context.Process(target=_add_share, args=(url, share, 4)) for share in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(120)
        assert [worker.exitcode for worker in workers] == [0] * 4
        assert ledger.stats()["articles"] == len(coded)
        assert state(ledger) == _outcome(coded, 100)


def test_taking_an_article_back_leaves_no_trace(tmp_path: Path) -> None:
    """An edition that replaces another leaves the view as if the older one had never been."""
    world = list(World(9, per_day=1, lands=4).articles(40))
    with_url = [_placed(coded, f"https://paper.example/{n}") for n, coded in enumerate(world)]
    corrected = [_corrected(coded) if n % 3 == 0 else coded for n, coded in enumerate(with_url)]
    with open_ledger(str(tmp_path / "twice.db")) as ledger:
        ledger.add(with_url)
        ledger.add(corrected)
        found = state(ledger)
    assert found == _outcome(corrected, 100)


def _placed(coded: Coded, url: str) -> Coded:
    return Coded(**{**_fields(coded), "article": _replaced(coded.article, url=url)})


def _corrected(coded: Coded) -> Coded:
    """Return the article with a note at its end and without its last report."""
    gone = coded.reports[-1].id
    text = coded.article.text + " This article was corrected."
    return Coded(
        **{
            **_fields(coded),
            "article": _replaced(coded.article, text=text, id=f"c{coded.article.id}"),
            "reports": coded.reports[:-1],
            "links": tuple(link for link in coded.links if gone not in (link.source, link.target)),
        }
    )


def _fields(coded: Coded) -> dict[str, Any]:
    return {name: getattr(coded, name) for name in ("article", "reports", "links", "quotes", "rejects", "coder")}


def _replaced(article: Any, **changes: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(article, **changes)
