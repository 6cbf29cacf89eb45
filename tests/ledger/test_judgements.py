"""What a person says outranks the coder, can be undone, and survives coding anew and rebuilding."""

from __future__ import annotations

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.ledger import Ledger
from tests.ledger.texts import act, article, listed, state

WHO = {"by": "Ann", "reason": "the ministry's list"}


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A ledger with two rounds of Belgium's and an answer."""
    ledger.add(
        [
            article("a", "2031-03-29", act("BEL", "RUS", day="2031-03-29", count=21)),
            article("b", "2031-03-30", act("BEL", "RUS", day="2031-03-29", count=20)),
            article("c", "2031-04-20", act("BEL", "RUS", day="2031-04-20", count=2)),
            article("d", "2031-04-25", act("RUS", "BEL", day="2031-04-25", count=20)),
        ]
    )
    return ledger


def _id(ledger: Ledger, who: str, day: str) -> str:
    return next(
        event["id"]
        for event in ledger.events(rejected=True)
        if event["actor"][0]["country"] == who and event["date"]["start"] == day
    )


def test_a_corrected_field_outranks_the_sources_which_stay_on_view(told: Ledger) -> None:
    event = _id(told, "BEL", "2031-03-29")
    judgement = told.judge("correct", [event], field="count", value="19", **WHO)
    found = told.event(event)
    assert found["count"]["value"] == 19
    assert [value["value"]["value"] for value in found["values"]["count"]] == [19, 20, 21]
    assert found["values"]["count"][0]["author"] == "Ann"
    assert found["judgements"][0]["id"] == judgement
    told.rebuild()
    assert told.event(event)["count"]["value"] == 19


def test_a_rejected_event_is_not_listed_and_comes_back_when_undone(told: Ledger) -> None:
    before = state(told)
    event = _id(told, "BEL", "2031-04-20")
    judgement = told.judge("reject", [event], **WHO)
    assert event not in [one["id"] for one in told.events()]
    assert told.event(event)["judged"] == "rejected"
    told.judge("undo", [judgement], by="Bob", reason="he was mistaken")
    assert state(told) == before
    assert [one["in_force"] for one in told.judgements()] == [False, False]
    with pytest.raises(NotFound):
        told.judge("undo", [judgement], by="Bob", reason="twice")


def test_a_rejected_report_no_longer_counts(told: Ledger) -> None:
    event = told.event(_id(told, "BEL", "2031-03-29"))
    wrong = next(one["report"]["id"] for one in event["told"] if one["article"]["source_id"] == "b")
    told.judge("reject", [wrong], **WHO)
    found = told.event(event["id"])
    assert (found["reports"], found["articles"], found["values"]) == (1, ["a"], {})


def test_merged_events_are_one_until_undone(told: Ledger) -> None:
    before = state(told)
    one, other = _id(told, "BEL", "2031-03-29"), _id(told, "BEL", "2031-04-20")
    judgement = told.judge("merge", [one, other], **WHO)
    assert told.event(one)["id"] == told.event(other)["id"]
    assert told.event(one)["reports"] == 3
    merged = state(told)
    told.rebuild()
    assert state(told) == merged
    told.judge("undo", [judgement], **WHO)
    assert state(told) == before


def test_a_split_report_is_an_event_of_its_own_until_undone(told: Ledger) -> None:
    before = state(told)
    event = told.event(_id(told, "BEL", "2031-03-29"))
    apart = next(one["report"]["id"] for one in event["told"] if one["article"]["source_id"] == "b")
    judgement = told.judge("split", [apart], **WHO)
    assert sorted(row[2:] for row in listed(told, actor="BEL"))[:2] == [
        ("2031-03-29", 20.0, 1),
        ("2031-03-29", 21.0, 1),
    ]
    told.rebuild()
    assert len(listed(told)) == 4
    told.judge("undo", [judgement], **WHO)
    assert state(told) == before


def test_links_are_set_and_cut_by_hand(told: Ledger) -> None:
    before = state(told)
    answer, act_ = _id(told, "RUS", "2031-04-25"), _id(told, "BEL", "2031-03-29")
    assert [(link["target"], link["basis"]) for link in told.event(answer)["links"]] == [(act_, "inferred")]
    cut = told.judge("unlink", [answer, act_], **WHO)
    other = _id(told, "BEL", "2031-04-20")
    assert act_ not in [link["target"] for link in told.event(answer)["links"]]
    set_ = told.judge("link", [answer, other], relation="answers", **WHO)
    assert [(link["target"], link["basis"]) for link in told.event(answer)["links"]] == [(other, "judged")]
    told.rebuild()
    assert [(link["target"], link["basis"]) for link in told.event(answer)["links"]] == [(other, "judged")]
    told.judge("undo", [set_], **WHO)
    told.judge("undo", [cut], **WHO)
    assert state(told) == before


def test_judgements_survive_coding_anew_though_every_report_has_another_id(told: Ledger) -> None:
    event, second = _id(told, "BEL", "2031-03-29"), _id(told, "BEL", "2031-04-20")
    told.judge("correct", [event], field="date", value="2031-03-28", **WHO)
    told.judge("confirm", [event], **WHO)
    told.judge("reject", [second], **WHO)
    recoded = [
        article("a", "2031-03-29", *_moved(act("BEL", "RUS", day="2031-03-29", count=21)), coder="test 2"),
        article("b", "2031-03-30", *_moved(act("BEL", "RUS", day="2031-03-29", count=20)), coder="test 2"),
        article("c", "2031-04-20", *_moved(act("BEL", "RUS", day="2031-04-20", count=2)), coder="test 2"),
    ]
    told.recode(recoded, apply=True)
    found = told.event(event)
    assert (found["date"]["start"], found["judged"]) == ("2031-03-28", "confirmed")
    assert told.event(second)["judged"] == "rejected"


def _moved(one: dict[str, object]) -> list[dict[str, object]]:
    """Return the act as a coder tells it that finds another act before it: all report ids are others."""
    return [act("AAA", "BBB", "ACCUSE", words=str(one["words"])), one]


def test_a_later_report_of_a_rejected_event_does_not_bring_it_back(told: Ledger) -> None:
    event = _id(told, "BEL", "2031-04-20")
    told.judge("reject", [event], **WHO)
    told.add([article("e", "2031-04-21", act("BEL", "RUS", day="2031-04-20", count=2))])
    assert "2031-04-20" not in [row[2] for row in listed(told)]


@pytest.mark.parametrize(
    ("kind", "about", "more"),
    [
        ("correct", 1, {"field": "colour", "value": "red"}),
        ("correct", 1, {"field": "count", "value": "many"}),
        ("correct", 1, {"field": "date", "value": "yesterday"}),
        ("link", 2, {"relation": "loves"}),
        ("merge", 1, {}),
        ("bless", 1, {}),
        ("confirm", 1, {"by": " "}),
        ("confirm", 1, {"reason": ""}),
    ],
)
def test_what_is_no_judgement_is_refused_and_leaves_nothing(
    told: Ledger, kind: str, about: int, more: dict[str, str]
) -> None:
    ids = [event["id"] for event in told.events()][:about]
    with pytest.raises(UsageError):
        told.judge(kind, ids, **{**WHO, **more})
    assert told.judgements() == []
