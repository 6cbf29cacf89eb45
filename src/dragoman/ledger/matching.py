"""Whether two atoms tell one occurrence: a sum of evidence for and against, with the reasons in words.

The weights are log-odds set by hand on the stories of `evaluation/ledger_stories.py` and on generated ledgers
(`tests/ledger/generate.py`); a sum of 0 is even odds. Every weight is named, so that a reader can argue with it.
"""

from __future__ import annotations

import math

from dragoman.ledger import days
from dragoman.ledger.features import (
    BACKGROUND_DAYS,
    HISTORY_DAYS,
    JOINT,
    MENTIONED,
    STATED,
    UNDATED,
    VERBAL,
    Atom,
)
from dragoman.ledger.wording import TALLY

PRIOR = -1.0
SAME_MODE, MODE_OPEN, NO_MODE, OTHER_MODE = 1.0, 0.3, 0.6, -1.8
SAME_COUNT_MANY, SAME_COUNT_FEW, SAME_COUNT_ONE = 2.5, 1.6, 0.6
CLOSE_COUNT, NEAR_COUNT, OTHER_COUNT = -0.3, -1.2, -2.4
OTHER_PLACE, SAME_PLACE = -6.0, 1.0
SAME_WORDS, WORDS = 2.0, 1.5
OTHER_STRUCK, SAME_STRUCK = -3.5, 0.3
OTHER_SPEAKER, SAME_SPEAKER = -0.8, 0.5
DOMESTIC_PRIOR = -1.2
CONTEXTS = 0.3
SPLIT_TOGETHER = 9.0
"""Reports that a person split off together are one event by that word alone."""
MANY = 5
"""From this figure on, that two reports give the same one is hardly chance."""
MONTH_DAYS = 31
VERBAL_LAG_DAYS = 7
SELDOM = frozenset({"EXPULSION", "SANCTION"})
"""Acts that one side seldom does to the same other twice in a month: a later article without a date means the known one,
unless it gives another count."""
_Lag = dict[int, tuple[float | None, float | None, float | None]]
MENTION_LATER: _Lag = {3: (0.6, 1.3, 1.3), 7: (-0.5, 0.6, 0.6), 30: (None, 0.2, 0.4), BACKGROUND_DAYS: (None, 0.0, 0.1)}
REPORT_LATER: _Lag = {
    3: (0.3, 0.6, 1.3),
    7: (-0.8, -0.4, 0.6),
    30: (None, -0.8, 0.0),
    BACKGROUND_DAYS: (None, -1.0, -0.6),
}
"""Evidence by days since the act, for what is said, for other acts and for those done seldom: of an article that mentions
the act as past, and of one that tells it as news without a date."""
_LOCAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"})


def probability(total: float) -> float:
    """Return the sum of evidence as a probability, rounded to three digits."""
    return round(1 / (1 + math.exp(-total)), 3)


def evidence(one: Atom, other: Atom) -> float | None:
    """Return the sum of evidence that two atoms of one block tell one occurrence; None where it is out of the question."""
    if one.block.startswith("!"):
        return SPLIT_TOGETHER
    when = when_evidence(one, other)
    if when is None or (one.tally == TALLY) != (other.tally == TALLY):
        return None
    if one.article == other.article and _told_apart(one, other):
        return None
    total = PRIOR + when + _how_many(one, other) + _what(one, other) + _where(one, other)
    if one.domestic:
        total += DOMESTIC_PRIOR
    if total < -SAME_WORDS - SAME_SPEAKER - CONTEXTS:
        return total
    return total + _who(one, other) + _words(one, other) + CONTEXTS * _overlap(one.contexts, other.contexts)


def _told_apart(one: Atom, other: Atom) -> bool:
    """Say whether one article, which names both, gives them different figures or objects."""
    if one.count is not None and other.count is not None and one.count != other.count:
        return True
    return bool(one.struck and other.struck and one.struck != other.struck)


def when_evidence(one: Atom, other: Atom) -> float | None:
    """Return the evidence of the dates: stated dates must agree; a mention looks back from its publication."""
    if one.dating == UNDATED or other.dating == UNDATED:
        return 0.0
    if one.dating == STATED and other.dating == STATED:
        return _both_stated(one, other)
    if one.dating == other.dating:
        return _both_loose(one, other)
    hard, loose = (one, other) if _firmer(one, other) else (other, one)
    return _looking_back(hard, loose)


def _firmer(one: Atom, other: Atom) -> bool:
    return one.dating == STATED or (one.dating != MENTIONED and other.dating == MENTIONED)


def _both_stated(one: Atom, other: Atom) -> float | None:
    gap = max(one.start, other.start) - min(one.end, other.end)
    narrow = one.end - one.start <= 2 and other.end - other.start <= 2
    if gap <= 0:
        length = max(one.end - one.start, other.end - other.start)
        return 2.5 if narrow else 1.6 if length <= 10 else 1.1 if length <= 31 else 0.5 if length <= 100 else 0.2
    verbal = one.family in VERBAL
    if gap == 1:
        return 0.3 if verbal else 1.5
    if not verbal and not narrow and gap <= MONTH_DAYS and one.count == other.count and (one.count or 0) >= MANY:
        # The same large figure, and a month beside it: more likely a month that the report gives to another act.
        return -1.2
    if verbal or gap > 5:
        return None
    return 0.3 if gap <= 3 else -0.8


