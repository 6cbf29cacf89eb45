"""An act undoes what its side did before, or makes good what it said."""

from __future__ import annotations

from tests.links.texts import Story, day, triples


def test_a_promise_to_reopen_reverses_nothing() -> None:
    """What is only promised has not been undone."""
    story = Story("Nigeria shut its frontier with Benin. Abuja promised to reopen the border soon.")
    story.add("a", "SANCTION", "shut its frontier", "NGA", "BEN", "discontinue", date=day("2022-03-01"))
    story.add("b", "AGREE", "promised to reopen", "NGA", "BEN", date=day("2022-04-01"))
    assert not [one for one in story.links()[1] if one.relation == "reverses"]


def test_a_release_reverses_the_arrest_and_not_the_tariff() -> None:
    """The freed were held."""
    story = Story(
        "Iran arrested a Dutch engineer. It raised tariffs on Dutch cheese. On Friday Iran freed the engineer."
    )
    story.add("a", "COERCE", "arrested", "IRN", "NLD", "arrest", date=day("2022-03-01"))
    story.add("b", "SANCTION", "raised tariffs", "IRN", "NLD", "discontinue", date=day("2022-03-02"))
    story.add("c", "RETREAT", "freed the engineer", "IRN", "NLD", "release", date=day("2022-04-01"))
    assert [one[:3] for one in triples(story.links()[1])] == [("c", "reverses", "a")]


def test_an_envoy_sent_back_reverses_the_recall() -> None:
    """Ties cut are restored."""
    story = Story("Chile recalled its ambassador in May. It has now returned its ambassador to Lima.")
    story.add("a", "SANCTION", "recalled its ambassador", "CHL", "PER", "withdraw", date=day("2021-05-01"))
    story.add("b", "CONCEDE", "has now returned its ambassador", "CHL", "PER", date=day("2022-04-01"))
    assert ("b", "reverses", "a", "stated") in triples(story.links()[1])
