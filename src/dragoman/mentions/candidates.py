"""Whose an unowned noun is ("police", "the foreign ministry", "two men"): the article's states, weighed by where it names them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dragoman.mentions.origins import load_origins
from dragoman.mentions.salience import NO_STATES, stated
from dragoman.mentions.weights import load_weights, weigh
from dragoman.mentions.words import word_set

if TYPE_CHECKING:
    from dragoman.mentions.context import Context
    from dragoman.mentions.found import Found
    from dragoman.mentions.phrase import Phrase

QUESTION = "owner"
FEATURES = (
    "share", "home", "second", "title", "dateline", "set_here", "set_paragraph", "set_last", "subject", "nearest", "after",
    "envoy_before", "envoy_after", "host", "previous_subject", "previous", "same_noun", "same_sector", "role_taken", "origin", "only_place",
    "paragraph", "earliest", "object", "ministry_envoy",
)  # fmt: skip
_MOST = 10
# Who receives or summons an envoy, so is not of the envoy's state.
_RECEIVING = word_set("ministry minister government authorities president official secretary department")
_ARMED = frozenset({"REB", "UAF", "MIL", "COP", "SPY", "PRM"})
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "PTY", "ELI"})
_FAR = 40


def class_of(mention: Found) -> str:
    """Return the class of words that shares weights: envoy, person, official, armed or people."""
    if "e" in mention.flags:
        return "envoy"
    if mention.kind == "person":
        return "person"
    if mention.sector in _ARMED:
        return "armed"
    return "official" if mention.sector in _OFFICIAL or mention.sector is None else "people"


def likeliest(context: Context, mention: Found, phrase: Phrase, same: Found | None) -> tuple[str, float] | None:
    """Return the state that most likely owns `mention`, and its probability among the article's states; None where it names none.

    `same` is the earlier mention that its noun may take up.
    """
    weights = load_weights(QUESTION, FEATURES)
    kind = class_of(mention)
    scores = {code: weigh(weights, kind, row) for code, row in features(context, mention, phrase, same).items()}
    if not scores:
        return None
    best = max(scores, key=lambda code: scores[code])
    return best, 1 / sum(math.exp(min(score - scores[best], 0.0)) for score in scores.values())


def features(context: Context, mention: Found, phrase: Phrase, same: Found | None) -> dict[str, tuple[float, ...]]:
    """Return, for each state that may own the mention, the values of `FEATURES`."""
    salience = context.salience
    start, end = context.sentence_of(mention.first)
    here = _Here(context, mention, start, end)
    codes = dict.fromkeys((*here.codes(), *salience.order[:_MOST], *(same.countries if same else ())))
    codes = {code: None for code in codes if code not in NO_STATES and code not in phrase.host}
    lean: dict[str, float] = {}
    if mention.kind == "person" and mention.name:
        lean = load_origins(context.gazetteer).lean(mention.name, codes)
    is_ministry = bool(_RECEIVING.intersection(mention.noun.split()))
    rows: dict[str, tuple[float, ...]] = {}
    for code in codes:
        share = salience.shares.get(code, 0.0)
        rows[code] = (
            share,
            float(code == salience.home),
            float(len(salience.order) > 1 and code == salience.order[1]),
            float(code in salience.title),
            float(code == salience.dateline),
            float(code == here.setting),
            float(code in here.paragraph_settings),
            float(code == here.last_setting),
            float(code == here.subject),
            float(code == here.nearest),
            float(code in here.after),
            float(code in here.envoys_before),
            float(code in here.envoys_after),
            float(code in here.hosts),
            float(code == here.previous_subject),
            float(code in here.previous),
            float(same is not None and code in same.countries),
            float(code == here.same_sector),
            float(code in here.roles_taken),
            lean.get(code, 0.0),
            float(code in here.only_places),
            float(code in here.paragraph),
            float(bool(salience.title) and code == salience.title[0]),
            float(here.subject is None and code in here.after),
            float(is_ministry and code in (here.envoys_before | here.envoys_after)),
        )
    return rows


class _Here:
    """What stands around a mention: the states before and after it in its sentence and paragraph, and how they are named."""

    def __init__(self, context: Context, mention: Found, start: int, end: int) -> None:
        self.context = context
        self.subject: str | None = None
        self.nearest: str | None = None
        self.previous_subject: str | None = None
        self.same_sector: str | None = None
        self.previous: set[str] = set()
        self.paragraph: set[str] = set()
        self.roles_taken: set[str] = set()
        self.envoys_before: set[str] = set()
        self.envoys_after: set[str] = set()
        self.hosts: set[str] = set()
        self.only_places: set[str] = set()
        self.after: set[str] = set()
        self.setting = context.place_of(start, end)
        self._look_back(mention, start)
        self._look_on(mention, start, end)
        self._settings(start)

    def codes(self) -> list[str]:
        """The states named near the mention, nearest kinds first."""
        near = [self.subject, self.nearest, self.setting, self.last_setting, self.previous_subject, self.same_sector]
        return [code for code in near if code] + sorted(self.after | self.paragraph | self.hosts)

    def _look_back(self, mention: Found, start: int) -> None:
        context = self.context
        opening = context.paragraph_start(start)
        before = start - 1
        previous = context.sentence_of(before)[0] if before >= 0 else start
        for count, earlier in enumerate(context.before(mention.first)):
            if count > _FAR:
                break
            if len(earlier.countries) != 1 or earlier.countries[0] in NO_STATES:
                continue
            code = earlier.countries[0]
            if earlier.first >= start:
                self._in_sentence(earlier, code)
            elif earlier.first >= previous:
                self.previous.add(code)
                if not earlier.is_place:
                    self.previous_subject = code
            if earlier.first >= opening:
                self.paragraph.add(code)
            if self.same_sector is None and earlier.sector == mention.sector and earlier.noun and mention.sector:
                self.same_sector = code
            if earlier.role and earlier.role == mention.role and earlier.name != mention.name and mention.name:
                self.roles_taken.add(code)

    def _in_sentence(self, earlier: Found, code: str) -> None:
        if earlier.is_place:
            self.only_places.add(code)
            return
        self.only_places.discard(code)
        self.subject = code
        if self.nearest is None:
            self.nearest = code
        if "e" in earlier.flags:
            self.envoys_before.add(code)

    def _look_on(self, mention: Found, start: int, end: int) -> None:
        for phrase in self.context.phrases.get(start, ()):
            if phrase.first < mention.last:
                self.hosts.update(phrase.host)
                continue
            self.hosts.update(phrase.host)
            code = stated(phrase)
            if code is None or self.context.is_located(phrase):
                continue
            self.after.add(code)
            if "e" in phrase.flags:
                self.envoys_after.add(code)

    def _settings(self, start: int) -> None:
        """Where the sentences before are set, within the paragraph and last of all."""
        context = self.context
        opening, here = context.paragraph_start(start), start
        self.paragraph_settings: set[str] = set()
        self.last_setting: str | None = None
        for _ in range(6):
            if here <= 0:
                return
            here, stop = context.sentence_of(here - 1)
            code = context.place_of(here, stop)
            if code is None:
                continue
            self.last_setting = self.last_setting or code
            if here >= opening:
                self.paragraph_settings.add(code)
