"""Posts and foreign passages that the article prints as blocks of their own: one statement with its translation."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.mentions.gazetteer import Gazetteer
from dragoman.mentions.spans import resolve_span
from dragoman.records import Actor, Block, Quote, Span, content_hash


def post_quotes(document: Document, gazetteer: Gazetteer) -> list[Quote]:
    """Return a quote for each embedded post, and for each foreign passage with its printed translation.

    The content is what is coded (the translation where there is one, whose span is also `translation`); the language is the
    original's. A post's author is its speaker.
    """
    out = []
    blocks = document.article.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("post", "foreign") or block.start >= block.end:
            continue
        other = blocks[block.pair] if block.pair is not None and block.pair < len(blocks) else None
        translation = other if other is not None and other.kind == "translation" else None
        if block.kind == "foreign" and translation is None:
            continue
        shown = translation or block
        # Past a label such as "Translation:", where the block's sentences are known.
        start = next((one.start for one in document.sentences if shown.start <= one.start < shown.end), shown.start)
        speaker, source = _author(document, block, shown, gazetteer)
        out.append(
            Quote(
                id=content_hash(document.article.id, "quote", "block", index, block.start),
                source=source,
                cue=None,
                content=(Span(start=start, end=shown.end),),
                kind="direct",
                speaker=speaker,
                description=None if speaker else block.author,
                medium="post" if block.kind == "post" else None,
                language=block.language or document.article.language,
                translation=Span(start=start, end=shown.end) if translation else None,
                score=0.95,
            )
        )
    return out


def _author(document: Document, block: Block, shown: Block, gazetteer: Gazetteer) -> tuple[Actor | None, Span | None]:
    """Return the post's author as an actor, and where the article names him beside it."""
    if not block.author:
        return None, None
    place = _nearest(document.text, block.author, block.start)
    if place is None:
        return None, None
    start, end = place, place + len(block.author)
    name = block.author.split()[-1]
    known = [m for m in document.mentions if m.kind == "person" and m.name and name in m.name and m.country]
    found = resolve_span(document, start, end, gazetteer)
    actor = found[0] if found else Actor(text=block.author, start=start, end=end, name=block.author)
    if known and not (actor.country and actor.score > 0.4):
        mention = known[0]
        actor = Actor(
            text=block.author,
            start=start,
            end=end,
            name=mention.name,
            country=mention.country,
            sector=mention.sector,
            role=mention.role,
            score=0.9,
        )
    return actor, Span(start=start, end=end)


def _nearest(text: str, name: str, near: int) -> int | None:
    places: list[int] = []
    at = text.find(name)
    while at >= 0 and len(places) < 50:
        places.append(at)
        at = text.find(name, at + 1)
    return min(places, key=lambda place: abs(place - near), default=None)
