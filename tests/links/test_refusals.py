"""A demand refused is answered; words against an act are none of its answers, unless the text calls them a reply."""

from __future__ import annotations

from tests.links.texts import Story, triples


def test_words_against_an_act_are_no_answer() -> None:
    """A condemnation by the one hit does nothing in return; neither does an opinion or a bystander's word."""
    for words, who in (
        ("condemned the expulsion", "GBR"),
        ("called the step regrettable", "GBR"),
        ("summoned the ambassador over the expulsion", "GBR"),
        ("condemned the expulsion", "NOR"),
    ):
        story = Story(f"Russia expelled four British diplomats. The ministry {words} on Friday.")
        story.add("a", "SANCTION", "expelled four", "RUS", "GBR", "expel")
        story.add("b", "ACCUSE", words.split()[0], who, "RUS", "disapprove")
        assert not story.links()[1]


def test_words_that_are_called_a_reply_are_an_answer() -> None:
    """ "In response to" says that the one came of the other."""
    story = Story(
        "Russia expelled four British diplomats. London accused Moscow of malice in response to the expulsion."
    )
    story.add("a", "SANCTION", "expelled four", "RUS", "GBR", "expel")
    story.add("b", "ACCUSE", "accused", "GBR", "RUS", "disapprove")
    assert ("b", "answers", "a", "stated") in triples(story.links()[1])


def test_a_request_refused_is_answered() -> None:
    """REJECT points at what was asked."""
    story = Story("Peru demanded an apology from Chile. Santiago refused on Friday.")
    story.add("a", "REQUEST", "demanded", "PER", "CHL", "change")
    story.add("b", "REJECT", "refused", "CHL", "PER", "change")
    assert triples(story.links()[1]) == [("b", "answers", "a", "stated")]


def test_no_countermeasure_is_no_answer() -> None:
    """A denied retaliation states no link."""
    story = Story("Gabon expelled a consul. Cameroon has asked for talks and there will be no countermeasure.")
    story.add("a", "SANCTION", "expelled", "GAB", "CMR", "expel")
    story.add("b", "REQUEST", "has asked", "CMR", "GAB", "meet")
    assert not [one for one in story.links()[1] if one.basis == "stated"]
