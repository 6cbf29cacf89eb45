"""Reading gold: the project's `.acts` files and the stories' JSONL give the same form, with true offsets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.evaluation.acts_format import FormatError, find_span, main, parse
from dragoman.evaluation.gold import codes, deadline_day, read_gold

ACTS = """\
%% annotates: acts quotes

=== t-1 | 2021-05-05 | agency | story | Peru sends five home

Peru on Tuesday expelled five Chilean diplomats, who have 72 hours to leave. Chile denied the charge.
> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | five Chilean diplomats=CHL | count=five=5 | date=on Tuesday=2021-05-04 | deadline=72 hours=2021-05-07
> a2 REJECT 120 occurred | denied | Chile=CHL | =PER
> SAY indirect | denied | Chile | the charge

The expulsion is the first since 1978, when Lima sent home an attaché.
> a1 SANCTION/expel 166 occurred | expulsion | =PER | =CHL
> a3? SANCTION/expel 166 occurred historical | sent home | Lima=PER | an attaché=XXX

Read more: all about copper
> -

~ a2 denies a1 inferred
"""


def written(folder: Path, text: str = ACTS, name: str = "gold.acts") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_with_its_acts(tmp_path: Path) -> None:
    (article,) = read_gold(written(tmp_path))
    assert (article.id, article.published, article.title) == ("t-1", "2021-05-05", "Peru sends five home")
    assert article.links == (("a2", "denies", "a1"),)
    first, second, third = article.acts
    assert [article.text[start:end] for start, end in first.spans] == ["expelled", "expulsion"]
    assert (first.actors, first.recipients) == ({"PER"}, {"CHL"})
    assert (first.count, first.date, first.deadline, first.status) == (5.0, "2021-05-04", "2021-05-07", "occurred")
    assert second.recipients == {"PER"}
    assert (third.is_optional, third.is_background, third.recipients) == (True, True, frozenset())
    assert not first.is_optional


def test_a_folder_holds_the_articles_of_all_its_files(tmp_path: Path) -> None:
    written(tmp_path, name="b.acts")
    written(tmp_path, ACTS.replace("t-1", "t-0"), name="a.acts")
    assert [article.id for article in read_gold(tmp_path)] == ["t-0", "t-1"]


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.acts file"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("> a1 SANCTION/expel 166 occurred | banished | Peru=PER | -", "not in the text: 'banished'"),
        ("> a1 EXPEL 166 occurred | expelled | Peru=PER | -", "unknown type 'EXPEL'"),
        ("> a1 SANCTION/beat 166 occurred | expelled | Peru=PER | -", "SANCTION has no mode 'beat'"),
        ("> a1 SANCTION/expel 99 occurred | expelled | Peru=PER | -", "CAMEO code '99'"),
        ("> a1 SANCTION/expel 166 done | expelled | Peru=PER | -", "unknown status 'done'"),
        ("> a1 SANCTION/expel 166 occurred | expelled | Peru=PER", "an act needs"),
        ("> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | - | size=five", "key=value"),
        ("> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | - | date=Tuesday=yesterday", "resolved value"),
        ("~ a1 answers a9 stated | expelled", "a link names 'a9'"),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, row: str, told: str) -> None:
    text = f"=== t | 2021-05-05 | r | s | T\n\nPeru expelled five.\n> a1 SANCTION/expel 166 occurred | expelled | Peru=PER | -\n{row}\n"
    with pytest.raises(InputError) as caught:
        read_gold(written(tmp_path, text))
    assert told in caught.value.message
    assert "line " in caught.value.message
    assert "acts_format" in (caught.value.hint or "")


def test_the_checker_prints_each_mistake_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = written(tmp_path), written(tmp_path, ACTS.replace("| expelled |", "| banished |"), "bad.acts")
    assert main([str(good)]) == 0
    assert main([str(bad)]) == 1
    assert f"{bad}:6: not in the text: 'banished'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "found"),
    [("ban", "ban"), ("ban#2", "ban"), ("the ... oil", "the ban on banana oil"), ("nana", "nana")],
)
def test_spans_by_words(words: str, found: str) -> None:
    text = "It lifted the ban on banana oil; another ban stays."
    start, end = find_span(text, words, 1)
    assert text[start:end] == found
    if words == "ban#2":
        assert start == text.rindex("ban")


def test_words_that_do_not_stand_there_are_refused() -> None:
    with pytest.raises(FormatError):
        find_span("Peru expelled five.", "six", 3)
    with pytest.raises(FormatError):
        find_span("Peru expelled five.", "five ... Peru", 3)


@given(st.text(max_size=300))
def test_the_parser_never_fails_on_any_text(text: str) -> None:
    documents, errors = parse(text)
    for document in documents:
        for unit in document.units:
            for act in unit.acts:
                assert 0 <= act.trigger[0] < act.trigger[1] <= len(unit.text)
    assert all(error.line >= 1 for error in errors)


STORY = {
    "article_id": "s1",
    "events": [
        {"id": "e1", "type": "SANCTION", "actor": "PER", "target": ["CHL", "the copper trade"], "status": "done", "trigger": "expelled",
         "date": "2021-05-04", "count": 5, "deadline": "72 hours"},
        {"id": "e2", "type": "THREATEN", "actor": ["CHL"], "target": "EU", "status": "threatened", "trigger": "vowed", "count": "dozens",
         "optional": True},
        {"id": "e3", "type": "AID", "actor": "NATO", "target": None, "status": "planned", "background": True},
    ],
    "links": [{"from": "e2", "relation": "threatens_response_to", "to": "e1"}],
}  # fmt: skip


def stories(folder: Path, story: dict[str, object] = STORY) -> Path:
    article = {
        "id": "s1",
        "text": "Peru expelled five; Chile vowed to answer.",
        "title": "T",
        "published": "2021-05-05",
        "language": "en",
    }
    (folder / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    return written(folder, json.dumps(story) + "\n", "gold.jsonl")


def test_the_stories_older_words_are_read_into_the_present_ones(tmp_path: Path) -> None:
    (article,) = read_gold(stories(tmp_path))
    first, second, third = article.acts
    assert (first.status, second.status, third.status) == ("occurred", "occurred", "announced")
    assert first.recipients == {"CHL"}
    assert second.recipients == {"EUR"}
    assert third.actors == {"IGO:NATO"}
    assert third.recipients == frozenset()
    assert first.deadline == "2021-05-07"
    assert (first.count, second.count) == (5.0, None)
    assert (second.is_optional, third.is_background) == (True, True)
    assert [article.text[start:end] for start, end in second.spans] == ["vowed"]
    assert article.links == (("e2", "answers", "e1"),)


def test_missing_texts_are_told(tmp_path: Path) -> None:
    path = stories(tmp_path, STORY | {"article_id": "other"})
    with pytest.raises(InputError, match="no article 'other'"):
        read_gold(path)
    (tmp_path / "articles.jsonl").unlink()
    with pytest.raises(InputError, match="needs the texts"):
        read_gold(path)


@pytest.mark.parametrize(
    ("deadline", "day", "result"),
    [("72 hours", "2021-05-04", "2021-05-07"), ("25 hours", "2021-05-04", "2021-05-06"), ("2 weeks", "2021-05-04", "2021-05-18"),
     ("2021-06-01", None, "2021-06-01"), ("soon", "2021-05-04", None), ("72 hours", "2021-05", None), (None, "2021-05-04", None)],
)  # fmt: skip
def test_deadlines_become_days(deadline: str | None, day: str | None, result: str | None) -> None:
    assert deadline_day(deadline, day) == result


def test_only_codes_are_codes() -> None:
    assert codes(["PER", "protesters", "UN", "IGO:ECOWAS"]) == {"PER", "UNO", "IGO:ECOWAS"}
    assert codes(None) == frozenset()


def test_our_own_gold_can_be_read() -> None:
    articles = read_gold(Path(__file__).resolve().parents[2] / "evaluation" / "gold")
    assert len(articles) >= 60
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        for act in article.acts:
            assert all(0 <= start < end <= len(article.text) for start, end in act.spans)
