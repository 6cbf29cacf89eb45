"""Appending what coded articles state. Rows are never changed; which coding counts today is settled anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, text, update

from dragoman.ledger import counting, schema, wording
from dragoman.ledger.editions import Editions
from dragoman.ledger.features import article_key, report_key
from dragoman.ledger.sources import host_of
from dragoman.records import Article, Coded, Report, content_hash

CHUNK = 500

_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Told:
    """A report as the view takes it in."""

    number: int
    report: Report
    article: Article
    article_no: int


@dataclass(slots=True)
class Appended:
    """What a batch changed: reports that now count, codings that no longer do, and how many articles were what."""

    told: list[Told] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    added: int = 0
    editions: int = 0
    recoded: int = 0
    unchanged: int = 0


def append(connection: Connection, batch: Sequence[Coded], run: int, now: str) -> Appended:
    """Write a batch of coded articles. What the ledger already holds word for word is left alone."""
    return _Batch(connection, run, now).append([_clean(coded) for coded in batch])


def known_codings(connection: Connection, articles: Sequence[Article], coder: str | None) -> list[bool]:
    """Return for each article whether this version of the coder has coded it already."""
    found: set[str] = set()
    keys = [article_key(article) for article in articles]
    join = schema.articles.join(schema.codings, schema.codings.c.article == schema.articles.c.no)
    query = select(schema.articles.c.key).select_from(join).where(schema.codings.c.coder == coder)
    for at in range(0, len(keys), CHUNK):
        found.update(connection.execute(query.where(schema.articles.c.key.in_(keys[at : at + CHUNK]))).scalars())
    return [key in found for key in keys]


def _clean(coded: Coded) -> Coded:
    """Replace what no database stores (NUL, lone surrogates) by U+FFFD, which keeps every offset."""
    encoded = _encode(coded) if not _has_surrogate(coded) else b"\\u0000"
    if b"\\u0000" not in encoded:
        return coded
    plain = msgspec.to_builtins(coded)
    return msgspec.convert(_scrubbed(plain), Coded)


def _has_surrogate(coded: Coded) -> bool:
    try:
        _encode(coded)
    except UnicodeEncodeError:
        return True
    return False


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, dict):
        return {key: _scrubbed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_scrubbed(item) for item in value]
    return value


class _Batch:
    def __init__(self, connection: Connection, run: int, now: str) -> None:
        self._connection = connection
        self._run = run
        self._now = now
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next = {name: self._highest(name) + 1 for name in ("articles", "codings", "reports", "links", "quotes")}
        self._numbers: dict[str, int] = {}
        self._fingerprints: dict[int, set[tuple[str | None, str]]] = defaultdict(set)
        self._documents: set[str] = set()
        self._fresh: dict[int, list[Told]] = {}
        self._of_article: dict[int, Article] = {}
        self.outcome = Appended()

    def _highest(self, name: str) -> int:
        table = schema.metadata.tables[name]
        return int(self._connection.execute(select(func.coalesce(func.max(table.c.no), 0))).scalar_one())

    def _take(self, name: str) -> int:
        number = self._next[name]
        self._next[name] += 1
        return number

    def append(self, batch: Sequence[Coded]) -> Appended:
        known = self._known([article_key(coded.article) for coded in batch])
        fresh = [coded.article for coded in batch if article_key(coded.article) not in known]
        editions = Editions(self._connection, fresh)
        for coded in batch:
            self._append_one(coded, known, editions)
        self._write()
        self._settle_live()
        return self.outcome

    def _known(self, keys: list[str]) -> dict[str, tuple[int, str]]:
        """Return number and document of the articles the ledger has, and note their codings."""
        known: dict[str, tuple[int, str]] = {}
        table, codings = schema.articles, schema.codings
        for at in range(0, len(keys), CHUNK):
            query = select(table.c.key, table.c.no, table.c.document).where(table.c.key.in_(keys[at : at + CHUNK]))
            known.update({row.key: (row.no, row.document) for row in self._connection.execute(query)})
        numbers = [number for number, _ in known.values()]
        for at in range(0, len(numbers), CHUNK):
            part = numbers[at : at + CHUNK]
            query = select(codings.c.article, codings.c.coder, codings.c.fingerprint).where(codings.c.article.in_(part))
            for article, coder, fingerprint in self._connection.execute(query):
                self._fingerprints[article].add((coder, fingerprint))
        return known

    def _append_one(self, coded: Coded, known: dict[str, tuple[int, str]], editions: Editions) -> None:
        article = coded.article
        key = article_key(article)
        fingerprint = content_hash(_encode((coded.reports, coded.links, coded.quotes)))
        if key in known:
            number, document = known[key]
            if (coded.coder, fingerprint) in self._fingerprints[number]:
                self.outcome.unchanged += 1
                return
            self.outcome.recoded += 1
        else:
            number, document = self._append_article(article, editions)
            known[key] = (number, document)
        self._fingerprints[number].add((coded.coder, fingerprint))
        self._documents.add(document)
        self._append_coding(coded, number, fingerprint)

    def _append_article(self, article: Article, editions: Editions) -> tuple[int, str]:
        number = self._take("articles")
        found = editions.of(article)
        document, edition = found or (article_key(article), "")
        # An edition without a date of its own counts as published with the newest before it.
        edition = article.published or edition
        editions.note(article, document, edition)
        if found:
            self.outcome.editions += 1
        else:
            self.outcome.added += 1
        self._rows["articles"].append(
            {
                "no": number,
                "key": article_key(article),
                "id": article.id,
                "document": document,
                "edition": edition,
                "url": article.url,
                "source_id": article.source_id,
                "title": article.title,
                "publisher": article.publisher,
                "host": host_of(article.url),
                "published": article.published,
                "language": article.language,
                "text": article.text,
                "data": _encode(msgspec.structs.replace(article, text="")).decode(),
                "sketch": wording.sketch(article.text),
                "run": self._run,
                "added": self._now,
            }
        )
        return number, document

    def _append_coding(self, coded: Coded, article_no: int, fingerprint: str) -> None:
        number = self._take("codings")
        self._rows["codings"].append(
            {
                "no": number,
                "article": article_no,
                "run": self._run,
                "coder": coded.coder,
                "fingerprint": fingerprint,
                "added": self._now,
                "rejects": _encode(coded.rejects).decode(),
                "live": False,
            }
        )
        told = self._fresh[number] = [
            Told(self._take("reports"), report, coded.article, article_no) for report in coded.reports
        ]
        for one in told:
            self._rows["reports"].append(
                {
                    "no": one.number,
                    "coding": number,
                    "id": one.report.id,
                    "key": report_key(coded.article, one.report),
                    "data": _encode(one.report).decode(),
                }
            )
            words = f"{coded.article.title or ''} {wording.evidence_text(one.report, coded.article)}"
            self._rows["words"].append({"no": one.number, "words": words})
        self._append_links(coded, number, {one.report.id: one.number for one in told})
        for quote in coded.quotes:
            speaker = quote.speaker
            self._rows["quotes"].append(
                {
                    "no": self._take("quotes"),
                    "coding": number,
                    "id": quote.id,
                    "kind": quote.kind,
                    "speaker": (speaker.name or speaker.text) if speaker else quote.description,
                    "country": speaker.country if speaker else None,
                    "language": quote.language,
                    "data": _encode(quote).decode(),
                }
            )

    def _append_links(self, coded: Coded, coding: int, numbers: dict[str, int]) -> None:
        for link in coded.links:
            if link.source not in numbers or link.target not in numbers:
                continue
            self._rows["links"].append(
                {
                    "no": self._take("links"),
                    "coding": coding,
                    "source": numbers[link.source],
                    "target": numbers[link.target],
                    "relation": link.relation,
                    "basis": link.basis,
                    "score": link.score,
                    "words": _encode(link.words).decode() if link.words else None,
                }
            )

    def _write(self) -> None:
        for name in ("articles", "codings", "reports", "links", "quotes"):
            if self._rows[name]:
                self._connection.execute(insert(schema.metadata.tables[name]), self._rows[name])
        if self._rows["words"]:
            if self._connection.dialect.name == "sqlite":
                statement = text("INSERT INTO report_words (rowid, words) VALUES (:no, :words)")
            else:
                statement = text("INSERT INTO report_words VALUES (:no, to_tsvector('simple', :words))")
            self._connection.execute(statement, self._rows["words"])

    def _settle_live(self) -> None:
        """Set which codings count: of each document the newest edition, and of that the newest coding."""
        changes = live_changes(self._connection, self._documents)
        counting.add_to(self._connection, current_articles=sum(is_live - was_live for _, was_live, is_live in changes))
        for coding, was_live, is_live in changes:
            statement = update(schema.codings).where(schema.codings.c.no == coding).values(live=is_live)
            self._connection.execute(statement)
            if is_live:
                self.outcome.told.extend(self._fresh.get(coding) or stored_reports(self._connection, [coding]))
            elif was_live:
                self.outcome.retired.append(coding)


def live_changes(connection: Connection, documents: Iterable[str]) -> list[tuple[int, bool, bool]]:
    """Return (coding, was live, is live) for every coding of the documents whose state changes."""
    table, codings = schema.articles, schema.codings
    join = table.join(codings, codings.c.article == table.c.no)
    columns = select(table.c.document, table.c.edition, table.c.no, codings.c.no, codings.c.live).select_from(join)
    by_document: defaultdict[str, list[tuple[str, int, int, bool]]] = defaultdict(list)
    wanted = sorted(documents)
    for at in range(0, len(wanted), CHUNK):
        for document, edition, article, coding, live in connection.execute(
            columns.where(table.c.document.in_(wanted[at : at + CHUNK]))
        ):
            by_document[document].append((edition, article, coding, bool(live)))
    changes: list[tuple[int, bool, bool]] = []
    for rows in by_document.values():
        newest = max(row[:3] for row in rows)
        changes.extend((row[2], row[3], row[:3] == newest) for row in rows if row[3] != (row[:3] == newest))
    return changes


def stored_reports(connection: Connection, numbers: Sequence[int], *, by: str = "coding") -> list[Told]:
    """Return stored reports with their articles: those of the given codings, or with `by="no"` the given reports."""
    table, articles = schema.reports, schema.articles
    join = table.join(schema.codings, schema.codings.c.no == table.c.coding).join(
        articles, articles.c.no == schema.codings.c.article
    )
    query = select(table.c.no, table.c.data, articles.c.no, articles.c.data, articles.c.text).select_from(join)
    told: list[Told] = []
    read: dict[int, Article] = {}
    for at in range(0, len(numbers), CHUNK):
        part = query.where(table.c[by].in_(numbers[at : at + CHUNK])).order_by(table.c.no)
        for number, data, article_no, header, body in connection.execute(part):
            if article_no not in read:
                read[article_no] = msgspec.structs.replace(msgspec.json.decode(header, type=Article), text=body)
            told.append(Told(number, msgspec.json.decode(data, type=Report), read[article_no], article_no))
    return told
