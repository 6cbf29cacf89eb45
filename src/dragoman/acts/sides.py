"""Whom an act means, weighed: of the countries an article names, which is the actor, which the recipient.

The rules of `inference` and `rules` propose; a small network (two layers, trained by `training/sides.py` on the authored articles,
which code the sides that their sentences leave unsaid) weighs their proposal against every other country of the article, by
what a reader goes by: how surely the words name it, who speaks, who stands against whom in the acts around, how near and how
often it is named. Where it finds another side clearly likelier, that side is taken, with a lowered score.
"""

from __future__ import annotations

import bisect
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np

from dragoman.acts.decode import Candidate
from dragoman.acts.drafts import Draft, cue_quote
from dragoman.acts.dyads import INFERRED_SCORE, government_of, home_country, inferred, is_domestic
from dragoman.acts.inference import is_plural_of_states
from dragoman.document import Document
from dragoman.language.encoder import WEIGHTS, Floats, read_checked, read_manifest
from dragoman.ontology.plover import TYPES
from dragoman.records import Actor, Quote

Codes = frozenset[str]
SIDES = ("actor", "recipient")
MOST_COUNTRIES = 8
NAMELESS: Codes = frozenset()
_AROUND = 3
_LEAST_HEARD = 0.03
_LONGEST_MENTION = 80
_NAMED_KINDS = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
_MODES = (
    "arrest",
    "expel",
    "withdraw",
    "discontinue",
    "convict",
    "police",
    "demo",
    "allege",
    "investigate",
    "meet",
    "visit",
)


@dataclass(frozen=True, slots=True)
class SideWeights:
    """Two layers for each side: (F, H), (H,), (H,), and how much likelier another side must be than the rules' own."""

    first: tuple[Floats, Floats]
    bias: tuple[Floats, Floats]
    last: tuple[Floats, Floats]
    margin: float

    def scores(self, side: int, features: Floats) -> Floats:
        """Return the probability of each option (N,) from its features (N, F)."""
        hidden = np.maximum(features @ self.first[side] + self.bias[side], 0.0)
        z = hidden @ self.last[side]
        p = np.exp(z - z.max())
        return np.asarray(p / p.sum(), dtype=np.float32)


