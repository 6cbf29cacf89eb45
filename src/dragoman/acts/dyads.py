"""Who stands against whom in an article: the partners of a country, read off the acts told around a given one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.acts.drafts import Draft, countries
from dragoman.document import Document
from dragoman.records import Actor

INFERRED_SCORE = 0.6
# Below this an actor's country comes from its surroundings, not from its own words ("the ministry", "nine people", "he").
STATED_SCORE = 0.75
# Acts that call for an answer, and with it name whom a "response" or "denial" is aimed at.
PROVOKING = frozenset({"SANCTION", "ACCUSE", "COERCE", "THREATEN", "ASSAULT", "MOBILIZE", "REQUEST", "REJECT"})


_NO_STATES = frozenset({"IGO", "UNO", "NGO", "ISM", "IMG", "MNC"})


def nearest(drafts: Sequence[Draft], n: int) -> list[Draft]:
    """Return the other drafts, those before the n-th first, nearest first, then those after it."""
    return [*reversed(drafts[:n]), *drafts[n + 1 :]]


def inferred(actors: Sequence[Actor]) -> list[Actor]:
    """Return actors as inferred ones: without a span, one a country, with a lowered score. A state named by its mere name is
    its government."""
    out: dict[str | None, Actor] = {}
    for actor in actors:
        sector = actor.sector or ("GOV" if is_stated([actor]) and actor.country not in _NO_STATES else None)
        score = min(actor.score, INFERRED_SCORE)
        lowered = msgspec.structs.replace(actor, start=None, end=None, sector=sector, score=score)
        out.setdefault(actor.country, lowered)
    return list(out.values())


def is_stated(actors: Sequence[Actor]) -> bool:
    """Return whether a side is read from the text and its country from its own words."""
    known = [actor for actor in actors if actor.country]
    return bool(known) and all(actor.start is not None and actor.score >= STATED_SCORE for actor in known)


def provoker(drafts: Sequence[Draft], n: int, own: set[str]) -> list[Actor]:
    """Return who provoked the n-th act: the actor of the nearest provoking act on its own side."""
    for draft in nearest(drafts, n):
        if draft.kind in PROVOKING and own & countries(draft.recipients):
            others = _others(draft.actors, own)
            if others:
                return inferred(others)
    return []


def partner(
    drafts: Sequence[Draft], n: int, own: set[str], kinds: frozenset[str] | None = None, is_state: bool = False
) -> list[Actor]:
    """Return whom a country deals with, in the nearest act that has it on one side: sides stated in words go first.

    Args:
        drafts: the article's acts in text order.
        n: the act that is asked about.
        own: the country whose partner is sought.
        kinds: the types of act that count; all by default.
        is_state: leave out the United Nations and other organisations, which are nobody's people.
    """
    for stated_only in (True, False):
        for draft in nearest(drafts, n):
            if kinds is not None and draft.kind not in kinds:
                continue
            for side in _opposite(draft, own):
                found = [actor for actor in side if not is_state or actor.country not in _NO_STATES]
                if found and (not stated_only or is_stated(side)):
                    return inferred(found)
    return []


def _opposite(draft: Draft, own: set[str]) -> Iterator[list[Actor]]:
    if own & countries(draft.recipients):
        yield _others(draft.actors, own)
    if own & countries(draft.actors):
        yield _others(draft.recipients, own)


def _others(actors: Sequence[Actor], own: set[str]) -> list[Actor]:
    return [actor for actor in actors if actor.country and actor.country not in own]


def sided_countries(drafts: Sequence[Draft]) -> Counter[str]:
    """Return how many acts have each country on a side that their words state."""
    out: Counter[str] = Counter()
    for draft in drafts:
        for side in (draft.actors, draft.recipients):
            if is_stated(side):
                out.update(countries(side))
    return out


def is_domestic(drafts: Sequence[Draft], own: set[str]) -> bool:
    """Return whether a country is the only one, or by far the most frequent, on the sides of the article's acts."""
    sided = sided_countries(drafts)
    here = sum(sided[code] for code in own)
    return len(own) == 1 and all(code in own or _DOMINANCE * times <= here for code, times in sided.items())


_DOMINANCE = 3


def home_country(document: Document) -> str | None:
    """Return the country that the article names most, the first named on a tie; None where it names none."""
    named = Counter(mention.country for mention in document.mentions if mention.country and mention.kind != "pronoun")
    for code, _ in named.most_common():
        if code not in _NO_STATES and code != "EUR":
            return code
    return None


def government_of(document: Document, country: str) -> Actor:
    """Return the government of a country as the article calls it, else by its code; without a span."""
    best = None
    for mention in document.mentions:
        if mention.country == country and mention.kind != "pronoun":
            if mention.sector == "GOV" or mention.kind in ("country", "capital"):
                best = mention
                break
            best = best or mention
    return Actor(
        text=best.text if best else country, name=best.name if best and best.kind in ("country", "capital") else None,
        country=country, sector="GOV", score=INFERRED_SCORE,
    )  # fmt: skip
