"""Who expels and who is expelled, where the words around the act settle it (rules 22 to 28 of `rules`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.acts.decode import Candidate
from dragoman.acts.drafts import Draft, actor_of, countries
from dragoman.acts.dyads import inferred, is_stated
from dragoman.document import Document
from dragoman.mentions import Gazetteer, resolve_span
from dragoman.mentions.numbers import parse_number as number_of
from dragoman.records import Actor, Mention

ACTOR, RECIPIENT = 0, 1
_REACH = 60
_LEAVING = re.compile(
    r"\b(?:leav(?:e|ing)|left|quit(?:ting)?|out\s+of|(?:away|home|off|back)\s+from)\s+(?:the\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_CLOSES_OWN = re.compile(
    r"(?P<finite>(?:(?:will|would|has|have|had|is|are|was|were|itself|themselves|also|then|already|\w+ly)\s+)*)"
    r"(?P<closing>clos(?:e|es|ed|ing)|shut(?:s|ting|ter|tered)?)\s+(?:down\s+)?(?:its|their|his|her)\s+(?:own\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:embass(?:y|ies)|consulates?|missions?)\b",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(
    r"\s*(?:(?:to|will|would|has|have|had|is|are|was|were|itself|themselves|also|then|already|\w+ly)\s+)*",
    re.IGNORECASE,
)
_ENVOYS = re.compile(
    r"\b(?:embass(?:y|ies)|consulates?|ambassadors?|diplomats?|envoys?|attach[eé]s?|consuls?|chargé|missions?|delegations?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:the|this|that|these|those|such)\s+$", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s*(?:of|by|from|against|to)\b", re.IGNORECASE)
_NOUN = re.compile(r"(?:expulsions?|ejections?|removals?|ousters?|deportations?|closures?)", re.IGNORECASE)
_HAS_TO = re.compile(
    r"(?:must|(?:has|have|had)\s+(?:to|until|\w+\s+(?:hours?|days?|weeks?))|(?:is|are|was|were)\s+to|(?:will|would)\s+have\s+to)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|all\s+)?", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:by|with|and|alongside|together|joined|joining|like|as|followed|too)\b", re.IGNORECASE)


def settle_own_missions(document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with a state's closing of its own mission as a withdrawal: "Chile shut its embassy in Lima" expels
    nobody."""
    out = []
    for one in candidates:
        if (one.type, one.mode) == ("SANCTION", "expel") and _closes_its_own(document, one):
            one = replace(one, mode="withdraw", cameo=None)
        out.append(one)
    return out


def _closes_its_own(document: Document, one: Candidate) -> bool:
    verb = _CLOSES_OWN.match(document.text, one.start)
    if verb is None or verb.start("closing") >= one.end:
        return False
    # A finite verb's "its" is its subject; an infinitive's may be another's ("told Chile to close its embassy").
    return bool(verb["finite"]) or any(
        span.end <= one.start and _AUXILIARIES.fullmatch(document.text[span.end : one.start]) is not None
        for span in one.roles.get("actor", ())
    )


def settle_expellers(document: Document, gazetteer: Gazetteer, drafts: Sequence[Draft]) -> None:
    """Give expulsions the sides that the words around them settle, in place."""
    for draft in drafts:
        if draft.kind == "SANCTION":
            _drop_stray_actor(document, draft)
        if not draft.is_expulsion:
            continue
        _read_rest_of_order(document, drafts, draft)
        _read_state_left(document, gazetteer, draft)
        _read_there(document, draft)
        if ACTOR not in draft.settled:
            _spare_envoys(document, drafts, draft)
        _read_of_phrase(document, draft)
        _read_announcer(draft)


def point_back(document: Document, drafts: Sequence[Draft]) -> None:
    """Give a bare "the expulsion", and the expulsion of "the five", both sides of the one told before, in place."""
    for n, draft in enumerate(drafts):
        if not draft.is_expulsion:
            continue
        if not is_stated(draft.recipients):
            _point_to_the_counted(drafts, n)
        place = draft.candidate
        if not _NOUN.fullmatch(document.text, place.start, place.end):
            continue
        before = document.text[max(draft.sentence.start, place.start - _REACH) : place.start]
        if not _BARE.search(before) or _COMPLEMENT.match(document.text, place.end):
            continue
        for other in reversed(drafts[:n]):
            if (
                other.is_expulsion
                and other.recipients
                and countries(other.actors)
                and other.candidate.status != "denied"
            ):
                draft.actors, draft.recipients = inferred(other.actors), inferred(other.recipients)
                draft.said = ((), ())
                draft.settled |= {ACTOR, RECIPIENT}
                break


