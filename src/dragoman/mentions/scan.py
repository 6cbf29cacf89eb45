"""The known phrases in an article's sentences, longest first, with the meaning that fits the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.mentions.givennames import GIVEN_NAMES
from dragoman.mentions.tokens import Token, next_word, tokenise
from dragoman.mentions.words import MODIFIERS, TITLES

if TYPE_CHECKING:
    from dragoman.document import Document
    from dragoman.mentions.gazetteer import Entry, Gazetteer

# Names of states that are also given names, surnames, or something to eat.
_NAME_LIKE = frozenset(
    {
        "jordan",
        "chad",
        "georgia",
        "israel",
        "india",
        "kenya",
        "cuba",
        "malta",
        "america",
        "london",
        "paris",
        "sofia",
        "florence",
    }
)
# A state in the middle of one of these is an object of speech, not an actor: "said in Russian."
_STATE_CUES = re.compile(
    r"\b(?:Atlanta|Savannah|Augusta|Republicans?|Democrats?|Senate runoff|US state|U\.S\. state|Alabama|Florida|Carolina|Tennessee|"
    r"Kemp|Raffensperger|Warnock|Gov\.|county|County|Fulton)\b"
)
_CAUCASUS_CUES = re.compile(
    r"\b(?:Tbilisi|Saakashvili|Abkhazia|Ossetia|Russian?|Caucasus|Armenian?|Azerbaijan|Georgian (?:Dream|President|Prime|government)|"
    r"Ivanishvili|Kobakhidze|Zourabichvili|Batumi|Turkey|EU|NATO|Moldova|Ukraine)\b"
)
_NO_STATES = frozenset({"UNO", "IGO", "EUR", "ISM"})
_MILLION = 1_000_000
# For so long after a term of office a lone surname ("Nixon") still means its holder.
_REMEMBERED_YEARS = 20


@dataclass(slots=True)
class Atom:
    """A known phrase: the index of its first token and the one after its last, its meaning and the other meanings."""

    first: int
    last: int
    entry: Entry
    others: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Analysis:
    """What an article's sentences contain, before anything is resolved; `sentences` are token ranges."""

    tokens: list[Token]
    sentences: list[tuple[int, int]]
    atoms: dict[int, Atom]
    inside: dict[int, Atom]
    day: str | None
    paragraphs: list[int] = field(default_factory=list)


def scan(document: Document, gazetteer: Gazetteer) -> Analysis:
    """Return the tokens and known phrases of the document's sentences."""
    text = document.text
    tokens: list[Token] = []
    sentences, paragraphs = [], []
    reached = 0
    for sentence in document.sentences:
        start, end = max(sentence.start, reached), min(sentence.end, len(text))
        if start >= end:
            continue
        first = len(tokens)
        tokens += tokenise(text, start, end)
        if first == len(tokens):
            continue
        sentences.append((first, len(tokens)))
        paragraphs.append(sentence.paragraph)
        reached = end
    day = document.article.published[:10] if document.article.published else None
    analysis = Analysis(tokens, sentences, {}, {}, day, paragraphs)
    georgia_is_state = _georgia_is_state(text)
    found: list[tuple[int, int, tuple[Entry, ...]]] = []
    for start, end in sentences:
        found += _match(tokens, start, end, gazetteer)
    present = {
        code
        for _, _, entries in found
        if len({entry.countries for entry in entries}) == 1
        for code in entries[0].countries
    }
    if "PRK" in present:
        found += _koreas(tokens, {index for start, end, _ in found for index in range(start, end)}, gazetteer)
    for start, end, entries in found:
        entry = _choose(entries, day, present)
        if entry is None or (georgia_is_state and entry.name == "Georgia"):
            continue
        atom = Atom(start, end, entry, tuple(other for other in entries if other is not entry))
        analysis.atoms[start] = atom
        for index in range(start, end):
            analysis.inside[index] = atom
    return analysis


def _koreas(tokens: list[Token], taken: set[int], gazetteer: Gazetteer) -> list[tuple[int, int, tuple[Entry, ...]]]:
    """Return "the North" and "the South" as states, in an article that names North Korea."""
    found = []
    for index, token in enumerate(tokens):
        if token.norm not in ("north", "south") or not token.is_capital or index in taken or not index:
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        is_longer = after is not None and (after.is_capital or after.norm in ("-", "of"))
        entries = gazetteer.phrases.get(f"{token.norm} korea", ())
        if tokens[index - 1].norm == "the" and not is_longer and entries:
            found.append((index, index + 1, entries[:1]))
    return found


