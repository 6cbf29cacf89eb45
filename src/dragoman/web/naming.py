"""How things are called on a page: sides, acts, days, and text of the web made harmless to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

Plain = Mapping[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
RELATIONS = {
    "answers": ("answers", "answered by"),
    "denies": ("denies", "denied by"),
    "carries_out": ("carries out", "carried out by"),
    "coordinated_with": ("coordinated with", "coordinated with"),
    "reverses": ("reverses", "reversed by"),
    "part_of": ("part of", "has part"),
}
NO_COUNTRY = {
    "EUR": "European Union",
    "IGO": "Intergovernmental organisation",
    "UNO": "United Nations",
    "NGO": "Non-governmental organisation",
    "ISM": "Religious or ethnic movement",
    "IMG": "Armed movement",
    "MNC": "Multinational company",
}
_VERBS = {
    "AGREE": "agrees with",
    "CONSULT": "consults with",
    "CONSULT/visit": "meets in person with",
    "CONSULT/phone": "talks by phone with",
    "SUPPORT": "supports",
    "CONCEDE": "concedes to",
    "COOPERATE": "cooperates with",
    "AID": "gives aid to",
    "RETREAT": "yields to",
    "RETREAT/release": "releases people of",
    "RETREAT/withdraw": "withdraws forces from",
    "RETREAT/ceasefire": "ceases fire with",
    "REQUEST": "makes a demand of",
    "REQUEST/assist": "asks help of",
    "ACCUSE": "accuses",
    "ACCUSE/disapprove": "criticises",
    "ACCUSE/investigate": "investigates",
    "REJECT": "refuses",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "sanctions",
    "SANCTION/expel": "expels people of",
    "SANCTION/withdraw": "withdraws from ties with",
    "SANCTION/discontinue": "cuts relations with",
    "SANCTION/convict": "convicts",
    "MOBILIZE": "mobilises against",
    "COERCE": "coerces",
    "COERCE/seize": "seizes property of",
    "COERCE/restrict": "restricts",
    "COERCE/arrest": "arrests people of",
    "COERCE/deport": "deports people of",
    "COERCE/cyber": "attacks the networks of",
    "ASSAULT": "attacks",
    "ASSAULT/heavy-weapons": "shells",
    "ASSAULT/aerial": "bombs",
    "ASSAULT/drone": "strikes with drones at",
    "ASSAULT/abduct": "abducts people of",
}
_SECTORS = {
    "MIL": "military",
    "COP": "police",
    "JUD": "courts",
    "LEG": "parliament",
    "REB": "rebels",
    "SPY": "intelligence service",
    "UAF": "armed groups",
    "PRM": "paramilitaries",
    "OPP": "opposition",
    "CVL": "civilians",
    "BUS": "companies",
    "JRN": "journalists",
    "MED": "media",
    "REF": "refugees",
    "LAB": "unions",
}
_UNCOUNTED = ("people", "personnel", "staff", "police", "percent")
_ENDINGS = (" with", " of", " to", " against", " from", " at")

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
)


def shown(value: object) -> str:
    """Return text as it may be shown: control and direction characters become visible signs, everything else stays."""
    return _CONTROLS.sub(_sign, str(value))


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x0D:
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"[U+{code:04X}]"


def web_address(url: str | None) -> str | None:
    """Return the address if it is one that may be linked: http or https with a host; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and not _CONTROLS.search(url) else None


