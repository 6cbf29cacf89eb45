"""Measure quotes on PolNeAR articles (`text/*.txt`, `attributions/*.ann` in brat standoff): precision, recall, F1.

An attribution counts when its cue overlaps the gold's cue and its content and its source each overlap the gold's by half of
their characters: the shared code points, white space left out, are at least half of the gold's and half of the guess's. An
attribution without a source matches only one without. Matching is one to one, the best overlap first. Two figures: over all
attributions, and over those whose content stands in quote marks (begins and ends with one). An article that several people
annotated is measured against each, with the weight shared among them.

python -m evaluation.polnear FOLDER [--show missed|false] [--only NAME]
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.pipeline import Coder, load
from dragoman.records import Quote, Span

MARKS = "\"“”„‟«»‘’'「」『』"
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as spans of code points: cue, source (empty where there is none), content."""

    cue: Spans
    source: Spans
    content: Spans

    def is_quoted(self, text: str) -> bool:
        """Return whether the content begins and ends with a quotation mark."""
        first, last = text[self.content[0][0]], text[self.content[-1][1] - 1]
        return first in MARKS and last in MARKS


@dataclass(slots=True)
class Figures:
    """Weighted hits, guesses and golds."""

    hit: float = 0.0
    guessed_hit: float = 0.0
    guessed: float = 0.0
    gold: float = 0.0

    def line(self) -> str:
        """Return precision, recall and F1 as words."""
        precision, recall = self.guessed_hit / max(self.guessed, 1e-9), self.hit / max(self.gold, 1e-9)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} ({self.gold:.0f} gold, {self.guessed:.0f} guessed)"


def read_annotations(path: Path) -> list[Attribution]:
    """Return the attributions of one brat file; those without cue or content are left out."""
    spans: dict[str, Spans] = {}
    out = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("T"):
            name, label, _ = (*line.split("\t"), "")[:3]
            pieces = label.split(" ", 1)[1].split(";")
            spans[name] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in pieces))
    for line in lines:
        if not line.startswith("E"):
            continue
        roles: dict[str, list[tuple[int, int]]] = {"Cue": [], "Source": [], "Content": []}
        for part in line.split("\t")[1].split():
            role, _, name = part.partition(":")
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, ()))
        if roles["Cue"] and roles["Content"]:
            ordered = {role: tuple(sorted(found)) for role, found in roles.items()}
            out.append(Attribution(ordered["Cue"], ordered["Source"], ordered["Content"]))
    return out


def from_quote(quote: Quote) -> Attribution | None:
    """Return a quote as the metric sees it; None where it has no cue."""
    if quote.cue is None:
        return None
    source = _spans([quote.source]) if quote.source else ()
    return Attribution(_spans([quote.cue]), source, _spans(quote.content))


def _spans(spans: Sequence[Span]) -> Spans:
    return tuple(sorted((span.start, span.end) for span in spans))


def _letters(text: str, spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end) if not text[place].isspace()}


def agreement(text: str, gold: Attribution, guess: Attribution) -> float:
    """Return 0 for no match, else how much of content and source is shared (at most 2)."""
    if not _letters(text, gold.cue) & _letters(text, guess.cue):
        return 0.0
    total = 0.0
    for a, b in ((gold.content, guess.content), (gold.source, guess.source)):
        if not a and not b:
            total += 1
            continue
        mine, theirs = _letters(text, a), _letters(text, b)
        shared = len(mine & theirs)
        if not shared or 2 * shared < len(mine) or 2 * shared < len(theirs):
            return 0.0
        total += shared / len(mine | theirs)
    return total


def match(text: str, golds: Sequence[Attribution], guesses: Sequence[Attribution]) -> dict[int, int]:
    """Return which gold (index) each guess (index) hits, one to one."""
    pairs = [(agreement(text, gold, guess), -n, -k) for n, gold in enumerate(golds) for k, guess in enumerate(guesses)]
    hits: dict[int, int] = {}
    taken: set[int] = set()
    for value, n, k in sorted(pairs, reverse=True):
        if value > 0 and -k not in hits and -n not in taken:
            hits[-k] = -n
            taken.add(-n)
    return hits


