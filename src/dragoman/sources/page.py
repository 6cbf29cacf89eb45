"""HTML pages: main text with its paragraphs, title, date, publisher, language, address, as the page states them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.language.calendar import parse_day
from dragoman.sources.bounds import MAX_FILE_BYTES, MAX_HTML_DEPTH, MAX_HTML_TAGS
from dragoman.sources.decoding import decode
from dragoman.sources.trouble import Unusable

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|encoding=["']([\w.:-]{2,40})["']""", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})[^<>]{0,4000}?(/?)>")
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\b(?:xml:)?lang\s*=\s*[\"']?([\w-]{2,12})", re.IGNORECASE)
_HEAD_CHARS = 4_096
# Elements that HTML leaves unclosed: they say nothing about depth.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "html",
        "head",
        "body",
        "colgroup",
        "rt",
        "rp",
    ]
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its article."""

    text: str
    title: str | None
    published: str | None
    url: str | None
    publisher: str | None
    language: str | None


def read_page(data: bytes, *, charset: str | None = None, url: str | None = None) -> Page:
    """Return the article on a page.

    Args:
        data: the page as it came over the wire.
        charset: the charset of the HTTP header, if known.
        url: the address, if known.

    Raises:
        Unusable: code "too_long", "html_bomb", "binary", "encoding" or "no_text".
    """
    if len(data) > MAX_FILE_BYTES:
        raise Unusable("too_long", f"the page has more than {MAX_FILE_BYTES:,} bytes")
    declared = _CHARSET.search(data[:_HEAD_CHARS])
    named = charset or ((declared[1] or declared[2]).decode("ascii") if declared else None)
    html = decode(data, named).replace("\x00", "")
    _check_nesting(html)
    return _extract(html, url)


def _check_nesting(html: str) -> None:
    depth = tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        if match[3] or match[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_HTML_DEPTH or tags > MAX_HTML_TAGS:
            raise Unusable(
                "html_bomb", f"the page nests deeper than {MAX_HTML_DEPTH} elements or has over {MAX_HTML_TAGS:,} tags"
            )


def _extract(html: str, url: str | None) -> Page:
    # Heavy imports: only where there is a page.
    import lxml.etree  # type: ignore[import-untyped]
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            favor_recall=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-12-31"},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError, lxml.etree.LxmlError) as error:
        raise Unusable("no_text", f"the page could not be taken apart ({type(error).__name__})") from error
    text = (getattr(found, "text", None) or "").strip() if found is not None else ""
    if found is None or not text:
        raise Unusable("no_text", "no main text was found on the page")
    day = parse_day(found.date) if found.date else None
    language = _LANGUAGE.search(html[:_HEAD_CHARS])
    return Page(
        text=_without_title(text, found.title),
        title=found.title or None,
        published=day.isoformat() if day else None,
        url=url or found.url or None,
        publisher=found.sitename or _host(url or found.url) or None,
        language=language[1] if language else None,
    )


def _without_title(text: str, title: str | None) -> str:
    """Drop the headline where the extraction repeats it as the first line."""
    first, _, rest = text.partition("\n")
    return rest.strip() if title and rest and first.strip() == title.strip() else text


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
