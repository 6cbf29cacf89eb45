"""Whom a span means in which no known phrase stands: "both", a name never introduced, "three sergeants", or no actor at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.mentions import sides
from dragoman.mentions.cities import load_cities
from dragoman.mentions.found import AS_PLACE, LOCATED, PRONOUN, REFERRED, Found
from dragoman.mentions.names import name_at
from dragoman.mentions.phrase import Phrase
from dragoman.mentions.reading import resolve_phrase
from dragoman.mentions.words import DETERMINERS, NUMBER_WORDS, SUBJECT_PRONOUNS, word_set

if TYPE_CHECKING:
    from dragoman.mentions.names import Name
    from dragoman.mentions.reading import Reading

_BUSINESS_ENDINGS = word_set(
    "inc corp corporation ltd limited llc plc co ag sa gmbh holdings group airlines airways bank energy motors oil petroleum industries technologies"
)
_SCHOOL_ENDINGS = frozenset({"university", "college", "institute", "academy", "school"})
# How sure the state of what is described only in words nobody listed can be: people and bodies, and things.
UNSURE, THING = 0.5, 0.2
_PRONOUNS = {
    **SUBJECT_PRONOUNS, "themselves": "they", "itself": "it", "himself": "he", "herself": "she", "his": "he", "its": "it", "their": "they",
    "theirs": "they", "whom": "they", "we": "we", "us": "we", "our": "we", "ours": "we", "i": "we", "me": "we", "my": "we",
}  # fmt: skip
_ALONE = frozenset({"both", "each", "either", "neither"})
_PAIRED = word_set(
    "neighbours neighbors capitals colleagues states peoples nations sides parties rivals foes partners allies leaders men"
)
_WEAPONS = word_set(
    "bazooka helicopter gun handgun shotgun rifle pistol revolver knife machete axe bomb rocket missile grenade mortar shell bullet mine "
    "explosive drone tank plane aircraft jet howitzer cannon torpedo flare projectile weapon arrow sword spear stone petrol gas"
)
_PAIRING = word_set("both the two three four five pair trio each other either neither all of them these those")
_NUMBERS = NUMBER_WORDS | {"pair": 2, "each": 2, "either": 2, "neither": 2, "other": 2, "trio": 3}
_SOMEBODY = word_set(
    "nobody everyone everybody anyone anybody somebody someone none those others many most hundreds thousands dozens scores tens "
    "millions folk gentry elite poor rich young wounded dead injured pair duo trio"
)
# How English words for people end; the rest of such words name things.
_HUMAN_ENDINGS = (
    "er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "woman", "women", "ant", "ants", "ent", "ents", "ee", "ees",
    "ee's", "eant", "eants", "people", "folk", "ines", "ate", "ates", "ard", "ards", "ague", "agues", "mate", "mates",
)  # fmt: skip
_THINGS = word_set(
    "helicopter mortar border paper letter order water river tower centre center power sector car bunker radar computer server tanker "
    "freighter trawler steamer cruiser launcher rocket fertilizer barrier chamber corner counter cover disaster dinner door factor fear "
    "floor fever gunner harbor harbour holder hour labour layer ladder literature manner master matter meter motor murder number offer "
    "paper pepper pier poster quarter register reactor rifle river rubber shelter shoulder shutter silver summer supper sweater temper "
    "theater theatre timber tractor trailer transfer trigger war weather winter wonder agreement statement document government "
    "parliament moment movement equipment argument investment payment settlement treatment event accident incident president plant "
    "restaurant grant warrant want content rent cent percent extent intent patent state estate date gate plate rate debate climate "
    "certificate chocolate donor-fund blizzard board card guard-rail hazard record reward standard award van ban plan scan bulletin-board "
    "mines machines lines magazines submarines vaccines medicines pipelines cross crosses"
)


def resolve_unknown(reading: Reading, first: int, last: int) -> Found:
    """Return whom the tokens `first` to `last` mean. A weapon or a bare adjective has no country, another thing a very unsure one."""
    tokens = reading.analysis.tokens
    words = [token.norm for token in tokens[first:last] if token.is_word]
    if len(words) == 1 and words[0] in _PRONOUNS:
        antecedent = reading.context.antecedent(_PRONOUNS[words[0]], first)
        if antecedent is not None:
            return Found(
                first, last, first, "pronoun", antecedent.entity, antecedent.countries, antecedent.name, antecedent.sector, antecedent.role,
                score=min(PRONOUN, antecedent.score),
            )  # fmt: skip
    if _is_pair(words):
        number = next((_NUMBERS[word] for word in words if word in _NUMBERS), 2)
        codes = sides.several(reading.context, first, number, is_bare=set(words) <= _PAIRING)
        return Found(first, last, first, "noun", "", codes, is_plural=True, score=REFERRED if codes else AS_PLACE)
    after, cities = load_cities().at(tokens, first, last)
    if after == last and cities:
        return Found(first, last, first, "place", "", (cities[0].country,), cities[0].name, score=AS_PLACE)
    name = _name(reading, first, last)
    if name is not None:
        return _person(reading, name, first, last)
    return _described(reading, first, last, words)


def _is_pair(words: list[str]) -> bool:
    """ "both", "the two", "each other", "both neighbours", "the three capitals" """
    if set(words) <= _PAIRING:
        return (len(words) > 1 and bool(_NUMBERS.keys() & set(words))) or words[0] in _ALONE
    is_counted = words[0] == "both" or (
        words[0] in ("the", "these", "those") and len(words) > 1 and words[1] in NUMBER_WORDS
    )
    return is_counted and words[-1] in _PAIRED


def _described(reading: Reading, first: int, last: int, words: list[str]) -> Found:
    """A description by words nobody listed: people, a body, or a thing."""
    tokens = reading.analysis.tokens
    ending = tokens[last - 1].norm
    sector = "BUS" if ending in _BUSINESS_ENDINGS else "EDU" if ending in _SCHOOL_ENDINGS else None
    setting = reading.context.place_of_range(first, last)
    if setting is not None:
        return Found(first, last, first, "noun", "", (setting,), None, sector, score=LOCATED)
    proper = tokens[first + (tokens[first].norm in DETERMINERS) : last]
    is_named = any(token.is_capital and token.text[0].isalpha() for token in proper)
    is_somebody = _is_somebody(words)
    thing = Found(first, last, first, "thing", "", score=THING)
    if (
        not is_named
        and not is_somebody
        and (words[-1].removesuffix("s") in _WEAPONS or (len(words) == 1 and not words[0].endswith("s")))
    ):
        return thing
    if not is_named and sector is None:
        sector = "CVL"
    phrase = Phrase(first, last, first, "noun", noun=ending, is_plural=ending.endswith("s"), sector=sector)
    found = Found(first, last, first, "noun", "", (), None, sector, None, ending, is_plural=ending.endswith("s"))
    reading.context.settle(found, phrase)
    found.score = min(found.score, UNSURE if is_named or is_somebody else THING)
    return found


def _name(reading: Reading, first: int, last: int) -> Name | None:
    """The person whose name the span begins with, in the fuller form the article has of it."""
    tokens = reading.analysis.tokens
    name = name_at(reading.analysis, first, last)
    if name is None:
        return None
    if name.last < last and tokens[name.last].text != ",":
        return None
    if name.words > 1:
        return name
    key = tokens[name.last - 1].norm
    for index in range(1, len(tokens)):
        if tokens[index].norm == key and tokens[index - 1].is_capital and index != first:
            for start in (index - 2, index - 1):
                fuller = name_at(reading.analysis, start, index + 1) if start >= 0 else None
                if fuller is not None and fuller.last == index + 1 and fuller.words > 1:
                    return fuller
    return name


def _person(reading: Reading, name: Name, first: int, last: int) -> Found:
    phrase = Phrase(name.first, name.last, name.first, "person", name=name.text, person=name)
    found = resolve_phrase(phrase, reading.context, reading.persons)
    found.first, found.last = first, last
    found.score = min(found.score, 0.5)
    return found


def _is_somebody(words: list[str]) -> bool:
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in _SOMEBODY or (word.isdigit() and len(words) == 1):
            return True
        if following in ("", "of", "in", "at", "from", "who", "with", "on", "near") and word.endswith(_HUMAN_ENDINGS):
            return len(word) > 3 and word not in _THINGS and word.removesuffix("s") not in _THINGS
    return False
