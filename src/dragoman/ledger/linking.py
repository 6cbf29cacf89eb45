"""Links between events: those that articles state, lifted; `answers` inferred across articles; those persons set."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, delete, insert, or_, select

from dragoman.ledger import days, schema
from dragoman.ledger.rulings import Rulings

MAX_DELAY_DAYS = 90
REPLY_DECAY_DAYS, DECAY_DAYS = 90, 40
"""After how many days an answer is 1/e as likely: with words of retaliation in its reports, and without."""
UNSAID = 0.75
INFERRED_FROM = 0.33
REPLY_FROM = 0.28
COMPARABLE = {"SANCTION": "SANCTION", "COERCE": "COERCE", "PROTEST": "PROTEST"}
"""Types of act that are answered in kind. Fighting is left out: there nearly every act has one like it the day before."""
SPAN_DAYS = 31
"""How long the window of an event's day may be ("in April") for it to count in a delay."""
MAX_PARTS = 6
FOLLOWS = frozenset({"answers", "carries_out", "reverses"})
"""Relations whose source cannot have ended before its target began."""
REPLIES = frozenset({"answers", "denies"})
"""Relations that run between the same two sides, so that a part about a third side is no end of them."""
CHUNK = 400


Key = tuple[int, int, str]


def relink(connection: Connection, touched: set[int], reports: set[int], rulings: Rulings) -> tuple[set[Key], set[Key]]:
    """Rebuild the links of the touched events; returns the links that went and those that came.

    Args:
        touched: numbers of events that are new, changed or gone.
        reports: those that were in the touched events before. Which parts of a joint report a link runs between depends
            on all of them, so that the other ends of these reports' links are looked at too.
        rulings: the judgements in force.
    """
    table = schema.event_links
    reports = reports | reports_in(connection, touched)
    stated = _stated(connection, reports)
    others = _events_of(connection, _ends_of(stated))
    affected = touched | {end.no for ends in others.values() for end in ends}
    before: set[Key] = set()
    for part in _parts(affected):
        where = or_(table.c.source.in_(part), table.c.target.in_(part))
        query = select(table.c.source, table.c.target, table.c.relation).where(where)
        before.update((source, target, relation) for source, target, relation in connection.execute(query))
        connection.execute(delete(table).where(where))
    rows = _lifted(connection, affected)
    _apply_judged(connection, rows, affected, rulings)
    if rows:
        connection.execute(insert(table), list(rows.values()))
    ends = {end for source, target, _ in (*before, *rows) for end in (source, target)}
    gone, came = _infer(connection, affected | ends, rulings)
    after = set(rows)
    return (before | gone) - after - came, (after | came) - before - gone


def reports_in(connection: Connection, events: set[int]) -> set[int]:
    """Return the reports in the events."""
    members = schema.event_reports
    found: set[int] = set()
    for part in _parts(events):
        found.update(connection.execute(select(members.c.report).where(members.c.event.in_(part))).scalars())
    return found


def _stated(connection: Connection, reports: set[int]) -> list[Row[Any]]:
    """Return the stated links from or to the reports, the surest first."""
    links = schema.links
    found: dict[int, Row[Any]] = {}
    for part in _parts(reports):
        query = select(links).where(or_(links.c.source.in_(part), links.c.target.in_(part)))
        found.update({row.no: row for row in connection.execute(query)})
    return sorted(found.values(), key=lambda row: (-row.score, row.no))


def _ends_of(links: list[Row[Any]]) -> set[int]:
    return {end for row in links for end in (row.source, row.target)}


def _parts(numbers: Iterable[int]) -> list[list[int]]:
    ordered = sorted(numbers)
    return [ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK)]


