"""A small invented dispute as coded articles, one of them hostile: what the pages are tried on."""

from __future__ import annotations

from typing import Any

from dragoman.records import (
    Actor,
    Article,
    Attribution,
    Block,
    Coded,
    Count,
    DateValue,
    Deadline,
    Evidence,
    Link,
    Place,
    Quote,
    Reason,
    Report,
    Span,
    content_hash,
)

HOSTILE_TITLE = "<script>alert('title')</script>"
HOSTILE_NAME = '"><svg onload=alert(1)>'
HOSTILE_TEXT = (
    "<img src=x onerror=alert(1)> Nepal condemned the conduct of \u202eIndia\u202c "
    "</script><script>alert(2)</script> again.\x07 {{ 7 * 7 }} It was loud."
)
FIRST = (
    "On 3 March 2031 Fiji expelled 21 diplomats of Malta over spying, the ministry in Suva said. "
    "They have until 18 March to leave."
)
SECOND = "Fiji expelled 20 diplomats of Malta on 3 March, according to officials."
REPLY = (
    "In response to the expulsion of 21 of its diplomats by Fiji, Malta expelled 21 diplomats of Fiji on 10 March 2031. "
    'The foreign minister of Malta said: "Fiji has chosen this road."'
)
BILINGUAL = "La Colombie a condamné le Pérou.\n\nColombia condemned Peru.\n\nL'ambassade du Pérou n'a pas réagi lundi."


def span(text: str, words: str) -> Span:
    """Return where the words first stand."""
    at = text.index(words)
    return Span(start=at, end=at + len(words))


def actor(text: str, words: str, code: str | None = None, name: str | None = None, sector: str | None = None) -> Actor:
    """Return an actor that the text names."""
    where = span(text, words)
    return Actor(text=words, start=where.start, end=where.end, name=name or words, country=code, sector=sector)


def report(article: Article, sentence: str, trigger: str, **fields: Any) -> Report:
    """Return a report whose evidence is the sentence."""
    where = span(article.text, sentence)
    evidence = (Evidence(start=where.start, end=where.end, trigger=span(article.text, trigger)),)
    values: dict[str, Any] = {"event": "SANCTION", "mode": "expel", "quad_code": 4, "event_scale": -5.5, "score": 0.9}
    values.update(fields)
    return Report(id=content_hash(article.id, where.start, values["event"], trigger), evidence=evidence, **values)


def article(text: str, title: str, published: str, **fields: Any) -> Article:
    """Return an article with its id."""
    values: dict[str, Any] = {
        "language": "en",
        "publisher": "The Harbour Post",
        "url": f"https://post.example/{content_hash(text)}",
    }
    values.update(fields)
    return Article(id=content_hash(text), text=text, title=title, published=published, **values)


def on(day: str, where: Span | None = None) -> DateValue:
    """Return a stated day."""
    return DateValue(start=day, end=day, precision="day", basis="stated", span=where)


def first() -> Coded:
    """Return the article that opens the dispute, with every detail."""
    told = article(FIRST, "Fiji sends Maltese home", "2031-03-03", source_id="a1")
    one = report(
        told,
        FIRST.split(". ")[0] + ".",
        "expelled",
        actor=(actor(FIRST, "Fiji", "FJI", sector="GOV"),),
        recipient=(actor(FIRST, "Malta", "MLT"),),
        date=on("2031-03-03", span(FIRST, "3 March 2031")),
        count=Count(value=21, unit="diplomats", span=span(FIRST, "21 diplomats")),
        deadline=Deadline(date="2031-03-18", text="until 18 March", span=span(FIRST, "until 18 March")),
        reason=(Reason(text="spying", start=FIRST.index("spying"), end=FIRST.index("spying") + 6),),
        place=(
            Place(
                text="Suva", start=FIRST.index("Suva"), end=FIRST.index("Suva") + 4, name="Suva", country="FJI",
                lat=-18.1, lon=178.4, resolution=4,
            ),
        ),
        attribution=Attribution(source=span(FIRST, "the ministry in Suva"), description="the ministry in Suva"),
        context=("diplomatic",),
    )  # fmt: skip
    return Coded(article=told, reports=(one,), coder="hand")