def _point_to_the_counted(drafts: Sequence[Draft], n: int) -> None:
    """Give the expulsion of "the five" the sides of the nearest one before that put out five."""
    draft = drafts[n]
    number = next((found for actor in draft.recipients if (found := _number_meant(draft.document, actor))), None)
    if number is None:
        return
    for other in reversed(drafts[:n]):
        if not other.is_expulsion or not countries(other.recipients):
            continue
        if any(number_of(actor.text.split()[0]) == number for actor in other.recipients if actor.text.split()):
            draft.recipients = inferred(other.recipients)
            draft.settled.add(RECIPIENT)
            if countries(other.actors):
                draft.actors = inferred(other.actors)
            return


def _number_meant(document: Document, actor: Actor) -> float | None:
    """Return how many a side is that is no more than a definite number: "the five", or "five" where the trigger took the article."""
    if actor.start is None or actor.end is None:
        return None
    words = document.text[actor.start : actor.end]
    counted = _THE_COUNTED.fullmatch(words)
    if counted:
        return number_of(counted["count"])
    is_definite = _BARE.search(document.text, max(0, actor.start - _ARTICLE_REACH), actor.start)
    return number_of(words) if is_definite else None


_ARTICLE_REACH = 8
_THE_COUNTED = re.compile(r"(?:all\s+)?(?:the|these|those)\s+(?P<count>[\w-]+)", re.IGNORECASE)


def _drop_stray_actor(document: Document, draft: Draft) -> None:
    """Take away an actor behind the act who is not told to do it with the one before: "Chad said four Kenyans must go, Togo
    said nothing"."""
    place = draft.candidate
    first = [actor for actor in draft.actors if actor.end is not None and actor.end <= place.start]
    if not first or len(first) == len(draft.actors):
        return
    draft.actors = [
        actor
        for actor in draft.actors
        if actor.start is None
        or actor.start < place.end
        or actor.country in countries(first)
        or actor.start >= draft.sentence.end
        or _JOINED.search(document.text[place.end : actor.start])
    ]


def _read_state_left(document: Document, gazetteer: Gazetteer, draft: Draft) -> None:
    """Make the state that must be left the one that expels ("must leave Peru", "the removal of two Kenyans from Lima"), and no
    part of those who go."""
    left = _state_left(document, draft)
    if left is None:
        return
    kept = [actor for actor in draft.recipients if not _overlaps(actor, left)]
    for actor in draft.recipients:
        if _overlaps(actor, left) and actor.start is not None and actor.start < left.start:
            cut = _FROM.search(document.text[actor.start : left.start])
            end = actor.start + cut.start() if cut else left.start
            kept += [one for one in resolve_span(document, actor.start, end, gazetteer) if one.country != left.country]
    kept = [actor for actor in kept if actor.country != left.country] or [actor for actor in kept if not actor.country]
    known = countries(draft.actors)
    if is_stated(draft.actors) and known == countries(kept) and any(_OWNED.search(actor.text) for actor in kept):
        # "Chad pulled its diplomats out of Togo": a state that takes its own people home expels nobody.
        draft.candidate = replace(draft.candidate, mode="withdraw", cameo=None)
        draft.recipients = [actor_of(left, "GOV")]
        draft.settled |= {ACTOR, RECIPIENT}
        return
    draft.recipients = kept
    if not is_stated(draft.actors) or known == countries(kept) or left.country in known:
        if left.country not in known:
            draft.actors = [actor_of(left, "GOV")]
        draft.settled.add(ACTOR)


def _read_rest_of_order(document: Document, drafts: Sequence[Draft], draft: Draft) -> None:
    """Make all whom an order names the ones it hits: "the Chadians have a week to leave, the Togolese two"."""
    place = draft.candidate
    if _HAS_TO.match(document.text, place.start):
        draft.actors = [
            actor
            for actor in draft.actors
            if actor.start is None
            or not _NEXT_OF_LIST.fullmatch(document.text[place.end : max(place.end, actor.start)])
        ]
        return
    is_ordered = any(
        other.sentence == draft.sentence
        and other.candidate.start < place.start
        and _HAS_TO.match(document.text, other.candidate.start)
        for other in drafts
    )
    beside = [
        actor for actor in draft.actors if actor.end is not None and not document.text[actor.end : place.start].strip()
    ]
    if is_ordered and beside and number_of(document.text[place.start : place.end]) is not None:
        draft.actors, draft.recipients = [], beside
        draft.settled.add(RECIPIENT)


_NEXT_OF_LIST = re.compile(r",\s+(?:and\s+)?(?:the\s+)?", re.IGNORECASE)


def _state_left(document: Document, draft: Draft) -> Mention | None:
    start = draft.candidate.start
    for mention in document.mentions:
        if mention.start < start or mention.end > draft.sentence.end or mention.kind not in ("country", "capital"):
            continue
        before = document.text[start : mention.start]
        if len(before) > _REACH or not mention.country:
            continue
        if _LEAVING.search(before) or (_FROM.search(before) and _is_told_otherwise(document, draft, mention)):
            return mention
    return None


