"""Persons' names in running text: those of the register, and capitalised words that a title or an apposition makes a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.words import NOT_NAMES, PARTICLES, TITLES, word_set

if TYPE_CHECKING:
    from dragoman.mentions.gazetteer import Entry
    from dragoman.mentions.scan import Analysis

_MOST = 5
# A person's name before one of these is that of a building, a prize, a body.
_NAMESAKES = word_set(
    "international airport stadium street avenue university foundation center centre square prize award institute bridge school library hospital park memorial museum airfield port"
)


@dataclass(slots=True)
class Name:
    """A person's name: token range, the full name, the register's fact if it has one, and how many words it has."""

    first: int
    last: int
    text: str
    entry: Entry | None
    words: int
    is_titled: bool = False
    title: str = ""


def name_at(analysis: Analysis, index: int, end: int) -> Name | None:
    """Return the person's name that begins at token `index`, or None."""
    tokens = analysis.tokens
    start, title = index, ""
    if index < end and tokens[index].norm in TITLES and tokens[index].is_capital:
        title = tokens[index].norm
        index += 1
        if index < end and tokens[index].text == ".":
            index += 1
    if index >= end:
        return None
    atom = analysis.atoms.get(index)
    if atom is not None and atom.entry.kind == "person" and atom.last <= end:
        if atom.last < len(tokens) and tokens[atom.last].is_capital and tokens[atom.last].norm in _NAMESAKES:
            return None
        return Name(start, atom.last, atom.entry.name, atom.entry, atom.last - atom.first, bool(title), title)
    last, words = _capitals(analysis, index, end)
    if not words:
        return None
    text = "".join(_piece(analysis, here, index) for here in range(index, last))
    return Name(start, last, text, None, words, bool(title), title)


def _piece(analysis: Analysis, here: int, first: int) -> str:
    tokens = analysis.tokens
    gap = " " if here > first and tokens[here].start > tokens[here - 1].end else ""
    return gap + tokens[here].text


def _capitals(analysis: Analysis, index: int, end: int) -> tuple[int, int]:
    """Return where the run of capitalised words from `index` ends and how many words it has (0: no name)."""
    tokens = analysis.tokens
    here, last, words = index, index, 0
    while here < end and words < _MOST:
        token = tokens[here]
        blocked = here in analysis.inside and not (words and _is_name_like(analysis, here))
        if token.is_capital and token.text[0].isalpha() and not blocked and token.norm not in NOT_NAMES:
            if token.text.isupper() and len(token.text) > 2 and not words:
                break
            words += 1
            here = last = here + 1
            if here + 1 < end and tokens[here].text in "-‑'’." and tokens[here + 1].is_word:
                joined = tokens[here].start == token.end and tokens[here + 1].start == tokens[here].end
                if (joined and here + 1 not in analysis.inside) or (tokens[here].text == "." and len(token.text) == 1):
                    here += 1
                    if joined:
                        here = last = here + 1
        elif words and token.norm in PARTICLES and here + 1 < end and tokens[here + 1].is_capital:
            here += 1
        else:
            break
    return last, words


def _is_name_like(analysis: Analysis, here: int) -> bool:
    """A known word may still be a surname after a given name ("Gordon Brown", "Theresa May", "Daniel Poles")."""
    atom = analysis.inside[here]
    return atom.last - atom.first == 1 and bool(atom.entry.noun_kind) and "c" not in atom.entry.flags
