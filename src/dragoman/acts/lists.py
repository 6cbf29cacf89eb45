"""Elliptic lists: "Italy has deported 30, Denmark 15 and Norway three" is three acts, told with one verb.

A model's trigger covers the first item; the items that follow are read here: a country and a number, no verb between. Here too: what two states
did to each other, and who is who among equals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.acts.decode import Candidate, RoleSpan
from dragoman.acts.drafts import Draft, resolve_roles
from dragoman.acts.dyads import inferred
from dragoman.document import Document, Quantity
from dragoman.mentions import Gazetteer
from dragoman.records import Actor, Mention

_BETWEEN = re.compile(
    r"[\s,;–—-]*(?:and|with|by|plus|the|another|a further|some|about|also)?\s*(?:the\s+)?", re.IGNORECASE
)
_GAP = re.compile(r"[\s,;:–—-]*(?:and|while|then|followed by|as well as)?[\s,]*(?:the\s+)?", re.IGNORECASE)
_LISTED = frozenset({"country", "adjective", "capital", "organisation"})
LISTED = 0.95
_SHARED_TYPES = frozenset({"SANCTION", "COERCE", "AID", "MOBILIZE", "RETREAT"})


def expand_lists(document: Document, gazetteer: Gazetteer, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with one more for each elliptic item that follows a counted act, in text order."""
    out: list[Draft] = []
    taken = {(draft.candidate.start, draft.candidate.end) for draft in drafts}
    for draft in drafts:
        out.append(draft)
        if draft.kind not in _SHARED_TYPES or not draft.actors:
            continue
        items = _items(document, draft)
        listed = {mention.start for mention, _ in items}
        draft.recipients = [actor for actor in draft.recipients if actor.start not in listed]
        if len(items) > 1:
            # A run of countries with numbers is no accident: the verb before it is an act, however odd it reads.
            out[-1].candidate = replace(draft.candidate, first=max(draft.candidate.first, LISTED))
        for mention, quantity in items:
            if any(start < quantity.end and quantity.start < end for start, end in taken):
                continue
            out.append(_item_draft(document, gazetteer, draft, mention, quantity))
    return sorted(out, key=lambda one: one.candidate.start)


def _items(document: Document, draft: Draft) -> list[tuple[Mention, Quantity]]:
    """Return the (country, number) pairs that follow the act's own count without a verb between them."""
    sentence = draft.sentence
    quantities = [q for q in document.quantities if draft.candidate.start <= q.start and q.end <= sentence.end]
    mentions = [
        m for m in document.mentions if m.kind in _LISTED and sentence.start <= m.start and m.end <= sentence.end
    ]
    if not quantities:
        return []
    place = _end_of_first(document, draft, quantities[0])
    items: list[tuple[Mention, Quantity]] = []
    while True:
        mention = next((m for m in mentions if m.start >= place and _is(_GAP, document.text[place : m.start])), None)
        if mention is None:
            return items
        quantity = next(
            (q for q in quantities if q.start >= mention.end and _is(_BETWEEN, document.text[mention.end : q.start])),
            None,
        )
        if quantity is None:
            return items
        items.append((mention, quantity))
        place = quantity.end


def _end_of_first(document: Document, draft: Draft, quantity: Quantity) -> int:
    """Return where the first item ends: behind its number and the recipient phrase that goes with it."""
    ends = [
        span.end
        for span in draft.candidate.roles.get("recipient", ())
        if span.start <= quantity.end + 1 and span.end > quantity.end
    ]
    return max([quantity.end, *ends])


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) <= 24 and pattern.fullmatch(text) is not None


def _item_draft(document: Document, gazetteer: Gazetteer, draft: Draft, mention: Mention, quantity: Quantity) -> Draft:
    span = RoleSpan(mention.start, mention.end, 0.9)
    number = RoleSpan(quantity.start, quantity.end, 0.9)
    roles = {"actor": [span], "recipient": draft.candidate.roles.get("recipient", []), "count": [number]}
    for role in ("date", "reason"):
        if role in draft.candidate.roles:
            roles[role] = draft.candidate.roles[role]
    candidate: Candidate = replace(
        draft.candidate, start=mention.start, end=quantity.end, roles=roles, score=draft.candidate.score * 0.95
    )
    return Draft(
        document,
        candidate,
        draft.sentence,
        actors=resolve_roles(document, gazetteer, [span]),
        recipients=list(draft.recipients),
        quote=draft.quote,
        is_background=draft.is_background,
    )