def _both_loose(one: Atom, other: Atom) -> float | None:
    gap = max(one.start, other.start) - min(one.end, other.end)
    verbal = one.family in VERBAL
    if gap <= 1:
        return 1.5
    if gap <= 3:
        return 0.3 if verbal else 1.0
    if gap <= VERBAL_LAG_DAYS:
        return -1.0 if verbal else 0.4
    if verbal or gap > BACKGROUND_DAYS:
        return None
    return 0.1 if one.dating == MENTIONED else -0.5


def _looking_back(hard: Atom, loose: Atom) -> float | None:
    """Return the evidence of a stated (or assumed) day and an article that came so many days later."""
    lag = loose.start - hard.end if loose.start > hard.end else min(0, loose.end - hard.start)
    if lag < -3:
        return None
    if lag < 0:
        return 1.0 if lag == -1 else -0.6
    if lag <= 1:
        return 2.0
    if lag > BACKGROUND_DAYS:
        is_history = loose.historical and lag <= HISTORY_DAYS and hard.family not in VERBAL
        return 0.05 if is_history else None
    column = 0 if hard.family in VERBAL else 2 if hard.family in SELDOM else 1
    by_lag = MENTION_LATER if loose.dating == MENTIONED else REPORT_LATER
    return next(evidence[column] for days_, evidence in by_lag.items() if lag <= days_)


def _how_many(one: Atom, other: Atom) -> float:
    if one.count is None or other.count is None:
        return 0.0
    high, low = max(one.count, other.count), min(one.count, other.count)
    if high == low:
        return SAME_COUNT_MANY if high >= MANY else SAME_COUNT_FEW if high > 1 else SAME_COUNT_ONE
    ratio = low / high if high > 0 else 0.0
    if one.approximate or other.approximate:
        ratio = min(1.0, ratio * 1.1)
    return CLOSE_COUNT if ratio >= 0.88 else NEAR_COUNT if ratio >= 0.6 else OTHER_COUNT


def _what(one: Atom, other: Atom) -> float:
    if one.mode == other.mode:
        total = NO_MODE if one.mode is None else SAME_MODE
    elif one.mode is None or other.mode is None:
        total = MODE_OPEN
    else:
        total = MODE_OPEN if one.family == "EXPULSION" else OTHER_MODE
    if one.struck and other.struck:
        total += SAME_STRUCK if one.struck == other.struck else OTHER_STRUCK
    return total


def _where(one: Atom, other: Atom) -> float:
    if one.family not in _LOCAL:
        return 0.0
    if one.places and other.places:
        return SAME_PLACE if set(one.places) & set(other.places) else OTHER_PLACE
    if one.country and other.country and not set(one.country) & set(other.country):
        return OTHER_PLACE
    return 0.0


def _who(one: Atom, other: Atom) -> float:
    if one.layer == other.layer == JOINT:
        shared = _overlap((*one.actors, ">", *one.recipients), (*other.actors, ">", *other.recipients))
        return 2.0 * shared - 1.5 if shared >= 0.5 else -4.0
    if one.names and other.names and one.family in VERBAL:
        return SAME_SPEAKER if set(one.names) & set(other.names) else OTHER_SPEAKER
    return 0.0


def _words(one: Atom, other: Atom) -> float:
    if one.language != other.language or not one.words or not other.words:
        return 0.0
    shared = _overlap(one.words, other.words)
    return SAME_WORDS if shared >= 0.6 else WORDS * shared


def _overlap(one: tuple[object, ...], other: tuple[object, ...]) -> float:
    if not one or not other:
        return 0.0
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)


def reasons(one: Atom, leader: Atom) -> list[str]:
    """Return in words what spoke for and against putting an atom with its event's leader."""
    said = [_said_of_dates(one, leader)]
    if one.count is not None and leader.count is not None:
        verdict = "same count" if one.count == leader.count else "another count"
        said.append(f"{verdict}: {one.count:g} and {leader.count:g}")
    if one.mode or leader.mode:
        said.append(f"mode: {one.mode or 'not told'} and {leader.mode or 'not told'}")
    if one.struck and leader.struck:
        said.append(f"strikes: {one.struck} and {leader.struck}")
    if one.family in _LOCAL and one.places and leader.places:
        said.append(f"places: {', '.join(one.places)} and {', '.join(leader.places)}")
    if one.language == leader.language and one.words and leader.words:
        said.append(f"words in common: {_overlap(one.words, leader.words):.0%}")
    if one.layer:
        said.append("one of several sides of a joint report")
    return said


def _said_of_dates(one: Atom, leader: Atom) -> str:
    def told(atom: Atom) -> str:
        if atom.dating == UNDATED:
            return "undated"
        span = days.iso(atom.start) if atom.start == atom.end else f"{days.iso(atom.start)}/{days.iso(atom.end)}"
        return {STATED: span, MENTIONED: f"no date, published {span}"}.get(atom.dating, f"{span} (by publication)")

    return f"dates: {told(one)} and {told(leader)}"