def _is_told_otherwise(document: Document, draft: Draft, left: Mention) -> bool:
    """Return whether words other than "from Peru" say whose people go, so that Peru is not where they come from."""
    for actor in draft.recipients:
        if actor.start is None or actor.end is None:
            continue
        words = document.text[actor.start : min(actor.end, left.start)]
        if _OWNED.search(words) or any(
            mention.start >= actor.start
            and mention.end <= min(actor.end, left.start)
            and mention.country not in (None, left.country)
            for mention in document.mentions
        ):
            return True
    return False


def _overlaps(actor: Actor, mention: Mention) -> bool:
    return actor.start is not None and actor.end is not None and actor.start < mention.end and mention.start < actor.end


def _read_there(document: Document, draft: Draft) -> None:
    """Make the state named last before "an employee of the Chadian embassy there" the one that expels him."""
    for actor in draft.recipients:
        if actor.end is None or not actor.country or is_stated(draft.actors):
            continue
        if not _THERE.search(document.text[actor.start or 0 : actor.end]) and not _THERE_NEXT.match(
            document.text, actor.end
        ):
            continue
        hosts = [
            mention
            for mention in document.mentions
            if draft.sentence.start <= mention.start
            and mention.end <= draft.candidate.start
            and mention.kind != "pronoun"
            and mention.country not in (None, actor.country, *countries(draft.recipients))
        ]
        if hosts:
            draft.actors = inferred([actor_of(hosts[-1], "GOV")])
            draft.settled.add(ACTOR)
            return


_THERE = re.compile(r"\bthere$")
_THERE_NEXT = re.compile(r"\s+there\b")


def drop_lent_actors(drafts: Sequence[Draft]) -> None:
    """Take away an actor lent by another sentence whose own expulsion is not his: "Chad learned that four must go. Six more …"."""
    for draft in drafts:
        if not draft.is_expulsion:
            continue
        for actor in list(draft.actors):
            if actor.start is None or draft.sentence.start <= actor.start < draft.sentence.end:
                continue
            there = [
                other
                for other in drafts
                if other is not draft
                and other.is_expulsion
                and other.sentence.start <= actor.start < other.sentence.end
            ]
            if there and not any(actor.country in countries(other.actors) for other in there):
                draft.actors.remove(actor)


def _spare_envoys(document: Document, drafts: Sequence[Draft], draft: Draft) -> None:
    """Make an embassy or an envoy named as the actor of an expulsion the one it hits: they expel nobody. Who told them to go or
    to cut their staff, earlier in the sentence, is the actor."""
    named = [actor for actor in draft.actors if actor.country]
    if not named or not all(_ENVOYS.search(actor.text) for actor in named):
        return
    if _HAS_TO.match(document.text, draft.candidate.start):
        # "The Togolese and the Chadian missions have to close": subjects of what is ordered, all of them hit.
        draft.recipients, draft.actors = [*named, *draft.recipients], []
        draft.settled.add(RECIPIENT)
        return
    hit = countries(draft.recipients)
    if hit and hit != countries(named) and is_stated(draft.recipients):
        draft.actors = []
        return
    draft.recipients, draft.actors = named, []
    draft.settled.add(RECIPIENT)
    for other in drafts:
        is_before = other.sentence == draft.sentence and other.candidate.end <= draft.candidate.start
        is_another = is_stated(other.actors) and not countries(other.actors) & countries(named)
        if is_before and is_another and not any(_ENVOYS.search(actor.text) for actor in other.actors):
            draft.actors = inferred(other.actors)
            draft.settled.add(ACTOR)


def _read_announcer(draft: Draft) -> None:
    """Make the state that announces an expulsion of another's people, without saying by whom, the one that expels: "two Kenyans are being
    put out, Chad said"."""
    speaker = draft.quote.speaker if draft.quote is not None else None
    if draft.actors or speaker is None or draft.candidate.historical > _BACKGROUND or speaker.start is None:
        return
    is_here = draft.sentence.start <= speaker.start < draft.sentence.end
    if (
        is_here
        and is_stated([speaker])
        and is_stated(draft.recipients)
        and speaker.country not in countries(draft.recipients)
    ):
        draft.actors = inferred([speaker])
        draft.settled.add(ACTOR)


_BACKGROUND = 0.5


def _read_of_phrase(document: Document, draft: Draft) -> None:
    """Believe "the closure of Kenyan consulates" against an actor who would be Kenya: nobody expels his own people."""
    own = countries(draft.actors)
    if not own or own == countries(draft.recipients):
        return
    end = draft.candidate.end
    hit = [a for a in draft.recipients if a.start is not None and _OF.fullmatch(document.text[end : max(end, a.start)])]
    if hit and countries(hit) == own:
        draft.actors, draft.recipients = [], hit
