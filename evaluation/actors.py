"""How often a phrase is given the right states: python -m evaluation.actors FOLDER

FOLDER holds articles in the `.acts` format, whose actors and recipients carry their code (`the minister=BEL`). Each such phrase is
resolved in its article, and the set of states it is given is compared with the coded one. Codes of what is no state count as one.
Stories with an even number are for development, those with an odd number for testing.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Document
from dragoman.evaluation import acts_format
from dragoman.language.sentences import split_sentences
from dragoman.mentions import Gazetteer, find_mentions, load_gazetteer, resolve_span
from dragoman.mentions.gazetteer import Entry
from dragoman.sources import make_article

# What the corpus calls otherwise than the tables: states of the past, and every organisation of states.
SUCCESSORS = {"SUN": "RUS", "DDR": "DEU", "GDR": "DEU", "CSK": "CZE", "YUG": "SRB", "SCG": "SRB", "XKX": "KOS"}
_PRONOUNS = frozenset(["he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "both", "who", "whom"])
_PEOPLE = re.compile(
    r"\b(?:people|men|man|women|woman|persons?|suspects?|others?|youths?|students?|children|residents|villagers|citizens|civilians|"
    r"workers|passengers|demonstrators|protest[eo]rs|activists|supporters|crowds?|marchers|strikers|opponents|members|employees|families|"
    r"journalists?|migrants|refugees|prisoners|inmates|fishermen|farmers|relatives|victims|voters|nationals)\b",
    re.IGNORECASE,
)
_KIND_OF_ENTRY = {
    "country": "name", "region": "name", "grouping": "name", "adjective": "adjective", "people": "nationality", "capital": "capital",
    "organisation": "organisation", "group": "organisation", "institution": "organisation", "person": "person",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A coded phrase, what it was given, and where it stands."""

    article: str
    story: str
    kind: str
    words: str
    sentence: str
    expected: frozenset[str]
    given: frozenset[str]
    score: float

    @property
    def is_right(self) -> bool:
        """Are just the coded states given?"""
        return self.given == self.expected

    @property
    def is_test(self) -> bool:
        """Does the story's number end on an odd figure?"""
        digits = re.sub(r"\D", "", self.story.rpartition("s")[2])
        return bool(digits) and int(digits) % 2 == 1


def read_cases(folder: Path, gazetteer: Gazetteer | None = None) -> list[Case]:
    """Return every coded phrase of the articles in `folder`, resolved. A phrase coded twice alike counts once."""
    names = gazetteer or load_gazetteer()
    cases = []
    for path in sorted(folder.glob("*.acts")):
        documents, _ = acts_format.parse(path.read_text(encoding="utf-8"))
        for document in documents:
            if document.id is not None:
                cases += list(_cases(document, names))
    return cases


def build_document(source: acts_format.Document) -> tuple[Document, list[int]]:
    """Return the article as the coder sees it, and the offset of each unit in its text (-1 where it was not kept)."""
    article = make_article(
        "\n".join(unit.text for unit in source.units),
        title=source.title, published=source.published or None, language="en", source_id=source.id,
    )  # fmt: skip
    offsets, reached = [], 0
    for unit in source.units:
        place = article.text.find(unit.text, reached)
        offsets.append(place)
        reached = place + len(unit.text) if place >= 0 else reached
    return Document(article, sentences=split_sentences(article)), offsets


def _cases(source: acts_format.Document, names: Gazetteer) -> Iterator[Case]:
    document, offsets = build_document(source)
    document.mentions = find_mentions(document, names)
    seen = set()
    for unit, offset in zip(source.units, offsets):
        for start, end, codes in phrases_of(unit):
            key = (offset, start, end, codes)
            sentence = _sentence_of(document, offset + start)
            if offset < 0 or sentence is None or key in seen:
                continue
            seen.add(key)
            actors = resolve_span(document, offset + start, offset + end, names)
            yield Case(
                source.id or "", source.story or "", kind_of(unit.text[start:end], names), unit.text[start:end], sentence, codes,
                frozenset(actor.country for actor in actors if actor.country), max((actor.score for actor in actors), default=0.0),
            )  # fmt: skip


