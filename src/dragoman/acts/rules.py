"""The rules that stay beside the model: rulings and exclusions that it should not have to guess. All in one place.

Whether a candidate is an act (here):

1. A negated noun is no act ("not a sanction", "no expulsions"), nor is a trigger of auxiliaries alone (`is_excluded`).
2. An act needs a political side: a country, an organisation, or a sector of PLOVER's (`is_codable`).
3. SANCTION and AID need a recipient; COOPERATE needs one or two actors (`is_codable`).

Whose act it is, from its own sentence (here):

4. Nobody expels or sanctions himself: where the people thrown out are the actor's own, he is told of it, not doing it, and the
   actor is sought elsewhere; where only the actor's words say whose he is ("Berlin's expulsion of its own staff"), the recipient
   is. A recall is aimed at the state behind "from", "to", "in", "with" (`drop_told_actor`). A recipient that is also an actor
   goes where another is named, and where both sides are the same states nobody is known to have acted (`part_sides`).
5. The subject of a passive is whom it was done to (`turn_passive`); a noun's sides may stand beside it (`read_nominal`); the state
   named right before "which" or "who" is the subject of the verb behind it (`read_relative`).
6. A past perfect or an "earlier" without a date of the news marks background (`mark_background`).
7. "Has not expelled", "no longer" … a negated verb is `denied` (`status_of`).
8. A threat, demand, promise, denial or reproach occurred when it was uttered, even where what it speaks of is ahead (`status_of`).
   What two states did to each other is an act of each; of equals who cooperate the first is the actor (`lists`).

Who expels whom, from the words around (`expulsions`); what these settle is not weighed:

22. The state that must be left is the one that expels ("must leave Togo", "the removal of six Chadian envoys from Togo"); a state
    that takes its own people out of another withdraws them (`settle_expellers`).
23. An embassy or envoy expels nobody: it is hit, by whoever tells it to go or to cut its staff in the same sentence. Whoever is put
    out in a sentence is not weighed as the unsaid state that puts out others there (`sides`).
24. A mission closed by its owner is a withdrawal, by its host an expulsion (`settle_own_missions`).
    "The embassy there": the state named last before is its host.
25. "The closure of Chadian consulates" is not Chad's act, whoever is named as actor.
26. A second actor behind the act, not joined to the first ("…, Togo got the same note"), is none; nor is one lent by a sentence
    whose own expulsion is not his.
27. A bare "the expulsion" has both sides of the one told before, and that of "the five" those of the one that put out five, unless
    its own words say whose they are (`point_back`).
28. All whom an order names are hit ("the Chadians have a week to leave, the Togolese two"); the state that announces that another's
    people are put out, without saying by whom, puts them out.

Whose act it is, from the rest of the article (`inference`, `dyads`): what these propose, `sides` weighs against the article's
other countries, and may overrule:

9. "We" and "us" inside a quotation are its speaker; "both sides" are the two countries with the most acts
   (`settle_speakers`); "both Gulf states" are those two of the group that the article names (`drafts`).
10. Where both sides come out as one country and only one says so itself, the other is that country's partner: in acts of force
    only a party it is in conflict with; never in a domestic article, nor over police, courts, parties, unions (`part_weak_sides`).
11. A side whose words name no country ("the clerk", "the crowd") is the authorities' own people in an arrest, ban or protest, of the
    home country in a domestic article, else the other side's partner; a plural of states stays unknown, and is not weighed (`identify_unknown`).
12. An unsaid actor is, in this order: the speaker (what is said); the actor of the same type of act on the same recipient (a
    retelling: "the expulsion"); the state whose police or courts arrest, sentence, ban; the official who reports it; whoever
    else acts on the recipient. An attack without an actor is laid at nobody's door but a retelling's,
    which is neither one of the background nor one within the state that was hit, and may be a claim of it.
13. An unsaid recipient is, in this order: that of the same measure; whoever last provoked the actor; for a third party that judges,
    the actor of the lead; in a domestic article the actor's own government; the actor's partner; for a mediator the two sides;
    for outsiders the country the article is about.

When (`details_dates`) and by when (`details`):

14. The model's own date outranks nearness; a time of another clause is not the act's ("condemned the step of May 18").
15. A weekday of something done never lies ahead, but for a measure in force "from Wednesday".
16. "Two days after X did Y" dates Y by the time of what it is told with.
17. Background without a date has none, but for the only time of its sentence where no act of the news is told in it; all else falls
    on the day of publication. What another act answers or protests against ("in reply to the expulsion", "a protest against the
    removal") is background, and times before that cue are not its own.
18. A deadline that is a length of time runs from the act's day.

Which tellings are one act (`same`):

19. Other types or modes, news and background, a denial and what it denies, sides of other countries, counts or stated days that
    contradict each other: never one act, nor what is dated weeks before publication. "European countries" are not the Union.
20. Of the rest, each telling joins the likeliest act before it if that is likely enough, by fitted numbers: whether the words are alike, a
    noun points back, days and places agree, one clause holds both ("called the bombing an outrage").
21. What is counted for one of several sides is an act beside the joint one. A bare "the move", "its decision" that tells no act of the
    article again is none (`merging`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.acts.drafts import Draft, actor_of, countries
from dragoman.acts.dyads import is_stated
from dragoman.document import Document
from dragoman.records import Actor, Mention, Place, Status

_NEGATED_NOUN = re.compile(
    r"\b(?:not|no|never|neither|isn['’]t|wasn['’]t)\s+(?:an?\s+|the\s+|any\s+)?[\"“”'‘’«»]?\s*(?:an?\s+)?$",
    re.IGNORECASE,
)
_PAST_PERFECT = re.compile(
    r"\bhad\s+(?:already\s+|also\s+|earlier\s+|previously\s+|been\s+|itself\s+|each\s+|\w+ly\s+)*$", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:earlier|previously|in the past|years? ago|decades? ago|historically)\b", re.IGNORECASE)
_NOUNS = re.compile(
    r"^(?:sanctions?|expulsions?|punishments?|embargo(?:es)?|reprisals?|retaliations?|attacks?|wars?|invasions?|bans?|threats?|ultimatums?|"
    r"aggressions?|deportations?|responses?|boycotts?)$",
    re.IGNORECASE,
)  # fmt: skip
_MEANING = re.compile(
    r"\b(?!(?:has|have|had|having|was|were|is|are|be|been|being|will|would|must|may|might|could|can|shall|should|to|the|a|an|its?|"
    r"their|his|her|of|in|on|by|for|not|no|and|or|as|at|from|with|also|already|so|far|days?|weeks?|hours?|members?|status|told|said|says)\b)[^\W\d_]{2,}",
    re.IGNORECASE,
)
_SPEECH_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
_NEEDS_RECIPIENT = frozenset({"SANCTION", "COOPERATE", "AID"})
_REACH = 48
_NEGATION_REACH = 12
_NEGATED_VERB = re.compile(
    r"\b(?:has|have|had|did|does|do|was|were|is|are)(?:\s+not|n['’]t)\s+(?:yet\s+|so far\s+)?(?!only|just)\w+|\bnever\s+\w+",
    re.IGNORECASE,
)
LEAST_STATUS_SCORE = 0.5


def is_excluded(document: Document, draft: Draft) -> bool:
    """Return whether a candidate is no act: a negated noun ("not a sanction")."""
    candidate = draft.candidate
    words = document.text[candidate.start : candidate.end].strip("\"“”'‘’«» ")
    if not _MEANING.search(words):
        return True
    before = document.text[max(draft.sentence.start, candidate.start - _REACH) : candidate.start]
    return bool(_NOUNS.match(words) and _NEGATED_NOUN.search(before))


def is_codable(draft: Draft) -> bool:
    """Return whether a draft names enough to be a record: a political side, and a recipient where the type needs one."""
    sides = [*draft.actors, *draft.recipients]
    if not any(actor.country or actor.sector for actor in sides):
        return False
    if draft.kind == "COOPERATE" and len(countries(draft.actors)) > 1:
        return True
    return bool(draft.recipients) or draft.kind not in _NEEDS_RECIPIENT


def turn_passive(document: Document, drafts: Sequence[Draft]) -> None:
    """Make the subject of a passive the recipient: "Ghana's envoy was summoned" names whom it was done to."""
    for draft in drafts:
        trigger = document.text[draft.candidate.start : draft.candidate.end]
        before = document.text[
            max(draft.sentence.start, draft.candidate.start - _AUXILIARY_REACH) : draft.candidate.start
        ]
        if not (_PASSIVE.match(trigger) or (_PASSIVE_BEFORE.search(before) and _PARTICIPLE.match(trigger))):
            continue
        subjects = [actor for actor in draft.actors if actor.end is not None and actor.end <= draft.candidate.start]
        if not subjects or len(subjects) < len(draft.actors):
            continue
        if not draft.recipients:
            draft.actors, draft.recipients = [], subjects
        elif countries(subjects) and countries(subjects) <= countries(draft.recipients):
            draft.actors = []


def read_relative(document: Document, drafts: Sequence[Draft]) -> None:
    """Make the state named right before "which" or "who" the subject of the verb behind it: "Chad, which last month barred two
    Togolese", "two Togolese, who were deported". A thing may be what is done to: not "a trip to Chad, which was cancelled"."""
    for draft in drafts:
        place = draft.candidate.start
        pronouns = list(_RELATIVE.finditer(document.text, draft.sentence.start, place))
        pronoun = pronouns[-1] if pronouns else None
        if pronoun is None or not _ADVERBIAL.fullmatch(document.text[pronoun.end() : place]):
            continue
        if any(pronoun.end() <= mention.start < place for mention in document.mentions):
            continue
        named = [
            mention
            for mention in document.mentions
            if draft.sentence.start <= mention.start
            and mention.end <= pronoun.start()
            and mention.country
            and _BEFORE_RELATIVE.fullmatch(document.text[mention.end : pronoun.start()])
        ]
        if not named:
            continue
        words = document.text[pronoun.end() : draft.candidate.end].lstrip()
        is_passive = _PASSIVE.match(words) is not None
        if is_passive and pronoun[0].lower() == "which":
            continue
        side = draft.recipients if is_passive else draft.actors
        if named[-1].country in countries(side) or any(
            actor.start is not None and actor.start >= pronoun.start() for actor in side
        ):
            continue
        other = draft.actors if is_passive else draft.recipients
        if named[-1].country in countries(other):
            continue
        side[:] = [actor_of(named[-1])]


