"""Where sources disagree both stand, and the best is said to be best for a reason; copies count once."""

from __future__ import annotations

from dragoman.ledger import Ledger
from tests.ledger.texts import act, article, listed


def test_differing_counts_stand_side_by_side_with_their_articles(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-04-19", act("RUS", "BEL", day="2031-04-19", count=21)),
            article("b", "2031-04-20", act("RUS", "BEL", day="2031-04-19", count=12)),
            article("c", "2031-04-20", act("RUS", "BEL", day="2031-04-19", count=21)),
        ]
    )
    (event,) = ledger.events()
    assert event["count"]["value"] == 21
    assert [(v["value"]["value"], v["articles"], v["sources"]) for v in event["values"]["count"]] == [
        (21.0, ["a", "c"], 2),
        (12.0, ["b"], 1),
    ]


def test_what_is_counted_of_several_together_is_not_the_count_of_the_one_left_over(ledger: Ledger) -> None:
    """Two of the three have events of their own; the third stands alone after all, without the sum."""
    ledger.add(
        [
            article("a", "2031-05-18", act("TGO", "TCD", day="2031-05-18", count=34)),
            article("b", "2031-05-18", act("TGO", "KEN", day="2031-05-18", count=27)),
            article("c", "2031-05-18", act("TGO", "TCD+KEN+GHA", day="2031-05-18", count=85)),
        ]
    )
    assert sorted(listed(ledger)) == [
        ("TGO", "GHA", "2031-05-18", None, 1),
        ("TGO", "KEN", "2031-05-18", 27.0, 2),
        ("TGO", "TCD", "2031-05-18", 34.0, 2),
    ]


def test_copies_of_one_agency_text_are_one_source(ledger: Ledger) -> None:
    words = (
        "Belgium said that it would send home 21 diplomats whom it takes for spies, and gave them fifteen days to go."
    )
    body = words + " The ministry in Moscow promised an answer. Nothing more was known by the evening of that day."
    one = act("BEL", "RUS", day="2031-03-29", count=21, words=words)
    other = act("BEL", "RUS", day="2031-03-29", count=20, words="Brussels is expelling Russians, twenty of them.")
    ledger.add(
        [
            article("a", "2031-03-29", one, text=body + " First Paper.", publisher="First Paper"),
            article("b", "2031-03-29", one, text=body + " Second Paper.", publisher="Second Paper"),
            article("c", "2031-03-29", other, publisher="Third Paper"),
        ]
    )
    (event,) = ledger.events()
    assert (event["reports"], event["sources"]) == (3, 2)


def test_one_text_at_two_addresses_is_kept_twice_and_counted_once(ledger: Ledger) -> None:
    one = act("BEL", "RUS", day="2031-03-29", count=21)
    body = f"{one['words']} And so on."
    added = ledger.add(
        [
            article("a", "2031-03-29", one, text=body, url="https://one.example/x"),
            article("b", "2031-03-29", one, text=body, url="https://two.example/y"),
        ]
    )
    assert added.articles == 2
    (event,) = ledger.events()
    assert (event["articles"], event["sources"]) == (["a", "b"], 1)


def test_two_articles_of_one_house_are_one_source(ledger: Ledger) -> None:
    one = act("BEL", "RUS", day="2031-03-29", count=21)
    ledger.add(
        [
            article("a", "2031-03-29", one, url="https://www.paper.example/x"),
            article("b", "2031-03-30", one, url="https://paper.example/y"),
        ]
    )
    assert ledger.events()[0]["sources"] == 1


def test_a_stated_day_is_better_than_a_month_and_than_the_day_of_publication(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-30", act("BEL", "RUS", day="2031-03-30", count=21, basis="published")),
            article("b", "2031-04-08", act("BEL", "RUS", day="2031-03", count=21)),
            article("c", "2031-04-09", act("BEL", "RUS", day="2031-03-29", count=21)),
        ]
    )
    assert ledger.events()[0]["date"] == {
        "start": "2031-03-29",
        "end": "2031-03-29",
        "precision": "day",
        "basis": "stated",
    }


def test_an_announcement_that_was_carried_out_has_occurred(ledger: Ledger) -> None:
    ledger.add(
        [
            article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21, status="announced")),
            article("b", "2031-03-30", act("BEL", "RUS", day="2031-03-29", count=21, status="announced")),
            article("c", "2031-04-09", act("BEL", "RUS", day="2031-03-29", count=21)),
        ]
    )
    assert ledger.events()[0]["status"] == "occurred"


def test_an_event_keeps_the_words_and_where_they_stand(ledger: Ledger) -> None:
    coded = article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", words="Belgium showed 21 the door."))
    ledger.add([coded])
    (evidence,) = ledger.events()[0]["evidence"]
    assert evidence["text"] == "Belgium showed 21 the door."
    assert coded.article.text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_id_of_an_event_survives_later_and_better_reports(ledger: Ledger) -> None:
    ledger.add([article("b", "2031-03-30", act("BEL", "RUS", count=21))])
    (first,) = ledger.events()
    ledger.add([article("c", "2031-03-31", act("BEL", "RUS", day="2031-03-29", count=21))])
    assert ledger.events()[0]["id"] == first["id"]
    ledger.add([article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21))])
    assert ledger.event(first["id"])["reports"] == 3
    assert listed(ledger) == [("BEL", "RUS", "2031-03-29", 21.0, 3)]
