"""Coded articles of an invented press over many years, as wide as news are: for measuring large ledgers.

Unlike the small world of the tests (tests/ledger/generate.py), which is made to be hard to merge, this one is made to be
large: some 640 sides of which few do most, each with its own few partners, every type and mode, thousands of towns and
speakers, hundreds of papers, deadlines, words of which few are common. The same seed gives the same articles.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Generic, Literal, TypeVar

from dragoman.ontology.plover import CONTEXTS, TYPES
from dragoman.records import (
    Actor,
    Article,
    Attribution,
    Coded,
    Count,
    DateValue,
    Deadline,
    Evidence,
    Link,
    Place,
    Quote,
    Report,
    Span,
    content_hash,
)

T = TypeVar("T")

GROUPS = 450
TOWNS = 6000
SPEAKERS = 5000
PAPERS = 400
WORDS = 30_000
WEIGHTS = {
    "ACCUSE": 20, "CONSULT": 18, "SUPPORT": 8, "AGREE": 5, "CONCEDE": 2, "COOPERATE": 4, "AID": 4, "RETREAT": 4,
    "REQUEST": 7, "REJECT": 5, "THREATEN": 5, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 3, "COERCE": 8, "ASSAULT": 14,
}  # fmt: skip
VERBS = {
    "AGREE": "agreed with", "CONSULT": "held talks with", "SUPPORT": "praised", "CONCEDE": "eased its rules for",
    "COOPERATE": "signed a contract with", "AID": "sent {n} tonnes of grain to", "RETREAT": "withdrew {n} soldiers from",
    "REQUEST": "called on", "ACCUSE": "condemned", "REJECT": "turned down a demand of", "THREATEN": "warned",
    "PROTEST": "marched against", "SANCTION": "expelled {n} diplomats of", "MOBILIZE": "moved troops towards",
    "COERCE": "arrested {n} citizens of", "ASSAULT": "attacked positions of",
}  # fmt: skip
RETOLD = 2.6
"""By how many articles an act is told as their own, copies included."""
OTHERS_TOLD = 3.5
"""How many acts an article tells at most times besides its own: the mean before repeats are taken out."""
SHARE_RECENT = 0.65
SHARE_ANSWERS = 0.12
SHARE_DEADLINES = 0.04
SHARE_COPIES = 0.1
SHARE_JOINT = 0.03
SHARE_TOTALS = 0.02


class Picker(Generic[T]):
    """Picks things of which few are common: the n-th with a weight of 1 / (n + flat)."""

    def __init__(self, things: Sequence[T], flat: float = 3.0, power: float = 1.0) -> None:
        self.things = things
        self._weights = list(itertools.accumulate(1 / (n + flat) ** power for n in range(len(things))))

    def pick(self, rng: random.Random) -> T:
        return rng.choices(self.things, cum_weights=self._weights)[0]

    def many(self, rng: random.Random, number: int) -> list[T]:
        return rng.choices(self.things, cum_weights=self._weights, k=number)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened."""

    number: int
    event: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipient: Actor
    day: date
    count: int
    place: Place | None
    due: date | None
    answers: int | None


