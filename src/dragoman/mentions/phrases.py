"""The noun phrases that name actors: who is meant by the head, and to whom the head belongs.

A phrase is a determiner, owners ("Russian", "Moscow's", "EU"), modifiers, one or more head nouns, a name, and the
prepositional phrases that say whose it is ("of the rebels") or where it is accredited ("in Belgium": the host, never the owner).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.mentions.names import Name, name_at
from dragoman.mentions.words import (
    BREAKERS,
    COMPOUND_HEADS,
    COMPOUND_TAILS,
    DEFINITE,
    DETERMINERS,
    MODIFIERS,
    NUMBER_WORDS,
    POSSESSIVES,
)

if TYPE_CHECKING:
    from dragoman.mentions.gazetteer import Entry
    from dragoman.mentions.scan import Analysis, Atom

NOUNS = frozenset({"office", "institution", "group", "generic", "place"})
_NAMED = frozenset({"organisation", "group", "institution"})
_QUANTITIES = frozenset("dozens hundreds thousands scores number numbers group groups some one most many all both majority handful couple pair tens millions several half two three".split())
_BODIES = frozenset("army police court parliament government ministry authorities troops forces navy regime state mission embassy consulate media press".split())
_APPROXIMATIONS = frozenset({("up", "to"), ("at", "least"), ("at", "most"), ("more", "than"), ("less", "than"), ("fewer", "than"), ("as", "many")})
_DEPTH = 4
_WIDTH = 40


@dataclass(slots=True)
class Phrase:
    """A noun phrase that may name an actor, as token indices; what is not said in it is None or empty.

    `countries` are its owners as the words state them; `possessive` is "it", "he" … where a pronoun owns it; `host` is where
    it is accredited; `noun` is the head's dictionary form; `name` a person's or body's own name.
    """

    first: int
    last: int
    head: int
    kind: str
    noun: str = ""
    flags: str = ""
    name: str | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    role: str | None = None
    is_plural: bool = False
    is_definite: bool = False
    has_determiner: bool = False
    possessive: str | None = None
    person: Name | None = None
    located: bool = False
    number: int | None = None
    host: tuple[str, ...] = ()
    entry: Entry | None = None
    owner: Phrase | None = None


class Grammar:
    """Parses the noun phrases of one analysed article."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.atoms = analysis.atoms

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """Return the actor phrases among the tokens `start` to `end`, left to right, none overlapping."""
        found = []
        index = start
        while index < end:
            phrase = self.parse(index, end)
            if phrase is None:
                index += 1
            else:
                found.append(phrase)
                index = max(phrase.last, index + 1)
        return found

    def parse(self, start: int, end: int, depth: int = 0) -> Phrase | None:
        """Return the phrase that begins at token `start`, or None."""
        if depth > _DEPTH or start >= end or not self.tokens[start].is_word:
            return None
        end = min(end, start + _WIDTH)
        named = self._named_person(start, end, depth)
        if named is not None:
            return named
        phrase = Phrase(start, start, -1, "")
        index = self._determiners(start, end, phrase)
        index = self._core(index, end, phrase, depth)
        if phrase.head < 0:
            return None
        phrase.last = index
        if phrase.kind == "adjective":
            phrase.first = phrase.head
        return self._complements(phrase, end, depth)

    def _determiners(self, start: int, end: int, phrase: Phrase) -> int:
        index = start
        while index < end:
            token = self.tokens[index]
            if index in self.atoms and token.norm not in DETERMINERS:
                break
            following = self.tokens[index + 1].norm if index + 1 < end else ""
            if following == "of" and token.norm in _QUANTITIES:
                index += 2
            elif index > start and following in _QUANTITIES and index + 2 < end and self.tokens[index + 2].norm == "of" and token.norm not in BREAKERS:
                index += 3
            elif (token.norm, following) in _APPROXIMATIONS:
                index += 2
            elif token.norm in DETERMINERS or token.text[0].isdigit():
                phrase.is_definite = phrase.is_definite or token.norm in DEFINITE
                phrase.number = NUMBER_WORDS.get(token.norm, phrase.number)
                index += 1
            elif token.norm in POSSESSIVES and index == start:
                phrase.possessive = POSSESSIVES[token.norm]
                index += 1
            elif token.text in (",", ".") and self.tokens[index - 1].text[0].isdigit() and following[:1].isdigit():
                index += 1
            else:
                break
        phrase.has_determiner = index > start
        return index

    def _core(self, index: int, end: int, phrase: Phrase, depth: int) -> int:
        """Read owners, modifiers and heads from `index`; return the index after the last one that belongs."""
        reached = index
        owners: list[Atom] = []
        heads: list[Atom] = []
        while index < end:
            atom = self.atoms.get(index)
            if atom is None:
                index = self._skip_modifiers(index, end, owners, bool(heads))
                if index < 0:
                    break
                continue
            kind = atom.entry.kind
            if kind == "trap" or kind == "person":
                break
            if self._is_compound(atom, end):
                index = atom.last + 2
                continue
            is_noun = bool(atom.entry.noun_kind)
            if not is_noun and heads:
                break
            if not is_noun and owners and not self._may_follow(owners[-1], atom):
                break
            (heads if is_noun else owners).append(atom)
            index = reached = atom.last
            if not is_noun:
                more = self._coordinated(atom, end)
                if more:
                    owners += more
                    index = reached = more[-1].last
            if index < end and self.tokens[index].norm in ("'s", "'", "’"):
                step = self._possessed(index + 1, end)
                if step < 0:
                    break
                self._settle(phrase, owners, heads)
                if not phrase.countries and phrase.noun:
                    phrase.owner = replace(phrase, last=index)
                owners, heads = [], []
                index = step
        self._settle(phrase, owners, heads)
        return reached

    def _possessed(self, index: int, end: int) -> int:
        """Return where the noun owned by a possessive begins ("Russia's [former] ambassador"), or -1 when no actor follows."""
        here = index
        for _ in range(5):
            atom = self.atoms.get(here)
            if atom is not None:
                return here if atom.entry.noun_kind or atom.entry.kind in (*_NAMED, "adjective") else -1
            if here >= end or not self.tokens[here].is_word or self.tokens[here].norm in BREAKERS:
                return -1
            if self.tokens[here].norm not in MODIFIERS and not self.tokens[here].is_capital and here > index + 1:
                return -1
            here += 1
        return -1

    def _may_follow(self, owner: Atom, atom: Atom) -> bool:
        """Can a second name follow the first inside one phrase: "US State Department", "Russian Duma"?"""
        gap = [token.norm for token in self.tokens[owner.last : atom.first]]
        if any(word in (",", "and") for word in gap):
            return False
        return atom.entry.kind in _NAMED and (_is_adjective(owner) or owner.entry.kind in ("country", "capital"))

    def _is_compound(self, atom: Atom, end: int) -> bool:
        if atom.last + 1 >= end or self.tokens[atom.last].text not in ("-", "‑"):
            return False
        return self.tokens[atom.last + 1].norm in COMPOUND_TAILS and atom.last + 1 not in self.atoms

    def _skip_modifiers(self, index: int, end: int, owners: list[Atom], has_head: bool) -> int:
        """Return the index of the atom that unknown words before a head lead to, or -1 where the phrase has ended."""
        adjectival = bool(owners) and _is_adjective(owners[-1])
        here, unknown = index, 0
        while here < end and here - index < 6:
            token = self.tokens[here]
            if here in self.atoms:
                entry = self.atoms[here].entry
                return here if entry.noun_kind or (entry.kind in (*_NAMED, "adjective", "country", "capital", "region") and not owners) else -1
            if token.norm in COMPOUND_HEADS and here + 2 < end and self.tokens[here + 1].text in "-‑":
                here += 3
                continue
            if token.text in ("-", "‑") and here > index:
                here += 1
                continue
            if token.norm in MODIFIERS:
                here += 1
                continue
            plain = token.is_word and not token.is_capital and token.norm not in BREAKERS and token.norm not in DETERMINERS
            if not (adjectival and plain and not has_head and unknown < 2) or token.norm.endswith(("ed", "ing", "s", "ly")):
                return -1
            unknown += 1
            here += 1
        return -1

    def _coordinated(self, atom: Atom, end: int) -> list[Atom]:
        """Return further owners joined to this one before a shared head: "the Russian and Belarusian embassies"."""
        if not _is_adjective(atom):
            return []
        more: list[Atom] = []
        here = atom.last
        while here + 1 < end and self.tokens[here].norm in (",", "and", "or", "&", "-"):
            step = here + 1
            if self.tokens[here].text == "," and self.tokens[step].norm == "and":
                step += 1
            following = self.atoms.get(step)
            if following is None or not _is_adjective(following):
                break
            more.append(following)
            here = following.last
        if not more:
            return []
        head = self._skip_modifiers(here, end, [more[-1]], False) if here < end else -1
        return more if head >= 0 and self.atoms[head].entry.noun_kind else []

    def _settle(self, phrase: Phrase, owners: list[Atom], heads: list[Atom]) -> None:
        """Fill the phrase from the owners and heads read so far; an earlier possessor owns what comes now."""
        if not owners and not heads:
            return
        earlier = (phrase.countries, phrase.sector, phrase.kind)
        had_head = phrase.head >= 0
        if owners:
            last = owners[-1]
            codes = tuple(dict.fromkeys(code for owner in owners if owner.entry.kind not in _NAMED or len(owners) == 1 for code in owner.entry.countries))
            if last.entry.kind in _NAMED and last.entry.countries:
                codes = last.entry.countries
            phrase.countries = codes
            phrase.head, phrase.kind, phrase.entry = last.first, last.entry.kind, last.entry
            phrase.name, phrase.sector = last.entry.name, last.entry.sector
            phrase.is_plural = last.entry.is_plural or len(owners) > 1
        if heads:
            self._take_heads(phrase, heads, owners)
        if had_head and earlier[0] and not (owners and owners[-1].entry.kind in _NAMED):
            phrase.countries = earlier[0]
        if had_head and phrase.kind == "generic" and phrase.sector is None:
            phrase.sector = earlier[1]

    def _take_heads(self, phrase: Phrase, heads: list[Atom], owners: list[Atom]) -> None:
        last = heads[-1]
        owner = owners[-1].entry if owners else None
        sector = last.entry.sector
        for earlier in reversed(heads[:-1]):
            if last.entry.kind == "generic" or last.entry.role in _SHADES:
                sector = earlier.entry.sector or sector
        if owner is not None and owner.kind in _NAMED and (last.entry.kind == "generic" or last.entry.role in _SHADES):
            sector = owner.sector or sector
        if len(heads) > 1 and any("e" in head.entry.flags for head in heads[:-1]):
            phrase.flags = "e"
        keeps_name = owner is not None and owner.kind in _NAMED and last.entry.noun_kind != "office" and last.entry.kind != "generic"
        phrase.head, phrase.kind, phrase.entry = last.first, last.entry.noun_kind, last.entry
        phrase.noun = last.entry.role or ""
        phrase.flags += last.entry.flags
        phrase.name = owner.name if keeps_name and owner else None
        phrase.sector = sector
        phrase.role = " ".join((head.entry.role or "") for head in heads) if last.entry.noun_kind in ("office", "noun") else last.entry.role
        phrase.is_plural = last.entry.is_plural
        if last.entry.kind == "place" and not owners:
            phrase.head = -1 if not phrase.countries else last.first

    def _complements(self, phrase: Phrase, end: int, depth: int) -> Phrase | None:
        if phrase.noun and not phrase.is_plural and phrase.noun not in _BODIES:
            self._take_name(phrase, end)
        if phrase.noun:
            self._take_places(phrase, end, depth)
        if phrase.noun and phrase.person is None and not phrase.is_plural and phrase.noun not in _BODIES:
            self._take_apposed_name(phrase, end)
        return phrase

    def _take_name(self, phrase: Phrase, end: int) -> None:
        name = name_at(self.analysis, phrase.last, end)
        if name is not None:
            phrase.person, phrase.name, phrase.kind = name, name.text, "person"
            phrase.last = name.last

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
            if preposition in ("in", "to", "at") and not is_envoy and (phrase.countries or preposition != "in" or phrase.person):
                return
            if preposition in ("for", "from") and phrase.countries and phrase.noun not in _LOOSE:
                return
            inner = self.parse(phrase.last + 1, end, depth + 1)
            if inner is None or (preposition == "in" and inner.kind not in ("country", "capital", "region", "place", "grouping")):
                return
            if preposition == "for" and not (inner.noun or inner.kind in _NAMED or inner.kind in ("country", "capital")):
                return
            self._absorb(phrase, inner, preposition, is_envoy, end, depth)

    def _absorb(self, phrase: Phrase, inner: Phrase, preposition: str, is_envoy: bool, end: int, depth: int) -> None:
        is_host = is_envoy and preposition in ("in", "to", "at", "for")
        codes = inner.countries
        last = inner.last
        while phrase.is_plural and last + 1 < end and self.tokens[last].norm in (",", "and") and not is_host:
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
                if "e" in inner.flags and "e" not in phrase.flags:
                    phrase.flags += "e"
            if preposition != "in" and (phrase.sector is None or phrase.noun in _SHADES):
                phrase.sector = inner.sector or phrase.sector
            if preposition == "of" and phrase.kind != "person" and inner.kind in _NAMED and inner.name and phrase.noun in _MEMBERS:
                phrase.name = inner.name
        phrase.last = last

    def _named_person(self, start: int, end: int, depth: int) -> Phrase | None:
        """A person by full name, with what is said of them after a comma: "Stanislaw Zaryn, spokesman for …"."""
        if not self.tokens[start].is_capital and start not in self.atoms:
            return None
        name = name_at(self.analysis, start, end)
        if name is None:
            return None
        apposed = None
        if name.last + 1 < end and self.tokens[name.last].text == ",":
            apposed = self._description(name.last + 1, end, depth)
        if apposed is None and name.entry is None and not name.is_titled:
            return None
        phrase = Phrase(start, name.last, start, "person", name=name.text, person=name)
        if apposed is not None:
            phrase.last = apposed.last
            phrase.noun, phrase.role, phrase.sector, phrase.countries = apposed.noun, apposed.role, apposed.sector, apposed.countries
            phrase.possessive, phrase.flags = apposed.possessive, apposed.flags
        return phrase

    def _description(self, index: int, end: int, depth: int) -> Phrase | None:
        described = self.parse(index, end, depth + 1)
        if described is None or not described.noun or described.is_plural or described.person is not None:
            return None
        if described.entry is None or described.entry.noun_kind not in ("office", "noun") and described.noun not in _SHADES:
            return None
        after = self.tokens[described.last].text if described.last < len(self.tokens) else "."
        return described if after in (",", ".", ";", ":", ")", "-", "–", "—", "and") or described.last >= end else None


# Heads that take the colour of what they belong to: a "Hamas official" is of Hamas, a "police source" of the police.
_SHADES = frozenset("official leader politician fighter supporter employee staff worker militant commander senior official member activist rebel person man prisoner officer".split())
_MEMBERS = frozenset("member fighter militant rebel supporter branch wing faction official".split())
_LOOSE = frozenset("spokesman spokeswoman spokesperson minister".split())


def _is_adjective(atom: Atom) -> bool:
    return atom.entry.kind == "adjective" or any(other.kind == "adjective" for other in atom.others)
