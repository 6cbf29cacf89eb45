"""One record (a JSON object, a table's row) to an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dragoman.records import Article
from dragoman.sources.article import make_article
from dragoman.sources.trouble import Unusable

COLUMNS = ("text", "title", "published", "date", "url", "publisher", "language", "id")
"""The names that are read; "date" is another name for "published". Others are passed over."""


def article_of(row: Mapping[str, object], published: str | None = None) -> Article:
    """Return the article of a record.

    Args:
        row: holds "text", and any of the other `COLUMNS`.
        published: the day for a record that states none.

    Raises:
        Unusable: code "bad_record", "empty", "too_long" or "bad_date".
    """
    text = row.get("text")
    if not isinstance(text, str):
        what = "no" if text is None else "a number or object as its"
        raise Unusable("bad_record", f'the record has {what} "text"; expected {{"text": …, "published"?: …, …}}')
    source_id = row.get("id")
    return make_article(
        text,
        title=_string(row, "title"),
        published=_string(row, "published") or _string(row, "date") or published,
        url=_string(row, "url"),
        publisher=_string(row, "publisher"),
        language=_string(row, "language"),
        source_id=None if source_id is None or source_id == "" else str(source_id),
    )


def _string(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        if key in ("published", "date"):
            raise Unusable("bad_date", f"{key} is {value!r}; expected a string YYYY-MM-DD")
        return str(value)
    return value
