"""How far two coders agree who coded the same texts independently: the figures that a study has to report.

Definitions. Both files are read paragraph by paragraph; only paragraphs that both hold (under the same article id) count. Acts of
one article are aligned one to one by overlap of their trigger words, best overlap first (shared characters over all characters of
both triggers; on a tie, acts of one type first). Then:

- identification: F1 = 2 x aligned / (acts of the first + acts of the second). An act marked optional that stays alone counts
  neither way.
- type, mode, status: Krippendorff's alpha for nominal data over the aligned acts (K. Krippendorff, Content Analysis, 4th ed. 2019,
  ch. 12). Mode: over aligned acts of one type that has modes; no mode is a value. `type_strict` takes acts that one coder alone found as units
  with the value "no act": a lower bound, since no unit can be "no act" for both.
- sides: F1 over actors and recipients of aligned acts; a side agrees where both give codes and share one, or, where a coder gave no
  code, where the words overlap.

Alpha is 1 for perfect agreement, 0 for what chance gives, None where all units have one value. Intervals are percentiles of 1,000
resamplings of whole articles, with a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.acts_format import Act, Document, Piece, parse
from dragoman.evaluation.scores import Tally
from dragoman.ontology.plover import TYPES

NO_ACT = "no act"
RESAMPLINGS = 1000
_SEED = 20190404

Place = tuple[int, int, int]
"""A stretch: number of the paragraph, first and last code point in it."""
Values = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Side:
    """An actor or recipient side as coded: codes and the places of its words."""

    codes: frozenset[str]
    words: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class CodedAct:
    """One act of one article by one coder, with the trigger of each of its tellings."""

    type: str
    mode: str
    status: str
    triggers: tuple[Place, ...]
    actors: Side
    recipients: Side
    is_optional: bool


@dataclass(slots=True)
class ArticleAgreement:
    """The acts of one article: aligned pairs, and what one coder alone found."""

    id: str
    pairs: list[tuple[CodedAct, CodedAct]]
    first_alone: list[CodedAct]
    second_alone: list[CodedAct]


@dataclass(slots=True)
class Agreement:
    """All articles that both coded; `paragraphs` both hold, and how many one file holds alone."""

    articles: list[ArticleAgreement] = field(default_factory=list)
    paragraphs: int = 0
    first_only: int = 0
    second_only: int = 0

    @property
    def identification(self) -> Tally:
        """Acts found: hits are aligned acts, gold those of the first coder, guessed those of the second."""
        tally = Tally()
        for article in self.articles:
            tally.hit += len(article.pairs)
            tally.gold += len(article.pairs) + _required(article.first_alone)
            tally.guessed += len(article.pairs) + _required(article.second_alone)
        return tally

    @property
    def sides(self) -> Tally:
        """Sides of aligned acts: gold those that the first coder gave, guessed those of the second."""
        tally = Tally()
        for first, second in (pair for article in self.articles for pair in article.pairs):
            for a, b in ((first.actors, second.actors), (first.recipients, second.recipients)):
                tally.gold += is_given(a)
                tally.guessed += is_given(b)
                tally.hit += is_given(a) and is_given(b) and sides_agree(a, b)
        return tally

    def alpha(self, measure: str) -> float | None:
        """Return Krippendorff's alpha of a measure: type, type_strict, mode or status."""
        return krippendorff_alpha(value for article in self.articles for value in MEASURES[measure](article))

    def interval(self, measure: str) -> tuple[float, float] | None:
        """Return the 95 % interval of a measure's alpha, or None where it cannot be told."""
        values = [list(MEASURES[measure](article)) for article in self.articles]
        chance = random.Random(_SEED)
        found = []
        for _ in range(RESAMPLINGS):
            drawn = chance.choices(values, k=len(values))
            alpha = krippendorff_alpha(value for one in drawn for value in one)
            if alpha is not None:
                found.append(alpha)
        if len(found) < RESAMPLINGS // 2:
            return None
        found.sort()
        return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def krippendorff_alpha(units: Iterable[Values]) -> float | None:
    """Return Krippendorff's alpha for nominal values of two coders; None without units or with one value only.

    Args:
        units: the two coders' values of each unit.
    """
    counts: Counter[Hashable] = Counter()
    disagreements = n = 0
    for a, b in units:
        counts.update((a, b))
        disagreements += a != b
        n += 1
    total = 2 * n
    expected = total * total - sum(count * count for count in counts.values())
    if not expected:
        return None
    return 1.0 - (total - 1) * 2 * disagreements / expected


def compare(first: Path, second: Path) -> Agreement:
    """Return the agreement of two coders' `.acts` files, or folders of them.

    Raises:
        InputError: when a file breaks the format, or the two share no text.
    """
    ours, theirs = _texts(first), _texts(second)
    out = Agreement(
        first_only=sum((_keys(ours) - _keys(theirs)).values()),
        second_only=sum((_keys(theirs) - _keys(ours)).values()),
    )
    for identity, mine in ours.items():
        other = theirs.get(identity)
        shared = _shared(mine, other) if other else []
        if not shared or other is None:
            continue
        out.paragraphs += len(shared)
        a = _acts(mine, {here: n for n, (here, _) in enumerate(shared)})
        b = _acts(other, {there: n for n, (_, there) in enumerate(shared)})
        out.articles.append(align(identity, a, b))
    if not out.articles:
        raise InputError(
            f"{first} and {second} share no text", "both coders' files must hold the same articles under the same ids"
        )
    return out


