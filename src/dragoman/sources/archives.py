"""Formats that need an extra: Parquet tables, web archives, feeds. Their packages are imported only when such a file comes."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from dragoman.errors import MissingExtra
from dragoman.records import Article, Reject
from dragoman.sources.article import make_article
from dragoman.sources.bounds import MAX_FEED_BYTES, MAX_FILE_BYTES
from dragoman.sources.page import read_page
from dragoman.sources.rows import COLUMNS, article_of
from dragoman.sources.trouble import Unusable

_BATCH_ROWS = 256


def read_parquet(stream: BinaryIO, name: str, published: str | None) -> Iterator[Article | Reject]:
    """Yield an article or a reject for every row of a Parquet table with a column "text".

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise MissingExtra("Parquet files", "parquet") from error
    number = 0
    try:
        table = parquet.ParquetFile(stream)
        columns = [column for column in table.schema_arrow.names if column.lower() in COLUMNS]
        if "text" not in [column.lower() for column in columns]:
            raise Unusable("bad_record", 'the table has no column "text"')
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield article_of({key.lower(): value for key, value in row.items()}, published)
                except Unusable as trouble:
                    yield trouble.reject(f"{name}:{number}")
    except Unusable as trouble:
        yield trouble.reject(name)
    except (arrow.ArrowException, OSError) as error:
        yield Unusable("bad_record", f"the Parquet file breaks off: {str(error)[:120]}").reject(f"{name}:{number + 1}")


def read_warc(stream: BinaryIO, name: str, published: str | None) -> Iterator[Article | Reject]:
    """Yield an article or a reject for every HTML response of a web archive.

    Raises:
        MissingExtra: fastwarc is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtra("Web archives", "warc") from error
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
        kind = (record.http_content_type or "").lower()
        if "html" not in kind:
            continue
        url = record.headers.get("WARC-Target-URI")
        try:
            data = record.reader.read(MAX_FILE_BYTES + 1)
            page = read_page(data, charset=record.http_charset, url=url)
            yield article_of_page(page, published)
        except Unusable as trouble:
            yield trouble.reject(f"{name}:{url}")


def article_of_page(page: Any, published: str | None) -> Article:
    """Return the article of a page; a given day outranks the page's.

    Raises:
        Unusable: code "empty", "too_long" or "bad_date".
    """
    return make_article(
        page.text,
        title=page.title,
        published=published or page.published,
        published_basis="given" if published else "page",
        url=page.url,
        publisher=page.publisher,
        language=None,
    )


def read_feed(stream: BinaryIO, name: str, published: str | None) -> Iterator[Article | Reject]:
    """Yield an article or a reject for every entry of an RSS or Atom feed: its content, else its summary.

    Raises:
        MissingExtra: feedparser is not installed.
    """
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtra("Feeds", "feeds") from error
    data = stream.read(MAX_FEED_BYTES + 1)
    if len(data) > MAX_FEED_BYTES:
        yield Unusable("too_long", f"the feed has more than {MAX_FEED_BYTES:,} bytes").reject(name)
        return
    feed = feedparser.parse(data)
    if not feed.entries:
        yield Unusable("bad_record", "the feed has no entries").reject(name)
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _entry(entry, feed.feed, published)
        except Unusable as trouble:
            yield trouble.reject(f"{name}:{number}")


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any], published: str | None) -> Article:
    from lxml import html  # type: ignore[import-untyped]

    contents = entry.get("content") or []
    markup = (contents[0].get("value") if contents else None) or entry.get("summary") or ""
    if not markup.strip():
        raise Unusable("empty", "the entry has neither content nor summary")
    fragment = html.fragment_fromstring(markup, create_parent="div")
    for block in fragment.iter("p", "div", "br", "li", "h2", "h3", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    stamp: time.struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    day = datetime.fromtimestamp(calendar.timegm(stamp), UTC).date().isoformat() if stamp else None
    return make_article(
        str(fragment.text_content()),
        title=entry.get("title"),
        published=published or day,
        published_basis="given" if published else "page",
        url=entry.get("link"),
        publisher=feed.get("title"),
        source_id=entry.get("id"),
    )
