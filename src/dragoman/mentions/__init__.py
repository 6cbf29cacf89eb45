"""What a text names: actors, places, dates, quantities, quotes.

Actors and places: `load_gazetteer`, `find_mentions`, `resolve_span`, `find_places`.
"""

from __future__ import annotations

from dragoman.mentions.actors import find_mentions, resolve_span
from dragoman.mentions.gazetteer import Gazetteer, load_gazetteer
from dragoman.mentions.places import find_places

__all__ = ["Gazetteer", "find_mentions", "find_places", "load_gazetteer", "resolve_span"]
