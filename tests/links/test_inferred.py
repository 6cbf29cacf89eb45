"""Links without words carry fitted scores, one a pair, none below what was fitted."""

from __future__ import annotations

from dragoman.links.features import candidates
from dragoman.links.inferred import RELATIONS, read_weights
from dragoman.links.scene import make_acts
from dragoman.links.views import make_views
from dragoman.records import Link
from tests.links.texts import Story, day


def test_inferred_relations_have_numbers() -> None:
    """A score lies in 0..1 and rises with what speaks for a link; what cannot be inferred well enough has no numbers."""
    weights = read_weights()
    assert {"answers", "denies"} <= set(weights) <= set(RELATIONS)
    for one in weights.values():
        assert 0.2 <= one.least < 1
        assert 0 <= one.score(["always"]) < one.least
    answers = weights["answers"]
    assert answers.score(["always", "told to come after", "reversed"]) > answers.score(["always", "reversed"])


def test_what_holds_of_nothing_changes_nothing() -> None:
    """A name that was not fitted counts nothing."""
    one = read_weights()["answers"]
    assert one.score(["always", "no such thing"]) == one.score(["always"])


def test_one_link_a_pair_and_the_same_each_time() -> None:
    """Inferred links are deterministic; no pair of acts is linked twice."""
    story = Story(
        "Chad expelled two envoys on March 3. Sudan expelled two on March 8. Chad recalled its envoy on March 9."
    )
    story.add("a", "SANCTION", "expelled two envoys", "TCD", "SDN", "expel", date=day("2022-03-03"))
    story.add("b", "SANCTION", "expelled two on", "SDN", "TCD", "expel", date=day("2022-03-08"))
    story.add("c", "SANCTION", "recalled", "TCD", "SDN", "withdraw", date=day("2022-03-09"))
    links = story.links()[1]
    assert links == story.links()[1]
    pairs = [frozenset((one.source, one.target)) for one in links]
    assert len(pairs) == len(set(pairs))
    assert ("b", "answers", "a") in [(one.source, one.relation, one.target) for one in links]


def test_a_denial_is_answered_by_nothing() -> None:
    """What denies a charge is no target of an answer, however well sides and days would fit."""
    story = Story("Chad asked Sudan to leave. Sudan refused on March 3. Chad expelled an envoy on March 8.")
    story.add("a", "REQUEST", "asked", "TCD", "SDN", "yield")
    story.add("b", "REJECT", "refused", "SDN", "TCD", "yield", date=day("2022-03-03"))
    story.add("c", "SANCTION", "expelled", "TCD", "SDN", "expel", date=day("2022-03-08"))
    views = make_views(story.document, make_acts(story.reports, is_article_dated=True))

    def answered_by_c(known: list[Link]) -> set[str]:
        return {t.act.id for s, found in candidates(views, "answers", known) if s.act.id == "c" for t, _ in found}

    assert "b" in answered_by_c([])
    assert "b" not in answered_by_c([Link(relation="denies", source="b", target="a", basis="stated", score=0.7)])
