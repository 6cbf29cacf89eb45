"""Which language a text is in, by script and function words: no model, no dependency, microseconds a paragraph."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.language.profiles import CYRILLIC_LETTERS, FUNCTION_WORDS

SAMPLE_CHARS = 4_000
"""Only this much of a text is looked at."""
MIN_WORDS = 5
MIN_GUESS_WORDS = 4
MIN_SHARE = 0.12
"""Share of the words that must be function words of the language; running prose of the profiles has 0.3-0.5."""
MIN_MARGIN = 1.25
"""How far the best language must lead the next; below it the answer is None."""
MIN_FOREIGN_HITS = 3
MIN_FOREIGN_SHARE = 0.2
FOREIGN_LEAD = 2.0
"""How far another language must lead the article's own before a paragraph counts as foreign."""

_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"https?://\S+|[@#]\w+|pic\.twitter\.com\S*")
# Order matters only for equal counts.
_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "arabic": re.compile(r"[؀-ۿݐ-ݿ]"),
    "han": re.compile(r"[一-鿿㐀-䶿]"),
    "kana": re.compile(r"[぀-ヿ]"),
    "hangul": re.compile(r"[가-힣]"),
    "greek": re.compile(r"[Ͱ-Ͽ]"),
    "hebrew": re.compile(r"[֐-׿]"),
    "devanagari": re.compile(r"[ऀ-ॿ]"),
    "bengali": re.compile(r"[ঀ-৿]"),
    "thai": re.compile(r"[฀-๿]"),
    "georgian": re.compile(r"[Ⴀ-ჿ]"),
    "armenian": re.compile(r"[԰-֏]"),
    "ethiopic": re.compile(r"[ሀ-፿]"),
}
_ONE_LANGUAGE = {
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "bengali": "bn",
    "thai": "th",
    "georgian": "ka",
    "armenian": "hy",
    "ethiopic": "am",
}
# A Han character says about as much as three letters.
_HAN_WEIGHT = 3


def identify(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None where it is too short or mixed to say."""
    sample = _NOISE.sub(" ", text[:SAMPLE_CHARS])
    script = _script(sample)
    if script is None:
        return None
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script in ("han", "kana"):
        kana = len(_SCRIPTS["kana"].findall(sample))
        return "ja" if kana * 10 >= len(_SCRIPTS["han"].findall(sample)) and kana > 1 else "zh"
    words = _WORD.findall(sample.lower())
    if script == "arabic":
        return _arabic(sample, words)
    return _by_words(words, script, sample)


def guess_language(text: str) -> str | None:
    """Return the likeliest language of a text too short for `identify`, or None where no word of it tells."""
    sample = _NOISE.sub(" ", text[:SAMPLE_CHARS])
    script = _script(sample)
    if script not in FUNCTION_WORDS:
        return None
    words = _WORD.findall(sample.lower())
    ranked = _ranked(words, script, sample) if len(words) >= MIN_GUESS_WORDS else []
    return ranked[0][0] if ranked else None


def foreign_language(text: str, home: str) -> str | None:
    """Return the language of a paragraph that is clearly not in `home`, else None.

    Stricter than `identify`: names and quoted words in a paragraph of the home language must not make it foreign.
    """
    code = identify(text)
    if code is None or code == home:
        return None
    sample = _NOISE.sub(" ", text[:SAMPLE_CHARS])
    script = _script(sample)
    if script not in FUNCTION_WORDS:
        return code
    words = _WORD.findall(sample.lower())
    scores = dict(_ranked(words, script, sample))
    known = {
        word
        for word in words
        if len(word) > 1 and any(language == code for language, _ in _index(script).get(word, ()))
    }
    if len(known) < MIN_FOREIGN_HITS or scores[code] < MIN_FOREIGN_SHARE * len(words):
        return None
    return code if scores[code] >= FOREIGN_LEAD * scores.get(home, 0.0) else None


def _script(sample: str) -> str | None:
    if sample.isascii():
        return "latin" if any(c.isalpha() for c in sample) else None
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    counts["han"] *= _HAN_WEIGHT
    counts["kana"] *= _HAN_WEIGHT
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def _arabic(sample: str, words: list[str]) -> str | None:
    if len(words) < MIN_WORDS:
        return None
    if re.search("[ٹڈڑےں]", sample):
        return "ur"
    return "fa" if len(re.findall("[پچژگکی]", sample)) * 20 > sum(map(len, words)) else "ar"


def _by_words(words: list[str], script: str, sample: str) -> str | None:
    if len(words) < MIN_WORDS:
        return None
    ranked = _ranked(words, script, sample)
    if not ranked or ranked[0][1] < MIN_SHARE * len(words) or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] < MIN_MARGIN * ranked[1][1]:
        return None
    return ranked[0][0]


def _ranked(words: list[str], script: str, sample: str) -> list[tuple[str, float]]:
    """Return (language, score), best first."""
    index = _index(script)
    scores: dict[str, float] = {}
    for word in words:
        for language, weight in index.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight
    if script == "cyrillic":
        for language, letters in CYRILLIC_LETTERS.items():
            hits = sum(sample.count(letter) for letter in letters)
            scores[language] = scores.get(language, 0.0) + 0.5 * hits
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


@lru_cache(maxsize=2)
def _index(script: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return word → (language, weight): a word that k languages share counts 1/√k for each."""
    holders: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS[script].items():
        for word in words.split():
            holders.setdefault(word, []).append(language)
    return {w: tuple((lang, len(langs) ** -0.5) for lang in langs) for w, langs in holders.items()}
