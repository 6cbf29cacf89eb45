"""Sentences: where they begin and end, and which blocks have any."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.identify import identify
from dragoman.language.sentences import MAX_SENTENCE_CHARS, coded_blocks, sentence_spans, split_sentences
from dragoman.sources import make_article


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Diaz met Gen. J. B. Cruz in the U.S. capital on Jan. 6.", "The U.S. said so."],
        ["They left the U.S. The minister stayed."],
        ["“It is over.”", "He left."],
        ["“Will it end?” he asked.", "Nobody knew."],
        ['"It will cost them," he said.', '"We shall see."'],
        ["Prices rose 3.5 percent.", "No. 10 declined to comment."],
        ["He paused... and went on.", "Then he left…", "It was late."],
        ["The list (see p. 4. It is long) grew.", "It ended."],
        ["外交部宣布驱逐十名外交官。", "对方表示抗议。"],
        ["أعلنت الوزارة ذلك.", "هل سيعودون؟", "لا أحد يعرف."],
        ["Le ministère a réagi.", "« C’est grave. »", "Il part."],
        ["The ministry spoke at 10 a.m. on Monday.", "It spoke again."],
        ["News.Az reported it.", "He agreed."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    joined = " ".join(sentences)
    expected = ["They left the U.S.", "The minister stayed."] if len(sentences) == 1 else sentences
    assert split(joined) == expected


def test_bullets_and_labels_are_no_part_of_a_sentence() -> None:
    assert split("- Poland: 45 diplomats.") == ["Poland: 45 diplomats."]
    assert split("Translation: They must go.") == ["They must go."]


def test_no_sentence_is_longer_than_the_bound() -> None:
    text = "the envoys left, and " * 400
    pieces = split_sentences(make_article(text))
    assert all(piece.end - piece.start <= MAX_SENTENCE_CHARS for piece in pieces)
    assert len(pieces) > 5


def test_only_coded_blocks_have_sentences() -> None:
    article = make_article(
        "Chile closed its mission.\n\nRelated\n- Peru wins the cup\n\nIt reopened a week later.\n\nWhat comes next\n\nNobody knows."
    )
    words = [article.text[s.start : s.end] for s in split_sentences(article)]
    assert words == ["Chile closed its mission.", "It reopened a week later.", "Nobody knows."]


def test_of_a_foreign_post_and_its_translation_only_the_translation_is_coded() -> None:
    post = "Nous avons décidé de rappeler notre ambassadeur pour des consultations après les propos du ministre."
    article = make_article(
        "The two capitals fell out over the remarks of the minister.\n"
        f"{post}\n— Jean Exemple (@jexemple) May 4, 2021\n"
        "Translation: We have decided to recall our ambassador for consultations."
    )
    coded = [article.text[article.blocks[i].start : article.blocks[i].end] for i in coded_blocks(article)]
    assert post not in coded
    assert any(words.startswith("Translation") for words in coded)
    alone = make_article(
        f"The two capitals fell out over the remarks of the minister.\n{post}\nNeither side has said when the envoy will be back in the capital."
    )
    assert [alone.blocks[i].kind for i in coded_blocks(alone)] == ["body", "foreign", "body"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministry said that the envoys were to leave the country.", "en"),
        ("Le ministère a déclaré que les diplomates devaient quitter le pays.", "fr"),
        ("Das Ministerium erklärte, dass die Diplomaten das Land verlassen müssen.", "de"),
        ("El ministerio dijo que los diplomáticos deben salir del país.", "es"),
        ("Il ministero ha detto che i diplomatici devono lasciare il paese.", "it"),
        ("O ministério disse que os diplomatas não podem ficar no país.", "pt"),
        ("Het ministerie zei dat de diplomaten het land moeten verlaten.", "nl"),
        ("Ministerstwo ogłosiło, że dyplomaci muszą opuścić kraj do końca tygodnia, ale nie wszyscy.", "pl"),
        ("Министерство сообщило, что дипломаты должны покинуть страну.", "ru"),
        ("Міністерство повідомило, що дипломати мають залишити країну і не повертатися.", "uk"),
        ("أعلنت الوزارة أن على الدبلوماسيين مغادرة البلاد خلال أسبوع.", "ar"),
        ("外交部宣布驱逐十名外交官。", "zh"),
        ("外務省は外交官に国外退去を求めたと発表した。", "ja"),
        ("123 456", None),
    ],
)  # fmt: skip
def test_the_language_is_told_by_its_words(text: str, code: str | None) -> None:
    assert identify(text) == code


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentence_spans(text)
    covered = 0
    for start, end in spans:
        assert covered <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered = end


@pytest.mark.parametrize("piece", [".", "(", "A. ", '."', "a ", "Mr. ", "…", "。"])
def test_time_is_linear_on_hostile_text(piece: str) -> None:
    text = (piece * 60_000)[:60_000]
    began = time.process_time()
    split_sentences(make_article("x " + text))
    assert time.process_time() - began < 8
