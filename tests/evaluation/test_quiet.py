"""The quiet articles: forty of them, each once, and every one is in the file they are chosen from."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.pipeline import load
from evaluation.quiet import addresses, lines, read_articles
from tests.shared_data import shared_folder


def test_forty_addresses_each_once() -> None:
    found = addresses()
    assert len(found) == len(set(found)) == 40
    assert all(url.startswith("https://en.wikinews.org/") for url in found)


def test_all_are_found_in_the_order_of_the_list() -> None:
    articles = read_articles(shared_folder() / "data" / "wikinews_2019.csv")
    assert [article.url for article in articles] == addresses()
    assert all(article.text and article.published and article.title for article in articles)


def test_a_file_without_them_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("url,date,title,text\nhttps://example.org/a,2019-01-01,T,Text.\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks 40 of the quiet articles"):
        read_articles(path)


def test_the_summary_counts_every_report() -> None:
    coded = [load().code("Peru expelled five Chilean diplomats on Tuesday.", title="Out", published="2021-05-05")]
    told = list(lines(coded))
    total = len(coded[0].reports)
    assert f"{total} false reports on 1 quiet articles" in told[-2]
    assert len(told) == total + 3
