"""Which events are asked for: the filters that the command line, the web and Python share, and their SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, Select, String, and_, bindparam, false, func, or_, select, table, text
from sqlalchemy.sql.expression import ColumnElement, literal_column

from dragoman.errors import UsageError
from dragoman.ledger import schema

SORTS = ("date", "-date", "sources", "-sources", "reports", "-reports")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events must be like. All that is given must hold; None or empty means any.

    Args:
        actor, recipient: a country or actor code ("RUS"), or a name.
        dyad: two codes, in either direction.
        event, mode: a PLOVER type and mode.
        quad: 1 to 4.
        status: one of the five.
        since, until: ISO dates (or months, years), inclusive.
        place: the name of a place.
        source: a publisher, host, source id or article id of one of its articles.
        text: words that a report's evidence or title must hold.
        chain: a chain's id.
        min_sources: how many independent sources at least.
        tallies, rejected: whether totals and events that a person rejected are given too.
        sort: date, sources or reports, with "-" for the largest or latest first.
        limit, offset: which page; a limit of None gives all.
    """

    actor: str | None = None
    recipient: str | None = None
    dyad: tuple[str, str] | None = None
    event: str | None = None
    mode: str | None = None
    quad: int | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    source: str | None = None
    text: str | None = None
    chain: str | None = None
    min_sources: int = 0
    tallies: bool = False
    rejected: bool = False
    sort: str = "date"
    limit: int | None = 100
    offset: int = 0


FEW = 2000
"""Up to so many events a filter's own index gives the candidates; beyond it the page is found by walking the days."""
MANY_REPORTS, MANY_ARTICLES = 10_000, 1000
"""Words that more reports have, and a source of more articles, are counted in the latest so many of them where no exact count
is asked for."""


class Facts:
    """What of an event a question is about: the same names whether they are read from the events or beside a side.

    `no`, `id`, `day` and `schema.FACTS` cost no reading of the events; all else does where they are found by a side.
    """

    def __init__(self, parties: Any | None) -> None:
        self._parties = parties
        self.table = schema.events if parties is None else parties
        self.is_wide = False

    def __getattr__(self, name: str) -> Any:
        if self._parties is not None and name in ("no", "id", "day", *schema.FACTS):
            return self._parties.c[{"no": "event", "event": "type"}.get(name, name)]
        if name == "due":
            return self.table.c.code
        self.is_wide = True
        return schema.events.c[name]


PARTIES = [schema.event_parties.alias(f"p{n}") for n in range(5)]
"""As many as an event can be asked to have: a deadline, a pair, an actor, a recipient, a place."""
Pick = Callable[[Facts], Sequence[Any]]


def statement(
    connection: Connection,
    wanted: EventFilter,
    pick: Pick,
    *,
    paged: bool = True,
    latest: bool = False,
    due: str | None = None,
    where: Pick = lambda _: (),
) -> Select[Any]:
    """Return the query for the wanted events.

    Args:
        connection: filters that may fit few events or many are tried first, which makes a page quicker.
        wanted: the filter.
        pick: gives what to select.
        paged: whether in the filter's order, and only its page.
        latest: whether words and sources are looked for among the latest reports only; see `is_partial`.
        due: only events that set a deadline on this day or later, whatever their own day; `Facts.due` is that deadline.
        where: gives more conditions.

    Raises:
        UsageError: an order that there is not.
    """
    if wanted.sort not in SORTS:
        raise UsageError(f"events cannot be sorted by {wanted.sort!r}", f"one of {', '.join(SORTS)}")
    lookups = _lookups(connection, wanted)
    if due is not None:
        lookups.insert(0, ("deadline", None))
    parties = PARTIES[: len(lookups)]
    facts = Facts(parties[0] if parties else None)
    conditions = [*_conditions(connection, wanted, facts), *where(facts)]
    conditions += _narrowed(connection, wanted, facts, is_walked=paged, latest=latest)
    columns, order = list(pick(facts)), _order(wanted.sort, facts) if paged else []
    query = select(*columns).select_from(_joined(parties, lookups, facts) if parties else schema.events)
    if parties:
        conditions.append(_is_side(parties[0], *lookups[0]))
    if due is not None:
        conditions.append(facts.due >= due)
    query = query.where(*conditions)
    if paged:
        query = query.order_by(*order)
        query = query.offset(wanted.offset) if wanted.limit is None else query.limit(wanted.limit).offset(wanted.offset)
    return query


def is_partial(connection: Connection, wanted: EventFilter) -> bool:
    """Say whether `latest` leaves out some of the reports that have the wanted words or source."""
    lookups: list[_Words | _Source] = [_Words(connection, wanted.text)] if wanted.text is not None else []
    lookups += [_Source(connection, wanted.source)] if wanted.source is not None else []
    return any(lookup.size(lookup.most) > lookup.most for lookup in lookups)


