"""What an article implies: the antecedent of "the minister", "she", "the two countries", and the state of an unowned "police"."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from dragoman.mentions.found import (
    AS_PLACE,
    DOMINANT,
    IN_SENTENCE,
    PREVIOUS,
    PRONOUN,
    REFERRED,
    Found,
    entity_key,
    from_phrase,
)
from dragoman.mentions.words import LOCATIVE, REGIONAL, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.mentions.cities import City
    from dragoman.mentions.phrase import Phrase
    from dragoman.mentions.scan import Analysis

_PLURAL_SIDES = word_set(
    "country nation side state party neighbour neighbor leader government capital power ally counterpart foe rival "
    "president minister army military republic embassy ambassador envoy mission parliament nation's ministry court"
) | {"foreign minister", "prime minister"}
_ORGANISED = {
    "bloc": "organisation", "alliance": "organisation", "organisation": "organisation", "organization": "organisation",
    "union": "organisation", "agency": "organisation", "council": "organisation", "commission": "organisation",
    "body": "organisation", "group": "group", "movement": "group", "rebel group": "group", "militant group": "group",
    "company": "organisation", "firm": "organisation", "newspaper": "organisation", "party": "organisation",
    "airline": "organisation", "bank": "organisation", "news agency": "organisation", "rebel movement": "group",
    "terrorist group": "group", "armed group": "group", "court": "organisation", "watchdog": "organisation",
    "islamist group": "group", "rebel": "group", "militant": "group", "insurgent": "group", "separatist": "group",
}  # fmt: skip
_BUSINESS = frozenset({"company", "firm", "airline", "bank"})
_BLOCS = frozenset({"EUR", "IGO", "UNO"})
NO_STATES = frozenset({"UNO", "IGO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_LOOK_BACK = 60
_GAP = 4


class Context:
    """The article's mentions so far and the questions put to them. Mentions are kept in the order of their tokens."""

    def __init__(self, analysis: Analysis, home: str | None) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.home = home
        self.found: list[Found] = []
        self.cities: dict[int, City] = {}
        self._settings: dict[int, str | None] = {}
        self._starts = [start for start, _ in analysis.sentences]

    def before(self, index: int) -> Iterator[Found]:
        """Yield the mentions that end at or before token `index`, the nearest first."""
        seen = 0
        for mention in reversed(self.found):
            if mention.last <= index and mention.first < index:
                yield mention
                seen += 1
                if seen >= _LOOK_BACK:
                    return

    def sentence_of(self, index: int) -> tuple[int, int]:
        """Return the token range of the sentence that holds token `index`."""
        place = bisect_right(self._starts, index) - 1
        return self.analysis.sentences[place] if place >= 0 else (index, index + 1)

    def settle(self, mention: Found, phrase: Phrase) -> None:
        """Give a mention whose words state no owner the one that its context implies."""
        if mention.countries or mention.kind == "trap":
            return
        if phrase.owner is not None and self._owned_by(mention, phrase.owner):
            return
        if phrase.possessive and self._owned(mention, phrase.possessive):
            return
        if self._referred(mention, phrase):
            return
        if mention.name and not mention.noun and mention.kind in ("organisation", "group", "institution"):
            return
        mention.score = AS_PLACE
        if not self._regional(mention, phrase):
            self._inferred(mention, phrase.host)

    def _regional(self, mention: Found, phrase: Phrase) -> bool:
        """ "European governments", "foreign companies": of no one state."""
        words = {token.norm for token in self.tokens[phrase.first : phrase.head]}
        if "european" in words:
            return self._give(mention, ("EUR",), PREVIOUS)
        return bool(words & REGIONAL)

    def _give(self, mention: Found, countries: tuple[str, ...], score: float) -> bool:
        if not countries:
            return False
        mention.countries, mention.score = countries, score
        if "g" in mention.flags and len(countries) == 1:
            mention.entity = countries[0]
        elif not mention.entity.startswith("person:"):
            mention.entity = entity_key(mention.kind, countries, mention.noun, mention.name)
        return True

    def _owned(self, mention: Found, pronoun: str) -> bool:
        owner = self.antecedent(pronoun, mention.first)
        return owner is not None and self._give(mention, owner.countries, PRONOUN)

    def _owned_by(self, mention: Found, owner: Phrase) -> bool:
        """ "the ministry's spokesman", "the three countries' ambassadors": of whomever the possessor is."""
        possessor = from_phrase(owner)
        self.settle(possessor, owner)
        if mention.sector is None:
            mention.sector = possessor.sector
        return self._give(mention, possessor.countries, min(possessor.score, REFERRED))

    def antecedent(self, pronoun: str, index: int) -> Found | None:
        """Return the mention that "he", "she", "it" or "they" at token `index` most likely stands for."""
        start, _ = self.sentence_of(index)
        if pronoun in ("he", "she"):
            sex = "f" if pronoun == "she" else "m"
            persons = [mention for mention in self.before(index) if mention.is_person and mention.sex in (sex, "")]
            sure = [mention for mention in persons if mention.kind == "person"]
            return next(iter(sure or persons), None)
        if pronoun == "they":
            many = [
                m
                for m in self.before(index)
                if (m.is_plural or m.noun in _ORGANISED) and m.kind != "adjective" and m.is_listed
            ]
            return many[0] if many else self._subject(index, start)
        if pronoun == "it":
            return self._subject(index, start)
        return None

    def _subject(self, index: int, start: int) -> Found | None:
        """The first thing with a country that the sentence names before `index`, else the first of the sentence before."""
        things = [m for m in self.before(index) if m.countries and _is_thing(m)]
        here = [mention for mention in things if mention.first >= start]
        if here:
            return here[-1]
        if not things:
            return None
        previous, _ = self.sentence_of(things[0].first)
        return [mention for mention in things if mention.first >= previous][-1]

    def _referred(self, mention: Found, phrase: Phrase) -> bool:
        """ "the embassy", "the two countries", "the bloc": a definite noun that takes up an earlier mention."""
        noun = mention.noun
        if not noun or not (phrase.is_definite or phrase.number):
            return False
        if mention.is_plural and noun in _PLURAL_SIDES and phrase.number:
            return self._several(mention, phrase.number)
        if not phrase.is_definite:
            return False
        if "g" in mention.flags and not mention.is_plural:
            return self._country(mention)
        for earlier in self.before(mention.first):
            if (
                not earlier.countries
                or not earlier.is_listed
                or (earlier.is_plural and not mention.is_plural and "e" not in mention.flags)
            ):
                continue
            if earlier.noun == noun or (earlier.noun and earlier.noun.split()[-1] == noun):
                if not mention.is_plural or earlier.is_plural:
                    mention.entity = earlier.entity
                    mention.name = mention.name or earlier.name
                if noun != "official":
                    mention.sector = earlier.sector or mention.sector
                mention.sex = earlier.sex
                self._keep(mention, earlier.countries)
                return True
            if "e" in mention.flags and "e" in earlier.flags:
                return self._give(mention, earlier.countries, REFERRED)
            if noun in _ORGANISED and earlier.kind in ("organisation", "group") and self._suits(noun, earlier):
                mention.entity, mention.name, mention.sector = earlier.entity, earlier.name, earlier.sector
                self._keep(mention, earlier.countries)
                return True
        return False

    @staticmethod
    def _keep(mention: Found, countries: tuple[str, ...]) -> None:
        mention.countries, mention.score = countries, REFERRED

    @staticmethod
    def _suits(noun: str, earlier: Found) -> bool:
        if noun in _BUSINESS:
            return earlier.sector == "BUS"
        if noun in ("newspaper", "news agency"):
            return earlier.sector == "JRN"
        if noun == "party":
            return earlier.sector in ("PTY", "OPP")
        if noun in ("bloc", "alliance", "union"):
            return bool(_BLOCS.intersection(earlier.countries))
        if noun == "court":
            return earlier.sector == "JUD"
        return _ORGANISED[noun] == earlier.kind

    def _country(self, mention: Found) -> bool:
        for earlier in self.before(mention.first):
            if (
                (earlier.is_state or earlier.kind == "people")
                and len(earlier.countries) == 1
                and earlier.countries[0] not in _BLOCS
            ):
                mention.entity, mention.name = earlier.countries[0], None
                self._keep(mention, earlier.countries)
                return True
        return self.home is not None and self._give(mention, (self.home,), DOMINANT)

    def _several(self, mention: Found, number: int) -> bool:
        listed = self._list_of(mention.first, number)
        if listed:
            return self._give(mention, listed, REFERRED)
        codes: list[str] = []
        for earlier in self.before(mention.first):
            for code in earlier.countries:
                if code not in codes and (earlier.is_state or not codes or earlier.kind != "person"):
                    codes.append(code)
            if len(codes) >= number:
                break
        if len(codes) < number:
            return False
        return self._give(mention, tuple(reversed(codes[:number])), REFERRED)

    def _list_of(self, index: int, number: int) -> tuple[str, ...]:
        """The nearest list of just `number` states before token `index`: "France, Spain and Italy"."""
        run: list[Found] = []
        for earlier in self.before(index):
            if len(earlier.countries) == number:
                return earlier.countries
            gap = self.tokens[earlier.last : run[-1].first] if run else []
            if run and (len(gap) > _GAP or not any(token.norm in (",", "and") for token in gap)):
                if len({code for each in run for code in each.countries}) == number:
                    break
                run = []
            if len(earlier.countries) == 1 and earlier.kind != "pronoun":
                run.append(earlier)
        codes = tuple(dict.fromkeys(code for each in reversed(run) for code in each.countries))
        return codes if len(codes) == number and number > 2 else ()

    def _inferred(self, mention: Found, host: tuple[str, ...]) -> None:
        if mention.noun in ("", "country", "nation", "state") and mention.kind != "person":
            return
        start, end = self.sentence_of(mention.first)
        is_envoy = "e" in mention.flags
        if not is_envoy and mention.kind != "person":
            code = self._place_of(start, end)
            if code and self._give(mention, (code,), IN_SENTENCE + 0.05):
                return
        if is_envoy and self._fellow_envoy(mention, host):
            return
        for earlier in self.before(mention.first):
            if earlier.first < start:
                break
            if (
                _is_one_state(earlier)
                and earlier.countries != host
                and not earlier.is_place
                and self._give(mention, earlier.countries, IN_SENTENCE)
            ):
                return
        if self.home and not is_envoy:
            self._give(mention, (self.home,), DOMINANT)
            return
        for earlier in self.before(mention.first):
            if (
                _is_one_state(earlier)
                and earlier.countries != host
                and self._give(mention, earlier.countries, AS_PLACE)
            ):
                return

    def _fellow_envoy(self, mention: Found, host: tuple[str, ...]) -> bool:
        """Envoys of an unnamed state are mostly those the article spoke of before."""
        for earlier in self.before(mention.first):
            if "e" in earlier.flags and len(earlier.countries) == 1 and earlier.countries != host:
                return self._give(mention, earlier.countries, IN_SENTENCE)
        return False

    def _place_of(self, start: int, end: int) -> str | None:
        """The first state that the sentence is set in ("in Kabul"), looked for once a sentence."""
        if start not in self._settings:
            codes = (self._place_at(i + 1, end) for i in range(start, end - 1) if self.tokens[i].norm in LOCATIVE)
            self._settings[start] = next((code for code in codes if code), None)
        return self._settings[start]

    def _place_at(self, index: int, end: int) -> str | None:
        if self.tokens[index].norm == "the" and index + 1 < end:
            index += 1
        atom = self.analysis.atoms.get(index)
        if atom is not None and atom.entry.kind in ("country", "capital", "region") and len(atom.entry.countries) == 1:
            code = atom.entry.countries[0]
            return code if code not in _BLOCS else None
        city = self.cities.get(index)
        return city.country if city is not None else None


def _is_one_state(mention: Found) -> bool:
    return len(mention.countries) == 1 and mention.countries[0] not in NO_STATES


def _is_thing(mention: Found) -> bool:
    """May "it" stand for this?"""
    if mention.is_person or mention.is_plural or mention.is_place or mention.kind in ("adjective", "people"):
        return False
    return not mention.entity.startswith("person:")


def home_country(analysis: Analysis, phrases: list[list[Phrase]], cities: dict[int, City]) -> str | None:
    """Return the country an article is mostly about: named first, most, and where it is set; None when it names none."""
    weights: Counter[str] = Counter()
    for number, sentence in enumerate(phrases):
        for place, phrase in enumerate(sentence):
            if len(phrase.countries) != 1 or phrase.countries[0] in NO_STATES:
                continue
            weights[phrase.countries[0]] += (3 if number == 0 and place == 0 else 2 if number == 0 else 1) * 2
    for index, city in cities.items():
        weights[city.country] += 3 if index < 30 else 1
    return max(weights, key=lambda code: weights[code]) if weights else None
