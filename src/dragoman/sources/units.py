"""A text's units: its paragraphs, which are lines, or several lines where the text is wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"^\s*(?:[-–—*•·▪▫■◦●‣►▶»>]|\d{1,2}[.)]|\(\d{1,2}\))\s+(?=\S)")
_FINAL = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*$")
_WRAP_MIN = 45
_WRAP_MAX = 132


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph without the white space around it."""

    start: int
    end: int
    text: str


def is_final(text: str) -> bool:
    """Return whether a line ends as a sentence does."""
    return bool(_FINAL.search(text[-8:]))


def split_units(text: str) -> list[Unit]:
    """Return the paragraphs in order. Only white space lies between them."""
    units: list[Unit] = []
    for group in _groups(text):
        if _is_wrapped(group):
            start, end = group[0].start, group[-1].end
            units.append(Unit(start, end, text[start:end]))
        else:
            units.extend(group)
    return units


def _groups(text: str) -> Iterator[list[Unit]]:
    """Yield runs of lines that no blank line divides."""
    group: list[Unit] = []
    previous = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        if group and "\n" in text[previous:start].replace("\n", "", 1):
            yield group
            group = []
        group.append(Unit(start, start + len(stripped), stripped))
        previous = start + len(stripped)
    if group:
        yield group


def _is_wrapped(lines: list[Unit]) -> bool:
    """Return whether the lines are one paragraph broken at a fixed width rather than paragraphs of their own."""
    if len(lines) < 2 or any(BULLET.match(line.text) for line in lines):
        return False
    inner = lines[:-1]
    if any(not _WRAP_MIN <= len(line.text) <= _WRAP_MAX for line in inner) or len(lines[-1].text) > _WRAP_MAX:
        return False
    if len(lines) == 2:
        return not is_final(lines[0].text) and lines[1].text[0].islower()
    broken = sum(not is_final(line.text) for line in inner)
    lower = sum(line.text[0].islower() for line in lines[1:])
    return broken * 2 > len(inner) and lower * 4 >= len(inner)
