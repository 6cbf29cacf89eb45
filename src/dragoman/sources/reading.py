"""Reading sources: files, folders and standard input, whatever of the known kinds they hold, one article after another."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast

from dragoman.errors import InputError, UsageError
from dragoman.language.word_sets import word_set
from dragoman.records import Article, Reject
from dragoman.sources.archives import article_of_page, read_feed, read_parquet, read_warc
from dragoman.sources.article import check_published, make_article
from dragoman.sources.bounds import MAX_FILE_BYTES, SNIFF_BYTES
from dragoman.sources.decoding import decode, is_binary
from dragoman.sources.page import read_page
from dragoman.sources.streams import is_table_head, read_csv, read_jsonl
from dragoman.sources.trouble import Unusable

Kind = Literal["auto", "text", "html", "jsonl", "csv", "parquet", "warc", "feed"]
KINDS: tuple[Kind, ...] = ("auto", "text", "html", "jsonl", "csv", "parquet", "warc", "feed")
SUFFIXES = word_set(
    ".txt .text .md .html .htm .xhtml .jsonl .ndjson .json .csv .tsv .parquet .warc .rss .atom .xml .gz"
)
"""Which files of a folder are read."""

_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|section|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<\?xml-stylesheet[^>]{0,300}>\s*)*(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_LINE = re.compile(r'^\s*\{\s*"')


def read_sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    kind: Kind = "auto",
) -> Iterator[Article | Reject]:
    """Return an iterator over the articles of all paths, in order, with a `Reject` for what could not become one.

    Args:
        paths: files, folders (read recursively, by `SUFFIXES`, in the order of their names), or "-" for standard input.
        published: the day of publication for articles whose record states none; it outranks a page's own.
        stdin: what "-" reads; the process's standard input by default.
        kind: what the inputs are; "auto" tells by content, and by suffix where content leaves it open.

    Raises:
        UsageError: at once, where `published` is no date or `kind` unknown.
        InputError: at once, where a path is missing; while iterating, where a named file cannot be opened.
        MissingExtra: while iterating, where a format's package is not installed.
    """
    try:
        day = check_published(published)
    except Unusable as error:
        raise UsageError(f"--published: {error.reason}", "give the day as YYYY-MM-DD") from error
    if published and day is None:
        raise UsageError(f"--published: {published!r} is no day; expected YYYY-MM-DD", "give the day as YYYY-MM-DD")
    if kind not in KINDS:
        raise UsageError(f"unknown kind of input {kind!r}; expected one of {', '.join(KINDS)}")
    names = [os.fspath(path) for path in paths]
    for name in names:
        if name != "-" and not Path(name).exists():
            raise InputError(f"no such file or folder: {name}", "check the path; - reads standard input")
    return _read_all(names, day, stdin, kind)


def _read_all(
    names: list[str], published: str | None, stdin: BinaryIO | None, kind: Kind
) -> Iterator[Article | Reject]:
    for name in names:
        if name == "-":
            yield from _read_stream(stdin or sys.stdin.buffer, "-", published, kind)
        elif Path(name).is_dir():
            yield from _read_folder(Path(name), published, kind)
        else:
            with _open(name) as stream:
                yield from _read_stream(stream, name, published, kind)


def _open(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror}") from error


def _read_folder(folder: Path, published: str | None, kind: Kind) -> Iterator[Article | Reject]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        found = True
        try:
            stream = path.open("rb")
        except OSError as error:
            yield Unusable("unreadable", f"cannot be opened: {error.strerror}").reject(str(path))
            continue
        with stream:
            yield from _read_stream(stream, str(path), published, kind)
    if not found:
        yield Unusable("empty", f"the folder holds no file of a known suffix ({', '.join(sorted(SUFFIXES))})").reject(
            str(folder)
        )


def _read_stream(raw: BinaryIO, name: str, published: str | None, kind: Kind) -> Iterator[Article | Reject]:
    stream = io.BufferedReader(cast(io.RawIOBase, raw), SNIFF_BYTES * 4) if not hasattr(raw, "peek") else raw
    try:
        head = _peek(stream)
        if kind == "auto" and head[:2] == b"\x1f\x8b" and not _is_warc_name(name):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
            head = _peek(stream)
        if kind == "auto":
            kind = "warc" if head[:2] == b"\x1f\x8b" else sniff(head, name.removesuffix(".gz"))
        yield from _readers(stream, name, published, kind)
    except Unusable as trouble:
        yield trouble.reject(name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unusable("unreadable", f"the compressed file is broken: {error}").reject(name)
    except IsADirectoryError as error:
        raise InputError(f"cannot read {name}: it is a folder") from error
    except OSError as error:
        yield Unusable("unreadable", f"reading failed: {error.strerror or error}").reject(name)


def _peek(stream: BinaryIO) -> bytes:
    return cast(io.BufferedReader, stream).peek(SNIFF_BYTES)[:SNIFF_BYTES]


def _is_warc_name(name: str) -> bool:
    return name.lower().endswith((".warc.gz", ".warc"))


def sniff(head: bytes, name: str) -> Kind:
    """Return the kind of a file by its first bytes, and by its name where they leave it open.

    Raises:
        Unusable: code "empty" or "binary".
    """
    if not head.strip():
        raise Unusable("empty", "the file is empty")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if is_binary(head):
        raise Unusable("binary", "the file is no text: it holds control bytes or the signature of another format")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = head.decode("utf-16", "replace")
    else:
        start = head.decode("utf-8", "replace").lstrip("\ufeff")
    suffix = Path(name).suffix.lower()
    if _FEED.match(start):
        return "feed"
    if _HTML.match(start) or (suffix in (".html", ".htm", ".xhtml") and "<" in start):
        return "html"
    if suffix in (".jsonl", ".ndjson") or _JSON_LINE.match(start):
        return "jsonl"
    first = start.lstrip().split("\n", 1)[0]
    if suffix in (".csv", ".tsv") or is_table_head(first):
        return "csv"
    return "text"


def _readers(stream: BinaryIO, name: str, published: str | None, kind: Kind) -> Iterator[Article | Reject]:
    if kind == "jsonl":
        yield from read_jsonl(stream, name, published)
    elif kind == "csv":
        yield from read_csv(stream, name, published)
    elif kind == "parquet":
        yield from read_parquet(_seekable(stream), name, published)
    elif kind == "warc":
        yield from read_warc(stream, name, published)
    elif kind == "feed":
        yield from read_feed(stream, name, published)
    else:
        data = stream.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise Unusable("too_long", f"the file has more than {MAX_FILE_BYTES:,} bytes")
        if kind == "html":
            yield article_of_page(read_page(data), published)
        else:
            yield make_article(decode(data), published=published)


def _seekable(stream: BinaryIO) -> BinaryIO:
    return stream if stream.seekable() else io.BytesIO(stream.read())
