"""PLOVER 2.0 as tables: types, modes, quad codes, event scales, contexts, sectors (rulings: docs/ontology.md)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: its scale (-10 hostile … 10 friendly), quad code (1 verbal cooperation, 2 material cooperation,
    3 verbal conflict, 4 material conflict), whether it needs a recipient, and its modes with their scales."""

    name: str
    scale: float
    quad: int
    needs_recipient: bool
    modes: MappingProxyType[str, float | None]


def _type(name: str, scale: float, quad: int, needs: bool = False, **modes: float | None) -> EventType:
    # A trailing underscore frees a Python keyword ("yield_"); the others stand for hyphens.
    named = {mode.rstrip("_").replace("_", "-"): value for mode, value in modes.items()}
    return EventType(name, scale, quad, needs, MappingProxyType(named))


TYPES: MappingProxyType[str, EventType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _type("AGREE", 2.5, 1),
            _type("CONSULT", 2.5, 1, visit=4, third_party=1, multilateral=4, phone=1.5),
            _type("SUPPORT", 5, 1),
            _type("CONCEDE", 4.5, 1),
            _type("COOPERATE", 9.5, 2, True),
            _type("AID", 10, 2, True),
            _type("RETREAT", 6.5, 2, withdraw=8, release=6.5, disarm=10, ceasefire=7.5, access=6.5, resign=4.5),
            _type("REQUEST", 0, 3, assist=0.5, change=-1, yield_=-1, meet=0),
            _type("ACCUSE", -3, 3, disapprove=-2, investigate=-3.5, allege=-3.5),
            _type("REJECT", -2, 3, assist=-1.5, change=-2, yield_=-2, meet=-2),
            _type(
                "THREATEN", -3.5, 3, restrict=-3, arrest=-3.5, relations=-3.5, expel=-3.5, territory=-4, violence=-3.5
            ),
            _type(
                "PROTEST", -5, 4, demo=-5, riot=-7, strike=-5, hunger=-4.5, boycott=-4.5, obstruct=-4.5, vandalize=None
            ),
            _type("SANCTION", -6, 4, True, convict=-6, expel=-5.5, withdraw=-6, discontinue=-6),
            _type("MOBILIZE", -5.5, 4, troops=-6.5, weapons=-6.5, police=-5.5, militia=-6),
            _type(
                "COERCE", -7, 4, seize=-7, restrict=-7, censor=-6.5, curfew=-6.5, martial_law=-7.5, arrest=-7, deport=-7,
                withhold=-7, misinformation=-6.5, cyber=-7,
            ),
            _type(
                "ASSAULT", -9, 4, abduct=-8.5, beat=-7.5, torture=-8.5, sexual=-8.5, targeted=-9.5, destroy=-8.5,
                primitive=-8, firearms=-9, explosives=-9, suicide_attack=-9.5, aerial=-9.5, drone=-9.5,
                heavy_weapons=-9.5, crowd_control=-7.5, unconventional=-10,
            ),
        )
    }
)  # fmt: skip

CONTEXTS: tuple[str, ...] = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)

SECTORS: tuple[str, ...] = (
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
)

NO_COUNTRY: tuple[str, ...] = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")


def quad_code(event: str) -> int:
    """Return the quad (1-4) of a type."""
    return TYPES[event].quad


def event_scale(event: str, mode: str | None) -> float:
    """Return the scale of a mode, or of its type where the mode has none."""
    kind = TYPES[event]
    scale = kind.modes.get(mode) if mode else None
    return kind.scale if scale is None else scale
