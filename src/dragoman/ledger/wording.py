"""What the words of a report give away to the merging: totals, what is struck by the act, near-identical texts.

The word lists cover the languages that the encoder covers; a language without an entry loses only these hints.
"""

from __future__ import annotations

import heapq
import re
import struct
import zlib
from functools import lru_cache

from dragoman.records import Article, Report

SKETCH_SIZE = 32
_SHINGLE = 4
_SENTENCE_LIMIT = 600
_TEXT_LIMIT = 40_000

_WORD = re.compile(r"\w+")

_TOTAL = re.compile(
    r"\b(?:so far|to date|in all\b|all told|altogether|in total\b|tally|running total|"
    r"(?:brings?|bringing|brought|raises?|raising|took|taking) (?:the |its |their )?(?:\w+ )?(?:total|number|tally|toll)|"
    r"since (?:the )?(?:start|beginning|outbreak|invasion|war|attack|launch|conflict|end|\d{4}|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)|"
    r"jusqu'(?:à présent|ici)|au total|depuis (?:le )?(?:début|lancement|déclenchement|\d)|"
    r"bislang|bisher|insgesamt|seit (?:beginn|kriegsbeginn|dem|\d)|"
    r"hasta (?:ahora|la fecha)|en total|desde (?:el )?(?:inicio|comienzo|principio|\d)|"
    r"finora|in totale|dall'inizio|até agora|no total|desde (?:o )?(?:início|começo)|"
    r"tot nu toe|in totaal|sinds (?:het|de|\d)|"
    r"в общей сложности|всего|на данный момент|с начала|с момента|загалом|з початку|"
    r"dotychczas|łącznie|od początku|至今|总共|累计|حتى الآن|منذ)",
    re.IGNORECASE,
)

_COLLECTIVE = re.compile(
    r"\b(?:countries|states|nations|governments|members(?!\s+of\s+(?:[\w'’-]+\s+){0,4}?(?:missions?|delegations?|staff|personnel|"
    r"embass(?:y|ies)|consulates?|famil(?:y|ies)|crews?|teams?|parliament|government)\b)|allies|powers|capitals|europeans|westerners|pays|états|"
    r"gouvernements|alliés|staaten|länder|verbündete|países|estados|gobiernos|aliados|paesi|stati|alleati|governos|landen|"
    r"staten|стран\w*|государств\w*|союзник\w*|країн\w*|państw\w*|kraj\w*)\b|国家|各国|دول",
    re.IGNORECASE,
)
_REGION = re.compile(r"\b(?:the west|western\w*|europe\w*|occident\w*|westen|запад\w*|захід\w*)\b", re.IGNORECASE)
_UNION = re.compile(
    r"\b(?:eu|e\.u\.|european union|union|bloc|brussels|commission|council|parliament|ue|ec|ес|євро\w*|евросоюз\w*|unia|unii)\b",
    re.IGNORECASE,
)
# Codes that name no single state: a plural phrase with one of them is a collective.
_LOOSE_CODES = frozenset({None, "EUR", "IGO", "UNO", "NGO", "ISM", "IMG", "MNC"})