_RELATIVE = re.compile(r"\b(?:which|who)\b", re.IGNORECASE)
_ADVERBIAL = re.compile(r"\s+(?:(?!(?:and|but|or|that|to|as)\b)[\w-]+\s+){0,4}")
_BEFORE_RELATIVE = re.compile(r"[\"”’']?,?\s+")


def read_nominal(document: Document, drafts: Sequence[Draft]) -> None:
    """Give a noun without sides those beside it: "Russia's barbaric war on Ukraine", "their attack", "the French ban"."""
    for draft in drafts:
        place = draft.candidate
        if not draft.actors:
            for mention in document.mentions:
                if draft.sentence.start <= mention.start and mention.end <= place.start:
                    gap = document.text[mention.end : place.start]
                    if _OWNED.fullmatch(gap) and (
                        mention.kind in ("adjective", "pronoun")
                        or _APOSTROPHE.match(gap)
                        or mention.text.endswith(("'s", "’s", "s'", "s’"))
                    ):
                        draft.actors = [actor_of(mention)]
        if not draft.recipients:
            for mention in document.mentions:
                if place.end <= mention.start and _UPON.fullmatch(document.text[place.end : mention.start]):
                    if mention.country not in countries(draft.actors):
                        draft.recipients = [actor_of(mention)]
                    break


