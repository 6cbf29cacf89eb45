"""Code a mixed stream of articles and rejects in order, in this process or in a pool."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from dragoman.records import Article, Coded, Reject

CHUNK = 16


def code_all(
    items: Iterable[Article | Reject], *, actors: Path | None = None, processes: int = 1
) -> Iterator[Coded | Reject]:
    """Yield a coded article for each article, and each reject as it came, in order.

    Args:
        items: what `dragoman.sources.read_sources` yields.
        actors: a file of further actors.
        processes: worker processes; 1 codes in this process.
    """
    chunks = _chunks(items)
    if processes == 1:
        for chunk in chunks:
            yield from _code(chunk, actors)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Coded | Reject]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_code, chunk, actors))
            # Bounded, so that a slow consumer does not fill the memory.
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunks(items: Iterable[Article | Reject]) -> Iterator[list[Article | Reject]]:
    stream = iter(items)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _code(chunk: list[Article | Reject], actors: Path | None) -> list[Coded | Reject]:
    from dragoman.pipeline import load

    coded = load(actors).pipe(one for one in chunk if isinstance(one, Article))
    return [next(coded) if isinstance(one, Article) else one for one in chunk]