def articles(folder: Path) -> Iterator[tuple[str, str, list[list[Attribution]]]]:
    """Yield name, text and the annotations of each article, one list for each annotator."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    for name, paths in files.items():
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as handle:
            yield name, handle.read(), [read_annotations(path) for path in paths]


def measure(coder: Coder, folder: Path, only: str = "", show: str = "") -> tuple[Figures, Figures, Counter[str]]:
    """Return the figures over all attributions, over quoted ones, and the cues missed (with --show also printed)."""
    every, quoted, missed = Figures(), Figures(), Counter[str]()
    for name, text, annotators in articles(folder):
        if only not in name:
            continue
        coded = coder.code(text)
        shift = _Shift(text, coded.article.text)
        guesses = [guess for guess in map(from_quote, coded.quotes) if guess]
        for golds in annotators:
            moved = [shift(gold) for gold in golds]
            hits = match(coded.article.text, moved, guesses)
            weight = 1 / len(annotators)
            _count(every, weight, moved, guesses, hits)
            _count(quoted, weight, moved, guesses, hits, coded.article.text)
            for n in set(range(len(moved))) - set(hits.values()):
                missed[_words(coded.article.text, moved[n].cue).lower()] += 1
                if show == "missed":
                    _print(name, coded.article.text, moved[n])
            for k in set(range(len(guesses))) - set(hits):
                if show == "false":
                    _print(name, coded.article.text, guesses[k])
    return every, quoted, missed


def _count(
    figures: Figures,
    weight: float,
    golds: Sequence[Attribution],
    guesses: Sequence[Attribution],
    hits: dict[int, int],
    text: str | None = None,
) -> None:
    """Add one annotator's article; with `text` given, only the attributions whose content stands in quote marks."""
    for n, gold in enumerate(golds):
        if text is None or gold.is_quoted(text):
            figures.gold += weight
            figures.hit += weight * (n in hits.values())
    for k, guess in enumerate(guesses):
        if text is None or guess.is_quoted(text):
            figures.guessed += weight
            figures.guessed_hit += weight * (k in hits)


class _Shift:
    """Moves spans of the text as given to the stored text, which has lost white space and invisible characters."""

    def __init__(self, given: str, stored: str) -> None:
        self.places, at = [], 0
        for char in given:
            while at < len(stored) and stored[at].isspace():
                at += 1
            self.places.append(at)
            # A letter stored in composed form eats its base letter; its mark, like a dropped control character, matches nothing.
            if (
                at < len(stored)
                and unicodedata.normalize("NFD", stored[at])[0] == unicodedata.normalize("NFD", char)[0]
            ):
                at += 1
        self.places.append(at)

    def __call__(self, one: Attribution) -> Attribution:
        return Attribution(self._moved(one.cue), self._moved(one.source), self._moved(one.content))

    def _moved(self, spans: Spans) -> Spans:
        return tuple((self.places[start], self.places[end - 1] + 1) for start, end in spans if end > start)


def _words(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans).replace("\n", " ")


def _print(name: str, text: str, one: Attribution) -> None:
    print(f"{name[:24]} | {_words(text, one.cue)} | {_words(text, one.source)} | {_words(text, one.content)[:160]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", choices=("missed", "false"), default="")
    parser.add_argument("--only", default="", help="measure only the articles whose name has this in it")
    args = parser.parse_args()
    every, quoted, missed = measure(load(), args.folder, args.only, args.show)
    print("all:   ", every.line())
    print("quoted:", quoted.line())
    print("most often missed:", ", ".join(f"{cue} {n}" for cue, n in missed.most_common(40)))


if __name__ == "__main__":
    main()
