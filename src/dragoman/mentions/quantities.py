"""Quantities: numbers with what they count; and how many a phrase speaks of."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace

from dragoman.document import Document, Quantity
from dragoman.mentions.dates import find_times
from dragoman.mentions.numbers import DIGITS, SCALE, WORDS, parse_number
from dragoman.mentions.quantities_nouns import (
    LABELS,
    MONEY,
    PERSONS,
    PLACES_COUNTED,
    STOP,
    TIME_UNITS,
    is_plural,
    singular,
)
from dragoman.records import Count, Span

_ABOUT = (
    r"(?:more\sthan|less\sthan|fewer\sthan|no\s(?:fewer|less|more)\sthan|not\s(?:fewer|less|more)\sthan|at\sleast|at\smost|up\sto|as\s(?:many|few)\sas|well\sover|just\s(?:over|under)|"
    r"close\sto|an?\sestimated|upwards?\sof|over|under|nearly|almost|about|around|approximately|roughly|some|circa|estimated)"
)
_VAGUE = (
    r"(?:(?:several|many|a\sfew|some|multiple)\s(?:dozens?|scores?|hundreds?|thousands?|millions?|billions?)|(?:(?:tens|hundreds|thousands)\sof\s)?(?:dozens|scores|hundreds|thousands|millions|billions)"
    r"|several|numerous|a\s(?:small\s|large\s|great\s)?(?:handful|number|group|series|string|score)(?=\sof\b)|(?:an?\s)?unspecified\snumber|an\sunstated\snumber)"
)
_DOZENS = (
    rf"(?:half\sa\sdozen|half\sa\s(?:million|billion)|(?:(?:a|{WORDS}|\d{{1,3}})\s)dozen|a\s(?:couple|pair)(?=\sof\b))"
)
_NUMBER = re.compile(
    rf"(?<![\w.,$€£¥₽/:-])(?:(?P<about>{_ABOUT})\s)?"
    rf"(?:(?P<money>US\$|A\$|C\$|[$€£¥₽₴₹₩₺])\s?(?P<sum>{DIGITS}(?:\s?-?(?:{SCALE}|[mk])\b)?)"
    rf"|(?P<dozen>{_DOZENS})|(?P<vague>{_VAGUE})|(?P<number>{DIGITS}(?:[\s-]?{SCALE}\b)?|{WORDS}(?:\s(?:hundred|thousand|million|billion|trillion)\b)?))"
    r"(?P<percent>\s?%|\sper\s?cent(?:age\spoints?)?\b)?(?![\w%])",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CONTINUES = re.compile(r",?\s?(?:and|or|to|&)?,?\s?$", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|its|their|his|her|our|these|those|all|some|nearly|about)\s)?(?:[^\W\d_]+['’]s\s)?"
)
_AFTER_TIME = re.compile(
    r"^\s?(?:a\.?m\b|p\.?m\b|o['’]clock|GMT|hrs\b|[°º]|/\d|:\d|[-–—]\d)|^(?:st|nd|rd|th)\b", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"(?:\baged?(?:\sof)?\s(?:\w+\sand\s)?|\bat\sage\s|\bage\s|\bturn(?:s|ed|ing)\s)$", re.IGNORECASE
)
_AGE_AFTER = re.compile(
    r",\s(?:who|has|is|was|said|says|of|a|an|the|from|told|had|whose|and\s(?:his|her)|were|married)\b|\syears?\sold|-years?-old|[-\s]year[-\s]old"
)
_CLOCK_BEFORE = re.compile(r"\b(?:at|around|before|after|until|by|from)\s(?:about\s)?$", re.IGNORECASE)
_ONE_PRONOUN_AFTER = re.compile(
    r"^(?:\s(?:of|another|who|that|day|by|thing|way|point|hand|side|more|time|such|reason|can|could|would|should|may|might|is|was|in|on|to|and|or|where|which|with|for|the|a|has|another|must|does)\b|['’])",
    re.IGNORECASE,
)
_ONE_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|some|each|the|this|that|another|only|which|at|a|number|square)\s$|[-–]$", re.IGNORECASE
)
_ELLIPTIC_ONE = re.compile(r"(?:\band|,)\s$|\b[A-Z][\w-]+\s$")
_IN_DIGITS = re.compile(r"\s\(\d{1,4}\)")
_GROUP_NAME = re.compile(r"\s([a-z]{3,})")
_FRACTION_AFTER = re.compile(r"^[\s-](?:thirds?|quarters?|fifths?|halves|half|tenths?)\b")
_PAREN_YEAR = re.compile(r"^(?:1[5-9]\d\d|20\d\d|21\d\d)$")
_NOUN_WORDS = 7
_MAX_NUMBER_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Noun:
    word: str
    end: int


def find_quantities(document: Document) -> list[Quantity]:
    """Return the quantities of the document's sentences in text order.

    Left out are dates, years, clock times, lengths of time, ages, ordinals, scores, and numbers that name ("Article 5").
    A quantity without a noun of its own ("Belgium expelled 21.") has the unit None; in a list the noun that ends it is
    shared ("21 Belgian and 15 Dutch diplomats").
    """
    times = document.times or find_times(document)
    starts = [time.start for time in times]
    found: list[Quantity] = []
    for sentence in document.sentences:
        words = document.text[sentence.start : sentence.end]
        here = [quantity for match in _NUMBER.finditer(words) if (quantity := _read(match, words)) is not None]
        shared = _share_units(here, words)
        for quantity in shared:
            start, end = sentence.start + quantity.start, sentence.start + quantity.end
            at = bisect.bisect_right(starts, end) - 1
            if any(time.start < end and start < time.end for time in times[max(0, at - 2) : at + 1]):
                continue
            found.append(replace(quantity, start=start, end=end))
    return found


def _read(match: re.Match[str], words: str) -> Quantity | None:
    """Return the quantity of a match, offsets within the sentence; None where the number does not count."""
    start, end = match.span()
    if match["money"] is not None:
        value = _amount(match["sum"])
        return Quantity(start, end, value, MONEY[match["money"].lower()], match["about"] is not None)
    is_approximate = match["about"] is not None
    if match["vague"]:
        noun = _noun(words, end)
        return _unless_time(Quantity(start, end, None, noun.word if noun else None, True), noun)
    value = _dozens(match["dozen"]) if match["dozen"] else _amount(match["number"])
    if value is None or end - start > _MAX_NUMBER_CHARS:
        return None
    if match["percent"]:
        return Quantity(start, end, value, "percent", is_approximate)
    number = match["number"] or match["dozen"]
    number_start = match.start("number") if match["number"] else match.start("dozen")
    noun = _noun(words, end, value)
    if match["number"] and _is_name_or_time(number, number_start, words, noun, is_approximate):
        return None
    if match["dozen"] and match["dozen"].lower().startswith(("a couple", "half")):
        is_approximate = True
    return _unless_time(Quantity(start, end, value, noun.word if noun else None, is_approximate), noun)


def _unless_time(quantity: Quantity, noun: _Noun | None) -> Quantity | None:
    return None if noun is not None and noun.word.lower() in _TIME_SINGULAR else quantity


_TIME_SINGULAR = frozenset(singular(word) for word in TIME_UNITS) | TIME_UNITS


def _amount(text: str) -> float | None:
    text = text.strip()
    value = parse_number(text.replace("-", " ") if text[0].isdigit() else text)
    if value is None and text[0].isdigit():
        value = parse_number(text.replace("-", ""))
    return value


def _dozens(text: str) -> float | None:
    words = " ".join(text.lower().split())
    if words.startswith(("a couple", "a pair")):
        return 2.0
    if words.startswith("half a "):
        whole = {"dozen": 12.0, "million": 1e6, "billion": 1e9}[words.split()[-1]]
        return whole / 2
    count = words.removesuffix(" dozen")
    value = 1.0 if count in ("a", "an") else parse_number(count)
    return None if value is None else 12 * value


def _is_name_or_time(number: str, start: int, words: str, noun: _Noun | None, is_approximate: bool) -> bool:
    """Return whether a number names, dates or tells an age rather than counts."""
    before, after = words[:start][-40:], words[start + len(number) :][:40]
    lower = number.lower()
    if _AFTER_TIME.match(after) or _FRACTION_AFTER.match(after) or (after[:1] in ("-", "–") and after[1:2].isalpha()):
        return True
    if lower in ("one", "a") and _is_pronoun(before, after, noun):
        return True
    if _AGE_BEFORE.search(before) or (
        _AGE_AFTER.match(after) and number.isdigit() and len(number) == 2 and before.endswith(", ")
    ):
        return True
    if before.endswith("(") and after.startswith(")"):
        return True
    if number[0].isupper() and noun is None and re.search(r"[A-Za-z]\s$", before):
        return True
    if before.rstrip().endswith(("#", "№", "[")) or before.endswith(("-", "–", "/", ".")):
        return True
    label = re.search(r"([A-Za-z]+)\.?\s$", before)
    if label and label[1].lower() in LABELS and (label[1][0].isupper() or label[1].lower() == "no"):
        return True
    if _PAREN_YEAR.match(number) and not is_approximate and (noun is None or not is_plural(noun.word + "s")):
        return True
    return noun is None and lower.isdigit() and _CLOCK_BEFORE.search(before) is not None and int(lower) <= 24


def _is_pronoun(before: str, after: str, noun: _Noun | None) -> bool:
    """Return whether "one" stands for no number ("no one", "one of", "on the one hand")."""
    if _ELLIPTIC_ONE.search(before) and re.match(r"\s(?:in|on|from|last)\s[A-Z\d]|[.,;]|\sand\s[A-Z]", after):
        return False
    if _ONE_PRONOUN_BEFORE.search(before) or _ONE_PRONOUN_AFTER.match(after):
        return True
    return noun is None


def _noun(words: str, position: int, value: float | None = None) -> _Noun | None:
    """Return the noun counted by the number that ends at `position`: the first plural, or for one the last word of the phrase."""
    of_whole = _OF_WHOLE.match(words, position)
    if of_whole:
        position = of_whole.end() - 1
    repeated = _IN_DIGITS.match(words, position)
    if repeated:
        position = repeated.end()
    last: _Noun | None = None
    for _ in range(_NOUN_WORDS):
        if position >= len(words) or words[position] not in " -":
            break
        match = _WORD.match(words, position + 1)
        if match is None:
            break
        word = match.group()
        lower = word.lower()
        if (
            lower in ("and", "or")
            and last is not None
            and not last.word[0].isupper()
            and _plural_follows(words, match.end())
        ):
            position = match.end()
            continue
        if lower in STOP:
            break
        if lower in MONEY and lower not in ("pounds",):
            return _Noun(MONEY[lower], match.end())
        if lower == "pounds":
            return _Noun("GBP", match.end())
        if lower in ("km", "kg", "kilometres", "kilometers", "miles"):
            return _Noun(singular(word), match.end())
        if is_plural(word) and not word.endswith(("'s", "’s")) and not _is_modifier(word, words, match.end()):
            following = re.match(r"-?[-\s]?general\b", words[match.end() : match.end() + 10])
            return _Noun(singular(word), match.end() + (following.end() if following else 0))
        if value == 1 and last is not None and re.search(r"(?:ed|ing|ly)$", lower):
            break
        last = _Noun(singular(word), match.end())
        position = match.end()
    return last if value == 1 else None


def _is_modifier(word: str, words: str, end: int) -> bool:
    """Return whether a plural name stands before the noun that is counted ("Revolutionary Guards commanders")."""
    following = _GROUP_NAME.match(words, end)
    return word[0].isupper() and following is not None and following[1] not in STOP and is_plural(following[1])


def _plural_follows(words: str, position: int) -> bool:
    """Return whether "and" joins two modifiers of one noun ("embassy and consulate staff") rather than two counts."""
    following = re.match(r"\s([A-Za-z-]+)((?:\s[a-z-]+){0,3})", words[position : position + 80])
    if (
        following is None
        or parse_number(following[1]) is not None
        or following[1].lower() in STOP
        or is_plural(following[1])
    ):
        return False
    for word in following[2].split():
        if word in STOP:
            return False
        if is_plural(word):
            return True
    return False


def _share_units(quantities: list[Quantity], words: str) -> list[Quantity]:
    """Give numbers of a list the noun that ends it: "34 French, 27 Spanish and 24 Italian employees", "33 of 41 diplomats"."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        if here.unit is not None or after.unit is None or after.unit == "percent":
            continue
        between = words[here.end : after.start]
        rest = re.sub(r"^(?:\s[A-Z][\w-]*|\s[a-z]+(?:ish|ian|ese))+(?=,|\s(?:and|or)\b|$)", "", between)
        if len(between) < 50 and (
            _CONTINUES.fullmatch(rest)
            or rest.strip().lower() in ("of", "of the", "out of", "out of the", "of its", "of their")
        ):
            shared[index] = replace(here, unit=after.unit)
    return shared


