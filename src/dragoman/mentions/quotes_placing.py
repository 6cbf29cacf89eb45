"""Where each cue of a line has its source, and on which side its content stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.mentions.quotes_contents import right_start
from dragoman.mentions.quotes_cues import Cue
from dragoman.mentions.quotes_lexicon import PREPOSITIONS, PRONOUN_SUBJECTS, SCENE_NOUNS, SUBORDINATORS
from dragoman.mentions.quotes_lines import Line
from dragoman.mentions.quotes_sources import Range, left_source, main_subject, nearest_name, owner_before, right_source

_HEARERS = frozenset({"me", "him", "her", "them", "us", "reporters", "journalists"})
_WRITTEN = SCENE_NOUNS | {"tweets", "posts", "statements", "letters", "messages", "signs"}
# Words behind a verb that no speaker begins with.
_NO_SPEAKER = PREPOSITIONS | SUBORDINATORS | {"it", "there"}


@dataclass(slots=True)
class Placed:
    """A cue with its source as tokens; `is_behind` where its content stands before it."""

    cue: Cue
    source: Range | None
    is_inverted: bool = False
    is_behind: bool = False


def placed_cues(line: Line, cues: list[Cue]) -> list[Placed]:
    """Return the cues of a line in order, each with its source and on which side its content stands."""
    placed: list[Placed] = []
    for cue in cues:
        one = Placed(cue, None)
        if cue.kind == "phrase":
            one.source = right_source(line, cue.last)
        elif cue.kind == "noun":
            one.source = _owner(line, cue)
        elif cue.kind == "passive":
            one.source = right_source(line, cue.last + 1) if line.norm(cue.last) == "by" else None
        elif cue.kind == "verb":
            _place_verb(line, placed, one)
        placed.append(one)
    return placed


def _place_verb(line: Line, placed: list[Placed], one: Placed) -> None:
    cue = one.cue
    inverted = _inverted(line, cue)
    if inverted is not None:
        one.source, one.is_inverted, one.is_behind = inverted, True, True
        return
    earlier = next(
        (p for p in reversed(placed) if p.source and p.cue.kind in ("verb", "phrase") and p.cue.first < cue.first), None
    )
    is_participle = cue.first == cue.head and line.norm(cue.head).endswith("ing")
    if cue.is_joined:
        one.source = _shared_source(line, placed, cue, earlier, is_participle)
    else:
        one.source = _before_participle(line, cue) if is_participle else left_source(line, cue)
        if one.source is None and earlier is not None:
            one.source = earlier.source
    start = right_start(line, cue)
    one.is_behind = "S" in cue.classes + ("S" if cue.base in ("tell", "ask") else "") and (
        start is None
        or _is_only_scene(line, cue, one.source, start)
        or _is_between_halves(line, cue, one.source, start)
    )


def _shared_source(
    line: Line, placed: Sequence[Placed], cue: Cue, earlier: Placed | None, is_participle: bool
) -> Range | None:
    """Return the subject that a joined verb shares: of the verb before it, or for ", saying" of the sentence."""
    if earlier is None:
        return main_subject(line, cue.first)
    if is_participle and line.norm(cue.first - 1) == ",":
        return next(p.source for p in placed if p.source and p.cue.kind in ("verb", "phrase"))
    return earlier.source


def _before_participle(line: Line, cue: Cue) -> Range | None:
    """Return who speaks by a participle: the noun before it, or where that is what was written ("a letter urging") the subject."""
    found = nearest_name(line, cue)
    if found is None or line.norm(found[1] - 1) not in _WRITTEN or not any(line.is_finite(k) for k in range(found[0])):
        return found
    return main_subject(line, cue.first) or found


def _is_between_halves(line: Line, cue: Cue, source: Range | None, start: int) -> bool:
    """Return whether speaker and verb stand between two halves of a quotation: “If he goes,” she said, “we stay.”"""
    edge = min(source[0], cue.first) if source else cue.first
    quote = line.quote_at(edge - 1)
    return (
        quote is not None
        and line.inside[start] >= 0
        and line.norm(start - 1) == ","
        and line.text[quote.end - 2 : quote.end - 1] in ",?!—–"
    )


def _is_only_scene(line: Line, cue: Cue, source: Range | None, start: int) -> bool:
    """Return whether what follows a cue tells to whom or where it was said, and the content stands before it."""
    edge = source[0] if source else cue.first
    if edge < 1 or not (line.norm(edge - 1) in (",", "—", "–") or line.inside[edge - 1] >= 0):
        return False
    if (
        line.inside[start] >= 0
        or line.norm(start) in ("that", "whether", "to", "if", "how", "why")
        or line.norm(start - 1) == ":"
    ):
        return False
    end = next(
        (k for k in range(start, len(line.tokens)) if line.norm(k) in (",", ";") or line.inside[k] >= 0),
        len(line.tokens),
    )
    return not any(line.is_finite(k) for k in range(start, end)) and (
        "A" not in cue.classes or line.inside[edge - 1] >= 0
    )


def _inverted(line: Line, cue: Cue) -> Range | None:
    """Return the source behind the verb: “…,” said the minister. The bill is dead, said a spokesman."""
    if ("S" not in cue.classes and cue.base not in ("tell", "ask")) or cue.first == 0 or cue.first != cue.head:
        return None
    before = cue.first - 1
    if line.norm(cue.head).endswith("ing") and line.inside[before] < 0 and line.inside[before - 1] < 0:
        return None
    is_after_quote = line.inside[before] >= 0 or (line.norm(before) in (",", "—", "–") and line.inside[before - 1] >= 0)
    if not is_after_quote and line.norm(before) != ",":
        return None
    n = cue.last
    if n >= len(line.tokens) or line.inside[n] >= 0 or not line.tokens[n].is_word:
        return None
    source = right_source(line, n)
    first = line.norm(source[0]) if source else ""
    if source is None or line.norm(n) in _NO_SPEAKER or (source[1] - source[0] == 1 and first in _HEARERS):
        return None
    if not is_after_quote and _stands_between(line, cue.first):
        return None
    if (
        first in PRONOUN_SUBJECTS
        and source[1] - source[0] == 1
        and line.norm(source[1]) not in (".", ",", "?", "!", "")
        and not is_after_quote
    ):
        return None
    if any(line.is_open(k) and line.is_finite(k) and not _is_relative(line, source[0], k) for k in range(*source)):
        return None
    after = source[1]
    if line.is_open(after) and line.is_finite(after) and line.tokens[after].text.islower():
        return None
    if not is_after_quote and not any(line.is_finite(k) for k in range(before)):
        return None
    return source


def _stands_between(line: Line, verb: int) -> bool:
    """Return whether the speaker and his apposition stand between a quotation and the verb: “…,” Anna Rossi, an envoy, told the paper."""
    n = verb - 1
    while n > 0 and line.inside[n] < 0:
        n -= 1
    words = [k for k in range(n + 1, verb) if line.tokens[k].is_word]
    return line.inside[n] >= 0 and bool(words) and not any(line.is_finite(k) for k in words[:3])


def _is_relative(line: Line, first: int, n: int) -> bool:
    return any(line.norm(k) in ("who", "which", "that", "whose") for k in range(first, n)) or line.norm(n - 1) == ","


def _owner(line: Line, cue: Cue) -> Range | None:
    """Return who owns the noun: "his claim", "the president's promise", "calls by the unions"."""
    n = cue.first - 1
    while (
        n > 0
        and line.is_open(n)
        and line.norm(n) not in ("'s", "’s", "his", "her", "its", "their", "my", "our")
        and cue.first - n < 4
    ):
        n -= 1
    if line.norm(n) in ("his", "her", "its", "their", "our", "my"):
        return n, n + 1
    if line.norm(n) in ("'s", "’s"):
        return owner_before(line, n)
    if line.norm(cue.last) in ("by", "from"):
        return right_source(line, cue.last + 1)
    return None
