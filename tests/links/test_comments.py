"""The one hit answers by condemning the act; a bystander's comment is no answer."""

from __future__ import annotations

from tests.links.texts import Story, day, triples


def test_the_one_hit_condemns_the_act() -> None:
    """ "Condemned the expulsion" names what it answers."""
    story = Story("Russia expelled four British diplomats. London condemned the expulsion as unjustified.")
    story.add("a", "SANCTION", "expelled four", "RUS", "GBR", "expel")
    story.add("b", "ACCUSE", "condemned", "GBR", "RUS", "disapprove")
    (only,) = story.links()[1]
    assert (only.source, only.relation, only.target, only.basis) == ("b", "answers", "a", "stated")
    assert only.words is not None
    assert story.document.text[only.words.start : only.words.end] == "condemned the expulsion"


def test_an_opinion_of_the_act_is_no_answer() -> None:
    """ "Called the step regrettable" does nothing in return."""
    story = Story("Russia expelled four British diplomats. London called the step regrettable.")
    story.add("a", "SANCTION", "expelled four", "RUS", "GBR", "expel")
    story.add("b", "ACCUSE", "called the step regrettable", "GBR", "RUS", "disapprove")
    assert not story.links()[1]


def test_a_bystander_condemns_without_answering() -> None:
    """The act did not hit the one who speaks."""
    story = Story("Russia expelled four British diplomats. Norway condemned the expulsions on Friday.")
    story.add("a", "SANCTION", "expelled four", "RUS", "GBR", "expel")
    story.add("b", "ACCUSE", "condemned", "NOR", "RUS", "disapprove")
    assert not [one for one in story.links()[1] if one.basis == "stated"]


def test_the_step_means_the_first_act_of_a_turn() -> None:
    """Several acts of one side on one day are answered as one."""
    story = Story("Chad expelled the envoy and shut a consulate on Friday. Sudan condemned the decision.")
    more = {"date": day("2022-04-01")}
    story.add("a", "SANCTION", "expelled the envoy", "TCD", "SDN", "expel", **more)
    story.add("b", "SANCTION", "shut a consulate", "TCD", "SDN", "expel", **more)
    story.add("c", "ACCUSE", "condemned", "SDN", "TCD", "disapprove", **more)
    assert ("c", "answers", "a", "stated") in triples(story.links()[1])


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
