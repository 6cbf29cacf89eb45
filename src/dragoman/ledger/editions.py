"""Which known document a new article is an edition of."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, or_, select

from dragoman.ledger import schema, wording
from dragoman.records import Article

CHUNK = 500
SAME_DOCUMENT = 0.3
"""Two texts under one source id are editions of one document when they have this share of their words in common, or the
title. A bare number used as an id in two unrelated files thus makes two documents, and loses neither."""


class Editions:
    """Which known document a new article is an edition of: the same address, or the same source id and like words."""

    def __init__(self, connection: Connection, articles: list[Article]) -> None:
        self._unplaced: dict[str, tuple[str, str]] = {}
        self._by_url: dict[str, tuple[str, str]] = {}
        self._by_source: defaultdict[str, list[tuple[str, str, str | None, str | None, str]]] = defaultdict(list)
        table = schema.articles
        for at in range(0, len(articles), CHUNK):
            part = articles[at : at + CHUNK]
            urls = [a.url for a in part if a.url]
            sources = [a.source_id for a in part if a.source_id]
            unplaced = [a.id for a in part if not a.url and not a.source_id]
            near = or_(table.c.url.in_(urls), table.c.source_id.in_(sources), table.c.id.in_(unplaced))
            for row in connection.execute(select(table).where(near).order_by(table.c.no)):
                self._note(row, row.text, row.document, row.edition)

    def note(self, article: Article, document: str, edition: str) -> None:
        """Remember an article of this batch."""
        self._note(article, article.text, document, edition)

    def _note(self, named: Any, body: str, document: str, edition: str) -> None:
        if named.url:
            self._by_url[named.url] = (document, max(edition, self._by_url.get(named.url, ("", ""))[1]))
        if named.source_id:
            self._by_source[named.source_id].append((document, edition, named.url, named.title, body))
        if not named.url and not named.source_id:
            self._unplaced[named.id] = (document, edition)

    def of(self, article: Article) -> tuple[str, str] | None:
        """Return document and newest edition of what the article is a later (or earlier) edition of."""
        if article.url and article.url in self._by_url:
            return self._by_url[article.url]
        if not article.url and not article.source_id:
            return self._unplaced.get(article.id)
        for document, edition, url, title, body in reversed(self._by_source.get(article.source_id or "", [])):
            if url and article.url and url != article.url:
                continue
            if (title is not None and title == article.title) or _alike(body, article.text):
                return document, edition
        return None


def _alike(one: str, other: str) -> bool:
    first, second = frozenset(wording.word_hashes(one)), frozenset(wording.word_hashes(other))
    return len(first & second) >= SAME_DOCUMENT * len(first | second)