def split_counted(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with an act on several recipients, each with its own number, told as one act a recipient.

    "Russia ordered out 34 French, 27 Spanish and 24 Italian diplomats" is three acts: their counts and deadlines differ.
    """
    out: list[Draft] = []
    for draft in drafts:
        counted = _counted_recipients(document, draft)
        if len(counted) < 2:
            out.append(draft)
            continue
        for actor, start, end in counted:
            span = RoleSpan(start, end, 0.9)
            roles = dict(draft.candidate.roles) | {"recipient": [span], "count": [span]}
            out.append(replace_draft(draft, replace(draft.candidate, roles=roles), [actor]))
    return out


def split_mutual(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with a measure that two states took against each other told as one act of each.

    "Peru and Chile each expelled an envoy of the other" is two acts, of opposite direction.
    """
    out: list[Draft] = []
    for draft in drafts:
        pair = [actor for actor in draft.actors if actor.country]
        if draft.kind not in _MUTUAL_TYPES or len(pair) != 2 or pair[0].country == pair[1].country:
            out.append(draft)
            continue
        hit = {actor.country for actor in draft.recipients if actor.country}
        if not _is_mutual(document, draft) or not hit <= {pair[0].country, pair[1].country}:
            out.append(draft)
            continue
        for own, other in ((pair[0], pair[1]), (pair[1], pair[0])):
            half = replace_draft(draft, draft.candidate, inferred([other]))
            half.actors = [own]
            out.append(half)
    return out


def _is_mutual(document: Document, draft: Draft) -> bool:
    """Return whether the words of an act or its recipients say that each did it to the other."""
    ends = [span.end for span in draft.candidate.roles.get("recipient", ()) if span.end <= draft.sentence.end]
    start = max(draft.sentence.start, draft.candidate.start - _EACH_REACH)
    return _MUTUAL.search(document.text[start : max([draft.candidate.end, *ends])]) is not None


_MUTUAL_TYPES = frozenset({"SANCTION", "COERCE"})
_EACH_REACH = 12
_MUTUAL = re.compile(r"\b(?:each other|one another|the other['’]s|(?:have|has|had)?\s?each)\b", re.IGNORECASE)


def part_equals(drafts: Sequence[Draft]) -> None:
    """Make the first of those who cooperate as equals the actor and the others its recipients: the type needs one."""
    for draft in drafts:
        if draft.kind != "COOPERATE" or draft.recipients:
            continue
        first = next((actor.country for actor in draft.actors if actor.country), None)
        others = [actor for actor in draft.actors if actor.country and actor.country != first]
        if others:
            draft.actors = [actor for actor in draft.actors if actor not in others]
            draft.recipients = others


def _counted_recipients(document: Document, draft: Draft) -> list[tuple[Actor, int, int]]:
    """Return the recipients that have a number right before their own words, with the span of both."""
    if draft.kind not in _SHARED_TYPES:
        return []
    found = []
    seen: set[str] = set()
    numbers: list[int] = []
    for actor in draft.recipients:
        if actor.start is None or actor.end is None or not actor.country or actor.country in seen:
            continue
        for quantity in document.quantities:
            inside = actor.start <= quantity.start and quantity.end <= actor.end
            before = quantity.end <= actor.start and document.text[quantity.end : actor.start].strip(" ") == ""
            if (inside or before) and quantity.end - actor.end < 2 and draft.sentence.start <= quantity.start:
                seen.add(actor.country)
                found.append((actor, min(quantity.start, actor.start), actor.end))
                numbers.append(quantity.start)
                break
    # One number before several recipients ("ten diplomats from Peru and Chile") counts them together.
    return [one for one, number in zip(found, numbers) if numbers.count(number) == 1]


def replace_draft(draft: Draft, candidate: Candidate, recipients: list[Actor]) -> Draft:
    """Return a copy of a draft with another candidate and other recipients."""
    return Draft(
        draft.document, candidate, draft.sentence, list(draft.actors), recipients, draft.quote, draft.is_background
    )
