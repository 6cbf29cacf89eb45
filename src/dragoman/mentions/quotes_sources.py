"""The source of a cue: the noun phrase that speaks, before the verb or, inverted, behind it, with its appositions."""

from __future__ import annotations

import itertools

from dragoman.mentions.quotes_cues import Cue
from dragoman.mentions.quotes_lexicon import (
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUN_SUBJECTS,
    RELATIVE,
    SCENE_NOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERBS,
)
from dragoman.mentions.quotes_lines import Line
from dragoman.mentions.quotes_trims import trimmed, without_time
from dragoman.mentions.words import word_set

Range = tuple[int, int]

_BREAKS = frozenset({";", ":", "—", "–", "--"})
_STOPPERS = word_set(
    "in on at after during when as by while to about with before amid through via over following until if because"
)
_ASIDES = word_set("in on at during after before however also too meanwhile asked for by with when while though")
_ALSO_PREPOSITIONS = frozenset({"as", "than", "since", "before", "after"})
_LONGEST = 60


def left_source(line: Line, cue: Cue) -> Range | None:
    """Return the token range of the subject that stands before the cue, or None."""
    last = cue.first
    if last <= 0:
        return None
    before = line.norm(last - 1)
    if line.inside[last - 1] >= 0:
        return None
    if before in RELATIVE or (
        before in PRONOUN_SUBJECTS
        and before not in ("both", "each", "most", "few", "several", "one", "others", "many", "some")
    ):
        return last - 1, last
    if before == "that":
        return last - 1, last
    start = _clause_start(line, last)
    if start >= last:
        return None
    found = trimmed(line, *_by_commas(line, start, last))
    return without_time(line, *found) if found else None


def _clause_start(line: Line, last: int) -> int:
    """Return the first token of the clause that ends before token `last`."""
    n = last - 1
    while n >= 0 and last - n < _LONGEST:
        norm = line.norm(n)
        if line.inside[n] >= 0:
            # A nickname or a title in quotes inside a name is part of it; a quotation ends here.
            quote = line.quote_at(n)
            if quote is None or quote.end - quote.start > 40 or line.text[quote.end - 2 : quote.end - 1] in ",.?!":
                return n + 1
            while n >= 0 and line.quote_at(n) is quote:
                n -= 1
            continue
        if norm == ")":
            n = _opening(line, n) - 1
            continue
        if norm in _BREAKS or norm == "(" or (norm == "-" and _is_dash(line, n)):
            return n + 1
        if norm in ("which", "what", "whom") and n + 1 < last and _opens_phrase(line, n + 1):
            return n + 1
        if (
            norm in SUBORDINATORS
            and n != last - 1
            and (norm not in _ALSO_PREPOSITIONS or _has_finite(line, n + 1, last))
        ):
            return n + 1
        if norm in ("and", "but", "or") and n < last - 1 and _has_finite(line, max(0, n - 30), n):
            return n + 1
        if norm in DETERMINERS | PRONOUN_SUBJECTS and n > 0 and norm not in RELATIVE and _follows_verb(line, n):
            return n
        if (
            line.tokens[n].is_capital
            and n > 0
            and line.is_open(n - 1)
            and not line.tokens[n - 1].is_capital
            and _names_after_verb(line, n)
        ):
            return n
        n -= 1
    return max(n + 1, 0)


def _opens_phrase(line: Line, n: int) -> bool:
    """Return whether a noun phrase begins here: a determiner, a pronoun, a name."""
    return line.tokens[n].is_capital or line.norm(n) in DETERMINERS or line.norm(n) in PRONOUN_SUBJECTS


def _follows_verb(line: Line, n: int) -> bool:
    """Return whether a phrase that begins here is the subject of a clause without "that"."""
    before = line.norm(n - 1)
    if (
        before in PREPOSITIONS
        or before in ("and", "or", ",", "'s", "’s", "of", "not", "(")
        or before in DETERMINERS
        or before in RELATIVE
    ):
        return False
    return any(line.norm(k) in VERBS or line.is_finite(k) for k in range(max(0, n - 4), n)) and not any(
        line.norm(k) in RELATIVE for k in range(max(0, n - 6), n)
    )


def _names_after_verb(line: Line, n: int) -> bool:
    """Return whether a name begins a clause right behind a verb of speech ("said Trump wants")."""
    before = line.norm(n - 1)
    if before in VERBS and before not in SCENE_NOUNS:
        return True
    return before.endswith("s") and line.norm(n - 2) in VERBS and not line.tokens[n - 1].is_capital


