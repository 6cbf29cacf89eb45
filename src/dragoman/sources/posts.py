"""Embedded posts: who wrote them and when, from the lines that social networks print below or above the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language.calendar import DAY, MONTH, YEAR, parse_day

_HANDLE = r"@\w{1,40}(?:@[\w.-]{2,60}|\.[\w.-]{2,60})?"
_NAME = r"[^\n()@—–|·]{1,80}?"
_DAY_TEXT = rf"(?:{MONTH}\s{DAY},?\s{YEAR}|{DAY}\s{MONTH},?\s{YEAR}|{YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"

_SIGNATURE = re.compile(
    rf"[—–-]{{1,2}}\s?(?P<name>{_NAME})\s?\((?P<handle>{_HANDLE})\)\s*(?:[,·•|]\s*)?(?P<date>{_DAY_TEXT})?\s*$"
)
_SHARED = re.compile(
    rf"^A post shared by (?P<name>{_NAME})\s?\((?P<handle>{_HANDLE})\)(?: on (?P<date>{_DAY_TEXT})\b.{{0,40}})?\s*$"
)
_POSTED_BY = re.compile(rf"^Posted by (?P<name>{_NAME}) on\s+(?:[A-Z][a-z]+,\s)?(?P<date>{_DAY_TEXT})\s*$")
_HEADER = re.compile(
    rf"^(?P<name>{_NAME})\s?\(?(?P<handle>{_HANDLE})\)?(?:\s*[·•|,-]\s*(?P<date>{_DAY_TEXT}|{MONTH}\s{DAY}|\d{{1,2}}[hm]))?"
    r"(?:\s+(?:tweeted|wrote|posted|said)(?: on (?:Twitter|X|Telegram|Facebook|Instagram|Bluesky|Mastodon))?)?\s*:?$"
)
_LINK_END = re.compile(r"(?:https?://t\.co/\w{4,20}|pic\.(?:twitter|x)\.com/\w{4,20})\s*$")
_VIEW = re.compile(r"^View this post on (?:Instagram|Facebook|X|Threads)", re.IGNORECASE)
_TAIL_CHARS = 260


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a post and when; `start` is where the signature begins within the unit."""

    start: int
    author: str | None
    handle: str | None
    date: str | None


def signature_in(text: str) -> Signature | None:
    """Return the signature that ends a unit ("— Name (@handle) March 29, 2022"), alone or after the post's words."""
    base = max(0, len(text) - _TAIL_CHARS)
    tail = text[base:]
    for dash in re.finditer(r"(?<!\S)[—–-]", tail):
        match = _SIGNATURE.match(tail, dash.start())
        if match:
            return _signature(match, base + match.start())
    if len(text) <= _TAIL_CHARS:
        match = _SHARED.match(text) or _POSTED_BY.match(text)
        if match:
            return _signature(match, 0)
    return None


def header_of(text: str) -> Signature | None:
    """Return the author of the post that follows a line such as "Name (@handle) tweeted:" or "Name @handle · Mar 29"."""
    if len(text) > _TAIL_CHARS or "@" not in text:
        return None
    match = _HEADER.match(text)
    return _signature(match, 0) if match else None


def ends_in_post_link(text: str) -> bool:
    """Return whether a unit ends in the short link that an embedded post ends in."""
    return bool(_LINK_END.search(text[-80:]))


def is_post_frame(text: str) -> bool:
    """Return whether a line is the frame of an embedded post that shows nothing of it."""
    return bool(_VIEW.match(text))


def _signature(match: re.Match[str], start: int) -> Signature:
    groups = match.groupdict()
    day = parse_day(groups["date"]) if groups.get("date") else None
    author = (groups.get("name") or "").strip(" ,:-—–") or None
    return Signature(start, author, groups.get("handle"), day.isoformat() if day else None)
