"""What `dragoman add` is given: articles still to be coded, and articles that `dragoman code --format jsonl` coded."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from dragoman.errors import InputError
from dragoman.records import Article, Coded, Reject

_HEAD_BYTES = 65_536
_MAX_LINE_BYTES = 200_000_000


def parted(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give each path with whether it holds coded articles; a folder that holds such files is given file by file.

    Raises:
        InputError: a path does not exist or cannot be opened.
    """
    for path in paths:
        if path == "-":
            yield path, _starts_coded(_standard_input().peek(_HEAD_BYTES))
        elif Path(path).is_dir():
            files = [p for p in sorted(Path(path).rglob("*")) if p.is_file()]
            kinds = {file: file.suffix in (".jsonl", ".ndjson", ".json") and _is_coded(file) for file in files}
            if any(kinds.values()):
                yield from ((str(file), is_coded) for file, is_coded in kinds.items())
            else:
                yield path, False
        elif Path(path).exists():
            yield path, _is_coded(Path(path))
        else:
            raise InputError(f"no such file or folder: {path}", "check the path; - reads standard input")


def _standard_input() -> io.BufferedReader:
    return cast(io.BufferedReader, sys.stdin.buffer)


def _is_coded(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _starts_coded(stream.read(_HEAD_BYTES))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _starts_coded(head: bytes) -> bool:
    """Say whether the first object opens with the field `article`, as every coded article does."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and start[1:].lstrip(b" \t\r\n").startswith(b'"article"')


def read_coded(path: str) -> Iterator[Coded | Reject]:
    """Give the coded articles of a JSONL file or of standard input, and a reject for each line that is none."""
    if path == "-":
        yield from _lines(_standard_input(), "-")
        return
    with Path(path).open("rb") as stream:
        yield from _lines(stream, path)


def _lines(stream: BinaryIO, name: str) -> Iterator[Coded | Reject]:
    decoder = msgspec.json.Decoder(Coded)
    for number, line in enumerate(iter(lambda: stream.readline(_MAX_LINE_BYTES), b""), start=1):
        if not line.strip():
            continue
        try:
            coded = decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield Reject(stage="ledger", code="not_coded", reason=f"line {number}: {error}", source=name)
            continue
        yield coded if _fits(coded) else _misfit(coded.article, number, name)


def _fits(coded: Coded) -> bool:
    """Say whether all evidence lies within the text."""
    length = len(coded.article.text)
    spans = [(piece.start, piece.end) for report in coded.reports for piece in report.evidence]
    spans += [(piece.start, piece.end) for quote in coded.quotes for piece in quote.content]
    return all(0 <= start <= end <= length for start, end in spans)


def _misfit(article: Article, number: int, name: str) -> Reject:
    reason = f"line {number}: evidence of article {article.source_id or article.id} lies outside its text"
    return Reject(stage="ledger", code="outside_text", reason=reason, source=name)
