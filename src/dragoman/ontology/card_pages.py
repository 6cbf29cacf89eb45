"""Cards as text: for the terminal (`dragoman types`) and as the page docs/ontology.md, which is generated and never edited.

python -m dragoman.ontology.card_pages > docs/ontology.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.ontology.cards import NO_ACT, Boundary, Card, Example, Terms, load_cards, load_terms
from dragoman.ontology.crosswalk import MERGED, TABLES, default_leaf, older_type
from dragoman.ontology.plover import TYPES, EventType

_HEADINGS = ("Definition", "Modes", "What it is", "What it is not", "Examples", "CAMEO", "Known problems")
"""The headings of every card, in this order."""

_INTRODUCTION = """\
# The ontology

This page is generated from the cards in `src/dragoman/ontology/cards/` and the tables of `ontology/plover.py`
(`python -m dragoman.ontology.card_pages > docs/ontology.md`); edit those. On the command line: `dragoman types`, `dragoman types SANCTION`.

The types, modes, scales, contexts and sectors are those of PLOVER 2.0 (Open Event Data Alliance, draft codebook); the definitions are
in our own words, and all examples are our own. A mode's name is used by several types, so a mode is always read with its type."""


def page() -> str:
    """Return the whole reference as Markdown: types, statuses, rulings, cards, contexts, sectors, crosswalk."""
    cards, terms = load_cards(), load_terms()
    parts = [_INTRODUCTION, *_overview(cards, terms), *_shared(terms)]
    parts += [_card_section(card, terms) for card in cards.values()]
    parts += [*_codes(terms), *_crosswalk(cards)]
    return "\n\n".join(parts) + "\n"


def overview_lines() -> Iterator[str]:
    """Yield one line a type: scale, quad, modes."""
    terms = load_terms()
    yield f"{'type':10}{'scale':>6}  {'quad':25}modes"
    for name, kind in TYPES.items():
        yield f"{name:10}{kind.scale:>6g}  {kind.quad} {terms.quads[str(kind.quad)]:23}{', '.join(kind.modes) or '–'}"


def card_lines(card: Card) -> Iterator[str]:
    """Yield a card for the terminal, under the fixed headings."""
    kind, terms = TYPES[card.name], load_terms()
    recipient = "needs a recipient" if kind.needs_recipient else "recipient optional"
    yield f"{card.name}   scale {kind.scale:g} · quad {kind.quad}, {terms.quads[str(kind.quad)]} · {recipient}"
    bodies = (
        [card.definition],
        [f"{mode:15} {_scale(kind, mode):>5}  {text}" for mode, text in card.modes.items()] or ["none"],
        [f"- {line}" for line in card.what_it_is],
        [f"- {case.case}: {_label(case.type, case.mode)}, {case.why}" for case in card.what_it_is_not],
        [f"- {one.text}  [{_label(card.name, one.mode)} {one.status}]" for one in card.examples],
        [", ".join(card.cameo_roots)],
        [f"- {line}" for line in card.known_problems],
    )
    for heading, lines in zip(_HEADINGS, bodies, strict=True):
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)


def _label(kind: str, mode: str | None) -> str:
    return f"{kind}/{mode}" if mode else kind


def _scale(kind: EventType, mode: str) -> str:
    value = kind.modes.get(mode)
    return "" if value is None else f"{value:g}"


def _overview(cards: Mapping[str, Card], terms: Terms) -> Iterator[str]:
    yield "## Types"
    rows = [
        (
            f"[{name}](#{name.lower()})",
            f"{kind.scale:g}",
            f"{kind.quad} {terms.quads[str(kind.quad)]}",
            "yes" if kind.needs_recipient else "no",
            ", ".join(f"{mode} {_scale(kind, mode)}".strip() for mode in kind.modes) or "–",
        )
        for name, kind in TYPES.items()
        if name in cards
    ]
    yield _table(("type", "scale", "quad", "recipient required", "modes (scale)"), rows)
    yield (
        "The scale runs from -10 (most hostile) to 10 (most friendly). A report has the scale of its mode, or of its type where the mode "
        "has none."
    )


def _shared(terms: Terms) -> Iterator[str]:
    yield "## Statuses"
    yield _table(
        ("status", "meaning", "written on PLOVER export as"),
        [
            (name, text, f"context `{terms.status_contexts[name]}`" if name in terms.status_contexts else "–")
            for name, text in terms.statuses.items()
        ],
    )
    yield (
        "A flag `historical` marks background far before the news; on export it is the context `historical`. These four contexts are "
        "PLOVER's auxiliary modes."
    )
    yield "## Rulings"
    yield "Where the codebook is silent or contradicts itself, this project codes so:"
    yield "\n".join(f"{n}. {ruling}" for n, ruling in enumerate(terms.rulings, 1))


def _card_section(card: Card, terms: Terms) -> str:
    kind = TYPES[card.name]
    recipient = "required" if kind.needs_recipient else "optional"
    modes = [(mode, _scale(kind, mode) or "–", text) for mode, text in card.modes.items()]
    bodies = (
        card.definition,
        _table(("mode", "scale", "meaning"), modes) if modes else "None.",
        "\n".join(f"- {line}" for line in card.what_it_is),
        "\n".join(_boundary(case) for case in card.what_it_is_not),
        "\n".join(_example(card.name, one) for one in card.examples),
        f"Codes that begin with {', '.join(card.cameo_roots)}.",
        "\n".join(f"- {line}" for line in card.known_problems),
    )
    head = f"## {card.name}\n\nScale {kind.scale:g}; quad {kind.quad}, {terms.quads[str(kind.quad)]}; recipient {recipient}."
    sections = (f"### {heading}\n\n{body}" for heading, body in zip(_HEADINGS, bodies, strict=True))
    return "\n\n".join((head, *sections))


def _boundary(case: Boundary) -> str:
    instead = NO_ACT if case.type == NO_ACT else f"[{_label(case.type, case.mode)}](#{case.type.lower()})"
    return f"- {case.case}: {instead}, because {case.why}."


def _example(name: str, example: Example) -> str:
    marked = example.text.replace(example.trigger, f"**{example.trigger}**", 1)
    return f"- {marked} → {_label(name, example.mode)}, {example.status}"


def _codes(terms: Terms) -> Iterator[str]:
    yield "## Contexts"
    yield "Several may hold of one report; they tell what it is about."
    yield _table(("context", "about"), list(terms.contexts.items()))
    yield "## Sectors"
    yield _table(("sector", "who"), list(terms.sectors.items()))
    yield (
        "An actor's country is its ISO 3166-1 alpha-3 code, KOS for Kosovo. Hong Kong, Palestine and Antarctica have their own; a breakaway "
        "region is the state that claims it, with sector PRE. These codes stand where there is no country:"
    )
    yield _table(("code", "who"), list(terms.no_country.items()))


def _crosswalk(cards: Mapping[str, Card]) -> Iterator[str]:
    yield "## Crosswalk from CAMEO"
    yield (
        f"Every report also carries a CAMEO code. `dragoman relate --table {TABLES[0]}` reads a text by the types above; `--table {TABLES[1]}` "
        "by the older convention, in which the code alone decides and "
        f"{' and '.join(MERGED)} are one class, {next(iter(MERGED.values()))}. The code that a type and mode most plainly stand for, and its older type:"
    )
    rows = []
    for name, card in cards.items():
        for mode in ("", *card.modes):
            leaf = default_leaf(name, mode)
            rows.append((_label(name, mode), leaf, older_type(leaf)))
    yield _table(("type/mode", "CAMEO", "older table"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


if __name__ == "__main__":
    print(page(), end="")
