"""Adding is safe to repeat; a corrected edition supersedes; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dragoman.errors import LedgerError, NotFound
from dragoman.ledger import Ledger, open_ledger
from dragoman.records import Quote, Span
from tests.ledger.generate import World
from tests.ledger.texts import act, article, listed, state


def test_the_same_article_twice_changes_nothing(ledger: Ledger) -> None:
    coded = list(World(1).articles(20))
    ledger.add(coded)
    before = state(ledger)
    again = ledger.add(coded)
    assert (again.articles, again.unchanged, again.events) == (0, len(coded), 0)
    assert state(ledger) == before


def test_twice_in_one_batch_is_once(ledger: Ledger) -> None:
    one = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21))
    assert ledger.add([one, one]).unchanged == 1
    assert listed(ledger)[0][4] == 1


@pytest.mark.parametrize("name", [{"url": "https://paper.example/x"}, {}])
def test_a_corrected_edition_supersedes_the_old_ones_reports(ledger: Ledger, name: dict[str, str]) -> None:
    old = act("BEL", "RUS", day="2031-03-29", count=12, words="Belgium expels 12 diplomats over spying, it said.")
    new = act("BEL", "RUS", day="2031-03-29", count=21, words="Belgium expels 21 diplomats over spying, it said.")
    ledger.add([article("a", "2031-03-29", old, **name)])
    (before,) = ledger.events()
    outcome = ledger.add([article("a", "2031-03-29", new, **name)])
    assert outcome.editions == 1
    assert listed(ledger) == [("BEL", "RUS", "2031-03-29", 21.0, 1)]
    assert "count" not in ledger.events()[0]["values"]
    assert ledger.event(before["id"])["count"]["value"] == 21
    assert len(ledger.article("a")["editions"]) == 2
    assert [a["is_current"] for a in ledger.articles(superseded=True)] == [True, False]


def test_an_older_edition_that_comes_late_does_not_supersede(ledger: Ledger) -> None:
    url = "https://paper.example/x"
    ledger.add([article("a", "2031-03-30", act("BEL", "RUS", day="2031-03-29", count=21), url=url)])
    ledger.add([article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=12, words="Twelve go."), url=url)])
    assert listed(ledger) == [("BEL", "RUS", "2031-03-29", 21.0, 1)]


def test_a_bare_number_as_id_of_two_unrelated_articles_loses_neither(ledger: Ledger) -> None:
    ledger.add([article("1", "2031-03-29", act("BEL", "RUS", day="2031-03-29", words="Belgium expels diplomats."))])
    text = "Ten thousand marched through the capital against the price of bread, and nobody was hurt at all."
    march = act("PER", "", "PROTEST/demo", "2031-03-29", words=text)
    ledger.add([article("1", "2031-03-29", march, text=text)])
    assert len(listed(ledger)) == 2


def test_a_new_coder_version_supersedes_the_old_coding(ledger: Ledger) -> None:
    wrong = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=12, words="Belgium: 12 out."))
    right = article(
        "a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21, words="Belgium: 12 out."), coder="test 2"
    )
    assert wrong.article == right.article
    ledger.add([wrong])
    preview = ledger.recode([right], apply=False)
    assert (preview.articles, len(preview.altered)) == (1, 1)
    assert listed(ledger)[0][3] == 12
    ledger.recode([right], apply=True)
    assert listed(ledger)[0][3] == 21
    assert ledger.coded_already([right.article], "test 1") == [True]
    assert ledger.current_articles(other_than="test 2") == []


def test_an_article_comes_back_whole(ledger: Ledger) -> None:
    one = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", words="Bélgica ✈ expulsa 21."), title="T")
    quote = Quote(id="q", source=None, cue=None, content=(Span(start=0, end=7),), kind="direct", description="a man")
    ledger.add([msgspec.structs.replace(one, quotes=(quote,))])
    found = ledger.article(one.article.id)
    assert found["text"] == one.article.text
    assert [report["id"] for report in found["reports"]] == [one.reports[0].id]
    assert ledger.quotes()[0]["text"] == one.article.text[:7]
    assert ledger.quotes(text="nothing of it") == []


def test_text_that_no_database_stores_is_kept_with_its_offsets(ledger: Ledger) -> None:
    words = "A\x00B expels \ud800 two."
    one = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", words=words))
    ledger.add([one])
    found = ledger.article("a")
    assert len(found["text"]) == len(one.article.text)
    assert ledger.events()[0]["evidence"][0]["text"] == "A\ufffdB expels \ufffd two."


def test_articles_without_any_date_can_be_recorded(ledger: Ledger) -> None:
    ledger.add([article("a", None, act("BEL", "RUS", count=21)), article("b", None, act("BEL", "RUS", count=21))])
    assert listed(ledger) == [("BEL", "RUS", "", 21.0, 2)]


def test_what_is_not_there_is_said_so(ledger: Ledger) -> None:
    for ask in (ledger.event, ledger.article, ledger.chain):
        with pytest.raises(NotFound):
            ask("Enone")


def test_a_ledger_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger"):
        open_ledger(str(tmp_path / "none.db"), create=False)
    assert not (tmp_path / "none.db").exists()


def test_runs_are_kept(ledger: Ledger) -> None:
    ledger.add(World(1).articles(3), author="Ann")
    (run,) = ledger.runs()
    assert (run["author"], run["coder"], run["counts"]["articles"]) == ("Ann", "generated 1", 3)