def _lifted(connection: Connection, affected: set[int]) -> dict[Key, dict[str, Any]]:
    """Return the links that articles tell, between events of which one is affected.

    An inferred link is left out where the days rule it out, or where the same two events are linked the other way round
    with better reason: of two acts only one can answer the other.
    """
    told = _stated(connection, reports_in(connection, affected))
    events_of = _events_of(connection, _ends_of(told))
    rows: dict[Key, dict[str, Any]] = {}
    doubtful: dict[Key, int] = {}
    for link in told:
        for one, other in _ends(events_of[link.source], events_of[link.target], link.relation):
            source, target = one.no, other.no
            if source == target or not {source, target} & affected:
                continue
            key = (source, target, link.relation)
            row = {"source": source, "target": target, "relation": link.relation, "basis": link.basis}
            found = rows.get(key)
            if found is None or (found["basis"] == "inferred" and link.basis == "stated"):
                rows[key] = {**row, "score": link.score, "across": False, "why": "[]"}
            if link.relation in FOLLOWS and _ended_before(one, other):
                doubtful[key] = target
    firm = _with_told_day(connection, set(doubtful.values()))
    for key, target in doubtful.items():
        if target in firm and rows[key]["basis"] == "inferred":
            del rows[key]
    weaker = [
        key
        for key, row in rows.items()
        if key[2] in FOLLOWS
        and row["basis"] == "inferred"
        and (turned := rows.get((key[1], key[0], key[2]))) is not None
        and _strength(row) < _strength(turned)
    ]
    for key in weaker:
        del rows[key]
    return rows


def _strength(row: dict[str, Any]) -> tuple[bool, float]:
    return row["basis"] != "inferred", row["score"]


def _events_of(connection: Connection, reports: set[int]) -> defaultdict[int, list[Any]]:
    """Return for each report its events, with dyads and days; tallies are no ends of a link between events."""
    members, events = schema.event_reports, schema.events
    columns = (events.c.no, events.c.dyad, events.c.day, events.c.day_end, events.c.is_dated)
    query = select(members.c.report, *columns).select_from(members.join(events, events.c.no == members.c.event))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for part in _parts(reports):
        live = and_(members.c.report.in_(part), events.c.tally.is_(False))
        for row in connection.execute(query.where(live).order_by(events.c.id)):
            found[row.report].append(row)
    return found


def _ends(sources: list[Any], targets: list[Any], relation: str) -> list[tuple[Any, Any]]:
    """Pair the events of two linked reports: of a joint report those parts that concern the other side."""
    pairs = [(source, target) for source in sources for target in targets]
    if len(sources) > 1 or len(targets) > 1:
        mirrored = [(one, other) for one, other in pairs if one.dyad and reverse(one.dyad) == other.dyad]
        loose = [(one, other) for one, other in pairs if relation not in REPLIES or not (one.dyad and other.dyad)]
        pairs = mirrored or loose[:MAX_PARTS]
    return pairs


def _ended_before(source: Any, target: Any) -> bool:
    """Say whether the source was over before the target began. The day of a mere mention is a last day, never a first."""
    return bool(target.is_dated and source.day_end and target.day and source.day_end < target.day)


def _with_told_day(connection: Connection, numbers: set[int]) -> set[int]:
    """Return the events whose day an article tells; a day of publication may be later than the act."""
    events = schema.events
    found: set[int] = set()
    for part in _parts(numbers):
        for number, data in connection.execute(select(events.c.no, events.c.data).where(events.c.no.in_(part))):
            date = msgspec.json.decode(data)["date"]
            if date is not None and date["basis"] != "published":
                found.add(number)
    return found


def reverse(dyad: str) -> str:
    """Return the dyad seen from the other side."""
    actor, bar, recipient = dyad.partition("|")
    return f"{recipient}|{actor}" if bar else ""


