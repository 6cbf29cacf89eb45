"""Whom a pronoun or "the country" stands for: the earlier mentions that fit it, weighed by where and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.mentions.salience import NO_STATES
from dragoman.mentions.weights import load_weights, weigh
from dragoman.mentions.words import word_set

if TYPE_CHECKING:
    from dragoman.mentions.context import Context
    from dragoman.mentions.found import Found

QUESTION = "antecedent"
FEATURES = (
    "same_sentence", "previous_sentence", "same_paragraph", "first_of_sentence", "last_of_sentence", "nearest", "rank", "after_preposition", "place",
    "adjective", "possessor", "state", "capital", "organisation", "institution", "person", "noun", "pronoun", "share", "home",
    "several", "plural", "uncertain", "opens_first", "quoted_same", "is_first_in_text", "bloc", "object_of_first", "object_of_last",
)  # fmt: skip
_BACK = 3
_MOST = 24
PREPOSITIONS = word_set(
    "of in on at by for from with to into onto over under against between among after before during since until about amid via near "
    "across through towards toward within without despite following including like than upon around behind"
)
_COLLECTIVE = word_set(
    "crowd population public community family minority tribe clan household diaspora crew union staff bank company firm gang mob cartel "
    "mafia church mosque sect media press newspaper agency broadcaster group team police force army party opposition government"
)
_STAND_INS = {"he": "he", "she": "he", "it": "it", "they": "they", "country": "country"}


def class_of(pronoun: str, is_owner: bool) -> str:
    """Return the class of words that shares weights."""
    return f"{_STAND_INS[pronoun]}{'-owner' if is_owner and pronoun != 'country' else ''}"


def likeliest(
    context: Context,
    pronoun: str,
    index: int,
    is_owner: bool = False,
    host: tuple[str, ...] = (),
    among: frozenset[str] = frozenset(),
) -> Found | None:
    """Return the mention that `pronoun` ("he", "she", "it", "they", "country") at token `index` most likely stands for, or None.

    `is_owner` says that it is a possessive; `host` are states that it cannot mean, as where it owns an embassy there; `among`, where not empty, those that it can.
    """
    weights = load_weights(QUESTION, FEATURES)
    kind = class_of(pronoun, is_owner)
    best: Found | None = None
    top = 0.0
    for found, row in features(context, pronoun, index, host, among):
        score = weigh(weights, kind, row)
        if best is None or score > top:
            best, top = found, score
    return best


def features(
    context: Context, pronoun: str, index: int, host: tuple[str, ...] = (), among: frozenset[str] = frozenset()
) -> list[tuple[Found, tuple[float, ...]]]:
    """Return the mentions that a pronoun may stand for, the nearest first, each with the values of `FEATURES`."""
    start, _ = context.sentence_of(index)
    starts = [start]
    while len(starts) < _BACK and starts[-1] > 0:
        starts.append(context.sentence_of(starts[-1] - 1)[0])
    fitting = [
        found
        for found in context.before(index)
        if fits(found, pronoun)
        and not set(found.countries) & set(host)
        and (not among or among.issuperset(found.countries))
    ]
    near = [found for found in fitting if found.first >= starts[-1]][:_MOST] or fitting[:1]
    opening = context.paragraph_start(start)
    firsts: dict[int, Found] = {}
    lasts: dict[int, Found] = {}
    for found in near:
        sentence = context.sentence_of(found.first)[0]
        firsts[sentence] = found
        lasts.setdefault(sentence, found)
    is_quoted = context.is_quoted(index)
    opens, is_object = index == start, _is_object(context, index)
    rows = []
    for rank, found in enumerate(near):
        sentence = context.sentence_of(found.first)[0]
        before = context.tokens[found.first - 1].norm if found.first > sentence else ""
        after = context.tokens[found.last].norm if found.last < len(context.tokens) else ""
        is_first = firsts[sentence] is found
        code = found.countries[0] if len(found.countries) == 1 else ""
        values = (
            sentence == start, len(starts) > 1 and sentence == starts[1], found.first >= opening, is_first, lasts[sentence] is found, rank == 0,
            min(rank, 8) / 4, before in PREPOSITIONS, found.is_place, found.kind == "adjective" and not found.noun, after in ("'s", "’", "'"),
            found.kind == "country", found.kind == "capital", found.kind in ("organisation", "group"), found.kind in ("institution",),
            found.kind in ("person", "office"), found.kind in ("noun", "generic", "people"), found.kind == "pronoun",
            context.salience.shares.get(code, 0.0), code == context.salience.home, len(found.countries) > 1, found.is_plural, found.score < 0.6,
            opens and is_first and sentence != start, is_quoted and sentence == start, found.first == 0, code in NO_STATES,
            is_object and is_first and sentence == start, is_object and lasts[sentence] is found and sentence == start,
        )  # fmt: skip
        rows.append((found, tuple(float(value) for value in values)))
    return rows


def _is_object(context: Context, index: int) -> bool:
    """Is the pronoun an object: "accusing it of", "told him"? What its own clause begins with is then not meant."""
    norm = context.tokens[index].norm
    if norm in ("him", "them"):
        return True
    if norm not in ("it", "her") or index + 1 >= len(context.tokens):
        return False
    after, before = context.tokens[index + 1], context.tokens[index - 1].norm if index else ""
    return (not after.is_word or after.norm in PREPOSITIONS) and (
        before in PREPOSITIONS or before.endswith(("ing", "ed", "d", "t", "s", "e", "k"))
    )


def fits(found: Found, pronoun: str) -> bool:
    """May the pronoun stand for this mention, by number, sex and kind?"""
    if not found.countries:
        return False
    if pronoun in ("he", "she"):
        return _is_human(found) and found.sex in ("f" if pronoun == "she" else "m", "")
    if pronoun == "country":
        return (
            len(found.countries) == 1
            and found.countries[0] not in NO_STATES
            and (found.is_state or found.kind in ("people", "office", "institution"))
        )
    if pronoun == "they":
        return (
            found.is_plural
            or len(found.countries) > 1
            or found.kind in ("organisation", "group", "institution", "country")
            or found.noun in _COLLECTIVE
        )
    return not (found.is_person or found.is_plural or found.kind == "people" or found.entity.startswith("person:"))


def _is_human(found: Found) -> bool:
    if found.is_person:
        return True
    if found.kind == "pronoun":
        return found.entity.startswith("person:") or found.sex != ""
    return found.kind in ("noun", "people", "generic") and not found.is_plural and found.noun not in _COLLECTIVE
