"""The names Dragoman knows: states, organisations, groups, persons, offices and the nouns that stand for actors.

The data are tables beside this module (`data/*.tsv`), meant to be read and mended by people. A user's file in the form of
`organisations.tsv` (kind, country, sector, names, office, from, to, sex; tab separated, names divided by "; ") adds to them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.mentions.plurals import plural
from dragoman.mentions.tokens import phrase_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.mentions.origins import Origins
    from dragoman.mentions.reading import Reading
    from dragoman.records import Article

DATA = Path(__file__).parent / "data"
ENTITY_KINDS = frozenset({"person", "organisation", "group", "institution"})
_ASIAN = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "HKG", "SGP", "MYS"})


@dataclass(slots=True, frozen=True)
class Entry:
    """One meaning of a phrase.

    `kind` is country, adjective, people, capital, region, grouping, organisation, group, institution, person, office,
    generic, place or trap. `case` holds, for each word, how it must be written: "U" all capitals, "T" a capital first, "" any.
    `since`/`until` are ISO dates that bound a fact, "" where open. `name` is the name to show.
    """

    kind: str
    name: str
    countries: tuple[str, ...] = ()
    sector: str | None = None
    role: str | None = None
    flags: str = ""
    since: str = ""
    until: str = ""
    sex: str = ""
    is_plural: bool = False
    noun_kind: str = ""
    case: tuple[str, ...] = ()


@dataclass(slots=True)
class Gazetteer:
    """Phrases and what they mean. `reach` is, by first word, the most words a phrase has; `surnames` leads to full names;
    `given` are first words of persons' names."""

    phrases: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)
    persons: dict[str, list[Entry]] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    countries: dict[str, Country] = field(default_factory=dict)
    recent: tuple[Article, int, Reading] | None = None
    origins: Origins | None = None

    def add(self, phrase: str, entry: Entry) -> None:
        """Add one meaning of `phrase`."""
        words = phrase_words(phrase)
        if not words:
            return
        entry = _with_case(entry, tuple(_case(word.text) for word in words))
        key = " ".join(word.norm for word in words)
        self.phrases[key] = (*self.phrases.get(key, ()), entry)
        first = words[0].norm
        if len(words) > self.reach.get(first, 0):
            self.reach[first] = len(words)

    def country_name(self, code: str | None) -> str | None:
        """Return the English name of a country code, or None."""
        known = self.countries.get(code) if code else None
        return known.name if known else None


@dataclass(slots=True, frozen=True)
class Country:
    """A state or territory: its code, English name, capital, and centre in degrees (None where it has none)."""

    code: str
    name: str
    capital: str
    lat: float | None
    lon: float | None
    geonameid: int | None


def _case(word: str) -> str:
    if word.isupper() and 1 < len(word.replace(".", "")) <= 5:
        return "U"
    return "T" if word[0].isupper() else ""


def _with_case(entry: Entry, case: tuple[str, ...]) -> Entry:
    return Entry(
        entry.kind, entry.name, entry.countries, entry.sector, entry.role, entry.flags, entry.since, entry.until,
        entry.sex, entry.is_plural, entry.noun_kind, case,
    )  # fmt: skip


@lru_cache(maxsize=4)
def _load(extra: Path | None) -> Gazetteer:
    gazetteer = Gazetteer()
    _load_traps(gazetteer)
    _load_countries(gazetteer)
    _load_regions(gazetteer)
    _load_nouns(gazetteer)
    for path in (DATA / "organisations.tsv", DATA / "people.tsv"):
        _load_entities(gazetteer, path)
    if extra is not None:
        _load_entities(gazetteer, extra)
    return gazetteer