class Press:
    """A seeded source of articles.

    Args:
        seed: the same gives the same articles.
        articles: how many there will be.
        start: the day of the first acts.
        days: over how many days the acts are spread.
    """

    def __init__(self, seed: int, articles: int, start: date, days: int) -> None:
        self._rng = rng = random.Random(seed)
        self._number = articles
        self._start = start
        self._per_day = articles / RETOLD / days
        self._acts: list[Act] = []
        self._base = 0
        rows = [row.split("\t") for row in _lines("dragoman.web", "data/countries.tsv")]
        countries = [Actor(text=row[1], name=row[1], country=row[0], sector="GOV") for row in rows]
        rng.shuffle(countries)
        groups = [_group(rng, n, countries) for n in range(GROUPS)]
        sides = [*countries[:60], *(side for pair in zip(countries[60:], groups, strict=False) for side in pair)]
        sides += groups[len(countries) - 60 :]
        self._sides = Picker(sides)
        self._partners = {
            (side.name or ""): Picker(rng.sample(sides[:120], 8) + rng.sample(sides, 8), 0.5) for side in sides
        }
        types = list(WEIGHTS)
        self._types = Picker(types)
        self._type_weights = [WEIGHTS[name] for name in types]
        self._modes = {name: Picker([*kind.modes, None], 1.0) for name, kind in TYPES.items()}
        towns = [row.split("\t") for row in _lines("dragoman.mentions", "data/cities.tsv")][:TOWNS]
        rng.shuffle(towns)
        self._towns = Picker(
            [
                Place(
                    text=t[0], name=t[0], start=0, end=1, country=t[2], lat=float(t[3]), lon=float(t[4]), resolution=4
                )
                for t in towns
            ],
            20.0,
        )
        self._speakers = Picker(
            [
                Actor(text=name, name=name, country=self._sides.pick(rng).country or "USA", sector="GOV")
                for name in (f"{_word(rng).title()} {_word(rng).title()}" for _ in range(SPEAKERS))
            ]
        )
        self._papers = Picker([f"The {_word(rng).title()} {kind}" for kind in ("Post", "Times") for _ in range(PAPERS)])
        words = Picker(sorted({_word(rng) for _ in range(WORDS)}, key=lambda _: rng.random()), 2.0)
        self._words = words
        self._filler = " ".join(words.many(rng, 400_000))

    def articles(self) -> Iterator[Coded]:
        """Give the articles in the order in which they are published."""
        rng, made = self._rng, 0
        waiting: list[tuple[str, int, Coded]] = []
        told = itertools.count()
        while made < self._number:
            act = self._happened(rng, None)
            for _ in range(1 + min(12, int(rng.expovariate(0.55)))):
                coded = self._article(rng, act)
                heapq.heappush(waiting, (coded.article.published or "", next(told), coded))
                if rng.random() < SHARE_COPIES:
                    copy = self._copy(rng, coded)
                    heapq.heappush(waiting, (copy.article.published or "", next(told), copy))
            while waiting and waiting[0][0] < act.day.isoformat() and made < self._number:
                made += 1
                yield heapq.heappop(waiting)[2]

    def _happened(self, rng: random.Random, day: date | None) -> Act:
        number = self._base
        if day is None:
            day = self._start + timedelta(days=int(number / self._per_day))
            self._base += 1
        event = rng.choices(self._types.things, weights=self._type_weights)[0]
        actor = self._sides.pick(rng)
        recipient = self._partners[actor.name or ""].pick(rng) if rng.random() < 0.7 else self._sides.pick(rng)
        mode, answers, past = self._modes[event].pick(rng), None, None
        if self._acts and rng.random() < SHARE_ANSWERS:
            past = self._acts[-rng.randint(1, min(200, len(self._acts)))]
            event, mode, actor, recipient = past.event, past.mode, past.recipient, past.actors[0]
            answers = past.number
        if recipient.name == actor.name:
            recipient = self._sides.things[0 if actor is not self._sides.things[0] else 1]
        place = self._towns.pick(rng) if event in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "CONSULT") else None
        due = day + timedelta(days=rng.randint(1, 60)) if rng.random() < SHARE_DEADLINES else None
        count = past.count if past is not None and rng.random() < 0.6 else 1 + int(rng.expovariate(0.03))
        actors: tuple[Actor, ...] = (actor,)
        if rng.random() < SHARE_JOINT:
            actors = tuple({side.name: side for side in (actor, self._sides.pick(rng))}.values())
        act = Act(len(self._acts), event, mode, actors, recipient, day, count, place, due, answers)
        self._acts.append(act)
        return act

    def _article(self, rng: random.Random, act: Act) -> Coded:
        published = act.day + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 7)))
        subjects = [act]
        if act.answers is not None and rng.random() < 0.7:
            subjects.append(self._acts[act.answers])
        for _ in range(min(9, int(rng.expovariate(1 / OTHERS_TOLD)))):
            if rng.random() < SHARE_RECENT:
                subjects.append(self._acts[-rng.randint(1, min(300, len(self._acts)))])
            else:
                subjects.append(self._happened(rng, act.day - timedelta(days=rng.randint(0, 20))))
        subjects = list({subject.number: subject for subject in subjects}.values())
        sentences = [self._sentence(rng, subject) for subject in subjects]
        start = rng.randrange(len(self._filler) - 3000)
        body = self._filler[start : start + rng.randint(300, 2400)]
        title = f"{act.actors[0].text} {_verb(act)} {act.recipient.text}"
        total = f"Several countries have expelled more than {rng.randint(100, 400)} diplomats so far."
        if rng.random() < SHARE_TOTALS:
            sentences.append(total)
        text = f"{' '.join(sentences)}\n\n{body}"
        paper = self._papers.pick(rng)
        source = f"a{rng.getrandbits(48)}"
        article = Article(
            id=content_hash(text),
            text=text,
            title=title,
            publisher=paper,
            url=f"https://{paper.split()[1].lower()}.example/{published:%Y/%m}/{source}",
            published=published.isoformat(),
            language=rng.choice(("en",) * 8 + ("fr", "es", "ar")),
            source_id=source,
        )
        return self._coded(rng, article, sentences, subjects, published)

    def _coded(
        self, rng: random.Random, article: Article, sentences: list[str], subjects: list[Act], published: date
    ) -> Coded:
        at, reports, quotes = 0, [], []
        for n, (sentence, subject) in enumerate(zip(sentences, subjects, strict=False)):
            attribution = None
            if rng.random() < 0.3:
                speaker = self._speakers.pick(rng)
                span = Span(start=at, end=at + len(sentence))
                quotes.append(
                    Quote(id=f"q{n}", source=None, cue=None, content=(span,), kind="indirect", speaker=speaker)
                )
                attribution = Attribution(quote=f"q{n}", speaker=speaker)
            reports.append(self._report(rng, article, at, len(sentence), subject, published, attribution))
            at += len(sentence) + 1
        if len(sentences) > len(subjects):
            evidence = (Evidence(start=at, end=at + len(sentences[-1])),)
            many = (Actor(text="Several countries"),)
            count = Count(value=300, unit="diplomats", approximate=True)
            identity = content_hash(article.id, at)
            reports.append(
                Report(id=identity, event="SANCTION", mode="expel", actor=many, count=count, evidence=evidence)
            )
        links: tuple[Link, ...] = ()
        if len(subjects) > 1 and subjects[0].answers == subjects[1].number:
            one, two = reports[0].id, reports[1].id
            links = (Link(relation="answers", source=one, target=two, basis="stated", score=0.9),)
        return Coded(article=article, reports=tuple(reports), links=links, quotes=tuple(quotes), coder="generated 2")

    def _report(
        self,
        rng: random.Random,
        article: Article,
        at: int,
        length: int,
        act: Act,
        published: date,
        attribution: Attribution | None,
    ) -> Report:
        drawn = rng.random()
        told = published if drawn < 0.15 and (published - act.day).days <= 2 else act.day
        stated = None
        if drawn < 0.9:
            day = told.isoformat()
            basis: Literal["published", "stated"] = "published" if told is published else "stated"
            stated = DateValue(start=day, end=day, precision="day", basis=basis)
        count = None
        if "{n}" in VERBS[act.event] and rng.random() < 0.8:
            count = Count(value=max(1, act.count + (rng.choice((-1, 1)) if rng.random() < 0.1 else 0)), unit="people")
        is_dated = act.due is not None and rng.random() < 0.7
        return Report(
            id=content_hash(article.id, at),
            event=act.event,
            mode=act.mode,
            status=rng.choices(("occurred", "announced", "alleged", "denied", "hypothetical"), (80, 9, 5, 3, 3))[0],
            actor=act.actors,
            recipient=(act.recipient,),
            date=stated,
            place=(act.place,) if act.place is not None and rng.random() < 0.8 else (),
            count=count,
            deadline=Deadline(date=act.due.isoformat(), text="by then") if is_dated and act.due else None,
            attribution=attribution,
            context=(CONTEXTS[act.number % len(CONTEXTS)],),
            quad_code=TYPES[act.event].quad,
            evidence=(Evidence(start=at, end=at + length),),
            score=round(rng.uniform(0.45, 1), 3),
        )

    def _sentence(self, rng: random.Random, act: Act) -> str:
        where = f" in {act.place.text}" if act.place is not None else ""
        who = " and ".join(actor.text for actor in act.actors)
        return f"{who} {_verb(act)} {act.recipient.text}{where} over {' '.join(self._words.many(rng, 5))}."

    def _copy(self, rng: random.Random, coded: Coded) -> Coded:
        """Return the same text as another paper prints it."""
        import msgspec

        text = f"{coded.article.text} Reprinted, {rng.getrandbits(30)}."
        paper = self._papers.pick(rng)
        source = f"c{rng.getrandbits(48)}"
        renewed = {"id": content_hash(text), "text": text, "publisher": paper, "source_id": source, "url": None}
        article = msgspec.structs.replace(coded.article, **renewed)
        names = {report.id: content_hash(article.id, report.id) for report in coded.reports}
        reports = tuple(msgspec.structs.replace(report, id=names[report.id]) for report in coded.reports)
        links = tuple(
            msgspec.structs.replace(link, source=names[link.source], target=names[link.target]) for link in coded.links
        )
        return msgspec.structs.replace(coded, article=article, reports=reports, links=links)


def _verb(act: Act) -> str:
    return VERBS[act.event].format(n=act.count)


def _lines(package: str, name: str) -> list[str]:
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _word(rng: random.Random) -> str:
    return "".join(
        rng.choice(("ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "na")) for _ in range(rng.randint(2, 4))
    )


def _group(rng: random.Random, number: int, countries: list[Actor]) -> Actor:
    kind = rng.choice(("Front", "Movement", "Company", "Union", "Council", "Army"))
    name = f"{_word(rng).title()} {kind} {number}"
    # A third belongs to no country and is filed under its name.
    country = countries[rng.randrange(len(countries))].country if number % 3 else None
    return Actor(text=name, name=name, country=country, sector=rng.choice(("REB", "PTY", "BUS", "CVL")))
