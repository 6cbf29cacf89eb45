"""Datelines: "SOFIA, June 28 (Reuters) - " before the first sentence of an article."""

from __future__ import annotations

import re

from dragoman.language.calendar import DAY, MONTH, YEAR

# Capitalised, but for the particles of names.
_PLACE_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄ][\w.'’]{0,30}|de|del|la|le|el|al|of|the|da|di|do|sur|am|den)"
_PLACE = rf"{_PLACE_WORD}(?:[ /-]{_PLACE_WORD}){{0,3}}"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}(?:,\s(?!{MONTH}\s\d){_PLACE})?))?"
    rf"(?P<date>,?\s{{0,2}}\(?(?:{MONTH}\s{DAY}(?:st|nd|rd|th)?(?:,?\s{YEAR})?|{DAY}(?:st|nd|rd|th)?\s{MONTH}(?:,?\s{YEAR})?|(?<=,\s){DAY}(?=\s[-–—]))\)?)?"
    r"(?P<agency>[.,]?\s?(?:\([A-Z][^()\n]{1,40}\)|/[A-Z][^/\n]{1,30}/))?"
    r"\s?(?P<mark>--|[—–:.-]|(?<=/)\.?)\s+(?=\S)"
)
_MAX_CHARS = 120
_AGENCY_NAMES = re.compile(
    r"\((?:Reuters|AP|AFP|TASS|Interfax|Xinhua|UPI|dpa|PTI|ANI|CNN|Bloomberg|RFE/RL|Sputnik|RIA Novosti|IANS|UrduPoint[^)]{0,30}|APP|EFE|ANSA|Kyodo|Yonhap|VOA|BBC|[A-Z]{2,8}|[A-Z][\w ]{1,20} (?:News|Agency|Press))\)",
)
_SLASH_AGENCY = re.compile(r"(?P<agency>[A-Z][\w. -]{1,24})/\s(?=[A-ZÀ-Þ\"“‘])")


def dateline_end(text: str) -> int:
    """Return how long the dateline at the start of a paragraph is, white space after it included; 0 where there is none."""
    match = _DATELINE.match(text[:_MAX_CHARS])
    if match and _is_dateline(match):
        return match.end()
    slash = _SLASH_AGENCY.match(text[:_MAX_CHARS])
    return slash.end() if slash else 0


def _is_dateline(match: re.Match[str]) -> bool:
    place, when, agency, mark = match["place"], match["date"], match["agency"], match["mark"]
    if agency and (place or _AGENCY_NAMES.match(agency.strip(" .,"))):
        # "Sophie Wilmès (MR) - …" is a person, not a place: in capitals, dated, or a known agency.
        return bool(
            when or agency.lstrip(" .,").startswith("/") or _AGENCY_NAMES.match(agency.strip(" .,")) or _is_upper(place)
        )
    if place and when:
        return mark != "." or _is_upper(place)
    return bool(place and _is_upper(place) and mark in ("--", "—", "–", "-", ":") and len(place) > 2)


def _is_upper(place: str | None) -> bool:
    if not place:
        return False
    # "KYIV, Ukraine - " counts by its city.
    city = place.split(",")[0]
    return city == city.upper() and len(city) > 2
