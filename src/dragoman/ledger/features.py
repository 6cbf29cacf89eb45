"""Atoms: what the merging compares. A report with one actor and one recipient is one atom.

A joint report ("Norway and Sweden expelled …") is one atom a pair of sides, which may each attach to that pair's own
event, and one for the whole, which is an event only where the pairs have none. Atoms depend on their report and article
alone, so the order in which articles come cannot matter.
"""

from __future__ import annotations

import hashlib

import msgspec

from dragoman.ledger import days, wording
from dragoman.records import Actor, Article, Report, content_hash

WHOLE = 63
"""Number of the atom that stands for a whole joint report; pairs are numbered from 0, their remnants from 31."""
MAX_PAIRS = 31
CELL_DAYS = 30
BACKGROUND_DAYS = 62
"""How far before its publication an undated mention is looked for."""
HISTORY_DAYS = 400
WIDE_DAYS = 31
"""A window longer than this is kept in the yearly cells."""
_YEARLY = 1_000_000

SYMMETRIC = frozenset({"CONSULT", "AGREE"})
VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FAMILIES = {"COERCE/deport": "EXPULSION", "SANCTION/expel": "EXPULSION"}
_NAMED_CODES = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})

FULL, PAIR_OF_JOINT, JOINT, REMNANT = 0, 1, 2, 3
"""Layers: a pair of sides told alone; one of several pairs, which only ever joins; the whole of several; and a pair that
found no event of its own though the others did, which is then told alone after all."""

Rank = tuple[int, int, int, int, int, int, str, int]


class Atom(msgspec.Struct, array_like=True):
    """One pair of sides in one report, as the merging sees it. Days are ordinals; `dating` is one of the four below."""

    code: int
    report: int
    key: str
    article: int
    layer: int
    block: str
    family: str
    mode: str | None
    klass: str
    tally: int
    historical: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    names: tuple[str, ...]
    domestic: bool
    dating: str
    start: int
    end: int
    published: int
    count: float | None
    approximate: bool
    struck: str
    places: tuple[str, ...]
    country: tuple[str, ...]
    contexts: tuple[str, ...]
    words: tuple[int, ...]
    language: str | None
    leader: int | None = None
    score: float = 1.0

    @property
    def rank(self) -> Rank:
        """Return what decides who leads: the best-dated, best-counted and earliest report first; never who came first."""
        return (
            self.layer,
            self.tally,
            _HARDNESS[UNDATED] if self.end - self.start > WIDE_DAYS else _HARDNESS[self.dating],
            self.end - self.start,
            int(self.count is None) + int(self.approximate),
            self.published,
            self.key,
            self.code % 64,
        )


STATED, ASSUMED, MENTIONED, UNDATED = "stated", "assumed", "mentioned", "undated"
"""Dating: stated in the text; assumed from the publication; only mentioned in a dated article; no date at all."""
_HARDNESS = {STATED: 0, ASSUMED: 1, MENTIONED: 2, UNDATED: 3}


def side_code(actor: Actor) -> str:
    """Return the code by which two reports may mean the same side: a country, or a name where no country says enough."""
    name = " ".join((actor.name or actor.text).casefold().split())
    if actor.country is None:
        return f"?{name}" if name else "?"
    return f"{actor.country}:{name}" if actor.country in _NAMED_CODES else actor.country