def second() -> Coded:
    """Return another source of the same, with another number."""
    told = article(
        SECOND, "Expulsions", "2031-03-04", source_id="a2", publisher="The Plains Times", url="https://plains.example/x"
    )
    one = report(
        told,
        SECOND,
        "expelled",
        actor=(actor(SECOND, "Fiji", "FJI"),),
        recipient=(actor(SECOND, "Malta", "MLT"),),
        date=on("2031-03-03"),
        count=Count(value=20, unit="diplomats"),
        score=0.6,
    )
    return Coded(article=told, reports=(one,), coder="hand")


def reply() -> Coded:
    """Return the answer, with the act that it answers, and a quote."""
    told = article(REPLY, "Malta answers", "2031-03-10", source_id="a3")
    sentence = REPLY[: REPLY.index("2031.") + 5]
    answer = report(
        told,
        sentence,
        "expelled",
        actor=(actor(REPLY, "Malta", "MLT"),),
        recipient=(actor(REPLY, "Fiji", "FJI"),),
        date=on("2031-03-10"),
        count=Count(value=21, unit="diplomats"),
    )
    act = report(
        told,
        sentence,
        "the expulsion",
        actor=(actor(REPLY, "Fiji", "FJI"),),
        recipient=(actor(REPLY, "Malta", "MLT"),),
        date=on("2031-03-03"),
        count=Count(value=21, unit="diplomats"),
    )
    link = Link(
        relation="answers",
        source=answer.id,
        target=act.id,
        basis="stated",
        score=0.9,
        words=span(REPLY, "In response to"),
    )
    quote = Quote(
        id="q1",
        source=span(REPLY, "The foreign minister of Malta"),
        cue=span(REPLY, "said"),
        content=(span(REPLY, "Fiji has chosen this road."),),
        kind="direct",
        speaker=actor(REPLY, "Malta", "MLT", name="foreign minister of Malta"),
        language="en",
    )
    return Coded(article=told, reports=(answer, act), links=(link,), quotes=(quote,), coder="hand")


def hostile() -> Coded:
    """Return an article that would like to be run."""
    told = article(
        HOSTILE_TEXT,
        HOSTILE_TITLE,
        "2031-04-01",
        source_id="x/../<b>",
        url="javascript:alert(1)",
        publisher="<i>Evil</i>",
    )
    named = Actor(
        text="Nepal", name=HOSTILE_NAME, start=HOSTILE_TEXT.index("Nepal"), end=HOSTILE_TEXT.index("Nepal") + 5
    )
    one = report(
        told,
        HOSTILE_TEXT,
        "condemned",
        event="ACCUSE",
        mode="disapprove",
        quad_code=3,
        event_scale=-2.0,
        status="alleged",
        actor=(named,),
        recipient=(actor(HOSTILE_TEXT, "India", "IND"),),
        date=on("2031-04-01"),
        reason=(Reason(text="=cmd|' /C calc'!A0", start=0, end=4),),
        score=0.4,
    )
    return Coded(article=told, reports=(one,), coder="hand")


def bilingual() -> Coded:
    """Return an article that prints a translation beside the original."""
    parts = BILINGUAL.split("\n\n")
    where = [span(BILINGUAL, part) for part in parts]
    blocks = (
        Block(kind="foreign", start=where[0].start, end=where[0].end, language="fr", pair=1),
        Block(kind="translation", start=where[1].start, end=where[1].end, language="en", pair=0),
        Block(kind="body", start=where[2].start, end=where[2].end, language="fr"),
    )
    told = article(BILINGUAL, "Deux langues", "2031-03-20", source_id="a5", language="fr", blocks=blocks)
    one = report(
        told,
        parts[0],
        "condamné",
        event="ACCUSE",
        mode="disapprove",
        quad_code=3,
        event_scale=-2.0,
        actor=(actor(BILINGUAL, "Colombie", "COL", name="Colombia"),),
        recipient=(actor(BILINGUAL, "Pérou", "PER", name="Peru"),),
        date=on("2031-03-19"),
    )
    return Coded(article=told, reports=(one,), coder="hand")


def everything() -> list[Coded]:
    """Return all articles of the invented dispute."""
    return [first(), second(), reply(), hostile(), bilingual()]
