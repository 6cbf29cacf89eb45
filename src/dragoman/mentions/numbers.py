"""English numbers: digits with separators, number words, magnitudes."""

from __future__ import annotations

import re

_UNIT_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNIT_NAMES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TEN_NAMES.split(), 2)}
MAGNITUDES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "mln": 1_000_000,
    "bln": 1_000_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
    "k": 1_000,
}

_TEN_WORD = "|".join(TENS)
_UNIT_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
SMALL_WORDS = rf"(?:(?:{_TEN_WORD})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)\b)?|{_UNIT_WORD})"
WORDS = (
    rf"(?:(?:(?:{SMALL_WORDS}|an?)[ -])?(?:hundred|thousand|million|billion)"
    rf"(?:(?: and|,)? (?:{SMALL_WORDS})(?: (?:hundred|thousand|million|billion))?(?: and (?:{SMALL_WORDS}))?)?|{SMALL_WORDS})"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d{1,12}(?:\.\d{1,12})?)"
SCALE = r"(?:hundred|thousand|million|billion|trillion|mln|bln|bn|mn|tn)"

_WORD = re.compile(r"[a-z]+")


def parse_number(text: str) -> float | None:
    """Return the value of a number in digits or words ("1,200", "2.4 million", "forty-five", "two hundred and six"), or None."""
    text = text.strip().lower()
    digits = re.match(rf"({DIGITS})\s?([a-z]+)?$", text)
    if digits:
        value = float(re.sub(r"[, ]", "", digits[1]))
        return value * MAGNITUDES[digits[2]] if digits[2] in MAGNITUDES else value if not digits[2] else None
    return _words_value(_WORD.findall(text))


def _words_value(words: list[str]) -> float | None:
    total = current = 0
    seen = False
    for word in words:
        if word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word in ("a", "an"):
            current += 1
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in MAGNITUDES:
            total += max(current, 1) * MAGNITUDES[word]
            current = 0
        elif word != "and":
            return None
        seen = True
    return float(total + current) if seen else None