def drop_told_actor(drafts: Sequence[Draft]) -> None:
    """Take the actor off an expulsion or sanction of his own people: "Lima learned that six Peruvians must leave"; where only
    the actor says whose he is ("Berlin's expulsion of its own staff"), the recipient goes. Take a state's own embassy off the
    recipients of its recall, threat or denial."""
    for draft in drafts:
        own, hit = countries(draft.actors), countries(draft.recipients)
        if not own or not hit or own != hit or draft.candidate.mode == "convict":
            continue
        if draft.kind == "SANCTION" and draft.candidate.mode == "withdraw":
            if is_stated(draft.recipients) and not is_stated(draft.actors):
                draft.actors = []
            else:
                draft.recipients = _host(draft, own)
        elif draft.kind == "SANCTION":
            is_told = any(
                actor.sector or " " in actor.text.strip() for actor in draft.recipients if actor.country in own
            )
            if is_told and (is_stated(draft.recipients) or not is_stated(draft.actors)):
                draft.actors = []
            else:
                draft.recipients = []
        elif draft.kind in ("THREATEN", "REJECT") and all(
            a.sector in _STATE for a in (*draft.actors, *draft.recipients)
        ):
            if is_stated(draft.recipients) and not is_stated(draft.actors):
                draft.actors = []
            else:
                draft.recipients = []


