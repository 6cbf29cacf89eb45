"""Dates and deadlines: what the words mean on the day the article was published."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document import TimeMention
from dragoman.mentions.dates import day_by, find_times, resolve_deadline
from tests.mentions.texts import document_of


def only(text: str, published: str | None = "2018-03-28") -> TimeMention:
    times = document_of(text, published).times
    assert len(times) == 1, [t.words for t in times]
    return times[0]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("Peru expelled two envoys on Tuesday.", "2018-03-27", "2018-03-27", "day"),
        ("Peru expelled two envoys on Wednesday.", "2018-03-28", "2018-03-28", "day"),
        ("Peru said Thursday that it had closed its mission.", "2018-03-22", "2018-03-22", "day"),
        ("The ministers will meet on Friday.", "2018-03-30", "2018-03-30", "day"),
        ("On Friday, the ministers will meet.", "2018-03-30", "2018-03-30", "day"),
        ("The ministers meet next Tuesday.", "2018-04-03", "2018-04-03", "day"),
        ("They met on Friday last week.", "2018-03-23", "2018-03-23", "day"),
        ("They met on 22 March 2018 in Brussels.", "2018-03-22", "2018-03-22", "day"),
        ("They met on March 22nd.", "2018-03-22", "2018-03-22", "day"),
        ("They met on the 22nd of March.", "2018-03-22", "2018-03-22", "day"),
        ("They met on December 30.", "2017-12-30", "2017-12-30", "day"),
        ("The law takes effect on April 1.", "2018-04-01", "2018-04-01", "day"),
        ("He was arrested on April 1.", "2017-04-01", "2017-04-01", "day"),
        ("They met on Wednesday (21) in Lima.", "2018-03-21", "2018-03-21", "day"),
        ("They met on 2018-03-02.", "2018-03-02", "2018-03-02", "day"),
        ("They met on 3 January last year.", "2017-01-03", "2017-01-03", "day"),
        ("They met on February 3 of this year.", "2018-02-03", "2018-02-03", "day"),
        ("He was arrested in January of last year.", "2017-01-01", "2017-01-31", "month"),
        ("It shut the mission in May last year.", "2017-05-01", "2017-05-31", "month"),
        ("The talks began in late June of last year.", "2017-06-21", "2017-06-30", "range"),
        ("The bridge opens in March of next year.", "2019-03-01", "2019-03-31", "month"),
        ("They met on 02.03.2018.", "2018-03-02", "2018-03-02", "day"),
        ("They met yesterday.", "2018-03-27", "2018-03-27", "day"),
        ("The minister arrives tomorrow.", "2018-03-29", "2018-03-29", "day"),
        ("They met three days ago.", "2018-03-25", "2018-03-25", "day"),
        ("They met last week.", "2018-03-19", "2018-03-25", "week"),
        ("They met last month.", "2018-02-01", "2018-02-28", "month"),
        ("They met earlier this month.", "2018-03-01", "2018-03-28", "range"),
        ("They met in November 2017.", "2017-11-01", "2017-11-30", "month"),
        ("They met in November.", "2017-11-01", "2017-11-30", "month"),
        ("France deplored its own January decision.", "2018-01-01", "2018-01-31", "month"),
        ("They met in early March.", "2018-03-01", "2018-03-10", "range"),
        ("They met in mid-February.", "2018-02-11", "2018-02-20", "range"),
        ("They met at the end of February.", "2018-02-25", "2018-02-28", "range"),
        ("They met in the first week of March.", "2018-03-01", "2018-03-07", "range"),
        ("They met in 2014.", "2014-01-01", "2014-12-31", "year"),
        ("They met last summer.", "2017-06-01", "2017-08-31", "season"),
        ("They met between 5 and 9 March.", "2018-03-05", "2018-03-09", "range"),
        ("They met from March 1 to 4.", "2018-03-01", "2018-03-04", "range"),
        ("Forty left since March 14.", "2018-03-14", "2018-03-28", "range"),
        ("They met a month ago.", "2018-02-01", "2018-02-28", "month"),
    ],
)  # fmt: skip
def test_a_time_is_resolved_against_publication(text: str, start: str, end: str, precision: str) -> None:
    value = only(text).value
    assert (value.start, value.end, value.precision) == (start, end, precision)
    assert value.basis == "stated"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Spain acted on March 14. The following day, Peru answered.", "2018-03-15"),
        ("Spain acted on March 14. Two days later, Peru answered.", "2018-03-16"),
        ("Spain acted on March 14, and Peru had done so a day earlier.", "2018-03-13"),
        ("Spain acted on March 14. The same day, Peru answered.", "2018-03-14"),
        ("Spain acted on March 14. Earlier in the day Peru had answered.", "2018-03-14"),
        ("The answer came two days after the attack of March 14.", "2018-03-16"),
    ],
)
def test_a_time_told_from_another_date_is_inferred(text: str, start: str) -> None:
    inferred = [t for t in document_of(text).times if t.value.basis == "inferred"]
    assert [t.value.start for t in inferred] == [start]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The envoys were given 15 days to leave.", "15 days to leave", "2018-04-04"),
        ("The envoys have 72 hours to leave the country.", "72 hours to leave", "2018-03-23"),
        ("She must leave within 36 hours.", "within 36 hours", "2018-03-22"),
        ("The envoys have two weeks to depart.", "two weeks to depart", "2018-04-03"),
        ("They were to leave inside eight days.", "inside eight days", "2018-03-28"),
        ("He was told to leave the country in 48 hours.", "in 48 hours", "2018-03-22"),
        ("A further nine, from Chile, were given seven days.", "seven days", "2018-03-27"),
        ("Ecuador set a five-day deadline for the envoys.", "five-day deadline", "2018-03-25"),
        ("They must be out by April 5.", "by April 5", "2018-04-05"),
        ("The nine must be out before the end of April 3.", "before the end of April 3", "2018-04-03"),
        ("It gave the nine until midnight on Sunday, April 1.", "until midnight on Sunday, April 1", "2018-04-01"),
        ("They had to be gone by Monday.", "by Monday", "2018-03-26"),
        ("The ministry gave them until Friday to go.", "until Friday", "2018-03-23"),
        ("They must leave no later than April 10.", "no later than April 10", "2018-04-10"),
    ],
)
def test_a_deadline_runs_from_the_act(text: str, words: str, day: str) -> None:
    mention = only(text)
    assert mention.role == "deadline"
    deadline = resolve_deadline(mention, "2018-03-20", "2018-03-28")
    assert (deadline.text, deadline.date) == (words, day)


def test_a_deadline_of_an_act_without_date_runs_from_publication() -> None:
    mention = only("The envoys were given 15 days to leave.")
    assert resolve_deadline(mention, None, "2018-03-28").date == "2018-04-12"
    assert resolve_deadline(mention, "2018-03", None).date is None


def test_a_number_shares_the_unit_of_the_deadline_before_it() -> None:
    times = document_of("The Spaniards have one week to leave, the French two.").times
    assert [resolve_deadline(t, "2018-03-20", None).date for t in times] == ["2018-03-27", "2018-04-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Cooperation within NATO grew, and moves by Russia followed.",
        "Talks lasted for two weeks.",
        "He paid a 15-day visit to Chile.",
        "It took three days to leave the valley.",
        "The boy, 12, was five years old then.",
        "You may march in line.",
        "The 1961 Vienna Convention forbids it.",
        "He was given 15 days in jail.",
        "Over 2000 people came.",
    ],
)
def test_what_is_no_time_of_an_act_is_left_out(text: str) -> None:
    assert document_of(text).times == []


@pytest.mark.parametrize("text", ["By Sunday, nine had left.", "Talks went on until Friday."])
def test_a_time_reached_is_no_deadline(text: str) -> None:
    assert [t.role for t in document_of(text).times] in ([], ["date"])


def test_without_publication_a_stated_year_serves_and_else_nothing() -> None:
    assert [t.value.start for t in document_of("In 2015 they met. On March 3 they left.", None).times] == [
        "2015-01-01",
        "2015-03-03",
    ]
    assert document_of("They met on March 3. They left on Tuesday.", None).times == []


def test_a_length_without_a_first_day_is_kept_unresolved() -> None:
    mention = only("The envoys were given 15 days to leave.", None)
    assert (mention.days, mention.value.start) == (15, "")
    assert resolve_deadline(mention, "2018-03-20", None).date == "2018-04-04"


PIECES = st.sampled_from(
    ["March", "May", "29", "2018", "Tuesday", "the", "of", "within", "15", "days", "to leave", "by", "until", "ago", "later",
     "two", "end", ",", ".", "-", "next", "last", "week", "(", "after", "31", "February", "early", "99", "years", "é", "\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_spans_hold_the_words_and_no_text_breaks_it(text: str) -> None:
    if not text.strip():
        return
    document = document_of(text)
    for mention in document.times:
        assert document.text[mention.start : mention.end] == mention.words
        assert mention.value.start <= mention.value.end


@pytest.mark.parametrize("piece", ["1 ", "March 1 to ", "two ", "given a ", "by the end of ", "within 3 ", "days to "])
def test_time_is_bounded_on_hostile_text(piece: str) -> None:
    document = document_of((piece * 30_000)[:150_000] + ".")
    began = time.process_time()
    find_times(document)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a week", "2021-04-30"),
        ("within two months", "2021-06-23"),
        ("within 72 hours", "2021-04-26"),
        ("before the week is out", "2021-04-25"),
        ("by the month's end", "2021-04-30"),
        ("by Tuesday", "2021-04-27"),
        ("until noon on Friday", "2021-04-30"),
        ("by the 2nd", "2021-05-02"),
        ("by December 31", "2021-12-31"),
        ("by May", "2021-05-31"),
        ("before Christmas", "2021-12-24"),
        ("by Christmas Eve", "2021-12-24"),
        ("by the New Year", "2022-01-01"),
        ("until the following noon", "2021-04-24"),
        ("by nine o'clock", "2021-04-23"),
        ("within weeks", None),
        ("soon", None),
    ],
)
def test_the_words_of_a_deadline_name_a_day_after_the_one_it_is_set_on(words: str, day: str | None) -> None:
    found = day_by(words, date(2021, 4, 23), is_stated=True)
    assert (found.isoformat() if found else None) == day


def test_a_deadline_set_on_an_untold_day_may_be_today_or_a_month_just_gone() -> None:
    assert day_by("until noon on Friday", date(2021, 4, 23), is_stated=False) == date(2021, 4, 23)
    assert day_by("by the end of February", date(2021, 3, 6), is_stated=False) == date(2021, 2, 28)
    assert day_by("by the end of February", date(2021, 3, 6), is_stated=True) == date(2022, 2, 28)