def _texts(path: Path) -> dict[str, Document]:
    """Return the articles of a file or folder by id; each loose sentence is an article of its own, by its words."""
    files = sorted(path.rglob("*.acts")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"no .acts file below {path}", "name a .acts file, or a folder that holds some")
    out: dict[str, Document] = {}
    for file in files:
        try:
            documents, errors = parse(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read {file}: {error}", "name a .acts file in UTF-8") from error
        if errors:
            raise InputError(
                f"{file}, line {errors[0].line}: {errors[0]}",
                "python -m dragoman.evaluation.acts_format lists all mistakes",
            )
        for document in documents:
            if document.id is not None:
                out[document.id] = document
            else:
                out |= {unit.text: Document(None, units=[unit]) for unit in document.units}
    return out


def _keys(texts: dict[str, Document]) -> Counter[tuple[str, str]]:
    return Counter((identity, unit.text) for identity, document in texts.items() for unit in document.units)


def _shared(first: Document, second: Document) -> list[tuple[int, int]]:
    """Return the paragraphs that both hold, as pairs of their numbers; a repeated paragraph pairs in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, unit in enumerate(second.units):
        places[unit.text].append(n)
    return [(n, places[unit.text].pop(0)) for n, unit in enumerate(first.units) if places[unit.text]]


def _acts(document: Document, numbers: dict[int, int]) -> list[CodedAct]:
    """Return the acts told in the numbered paragraphs, the tellings of one id joined."""
    tellings: defaultdict[str, list[tuple[int, Act]]] = defaultdict(list)
    for n, unit in enumerate(document.units):
        if n in numbers:
            for k, act in enumerate(unit.acts):
                tellings[act.id or f"{n}.{k}"].append((numbers[n], act))
    return [_joined(identity, told) for identity, told in tellings.items()]


def _joined(identity: str, told: Sequence[tuple[int, Act]]) -> CodedAct:
    first = told[0][1]
    return CodedAct(
        type=first.type,
        mode=next((act.mode for _, act in told if act.mode), ""),
        status=first.status,
        triggers=tuple((n, *act.trigger) for n, act in told),
        actors=_side((n, piece) for n, act in told for piece in act.actor),
        recipients=_side((n, piece) for n, act in told for piece in act.recipient),
        is_optional=identity.endswith("?"),
    )


def _side(pieces: Iterable[tuple[int, Piece]]) -> Side:
    found = list(pieces)
    codes = frozenset(piece.code for _, piece in found if piece.code and piece.code != "XXX")
    return Side(codes, tuple((n, *piece.span) for n, piece in found if piece.span))


def align(identity: str, first: Sequence[CodedAct], second: Sequence[CodedAct]) -> ArticleAgreement:
    """Return two coders' acts of one article, aligned one to one by overlap of their triggers."""
    ranked = sorted(
        (
            (_likeness(a.triggers, b.triggers), a.type == b.type, -n, -k)
            for n, a in enumerate(first)
            for k, b in enumerate(second)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, _, n, k in ranked:
        if likeness > 0 and -n not in pairs and -k not in taken:
            pairs[-n] = -k
            taken.add(-k)
    return ArticleAgreement(
        identity,
        [(first[n], second[k]) for n, k in sorted(pairs.items())],
        [act for n, act in enumerate(first) if n not in pairs],
        [act for k, act in enumerate(second) if k not in taken],
    )


def _likeness(first: Sequence[Place], second: Sequence[Place]) -> float:
    a = {(n, place) for n, start, end in first for place in range(start, end)}
    b = {(n, place) for n, start, end in second for place in range(start, end)}
    return len(a & b) / max(len(a | b), 1)


def is_given(side: Side) -> bool:
    """Return whether a coder named this side at all."""
    return bool(side.codes or side.words)


def sides_agree(first: Side, second: Side) -> bool:
    """Return whether two sides mean the same: a shared code, or overlapping words where a coder gave no code."""
    if first.codes and second.codes:
        return bool(first.codes & second.codes)
    return any(n == m and s < f and t < e for n, s, e in first.words for m, t, f in second.words)


def _required(acts: Iterable[CodedAct]) -> int:
    return sum(not act.is_optional for act in acts)


def _type_values(article: ArticleAgreement) -> Iterator[Values]:
    return ((a.type, b.type) for a, b in article.pairs)


def _strict_values(article: ArticleAgreement) -> Iterator[Values]:
    yield from _type_values(article)
    yield from ((act.type, NO_ACT) for act in article.first_alone if not act.is_optional)
    yield from ((NO_ACT, act.type) for act in article.second_alone if not act.is_optional)


def _mode_values(article: ArticleAgreement) -> Iterator[Values]:
    # The type is part of the value: two types share the name of a mode.
    return (((a.type, a.mode), (b.type, b.mode)) for a, b in article.pairs if a.type == b.type and TYPES[a.type].modes)


def _status_values(article: ArticleAgreement) -> Iterator[Values]:
    return ((a.status, b.status) for a, b in article.pairs)


MEASURES: dict[str, Callable[[ArticleAgreement], Iterator[Values]]] = {
    "type": _type_values,
    "type_strict": _strict_values,
    "mode": _mode_values,
    "status": _status_values,
}