@lru_cache(maxsize=2)
def load_sides(folder: Path = WEIGHTS) -> SideWeights | None:
    """Return the weights of a weights folder, loaded once a process; None where the folder has none.

    Raises:
        ModelError: when they are altered.
    """
    manifest = read_manifest(folder)
    if "sides.npz" not in manifest["sha256"]:
        return None
    with np.load(io.BytesIO(read_checked(folder, "sides.npz", manifest))) as arrays:
        layers = {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
    first, bias, last = ((layers[f"actor_{name}"], layers[f"recipient_{name}"]) for name in ("first", "bias", "last"))
    return SideWeights(first, bias, last, float(layers["margin"]))


def key_of(actor: Actor) -> str | None:
    """Return an actor's code, an organisation's with its name ("IGO:NATO")."""
    if actor.country in _NAMED_KINDS and actor.name:
        return f"{actor.country}:{actor.name}"
    return actor.country


def codes_of(actors: Sequence[Actor]) -> Codes:
    """Return the codes of a side."""
    return frozenset(key for key in map(key_of, actors) if key)


class Scene:
    """What an article tells of its countries, and the acts as the rules have them: what options are weighed by."""

    def __init__(self, document: Document, drafts: Sequence[Draft], quotes: Sequence[Quote]) -> None:
        self.document = document
        self.drafts = drafts
        self.quotes = quotes
        self.home = home_country(document)
        self.is_domestic = self.home is not None and is_domestic(drafts, {self.home})
        self.sides = [(codes_of(draft.actors), codes_of(draft.recipients)) for draft in drafts]
        self._sentences = [sentence.start for sentence in document.sentences]
        self._starts = [mention.start for mention in document.mentions]
        self.places: dict[str, list[int]] = {}
        for mention in document.mentions:
            if mention.country and mention.kind != "pronoun":
                code = mention.country
                if code in _NAMED_KINDS and mention.name:
                    code = f"{code}:{mention.name}"
                self.places.setdefault(code, []).append(mention.start)
        self.total = sum(map(len, self.places.values())) or 1
        self.spots = [(spot.start, spot.country) for spot in document.places if spot.country]
        title = document.article.title or ""
        self.first_stretch = len(title) if document.text.startswith(title) and title else min(len(document.text), 200)
        self.acted = Counter(code for sides in self.sides for side in sides for code in side)

    def options(self, n: int, side: int) -> list[Codes]:
        """Return the sides that may be meant: the rules' first, none, what the words say, and the article's countries."""
        draft = self.drafts[n]
        found = [self.sides[n][side], NAMELESS, codes_of(draft.said[side])]
        near = [*list(range(n - 1, -1, -1))[:_AROUND], *list(range(n + 1, len(self.drafts)))[:_AROUND]]
        for k in (*near, 0):
            found += [codes for codes in self.sides[k] if len(codes) > 1 and k != n]
        found += [frozenset([code]) for code in (self._here(draft), self._within(draft.said[side])) if code]
        weight = {code: len(places) + 2 * self.acted[code] for code, places in self.places.items()}
        found += [frozenset([code]) for code in sorted(weight, key=lambda code: (-weight[code], code))[:MOST_COUNTRIES]]
        return list(dict.fromkeys(found))

    def features(self, n: int, side: int, options: Sequence[Codes]) -> Floats:
        """Return what speaks for each option: (N, F)."""
        draft = self.drafts[n]
        rule, other = self.sides[n][side], self.sides[n][1 - side]
        said = draft.said[side]
        speaker = draft.quote.speaker if draft.quote else None
        cue = cue_quote(self.quotes, draft.candidate)
        cued = cue.speaker if cue else None
        around = self._around(n, side)
        heard = self._heard(draft.candidate)
        spots = (self._here(draft), self._within(said), self._last_spot(draft))
        shared = [
            float(draft.kind == kind) for kind in TYPES
        ] + [
            float(draft.candidate.mode == mode) for mode in _MODES
        ] + [
            float(bool(said)), float(any(actor.country for actor in said)),
            max((actor.score for actor in said if actor.country), default=0.0),
            *_wording(said), float(bool(other)), max((a.score for a in (draft.recipients if side == 0 else draft.actors)), default=0.0),
            float(draft.quote is not None), float(cue is not None), float(len(self.places) == 1), min(len(self.drafts), 20) / 20, float(n == 0),
        ]  # fmt: skip
        rows = [
            [
                *shared,
                *self._of_option(n, side, option, rule, other, said, speaker, cued, around, spots),
                *self._heard_of(heard, side, option),
            ]
            for option in options
        ]
        return np.array(rows, dtype=np.float32)

    def _around(self, n: int, side: int) -> dict[str, Codes]:
        """Return the sides of the acts that an unsaid side is mostly taken from."""
        here = self.drafts[n]
        out: dict[str, Codes] = {}
        order = [*range(n - 1, -1, -1), *range(n + 1, len(self.drafts))]
        for k in order:
            draft, sides = self.drafts[k], self.sides[k]
            if draft.kind == here.kind and draft.candidate.mode == here.candidate.mode and sides[side]:
                out.setdefault("same act", sides[side])
            if draft.kind == here.kind and sides[side]:
                out.setdefault("same kind", sides[side])
            if k < n:
                out.setdefault("before", sides[side])
                out.setdefault("before, turned", sides[1 - side])
                if draft.sentence == here.sentence:
                    out.setdefault("in sentence", sides[side])
                    out.setdefault("in sentence, turned", sides[1 - side])
        if n:
            out["lead"], out["lead, turned"] = self.sides[0][side], self.sides[0][1 - side]
        return out

    def _of_option(
        self, n: int, side: int, option: Codes, rule: Codes, other: Codes, said: Sequence[Actor],
        speaker: Actor | None, cued: Actor | None, around: dict[str, Codes], spots: Sequence[str | None],
    ) -> list[float]:  # fmt: skip
        draft = self.drafts[n]
        places = sorted(place for code in option for place in self.places.get(code, ()))
        before = [place for place in places if place < draft.candidate.start]
        inside = any(draft.sentence.start <= place < draft.sentence.end for place in places)
        gap = draft.sentence.start - before[-1] if before and before[-1] < draft.sentence.start else 0
        same, turned = self._dyads(n, side, option, other)
        subjects = (
            self._first_in(draft.sentence.start),
            self._first_in(self._before(draft.sentence.start)),
            self._first_in(0),
        )
        said_codes = codes_of(said)
        return [
            float(option == rule), float(option == rule and bool(said)), float(option == rule and bool(rule)), float(not option),
            float(bool(option) and option == said_codes),
            max((actor.score for actor in said if key_of(actor) in option), default=0.0),
            float(bool(option) and option == other), float(bool(option & other)),
            float(self.home in option), float(bool(option) and option == {self.home} == other),
            float(speaker is not None and key_of(speaker) in option), float(cued is not None and key_of(cued) in option),
            float(inside), float(bool(before)), 1.0 / (1.0 + gap / 150) if before else 0.0,
            len(places) / self.total, float(any(place < self.first_stretch for place in places)),
            same, turned, *(float(code in option) for code in subjects),
            *(float(bool(option) and around.get(name) == option) for name in _NEIGHBOURS),
            *(float(bool(option & around.get(name, NAMELESS))) for name in _NEIGHBOURS),
            float(len(option) > 1), float(any(code[:3] in ("EUR", "IGO", "UNO", "NGO") for code in option)),
            min(sum(self.acted[code] for code in option), 10) / 10, float(option <= self.places.keys() if option else False),
            *(float(code in option) for code in spots),
        ]  # fmt: skip

    def _here(self, draft: Draft) -> str | None:
        """Return the country of the place nearest to the act in its sentence: where it happens, mostly."""
        near = [spot for spot in self.spots if draft.sentence.start <= spot[0] < draft.sentence.end]
        return min(near, key=lambda spot: abs(spot[0] - draft.candidate.start))[1] if near else None

    def _within(self, said: Sequence[Actor]) -> str | None:
        """Return the country of a place within the words for a side: "a hospital in Lomé"."""
        for actor in said:
            for place, code in self.spots:
                if actor.start is not None and actor.end is not None and actor.start <= place < actor.end:
                    return code
        return None

    def _last_spot(self, draft: Draft) -> str | None:
        """Return the country of the place named last before the act."""
        before = [code for place, code in self.spots if place < draft.candidate.start]
        return before[-1] if before else None

    def _heard(self, candidate: Candidate) -> dict[str, tuple[float, float]]:
        """Return how probably the model takes each country's mentions for the actor and for the recipient."""
        out: dict[str, tuple[float, float]] = {}
        if candidate.heard is None:
            pieces = [
                (span.start, span.end, *((span.score, 0.0) if role == "actor" else (0.0, span.score)))
                for role in SIDES for span in candidate.roles.get(role, ())
            ]  # fmt: skip
        else:
            pieces = [tuple(row) for row in candidate.heard[candidate.heard[:, 2:].max(axis=1) > _LEAST_HEARD].tolist()]
        if not pieces:
            return out
        first, last = min(p[0] for p in pieces), max(p[1] for p in pieces)
        begin = bisect.bisect_left(self._starts, first - _LONGEST_MENTION)
        for mention in self.document.mentions[begin:]:
            if mention.start >= last:
                break
            if mention.country is None:
                continue
            code = mention.country
            if code in _NAMED_KINDS and mention.name:
                code = f"{code}:{mention.name}"
            actor, recipient = out.get(code, (0.0, 0.0))
            for start, end, a, r in pieces:
                if start < mention.end and mention.start < end:
                    actor, recipient = max(actor, a), max(recipient, r)
            out[code] = (actor, recipient)
        return out

    def _heard_of(self, heard: dict[str, tuple[float, float]], side: int, option: Codes) -> list[float]:
        own = max((heard[code][side] for code in option if code in heard), default=0.0)
        other = max((heard[code][1 - side] for code in option if code in heard), default=0.0)
        best = max((both[side] for both in heard.values()), default=0.0)
        return [own, other, float(own > 0 and own == best), best]

    def _before(self, start: int) -> int:
        """Return where the sentence before the one at `start` begins."""
        n = bisect.bisect_left(self._sentences, start)
        return self._sentences[n - 1] if n else 0

    def _first_in(self, start: int) -> str | None:
        """Return the first country named in the sentence that begins at `start`: mostly its subject."""
        n = bisect.bisect_right(self._sentences, start) - 1
        stop = self._sentences[n + 1] if n + 1 < len(self._sentences) else len(self.document.text)
        for mention in self.document.mentions[bisect.bisect_left(self._starts, start) :]:
            if mention.start >= stop:
                break
            if mention.country and mention.kind != "pronoun":
                return mention.country
        return None

    def _dyads(self, n: int, side: int, option: Codes, other: Codes) -> tuple[float, float]:
        """Return how near an act with these two sides in this direction stands, and in the other one (1 next, 0 none)."""
        same = turned = 0.0
        if option and other:
            for k, sides in enumerate(self.sides):
                if k == n:
                    continue
                near = 1.0 / (1 + abs(k - n) / 4)
                if sides[side] & option and sides[1 - side] & other:
                    same = max(same, near)
                if sides[1 - side] & option and sides[side] & other:
                    turned = max(turned, near)
        return same, turned


_PRONOUN = re.compile(r"(?:he|him|she|her|it|they|them|we|us|i|me|both|who|whom|which)", re.IGNORECASE)
_OWNED = re.compile(r"(?:his|her|its|their|our|my)\s", re.IGNORECASE)
_SECTORS = ("GOV", "MIL", "COP", "REB", "UAF", "OPP", "PTY", "JUD", "LEG", "CVL", "MED", "BUS", "LAB", "SPY")


def _wording(said: Sequence[Actor]) -> list[float]:
    """Return how a side is worded: a pronoun, somebody's, without a name, and of which sector."""
    first = said[0].text if said else ""
    return [
        float(bool(_PRONOUN.fullmatch(first))), float(bool(_OWNED.match(first))), float(bool(first) and first.islower()),
        float(len(said) > 1), *(float(any(actor.sector == sector for actor in said)) for sector in _SECTORS),
    ]  # fmt: skip


_NEIGHBOURS = (
    "same act",
    "same kind",
    "before",
    "before, turned",
    "in sentence",
    "in sentence, turned",
    "lead",
    "lead, turned",
)


def weigh_sides(document: Document, drafts: Sequence[Draft], quotes: Sequence[Quote], weights: SideWeights) -> None:
    """Give each act the sides that are likeliest in its article, in place."""
    scene = Scene(document, drafts, quotes)
    for n, draft in enumerate(drafts):
        for side in {0, 1} - draft.settled:
            options = [one for one in scene.options(n, side) if _is_allowed(scene, n, side, one)]
            if len(options) < 2:
                continue
            p = weights.scores(side, scene.features(n, side, options))
            best = int(p.argmax())
            if best and p[best] > p[0] * weights.margin:
                chosen = _actors(scene, draft, side, options[best])
                if side == 0:
                    draft.actors = chosen
                else:
                    draft.recipients = chosen
                sides = scene.sides[n]
                scene.sides[n] = (codes_of(chosen), sides[1]) if side == 0 else (sides[0], codes_of(chosen))


def _is_allowed(scene: Scene, n: int, side: int, option: Codes) -> bool:
    """Return whether the rulings let a side mean this: the rules' own answer always.

    A plural of states that nobody counts or names ("several European countries") stays one (rule 11). An attack of which no word says
    by whom is laid at nobody's door (rule 12), but where the article tells of one state's own affairs; whom it hit may be weighed.
    Nobody sanctions himself (rule 4); who is put out in a sentence does not put out others there unsaid (rule 23).
    """
    draft, sides = scene.drafts[n], scene.sides[n]
    if option == sides[side]:
        return True
    if any(is_plural_of_states(actor.text) for actor in draft.said[side]):
        return False
    if side == 0 and draft.kind == "ASSAULT" and not draft.said[side] and not scene.is_domestic:
        return False
    if side == 0 and option and not draft.said[side] and option & _hit_beside(scene, n):
        return False
    is_own = bool(option) and option == sides[1 - side]
    return not (is_own and draft.kind == "SANCTION" and draft.candidate.mode != "convict")


def _hit_beside(scene: Scene, n: int) -> Codes:
    """Return whose people other expulsions of the same sentence put out, where the n-th act is an expulsion: "the Chadians have a
    week to leave, the Togolese two"."""
    draft = scene.drafts[n]
    if not draft.is_expulsion:
        return NAMELESS
    beside = [
        k for k, other in enumerate(scene.drafts) if k != n and other.sentence == draft.sentence and other.is_expulsion
    ]
    return frozenset(code for k in beside for code in scene.sides[k][1])


def _actors(scene: Scene, draft: Draft, side: int, codes: Codes) -> list[Actor]:
    """Return a side that means the codes: the words that stand for it where there are such, else inferred actors."""
    said = draft.said[side]
    if codes and codes == codes_of(said):
        return list(said)
    spoken = [actor for actor in said if actor.start is not None]
    if spoken and len(codes) <= 1:
        country = next(iter(codes), None)
        named = country.partition(":") if country else ("", "", "")
        return [
            msgspec.structs.replace(
                spoken[0], country=named[0] or None, name=named[2] or None, score=min(spoken[0].score, INFERRED_SCORE)
            )
        ]
    return [_known(scene, code) for code in sorted(codes)]


def _known(scene: Scene, code: str) -> Actor:
    for draft in scene.drafts:
        for actor in (*draft.actors, *draft.recipients):
            if key_of(actor) == code:
                return inferred([actor])[0]
    country, _, name = code.partition(":")
    found = government_of(scene.document, country)
    return msgspec.structs.replace(found, name=name, sector=None) if name else found
