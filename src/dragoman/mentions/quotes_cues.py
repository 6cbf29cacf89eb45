"""The cues of a line: verb groups, nouns and fixed phrases that introduce what somebody says, thinks or wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.mentions.quotes_lexicon import (
    AUXILIARIES,
    DETERMINERS,
    LINKS_TO,
    NOUN_OPENERS,
    NOUNS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUN_SUBJECTS,
    VERBS,
    WEAK,
)
from dragoman.mentions.quotes_lines import Line
from dragoman.mentions.words import word_set

# Verb and the words after it that belong to the cue.
_PARTICLES: dict[str, frozenset[str]] = {
    "call": word_set("for on upon out"), "point": word_set("out to"), "rule": word_set("out"), "speak": word_set("of about out"),
    "talk": word_set("of about"), "warn": word_set("of against about"), "complain": word_set("of about"), "worry": word_set("about"),
    "appeal": word_set("for to"), "insist": word_set("on"), "ask": word_set("for about"), "push": word_set("for"), "hint": word_set("at"),
    "refer": word_set("to"), "allude": word_set("to"), "vote": word_set("for against"), "believe": word_set("in"), "care": word_set("about"),
    "campaign": word_set("for against"), "object": word_set("to"), "boast": word_set("of about"), "dream": word_set("of"), "think": word_set("of about"),
    "know": word_set("of about"), "joke": word_set("about"), "apologise": word_set("for"), "apologize": word_set("for"), "approve": word_set("of"),
    "disapprove": word_set("of"), "argue": word_set("for against about"), "press": word_set("for"), "decide": word_set("on against"),
    "lash": word_set("out"), "agree": word_set("with on to"), "advocate": word_set("for"), "dissent": word_set("from"), "plead": word_set("for"), "lay": word_set("out"),
}  # fmt: skip
# Verbs that are cues only with their particle or object.
_ONLY_WITH = {
    "point": "points pointed pointed pointing", "speak": "speaks spoke spoken speaking", "talk": "talks talked talked talking",
    "push": "pushes pushed pushed pushing", "refer": "refers referred referred referring", "allude": "alludes alluded alluded alluding",
    "appeal": "appeals appealed appealed appealing", "campaign": "campaigns campaigned campaigned campaigning", "press": "presses pressed pressed pressing",
    "apologise": "apologises apologised apologised apologising", "apologize": "apologizes apologized apologized apologizing",
    "lash": "lashes lashed lashed lashing", "dream": "dreams dreamed dreamed dreaming", "care": "cares cared cared caring", "lay": "lays laid laid laying",
}  # fmt: skip
_WITH_FORMS = {form: base for base, forms in _ONLY_WITH.items() for form in (base, *forms.split())}
# Adjectives of a mind: "are afraid that", "is confident of".
_MINDS = word_set(
    "afraid worried concerned convinced confident sure certain hopeful optimistic pessimistic sceptical skeptical doubtful aware adamant determined willing "
    "unwilling reluctant angry furious frustrated disappointed surprised outraged critical opposed proud sorry glad pleased unsure unaware wary fearful alarmed"
)
# Third persons that are as often plural nouns.
_ALSO_NOUNS = NOUNS | word_set(
    "tweets comments remarks attacks calls rules documents plans views reasons votes questions estimates forecasts charges answers rumours voices "
    "advocates respects quotes details highlights posts blogs states fumes shouts cries votes objects backs"
)
_EXPECTED = word_set(
    "expected believed thought said reported alleged feared considered rumoured rumored known understood presumed estimated poised"
)
_EXPRESSING = word_set("express expresses expressed expressing voice voices voiced voicing")
_PHRASES = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "eyes", "of"),
)
_SIGNS = frozenset({"'s", "’s"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its words are tokens first … last - 1, `head` the word that carries it.

    `kind`: verb, passive (content before, source behind "by"), expected (no source), noun, phrase ("according to"), colon, dash.
    `classes`: those of the verb. `is_joined`: its subject is that of the verb before it ("and said", "adding").
    """

    first: int
    last: int
    head: int
    kind: str
    base: str = ""
    classes: str = ""
    is_joined: bool = False
    is_weak: bool = False
    score: float = 0.0


def find_cues(line: Line, supported: Sequence[tuple[int, int, float]]) -> list[Cue]:
    """Return the cues of a line in order.

    Args:
        line: the line.
        supported: (start, end, score) of what the model takes for cues; a weak word counts only there.
    """
    found: list[Cue] = []
    reached = 0
    for n in range(len(line.tokens)):
        if n < reached or not line.is_open(n):
            continue
        cue = _phrase(line, n) or _verb(line, n) or _mind(line, n) or _noun(line, n)
        if cue is None:
            continue
        score = _support(line, cue, supported)
        if not score and ((cue.is_weak and not _is_plain(line, cue)) or _is_likely_noun(line, cue)):
            continue
        found.append(
            Cue(cue.first, cue.last, cue.head, cue.kind, cue.base, cue.classes, cue.is_joined, cue.is_weak, score)
        )
        reached = cue.last
    return found