def _apply_judged(connection: Connection, rows: dict[Key, dict[str, Any]], touched: set[int], rulings: Rulings) -> None:
    for judged in rulings.links:
        source, target = rulings.event_of(judged.source), rulings.event_of(judged.target)
        if source is None or target is None or not {source, target} & touched:
            continue
        if judged.is_cut:
            for key in [k for k in rows if k[:2] == (source, target) and judged.relation in (None, k[2])]:
                del rows[key]
        elif judged.relation is not None:
            why = msgspec.json.encode([f"set by {judged.author}: {judged.reason}"]).decode()
            row = {"source": source, "target": target, "relation": judged.relation, "basis": "judged"}
            rows[source, target, judged.relation] = {**row, "score": 1.0, "across": False, "why": why}


def _infer(connection: Connection, ends: set[int], rulings: Rulings) -> tuple[set[Key], set[Key]]:
    """Infer anew which earlier act each of these events answers, and each event that one of them could precede.

    Returns the inferred links that there were and those that there are.
    """
    table = schema.events
    wanted: list[Row[Any]] = []
    for part in _parts(ends):
        comparable = and_(table.c.no.in_(part), table.c.event.in_(COMPARABLE), table.c.dyad != "", table.c.day != "")
        wanted.extend(connection.execute(_summary().where(comparable)))
    around = _around(connection, wanted)
    answering = {row.no: row for row in wanted}
    for row in wanted:
        for later in around[reverse(row.dyad)]:
            if _delay(later, row) is not None:
                answering[later.no] = later
    return _replace_inferred(connection, answering, around, rulings)


def _around(connection: Connection, rows: Sequence[Row[Any]]) -> defaultdict[str, list[Row[Any]]]:
    """Return the events of the rows' dyads, in both directions, within the longest delay of one of the rows."""
    table = schema.events
    spans: dict[str, tuple[str, str]] = {}
    for row in rows:
        reach = MAX_DELAY_DAYS + SPAN_DAYS
        low, high = _moved(row.day, -reach), _moved(row.day, reach)
        for dyad in (row.dyad, reverse(row.dyad)):
            known = spans.get(dyad, (low, high))
            spans[dyad] = (min(low, known[0]), max(high, known[1]))
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for dyad, (low, high) in sorted(spans.items()):
        bounds = and_(table.c.dyad == dyad, table.c.day >= low, table.c.day <= high, table.c.event.in_(COMPARABLE))
        found[dyad] = list(connection.execute(_summary().where(bounds)))
    return found


def _summary() -> Any:
    c = schema.events.c
    names = (
        "no",
        "id",
        "event",
        "mode",
        "status",
        "day",
        "day_end",
        "dyad",
        "count",
        "struck",
        "is_reply",
        "is_dated",
        "tally",
        "historical",
        "judged",
    )
    return select(*(c[name] for name in names))


def _moved(day: str, by: int) -> str:
    window = days.window(day)
    return days.iso(max(1, window[0] + by)) if window else day


def _delay(later: Any, earlier: Any) -> float | None:
    """Return the days from one event to another, from middle to middle where only a month is known; None where the one did
    not follow the other within the longest delay."""
    now, then = _span(later), _span(earlier)
    if now is None or then is None:
        return None
    if now[0] <= then[1] and not later.is_reply:
        # Both may lie in the other's month: which came first is not known.
        return None
    delay = (now[0] + now[1] - then[0] - then[1]) / 2
    return delay if 0 < delay <= MAX_DELAY_DAYS else None


def _span(event: Any) -> tuple[int, int] | None:
    """Return the window of an event's day; of one too wide to tell a delay, its first day."""
    first, last = days.window(event.day), days.window(event.day_end)
    if first is None:
        return None
    end = max(first[1], last[1]) if last is not None else first[1]
    return (first[0], end) if end - first[0] <= SPAN_DAYS else (first[0], first[0])


