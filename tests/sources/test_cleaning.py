"""Cleaning: what each block of a news page is, and that nothing of the text is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Block
from dragoman.sources import Unusable, make_article
from dragoman.sources.article import normalise
from tests.shared_data import seed_text

PROSE = "The ministry said on Monday that the envoys would have to leave the country within a week."
MORE = "Their government called the order unfounded and said that it would answer in kind before long."


def blocks_of(*paragraphs: str) -> list[tuple[str, str]]:
    article = make_article("\n\n".join(paragraphs), language="en")
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def kind_of(line: str) -> str:
    kinds = {text: kind for kind, text in blocks_of(PROSE, line, MORE)}
    assert (kinds[PROSE], kinds[MORE]) == ("body", "body")
    return kinds[line]


@pytest.mark.parametrize(
    "line",
    [
        "Related News",
        "READ MORE: Chile closes its mission",
        "Read also: Chile closes its mission",
        "Also read | Chile closes its mission",
        "Most read",
        "Recommended for you",
        "More on this story",
        "Sign up for our daily newsletter and get the news in your inbox.",
        "Subscribe to our channel",
        "We use cookies to improve your experience.",
        "Follow us on Twitter and Facebook",
        "Share this article",
        "Advertisement",
        "Copyright 2021 The Daily Example. All rights reserved.",
        "© 2021 The Daily Example",
        "Reporting by Ana Diaz; editing by Juan Cruz",
        "(Reporting by Ana Diaz in Lima; Editing by Juan Cruz)",
        "By Ana Diaz and Juan Cruz",
        "Lire aussi : le Chili ferme sa mission",
        "Читайте также",
    ],
)
def test_page_furniture_is_boilerplate_wherever_it_stands(line: str) -> None:
    assert kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ana Diaz / The Example",
        "File photo: the embassy in Lima",
        "FILE - The embassy in Lima is seen on May 4. (AP Photo/Ana Diaz)",
        "The embassy in Lima, where the envoys worked (Reuters/Ana Diaz)",
        "Image credit: Ana Diaz",
        "The foreign minister at a meeting in Lima. Photo: AFP",
    ],
)
def test_captions_are_known(line: str) -> None:
    assert kind_of(line) == "caption"


@pytest.mark.parametrize("line", ["Lima promises an answer", "‘We will respond’", "What happens next"])
def test_short_lines_between_paragraphs_are_headings(line: str) -> None:
    assert kind_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "By Monday nine envoys had left.",
        "Share prices fell in Lima after the order.",
        "Photographs of the embassy were shown on television.",
        "Related offences were added to the charge sheet, the court said.",
        "“This will not go unanswered,” the embassy said.",
        "Copyright law was not the reason, she added.",
        "Recommended measures include the closure of two consulates.",
        "Sources in the ministry said the order was final.",
        "Watch lists were drawn up by both governments.",
    ],
)
def test_prose_that_looks_like_furniture_is_body(line: str) -> None:
    assert kind_of(line) == "body"


def test_headlines_below_a_label_are_boilerplate_until_prose_resumes() -> None:
    found = blocks_of(
        PROSE, "Related", "Chile closes its mission", "Peru recalls envoy: what we know", "3 hours ago", MORE
    )
    assert [kind for kind, _ in found] == ["body", *["boilerplate"] * 4, "body"]
    bullets = blocks_of(PROSE + "\nRelated News\n- Chile closes its mission\n- Peru recalls its envoy\n" + MORE)
    assert [kind for kind, _ in bullets] == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_a_list_that_a_colon_announces_is_kept() -> None:
    found = blocks_of("Those expelled so far this year:", "- Chile: 12 diplomats", "- Peru: nine diplomats", MORE)
    assert [kind for kind, _ in found] == ["body", "list", "list", "body"]


def test_a_text_of_headlines_only_is_read() -> None:
    assert blocks_of("Chile expels nine Peruvian diplomats") == [("body", "Chile expels nine Peruvian diplomats")]


@pytest.mark.parametrize(
    ("line", "dateline", "rest"),
    [
        ("LIMA, June 28 - The ministry spoke.", "LIMA, June 28 -", "The ministry spoke."),
        ("LIMA, June 28 (Reuters) - The ministry spoke.", "LIMA, June 28 (Reuters) -", "The ministry spoke."),
        ("LIMA, Peru (AP) — The ministry spoke.", "LIMA, Peru (AP) —", "The ministry spoke."),
        ("Lima, 3 April 2018 (AFP) — The ministry spoke.", "Lima, 3 April 2018 (AFP) —", "The ministry spoke."),
        ("MOSCOW, April 18. /TASS/. The ministry spoke.", "MOSCOW, April 18. /TASS/.", "The ministry spoke."),
    ],
)  # fmt: skip
def test_a_dateline_is_a_block_of_its_own(line: str, dateline: str, rest: str) -> None:
    assert blocks_of(line, MORE)[:2] == [("dateline", dateline), ("body", rest)]


@pytest.mark.parametrize(
    "line",
    [
        "Leaders of the Union (AU) met in Lima.",
        "The talks on Tuesday (April 19, 2022) that followed failed.",
        "Lima - which hosted them - paid.",
    ],
)
def test_prose_is_no_dateline(line: str) -> None:
    assert blocks_of(line, MORE)[0] == ("body", line)


FRENCH = "Nous avons décidé de rappeler notre ambassadeur pour des consultations après les propos du ministre."


@pytest.mark.parametrize("joint", ["\n", " "])
def test_an_embedded_post_and_its_translation_are_paired(joint: str) -> None:
    article = make_article(
        f"{PROSE}\n{FRENCH}{joint}— Jean Exemple (@jexemple) May 4, 2021\nTranslation: We have decided to recall our ambassador.\n{MORE}"
    )
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["body", "post", "boilerplate", "translation", "body"]
    post, translation = article.blocks[1], article.blocks[3]
    assert (post.author, post.handle, post.date, post.language) == ("Jean Exemple", "@jexemple", "2021-05-04", "fr")
    assert (post.pair, translation.pair) == (3, 1)
    assert article.text[post.start : post.end] == FRENCH


def test_a_post_is_known_by_its_header_or_its_link() -> None:
    found = blocks_of(PROSE, "Ana Diaz (@anadiaz) tweeted:", "We have closed our mission in Lima today.", "Nine envoys are leaving. pic.twitter.com/AbCdEf12", MORE)  # fmt: skip
    assert [kind for kind, _ in found] == ["body", "boilerplate", "post", "post", "body"]


def test_a_foreign_paragraph_is_paired_with_a_translation_in_its_line() -> None:
    article = make_article(f"{PROSE}\n\n{FRENCH} (Translation: We have decided to recall our ambassador.)\n\n{MORE}")
    assert [(b.kind, b.pair) for b in article.blocks] == [
        ("body", None),
        ("foreign", 2),
        ("translation", 1),
        ("body", None),
    ]


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph() -> None:
    wrapped = "The ministry said on Monday that the envoys would have to\nleave the country within a week, and that two of the\nconsulates would be closed."
    assert blocks_of(wrapped) == [("body", wrapped)]


def test_seed_article_blocks() -> None:
    article = make_article(seed_text())
    kinds = [block.kind for block in article.blocks]
    assert kinds.count("post") == kinds.count("translation") == kinds.count("heading") == 1
    assert [b.pair for b in article.blocks if b.kind in ("post", "translation")] == [
        kinds.index("translation"),
        kinds.index("post"),
    ]
    assert (article.published, article.published_basis) == ("2022-03-29", "text")
    links = [b for b in article.blocks if b.reason == "links"]
    assert len(links) == 4


LINES = st.sampled_from(
    [PROSE, MORE, FRENCH, "Related", "- A headline", "Photo: X", "— A B (@ab) May 4, 2021", "Translation: Yes.", "LIMA, June 28 -", "", " ",
     "Heading", "(", "@a tweeted:", "🙂\u200b", "a\u0301", "Read more", "1. x", "© 2020"]
)  # fmt: skip


def uncovered(text: str, blocks: tuple[Block, ...]) -> str:
    left, at = "", 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        left += text[at : block.start]
        at = block.end
    return (left + text[at:]).strip()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=80)), min_size=1, max_size=20).map("\n".join))
def test_blocks_cover_the_text_and_pairs_are_mutual(text: str) -> None:
    if not normalise(text):
        return
    article = make_article(text)
    assert uncovered(article.text, article.blocks) == ""
    for index, block in enumerate(article.blocks):
        assert block.pair is None or article.blocks[block.pair].pair == index
    again = make_article(article.text)
    assert (again.text, again.id) == (article.text, article.id)


@pytest.mark.parametrize(
    "piece", ["(", "Photo ", "©", "A ", "@a ", "A. B, ", "— ", "[Photo ", "By A ", "a", "A-", "(A "]
)
def test_time_is_bounded_on_hostile_text(piece: str) -> None:
    began = time.process_time()
    make_article((piece * 200_000)[:199_990] + " end")
    make_article(("By " + piece * 300)[:300] + "!")
    assert time.process_time() - began < 8


@pytest.mark.parametrize("line", ["- a", "Related", "a", "By A", "Photo: a"])
def test_many_lines_are_read_in_bounded_time_or_refused(line: str) -> None:
    began = time.process_time()
    make_article("\n".join([line] * 9_000))
    assert time.process_time() - began < 8
    with pytest.raises(Unusable) as refused:
        make_article("\n".join([line] * 20_000))
    assert refused.value.code == "too_long"
