"""Which act answers which, within an article."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.document import Document
from dragoman.mentions import Gazetteer
from dragoman.records import Link, Report


def find_links(document: Document, gazetteer: Gazetteer, reports: Sequence[Report]) -> tuple[list[Report], list[Link]]:
    """Return the reports (with those added that only a link phrase names) and the links between them."""
    return list(reports), []
