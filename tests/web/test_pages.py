"""Every page answers, draws what the ledger holds, and has a twin in JSON."""

from __future__ import annotations

import html
from typing import Any

import pytest

from tests.web.conftest import event_id, make_client
from tests.web.invented import FIRST, reply, second

PATHS = (
    "/", "/events", "/articles", "/chains", "/dyads", "/dyad?one=FJI&other=MLT", "/actors", "/actor?code=FJI", "/review",
    "/review?order=weight", "/judgements",
)  # fmt: skip


def twin(path: str) -> str:
    """Return the address of a page's JSON."""
    name, mark, query = path.partition("?")
    return ("/overview" if name == "/" else name) + ".json" + mark + query


@pytest.mark.parametrize("path", PATHS)
def test_page_and_twin_answer(client: Any, path: str) -> None:
    page, data = client.get(path), client.get(twin(path))
    assert (page.status_code, data.status_code) == (200, 200)
    assert page.headers["content-type"].startswith("text/html")
    assert data.headers["content-type"] == "application/json"
    assert html.escape(twin(path)) in page.text
    assert isinstance(data.json(), dict)


def test_overview_shows_numbers_series_map_and_sources(client: Any) -> None:
    data, page = client.get("/overview.json").json(), client.get("/").text
    assert data["stats"]["articles"] == 5
    assert sum(one["events"] for one in data["series"]["periods"]) == data["series"]["total"] == 4
    assert {"FJI", "MLT"} <= {code for code, _ in data["map"]["sides"]}
    assert [place["name"] for place in data["map"]["places"]] == ["Suva"]
    assert "The same as a table" in page
    assert "No coast and no boundary is drawn" in page
    assert "The Harbour Post" in page


def test_event_shows_disagreement_sentences_and_links(client: Any, site: Any) -> None:
    first = event_id(site, actor="FJI")
    page = client.get(f"/event/{first}").text
    for words in (
        "21 diplomats",
        "20 diplomats",
        "Where sources differ",
        "answered by",
        "the ministry in Suva",
        "spying",
    ):
        assert words in page
    assert "<mark>expelled</mark>" in page
    data = client.get(f"/event/{first}.json").json()
    assert {told["article"]["source_id"] for told in data["event"]["told"]} == {"a1", "a2", "a3"}


def test_article_marks_the_words_of_every_field(client: Any) -> None:
    page = client.get("/article/a1").text
    for style, words in (
        ("actor", "Fiji"), ("recipient", "Malta"), ("act", "expelled"), ("count", "21 diplomats"),
        ("date", "3 March 2031"), ("deadline", "until 18 March"), ("place", "Suva"), ("reason", "spying"),
    ):  # fmt: skip
        assert f'class="m m-{style}' in page
        assert f">{words}</a>" in page
    assert client.get("/article/a1.json").json()["article"]["text"] == FIRST


def test_article_prints_original_and_translation_side_by_side(client: Any) -> None:
    page = client.get("/article/a5").text
    pair = page[page.index('class="pair"') :]
    assert pair.index("Original (fr)") < pair.index("condamn") < pair.index("Printed translation (en)")
    assert pair.index("Printed translation (en)") < pair.index("Colombia condemned Peru.") < pair.index("ambassade")


def test_chain_tells_who_answered_whom_after_how_long(client: Any, site: Any) -> None:
    chain = site.ledger.chains()[0]["id"]
    page = client.get(f"/chain/{chain}").text
    assert "arrow stated answers" in page
    assert "answers after 7 d" in page
    assert "21 for 21" in page
    assert client.get(f"/chain/{chain}.json").json()["chain"]["size"] == 2


def test_dyad_measures_reciprocity_and_quotes(client: Any) -> None:
    data = client.get("/dyad.json?one=FJI&other=MLT").json()
    assert data["reciprocity"]["other"] == {
        "answers": 1, "acts_of_other": 1, "answered": 1, "share_answered": 1.0, "median_days": 7, "with_counts": 1,
        "same_count": 1,
    }  # fmt: skip
    assert [quote["text"] for quote in data["quotes"]["other"]] == ["Fiji has chosen this road."]
    assert "Fiji has chosen this road." in client.get("/dyad?one=FJI&other=MLT").text


def test_review_puts_the_doubtful_first_and_says_why(client: Any) -> None:
    doubt = client.get("/review.json").json()
    assert doubt["queue"][0]["why"] == ["the coder is unsure (0.40)", "only alleged"]
    weight = client.get("/review.json?order=weight").json()
    assert weight["queue"][0]["weight"] == max(entry["weight"] for entry in weight["queue"])
    page = client.get("/review").text
    assert "You can look but not judge" in page
    for key in "cremsj":
        assert f"<kbd>{key}</kbd>" in page


@pytest.mark.parametrize(
    "path", ["/event/E0", "/chain/C0", "/article/none", "/actor?code=ZZZ", "/dyad?one=A&other=B", "/none"]
)
def test_what_is_not_there_is_404_in_the_one_shape(client: Any, path: str) -> None:
    page, data = client.get(path), client.get(twin(path))
    assert page.status_code == data.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    told = data.json()["error"]
    assert set(told) == {"status", "code", "message", "hint"}
    assert told["code"] == "not_found"


def test_pages_show_what_is_added_while_serving(tmp_path: Any) -> None:
    from dragoman.ledger import open_ledger
    from dragoman.web import Guard, open_site
    from tests.web.conftest import TOKEN

    path = str(tmp_path / "growing.db")
    with open_ledger(path) as ledger:
        ledger.add([second()])
    site = open_site(path, Guard(TOKEN))
    client = make_client(site)
    before = client.get("/events.json").json()["total"]
    with open_ledger(path) as ledger:
        ledger.add([reply()])
    after = client.get("/events.json").json()
    site.close()
    assert (before, after["total"]) == (1, 2)
    assert len(after["events"]) == 2


def test_an_empty_ledger_has_pages_too(tmp_path: Any) -> None:
    from dragoman.ledger import open_ledger
    from dragoman.web import Guard, open_site

    path = str(tmp_path / "empty.db")
    open_ledger(path).close()
    site = open_site(path, Guard("nothing to judge"))
    client = make_client(site)
    answers = [
        client.get(path).status_code
        for path in ("/", "/events", "/chains", "/dyads", "/actors", "/articles", "/review")
    ]
    site.close()
    assert answers == [200] * 7
