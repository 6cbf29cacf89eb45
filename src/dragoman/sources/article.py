"""The one way to make an `Article`: normalise the text, clean it into blocks, find its language and day of publication."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from dragoman.language.calendar import parse_day
from dragoman.records import Article, content_hash
from dragoman.sources.bounds import MAX_ARTICLE_CHARS, MAX_PARAGRAPHS
from dragoman.sources.cleaning import clean
from dragoman.sources.published import infer_published
from dragoman.sources.trouble import Unusable

_PARTIAL_DATE = re.compile(r"^\d{4}(?:-\d{2})?$")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Zero-width and control characters, and lone surrogates: no reader sees them, and they break word boundaries.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MAX_FIELD_CHARS = 1_000
_MAX_COMBINING = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")


def make_article(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    published_basis: Literal["given", "page"] = "given",
    url: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    source_id: str | None = None,
) -> Article:
    """Return the article, cleaned: the same arguments always give the same article.

    The stored text is `text` in Unicode form NFC, with "\\n" line ends, ordinary spaces, and without invisible characters;
    all offsets count its code points. `id` is the hash of the normalised title and text: the same words from two addresses
    are one article.

    Args:
        text: the body, as plain text. Paragraphs are lines or divided by blank lines.
        title: the headline, if it is not part of the text.
        published: the day, in any form that `parse_day` knows. A bare year or month is no day and is passed over.
        published_basis: whether `published` was given by the user or read from the page.
        url: the address.
        publisher: who published it.
        language: ISO 639-1 code; identified where None.
        source_id: the giver's own id.

    Raises:
        Unusable: code "empty", "too_long" or "bad_date".
    """
    if len(text) > MAX_ARTICLE_CHARS:
        raise Unusable("too_long", f"the text has {len(text):,} characters; at most {MAX_ARTICLE_CHARS:,} are read")
    stored = normalise(text)
    if not stored:
        raise Unusable("empty", "there is no text in it")
    if stored.count("\n") > MAX_PARAGRAPHS:
        raise Unusable("too_long", f"the text has more than {MAX_PARAGRAPHS:,} lines")
    day = check_published(published)
    code = _language_code(language)
    headline = _field(title)
    blocks, found_language = clean(stored, code)
    basis: Literal["given", "page", "dateline", "text"] | None = published_basis if day else None
    if day is None:
        inferred = infer_published(stored, blocks)
        if inferred:
            day, basis = inferred
    return Article(
        id=content_hash(headline or "", stored),
        text=stored,
        title=headline,
        url=_field(url),
        publisher=_field(publisher),
        published=day,
        published_basis=basis,
        language=found_language,
        source_id=source_id,
        blocks=blocks,
    )


def normalise(text: str) -> str:
    """Return the text as it is stored. Applying it twice changes nothing."""
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MAX_COMBINING.sub(r"\1", text))
    return text.strip()


def check_published(published: str | None) -> str | None:
    """Return a day of publication as an ISO date; None for None and for a bare year or month.

    Raises:
        Unusable: code "bad_date", where the string states no day of the calendar.
    """
    if published is None or not published.strip():
        return None
    if _PARTIAL_DATE.match(published.strip()):
        return None
    day = parse_day(published)
    if day is None:
        raise Unusable("bad_date", f"{published[:80]!r} is no date; expected YYYY-MM-DD")
    return day.isoformat()


def _language_code(language: str | None) -> str | None:
    if not language or not language.strip():
        return None
    code = re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]
    return code if 2 <= len(code) <= 3 and code.isalpha() else None


def _field(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join(normalise(value[:_MAX_FIELD_CHARS]).split()) or None
