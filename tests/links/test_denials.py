"""A denial denies the charge that its words take up."""

from __future__ import annotations

from tests.links.texts import Story, triples


def test_the_charge_and_not_the_summons() -> None:
    """Of two acts against the denier the charge is denied."""
    story = Story("Gabon accused Chad of running spies. Libreville called in the envoy. Chad denied the accusation.")
    story.add("a", "ACCUSE", "accused", "GAB", "TCD", "allege")
    story.add("b", "ACCUSE", "called in", "GAB", "TCD", "disapprove")
    story.add("c", "REJECT", "denied", "TCD", "GAB")
    assert ("c", "denies", "a", "stated") in triples(story.links()[1])


def test_an_act_laid_at_the_deniers_door() -> None:
    """ "Denied hacking anyone" denies the hack."""
    story = Story("Norway blamed a hack of its parliament on Russia. Russia has denied hacking anyone.")
    story.add("a", "COERCE", "hack", "RUS", "NOR", "cyber", status="alleged")
    story.add("b", "REJECT", "denied", "RUS", "NOR")
    assert ("b", "denies", "a", "stated") in triples(story.links()[1])


def test_a_road_that_lies_somewhere_is_no_lie() -> None:
    """Words of denial are read as such."""
    story = Story("Nepal accused India over a road. Delhi answered that the road lies wholly within Uttarakhand.")
    story.add("a", "ACCUSE", "accused", "NPL", "IND", "disapprove")
    story.add("b", "REJECT", "answered", "IND", "NPL")
    assert [one[:3] for one in triples(story.links()[1])] == [("b", "answers", "a")]


def test_a_demand_turned_down_is_no_denial() -> None:
    """Nor is a meeting called off; only a charge can be denied."""
    story = Story("Chile accused Peru of theft. Peru rejected calls for an inquiry and cancelled a meeting.")
    story.add("a", "ACCUSE", "accused", "CHL", "PER", "allege").add("b", "REJECT", "rejected", "PER", "CHL", "change")
    story.add("c", "REJECT", "cancelled", "PER", "CHL", "meet")
    assert [one for one in triples(story.links()[1]) if one[1] == "denies" and one[3] == "stated"] == []
