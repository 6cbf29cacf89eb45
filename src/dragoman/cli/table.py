"""Coded articles as lines for a terminal: acts in order, the links under each, control characters made visible."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from dragoman.records import Actor, Coded, Link, Report

_WORDS = 110


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: one line, control and bidirectional marks replaced."""
    return "".join(
        " " if c in "\n\t\r" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text
    )


def side(actors: Sequence[Actor]) -> str:
    """Return actors as "BEL, NLD", or their words where no code is known."""
    return ", ".join(dict.fromkeys(actor.country or plain(actor.text) for actor in actors)) or "?"


def print_article(coded: Coded) -> Iterator[str]:
    """Yield the lines of one article."""
    article = coded.article
    head = [plain(part) for part in (article.title, article.source_id or article.id, article.published) if part]
    yield "── " + " · ".join(head)
    number = {report.id: n for n, report in enumerate(coded.reports, 1)}
    for report in coded.reports:
        yield f"{number[report.id]:>3}  {_act(report)}"
        yield f"     {_evidence(report, article.text)}"
        for link in coded.links:
            if link.source == report.id:
                yield f"     └ {_link(link, number, article.text)}"
    for reject in coded.rejects:
        yield f"  -  {reject.stage}: {plain(reject.reason)}"
    yield ""


def _act(report: Report) -> str:
    kind = f"{report.event}/{report.mode}" if report.mode else report.event
    parts = [f"{side(report.actor)} → {side(report.recipient)}  {kind}"]
    if report.status != "occurred":
        parts.append(report.status)
    if report.historical:
        parts.append("historical")
    if report.date:
        parts.append(
            report.date.start if report.date.start == report.date.end else f"{report.date.start}…{report.date.end}"
        )
    if report.count and report.count.value is not None:
        about = "~" if report.count.approximate else ""
        parts.append(f"{about}{report.count.value:g} {report.count.unit or ''}".strip())
    if report.deadline:
        parts.append(f"by {report.deadline.date or plain(report.deadline.text)}")
    if report.attribution and (report.attribution.speaker or report.attribution.description):
        speaker = report.attribution.speaker
        parts.append(
            "says " + plain((speaker.name or speaker.text) if speaker else report.attribution.description or "?")
        )
    parts.append(f"{report.score:.2f}")
    return "  ".join(parts)


def _evidence(report: Report, text: str) -> str:
    evidence = report.evidence[0]
    words = text[evidence.start : evidence.end]
    if evidence.trigger:
        a, b = evidence.trigger.start - evidence.start, evidence.trigger.end - evidence.start
        left = max(0, a - _WORDS // 2)
        words = ("…" if left else "") + words[left:a] + "[" + words[a:b] + "]" + words[b : b + _WORDS - (a - left)]
    more = f" (+{len(report.evidence) - 1})" if len(report.evidence) > 1 else ""
    return plain(words) + more


def _link(link: Link, number: dict[str, int], text: str) -> str:
    words = f" “{plain(text[link.words.start : link.words.end])}”" if link.words else ""
    return f"{link.relation} {number.get(link.target, '?')} ({link.basis}{words}, {link.score:.2f})"
