"""Cities by name, read from the shipped table when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.mentions.gazetteer import DATA, name_key, names_of, rows
from dragoman.mentions.tokens import fold, next_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.mentions.tokens import Token


@dataclass(slots=True, frozen=True)
class City:
    """A populated place: degrees north and east, people, GeoNames number; is it a capital?"""

    name: str
    country: str
    lat: float
    lon: float
    population: int
    geonameid: int
    is_capital: bool


@dataclass(slots=True, frozen=True)
class CityIndex:
    """Cities by folded name, the most populous first, and the most words that a name with this first word has."""

    names: dict[str, tuple[City, ...]]
    reach: dict[str, int]

    def at(self, tokens: list[Token], index: int, end: int) -> tuple[int, tuple[City, ...]]:
        """Return the index after the longest city name at token `index`, and the cities so called; (index, ()) for none."""
        token = tokens[index]
        longest = self.reach.get(token.norm, 0) if token.is_capital else 0
        if not longest:
            return index, ()
        words, here = [index], index
        while len(words) < longest:
            here = next_word(tokens, here, end)
            if here < 0:
                break
            words.append(here)
        for size in range(len(words), 0, -1):
            named = self.names.get(" ".join([tokens[word].norm for word in words[:size]]))
            if named and all(tokens[word].is_capital or size > 2 for word in words[:size]):
                return words[size - 1] + 1, named
        return index, ()


@lru_cache(maxsize=1)
def load_cities() -> CityIndex:
    """Return the index of cities (built once a process)."""
    names: dict[str, tuple[City, ...]] = {}
    reach: dict[str, int] = {}
    for name, others, country, lat, lon, population, geonameid, capital in rows(DATA / "cities.tsv", 8):
        city = City(name, country, float(lat), float(lon), int(population), int(geonameid), capital == "C")
        for key in _keys([name, *names_of(others)]):
            names[key] = (*names.get(key, ()), city)
            first, words = key.partition(" ")[0], key.count(" ") + 1
            if words > reach.get(first, 0):
                reach[first] = words
    return CityIndex(names, reach)


def _keys(names: Iterable[str]) -> set[str]:
    # Most names are one plain word, for which folding is all that the tokeniser would do.
    return {fold(name) if name.isalpha() else name_key(name) for name in names}
