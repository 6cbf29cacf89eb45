"""The forms of English time expressions: one pattern a form, tried only in sentences that hold one of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language.calendar import DAY, ISO_DAY, MONTH, MONTHS, WEEKDAY, WEEKDAYS, YEAR
from dragoman.language.word_sets import word_set
from dragoman.mentions.numbers import SMALL_WORDS

ORDINAL = r"(?:st|nd|rd|th)?"
PART_OF_DAY = r"(?:\s(?:early |late )?(?:morning|afternoon|evening|night|lunchtime|midday))?"
COUNT_WORD = rf"(?:an?\shalf|half\san?|an?\s(?:couple|few)(?:\sof)?|a\sdozen|several|{SMALL_WORDS}|an?|\d{{1,3}})"
SPAN_UNIT = r"(?:hour|day|week|fortnight|month|year|decade|minute)s?"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NOT_DAY = r"(?!\d|[:.,]\d|\s?(?:%|percent\b|per\scent\b|am\b|a\.m\b|pm\b|p\.m\b|million\b|billion\b))"
_D = rf"(?:(?:{DAY}){ORDINAL}{_NOT_DAY})"
_TOLD_YEAR = r"(?:of\s)?(?P<told>(?i:last|this|next)\syear)\b"
"""The year said by how it lies to publication: "January of last year"."""
_DASH = r"(?:\s?[-–—]\s?|\s(?:to|and|until|till|through|or)\s)"
_MODIFIED = (
    r"(?P<part>early|mid|late|the\s(?:very\s)?(?:start|beginning|middle|end)\sof|the\s(?:first|second|third|fourth|last|final)\s"
    r"(?:week|days|weekend|half|ten\sdays)\s(?:of|in)|earlier\s(?:in|this)|later\s(?:in|this))"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of time expression: its name, the lower-case words of which a sentence must hold one, and its pattern."""

    name: str
    needs: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a form; offsets count from the start of the sentence."""

    form: str
    match: re.Match[str]
    start: int
    end: int


_MONTH_WORDS = frozenset(MONTHS) | {"january"}
_WEEKDAY_WORDS = frozenset(WEEKDAYS)
_UNIT_WORDS = word_set(
    "day days week weeks month months year years fortnight fortnights decade decades weekend weekends hour hours"
)


def _form(name: str, needs: frozenset[str], pattern: str, flags: int = 0) -> Form:
    return Form(name, needs, re.compile(pattern, flags))


_DIGIT = frozenset({"0"})
"""Stands for any digit in the sentence."""

FORMS: tuple[Form, ...] = (
    Form("iso", _DIGIT, ISO_DAY),
    _form(
        "numeric",
        _DIGIT,
        rf"(?<![\d./])(?P<a>\d{{1,2}})(?P<mark>[./])(?P<b>\d{{1,2}})(?P=mark)(?P<year>{YEAR})(?![\d./]\d)",
    ),
    # "March 28 to April 2", "from March 1 to 4, 2018"
    _form(
        "range_md",
        _MONTH_WORDS,
        rf"\b(?:(?:[Ff]rom|[Bb]etween)\s)?(?P<month>{MONTH})\s(?P<day>{DAY}){ORDINAL}(?:,?\s(?P<year1>{YEAR}))?{_DASH}"
        rf"(?:(?P<month2>{MONTH})\s)?(?P<day2>{_D})(?:,?\s(?P<year>{YEAR})\b)?(?!\s(?:{MONTH}|[a-z]+s\b))",
    ),
    # "between 5 and 9 April", "28 March to 2 April 2018"
    _form(
        "range_dm",
        _MONTH_WORDS,
        rf"\b(?:(?:[Ff]rom|[Bb]etween)\s)?(?:the\s)?(?P<day>{DAY}){ORDINAL}(?:\s(?:of\s)?(?P<month>{MONTH}))?{_DASH}"
        rf"(?:the\s)?(?P<day2>{DAY}){ORDINAL}\s(?:of\s)?(?P<month2>{MONTH})\b(?:,?\s(?P<year>{YEAR})\b)?",
    ),
    _form(
        "month_day",
        _MONTH_WORDS,
        rf"\b(?:(?P<weekday>{WEEKDAY}),?\s\(?)?(?P<month>{MONTH})\s(?P<day>{_D})(?:,?\s(?:(?P<year>{YEAR})\b|{_TOLD_YEAR}))?",
    ),
    _form(
        "day_month",
        _MONTH_WORDS,
        rf"(?<![\d.,:/-])\b(?:(?P<weekday>{WEEKDAY}),?\s\(?)?(?:the\s)?(?P<day>{DAY}){ORDINAL}[\s-](?:of\s)?(?P<month>{MONTH})(?![a-z])(?:,?[\s-](?:(?P<year>{YEAR})\b|{_TOLD_YEAR}))?",
    ),
    _form(
        "part_month",
        _MONTH_WORDS,
        rf"\b(?i:{_MODIFIED})[\s-](?P<month>{MONTH})(?![a-z])(?:,?\s(?:(?:of\s)?(?P<year>{YEAR})\b|{_TOLD_YEAR}))?",
    ),
    _form("month_year", _MONTH_WORDS, rf"\b(?P<month>{MONTH}),?\s(?:(?:of\s)?(?P<year>{YEAR})\b|{_TOLD_YEAR})"),
    _form(
        "month",
        _MONTH_WORDS,
        rf"(?:\b(?P<which>(?i:last|next|this(?:\spast|\scoming)?|the\sprevious|the\sfollowing|that))\s|(?<=\b[Ii]n\s)|(?<=\b[Bb]y\s)|(?<=\b[Oo]f\s)|(?<=[Ss]ince\s)|(?<=[Uu]ntil\s)|(?<=\btill\s)"
        rf"|(?<=[Dd]uring\s)|(?<=[Bb]efore\s)|(?<=[Aa]fter\s)|(?<=\b[Ff]rom\s)|(?<=[Bb]etween\s)|(?<=around\s)|(?<=through\s)|(?<=\bto\s))(?P<month>{MONTH})\b(?!\s\d|[-–][a-z])",
    ),
    _form(
        "attributive_month",
        _MONTH_WORDS,
        rf"(?<=\b(?:the|its|his|her|own)\s)(?P<month>{MONTH})(?=\s[a-z]{{3}})|(?<=their\s)(?P<month2>{MONTH})(?=\s[a-z]{{3}})|(?<=['’]s\s)(?P<month3>{MONTH})(?=\s[a-z]{{3}})",
    ),
    _form(
        "weekday",
        _WEEKDAY_WORDS,
        rf"\b(?:(?P<which>(?i:last|next|this(?:\s(?:past|coming))?|the\s(?:following|previous|same|next)|that(?:\ssame)?|the\scoming|early|late))\s)?(?P<weekday>{WEEKDAY}){PART_OF_DAY}"
        rf"(?:\s(?P<week>(?:last|next|this|the\sfollowing|the\sprevious)\sweek)\b|\s\((?P<day>{DAY})\))?(?![a-z-])",
    ),
    _form(
        "day_word",
        word_set("today yesterday tomorrow tonight morning afternoon evening night overnight"),
        r"\b(?P<word>the\sday\s(?:before\syesterday|after\stomorrow)|today|yesterday|tomorrow|tonight|last\snight|this\s(?:morning|afternoon|evening))\b(?:\s(?:morning|afternoon|evening|night)\b)?",
        re.IGNORECASE,
    ),
    _form(
        "ago",
        frozenset({"ago"}),
        rf"\b(?:(?:more\sthan|less\sthan|over|about|around|nearly|almost|just|only|just\sover|a\slittle\sover|some|at\sleast)\s)?(?P<count>{COUNT_WORD})(?:\sand\sa\shalf)?\s(?P<unit>{SPAN_UNIT})\sago\b|\b(?P<days>days)\sago\b",
        re.IGNORECASE,
    ),
    _form(
        "shifted",
        word_set("later earlier after before previously prior"),
        rf"\b(?:(?:more\sthan|less\sthan|about|around|nearly|almost|just|only|barely)\s)?(?P<count>{COUNT_WORD}|the)\s(?P<unit>{SPAN_UNIT})\s(?P<direction>later(?!\sthan)|earlier|previously|afterwards?|after|before(?!hand)|prior(?!\sto\sthe\snotice))\b",
        re.IGNORECASE,
    ),
    _form(
        "edge_of_unit",
        _UNIT_WORDS,
        r"\b(?:the\s)?(?P<part>start|beginning|middle|end)\sof\s(?P<which>the|this|next|last|that)\s(?P<unit>day|week|month|year)\b",
        re.IGNORECASE,
    ),
    _form(
        "unit",
        _UNIT_WORDS | word_set("spring summer autumn fall winter quarter"),
        rf"\b(?:(?P<part>early|earlier|late|later|mid|at\sthe\s(?:start|beginning|end)\sof|by\sthe\send\sof|the\send\sof)[\s-])?(?P<which>last|this(?:\spast|\scoming)?|next|the\s(?:following|next|previous|same|very\ssame|coming|preceding|past)|that(?:\ssame|\svery)?|the\ssame)"
        rf"\s(?P<unit>day|week|weekend|month|year|{SEASON})\b(?!['’]?s\b)",
        re.IGNORECASE,
    ),
    _form(
        "in_day",
        frozenset({"day"}),
        r"\b(?P<part>earlier|later)\s(?:in|on)\sthe\s(?:same\s)?day\b|\b(?:earlier|later)\sthat\s(?:same\s)?day\b",
        re.IGNORECASE,
    ),
    _form(
        "past_span",
        _UNIT_WORDS,
        rf"\b(?:in|over|during|within|for)\sthe\s(?:last|past)\s(?P<count>{COUNT_WORD}\s)?(?P<unit>{SPAN_UNIT})\b",
        re.IGNORECASE,
    ),
    _form(
        "in_span",
        _UNIT_WORDS,
        rf"\bin\s(?P<count>{COUNT_WORD})\s(?P<unit>(?:day|week|month|year)s?)(?=['’]?\s?(?:time\b|[.,;)]|$|from\snow\b))(?:['’]?\stime\b|\sfrom\snow\b)?",
        re.IGNORECASE,
    ),
    _form(
        "feast",
        word_set("christmas year eve boxing"),
        rf"\b(?P<feast>Christmas\s(?:Day|Eve)|(?:(?<=\bat\s)|(?<=\bby\s)|(?<=efore\s)|(?<=after\s)|(?<=since\s)|(?<=until\s)|(?<=over\s))Christmas|New\sYear['’]?s(?:\s(?:Day|Eve))|Boxing\sDay)\b(?:,?\s(?P<year>{YEAR})\b)?",
    ),
    _form(
        "season_year",
        word_set("spring summer autumn fall winter"),
        rf"\b(?:(?:in|of)\s)?(?:the\s)?(?P<season>{SEASON})\s(?:of\s)?(?P<year>{YEAR})\b",
        re.IGNORECASE,
    ),
    _form(
        "year_range",
        _DIGIT,
        rf"\b(?:(?:[Ff]rom|[Bb]etween)\s)(?P<year>{YEAR})\s(?:to|and|until)\s(?P<year2>{YEAR})\b|(?<![\d-])(?P<year3>{YEAR})[–-](?P<year4>{YEAR})(?![\d-])",
    ),
    _form("decade", _DIGIT, r"\b(?i:the)\s(?:(?P<part>early|mid|late)[\s-])?(?P<year>1[89]\d0|20[0-2]0)['’]?s\b"),
    _form(
        "part_year",
        _DIGIT,
        rf"\b(?i:(?P<part>early|mid|late|the\s(?:start|beginning|middle|end|first\shalf|second\shalf)\sof|earlier\sin|later\sin))[\s-](?:in\s)?(?P<year>{YEAR})\b(?!\s?%)",
    ),
    _form(
        "year",
        _DIGIT,
        rf"(?:(?<=\b[Ii]n\s)|(?<=[Ss]ince\s)|(?<=\bof\s)|(?<=\b[Bb]y\s)|(?<=[Dd]uring\s)|(?<=[Uu]ntil\s)|(?<=\b[Ff]rom\s)|(?<=[Bb]efore\s)|(?<=[Aa]fter\s)|(?<=\byear\s)|(?<=\()|(?<=[Tt]he\s)|(?<=['’]s\s)|(?<=\bits\s)|(?<=\bhis\s)|(?<=\bher\s)|(?<=heir\s)|(?<=\ba\s))(?P<year>{YEAR})\b(?![-–/]\d|,\d|\s?(?:%|percent|per\scent)|\.\d)",
    ),
    _form(
        "day_of_month",
        word_set("first second third fourth fifth sixth seventh eighth ninth tenth th") | _DIGIT,
        rf"(?<=\bthe\s)(?P<day>{DAY})(?:st|nd|rd|th)\b(?=[.,;)]|\sof\s(?:this|last|the)\smonth|$)",
    ),
)

_TOKEN = re.compile(r"[a-z]+")
_ANY_DIGIT = re.compile(r"\d")


def find_forms(sentence: str) -> list[Found]:
    """Return the time expressions of a sentence in order, none overlapping; earlier forms of `FORMS` win, then longer ones."""
    words = set(_TOKEN.findall(sentence.lower()))
    if _ANY_DIGIT.search(sentence):
        words.add("0")
    taken: list[Found] = []
    for form in FORMS:
        if form.needs.isdisjoint(words):
            continue
        for match in form.pattern.finditer(sentence):
            if match.end() > match.start() and not any(match.start() < t.end and t.start < match.end() for t in taken):
                taken.append(Found(form.name, match, match.start(), match.end()))
    return sorted(taken, key=lambda found: found.start)
