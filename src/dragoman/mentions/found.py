"""A resolved mention while the article is read: a phrase, whom it means, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.gazetteer import name_key

if TYPE_CHECKING:
    from dragoman.mentions.phrase import Phrase

# How sure a reading is, by what it rests on. Ordinal: chosen so that a stated owner beats any inference.
STATED, ADJECTIVE, CAPITAL, LOCATED, REFERRED = 1.0, 0.8, 0.8, 0.8, 0.85
IN_SENTENCE, PREVIOUS, DOMINANT, AS_PLACE, PRONOUN = 0.6, 0.5, 0.4, 0.3, 0.7

# The flag of a body whose name many states have ("the National Guard"), where nothing in the article speaks of the state in the table.
LOOSE_NAME = "u"


@dataclass(slots=True)
class Found:
    """One mention: token range, head token, kind, entity key and whom it means. Several `countries` mean one mention each."""

    first: int
    last: int
    head: int
    kind: str
    entity: str
    countries: tuple[str, ...] = ()
    name: str | None = None
    sector: str | None = None
    role: str | None = None
    noun: str = ""
    flags: str = ""
    sex: str = ""
    is_plural: bool = False
    is_listed: bool = True
    is_place: bool = False
    score: float = STATED
    is_inferred: bool = False

    @property
    def is_person(self) -> bool:
        """Does it name a single human being?"""
        return self.kind == "person" or (self.kind == "office" and not self.is_plural)

    @property
    def is_state(self) -> bool:
        """Does it name a state or what stands for one?"""
        return self.kind in ("country", "capital", "adjective", "region", "grouping")


def entity_key(kind: str, countries: tuple[str, ...], noun: str, name: str | None) -> str:
    """Return the key that mentions of one entity share."""
    code = "+".join(countries) or "?"
    if kind == "person" and name:
        return f"person:{name_key(name)}"
    if kind in ("country", "capital", "adjective", "people", "grouping") and not noun:
        return code
    return f"{code}:{name_key(name) if name else noun}"


def from_phrase(phrase: Phrase) -> Found:
    """Return the phrase as a mention by its own words only."""
    entry = phrase.entry
    score = STATED
    if phrase.kind == "adjective":
        score = ADJECTIVE
    elif phrase.kind == "capital":
        score = CAPITAL
    elif phrase.located:
        score = LOCATED
    return Found(
        phrase.first, phrase.last, phrase.head, phrase.kind, entity_key(phrase.kind, phrase.countries, phrase.noun, phrase.name),
        phrase.countries, phrase.name, phrase.sector, phrase.role, phrase.noun, phrase.flags,
        entry.sex if entry else "", phrase.is_plural, score=score,
    )  # fmt: skip
