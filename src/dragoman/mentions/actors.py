"""The political actors an article names, and whom any stretch of it means.

No parser: known phrases are found by a table of names, put together by a small grammar of English noun phrases, and what their
words leave unsaid is taken from the article (see `context`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.mentions.reading import Reading, read
from dragoman.mentions.spans import resolve_span
from dragoman.records import Mention

if TYPE_CHECKING:
    from dragoman.document import Document
    from dragoman.mentions.found import Found
    from dragoman.mentions.gazetteer import Gazetteer


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Return the actor mentions in the document's sentences, in the order of the text.

    Mentions do not overlap, except that one which stands for several states ("the two countries") is given once for each.
    Offsets are code points of the article's text.
    """
    reading = read(document, gazetteer)
    mentions = []
    for found in reading.context.found:
        if found.is_listed:
            mentions += _mentions(found, reading, document.text, gazetteer)
    return mentions


def _mentions(found: Found, reading: Reading, text: str, gazetteer: Gazetteer) -> list[Mention]:
    tokens = reading.context.tokens
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    several = len(found.countries) > 1
    mentions = []
    for code in found.countries or (None,):
        name = found.name
        if found.kind in ("country", "adjective", "people", "capital", "grouping") and not found.noun:
            name = gazetteer.country_name(code) or name
        mentions.append(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                kind="noun"
                if found.kind in ("people", "grouping", "generic", "place")
                else _KINDS.get(found.kind, found.kind),
                entity=code if several and code and found.kind != "person" else found.entity,
                name=name,
                country=code,
                sector=found.sector,
                role=found.role,
                plural=found.is_plural,
                score=round(found.score, 2),
            )
        )
    return mentions


_KINDS = {"region": "country", "noun": "noun"}

__all__ = ["find_mentions", "resolve_span"]