_LOADING = threading.Lock()


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Return the gazetteer, built once a process (about a tenth of a second), with a user's `extra` file if given.

    Raises:
        InputError: the extra file cannot be read, or a line of it is not of the form.
    """
    with _LOADING:
        return _load(extra.resolve() if extra is not None else None)


def rows(path: Path, width: int) -> Iterator[list[str]]:
    """Yield the rows of a table: tab separated, padded to `width`, comments (#) and empty lines left out.

    Raises:
        InputError: the file cannot be read, is not UTF-8, or a row is wider than `width`.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the table {path}: {error}", "a UTF-8 file with tabs between columns") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > width:
            raise InputError(
                f"{path}, line {number}: {len(cells)} columns, expected at most {width}", "see organisations.tsv"
            )
        yield cells + [""] * (width - len(cells))


def names_of(cell: str) -> list[str]:
    """Return the names of a cell, divided by "; "."""
    names = [name for name in (part.strip() for part in cell.split(";")) if name]
    # "the Kremlin" beside "Kremlin" would swallow the article, which the grammar wants to see.
    return [name for name in names if not (name[:4].lower() == "the " and name[4:] in names)]


def _load_traps(gazetteer: Gazetteer) -> None:
    for (cell,) in rows(DATA / "traps.tsv", 1):
        for phrase in names_of(cell):
            gazetteer.add(phrase, Entry("trap", phrase))


def _load_countries(gazetteer: Gazetteer) -> None:
    for code, names, adjectives, people, seats, lat, lon, geonameid in rows(DATA / "countries.tsv", 8):
        name, capitals = names_of(names)[0], names_of(seats)
        gazetteer.countries[code] = Country(
            code,
            name,
            capitals[0] if capitals else "",
            _number(lat),
            _number(lon),
            int(geonameid) if geonameid else None,
        )
        own = (code,)
        for phrase in names_of(names):
            gazetteer.add(phrase, Entry("country", name, own))
        for phrase in names_of(adjectives):
            gazetteer.add(phrase, Entry("adjective", name, own))
        for phrase in names_of(people):
            gazetteer.add(
                phrase,
                Entry("people", name, own, "CVL", is_plural=not phrase.endswith(("man", "er")) or phrase.endswith("s")),
            )
        for phrase in capitals:
            gazetteer.add(phrase, Entry("capital", phrase, own, "GOV"))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _load_regions(gazetteer: Gazetteer) -> None:
    for names, adjectives, country, sector in rows(DATA / "regions.tsv", 4):
        name = names_of(names)[0]
        for phrase in names_of(names):
            gazetteer.add(phrase, Entry("region", name, (country,), sector or None))
        for phrase in names_of(adjectives):
            kind = "people" if phrase.endswith("s") else "adjective"
            gazetteer.add(phrase, Entry(kind, name, (country,), sector or None, is_plural=kind == "people", flags="r"))
    for names, codes in rows(DATA / "groupings.tsv", 2):
        for phrase in names_of(names):
            gazetteer.add(phrase, Entry("grouping", names_of(names)[0], tuple(codes.split()), is_plural=True))


def _load_nouns(gazetteer: Gazetteer) -> None:
    for kind, sector, flags, words in rows(DATA / "nouns.tsv", 4):
        for word in names_of(words):
            many = plural(word)
            is_many = many == word
            for form in {word, many}:
                noun_kind = "noun" if kind in ("group", "generic") else kind
                entry = Entry(
                    kind, word, (), sector or None, word, flags, is_plural=is_many or form != word, noun_kind=noun_kind
                )
                gazetteer.add(form, entry)


def _load_entities(gazetteer: Gazetteer, path: Path) -> None:
    for kind, country, sector, names, office, since, until, sex in rows(path, 8):
        if kind not in ENTITY_KINDS or not names:
            raise InputError(
                f"{path}: unknown kind or no name in {kind!r}, {names!r}",
                f"kinds are {', '.join(sorted(ENTITY_KINDS))}",
            )
        forms = names_of(names)
        owners = (country,) if country else ()
        entry = Entry(kind, forms[0], owners, sector or None, office or None, "", since, until, sex)
        for form in forms:
            gazetteer.add(form, entry)
        if kind == "person":
            gazetteer.persons.setdefault(forms[0], []).append(entry)
            gazetteer.given.add(name_key(forms[0]).partition(" ")[0])
            for form in forms:
                _add_surnames(gazetteer, form, entry)


def _add_surnames(gazetteer: Gazetteer, form: str, entry: Entry) -> None:
    for short in short_names(form, entry.countries[0] if entry.countries else ""):
        key = name_key(short)
        known = gazetteer.surnames.get(key, ())
        if entry.name not in known:
            gazetteer.surnames[key] = (*known, entry.name)


def name_key(name: str) -> str:
    """Return the folded words of a name: what two spellings of it have in common."""
    return " ".join(word.norm for word in phrase_words(name))


def short_names(name: str, country: str) -> list[str]:
    """Return the parts of a person's full name by which an article may call them later: "Le Drian", "Xi", "Zapatero"."""
    words = name.split()
    tails = [" ".join(words[start:]) for start in range(1, len(words))]
    return tails + ([words[0]] if country in _ASIAN and len(words) > 1 else [])