def phrases_of(unit: acts_format.Unit) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield start, end and codes of the phrases of a unit; pieces that are a code alone belong to the phrase before them."""
    for act in unit.acts:
        for side in (act.actor, act.recipient):
            runs: list[tuple[tuple[int, int], set[str]]] = []
            for piece in side:
                if piece.span is not None:
                    runs.append((piece.span, set()))
                if runs and piece.code:
                    code = piece.code.partition(":")[0]
                    runs[-1][1].add(SUCCESSORS.get(code, code))
            for span, codes in runs:
                if codes and "XXX" not in codes:
                    yield *span, frozenset(codes)


def _sentence_of(document: Document, place: int) -> str | None:
    for sentence in document.sentences:
        if sentence.start <= place < sentence.end:
            return document.text[sentence.start : sentence.end]
    return None


def kind_of(words: str, names: Gazetteer) -> str:
    """Return how a phrase names whom it means, by its form alone."""
    norm = words.lower().strip()
    if norm in _PRONOUNS:
        return "pronoun"
    entries = names.phrases.get(re.sub(r"^the ", "", norm).replace(".", "")) or names.phrases.get(norm) or ()
    entries = tuple(entry for entry in entries if not all(_needs_capital(entry)) or not words.islower())
    for entry in entries:
        if entry.kind in _KIND_OF_ENTRY:
            return _KIND_OF_ENTRY[entry.kind]
    if re.search(r"\b(?:embass|consul|ambassador|diplomat|envoy|mission)", norm):
        return "embassy"
    if re.match(r"(?:its|his|her|their)\b", norm):
        return "owned by a pronoun"
    capitals = re.findall(r"(?<!^)\b[A-ZÀ-ÞŁ]\w+", words)
    if _has_state(words, names):
        return "phrase with a state"
    if _PEOPLE.search(words):
        return "people"
    return (
        "name in a phrase"
        if capitals or (words[:1].isupper() and len(words.split()) < 3 and not entries)
        else "common noun"
    )


def _needs_capital(entry: Entry) -> Iterator[bool]:
    return (bool(case) for case in entry.case)


def _has_state(words: str, names: Gazetteer) -> bool:
    parts = re.findall(r"[\w.]+", words)
    runs = [" ".join(parts[i : i + n]).lower().replace(".", "") for n in (1, 2, 3) for i in range(len(parts))]
    return any(
        entry.kind in ("country", "adjective", "people", "capital", "region")
        and any(part[:1].isupper() for part in parts)
        for run in runs
        for entry in names.phrases.get(run, ())
    )


def summary(cases: list[Case]) -> dict[str, tuple[int, int]]:
    """Return (right, all) for each kind of phrase, and for "all"."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        for key in (case.kind, "all"):
            total[key] += 1
            right[key] += case.is_right
    return {key: (right[key], count) for key, count in total.most_common()}


def main() -> None:
    """Print accuracy by kind of phrase, and the errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--part", choices=("dev", "test", "all"), default="test", help="even stories, odd stories, or both"
    )
    parser.add_argument("--errors", action="store_true", help="list the phrases given other states than coded")
    parser.add_argument("--kind", help="only this kind of phrase in the list")
    parser.add_argument("--json", action="store_true", help="print the figures only, as JSON")
    args = parser.parse_args()
    cases = [case for case in read_cases(args.folder) if args.part == "all" or case.is_test == (args.part == "test")]
    figures = summary(cases)
    if args.json:
        print(json.dumps({key: {"right": right, "all": count} for key, (right, count) in figures.items()}))
        return
    for case in cases if args.errors else ():
        if not case.is_right and args.kind in (None, case.kind):
            print(_line(case))
    for key, (right, count) in figures.items():
        print(f"{key:22} {right:5} of {count:5}  {right / count:.3f}")


def _line(case: Case) -> str:
    given, expected = "+".join(sorted(case.given)) or "-", "+".join(sorted(case.expected))
    return (
        f"{case.article} [{case.kind}] {case.words!r} {given} {case.score:.2f}, coded {expected}: {case.sentence[:300]}"
    )


if __name__ == "__main__":
    main()
