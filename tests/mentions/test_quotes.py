"""What a reader notices of attributions: who said what, in whatever quotation marks, and that offsets are the article's."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document import Document
from dragoman.language.sentences import split_sentences
from dragoman.mentions import find_mentions, load_gazetteer
from dragoman.mentions.quotes import build_quotes
from dragoman.mentions.quotes_marks import find_quoted
from dragoman.records import Quote
from dragoman.sources import make_article


def quotes_of(text: str) -> tuple[str, list[Quote]]:
    """Return the stored text and the quotes that rules alone find in it."""
    gazetteer = load_gazetteer(None)
    document = Document(make_article(text, published="2022-03-30", language="en"))
    document.sentences = split_sentences(document.article)
    document.mentions = find_mentions(document, gazetteer)
    return document.text, build_quotes(document, gazetteer, [])


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (source, cue, content pieces) of each quote, in words."""
    stored, quotes = quotes_of(text)
    return [
        (
            stored[q.source.start : q.source.end] if q.source else "",
            stored[q.cue.start : q.cue.end] if q.cue else "",
            tuple(stored[p.start : p.end] for p in q.content),
        )
        for q in quotes
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("„", "”"), ("‘", "’"), ("「", "」"), ("»", "«"), ("''", "''")],
)
def test_each_form_of_marks_holds_its_quotation(opening: str, closing: str) -> None:
    """A quotation is found with its marks, whatever the language that prints them."""
    text = f"The minister said: {opening}We don't accept this{closing} and left."
    found = find_quoted(text, 0, len(text))
    assert [text[q.start : q.end] for q in found] == [f"{opening}We don't accept this{closing}"]


def test_an_apostrophe_is_no_mark() -> None:
    """Possessives and contractions open nothing."""
    text = "The ministers' plan doesn't suit Moscow's allies, and they won't say so."
    assert find_quoted(text, 0, len(text)) == []


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    """Where the closing mark is missing, the rest of the paragraph is quoted."""
    text = "He said: “We will answer in kind."
    (only,) = find_quoted(text, 0, len(text))
    assert text[only.start : only.end] == "“We will answer in kind."
    assert not only.is_closed


def test_a_quotation_interrupted_by_its_speaker_is_one() -> None:
    """The two halves round "the minister said" are one attribution."""
    found = told("“We will answer,” the Polish foreign minister told reporters on Wednesday. “And soon.”")
    assert found == [("the Polish foreign minister", "told", ("“We will answer,”", "“And soon.”"))]


def test_the_speaker_may_stand_behind_the_verb() -> None:
    """Inverted order, with the apposition."""
    found = told("“This is absurd,” said Maria Zakharova, a spokeswoman for the ministry.")
    assert found == [("Maria Zakharova, a spokeswoman for the ministry", "said", ("“This is absurd,”",))]


def test_indirect_speech_before_and_behind_the_verb() -> None:
    """A clause with or without "that", and one that precedes its speaker."""
    assert told("France said that the envoy would return.")[0] == ("France", "said", ("that the envoy would return",))
    source, cue, content = told("The border will stay closed, the Polish interior ministry said on Monday.")[0]
    assert (source, cue) == ("the Polish interior ministry", "said")
    assert content[0] == "The border will stay closed"


def test_one_subject_with_two_verbs_of_speech() -> None:
    """ "accused … and demanded" share the subject, and each has its own content."""
    found = told("Japan accused China of spying and demanded an apology.")
    assert [(source, cue) for source, cue, _ in found] == [("Japan", "accused"), ("Japan", "demanded")]
    assert found[0][2] == ("China of spying",)


def test_according_to_opens_and_closes_a_sentence() -> None:
    """The source follows the phrase, the content is the rest."""
    first = told("According to the ministry, two soldiers were killed.")[0]
    last = told("Two soldiers were killed, according to the ministry.")[0]
    assert first[0] == last[0] == "the ministry"
    assert first[2] == ("two soldiers were killed",)
    assert last[2] == ("Two soldiers were killed",)


def test_the_speaker_is_resolved_through_a_pronoun_and_a_surname() -> None:
    """ "He said" is said by the one who spoke before."""
    _, quotes = quotes_of("“We are ready,” French President Emmanuel Macron said. He said that talks would begin soon.")
    assert [quote.speaker.country for quote in quotes if quote.speaker] == ["FRA", "FRA"]


