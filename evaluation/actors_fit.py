"""Fit the weights by which unowned nouns and pronouns are resolved: python -m evaluation.actors_fit FOLDER

FOLDER holds articles in the `.acts` format. Only stories with an even number are fitted; `evaluation.actors` tests on the odd ones. A softmax
over the readings of each phrase, right where it gives the coded state; a class of words has weights of its own, shrunk to the common ones.
Prints the table `mentions/data/weights.tsv`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.evaluation import acts_format
from dragoman.mentions import Gazetteer, antecedents, candidates, load_gazetteer
from dragoman.mentions.found import Found
from dragoman.mentions.phrase import Phrase
from dragoman.mentions.reading import Reading, read
from dragoman.mentions.spans import token_range
from dragoman.mentions.words import POSSESSIVES, SUBJECT_PRONOUNS
from evaluation.actors import build_document, phrases_of

# Ridge penalties of the common weights and of a class's difference from them, and the steps of gradient descent.
COMMON, OWN, STEPS, RATE = 2.0, 20.0, 1500, 0.05
# What the weights are drawn to where the articles tell little.
PRIOR = {
    candidates.QUESTION: {
        "share": 1.5, "home": 0.7, "title": 0.5, "set_here": 0.7, "dateline": 0.3, "nearest": 0.3, "previous_subject": 0.3, "same_noun": 0.7,
        "role_taken": -1.0, "origin": 1.0, "ministry_envoy": -1.5, "object": -0.7, "paragraph": 0.4, "host": 0.7,
    },
    antecedents.QUESTION: {
        "same_sentence": 0.5, "previous_sentence": 0.3, "first_of_sentence": 1.0, "place": -1.0, "after_preposition": -0.3, "adjective": -0.5,
        "object_of_first": -2.0, "rank": -0.5, "share": 0.5, "same_paragraph": 0.7,
    },
}  # fmt: skip
# A possessive looks to the subject of its own sentence first, and "their" to a plural.
PRIOR_OF_KIND = {
    "it-owner": {"same_sentence": 1.5, "first_of_sentence": 0.7},
    "he-owner": {"same_sentence": 1.5, "nearest": 0.5, "person": 0.5},
    "they-owner": {"same_sentence": 1.0, "plural": 1.0, "several": 1.0, "nearest": 0.5},
}  # fmt: skip
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The readings of one phrase as rows of features, and which of them are right."""

    kind: str
    rows: Rows
    right: NDArray[np.bool_]


def choices(folder: Path, names: Gazetteer, remainder: int) -> Iterator[tuple[str, Choice]]:
    """Yield the question and the readings of each coded phrase whose state the article must tell, of even (0) or odd (1) stories."""
    for path in sorted(folder.glob("*.acts")):
        for source in acts_format.parse(path.read_text(encoding="utf-8"))[0]:
            number = "".join(filter(str.isdigit, (source.story or "").rpartition("s")[2]))
            if source.id is None or not number or int(number) % 2 != remainder:
                continue
            document, offsets = build_document(source)
            reading = read(document, names)
            for unit, offset in zip(source.units, offsets):
                for start, end, codes in sorted(set(phrases_of(unit))) if offset >= 0 else ():
                    first, last = token_range(reading, offset + start, offset + end)
                    if first < last:
                        yield from _choice(reading, first, last, codes)


def _choice(reading: Reading, first: int, last: int, codes: frozenset[str]) -> Iterator[tuple[str, Choice]]:
    context = reading.context
    norm = context.tokens[first].norm
    pronoun = SUBJECT_PRONOUNS.get(norm) or POSSESSIVES.get(norm)
    if pronoun is not None and pronoun != "we" and (last == first + 1 or norm in POSSESSIVES):
        is_owner = last > first + 1
        phrases = reading.grammar.phrases(first, last)
        host = phrases[0].host if phrases and is_owner else ()
        found = antecedents.features(context, pronoun, first, host)
        right = [frozenset(one.countries) == codes for one, _ in found]
        if any(right) and not all(right):
            rows = np.array([row for _, row in found])
            yield antecedents.QUESTION, Choice(antecedents.class_of(pronoun, is_owner), rows, np.array(right))
        return
    for found_here in context.found:
        if found_here.is_inferred and first <= found_here.first and found_here.last <= last and len(codes) == 1:
            yield from _owner(reading, found_here, codes)
            return