Lookup = tuple[str, list[str] | None]
"""A side, and the codes of which an event must have one; None for any."""


def _joined(parties: list[Any], lookups: list[Lookup], facts: Facts) -> Any:
    """Return the sides joined: driven by the rows of the first, which lie in the order in which a page lists them."""
    joined, one = parties[0], parties[0].c
    for lookup, other in zip(lookups[1:], parties[1:], strict=True):
        same = and_(other.c.event == one.event, other.c.id == one.id, other.c.day == one.day)
        joined = joined.join(other, and_(same, _is_side(other, *lookup)))
    return joined.join(schema.events, schema.events.c.no == one.event) if facts.is_wide else joined


def _is_side(parties: Any, side: str, codes: list[str] | None) -> ColumnElement[bool]:
    if codes is None:
        return cast(ColumnElement[bool], parties.c.side == side)
    code = parties.c.code == codes[0] if len(codes) == 1 else parties.c.code.in_(codes)
    return and_(parties.c.side == side, code)


def _lookups(connection: Connection, wanted: EventFilter) -> list[Lookup]:
    """Return the sides and places that an event must have, that of the fewest events first."""
    found: list[Lookup] = []
    if wanted.dyad is not None:
        one, other = (_code(side) for side in wanted.dyad)
        found.append(("dyad", sorted({f"{one}|{other}", f"{other}|{one}"})))
    for side, code in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if code is not None and _is_code(code):
            found.append((side, [_code(code)]))
    if wanted.place is not None:
        found.append(("place", [wanted.place.casefold()]))
    if len(found) < 2:
        return found
    counts = schema.party_counts
    total = select(func.coalesce(func.sum(counts.c.total), 0))
    sizes = {
        side: connection.execute(total.where(counts.c.side == side, counts.c.code.in_(codes or ()))).scalar_one()
        for side, codes in found
    }
    return sorted(found, key=lambda lookup: int(sizes[lookup[0]]))


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha()


def _code(text: str) -> str:
    return text.upper() if _is_code(text) else text


def _conditions(connection: Connection, wanted: EventFilter, facts: Facts) -> list[ColumnElement[bool]]:
    equal = {"event": wanted.event and wanted.event.upper(), "mode": wanted.mode, "quad": wanted.quad}
    equal |= {"status": wanted.status, "chain": wanted.chain}
    found = [getattr(facts, name) == value for name, value in equal.items() if value is not None]
    if wanted.since is not None:
        found.append(facts.day >= wanted.since)
    if wanted.until is not None:
        # "2022-04" includes the whole month: its days sort after it and before this bound.
        found.append(facts.day <= f"{wanted.until}~")
    if not wanted.tallies and not wanted.rejected:
        found.append(facts.is_listed)
    elif not wanted.tallies:
        found.append(facts.tally.is_(False))
    elif not wanted.rejected:
        found.append(or_(facts.judged.is_(None), facts.judged != "rejected"))
    for side, name in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if name is not None and not _is_code(name):
            found.append(facts.no.in_(_named(connection, side, name)))
    return found


def _order(sort: str, facts: Facts) -> list[Any]:
    name = sort.lstrip("-")
    columns = [facts.day if name == "date" else getattr(facts, name), facts.id]
    return [column.desc() for column in columns] if sort.startswith("-") else columns


MOST_CODES = 300


def _named(connection: Connection, side: str, name: str) -> Select[Any]:
    counts, parties = schema.party_counts, schema.event_parties

    def is_named(held: Any) -> ColumnElement[bool]:
        return or_(held.c.code == name, held.c.name.ilike(_like(name), escape="\\"))

    # Which codes go by such a name is known without reading what they do.
    codes = select(counts.c.code).where(counts.c.side == side, is_named(counts)).distinct().limit(MOST_CODES + 1)
    known = connection.execute(codes).scalars().all()
    found = select(parties.c.event).where(parties.c.side == side, is_named(parties))
    return found.where(parties.c.code.in_(known)) if len(known) <= MOST_CODES else found


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _narrowed(
    connection: Connection, wanted: EventFilter, facts: Facts, *, is_walked: bool, latest: bool
) -> list[ColumnElement[bool]]:
    """Return the conditions that may fit very few events or very many.

    Where few fit, they are looked up first; where very many do, each event that the query walks over is asked.
    """
    found: list[ColumnElement[bool]] = []
    if wanted.min_sources > 1:
        c = schema.events.c
        enough = select(c.no).where(c.sources >= wanted.min_sources)
        few = connection.execute(enough.limit(FEW + 1)).scalars().all()
        found.append(facts.no.in_(few) if len(few) <= FEW else facts.sources >= wanted.min_sources)
    for name, told in ((wanted.source, _Source), (wanted.text, _Words)):
        if name is None:
            continue
        lookup = told(connection, name)
        size = lookup.size(lookup.dense)
        # By a sum there is no index: the events are walked in their order, and each is looked for in what was found.
        number = facts.no + 0 if is_walked else facts.no
        if size <= FEW:
            found.append(facts.no.in_(sorted(set(connection.execute(lookup.events()).scalars()))))
        elif latest or not is_walked or size <= lookup.dense or not _is_alone(wanted):
            found.append(number.in_(lookup.events(lookup.most if latest else None)))
        else:
            found.append(lookup.is_told_by(facts))
    return found


