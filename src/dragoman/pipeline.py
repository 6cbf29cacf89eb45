"""The coder: stages in a row, from one article to its coded form. Pure: no network, no clock, no state between articles.

What each stage reads and writes is declared and checked when a coder is built, so that a stage cannot run before its input.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.acts.decode import SAY, Candidate
from dragoman.acts.model import Model, load_model
from dragoman.acts.reports import build_reports
from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.language.sentences import split_sentences
from dragoman.links import find_links
from dragoman.mentions import Gazetteer, find_mentions, find_places, load_gazetteer
from dragoman.mentions.dates import find_times
from dragoman.mentions.quantities import find_quantities
from dragoman.mentions.quotes import build_quotes
from dragoman.records import Article, Coded, Reject
from dragoman.sources import Unusable, make_article
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.records import Quote, Report

# An article is coded in batches with its neighbours; a larger batch gains little and delays the first result.
BATCH_ARTICLES = 16
CODED_LANGUAGES = ("en", None)


@dataclass(slots=True)
class State:
    """A document and what the model saw in it."""

    document: Document
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: a name, what it reads and writes (names of fields), and what it does to a batch of states."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Sequence[State]], None]


def check_stages(stages: Sequence[Stage]) -> None:
    """Check that every stage's input is written by one before it.

    Raises:
        UsageError: naming the stage and the missing input.
    """
    written = {"article"}
    for stage in stages:
        missing = set(stage.reads) - written
        if missing:
            raise UsageError(f"stage {stage.name!r} reads {', '.join(sorted(missing))}, which no earlier stage writes")
        written.update(stage.writes)


class Coder:
    """Codes articles. Make one with `dragoman.load()`.

    Args:
        model: the trained model.
        gazetteer: actors and places known by name.
    """

    def __init__(self, model: Model, gazetteer: Gazetteer) -> None:
        self.model = model
        self.gazetteer = gazetteer
        self.seconds: dict[str, float] = {}
        self.stages = self._stages()
        check_stages(self.stages)

    @property
    def version(self) -> str:
        """What decides the result: the package's version and the model's."""
        return f"dragoman {__version__} / model {self.model.version}"

    def _stages(self) -> tuple[Stage, ...]:
        names = self.gazetteer

        def each(work: Callable[[State], None]) -> Callable[[Sequence[State]], None]:
            def run(states: Sequence[State]) -> None:
                for state in states:
                    work(state)

            return run

        def sentences(state: State) -> None:
            state.document.sentences = split_sentences(state.document.article)

        def mentions(state: State) -> None:
            state.document.mentions = find_mentions(state.document, names)

        def places(state: State) -> None:
            state.document.places = find_places(state.document, names)

        def times(state: State) -> None:
            state.document.times = find_times(state.document)
            state.document.quantities = find_quantities(state.document)

        def model(states: Sequence[State]) -> None:
            for state, found in zip(states, self.model.read([state.document for state in states])):
                state.candidates = found

        def quotes(state: State) -> None:
            said = [one for one in state.candidates if one.type == SAY]
            state.document.quotes = build_quotes(state.document, names, said)

        def reports(state: State) -> None:
            document = state.document
            document.reports = build_reports(
                document, names, state.candidates, document.quotes, self.model.calibration, self.model.least_score,
                self.model.sides,
            )  # fmt: skip

        def links(state: State) -> None:
            document = state.document
            document.reports, document.links = find_links(document, names, document.reports)

        return (
            Stage("sentences", ("article",), ("sentences",), each(sentences)),
            Stage("mentions", ("article", "sentences"), ("mentions",), each(mentions)),
            Stage("places", ("article", "sentences", "mentions"), ("places",), each(places)),
            Stage("times", ("article", "sentences"), ("times", "quantities"), each(times)),
            Stage("model", ("article", "sentences"), ("candidates",), model),
            Stage("quotes", ("sentences", "mentions", "candidates"), ("quotes",), each(quotes)),
            Stage(
                "reports",
                ("mentions", "places", "times", "quantities", "candidates", "quotes"),
                ("reports",),
                each(reports),
            ),
            Stage("links", ("mentions", "reports", "quotes"), ("links",), each(links)),
        )

    def state_before(self, stage: str, article: Article) -> State:
        """Return an article with all that the stages before the named one find: what training and measuring look into.

        Raises:
            ValueError: when there is no such stage.
        """
        if stage not in {one.name for one in self.stages}:
            raise ValueError(f"no stage {stage!r}: expected one of {[one.name for one in self.stages]}")
        state = State(Document(article))
        for one in self.stages:
            if one.name == stage:
                break
            one.run([state])
        return state

    def code(
        self,
        text: str,
        *,
        title: str | None = None,
        published: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
    ) -> Coded:
        """Return the coded form of one text.

        Raises:
            UsageError: when `published` is no ISO date, or the text is empty or too long.
        """
        try:
            article = make_article(
                text, title=title, published=published, url=url, publisher=publisher, language=language
            )
        except Unusable as trouble:
            raise UsageError(trouble.reason, "give the text of one article, and its date as YYYY-MM-DD") from trouble
        return self.code_article(article)

    def code_article(self, article: Article) -> Coded:
        """Return the coded form of one article."""
        return next(iter(self.pipe([article])))

    def explain(self, article: Article) -> tuple[Coded, Document]:
        """Return the coded form of one article together with all that the stages saw in it."""
        state = State(Document(article))
        if article.language in CODED_LANGUAGES:
            for stage in self.stages:
                stage.run([state])
        return self._finish(state.document), state.document

    def pipe(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Yield the coded form of each article, in order; memory does not grow with their number."""
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == BATCH_ARTICLES:
                yield from self._code_batch(batch)
                batch = []
        if batch:
            yield from self._code_batch(batch)

    def _code_batch(self, articles: Sequence[Article]) -> list[Coded]:
        states = [State(Document(article)) for article in articles]
        coded = [state for state in states if state.document.article.language in CODED_LANGUAGES]
        for stage in self.stages:
            started = time.perf_counter()
            stage.run(coded)
            self.seconds[stage.name] = self.seconds.get(stage.name, 0.0) + time.perf_counter() - started
        return [self._finish(state.document) for state in states]

    def _finish(self, document: Document) -> Coded:
        rejects = list(document.rejects)
        language = document.article.language
        if language not in CODED_LANGUAGES:
            reason = f"language {language!r} is not coded by this version, which reads English"
            rejects.append(Reject(stage="language", code="language", reason=reason, source=document.article.source_id))
        elif not document.sentences:
            rejects.append(
                Reject(
                    stage="sentences",
                    code="nothing_to_code",
                    reason="no sentence outside headings and boilerplate",
                    source=document.article.source_id,
                )  # fmt: skip
            )
        elif not document.mentions:
            rejects.append(
                Reject(
                    stage="mentions",
                    code="no_actor",
                    reason="no political actor is named",
                    source=document.article.source_id,
                )  # fmt: skip
            )
        reports: list[Report] = document.reports
        quotes: list[Quote] = document.quotes
        return Coded(
            article=document.article, reports=tuple(reports), links=tuple(document.links), quotes=tuple(quotes),
            rejects=tuple(rejects), coder=self.version,
        )  # fmt: skip


@lru_cache(maxsize=4)
def load(gazetteer: Path | None = None) -> Coder:
    """Return a coder, loaded once a process.

    Args:
        gazetteer: a file of further actors (docs/actors.md).

    Raises:
        ModelError: when the model's weights are missing or altered.
    """
    return Coder(load_model(), load_gazetteer(gazetteer))
