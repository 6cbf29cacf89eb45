"""A paragraph cut into lines: sentences that no quotation runs across, with their words and quoted stretches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dragoman.document import Document, Sentence
from dragoman.mentions.quotes_lexicon import (
    AUXILIARIES,
    DETERMINERS,
    GROUP_ADVERBS,
    PAST,
    PRONOUN_SUBJECTS,
    TIME_WORDS,
    VERBS,
)
from dragoman.mentions.quotes_marks import MARKS, Quoted, find_quoted
from dragoman.mentions.tokens import Token, tokenise

# A script's line: the speaker in capitals and a colon.
_SCRIPT = re.compile(r"[\"“”]?[A-ZÀ-Þ][A-ZÀ-Þ.' -]{1,40}:\s")
_NOT_ADVERBS = frozenset(
    {
        "family",
        "july",
        "italy",
        "assembly",
        "ally",
        "reply",
        "early",
        "daily",
        "only",
        "supply",
        "fly",
        "rely",
        "apply",
        "belly",
        "bully",
        "rally",
        "comply",
        "anomaly",
        "weekly",
        "monthly",
    }
)


@dataclass
class Line:
    """A sentence (or several that one quotation holds together). Token numbers count from its first word."""

    text: str
    start: int
    end: int
    paragraph: int
    tokens: list[Token]
    quotes: list[Quoted]

    @cached_property
    def inside(self) -> list[int]:
        """For each token the number of the quoted stretch it lies in, -1 outside."""
        out, n = [], 0
        for token in self.tokens:
            while n < len(self.quotes) and self.quotes[n].end <= token.start:
                n += 1
            is_in = n < len(self.quotes) and self.quotes[n].start <= token.start
            out.append(n if is_in else -1)
        return out

    def norm(self, n: int) -> str:
        """Return the folded form of the n-th token; "" outside of the line."""
        return self.tokens[n].norm if 0 <= n < len(self.tokens) else ""

    def is_open(self, n: int) -> bool:
        """Return whether the n-th token exists and stands outside of quotation marks."""
        return 0 <= n < len(self.tokens) and self.inside[n] < 0

    def is_adverb(self, n: int) -> bool:
        """Return whether the n-th token is an adverb that may stand within a verb group."""
        norm = self.norm(n)
        return norm in GROUP_ADVERBS or (
            norm.endswith("ly") and len(norm) > 4 and norm not in _NOT_ADVERBS and not self.tokens[n].is_capital
        )

    def is_finite(self, n: int) -> bool:
        """Return whether the n-th token looks like a finite verb."""
        norm = self.norm(n)
        if norm in AUXILIARIES and norm not in (
            "s",
            "'s",
            "d",
            "ll",
            "re",
            "ve",
            "m",
            "t",
            "be",
            "been",
            "being",
            "having",
        ):
            return True
        before = self.norm(n - 1)
        if norm in PAST:
            return before not in DETERMINERS and before not in ("'s", "’s", "of")
        entry = VERBS.get(norm)
        if (
            entry
            and ("d" in entry["form"] or "s" in entry["form"])
            and before not in DETERMINERS
            and before not in ("'s", "of")
        ):
            return True
        return (
            norm.endswith("ed")
            and len(norm) > 4
            and norm not in ("united", "hundred", "armed", "allied")
            and before not in DETERMINERS
            and before != "'s"
        )

    def starts_clause(self, n: int) -> bool:
        """Return whether the n-th token may begin a clause or a noun phrase."""
        if not 0 <= n < len(self.tokens):
            return False
        token = self.tokens[n]
        if (
            self.inside[n] >= 0
            or token.norm in PRONOUN_SUBJECTS
            or token.norm in DETERMINERS
            or token.norm in ("that", "there", "if", "whether", "how", "why", "what", "where", "when", "to")
        ):
            return True
        return token.is_word and token.norm not in TIME_WORDS

    def quote_at(self, n: int) -> Quoted | None:
        """Return the quoted stretch that holds the n-th token."""
        number = self.inside[n] if 0 <= n < len(self.tokens) else -1
        return self.quotes[number] if number >= 0 else None


def lines_of(document: Document) -> Iterator[Line]:
    """Yield the lines of the coded sentences, in text order."""
    paragraph: list[Sentence] = []
    for sentence in document.sentences:
        if paragraph and sentence.paragraph != paragraph[0].paragraph:
            yield from _cut(document.text, paragraph)
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield from _cut(document.text, paragraph)


def _cut(text: str, paragraph: list[Sentence]) -> Iterator[Line]:
    start, end = paragraph[0].start, paragraph[-1].end
    quotes = find_quoted(text, start, end)
    is_script = bool(_SCRIPT.match(text, start, end))
    first = 0
    for n, sentence in enumerate(paragraph):
        is_last = n + 1 == len(paragraph)
        stop = sentence.end if is_last else paragraph[n + 1].start
        if not is_last and (_is_within(quotes, sentence.end, stop) or text[stop].islower() or is_script):
            continue
        if not is_last and _belongs_to_quote(text, quotes, sentence.end, paragraph[n + 1]):
            continue
        low, high = paragraph[first].start, sentence.end
        first = n + 1
        yield Line(
            text,
            low,
            high,
            sentence.paragraph,
            tokenise(text, low, high),
            [q for q in quotes if q.start < high and low < q.end],
        )


def _is_within(quotes: list[Quoted], end: int, following: int) -> bool:
    """Return whether a quoted stretch runs from before the sentence's end into the next one."""
    return any(quote.start < end and following < quote.end for quote in quotes)


def _belongs_to_quote(text: str, quotes: list[Quoted], end: int, following: Sentence) -> bool:
    """Return whether the next sentence only says whose the quotation before it is: “Why?” Smith asked. “…” ― Smith."""
    if not any(quote.end in (end, following.start - 1) for quote in quotes):
        return False
    words = text[following.start : min(following.end, following.start + 90)]
    if words[0] in "―—–":
        return True
    if text[end - 2] not in "?!…-—" or following.end - following.start > 90:
        return False
    tokens = tokenise(words)
    return any("S" in VERBS[token.norm]["kinds"] for token in tokens[:7] if token.norm in VERBS)


def strip(text: str, start: int, end: int, marks: str = " \t\n,;:") -> tuple[int, int]:
    """Return the span without white space and the given marks at its edges."""
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return start, end


def strip_stop(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the full stop of its sentence, which stays inside quotation marks."""
    start, end = strip(text, start, end)
    if end - start > 1 and text[end - 1] == "." and text[end - 2] not in MARKS + ".":
        end -= 1
    return start, end
