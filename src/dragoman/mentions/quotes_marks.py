"""Stretches in quotation marks, in all the forms that languages print them, closed or left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Opening mark → the marks that may close it. „…“ and »…« close with what elsewhere opens.
_CLOSERS = {
    "“": "”“\"", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "《": "》", '"': "\"”", "‘": "’",
    "‚": "‘’", "''": "''", "``": "''",
}  # fmt: skip
_MARK = re.compile(r"''|``|[“”„‟«»‹›「」『』《》\"‘’‚']")
MARKS = "\"“”„‟«»‹›「」『』《》‘’‚'`"
# Marks that are never an apostrophe.
DOUBLE = '"“”„«»「」『』'
# A quotation longer than this without a closing mark is taken to end with its paragraph.
_LONGEST = 6_000
_MANY_MARKS = 2_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch with its marks. `is_closed` is False where the paragraph ends first."""

    start: int
    end: int
    is_closed: bool


def find_quoted(text: str, start: int, end: int) -> list[Quoted]:
    """Return the outermost quoted stretches of one paragraph (`text[start:end]`) in order; they never overlap.

    Apostrophes are no marks; a mark that nothing closes runs to the end of the paragraph when it opens before a word, and a
    stray closing mark is passed over. Time is linear in the number of marks.
    """
    marks = [(m.start(), m[0]) for m in _MARK.finditer(text, start, end)]
    marks = [mark for mark in marks[:_MANY_MARKS] if not _is_apostrophe(text, *mark, start, end)]
    found: list[Quoted] = []
    n = 0
    while n < len(marks):
        place, mark = marks[n]
        if not _opens(text, place, mark, start, end):
            n += 1
            continue
        last = _closing(text, marks, n, start, end)
        if last is None:
            if mark in "'‘‚":
                n += 1
                continue
            found.append(Quoted(place, _trim(text, place, end), False))
            break
        closed = marks[last][0] + len(marks[last][1])
        found.append(Quoted(place, closed, True))
        n = last + 1
    return found


def _closing(text: str, marks: Sequence[tuple[int, str]], n: int, start: int, end: int) -> int | None:
    """Return the index of the mark that closes the n-th, past nested pairs; None where nothing does."""
    place, mark = marks[n]
    closers = _CLOSERS.get(mark, mark)
    depth = 0
    for k in range(n + 1, len(marks)):
        here, other = marks[k]
        if here - place > _LONGEST:
            return None
        is_same_form = closers == mark or other == mark
        opens = _opens(text, here, other, start, end)
        if (other in closers if len(other) == 1 else other == closers) and not (
            opens and not _closes(text, here, other, end)
        ):
            if depth == 0:
                return k
            depth -= 1
        elif is_same_form and other == mark and mark not in ('"', "''", "'") and opens:
            # The same opening mark again: a new quotation where this one was never closed.
            if here and text[here - 1] == "\n":
                return None
            depth += 1
    return None


def _opens(text: str, place: int, mark: str, start: int, end: int) -> bool:
    after = place + len(mark)
    if after >= end or text[after].isspace():
        return False
    if mark in "“„‟«‹「『《‚``":
        return True
    before = text[place - 1] if place > start else " "
    if mark in "”’":
        # Some keyboards print the closing form at both ends.
        return (before.isspace() or before in "([—–:") and text[after].isalnum() and mark == "”"
    return before.isspace() or before in '([—–-:,“"«' or not (before.isalnum() or before in ".,!?")


def _closes(text: str, place: int, mark: str, end: int) -> bool:
    after = place + len(mark)
    return after >= end or text[after].isspace() or text[after] in ".,;:!?)]}’'”\"»—–-"


def _is_apostrophe(text: str, place: int, mark: str, start: int, end: int) -> bool:
    if mark not in ("'", "’", "‘"):
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if before.isalnum() and after.isalnum():
        return True
    if mark == "’" and before.isspace() and after.isalnum():
        return True
    # "the ministers' plan": a plural's apostrophe, unless a quotation is open before it.
    if before in "sS" and after.isspace() and mark in "'’":
        opener = "‘" if mark == "’" else " '"
        line = text[max(start, place - 200) : place]
        return opener not in line
    return False


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