_ARTICLE = re.compile(
    r"^\W{0,2}(?P<article>an?|one|its|his|her|their|the|this|that|another|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}['’]s?)\s",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"\s(?:of|in|at|to|from|for|with|who|that|which|on|by|over|after|accused|suspected|working|based|stationed|there)\b|[,;:(.]"
)


def count_in(document: Document, start: int, end: int) -> Count | None:
    """Return how many the phrase at [start, end) speaks of, or None where it does not say.

    A number in it counts ("a total of 43", "a further 27 diplomats"); else an article or owner before a singular noun is one
    ("an embassy employee", "its ambassador", "Ambassador Alexei Isakov"). Money and percentages count nobody.
    """
    quantities = document.quantities or find_quantities(document)
    inside = [q for q in quantities if start <= q.start and q.end <= end and q.unit not in _NOT_COUNTED]
    if inside:
        # "a group of seven nationals": the number says more than the vague word.
        chosen = next((q for q in inside if q.value is not None), inside[0])
        span = Span(start=chosen.start, end=chosen.end)
        return Count(value=chosen.value, unit=chosen.unit, approximate=chosen.approximate, span=span)
    return _single(document.text[start:end], start)


_MEASURES = frozenset(
    [
        "km",
        "kg",
        "m",
        "mg",
        "ft",
        "mile",
        "foot",
        "metre",
        "meter",
        "kilometre",
        "kilometer",
        "ton",
        "tonne",
        "gallon",
        "litre",
        "liter",
        "barrel",
        "gram",
    ]
)
_NOT_COUNTED = frozenset(MONEY.values()) | {"percent"} | _MEASURES


def _single(phrase: str, offset: int) -> Count | None:
    article = _ARTICLE.match(phrase)
    begin = article.end() if article else 0
    stop = _HEAD_END.search(phrase, begin)
    words = []
    for match in _WORD.finditer(phrase, begin, stop.start() if stop else len(phrase)):
        if match.group().lower() in STOP:
            break
        words.append(match)
    if not words or len(words) > 8:
        return None
    named = next((w for w in words if w.group().lower() in PERSONS or w.group().lower() in PLACES_COUNTED), None)
    head = words[-1]
    is_indefinite = article is not None and article["article"].lower() in ("a", "an", "one", "another")
    if (
        is_indefinite
        and not is_plural(head.group())
        and head.group().lower() not in ("number", "group", "total", "handful", "series")
    ):
        chosen = named if named is not None and head.group()[0].isupper() else head
    elif named is not None and (named is head or phrase[named.end() : named.end() + 2].strip()[:1].isupper()):
        chosen = named
    else:
        return None
    if chosen is not head and any(is_plural(w.group()) and w.group()[0].islower() for w in words):
        return None
    return Count(
        value=1.0,
        unit=singular(chosen.group()).lower(),
        approximate=False,
        span=Span(start=offset, end=offset + chosen.end()),
    )
