"""The coder as a whole: pure, in order, in any batch; every word it gives is the article's; trouble is data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.errors import DragomanError, UsageError
from dragoman.ontology.plover import TYPES
from dragoman.pipeline import Coder, Stage, check_stages
from dragoman.records import RELATIONS, STATUSES, Article, Coded
from dragoman.sources import make_article

ARTICLES = (
    "LIMA, 5 May 2021 - Peru on Tuesday expelled five Chilean diplomats over the raid in Tacna and gave them 72 hours to leave. "
    "Chile's foreign minister called the charge “absurd”. “We will answer in kind,” she told reporters in Santiago.\n\n"
    "In response Chile recalled its ambassador from Lima, the ministry said on Wednesday.",
    "Italy has deported 30 migrants, Denmark 15 and Norway three, the agency said. Human rights groups condemned the flights.",
    "Thousands marched through Nairobi against the finance bill; police fired tear gas and arrested 14 students.",
    "A light drizzle fell on the harbour and the ferries ran on time.",
    "The UN Security Council urged Sudan and South Sudan to pull their troops back from Abyei by 16 May. Khartoum rejected the demand.",
    "Короткое сообщение. Poland and Latvia signed a defence agreement in Riga 😀 — the ‘largest’ so far, officials said.",
)  # fmt: skip
PUBLISHED = "2021-05-05"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return dragoman.load()


def articles() -> list[Article]:
    return [make_article(text, published=PUBLISHED, language="en", source_id=str(n)) for n, text in enumerate(ARTICLES)]


def in_bytes(coded: Coded) -> bytes:
    return msgspec.json.encode(coded)


@pytest.fixture(scope="module")
def alone(coder: Coder) -> dict[str | None, bytes]:
    """What each article gives when it is coded by itself."""
    return {article.source_id: in_bytes(coder.code_article(article)) for article in articles()}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (2, 2, 0), (4, 1)])
def test_the_same_bytes_in_any_batch_and_order(
    coder: Coder, alone: dict[str | None, bytes], order: tuple[int, ...]
) -> None:
    ours = articles()
    for one in coder.pipe(ours[n] for n in order):
        assert in_bytes(one) == alone[one.article.source_id]


def test_the_same_bytes_across_a_batch_s_edge(coder: Coder, alone: dict[str | None, bytes]) -> None:
    ours = articles()
    row = [ours[n % len(ours)] for n in range(2 * 16 + 3)]
    found = list(coder.pipe(row))
    assert [one.article.source_id for one in found] == [article.source_id for article in row]
    assert all(in_bytes(one) == alone[one.article.source_id] for one in found)


def test_articles_are_taken_one_batch_at_a_time(coder: Coder) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield articles()[3]

    next(coder.pipe(endless()))
    assert taken <= 16


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def check(coded: Coded) -> None:
    """Assert what holds of every coded article, whatever the text."""
    text = coded.article.text
    plain = coded.to_dict()
    for part in ("reports", "links", "quotes"):
        for span in spans_of(plain[part]):
            assert 0 <= span["start"] < span["end"] <= len(text)
            if "text" in span:
                assert text[span["start"] : span["end"]] == span["text"]
    known = {report.id for report in coded.reports}
    assert len(known) == len(coded.reports)
    quotes = {quote.id for quote in coded.quotes}
    for report in coded.reports:
        kind = TYPES[report.event]
        assert report.mode is None or report.mode in kind.modes
        assert report.status in STATUSES
        assert report.quad_code == kind.quad
        assert report.actor or report.recipient
        assert report.recipient or not kind.needs_recipient
        assert 0 <= report.score <= 1
        assert report.evidence
        for evidence in report.evidence:
            assert evidence.trigger is not None
            assert evidence.start <= evidence.trigger.start < evidence.trigger.end
        if report.date:
            assert report.date.start <= report.date.end
        if report.attribution and report.attribution.quote:
            assert report.attribution.quote in quotes
    for link in coded.links:
        assert link.relation in RELATIONS
        assert {link.source, link.target} <= known
        assert link.source != link.target
        assert 0 <= link.score <= 1
        assert (link.words is not None) or link.basis == "inferred"


@pytest.mark.parametrize("n", range(len(ARTICLES)))
def test_every_field_s_words_are_the_article_s(coder: Coder, n: int) -> None:
    check(coder.code(ARTICLES[n], published=PUBLISHED))


WORDS = st.sampled_from(
    ["Peru", "Chile's", "the minister", "NATO", "she", "expelled", "denied", "vowed to answer", "five diplomats", "said", "on Tuesday",
     "within 72 hours", "“We will", "respond”", "arrested", "troops", "not a sanction", "Moscow", "in response to", "dozens of", "Fig. 3",
     "\u202e", "\u0301", "😀", "İstanbul", "ﬁnally", "\u200b", "...", ".", "?!", "\n\n", "\n", "(", "]", "—", "'", "1,000", "6th", "'s"]
)  # fmt: skip
NEWS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(NEWS, st.text(min_size=1, max_size=300)))
def test_any_text_is_coded_or_refused_with_a_reason(text: str) -> None:
    try:
        coded = dragoman.load().code(text, published=PUBLISHED, language="en")
    except DragomanError:
        return
    check(coded)


def test_what_the_reader_gets_from_a_plain_report(coder: Coder) -> None:
    coded = coder.code(
        ARTICLES[0], title="Five out", published=PUBLISHED, url="https://example.org/a", publisher="Example"
    )
    article = coded.article
    assert (article.title, article.published, article.published_basis) == ("Five out", PUBLISHED, "given")
    assert (article.url, article.publisher) == ("https://example.org/a", "Example")
    assert coded.coder == coder.version
    assert coded.coder is not None
    assert dragoman.__version__ in coded.coder
    assert not coded.rejects
    assert len(coded.quotes) >= 1


def test_a_coded_article_survives_the_way_through_json(coder: Coder) -> None:
    coded = coder.code(ARTICLES[0], published=PUBLISHED)
    assert msgspec.json.decode(msgspec.json.encode(coded), type=Coded) == coded
    assert list(coded.to_dict()) == ["article", "reports", "links", "quotes", "rejects", "coder"]


def test_another_language_is_rejected_not_guessed(coder: Coder) -> None:
    coded = coder.code("La Belgique a expulsé 21 diplomates russes mardi, a annoncé la ministre.", language="fr")
    assert not coded.reports
    (reject,) = coded.rejects
    assert (reject.stage, reject.code) == ("language", "language")
    assert "'fr'" in reject.reason


def test_a_text_without_any_actor_says_so(coder: Coder) -> None:
    coded = coder.code("The kettle boiled slowly on the stove.", language="en")
    assert not coded.reports
    assert [(reject.stage, reject.code) for reject in coded.rejects] == [("mentions", "no_actor")]


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        ("", None, "no text"),
        (" \n\t ", None, "no text"),
        ("Peru.", "2021-13-45", "no date"),
        ("x " * 150_000, None, "at most"),
    ],
)
def test_unusable_input_is_an_error_that_says_why(coder: Coder, text: str, published: str | None, told: str) -> None:
    with pytest.raises(DragomanError) as caught:
        coder.code(text, published=published)
    assert told in caught.value.message


def test_ids_are_stable_and_differ_between_texts(coder: Coder) -> None:
    first, second = coder.code(ARTICLES[0], published=PUBLISHED), coder.code(ARTICLES[0] + " ", published=PUBLISHED)
    assert first.article.id == second.article.id
    assert [report.id for report in first.reports] == [report.id for report in second.reports]
    assert coder.code(ARTICLES[1]).article.id != first.article.id


def test_a_stage_cannot_run_before_its_input(coder: Coder) -> None:
    check_stages(coder.stages)
    turned = (*coder.stages[1:], coder.stages[0])
    with pytest.raises(UsageError, match="reads sentences, which no earlier stage writes"):
        check_stages(turned)
    with pytest.raises(UsageError, match="'alone' reads colour"):
        check_stages([Stage("alone", ("colour",), (), lambda states: None)])


def test_explaining_gives_the_same_reports(coder: Coder, alone: dict[str | None, bytes]) -> None:
    article = articles()[0]
    coded, document = coder.explain(article)
    assert in_bytes(coded) == alone["0"]
    assert document.sentences
    assert document.mentions
    assert document.times
