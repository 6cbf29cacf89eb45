"""What a reader notices of links: the answer points at the act answered, and the words that say so are shown."""

from __future__ import annotations

import pytest

from tests.links.texts import Story, day, triples


def test_retaliation_answers_the_act_and_not_the_other_way_round() -> None:
    """The phrase names the act answered, though it is told last."""
    story = Story(
        "Canada imposed tariffs on American steel in response to the duties that Washington announced on Monday."
    )
    story.add("a", "SANCTION", "imposed tariffs", "CAN", "USA", "discontinue")
    story.add("b", "SANCTION", "announced", "USA", "CAN", "discontinue")
    _, links = story.links()
    assert triples(links) == [("a", "answers", "b", "stated")]
    words = links[0].words
    assert words is not None
    assert "in response to" in story.document.text[words.start : words.end]


def test_an_act_only_the_phrase_names_becomes_a_report() -> None:
    """ "in retaliation for the EU's sanctions" gives the link its second end."""
    story = Story("Russia barred forty officials in retaliation for the European Union's sanctions.")
    story.add("a", "SANCTION", "barred", "RUS", "EUR", "discontinue")
    reports, links = story.links()
    (made,) = [report for report in reports if report.id != "a"]
    assert made.event == "SANCTION"
    assert [actor.country for actor in made.actor] == ["EUR"]
    assert triples(links) == [("a", "answers", made.id, "stated")]


@pytest.mark.parametrize(
    "second",
    [
        "Lima expelled two Chileans by way of reply.",
        "Peru returned the compliment and expelled two Chileans.",
        "Peru expelled two Chileans in anger at the expulsion.",
        "Peru expelled two Chileans in open protest against the decision.",
        "Peru answered the move with an order of its own, which expelled two Chileans.",
    ],
)
def test_words_for_paying_back_state_an_answer(second: str) -> None:
    """Each says that the second act is done because of the first."""
    story = Story(f"Chile threw out four Peruvian diplomats. {second}")
    story.add("a", "SANCTION", "threw out", "CHL", "PER", "expel").add(
        "b", "SANCTION", "expelled", "PER", "CHL", "expel"
    )
    assert ("b", "answers", "a", "stated") in triples(story.links()[1])


def test_the_means_of_an_answer_is_the_answer() -> None:
    """ "Answered by closing": what follows is no act answered."""
    story = Story("Chile barred Peruvian fish, and Lima answered by closing the border.")
    story.add("a", "SANCTION", "barred", "CHL", "PER", "discontinue").add(
        "b", "COERCE", "closing", "PER", "CHL", "restrict"
    )
    assert triples(story.links()[1]) == [("b", "answers", "a", "stated")]


def test_a_refusal_to_reply_in_kind_states_no_answer() -> None:
    """Nor does a word that somebody else puts between quotation marks."""
    story = Story("Chile barred Peruvian fish. Peru did not reply in kind and blamed a “reciprocal” duty.")
    story.add("a", "SANCTION", "barred", "CHL", "PER", "discontinue").add(
        "b", "ACCUSE", "blamed", "PER", "CHL", "disapprove"
    )
    assert [one for one in triples(story.links()[1]) if one[3] == "stated"] == []


def test_an_announced_act_is_answered_before_it_takes_effect() -> None:
    """Its day is that of its beginning; the vow follows its announcement."""
    story = Story("Chile will ban Peruvian fish from 10 May. Peru vowed on 3 May to respond.")
    story.add("a", "SANCTION", "will ban", "CHL", "PER", "discontinue", status="announced", date=day("2022-05-10"))
    story.add("b", "THREATEN", "vowed", "PER", "CHL", date=day("2022-05-03"))
    assert ("b", "answers", "a", "stated") in triples(story.links()[1])


def test_a_vow_to_respond_answers_the_act_against_the_one_who_vows() -> None:
    """Threats answer what provoked them."""
    story = Story("Norway expelled three Iranian diplomats. Tehran said that the step would not go unanswered.")
    story.add("a", "SANCTION", "expelled", "NOR", "IRN", "expel")
    story.add("b", "THREATEN", "would not go unanswered", "IRN", "NOR")
    assert ("b", "answers", "a", "stated") in triples(story.links()[1])


def test_a_denial_denies_the_charge() -> None:
    """REJECT points at the accusation against its actor."""
    story = Story("Kenya accused Somalia of arming rebels. Mogadishu dismissed the charge as baseless.")
    story.add("a", "ACCUSE", "accused", "KEN", "SOM", "allege")
    story.add("b", "REJECT", "dismissed the charge", "SOM", "KEN")
    assert triples(story.links()[1]) == [("b", "denies", "a", "stated")]