def _replace_inferred(
    connection: Connection, answering: dict[int, Row[Any]], around: dict[str, list[Row[Any]]], rulings: Rulings
) -> tuple[set[Key], set[Key]]:
    table = schema.event_links
    stated: set[int] = set()
    told: defaultdict[int, dict[int, float]] = defaultdict(dict)
    cut: set[tuple[int | None, int | None]] = {
        (rulings.event_of(j.source), rulings.event_of(j.target)) for j in rulings.links if j.is_cut
    }
    before: set[Key] = set()
    for part in _parts(answering):
        known = select(table.c.source, table.c.target, table.c.relation)
        known = known.where(and_(table.c.source.in_(part), table.c.across))
        before.update((source, target, relation) for source, target, relation in connection.execute(known))
        connection.execute(delete(table).where(and_(table.c.source.in_(part), table.c.across)))
        query = select(table.c.source, table.c.target, table.c.basis, table.c.score)
        query = query.where(and_(table.c.source.in_(part), table.c.relation == "answers"))
        for source, target, basis, score in connection.execute(query):
            if basis == "inferred":
                told[source][target] = score
            else:
                stated.add(source)
        answered = select(table.c.target, table.c.source).where(table.c.target.in_(part), ~table.c.across)
        # What is stated to follow an event is not what the event follows.
        cut.update(
            (target, source) for target, source in connection.execute(answered.where(table.c.relation == "answers"))
        )
    found: dict[Key, dict[str, Any]] = {}
    for number, event in sorted(answering.items()):
        if number in stated:
            continue
        best = best_answered(event, [other for other in around[reverse(event.dyad)] if (number, other.no) not in cut])
        if best is None or best[0].no in told[number]:
            continue
        other, score, why = best
        # What is inferred within an article stands, and beside it only what is likelier still.
        if score > max(told[number].values(), default=0.0):
            row = {"source": number, "target": other.no, "relation": "answers", "basis": "inferred", "score": score}
            found[number, other.no, "answers"] = {**row, "across": True, "why": msgspec.json.encode(why).decode()}
    if found:
        connection.execute(insert(table), list(found.values()))
    return before, set(found)


def best_answered(event: Any, earlier: Sequence[Any]) -> tuple[Any, float, list[str]] | None:
    """Return which of the earlier events the event most likely answers, how likely, and why; None for none."""
    found = [(score, other, why) for other in earlier for score, why in [_likeness(event, other)] if score > 0]
    if not found:
        return None
    score, other, why = max(found, key=lambda item: (item[0], item[1].day, item[1].id))
    return (other, round(score, 3), why) if score >= (REPLY_FROM if event.is_reply else INFERRED_FROM) else None


def _likeness(event: Any, other: Any) -> tuple[float, list[str]]:
    if not event.is_dated and not event.is_reply:
        # Its day is only that of an article that mentions it: it may lie before what it would answer.
        return 0.0, []
    if COMPARABLE.get(event.event) != other.event or event.tally or other.tally or event.historical:
        return 0.0, []
    if "denied" in (event.status, other.status) or "hypothetical" in (event.status, other.status):
        return 0.0, []
    if "rejected" in (event.judged, other.judged):
        return 0.0, []
    delay = _delay(event, other)
    if delay is None:
        return 0.0, []
    score = math.exp(-delay / (REPLY_DECAY_DAYS if event.is_reply else DECAY_DAYS))
    why = [
        "the same sides, reversed",
        f"{delay:g} days later" if delay == int(delay) else f"some {delay:.0f} days later",
    ]
    counts, said = _counts(event.count, other.count)
    score *= counts * (1.0 if event.is_reply else UNSAID) * (1.0 if event.mode == other.mode else 0.5)
    if event.struck and other.struck and event.struck != other.struck:
        score *= 0.3
    why.append(said)
    if event.is_reply:
        why.append("a report calls it an answer")
    return score, why


def _counts(one: float | None, other: float | None) -> tuple[float, str]:
    if one is None or other is None:
        return 0.6, "a count is not known"
    if one == other:
        return 1.0, f"the same count, {one:g}"
    ratio = min(one, other) / max(one, other) if max(one, other) > 0 else 0.0
    return (0.85 if ratio >= 0.8 else 0.6 if ratio >= 0.5 else 0.3), f"counts {one:g} and {other:g}"
