"""Cities by name, read from the shipped table when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.mentions.gazetteer import DATA, name_key
from dragoman.mentions.tokens import next_word

if TYPE_CHECKING:
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

    lines: dict[str, tuple[str, ...]]
    reach: dict[str, int]

    def named(self, key: str) -> tuple[City, ...]:
        """Return the cities whose folded name is `key`, the most populous first."""
        return tuple(_city(line) for line in self.lines.get(key, ()))

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
            key = " ".join([tokens[word].norm for word in words[:size]])
            if key in self.lines and all(tokens[word].is_capital or size > 2 for word in words[:size]):
                return words[size - 1] + 1, self.named(key)
        return index, ()


@lru_cache(maxsize=1)
def load_cities() -> CityIndex:
    """Return the index of cities, built once a process; the cities themselves are made when asked for."""
    names: dict[str, tuple[str, ...]] = {}
    reach: dict[str, int] = {}
    for line in (DATA / "cities.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, others, _ = line.split("\t", 2)
        for each in [name, *others.split("; ")] if others else [name]:
            # Most names are one plain word, for which lower case is all that folding would do.
            key = each.lower() if each.isascii() and each.isalpha() else name_key(each)
            names[key] = (*names[key], line) if key in names else (line,)
            first, words = key.partition(" ")[0], key.count(" ") + 1
            if words > reach.get(first, 0):
                reach[first] = words
    return CityIndex(names, reach)


def _city(line: str) -> City:
    name, _, country, lat, lon, population, geonameid, capital = line.split("\t")
    return City(name, country, float(lat), float(lon), int(population), int(geonameid), capital == "C")