def _support(line: Line, cue: Cue, supported: Sequence[tuple[int, int, float]]) -> float:
    start, end = line.tokens[cue.first].start, line.tokens[cue.last - 1].end
    return max((score for low, high, score in supported if low < end and start < high), default=0.0)


def _is_likely_noun(line: Line, cue: Cue) -> bool:
    """Return whether a form that may be a noun or adjective stands where one does: "angry tweets", "disparaging words"."""
    before = line.norm(cue.first - 1)
    if cue.kind != "verb" or cue.first != cue.head or line.inside[max(cue.first - 1, 0)] >= 0:
        return False
    norm = line.norm(cue.head)
    if norm.endswith("s") and not norm.endswith("ss"):
        is_subject = (
            before in PRONOUN_SUBJECTS
            or before in (",", ")", "and", "that")
            or (cue.first > 0 and line.tokens[cue.first - 1].is_capital)
        )
        return norm in _ALSO_NOUNS and not is_subject
    if norm.endswith("ing") and cue.first > 0 and cue.last < len(line.tokens) and "A" in cue.classes:
        after = line.tokens[cue.last]
        is_object = after.is_capital or after.norm in DETERMINERS or after.norm in OBJECT_PRONOUNS
        return line.tokens[cue.first - 1].is_word and before not in ("by", "and", "without") and not is_object
    return False


def _is_plain(line: Line, cue: Cue) -> bool:
    """Return whether a weak verb is plainly a cue: before "that" or a quotation, or right behind one."""
    after = line.norm(cue.last)
    if cue.kind == "verb" and (
        after in ("that", "whether") or (after in (",", ":") and line.quote_at(cue.last + 1)) or line.quote_at(cue.last)
    ):
        return True
    if (
        "P" in cue.classes
        and after == "to"
        and cue.base not in ("seek", "agree", "choose", "vote", "commit", "like", "love", "hate")
    ):
        return True
    return bool("S" in cue.classes and cue.first and line.inside[cue.first - 1] >= 0)


def _phrase(line: Line, n: int) -> Cue | None:
    for words in _PHRASES:
        if line.norm(n) == words[0] and all(line.norm(n + k) == word for k, word in enumerate(words)):
            return Cue(n, n + len(words), n, "phrase")
    return None


def _verb(line: Line, n: int) -> Cue | None:
    norm = line.norm(n)
    only_with = _WITH_FORMS.get(norm)
    entry = VERBS.get(norm)
    if only_with is None and entry is None and norm not in _EXPRESSING:
        return None
    if line.norm(n - 1) in ("-", "‐", "‑") or line.norm(n + 1) in ("-", "‐", "‑"):
        return None
    base = entry["base"] if entry else only_with or "express"
    form = entry["form"] if entry else _form_of(norm, base)
    classes = entry["kinds"] if entry else "A"
    after = n + 1
    particle = line.norm(after) in _PARTICLES.get(base, ())
    if entry is None and norm not in _EXPRESSING and not particle:
        return None
    first = _group_start(line, n)
    if not _is_verb(line, n, first, form, base):
        return None
    if particle:
        after += 1
        classes = classes.replace("S", "") or "A" if line.norm(n + 1) != "out" else classes
    words = {line.norm(k) for k in range(first, n)}
    if ("n" in form or "d" in form) and _is_passive(line, words, n):
        kind = "expected" if norm in _EXPECTED and line.norm(n + 1) in ("to", "that", "as") else "passive"
        if kind == "passive" and norm in _EXPECTED and line.norm(n + 1) not in ("by", "as", "of"):
            return None
        return Cue(first, n + 1, n, kind, base, classes, False, base in WEAK and kind == "passive")
    joined = _is_joined(line, first, form, words)
    return Cue(first, after, n, "verb", base, classes, joined, base in WEAK)


def _form_of(norm: str, base: str) -> str:
    return "g" if norm.endswith("ing") else "b" if norm == base else "s" if norm.endswith("s") else "dn"


def _is_passive(line: Line, words: set[str], n: int) -> bool:
    if words & {"is", "was", "are", "were", "be", "been", "being"} and not words & {"to"}:
        return True
    return line.norm(n + 1) == "by" and line.norm(n) not in ("said", "wrote") and not words & {"has", "have", "had"}


