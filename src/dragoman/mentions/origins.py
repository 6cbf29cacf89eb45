"""Which of an article's states a person's name sounds like: letters and whole words of names, learnt from the register of persons."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.gazetteer import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.mentions.gazetteer import Gazetteer

# Fewer persons than this and a state's names tell nothing; every state is smoothed with the names of all.
_FEWEST = 4
_PRIOR = 12.0
_MOST_WORDS = 5
_MOST_LEAN = 3.0


@dataclass(slots=True, frozen=True)
class Origins:
    """Counts of the pieces of names, by state and in all; `women` are given names that only women of the register bear."""

    pieces: dict[str, Counter[str]]
    totals: dict[str, int]
    everywhere: Counter[str]
    total: int
    women: frozenset[str]

    def lean(self, name: str, codes: Iterable[str]) -> dict[str, float]:
        """Return, for each state, how much likelier the name is there than anywhere: the log ratios of its pieces that the register
        knows, added and divided by the root of their number; 0 for none."""
        parts = list(_pieces(name))
        if not parts:
            return {}
        return {code: self._ratio(parts, code) for code in codes if self.totals.get(code, 0) >= _FEWEST}

    def _ratio(self, parts: list[str], code: str) -> float:
        counts, size = self.pieces[code], self.totals[code]
        found, known = 0.0, 0
        for part in parts:
            if not self.everywhere[part]:
                continue
            known += 1
            common = self.everywhere[part] / self.total
            own = (counts[part] + _PRIOR * common) / (size + _PRIOR)
            found += math.log(own / common)
        return max(-_MOST_LEAN, min(_MOST_LEAN, found / math.sqrt(known))) if known else 0.0


def load_origins(gazetteer: Gazetteer) -> Origins:
    """Return the counts for the persons of `gazetteer`, made when first asked for and kept with it."""
    if gazetteer.origins is None:
        gazetteer.origins = _count(gazetteer)
    return gazetteer.origins


def _count(gazetteer: Gazetteer) -> Origins:
    pieces: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    given: dict[str, set[str]] = defaultdict(set)
    for name, terms in gazetteer.persons.items():
        code = terms[0].countries[0] if terms[0].countries else ""
        parts = set(_pieces(name))
        pieces[code].update(parts)
        everywhere.update(parts)
        totals[code] += 1
        given[name_key(name).partition(" ")[0]].add(terms[0].sex or "m")
    women = frozenset(word for word, sexes in given.items() if sexes == {"f"})
    return Origins(dict(pieces), dict(totals), everywhere, sum(totals.values()), women)


def _pieces(name: str) -> Iterator[str]:
    """The whole words of a name, and the ends and beginnings of each."""
    for word in name_key(name).split()[:_MOST_WORDS]:
        yield f"={word}"
        if len(word) > 3:
            yield f"{word[-2:]}$"
            yield f"{word[-3:]}$"
            yield f"^{word[:3]}"
