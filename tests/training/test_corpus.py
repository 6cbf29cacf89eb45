"""The authored corpus keeps its format, its size and its distance from the gold."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from dragoman.evaluation.acts_format import MODES, RELATIONS, STATUSES, Document, FormatError, find_span, parse
from dragoman.ontology.plover import TYPES

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "training/corpus"
GOLD = ROOT / "evaluation/gold"


def read(folder: Path) -> list[Document]:
    documents = []
    for path in sorted(folder.rglob("*.acts")):
        found, errors = parse(path.read_text(encoding="utf-8"))
        assert not errors, f"{path.name}:{errors[0].line}: {errors[0]}"
        documents += found
    return documents


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_corpus_is_free_of_format_mistakes_and_large_enough() -> None:
    documents = read(CORPUS)
    articles = [document for document in documents if document.id]
    sentences = sum(len(document.units) for document in documents if not document.id)
    sentences += len((CORPUS / "start.jsonl").read_text(encoding="utf-8").splitlines())
    assert len(articles) >= 300
    assert sentences >= 6000
    assert len({article.id for article in articles}) == len(articles)


def test_every_type_and_status_is_written_about() -> None:
    acts = [act for document in read(CORPUS) for unit in document.units for act in unit.acts]
    kinds = Counter(act.type for act in acts)
    assert set(kinds) == set(MODES) == set(TYPES)
    assert min(kinds.values()) >= 150
    assert set(STATUSES) == {act.status for act in acts}
    assert set(RELATIONS) <= {link[1] for document in read(CORPUS) for link in document.links}


def test_modes_of_format_and_ontology_agree() -> None:
    assert {kind: set(modes) for kind, modes in MODES.items()} == {
        name: set(kind.modes) for name, kind in TYPES.items()
    }


def test_articles_of_the_golds_events_are_not_taught() -> None:
    """`training/gold_events.txt` names them: none may be missing from the corpus, and none may be a training text."""
    dataset = pytest.importorskip("training.dataset", reason="needs pip install 'dragoman[train]'")
    told = {document.id for document in read(CORPUS)}
    assert told >= dataset.GOLD_EVENTS
    taught = {document.id for _, document in dataset.documents(CORPUS) if document.id}
    assert taught == {one for one in told if one} - dataset.GOLD_EVENTS
    # Nearly every article of one day and one pair of states with gold is of one event: none of these is taught.
    gold = {(d.published, code) for d in read(GOLD) for code in states(d)}
    near = {
        d.id for d in read(CORPUS) if d.id in taught and len({(d.published, code) for code in states(d)} & gold) >= 2
    }
    assert not near


def states(document: Document) -> set[str]:
    """Return the two states that an article's acts name most."""
    codes = Counter(
        piece.code
        for unit in document.units
        for act in unit.acts
        for piece in (*act.actor, *act.recipient)
        if piece.code
    )
    return {code for code, _ in codes.most_common(2)}


def test_gold_shares_no_text_and_no_story_with_the_corpus() -> None:
    corpus, gold = read(CORPUS), read(GOLD)
    assert len([document for document in gold if document.id]) >= 60
    assert not {d.story for d in gold} & {d.story for d in corpus if d.id}
    runs = {
        tuple(part[n : n + 12])
        for document in corpus
        for unit in document.units
        for part in [words(unit.text)]
        for n in range(len(part) - 11)
    }
    shared = [
        " ".join(part[n : n + 12])
        for document in gold
        for unit in document.units
        for part in [words(unit.text)]
        for n in range(len(part) - 11)
        if tuple(part[n : n + 12]) in runs
    ]
    assert not shared, shared[:3]


def test_standoff_labels_hold_offsets_and_no_text() -> None:
    allowed = {"url", "span", "acts", "quotes"}
    for line in (CORPUS / "wikinews/labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == allowed
        start, end = row["span"]
        for act in row["acts"]:
            assert start <= act["trigger"][0] < act["trigger"][1] <= end


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("> SANCTION/fly 166 occurred | left | He | -", "no mode"),
        ("> SANCTION 166 perhaps | left | He | -", "unknown status"),
        ("> SANCTION 166 occurred | gone | He | -", "not in the text"),
        ("> SANCTION 166 occurred | left | He", "needs trigger"),
        ("> SANCTION 166 occurred | left | He | - | because=rain", "expected one of"),
    ],
)
def test_a_bad_line_is_named(line: str, says: str) -> None:
    _, errors = parse(f"He left.\n{line}\n")
    assert len(errors) == 1
    assert errors[0].line == 2
    assert says in str(errors[0])


def test_find_span_counts_occurrences_and_takes_long_spans() -> None:
    text = "Mali said Mali would answer what Togo said."
    assert find_span(text, "Mali#2", 1) == (10, 14)
    start, end = find_span(text, "would ... Togo", 1)
    assert text[start:end] == "would answer what Togo"
    with pytest.raises(FormatError):
        find_span(text, "Mali#3", 1)