@cache
def countries() -> dict[str, tuple[str, float, float]]:
    """Return name, latitude and longitude by ISO 3166-1 alpha-3 code."""
    text = files("dragoman.web").joinpath("data/countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: (name, float(lat), float(lon)) for code, name, lat, lon in rows}


def code_name(code: str) -> str:
    """Return the name of a country's or actor's code; what is no code is a name already."""
    found = countries().get(code)
    return found[0] if found else NO_COUNTRY.get(code, code)


def side_code(actor: Plain) -> str:
    """Return what the ledger files an actor under."""
    return str(actor.get("country") or actor.get("name") or actor["text"])


def side_name(actor: Plain) -> str:
    """Return what an actor is called: its name, its country's, or the article's words."""
    name = actor.get("name") or actor.get("text") or "?"
    return code_name(name)


def side_title(actor: Plain) -> str:
    """Return what a headline calls an actor: its country where it has one, with the sector that acts if not the state."""
    country = actor.get("country")
    if country not in countries():
        return side_name(actor)
    words = _SECTORS.get(actor.get("sector") or "")
    return f"{code_name(str(country))}'s {words}" if words else code_name(str(country))


def side_names(actors: Sequence[Plain], most: int = 3) -> str:
    """Return "Belgium, Ireland and 2 others"; "unnamed" where there is none."""
    names = list(dict.fromkeys(side_title(actor) for actor in actors))
    if not names:
        return "unnamed"
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def kind(event: Plain) -> str:
    """Return "SANCTION / expel", or the type alone."""
    return f"{event['event']} / {event['mode']}" if event.get("mode") else str(event["event"])


def verb(event: Plain, *, is_alone: bool = False) -> str:
    """Return what the act is in words; without the preposition where nobody is named on the other side."""
    words = _VERBS.get(f"{event['event']}/{event.get('mode')}") or _VERBS.get(event["event"], str(event["event"]))
    figure = number(event.get("count"))
    if " people" in words and figure:
        # "expels 21 diplomats of"; a bare number counts people.
        words = words.replace(" people", f" {figure}" if " " in figure.removeprefix("about ") else f" {figure} people")
    if is_alone:
        for ending in _ENDINGS:
            words = words.removesuffix(ending)
    return words


def headline(event: Plain) -> str:
    """Return the event as one sentence: "Belgium expels 21 diplomats of Russia"."""
    recipients = event["recipient"]
    words = verb(event, is_alone=not recipients)
    if len({side_title(actor) for actor in event["actor"]}) > 1:
        # "Germany and France expel".
        first, space, rest = words.partition(" ")
        words = f"{first.removesuffix('s')}{space}{rest}"
    actors = side_names(event["actor"]) if event["actor"] else "Someone"
    return f"{actors} {words} {side_names(recipients)}" if recipients else f"{actors} {words}"


def number(count: Plain | None) -> str:
    """Return "about 20 diplomats", "21", or "" where no number is told."""
    if not count:
        return ""
    if count.get("value") is None:
        return f"several {_plural(count.get('unit') or '', 2)}".strip()
    value = float(count["value"])
    figure = f"{value:,.0f}" if value.is_integer() else f"{value:,g}"
    about = "about " if count.get("approximate") else ""
    return f"{about}{figure} {_plural(count.get('unit') or '', value)}".strip()


def _plural(unit: str, value: float) -> str:
    """Return the counted noun, which the coder gives in the singular, as it stands after the number."""
    if value == 1 or not (unit.isascii() and unit.isalpha()) or unit.endswith("s") or unit in _UNCOUNTED:
        return unit
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit[:-3]}men" if unit.endswith("man") else f"{unit}s"


def day(date: Plain | str | None) -> str:
    """Return a date in words: "30 Mar 2022", "Mar 2022", "1 to 15 Mar 2022"; "no date" for None."""
    if not date:
        return "no date"
    if isinstance(date, str):
        return _day(date)
    start, end, precision = date["start"], date["end"], date.get("precision")
    if precision == "month" and start[:7] == end[:7]:
        return _day(start[:7])
    if precision == "year" and start[:4] == end[:4]:
        return str(start[:4])
    if start == end:
        return _day(start)
    if start[:7] == end[:7]:
        return f"{int(start[8:10])} to {_day(end)}"
    return f"{_day(start)} to {_day(end)}"


def _day(text: str) -> str:
    parts = text[:10].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return text
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return text
    words = [parts[0], *(MONTHS[int(p) - 1] for p in parts[1:2]), *(str(int(p)) for p in parts[2:3])]
    return " ".join(reversed(words))


def value_words(value: Any) -> str:
    """Return a field's value, of whatever field, in words."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _mapping_words(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(value_words(item) for item in value) or "none"
    return str(value)


def _mapping_words(value: Plain) -> str:
    if "precision" in value:
        return day(value)
    if "approximate" in value:
        return number(value) or "none"
    if set(value) >= {"date", "text"}:
        return day(value["date"]) if value["date"] else str(value["text"])
    if "event" in value:
        return kind(value)
    return (
        side_name(value) if value.get("name") or value.get("text") else ", ".join(str(v) for v in value.values() if v)
    )
