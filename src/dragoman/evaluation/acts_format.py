"""Read and check `.acts` files, the format of the authored corpus (see training/corpus/GUIDE.md).

Usage: python -m dragoman.evaluation.acts_format FILE…   prints every mistake as FILE:LINE: message; exit 1 if any.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
STATUSES = ("occurred", "announced", "alleged", "hypothetical", "denied")
RELATIONS = ("answers", "denies", "carries_out", "coordinated_with", "reverses", "part_of")
KEYS = ("count", "deadline", "reason", "by", "place", "date")
QUOTE_KINDS = ("direct", "indirect", "mixed")
_VALUED = ("date", "deadline", "count")


class FormatError(ValueError):
    """A line that breaks the format, with its line number."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class Piece:
    """One argument: its span in the unit's text (None where only a code is given) and its code or value."""

    span: tuple[int, int] | None
    code: str | None = None


@dataclass
class Act:
    id: str | None
    type: str
    mode: str
    cameo: str
    status: str
    historical: bool
    trigger: tuple[int, int]
    actor: list[Piece]
    recipient: list[Piece]
    details: dict[str, Piece]
    line: int


@dataclass
class Say:
    kind: str
    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    line: int


@dataclass
class Unit:
    text: str
    line: int
    acts: list[Act] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)
    boilerplate: bool = False


@dataclass
class Document:
    """A run of units: one article, or all the loose sentences of a file (id None)."""

    id: str | None
    published: str | None = None
    register: str | None = None
    story: str | None = None
    title: str | None = None
    units: list[Unit] = field(default_factory=list)
    links: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    layers: tuple[str, ...] = ("acts",)


def find_span(text: str, words: str, line: int) -> tuple[int, int]:
    """Return the code point offsets of `words` in `text`, honouring `#n` and ` ... `.

    Raises:
        FormatError: when the words do not stand in the text.
    """
    nth = 1
    numbered = re.fullmatch(r"(.+)#(\d)", words)
    if numbered:
        words, nth = numbered[1], int(numbered[2])
    first, dots, last = words.partition(" ... ")
    start = -1
    for _ in range(nth):
        start = _find(text, first, start + 1)
        if start < 0:
            raise FormatError(line, f"not in the text: {first!r} (occurrence {nth})")
    if not dots:
        return start, start + len(first)
    end = _find(text, last, start + len(first))
    if end < 0:
        raise FormatError(line, f"not in the text after {first!r}: {last!r}")
    return start, end + len(last)


def _find(text: str, words: str, start: int) -> int:
    """Find `words` at word boundaries; where they stand only inside a word, that place."""
    edge_left = r"(?<!\w)" if words[:1].isalnum() else ""
    edge_right = r"(?!\w)" if words[-1:].isalnum() else ""
    match = re.compile(edge_left + re.escape(words) + edge_right).search(text, start)
    return match.start() if match else text.find(words, start)


def _pieces(text: str, cell: str, line: int) -> list[Piece]:
    cell = cell.strip()
    if cell in ("", "-"):
        return []
    pieces = []
    for part in cell.split(" ; "):
        words, code = part.strip(), None
        coded = re.fullmatch(r"(.*?)=([A-Z]{3}(?::[\w-]+)?)", words)
        if coded:
            words, code = coded[1].strip(), coded[2]
        pieces.append(Piece(find_span(text, words, line) if words else None, code))
    return pieces


def _detail(text: str, key: str, value: str, line: int) -> Piece:
    words, resolved = value.strip(), None
    if key in _VALUED and "=" in words:
        words, _, resolved = words.partition("=")
        resolved = resolved.strip().lstrip("=") or None
        words = words.strip()
        pattern = r"\d+" if key == "count" else r"\d{4}(-\d\d(-\d\d)?)?"
        if resolved is not None and not re.fullmatch(pattern, resolved):
            raise FormatError(line, f"{key}: resolved value {resolved!r} should look like {pattern}")
    return Piece(find_span(text, words, line) if words else None, resolved)


def _act(text: str, cells: list[str], line: int) -> Act:
    head = cells[0].split()
    identity = None
    if head and not re.match(r"[A-Z]{3}", head[0]):
        identity, head = head[0], head[1:]
    if len(head) not in (3, 4):
        raise FormatError(line, f"expected 'TYPE[/mode] CAMEO STATUS [historical]', got {cells[0]!r}")
    kind, _, mode = head[0].partition("/")
    if kind not in MODES:
        raise FormatError(line, f"unknown type {kind!r}")
    if mode and mode not in MODES[kind]:
        raise FormatError(line, f"{kind} has no mode {mode!r}; it has {', '.join(MODES[kind]) or 'none'}")
    if not re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", head[1]):
        raise FormatError(line, f"CAMEO code {head[1]!r} should be two to four digits")
    if head[2] not in STATUSES:
        raise FormatError(line, f"unknown status {head[2]!r}")
    if len(head) == 4 and head[3] != "historical":
        raise FormatError(line, f"expected 'historical', got {head[3]!r}")
    if len(cells) < 4:
        raise FormatError(line, "an act needs trigger | actor | recipient")
    details = {}
    for cell in cells[4:]:
        key, equals, value = cell.strip().partition("=")
        if not equals or key not in KEYS:
            raise FormatError(line, f"expected one of {', '.join(KEYS)} as key=value, got {cell.strip()!r}")
        details[key] = _detail(text, key, value, line)
    return Act(
        identity, kind, mode, head[1], head[2], len(head) == 4,
        find_span(text, cells[1].strip(), line),
        _pieces(text, cells[2], line), _pieces(text, cells[3], line), details, line,
    )  # fmt: skip


