"""How much an article is about each state: by its title, its dateline, and all that it names with a country."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.document import Document, Sentence
from dragoman.mentions.cities import load_cities
from dragoman.mentions.found import LOOSE_NAME
from dragoman.mentions.gazetteer import name_key
from dragoman.mentions.phrase import NAMED
from dragoman.mentions.scan import Analysis, scan
from dragoman.mentions.words import word_set

if TYPE_CHECKING:
    from dragoman.mentions.cities import City
    from dragoman.mentions.gazetteer import Gazetteer
    from dragoman.mentions.phrase import Phrase
    from dragoman.records import Article

NO_STATES = frozenset({"UNO", "IGO", "EUR", "NGO", "ISM", "IMG", "MNC"})
# What a mention counts for: states and those who act for them most, a company or an airport town least.
_WEIGHTS = {
    "country": 2.0,
    "capital": 2.0,
    "adjective": 2.0,
    "people": 2.0,
    "office": 2.0,
    "person": 2.0,
    "region": 1.5,
    "organisation": 1.0,
}
_OTHER, _TITLE, _FIRST, _LEAD, _CITY, _DATELINE = 1.5, 3.0, 3.0, 2.0, 1.0, 1.0
# Words of which names are made that parties and bodies of many states have.
_ANYWHERE = word_set(
    "national guard democrats democratic republican republicans party labour labor liberal liberals conservative conservatives social socialist "
    "socialists christian people s peoples congress senate house of representatives assembly parliament supreme constitutional high federal court "
    "army navy air force police coast border security service council state workers green greens left unity justice development popular front "
    "communist communists centre center alliance reform progress new the for and union"
)
_TITLE_CHARS, _DATELINE_CHARS = 300, 120


@dataclass(slots=True)
class Salience:
    """The states an article names: `shares` add up to 1; `order` has the heaviest first."""

    shares: dict[str, float] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    dateline: str | None = None

    @property
    def home(self) -> str | None:
        """The state that the article is mostly about, or None."""
        return self.order[0] if self.order else None


def measure(article: Article, sentences: list[list[Phrase]], cities: dict[int, City], gazetteer: Gazetteer) -> Salience:
    """Return the weight of each state in the article, from its phrases, its cities, its title and its dateline."""
    weights: defaultdict[str, float] = defaultdict(float)
    for number, phrases in enumerate(sentences):
        for place, phrase in enumerate(phrases):
            code = stated(phrase)
            if code is not None:
                factor = _FIRST if number == 0 and place == 0 else _LEAD if number == 0 else 1.0
                weights[code] += factor * _WEIGHTS.get(phrase.kind, _OTHER)
    for index, city in cities.items():
        weights[city.country] += _CITY * (2 if index < 30 else 1)
    title = _codes(article.title[:_TITLE_CHARS], gazetteer) if article.title else ()
    for code in title:
        weights[code] += _TITLE
    dateline = _dateline(article, gazetteer)
    if dateline:
        weights[dateline] += _DATELINE
    total = sum(weights.values())
    order = tuple(sorted(weights, key=lambda code: -weights[code]))
    return Salience({code: weights[code] / total for code in order}, order, title, dateline)


def loosen(analysis: Analysis, sentences: list[list[Phrase]], cities: dict[int, City]) -> None:
    """Take from bodies with a name that any state may have ("Democrats", "the National Guard") the state of the table, where the
    article speaks of that state nowhere else: a context may give them another."""
    spoken = {city.country for city in cities.values()}
    for atom in analysis.atoms.values():
        if atom.entry.kind not in NAMED and not atom.entry.noun_kind:
            spoken.update(atom.entry.countries)
    if not spoken - NO_STATES:
        return
    for phrases in sentences:
        for phrase in phrases:
            entry = phrase.entry
            if entry is None or entry.kind not in NAMED or phrase.countries != entry.countries or not entry.countries:
                continue
            if entry.countries[0] not in spoken and set(name_key(entry.name).split()) <= _ANYWHERE:
                phrase.countries = ()
                phrase.flags += LOOSE_NAME


def stated(phrase: Phrase) -> str | None:
    """The one state that the words of a phrase, or the register of persons, give it."""
    codes = phrase.countries
    if not codes and phrase.person is not None and phrase.person.entry is not None:
        codes = phrase.person.entry.countries
    return codes[0] if len(codes) == 1 and codes[0] not in NO_STATES else None


def _codes(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The states that a headline names, in its order; names and cities count, common nouns do not."""
    codes = [code for _, code in sorted(_named(_scan(text, gazetteer)))]
    return tuple(dict.fromkeys(codes))


def _named(analysis: Analysis) -> list[tuple[int, str]]:
    found = []
    for index, atom in analysis.atoms.items():
        if len(atom.entry.countries) == 1 and atom.entry.countries[0] not in NO_STATES:
            found.append((index, atom.entry.countries[0]))
    cities, end, here = load_cities(), len(analysis.tokens), 0
    while here < end:
        if here in analysis.inside or not analysis.tokens[here].is_capital:
            here += 1
            continue
        after, named = cities.at(analysis.tokens, here, end)
        if named and named[0].population > 200_000:
            found.append((here, named[0].country))
        here = max(after, here + 1)
    return found


def _dateline(article: Article, gazetteer: Gazetteer) -> str | None:
    block = next((block for block in article.blocks if block.kind == "dateline"), None)
    if block is None:
        return None
    text = article.text[block.start : block.end][:_DATELINE_CHARS]
    # "ISTANBUL, Turkey (AP)": what comes first is the place.
    named = sorted(_named(_scan(text, gazetteer)))
    return named[0][1] if named else None


def _scan(text: str, gazetteer: Gazetteer) -> Analysis:
    from dragoman.records import Article as Text

    whole = Document(Text(id="", text=text), sentences=[Sentence(0, len(text), 0, 0)])
    return scan(whole, gazetteer)
