"""What the pages of sides ask: replies between two, quotes of one about another, deadlines ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from statistics import median
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger import EventFilter, queries, schema
from dragoman.ledger.filters import statement

Plain = dict[str, Any]

LATEST_QUOTES = 600
DEADLINES = 500
SOURCE, TARGET = schema.events.alias("source"), schema.events.alias("target")
ACTS = schema.event_parties.alias("acts")


def replies(connection: Connection, one: str, other: str, most: int = 2000) -> list[Plain]:
    """Return what the first side did in answer to the second: both events' ids, days, counts, and how the link is known.

    `days` is from the act to the answer, None where either has no date; `proportion` is answer to act by counts.
    """
    table, source, target, acts = schema.event_links, SOURCE, TARGET, ACTS
    columns: list[Any] = [table.c.basis, table.c.score]
    for name, side in (("answer", source), ("act", target)):
        columns += [side.c[field].label(f"{name}_{field}") for field in ("id", "day", "day_end", "count")]
    join = acts.join(table, table.c.source == acts.c.event).join(source, source.c.no == table.c.source)
    query = select(*columns).select_from(join.join(target, target.c.no == table.c.target))
    query = query.where(acts.c.side == "dyad", acts.c.code == f"{one}|{other}", table.c.relation == "answers")
    query = query.where(or_(source.c.judged.is_(None), source.c.judged != "rejected"))
    found = []
    for row in connection.execute(query.order_by(source.c.day, source.c.id, target.c.id).limit(most)):
        told = {name: getattr(row, name) for name in ("answer_id", "answer_day", "act_id", "act_day", "basis")}
        told |= {"answer_count": row.answer_count, "act_count": row.act_count}
        is_exact = row.act_day == row.act_day_end and row.answer_day == row.answer_day_end
        told["days"] = days_between(row.act_day, row.answer_day) if is_exact else None
        told["proportion"] = row.answer_count / row.act_count if row.answer_count and row.act_count else None
        found.append(told)
    return found


def reciprocity(answers: list[Plain], acts: int) -> Plain:
    """Return how one side answers: number of answers, acts of the other side, share answered, median days, tit for tat."""
    days = [answer["days"] for answer in answers if answer["days"] is not None and answer["days"] >= 0]
    sized = [answer for answer in answers if answer["proportion"] is not None]
    answered = len({answer["act_id"] for answer in answers})
    return {
        "answers": len(answers),
        "acts_of_other": acts,
        "answered": answered,
        "share_answered": round(answered / acts, 3) if acts else None,
        "median_days": median(days) if days else None,
        "with_counts": len(sized),
        "same_count": sum(answer["proportion"] == 1 for answer in sized),
    }


def days_between(first: str, second: str) -> int | None:
    """Return the days from one ISO date to another; None where one is missing."""
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return None


def quotes_of(connection: Connection, country: str, about: Iterable[str] = (), most: int = 8) -> list[Plain]:
    """Return the latest quotes of speakers of a country (or of that name) that hold one of the words, if any are given.

    Looks at the latest `LATEST_QUOTES` of them.
    """
    table, codings, articles = schema.quotes, schema.codings, schema.articles
    join = table.join(codings, and_(codings.c.no == table.c.coding, codings.c.live)).join(
        articles, articles.c.no == codings.c.article
    )
    is_speaker = table.c.country == country if len(country) == 3 else table.c.speaker == country
    columns = (
        table.c.data,
        articles.c.id,
        articles.c.title,
        articles.c.published,
        articles.c.publisher,
        articles.c.text,
    )
    query = select(*columns).select_from(join).where(is_speaker).order_by(table.c.no.desc()).limit(LATEST_QUOTES)
    wanted = [word.casefold() for word in about if word]
    found: list[Plain] = []
    for row in connection.execute(query):
        quote = msgspec.json.decode(row.data)
        words = " … ".join(row.text[piece["start"] : piece["end"]] for piece in quote["content"])
        folded = words.casefold()
        if wanted and not any(word in folded for word in wanted):
            continue
        told = {"id": row.id, "title": row.title, "published": row.published, "publisher": row.publisher}
        found.append({"text": words, "speaker": quote["speaker"], "kind": quote["kind"], "article": told})
        if len(found) >= most:
            break
    return sorted(found, key=lambda quote: quote["article"]["published"] or "", reverse=True)


def deadlines(connection: Connection, wanted: EventFilter, *, since: str = "") -> list[Plain]:
    """Return the wanted events that set a deadline on or after a day, the nearest deadline first.

    Of more than `DEADLINES` those with the latest deadlines are given.
    """
    query = statement(connection, wanted, lambda facts: [facts.no, facts.due], paged=False, due=since)
    number, due = query.selected_columns
    rows = connection.execute(query.order_by(due.desc(), number).limit(DEADLINES)).all()
    return queries.by_numbers(connection, [row[0] for row in reversed(rows)])


def ahead(connection: Connection, wanted: EventFilter, today: str, most: int = 12) -> list[Plain]:
    """Return the wanted events with the nearest deadlines from a day on."""
    query = statement(connection, wanted, lambda facts: [facts.no, facts.due], paged=False, due=today)
    number, due = query.selected_columns
    rows = connection.execute(query.order_by(due, number).limit(most)).all()
    return queries.by_numbers(connection, [row[0] for row in rows])


def chains_in_brief(connection: Connection, wanted: EventFilter, limit: int, offset: int) -> list[Plain]:
    """Return the longest chains that hold a wanted event: id, start, end, size, sides, and the event that opens it."""
    found = queries.chains_in_brief(connection, wanted, limit=limit, offset=offset)
    ids = [chain["id"] for chain in found]
    sides, openings = _sides_of(connection, ids), queries.openings(connection, ids)
    return [{**chain, "sides": sides[chain["id"]], "opening": openings[chain["id"]]} for chain in found]


def _sides_of(connection: Connection, chains: list[str]) -> dict[str, list[str]]:
    c, parties = schema.events.c, schema.event_parties.c
    query = select(c.chain, parties.side, parties.code).join(schema.event_parties, parties.event == c.no)
    found: dict[str, set[str]] = {chain: set() for chain in chains}
    # Which side is asked afterwards: by an index of sides SQLite would read everybody's.
    for chain, side, code in connection.execute(query.where(c.chain.in_(chains)).distinct()):
        if side in ("actor", "recipient"):
            found[chain].add(code)
    return {chain: sorted(codes) for chain, codes in found.items()}


def joined(one: list[Plain], other: list[Plain], key: Callable[[Plain], Any], most: int) -> list[Plain]:
    """Return events of two lists once each, in the order of the key, the greatest first."""
    merged = {event["id"]: event for event in (*one, *other)}
    return sorted(merged.values(), key=key, reverse=True)[:most]
