"""One thing of a ledger in full: an event with every report, sentence, address, link and judgement; an article."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from dragoman.ledger import queries, rulings, schema, wording
from dragoman.records import Article, Report

Plain = dict[str, Any]


def event_number(connection: Connection, event_id: str) -> int | None:
    """Return the number of an event. An id that the event had before, or that of one of its reports, finds it too."""
    events, reports, members = schema.events, schema.reports, schema.event_reports
    number = connection.execute(select(events.c.no).where(events.c.id == event_id)).scalar()
    if number is not None:
        return int(number)
    named = or_(reports.c.key == event_id.removeprefix("E").partition("-")[0], reports.c.id == event_id)
    join = reports.join(members, members.c.report == reports.c.no)
    query = select(members.c.event).select_from(join).where(named).order_by(members.c.joint, members.c.score.desc())
    number = connection.execute(query.limit(1)).scalar()
    return int(number) if number is not None else _successor(connection, named)


def _successor(connection: Connection, named: Any) -> int | None:
    """Return the event of the report that took the place of one told by an older edition or an older coder."""
    reports, codings, articles = schema.reports, schema.codings, schema.articles
    join = reports.join(codings, codings.c.no == reports.c.coding).join(articles, articles.c.no == codings.c.article)
    columns = (reports.c.key, reports.c.data, articles.c.document)
    row = connection.execute(select(*columns).select_from(join).where(named).limit(1)).first()
    if row is None:
        return None
    anchor = rulings.anchor_of(row.key, row.document, msgspec.json.decode(row.data, type=Report))
    found = rulings.resolve(connection, [anchor])
    member = select(schema.event_reports.c.event).where(schema.event_reports.c.report == found.get(anchor, -1))
    number = connection.execute(member.limit(1)).scalar()
    return int(number) if number is not None else None


def event(connection: Connection, number: int) -> Plain:
    """Return an event in full: with `told` (every report with its sentences, article, score and reasons), `links`,
    `linked_from` and `judgements`."""
    c = schema.events.c
    row = connection.execute(select(c.no, c.chain, c.data).where(c.no == number)).one()
    found = queries.with_links(connection, [(row.no, row.chain, row.data)])[0]
    found["linked_from"] = queries.links_of(connection, [number], incoming=True)[number]
    found["told"] = _told(connection, number)
    keys = {report["key"] for report in found["told"]}
    found["judgements"] = [
        judgement
        for judgement in judgements(connection)
        if any(anchor["key"] in keys for part in judgement["parts"] for anchor in part)
    ]
    return found


def _told(connection: Connection, number: int) -> list[Plain]:
    members, reports, codings, articles = schema.event_reports, schema.reports, schema.codings, schema.articles
    join = (
        members.join(reports, reports.c.no == members.c.report)
        .join(codings, codings.c.no == reports.c.coding)
        .join(articles, articles.c.no == codings.c.article)
    )
    columns = (
        members.c.joint,
        members.c.score,
        members.c.why,
        reports.c.key,
        reports.c.data,
        codings.c.coder,
        articles,
    )
    query = select(*columns).select_from(join).where(members.c.event == number)
    found = []
    for row in connection.execute(query.order_by(articles.c.published, articles.c.id, reports.c.key)):
        report = msgspec.json.decode(row._mapping[reports.c.data], type=Report)
        article = Article(id=row.id, text=row.text)
        found.append(
            {
                "report": report.to_dict(),
                "key": row.key,
                "sentences": [row.text[piece.start : piece.end] for piece in report.evidence],
                "trigger": wording.trigger_text(report, article) if any(e.trigger for e in report.evidence) else None,
                "article": {
                    "id": row.id,
                    "source_id": row.source_id,
                    "title": row.title,
                    "url": row.url,
                    "publisher": row.publisher,
                    "published": row.published,
                    "language": row.language,
                },
                "coder": row.coder,
                "joint": bool(row.joint),
                "score": row._mapping[members.c.score],
                "why": msgspec.json.decode(row.why),
            }
        )
    return found


def article(connection: Connection, article_id: str) -> Plain | None:
    """Return an article by id or source id with its text, its current reports and links, its quotes and its editions."""
    table, codings = schema.articles, schema.codings
    named = or_(table.c.id == article_id, table.c.source_id == article_id)
    query = select(table, codings.c.no.label("coding"), codings.c.coder, codings.c.live).select_from(
        table.join(codings, codings.c.article == table.c.no)
    )
    row = connection.execute(query.where(named).order_by(codings.c.live.desc(), codings.c.no.desc()).limit(1)).first()
    if row is None:
        return None
    header = msgspec.json.decode(row.data)
    editions = select(table.c.id, table.c.published, table.c.added).where(table.c.document == row.document)
    return {
        **header,
        "text": row.text,
        "coder": row.coder,
        "is_current": bool(row.live),
        "editions": [dict(edition._mapping) for edition in connection.execute(editions.order_by(table.c.no))],
        "reports": _reports_of(connection, row.coding),
        "quotes": [
            msgspec.json.decode(data)
            for data in connection.execute(
                select(schema.quotes.c.data).where(schema.quotes.c.coding == row.coding).order_by(schema.quotes.c.no)
            ).scalars()
        ],
    }


def _reports_of(connection: Connection, coding: int) -> list[Plain]:
    reports, members, events = schema.reports, schema.event_reports, schema.events
    join = reports.join(members, members.c.report == reports.c.no, isouter=True).join(
        events, events.c.no == members.c.event, isouter=True
    )
    query = select(reports.c.no, reports.c.data, events.c.id.label("event")).select_from(join)
    found: dict[int, Plain] = {}
    for row in connection.execute(query.where(reports.c.coding == coding).order_by(reports.c.no, events.c.id)):
        report = found.setdefault(row.no, {**msgspec.json.decode(row.data), "events": []})
        if row.event is not None:
            report["events"].append(row.event)
    return list(found.values())


def judgements(connection: Connection) -> list[Plain]:
    """Return all judgements, newest first, with whether they are in force."""
    standing = {row.id for row, _ in rulings.in_force(connection)}
    table = schema.judgements
    found = []
    for row in connection.execute(select(table).order_by(table.c.no.desc())):
        data = msgspec.json.decode(row.data, type=rulings.JudgementData)
        found.append(
            {
                "id": row.id,
                "kind": row.kind,
                "by": row.author,
                "reason": row.reason,
                "made": row.made,
                "in_force": row.id in standing,
                "about": list(data.named),
                "scope": data.scope,
                "field": data.field,
                "value": data.value,
                "relation": data.relation,
                "undoes": data.undoes,
                "parts": msgspec.to_builtins(data.parts),
            }
        )
    return found