_MISSION = re.compile(
    r"\b(?:consulates?|embass(?:y|ies)|missions?|consulats?|ambassades?|konsulate?n?|botschaft(?:en)?|consulados?|"
    r"embajadas?|consolat[oi]|ambasciat[ae]|embaixadas?|консульств\w*|генконсульств\w*|посольств\w*|konsulat\w*|"
    r"ambasad\w*|offices?|bureaux?|cultural cent(?:er|re)s?)\b|领事馆|大使馆|قنصلي",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:clos(?:e|es|ed|ing|ure|ures)|shut(?:s|ting|ter|tered)?|ferm\w+|schlie(?:ß|ss)\w+|geschlossen|cierr\w+|"
    r"cerrar\w*|clausur\w+|chiu[ds]\w+|encerr\w+|fech\w+|sluit\w*|закр\w+|zamkn\w+|zamyk\w+)|关闭|إغلاق",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\b(?:diplomats?|envoys?|ambassadors?|employees?|staff(?:ers)?|members|officials?|officers?|attach[eé]s?|spies|"
    r"people|persons?|nationals|diplomates?|ambassadeurs?|employés?|collaborateurs|diplomat(?:en)?|mitarbeiter\w*|"
    r"diplomáticos?|embajador\w*|diplomatici|diplomatas|diplomaten|дипломат\w*|сотрудник\w*|dyplomat\w*)\b|外交官|دبلوماسي",
    re.IGNORECASE,
)

_REPLY = re.compile(
    r"\b(?:retaliat\w+|reprisals?|tit[- ]for[- ]tat|in (?:response|reply|answer) to|respon(?:se|ds|ded|ding) to|"
    r"answer(?:s|ed|ing)? (?:to )?|reciproc\w+|counter[- ]?measures?|repay\w*|pays? back|paying back|mirror(?:s|ed|ing)?|"
    r"représailles|riposte\w*|en réponse|réplique|vergelt\w+|als reaktion|gegenmaßnahme\w*|im gegenzug|represalia\w*|"
    r"en respuesta|ritorsione|in risposta|retaliaç\w+|em resposta|vergelding|als reactie|ответн\w+|в ответ|зеркальн\w+|"
    r"у відповідь|w odpowiedzi|odwet\w*)|报复|反制|ردا",
    re.IGNORECASE,
)

_STOP = frozenset(
    _WORD.findall(
        "the a an of to in on and for that it is was were be by with as at from its has have had he she they said will "
        "would le la les de des du et en un une que a au aux el los las del y por der die das und den von zu mit ein eine "
        "il di e che per в и на о с по что из за к"
    )
)


def evidence_text(report: Report, article: Article) -> str:
    """Return the sentences that tell the act, cut to a length that no hostile text can exceed."""
    parts = (article.text[piece.start : piece.end] for piece in report.evidence)
    return " ".join(parts)[:_SENTENCE_LIMIT]


def count_sentence(report: Report, article: Article) -> str:
    """Return the sentence that gives the count, or the first that tells the act where none is marked."""
    span = report.count.span if report.count is not None else None
    if span is not None:
        for piece in report.evidence:
            if piece.start <= span.start < piece.end:
                return article.text[piece.start : piece.end][:_SENTENCE_LIMIT]
    return evidence_text(report, article)


def trigger_text(report: Report, article: Article) -> str:
    """Return the trigger words, or the evidence where the coder marked no trigger."""
    spans = [piece.trigger for piece in report.evidence if piece.trigger is not None]
    if not spans:
        return evidence_text(report, article)
    return " ".join(article.text[span.start : span.end] for span in spans)[:_SENTENCE_LIMIT]


NO_TALLY, OWN_TALLY, TALLY = 0, 1, 2


def tally(report: Report, article: Article) -> int:
    """Return whether a report sums up many acts ("more than 400 expelled so far") and is no occurrence of its own.

    TALLY: many sides together, certainly a sum. OWN_TALLY: one side's figure told as a running total; it may still be
    the figure of one occurrence, and is taken for a sum only where no occurrence matches it.
    """
    has_count = report.count is not None and (report.count.value is None or report.count.value > 1)
    loose = [side for side in (*report.actor, *report.recipient) if side.country in _LOOSE_CODES]
    # "European diplomats" are those of many states, "EU diplomats" the Union's own.
    of_region = [side for side in loose if _REGION.search(side.text) and not _UNION.search(side.text)]
    many = [*of_region, *(side for side in loose if _COLLECTIVE.search(side.text))]
    is_unnamed = bool(of_region) or any(side.country is None for side in many)
    if many and (has_count or (report.event == "SANCTION" and is_unnamed)):
        return TALLY
    if has_count and _TOTAL.search(count_sentence(report, article)):
        return OWN_TALLY
    return NO_TALLY


def struck(report: Report, article: Article) -> str:
    """Return what the act strikes, "mission" or "person", or "" where the words do not tell.

    A consulate closed and a diplomat sent home are one PLOVER mode, and often one day and one count; they are two acts.
    """
    if report.event not in ("SANCTION", "COERCE", "THREATEN"):
        return ""
    unit = report.count.unit if report.count is not None else None
    if unit and _PERSONS.search(unit):
        return "person"
    if unit and _MISSION.search(unit):
        return "mission"
    trigger = trigger_text(report, article)
    if _CLOSING.search(trigger):
        return "mission"
    evidence = evidence_text(report, article)
    if _PERSONS.search(trigger) or (_PERSONS.search(evidence) and not _CLOSING.search(evidence)):
        return "person"
    return ""


def is_reply(evidence: str) -> bool:
    """Say whether the words call the act an answer to another."""
    return _REPLY.search(evidence) is not None


def word_hashes(text: str) -> tuple[int, ...]:
    """Return the sorted hashes of the content words of a sentence."""
    words = {w for w in (m.group().casefold() for m in _WORD.finditer(text)) if w not in _STOP}
    return tuple(sorted(zlib.crc32(w.encode("utf-8", "replace")) for w in words))


def sketch(text: str) -> bytes:
    """Return a bottom-k sketch of the word shingles: two texts that share most of their sketch are copies.

    The shape is at most 32 unsigned 32-bit numbers, ascending, big-endian.
    """
    words = [m.group().casefold() for m in _WORD.finditer(text[:_TEXT_LIMIT])]
    stop = max(1, len(words) - _SHINGLE + 1)
    shingles = {zlib.crc32(" ".join(words[i : i + _SHINGLE]).encode("utf-8", "replace")) for i in range(stop)}
    return struct.pack(f">{min(SKETCH_SIZE, len(shingles))}I", *heapq.nsmallest(SKETCH_SIZE, shingles))


@lru_cache(maxsize=16_384)
def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f">{len(packed) // 4}I", packed))


def resemblance(one: bytes, other: bytes, *, at_least: float = 0.0) -> float:
    """Return the estimated share of shingles that two sketched texts have in common, 0 to 1.

    Args:
        one, other: two sketches.
        at_least: below this share 0 may be returned, which is quicker.
    """
    if one == other:
        return 1.0
    first, second = _unpacked(one), _unpacked(other)
    common = first & second
    size = min(SKETCH_SIZE, len(first) + len(second) - len(common))
    if not common or len(common) < at_least * size:
        return 0.0
    lowest = sorted(first | second)[:size]
    return sum(1 for value in lowest if value in common) / size
