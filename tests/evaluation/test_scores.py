"""The measures: what counts as a hit, what counts neither way, and what is right of the matched."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.evaluation.gold import GoldAct, GoldArticle
from dragoman.evaluation.scores import Scores, date_is_right, match, score
from dragoman.records import Actor, Article, Coded, Count, DateValue, Deadline, Evidence, Link, Report, Span

TEXT = "Peru expelled five Chilean envoys. Chile vowed to answer, and recalled its own." + " " * 40


def gold(identity: str = "a1", **fields: Any) -> GoldAct:
    values: dict[str, Any] = {
        "id": identity, "type": "SANCTION", "mode": "expel", "actors": frozenset({"PER"}), "recipients": frozenset({"CHL"}),
        "status": "occurred", "date": None, "count": None, "deadline": None, "spans": ((5, 13),),
    }  # fmt: skip
    return GoldAct(**(values | fields))


def report(
    identity: str = "r1", actor: str | None = "PER", recipient: str | None = "CHL", at: int = 5, **fields: Any
) -> Report:
    values: dict[str, Any] = {
        "id": identity,
        "event": "SANCTION",
        "mode": "expel",
        "actor": (Actor(text="x", country=actor),) if actor else (),
        "recipient": (Actor(text="y", country=recipient),) if recipient else (),
        "evidence": (Evidence(start=0, end=34, trigger=Span(start=at, end=at + 8)),),
    }
    return Report(**(values | fields))


def scored(acts: list[GoldAct], reports: list[Report], links: Any = (), found: tuple[Link, ...] = ()) -> Scores:
    article = GoldArticle("g", TEXT, None, None, tuple(acts), tuple(links))
    return score([article], [Coded(article=Article(id="g", text=TEXT), reports=tuple(reports), links=found)])


def test_a_hit_has_the_type_and_both_sides() -> None:
    scores = scored([gold()], [report()])
    assert (scores.acts.precision, scores.acts.recall, scores.acts.f1) == (1, 1, 1)
    assert scores.macro_f1 == 1


@pytest.mark.parametrize(
    "wrong",
    [report(event="COERCE"), report(actor="BOL"), report(recipient="BOL"), report(actor=None), report(recipient=None)],
)
def test_another_type_or_side_is_a_miss_and_a_false_report(wrong: Report) -> None:
    scores = scored([gold()], [wrong])
    assert (scores.acts.hit, scores.acts.guessed, scores.acts.gold) == (0, 1, 1)
    assert scores.acts.f1 == 0
    assert len(scores.missed) == len(scores.false) == 1


def test_an_open_side_matches_any() -> None:
    assert scored([gold(recipients=frozenset())], [report(recipient=None)]).acts.f1 == 1
    assert scored([gold(recipients=frozenset())], [report(recipient="BOL")]).acts.f1 == 1


def test_one_shared_country_is_enough() -> None:
    assert scored([gold(actors=frozenset({"PER", "ECU"}))], [report()]).acts.f1 == 1


@pytest.mark.parametrize("name", ["NATO", None])
def test_an_organisation_matches_by_name_or_kind(name: str | None) -> None:
    side = (Actor(text="the alliance", name=name, country="IGO"),)
    changed = Report(id="r", event="SANCTION", actor=side, recipient=report().recipient, evidence=report().evidence)
    assert scored([gold(actors=frozenset({"IGO:NATO"}))], [changed]).acts.f1 == 1


def test_optional_acts_count_neither_way() -> None:
    missed = scored([gold(is_optional=True)], [])
    found = scored([gold(is_optional=True)], [report()])
    for scores in (missed, found):
        assert (scores.acts.gold, scores.acts.guessed, scores.acts.hit) == (0, 0, 0)
        assert not scores.false


def test_one_report_answers_for_one_act() -> None:
    scores = scored([gold("a1", spans=((5, 13),)), gold("a2", spans=((60, 68),))], [report(at=60)])
    assert (scores.acts.hit, scores.acts.gold) == (1, 2)
    assert [act.id for _, act in scores.missed] == ["a1"]


def test_words_decide_between_alike_reports() -> None:
    pairs = match([gold("a1", spans=((60, 68),))], [report("far", at=5), report("near", at=60)])
    assert [(act.id, one.id) for act, one in pairs] == [("a1", "near")]


def test_the_required_act_goes_before_the_optional() -> None:
    pairs = match([gold("a1?", is_optional=True), gold("a2")], [report()])
    assert [act.id for act, _ in pairs] == ["a2"]


def test_fields_of_matched_acts() -> None:
    act = gold(date="2021-05-04", count=5.0, deadline="2021-05-07")
    day = DateValue(start="2021-05-04", end="2021-05-04", precision="day", basis="stated")
    right = report(date=day, count=Count(value=5), deadline=Deadline(date="2021-05-07", text="72 hours"))
    wrong = report(status="announced", mode="withdraw", count=Count(value=50))
    assert dict(scored([act], [right]).right) == {
        name: [True] for name in ("status", "mode", "date", "count", "deadline")
    }
    assert dict(scored([act], [wrong]).right) == {
        name: [False] for name in ("status", "mode", "date", "count", "deadline")
    }


@pytest.mark.parametrize(
    ("wanted", "start", "end", "precision", "is_right"),
    [
        ("2021-05-04", "2021-05-04", "2021-05-04", "day", True),
        ("2021-05-04", "2021-05-05", "2021-05-05", "day", False),
        ("2021-05-04", "2021-05-03", "2021-05-09", "week", True),
        ("2021-05-04", "2021-05-01", "2021-05-31", "month", False),
        ("2021-05", "2021-05-01", "2021-05-31", "month", True),
        ("2021-05", "2021-04-01", "2021-04-30", "month", False),
        ("2021", "2021-05-04", "2021-05-04", "day", True),
    ],
)
def test_dates(wanted: str, start: str, end: str, precision: Any, is_right: bool) -> None:
    value = DateValue(start=start, end=end, precision=precision, basis="stated")
    assert date_is_right(gold(date=wanted), report(date=value)) is is_right


def test_roles_count_where_the_words_and_type_are_found() -> None:
    scores = scored([gold()], [report(recipient="BOL")])
    assert (scores.roles.hit, scores.roles.guessed, scores.roles.gold) == (1, 2, 2)
    assert scored([gold()], [report(at=60)]).roles.gold == 0


def test_links_between_acts_found() -> None:
    acts = [
        gold("a1"),
        gold(
            "a2",
            type="THREATEN",
            mode=None,
            actors=frozenset({"CHL"}),
            recipients=frozenset({"PER"}),
            spans=((41, 46),),
        ),
    ]
    reports = [report("r1"), report("r2", actor="CHL", recipient="PER", event="THREATEN", mode=None, at=41)]
    good = Link(relation="answers", source="r2", target="r1", basis="stated")
    backwards = Link(relation="answers", source="r1", target="r2", basis="stated")
    assert scored(acts, reports, [("a2", "answers", "a1")], (good,)).links["answers"].f1 == 1
    assert scored(acts, reports, [("a2", "answers", "a1")], (backwards,)).links["answers"].f1 == 0
    without = scored(acts, reports[:1], [("a2", "answers", "a1")])
    assert (without.links["answers"].gold, without.links_found["answers"].gold) == (1, 0)


def test_nothing_guessed_and_nothing_gold() -> None:
    scores = scored([], [])
    assert (scores.acts.precision, scores.acts.recall, scores.acts.f1, scores.macro_f1) == (1, 1, 0, 0)
    assert scores.articles == 1


def test_a_different_number_of_articles_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        score([GoldArticle("g", TEXT, None, None, ())], [])