def _group_start(line: Line, n: int) -> int:
    """Return the first token of the verb group whose main verb is the n-th."""
    first = n
    while line.is_open(first - 1):
        before = line.norm(first - 1)
        if before in AUXILIARIES or line.is_adverb(first - 1):
            if before in _SIGNS and not (line.is_open(first - 2) and line.norm(first - 2) in PRONOUN_SUBJECTS):
                break
            first -= 1
        elif before in ("'", "’") and line.norm(first) in ("t", "ve", "re", "ll", "d", "s", "m"):
            first -= 1
        elif (before == "to" and line.norm(first - 2) in LINKS_TO | AUXILIARIES) or (
            before == "to" and line.norm(first - 2) == "yet"
        ):
            first -= 2
        else:
            break
    while (
        first < n
        and line.norm(first) in ("then", "now", "also", "once", "'", "’")
        and not line.is_finite(first)
        and first + 1 == n
        and first == 0
    ):
        first += 1
    return first


def _is_verb(line: Line, n: int, first: int, form: str, base: str) -> bool:
    """Return whether an ambiguous word is a verb here."""
    before, after = line.norm(first - 1), line.norm(n + 1)
    if first < n and any(line.norm(k) in AUXILIARIES or line.norm(k) == "to" for k in range(first, n)):
        return True
    if before == "to":
        return False
    if (
        (before in DETERMINERS and before not in PRONOUN_SUBJECTS)
        or before in _SIGNS
        or (line.norm(first - 1) in ("of",) and "g" not in form)
    ):
        return False
    if "g" in form:
        return (
            before in (",", "by", "without", "and", "—", "–", ";")
            or line.inside[first - 1] >= 0
            or (
                first > 0
                and line.tokens[first - 1].is_word
                and before not in PREPOSITIONS
                and line.tokens[n].text.islower()
                and after != "of"
            )
            or first == 0
        )
    if "d" in form:
        return before not in PREPOSITIONS
    if before in PREPOSITIONS:
        return False
    if "s" in form and "b" not in form:
        noun_like = line.norm(n) in NOUNS
        if before in PRONOUN_SUBJECTS or line.inside[first - 1] >= 0:
            return True
        opens = line.starts_clause(n + 1) and after not in PREPOSITIONS and after not in ("and", "or", "of")
        if not line.is_open(first - 1) or (not line.tokens[first - 1].is_word and before not in (",", ")")):
            return False
        return (
            (opens and (not noun_like or not before.endswith("s")) and line.tokens[n].text.islower())
            or (not noun_like and line.tokens[n].text.islower())
            or opens
        )
    if before in word_set("they we i you who people many some others both few most voters") or (
        before.endswith("s") and before not in ("'s", "is", "was", "its", "his", "this") and line.is_open(first - 1)
    ):
        return after not in ("of", "and", "or", ",", ".") or line.inside[first - 1] >= 0
    return bool(before in (",", "and") and "d" in form)


def _is_joined(line: Line, first: int, form: str, words: set[str]) -> bool:
    """Return whether the subject is that of an earlier verb: "and said", ", adding", "by saying"."""
    before = line.norm(first - 1)
    if form == "g" and not words & {"is", "was", "are", "were", "be", "been", "m", "s", "re"}:
        return (
            before in (",", "and", "but", "by", "without", "—", "–", ";", "while", "before", "after")
            or first == 0
            or line.inside[first - 1] >= 0
        )
    if before == "," and line.norm(first - 2) not in ("who", "which"):
        return False
    return before in ("and", "but", "or", "then")


def _mind(line: Line, n: int) -> Cue | None:
    """A state of mind: "are afraid that", "is confident of"."""
    if line.norm(n) not in _MINDS:
        return None
    after = line.norm(n + 1)
    if after not in ("that", "of", "about", "to", "whether", "by", "with", "at", "over") and not (
        line.starts_clause(n + 1) and line.norm(n + 1) in PRONOUN_SUBJECTS
    ):
        return None
    first = _group_start(line, n)
    words = {line.norm(k) for k in range(first, n)}
    if not words & {"is", "was", "are", "were", "be", "been", "s", "re", "m", "'s"} and line.norm(first - 1) not in (
        "felt",
        "feels",
        "remains",
        "remained",
    ):
        return None
    last = n + 2 if after in ("of", "about", "by", "with", "at", "over") else n + 1
    return Cue(first, last, n, "verb", line.norm(n), "S", line.norm(first - 1) in ("and", "but"), False)


def _noun(line: Line, n: int) -> Cue | None:
    """A noun whose content follows: "his claim that", "a pledge to"."""
    if line.norm(n) not in NOUNS or line.norm(n + 1) not in NOUN_OPENERS:
        return None
    before, after = line.norm(n - 1), line.norm(n + 1)
    is_owned = before in _SIGNS or before in ("his", "her", "its", "their") or line.norm(n - 2) in _SIGNS
    if after == "that" or is_owned:
        return Cue(n, n + 1, n, "noun", line.norm(n), "", False, not is_owned or after in ("of", "about"))
    return Cue(n, n + 2 if after in ("for", "about") else n + 1, n, "noun", line.norm(n), "", False, True)
