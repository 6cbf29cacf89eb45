"""What follows the head of an actor's phrase: a name, an apposition, and whose it is or where it is accredited."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from dragoman.mentions.names import name_at
from dragoman.mentions.phrase import BODIES, LOOSE, MEMBERS, NAMED, SHADES, Phrase
from dragoman.mentions.words import NEVER_TITLES, word_set

if TYPE_CHECKING:
    from dragoman.mentions.scan import Analysis

_BODY_WORDS = word_set(
    "association party federation league society airlines airways air open cup times post news grand prix national red cross crescent international "
    "company corporation group bank institute university college foundation trust fund board council committee commission agency authority office "
    "ministry department court union church club team games festival museum hospital school centre center street river sea ocean island islands "
    "mountains desert coast spring revolution war republic empire kingdom embassy parliament airport station motors steel oil gas petroleum telecom "
    "media television radio press medical football olympic rugby cricket premier super first second third day week"
)


class Complements(ABC):
    """The part of the grammar that reads to the right of a head."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.atoms = analysis.atoms

    @abstractmethod
    def parse(self, start: int, end: int, depth: int = 0) -> Phrase | None:
        """Return the phrase that begins at token `start`, or None."""

    def complements(self, phrase: Phrase, end: int, depth: int) -> Phrase | None:
        if phrase.noun and not phrase.is_plural and self._is_name_part(phrase, end):
            return None
        if phrase.noun and not phrase.is_plural and phrase.noun not in BODIES:
            self._take_name(phrase, end)
        if phrase.kind == "person" and not phrase.countries:
            self._take_description(phrase, end, depth)
        if phrase.kind == "adjective" and phrase.countries:
            self._take_bearer(phrase, end)
        if phrase.noun:
            self._take_places(phrase, end, depth)
        if phrase.noun and phrase.person is None and not phrase.is_plural and phrase.noun not in BODIES:
            self._take_apposed_name(phrase, end)
        return phrase

    def _is_name_part(self, phrase: Phrase, end: int) -> bool:
        """Is a capitalised noun only the beginning of a longer name: "the National Hurricane Center"?"""
        head = self.tokens[phrase.head]
        if phrase.last >= end or not head.is_capital or phrase.countries or phrase.last - phrase.head > 1:
            return False
        following = self.tokens[phrase.last]
        if not following.is_capital or not following.text[0].isalpha() or phrase.last in self.atoms:
            return False
        is_first = phrase.head == 0 or self.tokens[phrase.head - 1].text in '.!?:"“”‘'
        is_title = phrase.entry is not None and phrase.entry.noun_kind == "office"
        return phrase.noun in NEVER_TITLES or not (is_title or is_first)

    def _take_name(self, phrase: Phrase, end: int) -> None:
        name = name_at(self.analysis, phrase.last, end)
        if name is not None:
            phrase.person, phrase.name, phrase.kind = name, name.text, "person"
            phrase.last = name.last

    def _take_description(self, phrase: Phrase, end: int, depth: int) -> None:
        """ "General Óscar Naranjo, the Colombian police chief," """
        if phrase.last + 1 >= end or self.tokens[phrase.last].text != ",":
            return
        described = self._description(phrase.last + 1, end, depth)
        if described is not None and described.countries:
            phrase.countries, phrase.last = described.countries, described.last
            phrase.sector = phrase.sector or described.sector

    def _take_bearer(self, phrase: Phrase, end: int) -> None:
        """ "the Russian Viktor Bout": a nationality before a name of two or three words that is no body's"""
        name = name_at(self.analysis, phrase.last, end)
        if (
            name is None
            or name.words not in (2, 3)
            or any(token.norm in _BODY_WORDS for token in self.tokens[name.first : name.last + 1])
        ):
            return
        if name.entry is None:
            phrase.person, phrase.name, phrase.kind, phrase.last = name, name.text, "person", name.last
            phrase.sector = None

    def _take_apposed_name(self, phrase: Phrase, end: int) -> None:
        """ "Russia's ambassador, Sergey Andreyev, said" """
        if phrase.last >= end or self.tokens[phrase.last].text != ",":
            return
        name = name_at(self.analysis, phrase.last + 1, end)
        if name is None or (name.entry is None and name.words < 2):
            return
        after = self.tokens[name.last].text if name.last < len(self.tokens) else "."
        if after in (",", ".", ";", ")", "!", "?") and (phrase.is_definite or phrase.countries or phrase.possessive):
            phrase.person, phrase.name, phrase.kind, phrase.last = name, name.text, "person", name.last

    def _take_places(self, phrase: Phrase, end: int, depth: int) -> None:
        for _ in range(2):
            if phrase.last >= end:
                return
            preposition = self.tokens[phrase.last].norm
            is_envoy = "e" in phrase.flags
            if preposition not in ("of", "for", "from", "in", "to", "at"):
                return
            if (
                preposition in ("in", "to", "at")
                and not is_envoy
                and (phrase.countries or preposition != "in" or phrase.person or phrase.possessive)
            ):
                return
            if preposition in ("for", "from") and phrase.countries and phrase.noun not in LOOSE:
                return
            inner = self.parse(phrase.last + 1, end, depth + 1)
            if inner is None or (
                preposition == "in" and inner.kind not in ("country", "capital", "region", "place", "grouping")
            ):
                return
            if preposition == "for" and not (inner.noun or inner.kind in (*NAMED, "country", "capital", "person")):
                return
            self._absorb(phrase, inner, preposition, is_envoy, end, depth)

    def _absorb(self, phrase: Phrase, inner: Phrase, preposition: str, is_envoy: bool, end: int, depth: int) -> None:
        # "its ambassador from Ottawa" is recalled from there; "the ambassador from France" is French.
        is_host = is_envoy and (
            preposition in ("in", "to", "at", "for") or (preposition == "from" and bool(phrase.possessive))
        )
        codes = inner.countries
        last = inner.last
        while phrase.is_plural and last + 1 < end and self.tokens[last].norm in (",", "and"):
            step = last + 2 if self.tokens[last].text == "," and self.tokens[last + 1].norm == "and" else last + 1
            more = self.parse(step, end, depth + 1)
            if more is None or more.kind not in ("country", "capital"):
                break
            codes, last = (*codes, *more.countries), more.last
        if is_host:
            phrase.host = codes
        else:
            if not phrase.countries:
                phrase.countries = tuple(dict.fromkeys(codes))
                phrase.located = preposition == "in"
                phrase.possessive = phrase.possessive or inner.possessive
                phrase.owner = phrase.owner or (inner if not codes and preposition != "in" else None)
                if "e" in inner.flags and "e" not in phrase.flags:
                    phrase.flags += "e"
            if preposition != "in" and (phrase.sector is None or phrase.noun in SHADES):
                phrase.sector = inner.sector or phrase.sector
            if (
                preposition == "of"
                and phrase.kind != "person"
                and inner.kind in (*NAMED, "noun")
                and inner.name
                and phrase.noun in MEMBERS
            ):
                phrase.name = inner.name
        phrase.last = last

    def named_person(self, start: int, end: int, depth: int) -> Phrase | None:
        """A person by full name, with what is said of them after a comma: "Stanislaw Zaryn, spokesman for …"."""
        if not self.tokens[start].is_capital and start not in self.atoms:
            return None
        name = name_at(self.analysis, start, end)
        if name is None:
            return None
        apposed = None
        if name.last + 1 < end and self.tokens[name.last].text == ",":
            apposed = self._description(name.last + 1, end, depth)
            nationality = self._nationality(name.last + 1, end)
            if apposed is None and nationality is not None:
                codes, last = nationality
                return Phrase(start, last, start, "person", name=name.text, person=name, countries=codes)
        if apposed is None and name.entry is None and not name.is_titled:
            return None
        phrase = Phrase(start, name.last, start, "person", name=name.text, person=name)
        if apposed is not None:
            phrase.last = apposed.last
            phrase.noun, phrase.role, phrase.sector, phrase.countries = (
                apposed.noun,
                apposed.role,
                apposed.sector,
                apposed.countries,
            )
            phrase.possessive, phrase.flags = apposed.possessive, apposed.flags
        return phrase

    def _nationality(self, index: int, end: int) -> tuple[tuple[str, ...], int] | None:
        """ "Peter Greste, an Australian,": the states of a bare nationality between commas, and where it ends"""
        if index + 2 > end or self.tokens[index].norm not in ("a", "an", "the"):
            return None
        atom = self.atoms.get(index + 1)
        if atom is None or atom.entry.kind not in ("adjective", "people", "country") or not atom.entry.countries:
            return None
        after = self.tokens[atom.last].text if atom.last < len(self.tokens) else "."
        return (atom.entry.countries, atom.last) if after in (",", ".", ";", ")") else None

    def _description(self, index: int, end: int, depth: int) -> Phrase | None:
        described = self.parse(index, end, depth + 1)
        if described is None or not described.noun or described.is_plural or described.person is not None:
            return None
        if described.entry is None or (
            described.entry.noun_kind not in ("office", "noun") and described.noun not in SHADES
        ):
            return None
        after = self.tokens[described.last].text if described.last < len(self.tokens) else "."
        return described if after in (",", ".", ";", ":", ")", "-", "–", "—", "and") or described.last >= end else None
