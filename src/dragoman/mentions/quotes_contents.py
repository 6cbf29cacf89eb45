"""The content of a cue: what is said, before it, behind it, or round it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.mentions.quotes_cues import Cue
from dragoman.mentions.quotes_lexicon import (
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUN_SUBJECTS,
    SCENE,
    SCENE_NOUNS,
    TIME_WORDS,
    VERBS,
)
from dragoman.mentions.quotes_lines import Line
from dragoman.mentions.words import word_set

Range = tuple[int, int]
_HEARERS = frozenset({"tell", "remind", "inform", "assure", "notify", "convince", "persuade"})
_CONTENT_OPENERS = word_set("that whether if how why what")
_BOUNDARIES = frozenset({";"})
_REPORTING = frozenset(
    {
        "say",
        "tell",
        "add",
        "write",
        "claim",
        "argue",
        "note",
        "announce",
        "report",
        "call",
        "urge",
        "accuse",
        "deny",
        "warn",
        "insist",
    }
)
_PHRASE_ENDS = frozenset(
    {"when", "after", "during", "since", "because", "while", "although", "though", "until", "unless"}
)
# Words that open a clause in front of the main one.
_FRONTS = word_set("as when while if once lest although though because after before since until unless whenever where")
_BEFORE_FRONTS = word_set("but and yet so even")
_FRONT_PARTICIPLES = word_set("asked pressed questioned told accusing citing noting saying")
_JOINING = frozenset({"and", "but", "while", "whereas", "although", "though", "as", "or"})


def right_start(line: Line, cue: Cue) -> int | None:
    """Return the token at which the content behind a cue begins, or None where none follows."""
    n = cue.last
    if cue.base in _HEARERS and line.norm(n) not in ("that", ":"):
        n = _after_hearer(line, n)
    elif (
        line.norm(n) == "to"
        and cue.classes.startswith("S")
        and "P" not in cue.classes
        and line.norm(n + 1) in SCENE_NOUNS
    ):
        n += 2
    n = _after_scene(line, n)
    if line.norm(n) == ",":
        following = n + 1
        if line.inside[following] >= 0 if following < len(line.tokens) else False:
            return following
        if line.norm(following) in _CONTENT_OPENERS:
            return following
        return None
    if line.norm(n) in (":", "—", "–"):
        n += 1
    if n >= len(line.tokens) or (
        not line.tokens[n].is_word
        and line.inside[n] < 0
        and line.norm(n) not in ("$", "€", "£", "(", "[", "¥", "#", "@", "'", "’")
    ):
        return None
    if line.norm(n) in ("and", "but", "or") and line.inside[n] < 0:
        return None
    return n


def _after_hearer(line: Line, n: int) -> int:
    """Return the token after the one who is told: "him", "reporters", "the Associated Press in London"."""
    if line.inside[n] >= 0 if n < len(line.tokens) else True:
        return n
    opener = next(
        (
            k
            for k in range(n, min(n + 25, len(line.tokens)))
            if line.norm(k) in ("that", ":")
            or line.inside[k] >= 0
            or (line.norm(k) == "," and k + 1 < len(line.tokens) and line.inside[k + 1] >= 0)
        ),
        None,
    )
    if opener is not None and not any(line.is_finite(k) for k in range(n, opener)):
        return opener
    if line.norm(n) in OBJECT_PRONOUNS:
        return n + 1
    k = n
    if line.norm(k) in DETERMINERS:
        k += 1
    while k < len(line.tokens) and k - n < 14:
        norm = line.norm(k)
        if (
            norm in PRONOUN_SUBJECTS
            or (norm in DETERMINERS and line.norm(k - 1) not in PREPOSITIONS and k > n + 1)
            or (norm in (",", "to", "about", "of") and k > n)
        ):
            return k
        if line.is_finite(k):
            return max(k - 1, n)
        if (
            k > n
            and line.tokens[k].is_capital
            and not line.tokens[k - 1].is_capital
            and line.norm(k - 1) not in PREPOSITIONS
            and line.norm(k - 1) not in DETERMINERS
            and line.norm(k - 1) not in ("'s", "’s", "&", "-", ".")
        ):
            return k
        k += 1
    return n


def _after_scene(line: Line, n: int) -> int:
    """Return the token after words that say when or where it was said."""
    for _ in range(4):
        norm = line.norm(n)
        if (norm in TIME_WORDS and line.is_open(n)) or (line.is_adverb(n) and line.is_open(n)):
            n += 1
        elif norm in SCENE and line.is_open(n):
            step = _scene_end(line, n)
            if step == n:
                return n
            n = step
        else:
            return n
    return n


def _scene_end(line: Line, n: int) -> int:
    """Return the token after a phrase such as "in a statement on Monday"; `n` itself where it is no such phrase."""
    opener = next(
        (
            k
            for k in range(n, min(n + 22, len(line.tokens)))
            if line.norm(k) in ("that", ":") or line.inside[k] >= 0 or line.norm(k) in (",", ".", ";")
        ),
        len(line.tokens),
    )
    noun = next(
        (k for k in range(n + 1, min(n + 7, opener)) if line.norm(k) in SCENE_NOUNS or line.norm(k) in TIME_WORDS), None
    )
    if noun is None:
        # "in Berlin that", "at the Elysée, “…”": a place, when a content plainly opens behind it.
        if (
            opener < len(line.tokens)
            and (line.norm(opener) in ("that", ":") or line.inside[opener] >= 0 or line.norm(opener) in (",", "."))
            and opener - n <= 8
            and not any(line.is_finite(k) for k in range(n, opener))
        ):
            return opener
        return n
    if not any(line.is_finite(k) for k in range(noun, opener)) and (
        opener >= len(line.tokens) or line.norm(opener) != ";"
    ):
        return opener
    k = noun + 1
    while k < opener and line.norm(k) in TIME_WORDS:
        k += 1
    return k


def right_end(line: Line, start: int, cue: Cue, others: Sequence[tuple[Cue, Range | None, bool]]) -> int:
    """Return the token after the content that begins at `start`.

    `others` are the later cues of the line with the source before them and whether they stand behind their content.
    """
    end = len(line.tokens)
    own_subject = line.norm(start) in ("that", "whether") or (
        line.inside[start] < 0 and "P" not in cue.classes.replace("S", "", 0)[:1]
    )
    for other, source, is_behind in others:
        if other.first < start:
            continue
        edge = source[0] if source and source[1] <= other.first else other.first
        before = line.norm(edge - 1)
        if other.kind == "phrase" and line.inside[other.first] < 0:
            end = min(end, other.first)
        elif other.is_joined and other.kind == "verb":
            joins = line.norm(other.first - 1)
            is_ing = line.norm(other.head).endswith("ing")
            if (is_ing and joins in (",", "—", "–")) or (
                not is_ing and joins in ("and", "but") and not (own_subject and other.is_weak and not other.score)
            ):
                end = min(end, other.first - 1)
        elif is_behind and source is not None:
            end = min(end, edge)
        elif source is not None and before in _JOINING and line.norm(edge - 2) in (",", ";", "”", '"'):
            is_pronoun = source[1] - source[0] == 1 and line.norm(source[0]) in PRONOUN_SUBJECTS
            if not is_pronoun or other.base in _REPORTING or "S" not in cue.classes:
                end = min(end, edge - 1)
        elif (source is not None and before in _BOUNDARIES) or (
            before == "and" and _is_other_speaker(line, other, source)
        ):
            end = min(end, edge - 1)
    for n in range(start, end):
        if line.inside[n] < 0 and line.norm(n) in _BOUNDARIES:
            end = n
    end = _without_asides(line, start, _before_main_clause(line, start, end, cue), cue)
    first = line.quote_at(start)
    if first is not None:
        end = _after_quotation(line, start, end)
    while (
        end > start
        and line.inside[end - 1] < 0
        and (line.norm(end - 1) in (",", "and", "but", ";", "—", "–") or line.norm(end - 1) in _JOINING)
    ):
        end -= 1
    return end


def _is_other_speaker(line: Line, other: Cue, source: Range | None) -> bool:
    """Return whether somebody else named begins to speak: "Oslo said it would wait and Stockholm accused it of delay"."""
    return (
        source is not None
        and line.tokens[source[0]].is_capital
        and other.base in _REPORTING
        and source[1] <= other.first
    )


def _before_main_clause(line: Line, start: int, end: int, cue: Cue) -> int:
    """Return where a content ends whose cue stands in a clause in front: "When critics ask for reform, the party …"."""
    n = 0
    while n < cue.first and line.norm(n) in _BEFORE_FRONTS:
        n += 1
    is_participle = cue.first == n and line.norm(cue.head) in _FRONT_PARTICIPLES
    has_comma = any(line.norm(k) in (",", ";", ":") for k in range(n, cue.first))
    if not is_participle and (line.norm(n) not in _FRONTS or n == cue.first or has_comma):
        return end
    for k in range(start + 1, end - 1):
        if line.norm(k) == "," and line.inside[k] < 0 and _opens_clause(line, k + 1, end):
            return k
    return end


def _opens_clause(line: Line, n: int, end: int) -> bool:
    """Return whether a clause with a subject and verb of its own begins at token `n`."""
    if (
        line.norm(n) in ("and", "or", "which", "who", "but")
        or line.norm(n) in PREPOSITIONS
        or not line.tokens[n].is_word
    ):
        return False
    stop = next((k for k in range(n, end) if line.norm(k) in (",", ";")), end)
    return any(line.is_open(k) and line.is_finite(k) for k in range(n + 1, stop))


def _without_asides(line: Line, start: int, end: int, cue: Cue) -> int:
    """Return where a content ends before what the writer adds: ", though …", for a noun phrase also ", which …", "when …"."""
    is_phrase = (
        "A" in cue.classes
        and line.norm(start) not in ("that", "whether", "to")
        and not _is_clause(line, start, end, cue)
    )
    for n in range(start + 1, end):
        if line.inside[n] >= 0:
            continue
        norm, before = line.norm(n), line.norm(n - 1)
        if (
            before == ","
            and norm in ("though", "although", "whereas", "but", "while")
            and (norm != "but" or line.inside[n - 2] >= 0 or "S" not in cue.classes)
        ):
            return n - 1
        if line.inside[n - 1] >= 0 and norm in ("but", "while", "though", "although") and line.is_finite(n + 2):
            return n
        if norm == "but" and n - start > 2 and (is_phrase or line.norm(start) == "to"):
            return n
        if not is_phrase or n - start < 2:
            continue
        if before == "," and (
            norm in ("which", "who", "a", "an", "the", "even", "this", "calling")
            or (norm.endswith("ing") and len(norm) > 4)
        ):
            return n - 1
        if (
            norm in _PHRASE_ENDS
            or (norm in ("on", "in", "at") and line.norm(n + 1) in TIME_WORDS)
            or (norm in ("—", "–", "--", "-") and line.text[line.tokens[n].start - 1].isspace())
        ):
            return n
        if norm in ("in", "during", "at") and any(
            line.norm(k)
            in ("statement", "interview", "speech", "tweet", "letter", "debate", "conference", "rally", "briefing")
            for k in range(n + 1, n + 4)
        ):
            return n
    return end


def _is_clause(line: Line, start: int, end: int, cue: Cue) -> bool:
    return "S" in cue.classes and any(line.is_finite(k) for k in range(start, end))


def _after_quotation(line: Line, start: int, end: int) -> int:
    """Return where a content that opens with a quotation mark ends: with the quotation, unless its sentence runs on."""
    quote = line.quote_at(start)
    n = start
    while n < end and line.quote_at(n) is quote:
        n += 1
    closes = line.text[quote.end - 2 : quote.end - 1] if quote else ""
    if closes in ",.?!" or n >= end or line.norm(n) in (",", ".", ";", ":"):
        return n
    return end


def left_content(line: Line, edge: int, floor: int) -> tuple[Range | None, bool]:
    """Return the token range of the content that ends before token `edge`, and whether it is a bare quotation.

    `floor` is the first token that no earlier attribution has taken.
    """
    n = edge
    while n > floor and line.inside[n - 1] < 0 and line.norm(n - 1) in (",", "—", "–", "-", ".", "?", "!", "and"):
        n -= 1
    if n <= floor:
        return None, False
    quote = line.quote_at(n - 1)
    if quote is not None:
        first = n
        while first > floor and line.quote_at(first - 1) is quote:
            first -= 1
        words = [k for k in range(floor, first) if line.tokens[k].is_word]
        if not words or any(line.norm(k) in ("-", "―") for k in range(floor, first)):
            return (first, n), True
        opens_low = line.tokens[min(first + 1, n - 1)].text[:1].islower()
        return ((floor, n), False) if opens_low or len(words) <= 8 else ((first, n), True)
    return (floor, n), False


def following_quote(line: Line, after: int) -> Range | None:
    """Return the quotation that opens behind a source and cue, at most a time or place away."""
    n = after
    while n < len(line.tokens) and line.inside[n] < 0:
        n += 1
        if n - after > 22:
            return None
    if n >= len(line.tokens) or any(
        line.norm(k) in VERBS and "g" not in VERBS[line.norm(k)]["form"] for k in range(after, n)
    ):
        return None
    if (
        line.norm(n - 1) not in (",", ".", ":", "—", "–", "and", "but", "-", ";")
        and n > after
        and line.inside[n - 1] < 0
        and n != after
    ):
        return None
    last = n
    quote = line.quote_at(n)
    while last < len(line.tokens) and line.quote_at(last) is quote:
        last += 1
    return n, last