def _match(tokens: list[Token], start: int, end: int, gazetteer: Gazetteer) -> list[tuple[int, int, tuple[Entry, ...]]]:
    reach, phrases = gazetteer.reach, gazetteer.phrases
    found = []
    index = start
    while index < end:
        token = tokens[index]
        longest = reach.get(token.norm, 0)
        if not longest or not token.is_word:
            index += 1
            continue
        words, here = [index], index
        while len(words) < longest:
            here = next_word(tokens, here, end)
            if here < 0:
                break
            words.append(here)
        for size in range(len(words), 0, -1):
            entries = phrases.get(" ".join([tokens[word].norm for word in words[:size]]))
            if entries:
                fitting = tuple(entry for entry in entries if _fits(entry, tokens, words[:size]))
                if (
                    size == 1
                    and any(entry.kind == "person" for entry in fitting)
                    and _is_other_surname(tokens, index, start, gazetteer)
                ):
                    fitting = tuple(entry for entry in fitting if entry.kind != "person")
                if fitting and not _is_name_part(tokens, words[0], words[size - 1], start, end, gazetteer):
                    found.append((index, words[size - 1] + 1, fitting))
                    index = words[size - 1]
                    break
        index += 1
    return found


def _fits(entry: Entry, tokens: list[Token], words: list[int]) -> bool:
    for case, word in zip(entry.case, words):
        text = tokens[word].text
        if (case == "T" and text[0].islower()) or (case == "U" and not text.isupper()):
            return False
    return not ("c" in entry.flags and not tokens[words[0]].is_capital)


def _is_name_part(tokens: list[Token], first: int, last: int, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """A state's name as a person's: "Michael Jordan", "Chad Smith"."""
    if first != last or tokens[first].norm not in _NAME_LIKE:
        return False
    if first > start and tokens[first - 1].is_capital and tokens[first - 1].norm in GIVEN_NAMES:
        return True
    after = tokens[last + 1] if last + 1 < end else None
    is_name = (
        after is not None
        and after.is_capital
        and after.text.isalpha()
        and len(after.text) > 2
        and not after.text.isupper()
    )
    return is_name and after is not None and after.norm not in gazetteer.reach and tokens[first].norm != "america"


def _is_other_surname(tokens: list[Token], index: int, start: int, gazetteer: Gazetteer) -> bool:
    """Does an unknown given name stand before a surname that everybody knows: "Francisco Guterres", "Mary Trump"?"""
    if index <= start:
        return False
    before = tokens[index - 1]
    if index - 1 == start and before.norm not in gazetteer.given and before.norm not in GIVEN_NAMES:
        # "Former", "Says": the capital is that of the sentence.
        return False
    return (
        before.is_capital
        and before.text.isalpha()
        and not before.text.isupper()
        and len(before.text) > 2
        and before.norm not in gazetteer.phrases
        and before.norm not in TITLES
        and before.norm not in MODIFIERS
    )


def _choose(entries: tuple[Entry, ...], day: str | None, present: set[str]) -> Entry | None:
    entries = tuple(entry for entry in entries if not _is_forgotten(entry, day))
    if not entries:
        return None
    if len(entries) == 1:
        return entries[0] if entries[0].kind == "person" or _holds(entries[0], day) else None
    trap = next((entry for entry in entries if entry.kind == "trap"), None)
    if trap is not None:
        return trap
    if any(entry.kind == "person" for entry in entries):
        return term_at([entry for entry in entries if entry.kind == "person"], day)
    current = [entry for entry in entries if _holds(entry, day)] or list(entries)
    named = [
        entry for entry in current if present.intersection(entry.countries) or _NO_STATES.intersection(entry.countries)
    ]
    nouns = [entry for entry in current if entry.noun_kind]
    return (named or nouns or current)[0]


def _is_forgotten(entry: Entry, day: str | None) -> bool:
    """Is it the lone surname of somebody long out of office ("Nixon" in 2019)? Others bear it too."""
    if entry.kind != "person" or len(entry.case) != 1 or not entry.until or not day:
        return False
    return int(day[:4]) - int(entry.until[:4]) > _REMEMBERED_YEARS


def _holds(entry: Entry, day: str | None) -> bool:
    when = day or "9999"
    return (not entry.since or entry.since <= when) and (not entry.until or when <= entry.until)


def term_at(terms: list[Entry], day: str | None) -> Entry:
    """Return the term of office that holds on `day`; else the latest that began before it; else the first.

    A person may hold two offices at once; the one that began last is meant.
    """
    holding = [term for term in terms if _holds(term, day)]
    if holding:
        return max(holding, key=lambda term: term.since)
    past = [term for term in terms if not day or term.since <= day]
    return max(past, key=lambda term: term.since) if past else min(terms, key=lambda term: term.since)


def _georgia_is_state(text: str) -> bool:
    head = text[:_MILLION]
    if "Georgia" not in head:
        return False
    return len(_STATE_CUES.findall(head)) > len(_CAUCASUS_CUES.findall(head))
