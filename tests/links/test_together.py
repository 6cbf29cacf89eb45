"""Acts done together, and items of a larger act."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dragoman.records import Actor
from tests.links.texts import Story, day, triples


@pytest.mark.parametrize(
    "second",
    [
        "Estonia, in coordination with Latvia, expelled two.",
        "Estonia expelled two, alongside Latvia.",
        "Estonia followed suit and expelled two.",
        "Estonia joined Latvia and expelled two.",
        "Estonia simultaneously expelled two.",
        "Estonia, too, expelled two.",
        "Estonia took the same step and expelled two.",
        "Estonia expelled two as well.",
    ],
)
def test_separate_acts_told_as_concerted(second: str) -> None:
    """Two sides do one thing to a third, and the words say together."""
    story = Story(f"Latvia expelled four Russian diplomats on Monday. {second}")
    story.add("a", "SANCTION", "expelled four", "LVA", "RUS", "expel")
    story.add("b", "SANCTION", "expelled two", "EST", "RUS", "expel")
    (only,) = [one for one in story.links()[1] if one.relation == "coordinated_with"]
    assert (only.source, only.target, only.basis) == ("b", "a", "stated")


def test_the_words_name_the_partner() -> None:
    """ "In solidarity with Britain" is not together with whoever else acted."""
    story = Story(
        "France expelled four Russians. Britain expelled six. Poland, in solidarity with Britain, expelled two."
    )
    story.add("a", "SANCTION", "expelled four", "FRA", "RUS", "expel")
    story.add("b", "SANCTION", "expelled six", "GBR", "RUS", "expel")
    story.add("c", "SANCTION", "expelled two", "POL", "RUS", "expel")
    assert ("c", "coordinated_with", "b", "stated") in triples(story.links()[1])


def test_what_is_asked_for_is_not_how_it_is_asked() -> None:
    """ "Begged them to coordinate" does not say that the begging was."""
    story = Story("France called on Haiti to meet donors. Norway begged Haiti to coordinate with them.")
    story.add("a", "REQUEST", "called on", "FRA", "HTI", "meet").add(
        "b", "REQUEST", "begged Haiti to coordinate", "NOR", "HTI", "meet"
    )
    assert not [one for one in story.links()[1] if one.basis == "stated"]


def test_part_of_a_larger_act() -> None:
    """ "As part of the exchange" states it."""
    story = Story("Russia and Ukraine exchanged prisoners. Kyiv handed over Mr Petrov as part of the exchange.")
    story.add("a", "RETREAT", "exchanged prisoners", "UKR", "RUS", "release")
    story.add("b", "RETREAT", "handed over", "UKR", "RUS", "release")
    assert ("b", "part_of", "a", "stated") in triples(story.links()[1])


def test_a_further_side_goes_with_the_joint_act() -> None:
    """One record has several actors; the act told apart is linked to it."""
    story = Story("France and Spain expelled Syrian envoys in a concerted move. Washington gave the envoy 72 hours.")
    story.add("a", "SANCTION", "expelled", "FRA", "SYR", "expel").add("b", "SANCTION", "gave", "USA", "SYR", "expel")
    joint = story.reports[0]
    story.reports[0] = replace(joint, actor=(*joint.actor, Actor(text="Spain", country="ESP")))
    assert ("b", "coordinated_with", "a", "stated") in triples(story.links()[1])


def test_words_within_another_act_are_not_this_ones() -> None:
    """Who did likewise is said of one act of the sentence; and nobody does likewise before the other has acted."""
    story = Story(
        "Peru recalled its envoy to Iran on 6 May. Chile broke off relations on 4 May. Bolivia did likewise on 5 May, and Uruguay froze its talks."
    )
    story.add("later", "SANCTION", "recalled", "PER", "IRN", "withdraw", date=day("2022-05-06"))
    story.add("first", "SANCTION", "broke off relations", "CHL", "IRN", "withdraw", date=day("2022-05-04"))
    story.add("same", "SANCTION", "did likewise", "BOL", "IRN", "withdraw", date=day("2022-05-05"))
    story.add("other", "SANCTION", "froze", "URY", "IRN", "withdraw", date=day("2022-05-05"))
    stated = [one for one in triples(story.links()[1]) if one[3] == "stated"]
    assert stated == [("same", "coordinated_with", "first", "stated")]
