"""Line and table files: JSONL, CSV. Read one record at a time, each within its bound."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from dragoman.records import Article, Reject
from dragoman.sources.bounds import MAX_ARTICLE_CHARS, MAX_LINE_BYTES
from dragoman.sources.decoding import decode
from dragoman.sources.rows import COLUMNS, article_of
from dragoman.sources.trouble import Unusable

_DELIMITERS = ",;\t|"
_CHUNK_BYTES = 1 << 20


def read_jsonl(stream: BinaryIO, name: str, published: str | None) -> Iterator[Article | Reject]:
    """Yield an article or a reject for every line that is not blank; a reject's source is "NAME:LINE"."""
    decoder = msgspec.json.Decoder()
    for number, line in _lines(stream):
        source = f"{name}:{number}"
        try:
            if line is None:
                raise Unusable("too_long", f"the line has more than {MAX_LINE_BYTES:,} bytes")
            if not line.strip():
                continue
            yield article_of(_object(decoder, line), published)
        except Unusable as trouble:
            yield trouble.reject(source)


def _object(decoder: msgspec.json.Decoder[object], line: bytes) -> dict[str, object]:
    try:
        value = decoder.decode(decode(line))
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unusable("bad_json", f"the line is no JSON: {str(error)[:120]}") from error
    if not isinstance(value, dict):
        raise Unusable("bad_record", "the line is JSON but no object")
    return value


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line); None for a line beyond the bound, which is skipped without being held."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(_CHUNK_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def is_table_head(line: str) -> bool:
    """Return whether a line is the header of a table of articles: it names "text" and nothing that looks like prose."""
    return (
        len(line) < 2_000 and "text" in _columns(line, _delimiter(line)) and len(_columns(line, _delimiter(line))) > 1
    )


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def _columns(head: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').lower() for cell in head.split(delimiter)]


def read_csv(stream: BinaryIO, name: str, published: str | None) -> Iterator[Article | Reject]:
    """Yield an article or a reject for every row of a table whose header names "text"; a reject's source is "NAME:ROW"."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="strict", newline="")
    csv.field_size_limit(4 * MAX_ARTICLE_CHARS)
    number = 1
    try:
        head = text.readline(MAX_LINE_BYTES)
        delimiter = _delimiter(head)
        columns = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=delimiter), [])]
        if "text" not in columns:
            yield Unusable(
                "bad_record", f'the table has no column "text"; columns read are {", ".join(COLUMNS)}'
            ).reject(name)
            return
        for cells in csv.reader(text, delimiter=delimiter):
            number += 1
            if cells:
                yield _row(dict(zip(columns, cells)), f"{name}:{number}", published)
    except csv.Error as error:
        yield Unusable("bad_record", f"the table breaks off: {error}").reject(f"{name}:{number + 1}")
    except UnicodeDecodeError:
        yield Unusable("encoding", "the table is not UTF-8; convert it").reject(f"{name}:{number + 1}")
    finally:
        text.detach()


def _row(row: dict[str, str], source: str, published: str | None) -> Article | Reject:
    try:
        return article_of(row, published)
    except Unusable as trouble:
        return trouble.reject(source)
