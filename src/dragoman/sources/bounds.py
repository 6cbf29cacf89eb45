"""How much is read at most. What is larger becomes a reject with the bound in its reason."""

from __future__ import annotations

MAX_ARTICLE_CHARS = 200_000
"""Longest article text, in code points: about 30,000 words."""
MAX_PARAGRAPHS = 10_000
"""Most paragraphs of an article."""
MAX_LINE_BYTES = 2_000_000
"""Longest line of JSONL: an article at its bound, escaped, and its metadata."""
MAX_FILE_BYTES = 8_000_000
"""Largest plain text or HTML file."""
MAX_FEED_BYTES = 32_000_000
"""Largest RSS or Atom file."""
MAX_HTML_DEPTH = 400
"""Deepest nesting of elements; real pages stay below 60."""
MAX_HTML_TAGS = 200_000
SNIFF_BYTES = 8_192
"""How much of a file is looked at to tell its kind."""
