"""From files, folders, pages, tables, archives and feeds to articles, and articles to blocks."""

from __future__ import annotations

from dragoman.language.sentences import coded_blocks
from dragoman.sources.article import make_article
from dragoman.sources.reading import KINDS, Kind, read_sources
from dragoman.sources.trouble import Unusable

__all__ = ["KINDS", "Kind", "Unusable", "coded_blocks", "make_article", "read_sources"]