def _owner(reading: Reading, found: Found, codes: frozenset[str]) -> Iterator[tuple[str, Choice]]:
    phrases = reading.grammar.phrases(found.first, found.last)
    phrase = phrases[0] if phrases else Phrase(found.first, found.last, found.head, found.kind, noun=found.noun)
    same = reading.context.same(found, phrase)
    rows = candidates.features(reading.context, found, phrase, same)
    right = [code in codes for code in rows]
    if any(right) and not all(right):
        yield candidates.QUESTION, Choice(candidates.class_of(found), np.array(list(rows.values())), np.array(right))


def fit(data: list[Choice], prior: Rows, kinds: list[str]) -> Rows:
    """Return the weights: row 0 the common ones, then each kind's difference from them; `prior` is what they are drawn to."""
    rows = np.concatenate([choice.rows for choice in data])
    right = np.concatenate([choice.right for choice in data]).astype(float)
    sizes = np.array([len(choice.right) for choice in data])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    kind = np.repeat([kinds.index(choice.kind) for choice in data], sizes)
    member = np.equal.outer(np.arange(len(kinds)), kind).astype(float)
    weights = prior.copy()
    penalty = np.array([COMMON] + [OWN] * len(kinds))[:, None]
    moment = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = np.einsum("ij,ij->i", rows, weights[0] + weights[1:][kind])
        chance = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        wanted = chance * right
        chance /= np.repeat(np.add.reduceat(chance, starts), sizes)
        wanted /= np.repeat(np.maximum(np.add.reduceat(wanted, starts), 1e-12), sizes)
        pulls = (chance - wanted)[:, None] * rows
        slope = penalty * (weights - prior) + np.concatenate([pulls.sum(axis=0)[None], member @ pulls])
        moment = 0.9 * moment + slope / len(data)
        weights -= RATE * moment
    return weights


def accuracy(data: list[Choice], weights: Rows, kinds: list[str]) -> float:
    """Return how often the reading with the highest score is right."""
    hits = 0
    for choice in data:
        own = weights[kinds.index(choice.kind) + 1] if choice.kind in kinds else 0.0
        hits += bool(choice.right[int(np.argmax(choice.rows @ (weights[0] + own)))])
    return hits / max(len(data), 1)


def main() -> None:
    """Print the fitted table, with the accuracy on both halves as comments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    names = load_gazetteer()
    fitted, held = list(choices(args.folder, names, 0)), list(choices(args.folder, names, 1))
    print("# question\tclass of words (* for all)\tfeature\tweight")
    for question, features in (
        (candidates.QUESTION, candidates.FEATURES),
        (antecedents.QUESTION, antecedents.FEATURES),
    ):
        data = [choice for asked, choice in fitted if asked == question]
        other = [choice for asked, choice in held if asked == question]
        kinds = sorted({choice.kind for choice in data})
        drawn = [PRIOR[question], *(PRIOR_OF_KIND.get(kind, {}) for kind in kinds)]
        prior = np.array([[row.get(feature, 0.0) for feature in features] for row in drawn])
        weights = fit(data, prior, kinds)
        print(
            f"# {question}: {len(data)} phrases, right {accuracy(data, weights, kinds):.3f}; others {len(other)}, {accuracy(other, weights, kinds):.3f}"
        )
        for kind, row in zip(("*", *kinds), weights):
            for feature, weight in zip(features, row):
                if abs(weight) >= 0.02:
                    print(f"{question}\t{kind}\t{feature}\t{weight:.2f}")


if __name__ == "__main__":
    main()
