"""What a reader notices of links: the answer points at the act answered, and the words that say so are shown."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.language.sentences import split_sentences
from dragoman.links import find_links
from dragoman.mentions import find_mentions, load_gazetteer
from dragoman.records import Actor, DateValue, Evidence, Link, Report, Span
from dragoman.sources import make_article


class Story:
    """A text with hand-made reports, to be linked."""

    def __init__(self, text: str) -> None:
        self.gazetteer = load_gazetteer(None)
        self.document = Document(make_article(text, published="2022-04-01", language="en"))
        self.document.sentences = split_sentences(self.document.article)
        self.document.mentions = find_mentions(self.document, self.gazetteer)
        self.reports: list[Report] = []

    def add(
        self, name: str, event: str, trigger: str, actor: str, recipient: str, mode: str | None = None, **more: object
    ) -> Story:
        """Add a report whose trigger is the first occurrence of the words."""
        start = self.document.text.index(trigger)
        sentence = next(s for s in self.document.sentences if s.start <= start < s.end)
        evidence = Evidence(start=sentence.start, end=sentence.end, trigger=Span(start=start, end=start + len(trigger)))
        side = [Actor(text=code, country=code) for code in (actor, recipient)]
        self.reports.append(
            Report(
                id=name, event=event, mode=mode, actor=(side[0],), recipient=(side[1],), evidence=(evidence,), **more
            )  # type: ignore[arg-type]
        )
        return self

    def links(self) -> tuple[list[Report], list[Link]]:
        """Return the reports and links."""
        return find_links(self.document, self.gazetteer, self.reports)


def day(value: str) -> DateValue:
    """Return a single day."""
    return DateValue(start=value, end=value, precision="day", basis="stated")


def triples(links: list[Link]) -> list[tuple[str, str, str, str]]:
    """Return links as (source, relation, target, basis)."""
    return [(one.source, one.relation, one.target, one.basis) for one in links]


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
