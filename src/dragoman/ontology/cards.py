"""One card a type, read from the TOML files in `cards/`: definition, modes, boundary cases, our own examples, known problems.

The codes, scales and quads are those of `ontology.plover`; cards add what a person needs to apply them. All headings are fixed.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import DragomanError
from dragoman.ontology.plover import TYPES
from dragoman.records import Record, Status

_FOLDER = Path(__file__).parent / "cards"
NO_ACT = "no act"
"""The neighbour of a boundary case that is no event at all."""


class Boundary(Record, frozen=True, kw_only=True):
    """A case that looks like the type and is not: what it is instead (a type or `NO_ACT`, with its mode), and why."""

    case: str
    type: str
    why: str
    mode: str | None = None


class Example(Record, frozen=True, kw_only=True):
    """A text of our own that tells an act of the type; `trigger` are the words that express it."""

    text: str
    trigger: str
    status: Status
    mode: str | None = None


class Card(Record, frozen=True, kw_only=True):
    """What a person needs to know to code a type. `modes` is the definition of each mode by its name."""

    name: str
    definition: str
    modes: dict[str, str]
    what_it_is: tuple[str, ...]
    what_it_is_not: tuple[Boundary, ...]
    examples: tuple[Example, ...]
    cameo_roots: tuple[str, ...]
    known_problems: tuple[str, ...]


class Terms(Record, frozen=True, kw_only=True):
    """What all types share: the meaning of quads, statuses, contexts, sectors and codes without a country; our rulings."""

    rulings: tuple[str, ...]
    quads: dict[str, str]
    statuses: dict[str, str]
    status_contexts: dict[str, str]
    contexts: dict[str, str]
    sectors: dict[str, str]
    no_country: dict[str, str]


@lru_cache(maxsize=1)
def load_cards() -> dict[str, Card]:
    """Return the card of every type, in PLOVER's order.

    Raises:
        DragomanError: when a card is missing or lacks a heading; the message names the file.
    """
    return {name: _card(name) for name in TYPES}


@lru_cache(maxsize=1)
def load_terms() -> Terms:
    """Return the terms that all types share.

    Raises:
        DragomanError: when the file is missing or lacks a heading.
    """
    path = _FOLDER / "terms.toml"
    try:
        return msgspec.convert(_read(path), Terms)
    except msgspec.ValidationError as error:
        raise DragomanError(f"{path.name}: {error}", "reinstall dragoman; the file was altered") from error


def _card(name: str) -> Card:
    path = _FOLDER / f"{name}.toml"
    data = _read(path)
    data["definition"] = " ".join(str(data.get("definition", "")).split())
    try:
        return msgspec.convert(data, Card)
    except msgspec.ValidationError as error:
        raise DragomanError(f"{path.name}: {error}", "reinstall dragoman; the file was altered") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DragomanError(
            f"cannot read the ontology file {path.name}: {error}", "reinstall dragoman; the file is missing or altered"
        ) from error
