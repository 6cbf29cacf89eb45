"""A noun phrase that may name an actor, and the classes of heads that the grammar tells apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.mentions.words import word_set

if TYPE_CHECKING:
    from dragoman.mentions.gazetteer import Entry
    from dragoman.mentions.names import Name

NAMED = frozenset({"organisation", "group", "institution"})
# Singular in form, and never a person whose name could follow.
BODIES = word_set(
    "army police court parliament government ministry authorities troops forces navy regime state mission embassy consulate media press"
)
# Heads that take the colour of what they belong to: a "Hamas official" is of Hamas, a "police source" of the police.
SHADES = word_set(
    "official leader politician fighter supporter employee staff worker militant commander senior official member activist rebel person man prisoner officer"
)
MEMBERS = word_set(
    "member fighter militant rebel guerrilla insurgent separatist jihadist terrorist supporter bloc group movement party alliance organisation organization militia network branch wing faction official"
)
LOOSE = word_set("spokesman spokeswoman spokesperson minister")


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