def _is_alone(wanted: EventFilter) -> bool:
    """Say whether nothing is asked for besides one of words and a source."""
    alone = EventFilter(sort=wanted.sort, limit=wanted.limit, offset=wanted.offset)
    return wanted in (replace(alone, text=wanted.text), replace(alone, source=wanted.source))


class _Source:
    """The events that articles of a source tell.

    Attributes:
        most: of how many articles `latest` means.
        dense: more articles than so many are so dense that a page of their events is found soon by asking each in turn.
    """

    most = MANY_ARTICLES
    dense = 2500

    def __init__(self, connection: Connection, source: str) -> None:
        c = schema.articles.c
        names = [c[name] == source for name in ("publisher", "source_id", "id", "url", "host")]
        # One index serves one name: an "or" over all of them would be put in order by reading everything.
        held = connection.execute(select(*(select(c.no).where(named).exists() for named in names))).one()
        known = [named for named, is_held in zip(names, held, strict=True) if is_held]
        self._connection = connection
        self._named = or_(*known) if known else false()
        self._found = select(c.no).where(self._named)

    def size(self, most: int) -> int:
        """Return how many articles there are, up to one more than the most."""
        found = select(func.count()).select_from(self._found.limit(most + 1).subquery())
        return int(self._connection.execute(found).scalar_one())

    def events(self, latest: int | None = None) -> Select[Any]:
        """Return the query for the events, of the latest so many articles."""
        codings, reports, members = schema.codings, schema.reports, schema.event_reports
        found = self._found if latest is None else self._found.order_by(schema.articles.c.no.desc()).limit(latest)
        join = members.join(reports, reports.c.no == members.c.report).join(codings, codings.c.no == reports.c.coding)
        return select(members.c.event).select_from(join).where(codings.c.article.in_(found))

    def is_told_by(self, facts: Facts) -> ColumnElement[bool]:
        """Return the condition, asked of one event after the other."""
        articles, codings, reports, members = schema.articles, schema.codings, schema.reports, schema.event_reports
        join = members.join(reports, reports.c.no == members.c.report).join(codings, codings.c.no == reports.c.coding)
        told = select(members.c.event).select_from(join.join(articles, articles.c.no == codings.c.article))
        return told.where(self._named, members.c.event == facts.no).correlate(facts.table).exists()


class _Words:
    """The events of the reports whose evidence or title holds all the words; attributes as those of `_Source`."""

    most = MANY_REPORTS
    dense = 100_000

    def __init__(self, connection: Connection, words: str) -> None:
        self._connection = connection
        if connection.dialect.name == "sqlite":
            # Quoted, so that nothing a user types is read as query syntax.
            quoted = " ".join(f'"{word}"' for word in words.replace('"', " ").split()) or '""'
            self._told: ColumnElement[Any] = literal_column("report_words.rowid")
            match, bound = "report_words MATCH :match", bindparam("match", quoted, String)
        else:
            self._told = literal_column("report_words.report")
            match = "report_words.words @@ plainto_tsquery('simple', :match)"
            bound = bindparam("match", words, String)
        self._says = text(match).bindparams(bound)
        self._found = select(self._told.label("report")).select_from(table("report_words")).where(self._says)

    def size(self, most: int) -> int:
        """Return how many reports there are, up to one more than the most."""
        found = select(func.count()).select_from(self._found.limit(most + 1).subquery())
        return int(self._connection.execute(found).scalar_one())

    def events(self, latest: int | None = None) -> Select[Any]:
        """Return the query for the events, of the latest so many reports."""
        members = schema.event_reports
        found = self._found if latest is None else self._found.order_by(self._told.desc()).limit(latest)
        return select(members.c.event).where(members.c.report.in_(found))

    def is_told_by(self, facts: Facts) -> ColumnElement[bool]:
        """Return the condition, asked of one event after the other."""
        members = schema.event_reports
        told = select(members.c.event).select_from(members.join(table("report_words"), self._told == members.c.report))
        return told.where(self._says, members.c.event == facts.no).correlate(facts.table).exists()