def test_a_time_cue_alone_states_nothing() -> None:
    """Days later and in reverse: an answer may be inferred, with a score, but is not stated."""
    story = Story("India recalled its envoy on March 3. Pakistan recalled its own on March 8.")
    story.add("a", "SANCTION", "recalled its envoy", "IND", "PAK", "withdraw", date=day("2022-03-03"))
    story.add("b", "SANCTION", "recalled its own", "PAK", "IND", "withdraw", date=day("2022-03-08"))
    (only,) = story.links()[1]
    assert (only.source, only.relation, only.target, only.basis) == ("b", "answers", "a", "inferred")
    assert only.words is None
    assert 0 < only.score < 1


def test_joint_acts_are_coordinated() -> None:
    """Two states do the same to a third, and the text says together."""
    story = Story(
        "Poland expelled four Belarusian officers. Lithuania, in solidarity with Warsaw, expelled two of its own."
    )
    story.add("a", "SANCTION", "expelled four", "POL", "BLR", "expel")
    story.add("b", "SANCTION", "expelled two", "LTU", "BLR", "expel")
    assert ("b", "coordinated_with", "a", "stated") in triples(story.links()[1])


def test_a_lifted_ban_reverses_it() -> None:
    """CONCEDE points at the act that it undoes."""
    story = Story("Turkey banned Dutch flights in June. Ankara lifted the ban on Friday.")
    story.add("a", "COERCE", "banned", "TUR", "NLD", "restrict", date=day("2021-06-01"))
    story.add("b", "CONCEDE", "lifted the ban", "TUR", "NLD", date=day("2022-04-01"))
    assert ("b", "reverses", "a", "stated") in triples(story.links()[1])


def test_a_threat_made_good_is_carried_out() -> None:
    """The act points at the threat."""
    story = Story("Chad threatened to close the border. On Friday it made good on its threat and closed the crossing.")
    story.add("a", "THREATEN", "threatened", "TCD", "SDN", date=day("2022-03-20"))
    story.add("b", "COERCE", "closed the crossing", "TCD", "SDN", "restrict", date=day("2022-03-25"))
    assert ("b", "carries_out", "a", "stated") in triples(story.links()[1])


def test_no_act_answers_itself_or_its_own_side() -> None:
    """Ends differ, and both are reports that are returned."""
    story = Story("France expelled two envoys in retaliation. France then closed a consulate in retaliation for it.")
    story.add("a", "SANCTION", "expelled", "FRA", "DZA", "expel").add("b", "SANCTION", "closed", "FRA", "DZA", "expel")
    reports, links = story.links()
    known = {report.id for report in reports}
    assert all(one.source != one.target and {one.source, one.target} <= known for one in links)
    assert not [one for one in links if {one.source, one.target} == {"a", "b"} and one.relation == "answers"]


def test_the_act_whose_words_hold_the_cue_is_the_one_that_answers() -> None:
    """Not the act it answers, though that one is of a weightier kind and told in the same sentence."""
    story = Story(
        "Oman barred Danes in January. After the expulsion of 14 Omanis from Denmark, Muscat vowed to respond to what "
        "it calls an insult."
    )
    story.add("a", "SANCTION", "barred", "OMN", "DNK", "discontinue")
    story.add("b", "SANCTION", "expulsion", "DNK", "OMN", "expel")
    story.add("c", "THREATEN", "vowed to respond", "OMN", "DNK")
    found = triples(story.links()[1])
    assert ("c", "answers", "b", "stated") in found
    assert ("b", "answers", "a", "stated") not in found


def test_the_step_means_the_first_act_of_a_turn() -> None:
    """Of several measures of one side on one day, what is answered without being named is the first told."""
    story = Story(
        "Chad banned Niger's trucks on 3 March and recalled its envoy. Niger hit back and closed the border on 5 March."
    )
    story.add("a", "SANCTION", "banned", "TCD", "NER", "discontinue", date=day("2022-03-03"))
    story.add("b", "SANCTION", "recalled its envoy", "TCD", "NER", "withdraw", date=day("2022-03-03"))
    story.add("c", "COERCE", "closed the border", "NER", "TCD", "restrict", date=day("2022-03-05"))
    stated = [one for one in triples(story.links()[1]) if one[3] == "stated"]
    assert stated == [("c", "answers", "a", "stated")]