def _say(text: str, cells: list[str], line: int) -> Say:
    head = cells[0].split()
    kind = head[1] if len(head) > 1 else "indirect"
    if kind not in QUOTE_KINDS or len(cells) < 4:
        raise FormatError(line, "expected '> SAY direct|indirect|mixed | cue | source | content'")
    source = cells[2].strip()
    content = [find_span(text, part.strip(), line) for part in "|".join(cells[3:]).split(" ; ")]
    return Say(
        kind,
        find_span(text, cells[1].strip(), line),
        None if source in ("", "-") else find_span(text, source, line),
        content,
        line,
    )


def parse(source: str) -> tuple[list[Document], list[FormatError]]:
    """Return the documents of one `.acts` file and its mistakes (a bad line is left out, not fatal)."""
    documents: list[Document] = []
    errors: list[FormatError] = []
    layers: tuple[str, ...] = ("acts",)
    document: Document | None = None
    unit: Unit | None = None
    for number, raw in enumerate(source.splitlines(), 1):
        row = raw.strip()
        try:
            if row.startswith("%%"):
                key, _, value = row[2:].partition(":")
                if key.strip() == "annotates":
                    layers = tuple(value.split())
            elif not row:
                unit = None
            elif row.startswith("==="):
                cells = [cell.strip() for cell in row[3:].split("|", 4)]
                if len(cells) != 5:
                    raise FormatError(number, "expected '=== id | date | register | story | title'")
                document, unit = Document(cells[0], cells[1], cells[2], cells[3], cells[4], layers=layers), None
                documents.append(document)
            elif row.startswith("~"):
                _link(document, row, number)
            elif row.startswith(">"):
                if unit is None:
                    raise FormatError(number, "an annotation line without a text line before it")
                _annotate(unit, row, number)
            else:
                if unit is not None:
                    raise FormatError(number, "a text line must follow a blank line")
                if document is None:
                    document = Document(None, layers=layers)
                    documents.append(document)
                unit = Unit(row, number)
                document.units.append(unit)
        except FormatError as error:
            errors.append(error)
    errors.extend(_link_errors(documents))
    return documents, errors


def _annotate(unit: Unit, row: str, number: int) -> None:
    cells = row[1:].strip().split("|")
    if cells[0].strip() == "-":
        unit.boilerplate = True
    elif cells[0].split()[:1] == ["SAY"]:
        unit.says.append(_say(unit.text, cells, number))
    else:
        unit.acts.append(_act(unit.text, cells, number))


def _link(document: Document | None, row: str, number: int) -> None:
    head, _, words = row[1:].partition("|")
    cells = head.split()
    if document is None or len(cells) != 4 or cells[1] not in RELATIONS or cells[3] not in ("stated", "inferred"):
        raise FormatError(number, "expected '~ ID RELATION ID stated|inferred | words' inside an article")
    document.links.append((cells[0], cells[1], cells[2], cells[3], words.strip()))


def _link_errors(documents: list[Document]) -> Iterator[FormatError]:
    for document in documents:
        known = {act.id for unit in document.units for act in unit.acts}
        for source, _, target, _, _ in document.links:
            for end in (source, target):
                if end not in known:
                    line = document.units[-1].line if document.units else 1
                    yield FormatError(line, f"article {document.id}: a link names {end!r}, which no act has")


def main(paths: list[str]) -> int:
    """Check files, print mistakes and a summary of what they hold."""
    wrong = 0
    kinds: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    units = quiet = says = articles = links = 0
    seen: Counter[str] = Counter()
    for path in paths:
        documents, errors = parse(Path(path).read_text(encoding="utf-8"))
        for error in errors:
            print(f"{path}:{error.line}: {error}")
        wrong += len(errors)
        for document in documents:
            articles += document.id is not None
            links += len(document.links)
            for unit in document.units:
                units += 1
                seen[unit.text] += 1
                quiet += not unit.acts
                says += len(unit.says)
                kinds.update(f"{act.type}/{act.mode}" if act.mode else act.type for act in unit.acts)
                statuses.update(act.status for act in unit.acts)
    for text, times in seen.items():
        if times > 1:
            print(f"the same text {times} times: {text[:80]!r}")
    print(
        f"{units} units ({quiet} without acts), {articles} articles, {sum(kinds.values())} acts, {says} quotes, {links} links, {wrong} mistakes"
    )
    print(", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
    print(", ".join(f"{status} {n}" for status, n in statuses.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
