"""The places an article names, with coordinates: states, regions, capitals and other cities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.cities import City, load_cities
from dragoman.mentions.gazetteer import name_key
from dragoman.mentions.reading import Reading, read
from dragoman.mentions.words import LOCATIVE, NOT_NAMES, TITLES, word_set
from dragoman.records import Place

if TYPE_CHECKING:
    from dragoman.document import Document
    from dragoman.mentions.gazetteer import Gazetteer
    from dragoman.mentions.scan import Atom

COUNTRY, PROVINCE, CITY, FINER = 1, 2, 4, 5
_CUES = LOCATIVE | word_set(
    "from to into toward towards through via of between and city town capital village port entered reached seized captured left hit "
    "struck bombed shelled besieged visited toured stormed attacked retook recaptured surrounded targeted shook rocked evacuated fled "
    "held controls control seize capture enter reach visit"
)
# Below this many people a city's name counts only where a preposition or its country stands beside it.
_LARGE = 700_000
_SURE, _PROBABLE, _LIKELY, _UNSURE, _ACTING = 1.0, 0.9, 0.7, 0.5, 0.4


@dataclass(slots=True)
class _Where:
    """A range of tokens and what it names."""

    first: int
    last: int
    place: Place


def find_places(document: Document, gazetteer: Gazetteer) -> list[Place]:
    """Return the places in the document's sentences, in the order of the text.

    A city's name that many places bear means the one in a country the article names, else the most populous. A capital that acts
    ("Moscow said") is given too, with a low score. Persons' names and organisations are no places. Degrees are WGS 84.
    """
    reading = read(document, gazetteer)
    return _Finder(reading, document.text, gazetteer).places()


class _Finder:
    def __init__(self, reading: Reading, text: str, gazetteer: Gazetteer) -> None:
        self.tokens = reading.analysis.tokens
        self.analysis = reading.analysis
        self.reading = reading
        self.text = text
        self.gazetteer = gazetteer
        self.cities = load_cities()
        self.weights: Counter[str] = Counter()
        for atom in self.analysis.atoms.values():
            if atom.entry.kind in ("country", "adjective", "people", "capital", "region"):
                self.weights.update(atom.entry.countries)
        self.names = {
            index
            for found in reading.context.found
            if found.kind == "person"
            for index in self._name_range(found.first, found.last)
        }

    def _name_range(self, first: int, last: int) -> range:
        """The tokens of a person's mention that are the name itself: those after its last known word."""
        start = last
        while start > first and start - 1 not in self.analysis.inside:
            start -= 1
        return range(start, last)

    def places(self) -> list[Place]:
        found = []
        for start, end in self.analysis.sentences:
            index = start
            while index < end:
                atom = self.analysis.atoms.get(index)
                where = self._of_atom(atom, start, end) if atom is not None else self._city(index, start, end)
                if where is not None:
                    found.append(where.place)
                    index = where.last
                else:
                    index = atom.last if atom is not None else index + 1
        return found

    def _of_atom(self, atom: Atom, start: int, end: int) -> _Where | None:
        entry = atom.entry
        if atom.first > start and self._title_before(atom.first):
            return None
        if entry.kind not in ("country", "capital", "region") or not entry.countries or self._is_modifier(atom):
            return None
        code = entry.countries[0]
        if code == "EUR":
            return None
        if self._stated_country(atom.last, end) not in (None, code) and entry.kind == "capital":
            return self._city(atom.first, start, end)
        located = self._is_located(atom.first, start)
        if entry.kind == "capital":
            city = self._capital(entry.name, code)
            is_city = city is not None and self._same(entry.name, city)
            level = CITY if is_city else FINER
            if city is None:
                return None
            return self._where(
                atom.first,
                atom.last,
                entry.name,
                code,
                city.lat,
                city.lon,
                city.geonameid,
                level,
                _SURE if located else _ACTING,
            )
        country = self.gazetteer.countries.get(code)
        if entry.kind == "region":
            return self._where(
                atom.first, atom.last, entry.name, code, None, None, None, PROVINCE, _SURE if located else _LIKELY
            )
        if country is None:
            return None
        score = _SURE if located else _UNSURE
        return self._where(
            atom.first, atom.last, country.name, code, country.lat, country.lon, country.geonameid, COUNTRY, score
        )

    def _title_before(self, index: int) -> bool:
        before = self.tokens[index - 2] if self.tokens[index - 1].text == "." and index > 1 else self.tokens[index - 1]
        return before.norm in TITLES and before.is_capital

    def _is_modifier(self, atom: Atom) -> bool:
        """ "US officials", "UK Prime Minister": a state's name that only says whose something is."""
        following = self.analysis.atoms.get(atom.last)
        return atom.entry.kind == "country" and following is not None and bool(following.entry.noun_kind)

    def _same(self, name: str, city: City) -> bool:
        known = self.cities.named(name_key(name))
        return any(other.geonameid == city.geonameid for other in known) or name == city.name

    def _capital(self, name: str, code: str) -> City | None:
        for city in self.cities.named(name_key(name)):
            if city.country == code:
                return city
        main = self.gazetteer.countries[code].capital if code in self.gazetteer.countries else ""
        for city in self.cities.named(name_key(main)):
            if city.country == code:
                return city
        return None

    def _city(self, index: int, start: int, end: int) -> _Where | None:
        token = self.tokens[index]
        if not token.is_capital or index in self.names or token.norm in NOT_NAMES:
            return None
        last, cities = self.cities.at(self.tokens, index, end)
        if not cities:
            return None
        stated = self._stated_country(last, end)
        located = self._is_located(index, start)
        best = max(
            cities, key=lambda city: (city.country == stated, min(self.weights[city.country], 1), city.population)
        )
        is_home = self.weights[best.country] > 0
        if (
            stated != best.country
            and not located
            and not (best.population >= _LARGE and (is_home or len(cities[0].name) > 4))
        ):
            return None
        if not located and stated != best.country and self._beside_name(index, last, start, end):
            return None
        if stated is not None and stated != best.country:
            # A place too small for the table, in a state that the text gives: better no coordinates than another city's.
            return self._where(index, last, best.name, stated, None, None, None, CITY, _LIKELY)
        score = _score(stated == best.country, located, is_home)
        return self._where(index, last, best.name, best.country, best.lat, best.lon, best.geonameid, CITY, score)

    def _beside_name(self, index: int, last: int, start: int, end: int) -> bool:
        """Is the word part of a longer proper name ("Lincoln Center", "Mr Paris")?"""
        before = self.tokens[index - 1] if index > start else None
        after = self.tokens[last] if last < end else None
        if (
            before is not None
            and (before.is_capital or before.norm in TITLES)
            and before.text.isalpha()
            and index - 1 > start
        ):
            return True
        return after is not None and after.is_capital and after.text.isalpha() and last not in self.analysis.atoms

    def _stated_country(self, last: int, end: int) -> str | None:
        """The country after a comma: "Paris, Texas", "Lyon, France"; or in brackets."""
        if last + 1 < end and self.tokens[last].text in (",", "("):
            atom = self.analysis.atoms.get(last + 1)
            if atom is not None and atom.entry.kind in ("country", "region") and len(atom.entry.countries) == 1:
                return atom.entry.countries[0]
        return None

    def _is_located(self, index: int, start: int) -> bool:
        before = index - 1
        if before >= start and self.tokens[before].norm in (
            "the",
            "western",
            "eastern",
            "northern",
            "southern",
            "central",
            "-",
            "s",
            "downtown",
            "nearby",
        ):
            before -= 1
        return before >= start and self.tokens[before].norm in _CUES

    def _where(
        self,
        first: int,
        last: int,
        name: str,
        country: str,
        lat: float | None,
        lon: float | None,
        geonameid: int | None,
        resolution: int,
        score: float,
    ) -> _Where:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        place = Place(
            text=self.text[start:end], start=start, end=end, name=name, country=country, lat=lat, lon=lon,
            geonameid=geonameid, resolution=resolution, score=score,
        )  # fmt: skip
        return _Where(first, last, place)


def _score(is_stated: bool, is_located: bool, is_home: bool) -> float:
    if is_stated:
        return _SURE
    if is_located and is_home:
        return _PROBABLE
    return _LIKELY if is_located or is_home else _UNSURE
