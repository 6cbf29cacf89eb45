"""Feeds of a filter: Atom of the events, iCalendar of their deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from dragoman.web.naming import day, headline, kind, number, shown

Plain = dict[str, Any]

ATOM = "http://www.w3.org/2005/Atom"
_FOLD_BYTES = 73


def atom(events: Iterable[Plain], *, title: str, base: str, address: str) -> bytes:
    """Return an Atom feed of events.

    Args:
        events: in the order of the feed.
        title: the feed's title.
        base: the server's address, without a slash at the end.
        address: the feed's own address.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    listed = list(events)
    latest = max((_updated(event) for event in listed), default="1970-01-01T00:00:00Z")
    for name, text in (("title", shown(title)), ("id", address), ("updated", latest)):
        _child(feed, name, text)
    _child(_child(feed, "author"), "name", "Dragoman")
    _child(feed, "link", rel="self", href=address)
    for event in listed:
        entry = _child(feed, "entry")
        _child(entry, "id", f"urn:dragoman:event:{event['id']}")
        _child(entry, "title", _title(event))
        _child(entry, "updated", _updated(event))
        _child(entry, "link", rel="alternate", href=f"{base}/event/{event['id']}")
        for term in filter(None, (event["event"], event["mode"], event["status"])):
            _child(entry, "category", term=term)
        _child(entry, "summary", _summary(event))
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _child(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _title(event: Plain) -> str:
    figure = number(event["count"])
    return shown(f"{headline(event)}{f' ({figure})' if figure else ''}")


def _summary(event: Plain) -> str:
    sentence = event["evidence"][0]["text"] if event["evidence"] else ""
    sources = f"{event['sources']} source{'s' if event['sources'] != 1 else ''}"
    return shown(f"{day(event['date'])}. {kind(event)}, {event['status']}, {sources}. {sentence}")


def _updated(event: Plain) -> str:
    start = (event["date"] or {"start": ""})["start"]
    return f"{start or '1970-01-01'}T00:00:00Z"


def calendar(events: Iterable[Plain], *, title: str, base: str) -> bytes:
    """Return an iCalendar of the deadlines that events set, one whole day each (RFC 5545)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//deadlines//EN", f"X-WR-CALNAME:{_text(title)}"]
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        due = _date(event["deadline"]["date"]) if event["deadline"] else None
        if due is None:
            continue
        words = event["deadline"].get("text") or ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event['id'])}@dragoman",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'Deadline: {_title(event)}')}",
            f"DESCRIPTION:{_text(f'{words} | {_summary(event)}')}",
            f"URL:{base}/event/{event['id']}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _date(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found < date.max else None


def _text(text: str) -> str:
    """Escape a value, so that nothing in it can end the line and begin another property."""
    plain = shown(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line after at most `_FOLD_BYTES` bytes, never inside a character."""
    parts, part, size = [], "", 0
    for sign in line:
        length = len(sign.encode("utf-8", "replace"))
        if size + length > _FOLD_BYTES:
            parts.append(part)
            part, size = "", 1
        part += sign
        size += length
    return "\r\n ".join([*parts, part])
