"""Coded articles about invented occurrences, with the noise of the press: the same seed gives the same articles.

Each occurrence is told by several articles, with differing figures and dates, missing details, copies of agency texts,
running totals, second rounds, and answers from the other side. `told` keeps which report tells which occurrence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from dragoman.records import (
    Actor,
    Article,
    Coded,
    Count,
    DateValue,
    Evidence,
    Link,
    Place,
    Quote,
    Report,
    Span,
    content_hash,
)

LANDS = {
    "ARG": "Argentina", "AUS": "Australia", "BRA": "Brazil", "CHL": "Chile", "COL": "Colombia", "EGY": "Egypt",
    "ETH": "Ethiopia", "FJI": "Fiji", "GHA": "Ghana", "IND": "India", "IDN": "Indonesia", "JAM": "Jamaica",
    "KEN": "Kenya", "MEX": "Mexico", "MAR": "Morocco", "NPL": "Nepal", "NGA": "Nigeria", "PAK": "Pakistan",
    "PER": "Peru", "PHL": "Philippines", "SEN": "Senegal", "ZAF": "South Africa", "THA": "Thailand", "TUN": "Tunisia",
    "URY": "Uruguay", "VNM": "Vietnam", "ZMB": "Zambia", "CAN": "Canada", "ISL": "Iceland", "MLT": "Malta",
}  # fmt: skip
ACTS = (
    ("SANCTION", "expel", "expelled {n} diplomats of", 4),
    ("ACCUSE", "disapprove", "condemned the conduct of", 3),
    ("ASSAULT", "heavy-weapons", "shelled positions of", 4),
    ("CONSULT", "visit", "received a delegation from", 1),
    ("AID", None, "sent {n} tonnes of grain to", 2),
    ("THREATEN", None, "vowed to respond to", 3),
)  # fmt: skip
FILLER = (
    "Officials gave few details and did not take questions after the statement. Observers in the region had expected "
    "a step of this kind for weeks, pointing to talks that broke down over fishing rights and transit fees. The foreign "
    "ministry published a note on its website late in the evening. Trade between the two rose by a tenth last year. "
)
PAPERS = tuple(f"The {town} {kind}" for town in ("Harbour", "Plains", "Summit", "River") for kind in ("Post", "Times"))


@dataclass(frozen=True)
class Occurrence:
    """Something that happened in the invented world."""

    number: int
    act: tuple[str, str | None, str, int]
    actor: str
    recipient: str
    day: date
    count: int
    answers: int | None = None


@dataclass
class World:
    """A seeded source of articles. `told` maps a report's id to the number of its occurrence; None for totals."""

    seed: int
    start: date = date(2031, 1, 1)
    per_day: float = 3.0
    lands: int = len(LANDS)
    mentions: int = 0
    """How many recent occurrences an article mentions besides its own."""
    told: dict[str, int | None] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)

    def articles(self, number: int) -> Iterator[Coded]:
        """Give so many coded articles, in the order in which they are published."""
        rng = random.Random(self.seed)
        made = 0
        pending: list[tuple[date, int, Coded]] = []
        while made < number:
            occurrence = self._occurrence(rng)
            for _ in range(1 + min(6, int(rng.expovariate(0.7)))):
                coded = self._article(rng, occurrence)
                pending.append((date.fromisoformat(coded.article.published or ""), len(pending), coded))
                if rng.random() < 0.15:
                    pending.append((pending[-1][0], len(pending), self._copy(rng, coded)))
            pending.sort(key=lambda item: item[:2], reverse=True)
            while pending and pending[-1][0] < occurrence.day and made < number:
                made += 1
                yield pending.pop()[2]

    def _occurrence(self, rng: random.Random) -> Occurrence:
        codes = sorted(LANDS)[: self.lands]
        day = self.start + timedelta(days=int(len(self.occurrences) / self.per_day))
        answers = None
        actor, recipient = rng.sample(codes, 2)
        act = rng.choice(ACTS)
        count = rng.randint(2, 60)
        if self.occurrences and rng.random() < 0.3:
            past = self.occurrences[-rng.randint(1, min(20, len(self.occurrences)))]
            if past.act[1] == "expel" and past.answers is None and past.day < day:
                act, actor, recipient, answers = past.act, past.recipient, past.actor, past.number
                count = past.count if rng.random() < 0.7 else count
        occurrence = Occurrence(len(self.occurrences), act, actor, recipient, day, count, answers)
        self.occurrences.append(occurrence)
        return occurrence

    def _article(self, rng: random.Random, occurrence: Occurrence) -> Coded:
        published = occurrence.day + timedelta(days=rng.choice((0, 0, 1, 1, 2, 7)))
        sentences = [self._sentence(rng, occurrence)]
        subjects: list[Occurrence | None] = [occurrence]
        if occurrence.answers is not None and rng.random() < 0.6:
            past = self.occurrences[occurrence.answers]
            sentences.append(f"It came in response to a step by {LANDS[past.actor]}, which {self._verb(past)}.")
            subjects.append(past)
        for _ in range(min(self.mentions, occurrence.number)):
            past = self.occurrences[-rng.randint(2, min(300, len(self.occurrences)))]
            sentences.append(self._sentence(rng, past))
            subjects.append(past)
        if rng.random() < 0.1:
            sentences.append(f"Several countries have expelled more than {rng.randint(100, 400)} diplomats so far.")
            subjects.append(None)
        sentences.append(FILLER[: rng.randint(150, len(FILLER))])
        text = " ".join(sentences)
        text += f" ({rng.choice(PAPERS)}, {published.isoformat()}, no. {rng.randint(1, 10**9)})"
        article = Article(
            id=content_hash(text),
            text=text,
            title=f"{LANDS[occurrence.actor]} and {LANDS[occurrence.recipient]}",
            publisher=rng.choice(PAPERS),
            published=published.isoformat(),
            language="en",
            source_id=f"a{rng.randint(1, 10**12)}",
        )
        return self._coded(rng, article, sentences, subjects, published)

    def _coded(
        self,
        rng: random.Random,
        article: Article,
        sentences: list[str],
        subjects: list[Occurrence | None],
        published: date,
    ) -> Coded:
        at, reports = 0, []
        for sentence, subject in zip(sentences, subjects, strict=False):
            reports.append(self._report(rng, article, at, sentence, subject, published))
            at += len(sentence) + 1
        links = ()
        first, second = subjects[0], subjects[1] if len(subjects) > 1 else None
        if first is not None and second is not None and first.answers == second.number:
            # One in four is only inferred, and one in four the wrong way round.
            ends, doubt = (reports[0].id, reports[1].id), int(article.id[:4], 16) % 4
            source, target = reversed(ends) if doubt == 1 else ends
            basis, score = ("stated", 0.9) if doubt > 1 else ("inferred", 0.3 - 0.1 * doubt)
            links = (Link(relation="answers", source=source, target=target, basis=basis, score=score),)  # type: ignore[arg-type]
        speaker = reports[0].actor[0] if reports[0].actor else None
        content = (Span(start=0, end=len(sentences[0])),)
        quote = Quote(id="q1", source=None, cue=None, content=content, kind="indirect", speaker=speaker)
        return Coded(article=article, reports=tuple(reports), links=links, quotes=(quote,), coder="generated 1")

    def _report(
        self, rng: random.Random, article: Article, at: int, sentence: str, subject: Occurrence | None, published: date
    ) -> Report:
        identity = content_hash(article.id, at)
        self.told[identity] = subject.number if subject else None
        evidence = (Evidence(start=at, end=at + len(sentence)),)
        if subject is None:
            count = Count(value=300, unit="diplomats", approximate=True)
            actor = (Actor(text="Several countries"),)
            return Report(id=identity, event="SANCTION", mode="expel", actor=actor, count=count, evidence=evidence)
        place = ()
        if subject.act[0] == "ASSAULT":
            place = (Place(text="the border", start=at, end=at + 1, country=subject.recipient, resolution=1),)
        return Report(
            id=identity,
            event=subject.act[0],
            mode=subject.act[1],
            status=rng.choice(("occurred", "occurred", "announced")),
            actor=(Actor(text=LANDS[subject.actor], name=LANDS[subject.actor], country=subject.actor, sector="GOV"),),
            recipient=(Actor(text=LANDS[subject.recipient], name=LANDS[subject.recipient], country=subject.recipient),),
            date=self._date(rng, subject.day, published),
            place=place,
            count=self._count(rng, subject),
            context=("diplomatic",),
            quad_code=subject.act[3],
            evidence=evidence,
            score=round(rng.uniform(0.5, 1), 3),
        )

    def _date(self, rng: random.Random, day: date, published: date) -> DateValue | None:
        drawn = rng.random()
        if drawn < 0.15:
            return None
        if drawn < 0.25:
            start, end = (
                day.replace(day=1),
                (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1),
            )
            return DateValue(start=start.isoformat(), end=end.isoformat(), precision="month", basis="stated")
        if drawn < 0.4 and (published - day).days <= 2:
            told = published.isoformat()
            return DateValue(start=told, end=told, precision="day", basis="published")
        return DateValue(start=day.isoformat(), end=day.isoformat(), precision="day", basis="stated")

    def _count(self, rng: random.Random, subject: Occurrence) -> Count | None:
        if "{n}" not in subject.act[2] or rng.random() < 0.2:
            return None
        value = subject.count + (rng.choice((-1, 1)) if rng.random() < 0.1 else 0)
        return Count(value=value, unit="diplomats" if subject.act[1] == "expel" else "tonnes")

    def _sentence(self, rng: random.Random, subject: Occurrence) -> str:
        opening = rng.choice(("On Monday", "Late in the evening", "In a surprise move", "As announced"))
        return (
            f"{opening} {LANDS[subject.actor]} {self._verb(subject)} {rng.choice(('over the dispute', 'again', ''))}."
        )

    @staticmethod
    def _verb(subject: Occurrence) -> str:
        return f"{subject.act[2].format(n=subject.count)} {LANDS[subject.recipient]}"

    def _copy(self, rng: random.Random, coded: Coded) -> Coded:
        """Return the same text as another paper prints it."""
        text = coded.article.text + f" Reprinted, {rng.randint(1, 10**9)}."
        source = f"c{rng.randint(1, 10**12)}"
        article = Article(
            id=content_hash(text),
            text=text,
            title=coded.article.title,
            publisher=f"Reprint {rng.randint(1, 50)}",
            published=coded.article.published,
            language="en",
            source_id=source,
        )
        renamed = {report.id: content_hash(article.id, report.id) for report in coded.reports}
        for old, new in renamed.items():
            self.told[new] = self.told[old]
        reports = tuple(_renamed(report, renamed) for report in coded.reports)
        links = tuple(
            msgspec.structs.replace(link, source=renamed[link.source], target=renamed[link.target])
            for link in coded.links
        )
        return Coded(article=article, reports=reports, links=links, quotes=coded.quotes, coder=coded.coder)


def _renamed(report: Report, names: dict[str, str]) -> Report:
    return msgspec.structs.replace(report, id=names[report.id])