def test_an_unnamed_source_keeps_its_description() -> None:
    """Nobody is made up for "a source familiar with the talks"."""
    _, quotes = quotes_of("A source familiar with the talks said that Iran would refuse.")
    assert quotes[0].description == "A source familiar with the talks"
    assert quotes[0].speaker is None or quotes[0].speaker.name is None


def test_a_quotation_in_the_next_paragraph_goes_on_with_the_speaker() -> None:
    """Paragraphs reopened with a mark, nothing else in them, belong to the speaker before."""
    found = told("The envoy said: “We came in peace.\n\n“We leave in peace.”")
    assert len(found) == 1
    assert found[0][2] == ("“We came in peace.", "“We leave in peace.”")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Iceland's minister on Tuesday said that the ships would sail.", "Iceland's minister"),
        ("The envoy, speaking to sailors in Bergen, said that the ships would sail.", "The envoy"),
        ("Norway recently warned that the ships would sail.", "Norway"),
        ("The plan, which the Danish cabinet said was dead, came back.", "the Danish cabinet"),
        ("Denmark sent a letter urging Sweden to wait.", "Denmark"),
        ("Finland had mocked the plan, saying anybody who believed in it was a fool.", "Finland"),
    ],
)
def test_the_source_is_who_speaks_without_when_and_where(text: str, source: str) -> None:
    """Times, participles and the relative pronoun before a subject are no part of it."""
    assert source in {found for found, _, _ in told(text)}


def test_a_speaker_with_an_apposition_between_quotation_and_verb() -> None:
    """What follows the verb is whom or what it was told about, not who spoke."""
    (found,) = told("“They mean it,” Anna Lind, a former envoy to Oslo, said of the islanders.")
    assert found == ("Anna Lind, a former envoy to Oslo", "said", ("“They mean it,”",))


def test_a_quotation_whose_sentence_goes_on_behind_the_speaker() -> None:
    """Both halves belong to one attribution, marks or none."""
    assert told("“If the ferry sails,” the minister said, “we stay.”")[0][2] == ("“If the ferry sails,”", "“we stay.”")
    assert told("The ferry, the minister said on Monday, would not sail.")[0][2] == ("The ferry", "would not sail")
    assert told("The ferry would not sail, the minister said, until the ice had gone.")[0][2] == (
        "The ferry would not sail",
        "until the ice had gone",
    )


def test_a_clause_in_front_ends_with_its_comma() -> None:
    """What the main clause tells is not what was said in the clause before it."""
    found = told("When Oslo warned of storms, the Danes took two days to answer.")
    assert [content for _, cue, content in found if cue.startswith("warned")] == [("storms",)]


def test_another_speaker_behind_and_ends_the_content() -> None:
    """Two states, two attributions in one sentence."""
    found = told("Oslo said that it would wait and Stockholm accused it of delay.")
    assert [content for _, _, content in found] == [("that it would wait",), ("it of delay",)]


def test_a_plural_noun_is_no_verb() -> None:
    """ "Remarks" after an adjective introduces nothing."""
    assert told("Denmark printed the harsh remarks Norway had made about fish.") == []


def test_a_signed_quotation_ends_with_its_signature() -> None:
    """The next one has its own."""
    found = told("“We left at dawn.” ― Anna Lind\n\n“We stayed.” ― Per Berg")
    assert [(source, content) for source, _, content in found] == [
        ("Anna Lind", ("“We left at dawn.”",)),
        ("Per Berg", ("“We stayed.”",)),
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab “”\"'’‘«».,:—\n He said that", max_size=300))
def test_quotes_lie_within_the_text(text: str) -> None:
    """Whatever the text, spans are in bounds, not empty, and content pieces are in order and apart."""
    if not any(c.isalnum() for c in text):
        return
    stored, quotes = quotes_of(text)
    for quote in quotes:
        spans = [*quote.content, *(span for span in (quote.source, quote.cue) if span)]
        assert all(0 <= span.start < span.end <= len(stored) for span in spans)
        assert [piece.start for piece in quote.content] == sorted(piece.start for piece in quote.content)


@given(st.text(alphabet="“”\"'’‘«»„「」 a.", max_size=400))
def test_quoted_stretches_never_overlap(text: str) -> None:
    """Marks in any disorder give ordered stretches that do not overlap."""
    found = find_quoted(text, 0, len(text))
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
