"""A link stated in the sentence behind the act points from the act, not from the sentence."""

from __future__ import annotations

import pytest

from tests.links.texts import Story, day, triples

FIRST = "Norway expelled three Iranian diplomats on Monday. Iran ordered out four Norwegians on Friday. "


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("The move came in response to the expulsions by Oslo.", "in response to"),
        ("It was a reaction to the step that Norway took, the ministry said.", "a reaction to"),
        ("The decision, the ministry said, was taken in retaliation for the expulsions.", "in retaliation for"),
        ("The retaliation came after Norway's expulsion of the three.", "retaliation"),
    ],
)
def test_the_sentence_behind_states_the_answer(second: str, words: str) -> None:
    """The subject stands for the act told before."""
    story = Story(FIRST + second)
    story.add("a", "SANCTION", "expelled three", "NOR", "IRN", "expel", date=day("2022-03-28"))
    story.add("b", "SANCTION", "ordered out four", "IRN", "NOR", "expel", date=day("2022-04-01"))
    (only,) = [one for one in story.links()[1] if one.relation == "answers"]
    assert (only.source, only.target, only.basis) == ("b", "a", "stated")
    assert only.words is not None
    assert words in story.document.text[only.words.start : only.words.end]


def test_what_only_follows_is_not_stated() -> None:
    """ "It follows" tells the order."""
    story = Story(FIRST + "It follows the expulsions by Norway.")
    story.add("a", "SANCTION", "expelled three", "NOR", "IRN", "expel", date=day("2022-03-28"))
    story.add("b", "SANCTION", "ordered out four", "IRN", "NOR", "expel", date=day("2022-04-01"))
    assert triples(story.links()[1]) == [("b", "answers", "a", "inferred")]


def test_a_sentence_with_an_act_of_its_own_speaks_of_that() -> None:
    """The act between the subject and the cue is the source."""
    story = Story("Chad closed the crossing. They also recalled the envoy in response to the raid by Sudan.")
    story.add("a", "COERCE", "closed the crossing", "TCD", "SDN", "restrict")
    story.add("b", "SANCTION", "recalled the envoy", "TCD", "SDN", "withdraw")
    story.add("c", "ASSAULT", "raid", "SDN", "TCD")
    stated = [one for one in story.links()[1] if one.basis == "stated"]
    assert triples(stated) == [("b", "answers", "c", "stated")]
