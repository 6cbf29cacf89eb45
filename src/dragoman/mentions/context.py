"""What an article implies: the antecedent of "the minister", "she", "the two countries", and the state of an unowned "police"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dragoman.mentions import antecedents, candidates, sides
from dragoman.mentions.descriptions import described
from dragoman.mentions.found import (
    AS_PLACE,
    DOMINANT,
    IN_SENTENCE,
    LOOSE_NAME,
    PREVIOUS,
    PRONOUN,
    REFERRED,
    Found,
    entity_key,
    from_phrase,
)
from dragoman.mentions.salience import Salience, stated
from dragoman.mentions.words import LOCATIVE, REGIONAL, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.mentions.cities import City
    from dragoman.mentions.gazetteer import Gazetteer
    from dragoman.mentions.phrase import Phrase
    from dragoman.mentions.scan import Analysis

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
_PAIRED = frozenset({"both", "two", "each"})
_POPES = frozenset({"pope", "pontiff"})
_COMPASS = word_set(
    "the northern southern eastern western central northeastern northwestern southeastern southwestern north south east west occupied nearby"
)
_LOOK_BACK = 60
# A probability among the article's states as a score: between what a place and what a pronoun is worth.
_LEAST, _MOST = 0.35, 0.7


class Context:
    """The article's mentions so far and the questions put to them. Mentions are kept in the order of their tokens."""

    def __init__(self, analysis: Analysis, salience: Salience, gazetteer: Gazetteer) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.salience = salience
        self.gazetteer = gazetteer
        self.home = salience.home
        self.found: list[Found] = []
        self.cities: dict[int, City] = {}
        self.phrases: dict[int, list[Phrase]] = {}
        self._settings: dict[int, str | None] = {}
        self._starts = [start for start, _ in analysis.sentences]
        self._openings = _openings(analysis)
        self._quoted: set[int] | None = None

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

    def paragraph_start(self, start: int) -> int:
        """Return the first token of the paragraph in which the sentence that begins at token `start` stands."""
        place = bisect_right(self._starts, start) - 1
        return self._openings[place] if place >= 0 else start

    def is_quoted(self, index: int) -> bool:
        """Does token `index` stand between quotation marks that open in its sentence?"""
        if self._quoted is None:
            self._quoted = _quoted(self.analysis)
        return index in self._quoted

    def is_located(self, phrase: Phrase) -> bool:
        """Is a state's name here the place of something: "in Kabul"?"""
        cue = self.tokens[phrase.first - 1].norm if phrase.first else ""
        return phrase.kind in ("capital", "country", "region") and cue in LOCATIVE

    def settle(self, mention: Found, phrase: Phrase) -> None:
        """Give a mention whose words state no owner the one that its context implies."""
        if mention.countries or mention.kind == "trap":
            return
        if mention.noun in _POPES and self._give(mention, ("VAT",), REFERRED):
            return
        if phrase.owner is not None and self._owned_by(mention, phrase.owner):
            return
        if phrase.possessive and self._owned(mention, phrase):
            return
        same = self.same(mention, phrase)
        if self._referred(mention, phrase):
            return
        is_body = mention.name and not mention.noun and mention.kind in ("organisation", "group", "institution")
        if is_body and LOOSE_NAME not in mention.flags:
            return
        mention.score = AS_PLACE
        if not self._regional(mention, phrase):
            self._infer(mention, phrase, same)

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

    def _owned(self, mention: Found, phrase: Phrase) -> bool:
        pronoun = phrase.possessive or "it"
        owner = self.antecedent(pronoun, phrase.first, True, phrase.host)
        if owner is None:
            return False
        codes = owner.countries
        if mention.noun in sides.OPPOSITES and len(codes) == 1:
            codes = sides.opposite(self, codes, mention.first) or codes
        return self._give(mention, codes, PRONOUN)

    def _owned_by(self, mention: Found, owner: Phrase) -> bool:
        """ "the ministry's spokesman", "the three countries' ambassadors": of whomever the possessor is."""
        possessor = from_phrase(owner)
        self.settle(possessor, owner)
        if mention.sector is None:
            mention.sector = possessor.sector
        return self._give(mention, possessor.countries, min(possessor.score, REFERRED))

    def antecedent(self, pronoun: str, index: int, is_owner: bool = False, host: tuple[str, ...] = ()) -> Found | None:
        """Return the mention that "he", "she", "it" or "they" at token `index` most likely stands for."""
        if pronoun == "we":
            return self._speaker(index)
        return antecedents.likeliest(self, pronoun, index, is_owner, host)

    def _speaker(self, index: int) -> Found | None:
        """Who says "we": whom the paragraph names outside the quotation, before it or after it; else the last person named."""
        opening = self.paragraph_start(self.sentence_of(index)[0])
        earlier = [
            found
            for found in self.before(index)
            if found.countries and not found.is_place and found.kind != "adjective"
        ]
        here = [found for found in earlier if found.first >= opening and not self.is_quoted(found.first)]
        if here:
            return next((found for found in here if found.is_person), here[-1])
        return self._later_speaker(index) or next((found for found in earlier if found.is_person), None)

    def _later_speaker(self, index: int) -> Found | None:
        """The first party outside the quotation that the rest of the sentence names."""
        start, _ = self.sentence_of(index)
        for phrase in self.phrases.get(start, ()):
            code = stated(phrase)
            if (
                phrase.first > index
                and code is not None
                and not self.is_quoted(phrase.first)
                and not self.is_located(phrase)
            ):
                speaker = from_phrase(phrase)
                speaker.countries = (code,)
                return speaker
        return None

    def same(self, mention: Found, phrase: Phrase) -> Found | None:
        """The nearest earlier mention that a definite noun may take up: of the same noun, or an embassy for an ambassador."""
        if not mention.noun or not phrase.is_definite:
            return None
        for earlier in self.before(mention.first):
            if not earlier.countries or not earlier.is_listed or set(earlier.countries) & set(phrase.host):
                continue
            if earlier.is_plural and not mention.is_plural and "e" not in mention.flags:
                continue
            if earlier.noun == mention.noun or (earlier.noun and earlier.noun.split()[-1] == mention.noun):
                return earlier
            if "e" in mention.flags and "e" in earlier.flags:
                return earlier
        return None

    def _referred(self, mention: Found, phrase: Phrase) -> bool:
        """ "the two countries", "the kingdom", "the bloc": a definite noun that takes up an earlier mention by its kind."""
        noun = mention.noun
        if noun and mention.is_plural and mention.sector != "CVL" and self._is_pair(phrase):
            return self._give(mention, sides.several(self, mention.first, phrase.number or 2), REFERRED)
        if not noun or not phrase.is_definite:
            return False
        if "g" in mention.flags and not mention.is_plural:
            return self._country(mention, phrase)
        if noun not in _ORGANISED:
            return False
        for earlier in self.before(mention.first):
            if not earlier.countries or not earlier.is_listed or (earlier.is_plural and not mention.is_plural):
                continue
            if earlier.noun == noun or (earlier.kind in ("organisation", "group") and self._suits(noun, earlier)):
                self._take_up(mention, earlier)
                return True
        return False

    def _is_pair(self, phrase: Phrase) -> bool:
        """ "the two countries", "both armies"; but not "two soldiers" and "the two men"."""
        if not phrase.number:
            return phrase.noun in _OPPOSED and phrase.is_definite
        first = self.tokens[phrase.first].norm
        return (phrase.is_definite or first in _PAIRED) and (phrase.noun in _SIDES or first == "both")

    @staticmethod
    def _take_up(mention: Found, earlier: Found) -> None:
        if not mention.is_plural or earlier.is_plural:
            mention.entity = earlier.entity
            mention.name = mention.name or earlier.name
        if mention.noun != "official":
            mention.sector = earlier.sector or mention.sector
        mention.sex = earlier.sex
        mention.countries, mention.score = earlier.countries, REFERRED

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

    def _country(self, mention: Found, phrase: Phrase) -> bool:
        """ "the country", "the kingdom", "the Gulf state": the state that the text has in hand, of those so described."""
        words = [token.norm for token in self.tokens[phrase.first : phrase.last]]
        among = described(words)
        if among:
            suited = antecedents.likeliest(self, "country", mention.first, among=among)
            if suited is not None:
                return self._as_state(mention, suited.countries[0], REFERRED)
            code = next((code for code in self.salience.order if code in among), None)
            if code is not None:
                return self._as_state(mention, code, PREVIOUS)
        earlier_state = self.antecedent("country", mention.first)
        if earlier_state is not None:
            return self._as_state(mention, earlier_state.countries[0], REFERRED)
        return self.home is not None and self._as_state(mention, self.home, DOMINANT)

    def _as_state(self, mention: Found, code: str, score: float) -> bool:
        mention.name = None
        return self._give(mention, (code,), score)

    def _infer(self, mention: Found, phrase: Phrase, same: Found | None) -> None:
        """The likeliest of the article's states; an earlier mention of the same noun is taken up where it is that state's."""
        if mention.noun in ("", "country", "nation", "state") and mention.kind != "person":
            return
        if same is not None and len(same.countries) > 1 and mention.is_plural:
            self._take_up(mention, same)
            return
        if "e" in mention.flags and mention.kind != "person" and self._fellow_envoy(mention, phrase, same):
            return
        chosen = candidates.likeliest(self, mention, phrase, same)
        if chosen is None:
            return
        code, probability = chosen
        mention.is_inferred = True
        if same is not None and same.countries == (code,):
            self._take_up(mention, same)
            mention.score = max(_LEAST + (_MOST - _LEAST) * probability, PREVIOUS)
            return
        self._give(mention, (code,), _LEAST + (_MOST - _LEAST) * probability)

    def _fellow_envoy(self, mention: Found, phrase: Phrase, same: Found | None) -> bool:
        """The embassy, or envoys of an unnamed state, are mostly those that the article spoke of before."""
        if same is not None and "e" in same.flags:
            self._take_up(mention, same)
            mention.sector = "GOV" if mention.sector is None else mention.sector
            return True
        for earlier in self.before(mention.first):
            if "e" in earlier.flags and len(earlier.countries) == 1 and earlier.countries != phrase.host:
                return self._give(mention, earlier.countries, IN_SENTENCE)
        return False

    def place_of(self, start: int, end: int) -> str | None:
        """Return the first state that the sentence of these tokens is set in ("in Kabul"), looked for once a sentence."""
        if start not in self._settings:
            self._settings[start] = self.place_of_range(start, end)
        return self._settings[start]

    def place_of_range(self, start: int, end: int) -> str | None:
        """Return the first state in which these tokens set something, or None."""
        codes = (self._place_at(i + 1, end) for i in range(start, end - 1) if self.tokens[i].norm in LOCATIVE)
        return next((code for code in codes if code), None)

    def _place_at(self, index: int, end: int) -> str | None:
        while index + 1 < end and (self.tokens[index].norm in _COMPASS or self.tokens[index].norm == "-"):
            index += 1
        atom = self.analysis.atoms.get(index)
        if atom is not None and atom.entry.kind in ("country", "capital", "region") and len(atom.entry.countries) == 1:
            code = atom.entry.countries[0]
            return code if code not in _BLOCS else None
        city = self.cities.get(index)
        return city.country if city is not None else None


_OPPOSED = word_set("side neighbour neighbor rival foe")
_SIDES = word_set(
    "country nation side state party neighbour neighbor leader government capital power ally counterpart foe rival "
    "president minister army military republic embassy ambassador envoy mission parliament nation's ministry court"
) | {"foreign minister", "prime minister"}


def _openings(analysis: Analysis) -> list[int]:
    """The first token of each sentence's paragraph."""
    openings: list[int] = []
    for number, ((start, _), paragraph) in enumerate(zip(analysis.sentences, analysis.paragraphs)):
        is_same = number > 0 and analysis.paragraphs[number - 1] == paragraph
        openings.append(openings[-1] if is_same else start)
    return openings


def _quoted(analysis: Analysis) -> set[int]:
    inside: set[int] = set()
    paragraph, is_open = -1, False
    for (start, end), here in zip(analysis.sentences, analysis.paragraphs):
        is_open = is_open and here == paragraph
        paragraph = here
        for index in range(start, end):
            text = analysis.tokens[index].text
            if text in '“”"':
                is_open = text == "“" or (text == '"' and not is_open)
            elif is_open:
                inside.add(index)
    return inside
