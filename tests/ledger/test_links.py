"""Which event answers which: as articles state it, and inferred across articles; chains tell it in order."""

from __future__ import annotations

from typing import Any

from dragoman.ledger import Ledger
from tests.ledger.texts import act, article


def _links(ledger: Ledger) -> list[tuple[str, str, str, str]]:
    """Return (source's actor, relation, target's actor, basis)."""
    events = {event["id"]: event for event in ledger.events(tallies=True)}

    def who(event: dict[str, Any]) -> str:
        return "+".join(actor["country"] for actor in event["actor"])

    return sorted(
        (who(event), link["relation"], who(events[link["target"]]), link["basis"])
        for event in events.values()
        for link in event["links"]
    )


def test_a_link_of_an_article_becomes_one_of_events(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23", count=45)),
            article(
                "b",
                "2031-04-08",
                act("RUS", "POL", day="2031-04-08", count=45, words="Russia answered."),
                act("POL", "RUS", day="2031-03-23", count=45, words="What Poland had done."),
                links=[(0, "answers", 1)],
            ),
        ]
    )
    assert _links(ledger) == [("RUS", "answers", "POL", "stated")]
    (chain,) = ledger.chains()
    assert [event["actor"][0]["country"] for event in chain["events"]] == ["POL", "RUS"]
    assert (chain["start"], chain["end"], chain["sides"]) == ("2031-03-23", "2031-04-08", ["POL", "RUS"])


def test_an_answer_is_inferred_between_articles_and_says_why(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23", count=45)),
            article("b", "2031-04-08", act("RUS", "POL", day="2031-04-08", count=45)),
        ]
    )
    assert _links(ledger) == [("RUS", "answers", "POL", "inferred")]
    (link,) = next(event for event in ledger.events() if event["links"])["links"]
    assert 0.3 < link["score"] < 1
    assert "16 days later" in link["why"]


def test_of_two_rounds_the_one_with_the_same_count_is_answered(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-18", act("BGR", "RUS", day="2031-03-18", count=2)),
            article("b", "2031-03-26", act("BGR", "RUS", day="2031-03-26", count=10)),
            article("c", "2031-04-08", act("RUS", "BGR", day="2031-04-08", count=2)),
        ]
    )
    (answer,) = [event for event in ledger.events() if event["links"]]
    assert ledger.event(answer["links"][0]["target"])["count"]["value"] == 2


def test_nothing_is_inferred_where_an_article_states_it(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-18", act("BGR", "RUS", day="2031-03-18", count=2)),
            article("b", "2031-04-01", act("BGR", "RUS", day="2031-04-01", count=10)),
            article(
                "c",
                "2031-04-08",
                act("RUS", "BGR", day="2031-04-08", count=10, words="Russia answered."),
                act("BGR", "RUS", day="2031-03-18", count=2, words="The March one."),
                links=[(0, "answers", 1)],
            ),
        ]
    )
    assert _links(ledger) == [("RUS", "answers", "BGR", "stated")]


def test_no_answer_is_inferred_to_what_came_later_or_long_before_or_is_another_kind_of_act(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-01-02", act("BGR", "RUS", day="2031-01-02", count=2)),
            article("b", "2031-06-08", act("RUS", "BGR", day="2031-06-08", count=2)),
            article("c", "2031-06-01", act("BGR", "RUS", "AID", day="2031-06-01")),
        ]
    )
    assert _links(ledger) == []


def test_what_an_article_only_infers_gives_way_to_the_order_of_the_days(ledger: Ledger) -> None:
    """The article tells the answer first; its guess that the earlier act answers the later one cannot be."""
    ledger.add(
        [
            article(
                "a",
                "2031-05-02",
                act("PER", "CHL", day="2031-05-02", count=4, words="Peru expelled four Chileans."),
                act("CHL", "PER", day="2031-04-12", count=4, words="Chile had sent four Peruvians away."),
                guessed=[(1, "answers", 0, 0.3)],
            ),
        ]
    )
    assert _links(ledger) == [("PER", "answers", "CHL", "inferred")]


def test_of_two_guesses_that_contradict_each_other_the_likelier_stays(ledger: Ledger) -> None:
    acts = (
        act("PER", "CHL", day="2031-04", count=4, words="In April Peru expelled four Chileans."),
        act("CHL", "PER", day="2031-04-12", count=4, words="Chile sent four Peruvians away."),
    )
    ledger.add([article("a", "2031-05-02", *acts, guessed=[(1, "answers", 0, 0.3)])])
    ledger.add([article("b", "2031-05-03", *acts, guessed=[(0, "answers", 1, 0.4)])])
    assert _links(ledger) == [("PER", "answers", "CHL", "inferred")]


def test_a_weak_guess_within_an_article_does_not_hide_the_likelier_answer_across_articles(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-04-05", act("KEN", "UGA", day="2031-04-05", count=9)),
            article(
                "b",
                "2031-04-15",
                act("UGA", "KEN", day="2031-04-15", count=9, words="Uganda put out nine Kenyans."),
                act("KEN", "UGA", "ACCUSE", day="2031-04-14", words="Kenya complained."),
                guessed=[(0, "answers", 1, 0.15)],
            ),
        ]
    )
    (answer,) = [event for event in ledger.events() if event["links"]]
    assert sorted((link["score"] > 0.3, ledger.event(link["target"])["event"]) for link in answer["links"]) == [
        (False, "ACCUSE"), (True, "SANCTION"),
    ]  # fmt: skip


def test_a_month_counts_by_its_middle(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-05-20", act("KEN", "UGA", day="2031-04", count=9)),
            article("b", "2031-05-10", act("UGA", "KEN", day="2031-05-10", count=9)),
        ]
    )
    (link,) = next(event for event in ledger.events() if event["links"])["links"]
    assert any("some 24 days later" in why or "25 days later" in why for why in link["why"])


def test_an_act_in_the_same_month_as_another_is_not_taken_for_its_answer(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-05-20", act("KEN", "UGA", day="2031-04", count=9)),
            article("b", "2031-04-10", act("UGA", "KEN", day="2031-04-10", count=9)),
        ]
    )
    assert _links(ledger) == []


def test_a_joint_target_is_answered_only_for_the_side_concerned(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-04-06", act("NOR", "RUS", day="2031-04-06", count=3)),
            article("b", "2031-04-05", act("SWE", "RUS", day="2031-04-05", count=3)),
            article(
                "c",
                "2031-04-27",
                act("RUS", "NOR", day="2031-04-27", count=3, words="Three Norwegians must go."),
                act("NOR+SWE", "RUS", day="2031-04", words="What both had done."),
                links=[(0, "answers", 1)],
            ),
        ]
    )
    assert _links(ledger) == [("RUS", "answers", "NOR", "stated")]


def test_a_chain_falls_apart_when_the_article_that_tied_it_is_corrected(ledger: Ledger) -> None:
    url = "https://paper.example/x"
    first = act("AAA", "BBB", "ACCUSE", day="2031-03-23", words="A blamed B for it all, as both sides knew.")
    second = act("BBB", "AAA", "REJECT", day="2031-03-24", words="B denied it all, as both sides knew.")
    ledger.add([article("a", "2031-03-24", first, second, links=[(1, "denies", 0)], url=url)])
    (chain,) = ledger.chains()
    assert ledger.chain(chain["id"])["size"] == 2
    ledger.add([article("a", "2031-03-25", first, url=url)])
    assert ledger.chains() == []
    assert [event["chain"] for event in ledger.events()] == [None]
