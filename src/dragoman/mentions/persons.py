"""Who a person's name means: the register at the article's date, or the person the article itself introduced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.mentions.found import REFERRED, STATED, Found, entity_key
from dragoman.mentions.gazetteer import name_key, short_names
from dragoman.mentions.origins import load_origins
from dragoman.mentions.scan import term_at
from dragoman.mentions.words import FEMALE, MALE

if TYPE_CHECKING:
    from dragoman.mentions.gazetteer import Entry, Gazetteer
    from dragoman.mentions.names import Name
    from dragoman.mentions.phrase import Phrase

_YEARS_NEAR = 10


@dataclass(slots=True)
class Persons:
    """The persons an article has named so far, by full and short names."""

    gazetteer: Gazetteer
    day: str | None
    by_name: dict[str, Found] = field(default_factory=dict)

    def resolve(self, phrase: Phrase, found: Found) -> None:
        """Fill `found`, a person's mention, from the register and from earlier mentions."""
        name = phrase.person
        if name is None:
            return
        entry = name.entry or self._by_title(name, phrase)
        earlier = self.by_name.get(name_key(entry.name if entry else name.text))
        if entry is not None:
            self._from_register(found, entry, phrase)
        elif earlier is not None:
            found.name, found.entity = earlier.name, earlier.entity
            found.countries = phrase.countries or earlier.countries
            found.sector, found.role = found.sector or earlier.sector, found.role or earlier.role
            found.score = earlier.score if not phrase.countries else STATED
        else:
            found.entity = entity_key("person", (), "", name.text)
        found.sex = found.sex or (earlier.sex if earlier else "") or _sex_of(phrase, name) or self._sex_by_name(name)
        found.kind = "person"

    def _sex_by_name(self, name: Name) -> str:
        """ "f" for a given name that only women of the register bear."""
        if name.words < 2:
            return ""
        return "f" if name_key(name.text).partition(" ")[0] in load_origins(self.gazetteer).women else ""

    def remember(self, found: Found, surname_first: str = "") -> None:
        """Let later short forms of this person's name mean this person."""
        if not found.name:
            return
        self.by_name[name_key(found.name)] = found
        for short in short_names(found.name, surname_first or (found.countries[0] if found.countries else "")):
            key = name_key(short)
            held = self.by_name.get(key)
            if held is None or held.entity == found.entity or " " not in (held.name or ""):
                self.by_name[key] = found

    def short(self, key: str, first: int, last: int) -> Found | None:
        """Return a mention of the person whom the article called by a longer name before, or None."""
        known = self.by_name.get(key)
        if known is None or not known.name or len(key) < 2:
            return None
        return Found(
            first, last, first, "person", known.entity, known.countries, known.name, known.sector, known.role,
            known.noun, known.flags, known.sex, score=min(known.score, REFERRED),
        )  # fmt: skip

    def _from_register(self, found: Found, entry: Entry, phrase: Phrase) -> None:
        found.name = entry.name
        found.entity = entity_key("person", (), "", entry.name)
        found.countries = phrase.countries or entry.countries
        # Hong Kong's chief executive heads no company: in his own office he is what the register says.
        is_his_office = bool(phrase.noun and entry.role) and phrase.noun == entry.role
        found.sector = entry.sector if is_his_office else found.sector or entry.sector
        former = bool(self.day and entry.until and entry.until < self.day)
        found.role = found.role or (f"former {entry.role}" if former else entry.role)
        found.sex = entry.sex or "m"

    def _by_title(self, name: Name, phrase: Phrase) -> Entry | None:
        """A surname after a title ("President Putin") means the one holder of such an office whom the register knows."""
        if not phrase.noun and not name.is_titled:
            return None
        if name_key(name.text) in self.by_name:
            return None
        fitting = []
        for full in self.gazetteer.surnames.get(name_key(name.text), ()):
            terms = [
                term
                for term in self.gazetteer.persons[full]
                if not phrase.countries or set(phrase.countries) & set(term.countries)
            ]
            terms = [term for term in terms if not phrase.noun or _same_office(phrase.noun, term.role or "")]
            if terms:
                fitting.append(term_at(terms, self.day))
        if not phrase.noun:
            # "Mr. Eden" is the statesman in his own time; in another, one of the many who bear the name.
            fitting = [term for term in fitting if self._is_near(term)]
        if len(fitting) > 1 and self.day:
            day = self.day
            fitting = [term for term in fitting if term.since <= day and (not term.until or day <= term.until)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_near(self, term: Entry) -> bool:
        """Is the article of the years of an office, or of those just before and after?"""
        if not self.day:
            return True
        year = int(self.day[:4])
        return int(term.since[:4] or year) - _YEARS_NEAR <= year <= int(term.until[:4] or year) + _YEARS_NEAR


def _same_office(noun: str, office: str) -> bool:
    last = noun.split(" of ")[0].split()[-1]
    return (
        last in office.split()
        or noun in office
        or (last == "leader" and bool(office))
        or office.split(" of ")[0].endswith(last)
    )


def _sex_of(phrase: Phrase, name: Name) -> str:
    words = {*phrase.noun.split(), name.title}
    if words & FEMALE:
        return "f"
    return "m" if words & MALE else ""