def atoms_of(number: int, report: Report, article: Article, article_no: int) -> list[Atom]:
    """Return the atoms of one report. Their codes are `number * 64` plus the number of the pair."""
    actors, recipients = _sides(report)
    pairs = _pairs(report, actors, recipients)
    base = _base(number, report, article, article_no)
    if len(pairs) == 1:
        (one, other) = pairs[0]
        return [_atom(base, 0, FULL, (one,), (other,), f"{one}|{other}")]
    joint = [
        _atom(base, layer // REMNANT * MAX_PAIRS + i, layer, (one,), (other,), f"{one}|{other}")
        for layer in (PAIR_OF_JOINT, REMNANT)
        for i, (one, other) in enumerate(pairs)
    ]
    anchor = actors[0] if len(actors) == 1 else (recipients or actors)[0]
    return [*joint, _atom(base, WHOLE, JOINT, actors, recipients, f"*{anchor}")]


def _sides(report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of both sides. A side of several that is on the other side too is there by mistake."""
    actors = {side_code(actor) for actor in report.actor}
    recipients = {side_code(actor) for actor in report.recipient}
    if actors - recipients:
        actors -= recipients
    elif recipients - actors:
        recipients -= actors
    return tuple(sorted(actors)), tuple(sorted(recipients))


def _pairs(report: Report, actors: tuple[str, ...], recipients: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the pairs of sides; none where they are too many to be told apart."""
    if report.event in SYMMETRIC and (report.event == "CONSULT" or not recipients):
        sides = sorted({*actors, *recipients})
        if len(sides) < 2:
            return [(sides[0] if sides else "?", "-")]
        if len(sides) * (len(sides) - 1) > 2 * MAX_PAIRS:
            return []
        return [(one, other) for i, one in enumerate(sides) for other in sides[i + 1 :]]
    if len(actors) * len(recipients) > MAX_PAIRS or max(len(actors), len(recipients)) > MAX_PAIRS:
        return []
    return [(one, other) for one in actors or ("?",) for other in recipients or ("-",)]


def _atom(base: Atom, k: int, layer: int, actors: tuple[str, ...], recipients: tuple[str, ...], pair: str) -> Atom:
    return msgspec.structs.replace(
        base,
        code=base.report * 64 + k,
        layer=layer,
        # What a joint report counts is the sum over its sides.
        count=None if layer in (PAIR_OF_JOINT, REMNANT) else base.count,
        actors=actors,
        recipients=tuple(code for code in recipients if code != "-"),
        domestic=len(actors) == 1 and actors == recipients,
        block=f"{base.family}|{base.klass}|{layer - 1 if layer >= JOINT else 0}|{pair}",
    )


def _base(number: int, report: Report, article: Article, article_no: int) -> Atom:
    dating, start, end, published = _dating(report, article)
    return Atom(
        code=0,
        report=number,
        key=report_key(article, report),
        article=article_no,
        layer=FULL,
        block="",
        family=_FAMILIES.get(f"{report.event}/{report.mode}", report.event),
        mode=report.mode,
        klass=report.status if report.status in ("denied", "hypothetical") else "real",
        tally=wording.tally(report, article),
        historical=report.historical,
        actors=(),
        recipients=(),
        names=tuple(sorted({" ".join(a.name.casefold().split()) for a in report.actor if a.name and a.role})),
        domestic=False,
        dating=dating,
        start=start,
        end=end,
        published=published,
        count=report.count.value if report.count is not None else None,
        approximate=report.count is not None and report.count.approximate,
        struck=wording.struck(report, article),
        places=tuple(sorted({(p.name or p.text).casefold() for p in report.place if (p.resolution or 0) >= 3})),
        country=tuple(sorted({p.country for p in report.place if p.country})),
        contexts=tuple(sorted(set(report.context))),
        words=wording.word_hashes(wording.evidence_text(report, article)),
        language=article.language,
    )


def _dating(report: Report, article: Article) -> tuple[str, int, int, int]:
    published = days.window(article.published)
    stated = None
    if report.date is not None:
        start, end = days.window(report.date.start), days.window(report.date.end)
        if start is not None:
            stated = (start[0], max(start[0], end[1] if end is not None else start[1]))
    if report.date is not None and stated is not None:
        # "The following day" is inferred, but from words; a day inferred without words is an assumption.
        is_told = report.date.basis in ("stated", "dateline") or report.date.span is not None
        dating = STATED if is_told else ASSUMED
        first = max(stated[0], stated[1] - HISTORY_DAYS)
        return dating, first, stated[1], published[1] if published else stated[1]
    if published is not None:
        return MENTIONED, *published, published[1]
    return UNDATED, 0, 0, 0


def article_key(article: Article) -> str:
    """Return what tells one published text from another: its content, its address, its publisher and its day."""
    return content_hash(article.id, article.url, article.source_id, article.publisher, article.published)


def report_key(article: Article, report: Report) -> str:
    """Return the 12 hex digits that name a report in every coding of its article; an event's id is made of one."""
    return content_hash(article_key(article), report.id)[:12]


def is_wide(atom: Atom) -> bool:
    """Say whether the atom may belong to an event so far off that it is kept in the yearly cells."""
    return atom.end - atom.start > WIDE_DAYS or (atom.historical and atom.dating in (MENTIONED, UNDATED))


def cell_of(atom: Atom) -> int:
    """Return the number of the cell that holds the atom: its block, and the 30 days or the year of its end."""
    if atom.block.startswith("!"):
        return cell_number(atom.block, 0)
    if is_wide(atom):
        return cell_number(atom.block, _YEARLY + atom.end // 366)
    return cell_number(atom.block, atom.end // CELL_DAYS)


def cells_around(atom: Atom) -> list[int]:
    """Return the cells that can hold an atom of the same event."""
    if atom.block.startswith("!"):
        return [cell_number(atom.block, 0)]
    back = HISTORY_DAYS if is_wide(atom) else BACKGROUND_DAYS
    short = range((atom.start - back) // CELL_DAYS, (atom.end + BACKGROUND_DAYS + WIDE_DAYS) // CELL_DAYS + 1)
    yearly = range((atom.start - HISTORY_DAYS) // 366, (atom.end + 2 * HISTORY_DAYS) // 366 + 1)
    return [cell_number(atom.block, n) for n in short] + [cell_number(atom.block, _YEARLY + n) for n in yearly]


def cell_number(block: str, part: int) -> int:
    """Return a 63-bit number for a block and a part of time."""
    digest = hashlib.blake2b(f"{block}|{part}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