def _has_finite(line: Line, start: int, end: int) -> bool:
    return any(line.is_open(k) and line.is_finite(k) for k in range(start, end))


def _is_dash(line: Line, n: int) -> bool:
    token = line.tokens[n]
    return line.text[token.start - 1 : token.start].isspace() and line.text[token.end : token.end + 1].isspace()


def _opening(line: Line, n: int) -> int:
    depth = 0
    for k in range(n, max(-1, n - 40), -1):
        if line.norm(k) == ")":
            depth += 1
        elif line.norm(k) == "(":
            depth -= 1
            if depth == 0:
                return k
    return n


def _by_commas(line: Line, start: int, last: int) -> Range:
    """Return the part of a clause that is its subject: past introductions, with appositions."""
    commas = [
        n for n in range(start, last) if line.norm(n) == "," and line.is_open(n) and not _in_brackets(line, start, n)
    ]
    if not commas:
        return start, last
    edges = [start - 1, *commas, last]
    chunks = [(a + 1, b) for a, b in itertools.pairwise(edges)]
    if chunks[-1][0] < chunks[-1][1]:
        # The verb follows its subject directly; lists and "X, Y and Z" reach further back.
        first, end = chunks[-1]
        if line.norm(first) in ("and", "or") and len(chunks) > 1 and not _has_finite(line, *chunks[-2]):
            n = len(chunks) - 2
            while (
                n > 0
                and chunks[n][1] - chunks[n][0] <= 6
                and not _has_finite(line, *chunks[n])
                and line.norm(chunks[n][0]) not in PREPOSITIONS
            ):
                n -= 1
            return chunks[max(n, 0)][0], end
        return first, end
    chunks.pop()
    while len(chunks) > 1 and _is_aside(line, *chunks[-1]):
        last = chunks.pop()[0] - 1
    n = len(chunks) - 1
    while n > 0 and _is_apposition(line, *chunks[n]):
        n -= 1
    return chunks[n][0], last


def _is_aside(line: Line, first: int, end: int) -> bool:
    """Return whether a phrase between commas tells when, where or doing what, not who: "speaking in Paris", "in a letter"."""
    norm = line.norm(first)
    return first < end and (
        norm in _ASIDES or (norm.endswith("ing") and len(norm) > 5 and not line.tokens[first].is_capital)
    )


def _in_brackets(line: Line, start: int, n: int) -> bool:
    for k in range(n, start - 1, -1):
        if line.norm(k) == ")":
            return False
        if line.norm(k) == "(":
            return True
    return False


def _is_apposition(line: Line, first: int, end: int) -> bool:
    if first >= end:
        return True
    norm, token = line.norm(first), line.tokens[first]
    if norm in RELATIVE or norm in (
        "whose",
        "where",
        "of",
        "from",
        "also",
        "himself",
        "herself",
        "themselves",
        "itself",
        "too",
        "however",
        "speaking",
        "asked",
        "in",
    ):
        return True
    if norm in ("and", "or"):
        return True
    if norm in DETERMINERS:
        return not (norm in ("the", "this", "these") and _has_finite(line, first, end))
    if norm.endswith(("ing", "ed")) or token.text.isdigit():
        return True
    if norm in PREPOSITIONS or norm in PRONOUN_SUBJECTS:
        return False
    return first > 0 and not _has_finite(line, first, end)


def right_source(line: Line, first: int) -> Range | None:
    """Return the token range of the noun phrase that begins at token `first`, with its appositions."""
    n = first
    while n < len(line.tokens) and line.norm(n) in TIME_WORDS:
        n += 1
    first, end = n, len(line.tokens)
    has_name = in_apposition = False
    while n < end and n - first < _LONGEST:
        norm, token = line.norm(n), line.tokens[n]
        if line.inside[n] >= 0 or norm in _BREAKS or (norm == "-" and _is_dash(line, n)):
            break
        if norm == "(":
            closing = next((k for k in range(n, min(n + 30, end)) if line.norm(k) == ")"), n)
            n = closing + 1
            continue
        if norm == ",":
            if not _continues(line, n + 1):
                break
            in_apposition = True
        elif (
            (norm in (".", "?", "!") and (n + 1 >= end or line.inside[n + 1] >= 0 or _is_stop(line, n)))
            or (not in_apposition and n > first and norm in _STOPPERS and (has_name or _is_scene(line, n)))
            or (
                norm in ("and", "but")
                and n > first
                and (
                    line.norm(n + 1) in VERBS
                    or line.norm(n + 1) in ("that", "then")
                    or _has_finite(line, n + 1, min(n + 3, end))
                )
            )
            or (norm in TIME_WORDS and n > first and token.is_capital)
        ):
            break
        elif (
            norm in OBJECT_PRONOUNS | PRONOUN_SUBJECTS
            and n == first
            and norm not in ("one", "some", "many", "others", "both", "each", "several", "few", "most")
        ):
            return first, first + 1
        has_name = has_name or (token.is_capital and n > first)
        n += 1
    while n > first and not line.tokens[n - 1].is_word and line.norm(n - 1) not in (")", "."):
        n -= 1
    while n > first and line.norm(n - 1) == "." and n >= end:
        n -= 1
    return (first, n) if n > first else None


