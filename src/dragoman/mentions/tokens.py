"""Words of a text with their offsets, and the folded form under which names are looked up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Letters that Unicode does not decompose but writers of English do.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e", "ħ": "h"}
)
_WORD = re.compile(r"(?:[A-Z]\.){2,}|['’]s(?![^\W_])|[^\W_]+|[^\w\s]|_")
JOINERS = frozenset("-‐‑'’ʼ`.")
_LONGEST = 48


@dataclass(slots=True)
class Token:
    """A word or a mark: code point offsets, the text, and its folded form (no accents, no case, no dots)."""

    start: int
    end: int
    text: str
    norm: str
    is_word: bool
    is_capital: bool


def fold(text: str) -> str:
    """Return `text` without case and accents: "Wilmès" and "WILMES" are both "wilmes"."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(ch for ch in spread if not unicodedata.combining(ch)).translate(_LETTERS)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and marks of `text[start:end]`, offsets in code points of `text`."""
    tokens = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        word = found.group()
        first = word[0]
        is_word = first.isalnum()
        if not is_word:
            norm = "'s" if len(word) == 2 else word
        elif len(word) > _LONGEST:
            norm = ""
        else:
            norm = fold(word.replace(".", ""))
        tokens.append(Token(found.start(), found.end(), word, norm, is_word, is_word and not first.islower()))
    return tokens


def phrase_words(phrase: str) -> list[Token]:
    """Return the tokens of a name that count when names are compared: no hyphens, apostrophes or dots."""
    return [token for token in tokenise(phrase) if token.norm not in JOINERS]


def next_word(tokens: list[Token], index: int, stop: int) -> int:
    """Return the index of the word that continues a name after `index`, or -1.

    A hyphen or apostrophe inside a name ("al-Shabaab", "N'Djamena") and the dot of an abbreviation ("St. Lucia") are passed over.
    """
    here = index + 1
    if here >= stop:
        return -1
    token = tokens[here]
    if token.is_word or token.norm == "'s":
        return here
    if token.text not in JOINERS or here + 1 >= stop:
        return -1
    following = tokens[here + 1]
    if not following.is_word:
        return -1
    if token.text == ".":
        return here + 1 if len(tokens[index].text) <= 2 and tokens[index].is_capital else -1
    if token.start == tokens[index].end and (following.start == token.end or token.text != "-"):
        return here + 1
    return -1
