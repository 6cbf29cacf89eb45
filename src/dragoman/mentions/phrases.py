"""The noun phrases that name actors: who is meant by the head, and to whom the head belongs.

A phrase is a determiner, owners ("Russian", "Moscow's", "EU"), modifiers, one or more head nouns, a name, and the
prepositional phrases that say whose it is ("of the rebels") or where it is accredited ("in Belgium": the host, never the owner).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.mentions.complements import Complements
from dragoman.mentions.names import name_at
from dragoman.mentions.phrase import MEMBERS, NAMED, SHADES, Phrase
from dragoman.mentions.words import (
    BREAKERS,
    COMPOUND_HEADS,
    COMPOUND_TAILS,
    DEFINITE,
    DETERMINERS,
    HEDGES,
    MODIFIERS,
    NOT_NAMES,
    NUMBER_WORDS,
    POSSESSIVES,
    word_set,
)

if TYPE_CHECKING:
    from dragoman.mentions.scan import Atom

_QUANTITIES = word_set(
    "dozens hundreds thousands scores number numbers group groups some one most many all both majority handful couple pair tens millions several half two three"
)
_APPROXIMATIONS = frozenset(
    {
        ("up", "to"),
        ("at", "least"),
        ("at", "most"),
        ("more", "than"),
        ("less", "than"),
        ("fewer", "than"),
        ("as", "many"),
    }
)
_DEPTH = 4
_WIDTH = 40


class Grammar(Complements):
    """Parses the noun phrases of one analysed article."""

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
        named = self.named_person(start, end, depth)
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
        return self.complements(phrase, end, depth)

    def _determiners(self, start: int, end: int, phrase: Phrase) -> int:
        index = start
        while index < end:
            token = self.tokens[index]
            if index in self.atoms and (token.norm not in DETERMINERS or self.atoms[index].last - index > 1):
                break
            following = self.tokens[index + 1].norm if index + 1 < end else ""
            if following == "of" and token.norm in _QUANTITIES:
                index += 2
            elif (
                index > start
                and following in _QUANTITIES
                and index + 2 < end
                and self.tokens[index + 2].norm == "of"
                and token.norm not in BREAKERS
            ):
                index += 3
            elif token.norm in HEDGES and (following[:1].isdigit() or following in DETERMINERS):
                index += 1
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
            if kind == "person" and phrase.head >= 0 and not owners and not heads:
                name = name_at(self.analysis, index, end)
                phrase.person, phrase.head, phrase.kind = name, index, "person"
                return atom.last
            if kind in ("trap", "person"):
                break
            if self._is_compound(atom, end):
                index = atom.last + 2
                continue
            is_noun = bool(atom.entry.noun_kind)
            if not is_noun and heads:
                break
            if not is_noun and owners and not self._may_follow(owners[-1], atom):
                break
            if is_noun and not heads and len(owners) == 1 and self._is_setting(owners[0], atom):
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
                return here if atom.entry.noun_kind or atom.entry.kind in (*NAMED, "adjective", "person") else -1
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
        return atom.entry.kind in NAMED and (_is_adjective(owner) or owner.entry.kind in ("country", "capital"))

    def _is_setting(self, place: Atom, atom: Atom) -> bool:
        """Does a place stand beside a bare plural without owning it: "In Lisbon soldiers took the radio station"?"""
        before = self.tokens[place.first - 1] if place.first else None
        return (
            before is not None
            and before.norm == "in"
            and before.is_capital
            and place.entry.kind in ("capital", "country", "region")
            and not _is_adjective(place)
            and atom.entry.is_plural
            and atom.first == place.last
        )

    def _is_compound(self, atom: Atom, end: int) -> bool:
        if atom.last + 1 >= end or self.tokens[atom.last].text not in ("-", "‑"):
            return False
        return self.tokens[atom.last + 1].norm in COMPOUND_TAILS and atom.last + 1 not in self.atoms

    def _skip_modifiers(self, index: int, end: int, owners: list[Atom], has_head: bool) -> int:
        """Return the index of the atom that unknown words before a head lead to, or -1 where the phrase has ended."""
        adjectival = bool(owners) and _is_adjective(owners[-1])
        if has_head:
            return -1
        here, unknown, capitals = index, 0, 0
        while here < end and here - index < 6:
            token = self.tokens[here]
            if here in self.atoms:
                entry = self.atoms[here].entry
                if capitals and not (entry.noun_kind and token.is_capital):
                    return -1
                return (
                    here
                    if entry.noun_kind
                    or (entry.kind in (*NAMED, "adjective", "country", "capital", "region") and not owners)
                    else -1
                )
            if token.norm in COMPOUND_HEADS and here + 2 < end and self.tokens[here + 1].text in "-‑":
                here += 3
                continue
            if token.text in ("-", "‑") and here > index:
                here += 1
                continue
            if token.norm in MODIFIERS:
                here += 1
                continue
            if (
                token.is_capital
                and token.text[0].isalpha()
                and token.norm not in NOT_NAMES
                and token.norm not in BREAKERS
                and here not in self.analysis.inside
            ):
                capitals += 1
                here += 1
                continue
            plain = (
                token.is_word and not token.is_capital and token.norm not in BREAKERS and token.norm not in DETERMINERS
            )
            if capitals or not (adjectival and plain and unknown < 2) or token.norm.endswith(("ed", "ing", "s", "ly")):
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
        if head < 0 or not self.atoms[head].entry.noun_kind:
            return []
        # "The EU and British Prime Minister": a name that is also an adjective shares only a plural.
        has_name = any(owner.entry.kind != "adjective" for owner in (atom, *more))
        return [] if has_name and not self._has_plural(head, end) else more

    def _has_plural(self, head: int, end: int) -> bool:
        """Is the last of the nouns from `head` on a plural ("embassy officials")?"""
        atom = self.atoms[head]
        while atom.last < end and atom.last in self.atoms and self.atoms[atom.last].entry.noun_kind:
            atom = self.atoms[atom.last]
        return atom.entry.is_plural

    def _settle(self, phrase: Phrase, owners: list[Atom], heads: list[Atom]) -> None:
        """Fill the phrase from the owners and heads read so far; an earlier possessor owns what comes now."""
        if not owners and not heads:
            return
        earlier = (phrase.countries, phrase.sector, phrase.kind)
        had_head = phrase.head >= 0
        if owners:
            last = owners[-1]
            codes = tuple(
                dict.fromkeys(
                    code
                    for owner in owners
                    if owner.entry.kind not in NAMED or len(owners) == 1
                    for code in owner.entry.countries
                )
            )
            if last.entry.kind in NAMED and last.entry.countries:
                codes = last.entry.countries
            phrase.countries = codes
            phrase.head, phrase.kind, phrase.entry = last.first, last.entry.kind, last.entry
            phrase.name, phrase.sector = last.entry.name, last.entry.sector
            phrase.is_plural = last.entry.is_plural or len(owners) > 1
        if heads:
            self._take_heads(phrase, heads, owners)
        if had_head and earlier[0] and not (owners and owners[-1].entry.kind in NAMED):
            phrase.countries = earlier[0]
        if had_head and phrase.sector is None and phrase.entry is not None and phrase.entry.kind == "generic":
            phrase.sector = earlier[1]

    def _take_heads(self, phrase: Phrase, heads: list[Atom], owners: list[Atom]) -> None:
        last = heads[-1]
        owner = owners[-1].entry if owners else None
        sector = last.entry.sector
        for earlier in reversed(heads[:-1]):
            if last.entry.kind == "generic" or last.entry.role in SHADES:
                sector = earlier.entry.sector or sector
        if owner is not None and owner.kind in NAMED and (last.entry.kind == "generic" or last.entry.role in SHADES):
            sector = owner.sector or sector
        if len(heads) > 1 and any("e" in head.entry.flags for head in heads[:-1]):
            phrase.flags = "e"
        is_member = (last.entry.noun_kind != "office" and last.entry.kind != "generic") or last.entry.role in MEMBERS
        keeps_name = owner is not None and owner.kind in NAMED and is_member and last.entry.role not in SHADES - MEMBERS
        phrase.head, phrase.kind, phrase.entry = last.first, last.entry.noun_kind, last.entry
        phrase.noun = last.entry.role or ""
        phrase.flags += last.entry.flags
        phrase.name = owner.name if keeps_name and owner else None
        phrase.sector = sector
        phrase.role = (
            " ".join((head.entry.role or "") for head in heads)
            if last.entry.noun_kind in ("office", "noun")
            else last.entry.role
        )
        phrase.is_plural = last.entry.is_plural
        if phrase.name is None and last.entry.noun_kind in ("institution", "noun"):
            phrase.name = self._own_name(last)
        if last.entry.kind == "place" and not owners:
            phrase.head = -1 if not phrase.countries else last.first

    def _is_name_word(self, index: int) -> bool:
        token = self.tokens[index]
        known = index in self.analysis.inside or token.norm in DETERMINERS or token.norm in BREAKERS
        return token.is_capital and token.text[0].isalpha() and not known

    def _own_name(self, head: Atom) -> str | None:
        """The capitalised words before a capitalised head that make it a name: "Federal Communications Commission"."""
        start = head.first
        while start > 0 and self._is_name_word(start - 1):
            start -= 1
        words = [token for token in self.tokens[start : head.last] if token.norm not in DETERMINERS]
        if len(words) < 2 or not self.tokens[head.first].is_capital or start == head.first:
            return None
        return " ".join(token.text for token in words)


def _is_adjective(atom: Atom) -> bool:
    return atom.entry.kind == "adjective" or any(other.kind == "adjective" for other in atom.others)
