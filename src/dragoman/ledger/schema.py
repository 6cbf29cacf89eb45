"""The tables of a ledger: statements, which are only appended, and the view, which is rebuilt from them at any time.

Statements: runs, articles, codings, reports, links, quotes, judgements. View: atoms, events and what hangs on them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()

# SQLite gives an alias of the row number only to a column of the type INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("no", Number, primary_key=True),
    Column("command", Text, nullable=False),
    Column("coder", Text),
    Column("author", Text),
    Column("software", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("counts", Text, nullable=False, default="{}"),
)

articles = Table(
    "articles",
    metadata,
    Column("no", Number, primary_key=True),
    # Hash of the content and of where and when it was published: one text at two addresses is two rows, one source.
    Column("key", Text, nullable=False, unique=True),
    Column("id", Text, nullable=False, index=True),
    Column("document", Text, nullable=False, index=True),
    Column("edition", Text, nullable=False),
    Column("url", Text, index=True),
    Column("source_id", Text, index=True),
    Column("title", Text),
    Column("publisher", Text, index=True),
    Column("host", Text, index=True),
    Column("published", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("run", Number, ForeignKey("runs.no"), nullable=False),
    Column("added", Text, nullable=False),
)
Index("articles_by_date", articles.c.published, articles.c.no)
# The publishers of the latest articles, without reading these.
Index("articles_by_source", articles.c.no, articles.c.publisher, articles.c.host)

codings = Table(
    "codings",
    metadata,
    Column("no", Number, primary_key=True),
    Column("article", Number, ForeignKey("articles.no"), nullable=False, index=True),
    Column("run", Number, ForeignKey("runs.no"), nullable=False),
    Column("coder", Text),
    Column("fingerprint", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("rejects", Text, nullable=False, default="[]"),
    # Not a statement: whether this is the newest coding of the current edition. Rebuilt with the view.
    Column("live", Boolean, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("no", Number, primary_key=True),
    Column("coding", Number, ForeignKey("codings.no"), nullable=False, index=True),
    Column("id", Text, nullable=False, index=True),
    # Hash of the article's key and the report's id: equal in every coding, unique in a ledger of many coders.
    Column("key", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("no", Number, primary_key=True),
    Column("coding", Number, ForeignKey("codings.no"), nullable=False, index=True),
    Column("source", Number, ForeignKey("reports.no"), nullable=False, index=True),
    Column("target", Number, ForeignKey("reports.no"), nullable=False, index=True),
    Column("relation", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("words", Text),
)

quotes = Table(
    "quotes",
    metadata,
    Column("no", Number, primary_key=True),
    Column("coding", Number, ForeignKey("codings.no"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Text, index=True),
    Column("country", Text, index=True),
    Column("language", Text),
    Column("data", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("no", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("data", Text, nullable=False),
)

atoms = Table(
    "atoms",
    metadata,
    Column("code", Number, primary_key=True, autoincrement=False),
    Column("report", Number, nullable=False, index=True),
    Column("cell", BigInteger, nullable=False, index=True),
    Column("features", LargeBinary, nullable=False),
    # The atom that leads the event: itself for a leader, null where none (a joint report told apart by its parts).
    Column("leader", BigInteger, index=True),
    Column("score", Float, nullable=False, default=1.0),
    Column("why", Text, nullable=False, default="[]"),
)

events = Table(
    "events",
    metadata,
    Column("no", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("quad", SmallInteger),
    Column("status", Text, nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("tally", Boolean, nullable=False),
    Column("judged", Text),
    # Neither a total nor rejected: what lists show unless more is asked for.
    Column("is_listed", Boolean, nullable=False),
    Column("day", Text, nullable=False),
    Column("day_end", Text, nullable=False),
    Column("dyad", Text, nullable=False),
    Column("count", Float),
    Column("struck", Text, nullable=False),
    Column("is_reply", Boolean, nullable=False),
    Column("is_dated", Boolean, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("score", Float, nullable=False),
    # On how many fields the sources differ.
    Column("differing", SmallInteger, nullable=False),
    Column("places", Text, nullable=False),
    Column("chain", Text, index=True),
    Column("data", Text, nullable=False),
)
FACTS = ("event", "mode", "quad", "status", "is_listed", "sources", "reports")
"""What lists are filtered, sorted and counted by, besides the day. Every index below holds all of it, as does every row of
`event_parties`: a page is found, and events are counted, without reading the events themselves."""


def _listing(name: str, *leading: str) -> Index:
    columns = dict.fromkeys((*leading, "day", "id", *FACTS, "no"))
    return Index(name, *(events.c[column] for column in columns))


EVENT_INDEXES = (
    _listing("events_by_day"),
    _listing("events_by_type", "event"),
    _listing("events_by_mode", "event", "mode"),
    _listing("events_by_status", "status"),
    _listing("events_by_quad", "quad"),
    _listing("events_by_sources", "sources", "id"),
    _listing("events_by_reports", "reports", "id"),
    Index("events_by_dyad", events.c.dyad, events.c.day),
    # What a reviewer's queue is ordered by.
    Index(
        "events_by_doubt",
        *(events.c[name] for name in ("no", "judged", "score", "differing", "status", "sources", "reports", "id")),
    ),
)

# One row a side, pair of sides, place and deadline: what events are looked up by. `side` is actor, recipient, dyad, place or
# deadline. The rows lie in the order in which a side's events are listed.
event_parties = Table(
    "event_parties",
    metadata,
    Column("side", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("sector", Text),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("quad", SmallInteger),
    Column("status", Text, nullable=False),
    Column("is_listed", Boolean, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("parties_by_event", event_parties.c.event, event_parties.c.side, event_parties.c.code)

event_reports = Table(
    "event_reports",
    metadata,
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Number, primary_key=True, autoincrement=False),
    Column("joint", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
)
Index("events_by_report", event_reports.c.report, event_reports.c.event)

event_links = Table(
    "event_links",
    metadata,
    Column("source", BigInteger, primary_key=True, autoincrement=False),
    Column("target", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("relation", Text, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("score", Float, nullable=False),
    # Inferred between articles by the ledger, not by the coder within one.
    Column("across", Boolean, nullable=False),
    Column("why", Text, nullable=False),
)

# What a page of the whole ledger says is counted as events come and go, not when it is asked for.

# Events by month ("" where undated) and all that is counted of them; an absent mode is "", an absent quad 0.
event_counts = Table(
    "event_counts",
    metadata,
    Column("month", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("mode", Text, primary_key=True),
    Column("quad", SmallInteger, primary_key=True, autoincrement=False),
    Column("status", Text, primary_key=True),
    Column("tally", Boolean, primary_key=True),
    Column("rejected", Boolean, primary_key=True),
    Column("total", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Events by side, code and the name that they give it.
party_counts = Table(
    "party_counts",
    metadata,
    Column("side", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("total", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("parties_by_total", party_counts.c.side, party_counts.c.total.desc(), party_counts.c.code)

# Chains of two events and more.
chains = Table(
    "chains",
    metadata,
    Column("id", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
)
Index("chains_by_size", chains.c.size.desc(), chains.c.first, chains.c.id)

# "reports" and "current_articles": those of codings that count; "links".
totals = Table("totals", metadata, Column("name", Text, primary_key=True), Column("total", Integer, nullable=False))

COUNTED = (event_counts, party_counts, chains, totals)
VIEW = (atoms, events, event_parties, event_reports, event_links, *COUNTED)
