"""The noun phrase that speaks, without what stands before or behind it and tells when, where or how."""

from __future__ import annotations

from dragoman.mentions.quotes_lexicon import DETERMINERS, PREPOSITIONS, PRONOUN_SUBJECTS, SCENE_NOUNS, TIME_WORDS
from dragoman.mentions.quotes_lines import Line
from dragoman.mentions.words import word_set

Range = tuple[int, int]

_OPENERS = word_set(
    "but and still yet so as when while though although meanwhile however even then also because if for instead nor or later now earlier once since"
)
_TIMED = word_set("on in at since during by late early just only this last the earlier later")
_BEHIND = word_set("together just also then now later earlier once never already still even too")


def trimmed(line: Line, first: int, last: int) -> Range | None:
    """Return the range without what introduces the clause: "But", "On Monday", "In Paris"."""
    for _ in range(4):
        if (
            first < last
            and (line.norm(first) in _OPENERS or not (line.tokens[first].is_word or line.inside[first] >= 0))
        ) or (first < last - 1 and line.is_adverb(first) and line.norm(first + 1) not in ("and",)):
            first += 1
        elif first < last and line.norm(first) in PREPOSITIONS:
            step = _after_introduction(line, first, last)
            if step == first:
                break
            first = step
        elif first < last - 1 and line.norm(first) in TIME_WORDS and line.tokens[first].is_word:
            first += 1
        else:
            break
    while last > first and line.norm(last - 1) in ("'", "’", "-", "–", "—"):
        last -= 1
    return (first, last) if first < last else None


def _after_introduction(line: Line, first: int, last: int) -> int:
    """Return where the subject begins after "On Monday", "In Paris"; `first` where no such place is seen."""
    for n in range(first + 1, min(last, first + 10)):
        before = line.norm(n - 1)
        if (
            n > first + 1
            and (line.norm(n) in DETERMINERS or line.norm(n) in PRONOUN_SUBJECTS)
            and before not in PREPOSITIONS
            and before not in DETERMINERS
        ):
            return n
        if before in SCENE_NOUNS and (line.tokens[n].is_capital or line.norm(n) in DETERMINERS):
            return n
        if (
            before in TIME_WORDS
            and line.norm(n) not in TIME_WORDS
            and line.tokens[n].is_word
            and line.norm(n) not in PREPOSITIONS
            and n > first + 1
        ):
            return n
    return first


def without_time(line: Line, first: int, last: int) -> Range:
    """Return the range without the adverbs and times at its end: "the minister on Tuesday", "he recently", "who in 2010"."""
    while last - first > 1:
        step = last
        if line.is_adverb(last - 1) or line.norm(last - 1) in _BEHIND:
            step = last - 1
        elif line.norm(last - 1) in TIME_WORDS or _is_year(line, last - 1):
            step = last - 1
            while step - first > 1 and (line.norm(step - 1) in TIME_WORDS or line.norm(step - 1) in _TIMED):
                step -= 1
            if _is_year(line, last - 1) and line.norm(step) not in _TIMED and line.norm(step) not in TIME_WORDS:
                return first, last
        if step == last or not line.tokens[step - 1].is_word:
            break
        last = step
    return first, last


def _is_year(line: Line, n: int) -> bool:
    words = line.tokens[n].text
    return len(words) == 4 and words.isdigit() and words[:2] in ("19", "20")