def _is_stop(line: Line, n: int) -> bool:
    """Return whether a full stop ends a sentence here, rather than an abbreviation."""
    following = line.tokens[n + 1]
    gap = line.text[line.tokens[n].end : following.start]
    return bool(gap.strip() == "" and gap and len(line.norm(n - 1)) > 4 and following.is_capital)


def _is_scene(line: Line, n: int) -> bool:
    return any(line.norm(k) in TIME_WORDS or line.norm(k) in SCENE_NOUNS for k in range(n + 1, n + 5))


def _continues(line: Line, n: int) -> bool:
    """Return whether what follows a comma is still part of the noun phrase before it."""
    if n >= len(line.tokens) or line.inside[n] >= 0:
        return False
    norm, token = line.norm(n), line.tokens[n]
    if norm in RELATIVE or norm in ("whose", "where", "of"):
        return True
    if (
        norm in ("and", "but", "as", "when", "while", "if", "in", "on", "at", "after", "during", "before")
        or norm in PRONOUN_SUBJECTS
    ):
        return False
    if (norm.endswith("ing") or norm in VERBS) and norm not in ("acting", "leading", "ruling"):
        return False
    end = next(
        (k for k in range(n, len(line.tokens)) if line.norm(k) in (",", ".", ";") or line.inside[k] >= 0),
        len(line.tokens),
    )
    if norm in DETERMINERS:
        relative = next((k for k in range(n, end) if line.norm(k) in RELATIVE or line.norm(k) == "that"), end)
        return not _has_finite(line, n, relative)
    return token.is_word and norm not in PREPOSITIONS and not _has_finite(line, n, end)


def nearest_name(line: Line, cue: Cue) -> Range | None:
    """Return the noun phrase right before a participle: "footage of the president saying" is said by the president."""
    found = left_source(line, cue)
    if found is None:
        return None
    first, last = found
    inner = next((n for n in range(last - 1, first, -1) if line.norm(n) in PREPOSITIONS), None)
    return (inner + 1, last) if inner is not None and inner + 1 < last else found


def owner_before(line: Line, sign: int) -> Range | None:
    """Return the possessor whose sign ('s) is the token `sign`, with it: "the president's", "Vaclav Havel's"."""
    first = sign
    while first > 0 and sign - first < 6 and line.is_open(first - 1):
        token = line.tokens[first - 1]
        if (
            token.norm in PREPOSITIONS
            or not token.is_word
            or (token.norm in VERBS and token.text.islower() and first < sign)
        ):
            break
        if first < sign and line.tokens[first].is_capital and not token.is_capital and token.norm not in DETERMINERS:
            break
        first -= 1
        if token.norm in DETERMINERS:
            break
    return (first, sign + 1) if first < sign else None


def main_subject(line: Line, before: int) -> Range | None:
    """Return the first noun phrase of the clause: up to its first finite verb, before token `before`."""
    start = 0
    while start < before and line.inside[start] >= 0:
        start += 1
    verb = next(
        (
            n
            for n in range(start + 1, before)
            if line.is_open(n) and line.is_finite(n) and not _in_relative(line, start, n)
        ),
        before,
    )
    if verb <= start:
        return None
    first, last = _by_commas(line, start, verb)
    return trimmed(line, first, last)


def _in_relative(line: Line, start: int, n: int) -> bool:
    """Return whether a verb belongs to a relative clause that is still open."""
    for k in range(n - 1, max(start, n - 4), -1):
        if line.norm(k) in RELATIVE or line.norm(k) == "that":
            return True
        if line.norm(k) == ",":
            return False
    return False