def _host(draft: Draft, own: set[str]) -> list[Actor]:
    """Return the state that a recall or break is aimed at: the country behind "from", "to", "in", "with" after the trigger."""
    document, start = draft.document, draft.candidate.start
    for mention in document.mentions:
        if _is_foreign(draft, mention, own) and _TOWARDS.search(document.text[start : mention.start]):
            return [actor_of(mention)]
    for place in document.places:
        if _is_foreign(draft, place, own) and _TOWARDS.search(document.text[start : place.start]):
            return [Actor(text=place.text, start=place.start, end=place.end, country=place.country, score=place.score)]
    return []


def _is_foreign(draft: Draft, named: Mention | Place, own: set[str]) -> bool:
    """Return whether a mention or place behind the trigger in its sentence is of another country."""
    is_after = draft.candidate.start <= named.start and named.end <= draft.sentence.end
    return is_after and named.country is not None and named.country not in own


_STATE = ("GOV", "MIL", None)
_TOWARDS = re.compile(r"\b(?:from|to|in|with)\s+(?:the\s+)?$", re.IGNORECASE)
_AUXILIARY_REACH = 16
_PASSIVE = re.compile(
    r"(?:was|were|been|being|is|are|be|got|has been|have been|had been|to be)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en)|told|sent|put|cut|shut|held|thrown|given|hit|shot)\b",
    re.IGNORECASE,
)
_PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:ed|en)\b|(?:told|sent|put|cut|shut|held|thrown|given|hit|shot)\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’]")
_UPON = re.compile(r"\s+(?:on|against|of|upon|over|in)\s+(?:the\s+)?", re.IGNORECASE)


def part_sides(drafts: Sequence[Draft]) -> None:
    """Take out of the recipients whoever is also an actor by the same words or, where another is named, by country."""
    for draft in drafts:
        spans = {(actor.start, actor.end) for actor in draft.actors if actor.start is not None}
        draft.recipients = [actor for actor in draft.recipients if (actor.start, actor.end) not in spans]
        own = countries(draft.actors)
        others = [actor for actor in draft.recipients if actor.country not in own]
        if others and len(others) < len(draft.recipients) and countries(others):
            draft.recipients = others
        if draft.is_expulsion and len(own) > 1 and own == countries(draft.recipients):
            # Two states' people put out by those two: who did it is not told.
            draft.actors = []


def mark_background(document: Document, draft: Draft) -> None:
    """Mark an act as background: told in the past perfect or as earlier, so that the day of publication is not its day."""
    before = document.text[max(draft.sentence.start, draft.candidate.start - _REACH) : draft.candidate.start]
    near = document.text[max(draft.sentence.start, draft.candidate.start - _REACH) : draft.candidate.end + _REACH]
    if _PAST_PERFECT.search(before) or _EARLIER.search(near):
        draft.is_background = True


def status_of(document: Document, draft: Draft) -> Status:
    """Return the status: the model's, but that what is said has been said."""
    candidate = draft.candidate
    status: Status = candidate.status  # type: ignore[assignment]
    words = document.text[max(draft.sentence.start, candidate.start - _NEGATION_REACH) : candidate.end]
    if candidate.type not in _SPEECH_ACTS and _NEGATED_VERB.search(words):
        return "denied"
    if candidate.status_score < LEAST_STATUS_SCORE:
        return "occurred"
    if candidate.type in _SPEECH_ACTS and status == "announced":
        return "occurred"
    return status
