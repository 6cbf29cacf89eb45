"""How many independent sources a set of articles makes: copies of one text, and one publisher, are one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.ledger.wording import resemblance

COPY = 0.5
"""Share of sketched word shingles from which two articles are one text in two places. Calibrated on the pairs of the
stories (at most 0.1 for independent reports of one event) and on generated agency copies (at least 0.6)."""
MAX_COMPARED = 400
"""Beyond so many articles of one event, further ones are compared by publisher alone."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: what of an article the view needs."""

    number: int
    label: str
    article: str
    published: str
    publisher: str | None
    url: str | None
    language: str | None
    title: str | None
    sketch: bytes


def host_of(url: str | None) -> str | None:
    """Return the host of an address without "www."; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def house(origin: Origin) -> str | None:
    """Return who publishes: the publisher, else the host of the address; None where neither is known."""
    if origin.publisher:
        return " ".join(origin.publisher.casefold().split())
    return host_of(origin.url)


def independent(origins: Sequence[Origin]) -> dict[int, int]:
    """Return for each article number the number of its source, counted from 0 in a fixed order."""
    ordered = sorted(
        {origin.number: origin for origin in origins}.values(),
        key=lambda o: (o.published, o.article, o.label, o.number),
    )
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first_of: dict[str, int] = {}
    for i, origin in enumerate(ordered):
        name = house(origin)
        if name is not None:
            parent[root(i)] = root(first_of.setdefault(name, i))
        for j in range(i if i < MAX_COMPARED else 0):
            if root(i) != root(j) and resemblance(origin.sketch, ordered[j].sketch, at_least=COPY) >= COPY:
                parent[root(i)] = root(j)
    numbers: dict[int, int] = {}
    return {origin.number: numbers.setdefault(root(i), len(numbers)) for i, origin in enumerate(ordered)}
