"""Deadlines: by when something must be done, as a length of time ("within 15 days") or a day ("until midnight on July 3")."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.document import TimeMention
from dragoman.language.calendar import MONTH, WEEKDAY, WEEKDAYS, month_end
from dragoman.mentions.dates_patterns import COUNT_WORD, find_forms
from dragoman.mentions.dates_relative import count_of
from dragoman.mentions.dates_resolve import resolve
from dragoman.mentions.dates_tense import lies_ahead
from dragoman.mentions.dates_values import ONE_DAY, Setting, step
from dragoman.records import Deadline, Span

_LENGTH = rf"(?P<count>{COUNT_WORD})(?:\s|-)(?P<unit>(?:calendar\s|working\s|business\s)?(?:hour|day|week|fortnight|month)s?)\b"
_LEAVE = (
    r"(?:leave|leaving|depart|departure|go|get\sout|out|gone|exit|quit|withdraw\w*|vacate|evacuate|pack(?:\sup)?|return|close|shut|"
    r"comply|respond|reply|answer|pull\sout|move\sout|hand\sover|surrender|reduce|remove|clear\sout|end|stop|cease|recall\w*|expelled|removed|deported)"
)
_BOUND = re.compile(
    rf"\b(?:within|inside|in\s(?:under|less\sthan)|no(?:t)?\s(?:more|later|longer)\sthan|at\smost)\s(?:the\s(?:next|coming|following)\s|a\speriod\sof\s|a\sdeadline\sof\s)?{_LENGTH}(?!\sof\s(?:its|his|her|their|each|one|the\s(?!announcement|decision|notification|order|date)))",
    re.IGNORECASE,
)
_TO_ACT = re.compile(
    rf"(?:\b(?:up\sto|at\smost|only|just|exactly)\s)?\b{_LENGTH}['’]?\s(?:notice\s|time\s)?(?:in\swhich\s|deadline\s)?(?:to|for\stheir|for\stheir\sfamilies\sto|for\sthem\sto)\s(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\b(?:given|give|gives|gave|giving|granted|grants?|allowed|allows?|allowing)\s(?:(?!until\b|in\b|after\b|for\b)[^\s.;:,]{{1,24}}\s){{0,8}}?{_LENGTH}(?=[.,;)]|\s(?:to|notice|for)\b|$)(?!\sin\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_LENGTH}(?:\s|-)(?:deadline|ultimatum|notice|time\slimit|limit|grace\speriod|window)\b"
    rf"|\b(?:deadline|ultimatum|time\slimit|notice\speriod|grace\speriod)\sof\s{_LENGTH.replace('count', 'count2').replace('unit', 'unit2')}",
    re.IGNORECASE,
)
_LEAVE_IN = re.compile(
    rf"\b(?:leave|depart|go|out|gone|home|quit|exit|withdraw|vacate|country|territory|evacuate|close|closed|shut|respond|comply)\b(?:\s[\w'’]+){{0,5}}?\sin\s{_LENGTH}(?!['’]?\s(?:time\sof|of)\b)",
    re.IGNORECASE,
)
_SHARED_UNIT = re.compile(
    rf",\s(?:and\s|while\s)?(?:the\s)?(?!{MONTH}|{WEEKDAY})[A-Z][\w-]+(?:\s(?!{MONTH})[A-Za-z][\w-]+){{0,3}}?\s(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{{1,3}})(?=[.,;]|$)"
)
_TAKES_TIME = re.compile(
    r"\b(?:took|takes?|taking|need(?:s|ed)?|spent|spends?|after|waited|wait|for|another|last(?:s|ed)?|every|lasted)\s(?:\w+\s)?$|\b(?:those|these|the)\s$",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:give[ns]?|gave|giving|has|have|had|having|with|allow\w*|grant\w*|get|gets|got|only)\b|,\s?$", re.IGNORECASE
)
_OBLIGES = re.compile(
    rf"\b(?:must|have\sto|has\sto|had\sto|having\sto|need(?:s|ed)?\sto|order\w*|told|asked|requir\w+|instruct\w+|given|gave|gives?|giving|demand\w*|deadline|ultimatum|urg\w+|call\w*\s(?:on|for)|"
    rf"will|shall|should|would|be\sto|are\sto|is\sto|were\sto|was\sto|promis\w+|pledg\w+|vow\w*|expected|supposed|due|(?:have|has|had)\suntil|threaten\w*|warn\w*|unless|{_LEAVE})\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    rf"\b(?:must|(?:have|has|had)\sto|order\w*|told|given|gave|gives?|giving|demand\w*|deadline|ultimatum|requir\w+|instruct\w+|{_LEAVE})\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<lead>by|before|until|till|no\slater\sthan|not\slater\sthan|prior\sto|up\sto|up\suntil|deadline\s(?:of|is|was|on)|expires?(?:\son|\sat)?)\s"
    r"(?:the\s)?(?:(?:very\s)?end\sof\s|close\sof\s(?:business\s)?(?:on\s)?|the\sevening\sof\s|(?:(?:local\s)?(?:midnight|noon|midday)|\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o['’]clock)?)(?:\s(?:local\stime|GMT|Moscow\stime|[A-Z]{2,4}))?,?\s(?:on\s|of\s)?|late\s(?:on\s)?|early\s(?:on\s)?)?(?:the\s)?(?:on\s)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:give[ns]?|gave|giving|has|have|had|must|order\w*|told|asked|deadline|ultimatum|extend\w*|allow\w*|{_LEAVE})\b[^.;]{{0,50}}$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:had|have|has)\s(?:already\s)?(?!to\b|until\b|till\b|been\s(?:told|given|ordered|asked))[a-z]+(?:ed|en|ne|ft|nt|t)\b|\b(?:lasted|continued|stayed|waited|postponed|worked|remained|ran)\b",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 30}
_LEAD_CHARS = 90
_SHARED_CHARS = 120


@dataclass(frozen=True, slots=True)
class Length:
    """A deadline that is a length of time; offsets count from the start of the sentence."""

    start: int
    end: int
    days: int


def find_lengths(sentence: str) -> list[Length]:
    """Return the deadlines of a sentence that are lengths of time, in order, none overlapping."""
    found: list[Length] = []
    for match in _TO_ACT.finditer(sentence):
        lead = sentence[max(0, match.start() - _LEAD_CHARS) : match.start()]
        leaves = re.fullmatch(_LEAVE, match["verb"], re.IGNORECASE) is not None
        if not _TAKES_TIME.search(lead) and (leaves or _GIVES.search(lead)):
            _add(
                found,
                match,
                match.start("count") if not match.group().lower().startswith(("up", "at")) else match.start(),
            )
    for match in _NAMED.finditer(sentence):
        _add(found, match, match.start())
    for match in _GIVEN.finditer(sentence):
        _add(found, match, match.start("count"))
    for match in _BOUND.finditer(sentence):
        if _OBLIGES.search(sentence):
            _add(found, match, match.start())
    for match in _LEAVE_IN.finditer(sentence):
        if _STRONG.search(sentence):
            _add(found, match, sentence.lower().rfind("in", 0, match.start("count")))
    found.sort(key=lambda length: length.start)
    _add_shared(found, sentence)
    return found


def _add(found: list[Length], match: re.Match[str], start: int) -> None:
    groups = match.groupdict()
    count, unit = groups.get("count") or groups.get("count2"), groups.get("unit") or groups.get("unit2")
    number = count_of(count)
    if number is None or not unit or any(start < other.end and other.start < match.end() for other in found):
        return
    end = match.end("verb") if groups.get("verb") else match.end()
    days = math.ceil(number * _UNIT_DAYS[unit.lower().split()[-1].rstrip("s")] - 1e-9)
    found.append(Length(start, end, days))


def _add_shared(found: list[Length], sentence: str) -> None:
    """Add "… one week to leave, the French two": a number that shares the unit of the deadline before it."""
    if not found:
        return
    last = found[-1]
    unit = 7 if "week" in sentence[last.start : last.end].lower() else 1
    for match in _SHARED_UNIT.finditer(sentence, last.end, last.end + _SHARED_CHARS):
        number = count_of(match["count"])
        if number:
            found.append(Length(match.start("count"), match.end("count"), int(number) * unit))


def day_lead(sentence: str, start: int, end: int) -> int | None:
    """Return where the words begin that make the date at [start, end) a deadline ("by", "before the end of"), or None."""
    lead = sentence[max(0, start - _LEAD_CHARS) : start]
    match = _BY.search(lead)
    if match is None or not _OBLIGES.search(sentence):
        return None
    before = lead[: match.start()]
    if _HAPPENED.search(before[-60:]) and not _STRONG.search(sentence):
        return None
    if match["lead"].lower() in ("until", "till", "up to", "up until") and not _UNTIL.search(before):
        return None
    opens_sentence = not before.strip() and start - len(lead) + match.start() < 3
    if opens_sentence and not lies_ahead(sentence, start, end):
        # "By Sunday 20 had left": a time reached, not a bound set.
        return None
    return start - len(lead) + match.start()


def resolve_deadline(time: TimeMention, act_date: str | None, published: str | None) -> Deadline:
    """Return the day that a deadline means for one act.

    Args:
        time: a mention with the role "deadline".
        act_date: ISO day of the act that sets it; a length of time ("15 days") runs from here.
        published: ISO day of publication, for an act without a date.

    Returns:
        The deadline; hours are rounded up to days, weeks are seven days, months go by the calendar. `date` is None where no day starts it.
    """
    act = _day(act_date)
    base = act or _day(published)
    day = day_by(time.words, base, is_stated=act is not None) if base else None
    if day is None and base and time.days is not None:
        # A number that shares the unit of the deadline before it.
        day = base + timedelta(days=time.days)
    end = (time.value.end or None) if day is None and time.days is None else None
    return Deadline(date=day.isoformat() if day else end, text=time.words, span=Span(start=time.start, end=time.end))


_ANY_LENGTH = re.compile(rf"\b{_LENGTH}", re.IGNORECASE)
_UNIT_ENDS = re.compile(
    r"\b(?P<unit>week|month|year)(?:['’]s\s(?:end|close)|\s(?:is|was)\s(?:out|over|up)|\s(?:ends?|ended|closes?|runs?\sout))\b",
    re.IGNORECASE,
)
_ORDINAL_DAY = re.compile(r"\bthe\s(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:of\s)?[A-Z])")
_CLOCK = re.compile(
    r"\b(?:noon|midday|midnight|dawn|daybreak|sunrise|sunset|dusk|nightfall|morning|evening|o['’]clock|half\spast|quarter\s(?:past|to)|"
    r"the\shour|same\shour|[ap]\.?m\b|tonight|day['’]s\send|end\sof\sthe\sday|this\s(?:very\s)?day)|\d[:.]\d\d\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(
    r"\b(?:following|next|morning|dawn|daybreak|sunrise)\b(?!\sof\b)|\bthe\ssame\shour\b", re.IGNORECASE
)
_NEW_YEAR = re.compile(r"\b[Tt]he\sNew\sYear\b")
_EARLIER = re.compile(r"\b(?:before|ahead\sof|prior\sto)\b", re.IGNORECASE)
_LATELY_PAST = 60


def day_by(words: str, base: date, *, is_stated: bool) -> date | None:
    """Return the day that the words of a deadline mean, or None where they name none ("within weeks", "soon").

    Args:
        words: such as "within two months", "before the week is out", "until noon on Thursday", "by the 29th".
        base: the day on which the deadline was set; it lies on that day or later.
        is_stated: whether the text tells that day. Where it is only the day of publication, a month just gone by may be meant.
    """
    length = _ANY_LENGTH.search(words)
    if length is not None:
        count = count_of(length["count"])
        return None if count is None else _after(base, count, length["unit"].lower().split()[-1].rstrip("s"))
    ending = _UNIT_ENDS.search(words)
    if ending is not None:
        return _last_day(base, ending["unit"].lower())
    named = _named_day(words, base, is_stated)
    if named is not None:
        return named
    if _CLOCK.search(words):
        return base + ONE_DAY if _NEXT_DAY.search(words) else base
    return None


def _after(base: date, count: float, unit: str) -> date:
    """Return the day that lies a length after another; whole months by the calendar."""
    if unit == "month" and count == int(count):
        first = step(base, "month", int(count))
        return first.replace(day=min(base.day, month_end(first.year, first.month).day))
    return base + timedelta(days=math.ceil(count * _UNIT_DAYS[unit] - 1e-9))


def _last_day(base: date, unit: str) -> date:
    if unit == "week":
        return base + timedelta(days=6 - base.weekday())
    return month_end(base.year, base.month if unit == "month" else 12)


def _named_day(words: str, base: date, is_stated: bool) -> date | None:
    if _NEW_YEAR.search(words):
        return date(base.year + 1, 1, 1)
    weekday = _DAY_NAME.search(words)
    is_today = weekday is not None and WEEKDAYS[weekday.group().lower()] == base.weekday()
    if is_today and not is_stated and _CLOCK.search(words):
        # "until noon on Thursday", told on a Thursday of which no other day is said.
        return base
    # The forms are known by the word before them, and a span may have been cut before it.
    phrase = f"by {words}"
    for form in find_forms(phrase):
        days = resolve(form, Setting(published=base, ahead=True, near=form.form == "weekday"))
        if days is None:
            continue
        is_before = _EARLIER.search(phrase[: form.start]) is not None
        is_stretch = days.precision in ("month", "year", "season") or form.form == "feast"
        end = days.start - ONE_DAY if is_before and is_stretch else days.end
        lately = end.replace(year=end.year - 1) if (end.month, end.day) != (2, 29) else None
        if not is_stated and lately is not None and 0 < (base - lately).days <= _LATELY_PAST and end.year > base.year:
            return lately
        return end
    ordinal = _ORDINAL_DAY.search(words)
    if ordinal is not None:
        number = int(ordinal["day"])
        for ahead in range(3):
            first = step(base, "month", ahead)
            if number <= month_end(first.year, first.month).day and first.replace(day=number) >= base:
                return first.replace(day=number)
    return None


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
