"""The commands on a ledger, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dragoman.cli import main
from dragoman.records import Coded
from tests.ledger.generate import World
from tests.ledger.texts import act, article

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; gives exit status, output and messages."""
    monkeypatch.chdir(tmp_path)

    def called(*args: str) -> tuple[int, str, str]:
        status = 0
        try:
            main(list(args))
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


def _write(path: str, coded: list[Coded]) -> None:
    Path(path).write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in coded))


@pytest.fixture
def told(run: Run) -> Run:
    """A ledger of an expulsion and its answer."""
    _write(
        "coded.jsonl",
        [
            article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23", count=45), title="Warsaw acts"),
            article("b", "2031-03-30", act("POL", "RUS", count=44, words="Poland put out 44 \x1b[31mdiplomats.")),
            article("c", "2031-04-08", act("RUS", "POL", day="2031-04-08", count=45), url="https://paper.example/c"),
        ],
    )
    status, _, said = run("add", "l.db", "coded.jsonl")
    assert (status, "3 articles added" in said) == (0, True)
    return run


def test_adding_twice_says_that_nothing_changed(told: Run) -> None:
    status, out, said = told("add", "l.db", "coded.jsonl")
    assert (status, out) == (0, "")
    assert "0 articles added, 3 unchanged" in said


def test_a_folder_with_coded_files_is_added(run: Run) -> None:
    Path("in").mkdir()
    _write("in/one.jsonl", list(World(1).articles(3)))
    _write("in/two.jsonl", list(World(2).articles(3)))
    status, _, said = run("add", "l.db", "in", "--quiet")
    assert (status, said.count("\n"), "6 articles added" in said) == (0, 1, True)


def test_lines_that_are_no_coded_article_are_rejected_and_counted(run: Run) -> None:
    good = article("a", "2031-03-23", act("POL", "RUS", day="2031-03-23"))
    outside = msgspec.to_builtins(good)
    outside["article"]["text"] = "short"
    outside["article"]["id"] = "other"
    lines = [msgspec.json.encode(good), b'{"article": 1}', b'{"article": {', json.dumps(outside).encode()]
    Path("coded.jsonl").write_bytes(b"\n".join(lines))
    status, _, said = run("add", "l.db", "coded.jsonl", "--quiet")
    assert status == 0
    assert "1 articles added" in said
    assert "2 rejected, ledger/not_coded" in said
    assert "1 rejected, ledger/outside_text" in said


def test_events_as_jsonl_have_the_fields_that_others_rely_on(told: Run) -> None:
    status, out, _ = told("events", "l.db", "--format", "jsonl")
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 0
    for field in [
        "id",
        "event",
        "mode",
        "cameo",
        "status",
        "historical",
        "actor",
        "recipient",
        "date",
        "place",
        "count",
        "deadline",
        "reason",
        "attribution",
        "context",
        "quad_code",
        "event_scale",
        "evidence",
        "score",
        "articles",
        "reports",
        "sources",
        "values",
        "links",
    ]:
        assert field in first
    assert (first["articles"], first["reports"], first["sources"]) == (["a", "b"], 2, 2)
    assert [(v["value"]["value"], v["articles"]) for v in first["values"]["count"]] == [(44.0, ["b"]), (45.0, ["a"])]
    (link,) = second["links"]
    assert (link["relation"], link["target"], link["basis"]) == ("answers", first["id"], "inferred")


def test_events_as_csv_and_table(told: Run) -> None:
    _, out, _ = told("events", "l.db", "--actor", "POL", "--format", "csv")
    (row,) = list(csv.DictReader(io.StringIO(out)))
    assert (row["actor"], row["recipient"], row["type"], row["date"]) == ("POL", "RUS", "SANCTION/expel", "2031-03-23")
    _, out, _ = told("events", "l.db", "--dyad", "RUS", "POL", "--since", "2031-04")
    assert len(out.splitlines()) == 2
    assert "\x1b" not in told("events", "l.db")[1]


def test_words_of_the_web_are_no_formulas_in_a_spreadsheet(run: Run) -> None:
    _write("coded.jsonl", [article("a", "2031-03-23", act("POL", "RUS", words="=cmd|x expelled"))])
    run("add", "l.db", "coded.jsonl")
    (row,) = list(csv.DictReader(io.StringIO(run("events", "l.db", "--format", "csv")[1])))
    assert row["evidence"].startswith("'=")


def test_show_prints_every_report_with_its_words_address_and_reason(told: Run) -> None:
    event = json.loads(told("events", "l.db", "--actor", "RUS", "--format", "jsonl")[1])["id"]
    status, out, _ = told("show", "l.db", event)
    assert status == 0
    assert "https://paper.example/c" in out
    assert "answers" in out
    other = json.loads(told("show", "l.db", event, "--format", "json")[1])["links"][0]["target"]
    out = told("show", "l.db", other)[1]
    assert "here because" in out
    assert "count: value 44" in out
    assert "\x1b" not in out
    assert "Warsaw acts" in told("show", "l.db", "a")[1]
    chain = json.loads(told("chains", "l.db", "--format", "jsonl")[1])["id"]
    assert "answers" in told("show", "l.db", chain)[1]


def test_judging_and_undoing(told: Run) -> None:
    event = json.loads(told("events", "l.db", "--actor", "POL", "--format", "jsonl")[1])["id"]
    by = ("--by", "Ann", "--reason", "the note")
    status, out, _ = told("judge", "l.db", "correct", event, "count=46", *by)
    assert status == 0
    assert json.loads(told("events", "l.db", "--actor", "POL", "--format", "jsonl")[1])["count"]["value"] == 46
    assert "Ann" in told("show", "l.db", event)[1]
    told("judge", "l.db", "undo", out.strip(), *by)
    assert json.loads(told("events", "l.db", "--actor", "POL", "--format", "jsonl")[1])["count"]["value"] != 46
    assert "(undone)" in told("show", "l.db", event)[1]


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("events", "none.db"), 5, "no ledger"),
        (("events", "l.db", "--sort", "colour"), 2, "sorted"),
        (("events", "l.db", "--since", "soon"), 2, "no date"),
        (("show", "l.db", "Enothing"), 5, "Enothing"),
        (("judge", "l.db", "confirm", "Enothing", "--by", "A", "--reason", "B"), 5, "Enothing"),
        (("judge", "l.db", "correct", "Ex", "--by", "A", "--reason", "B"), 2, "correction"),
        (("judge", "l.db", "confirm", "Ex", "--reason", "B"), 2, "--by"),
        (("add", "l.db", "none.jsonl"), 3, "no such file"),
        (("add", "mysql://x/y", "coded.jsonl"), 5, "SQLite or PostgreSQL"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_exit_status(
    told: Run, args: tuple[str, ...], status: int, words: str
) -> None:
    found, out, said = told(*args)
    assert (found, out) == (status, "")
    assert words in said


def test_lists_of_actors_dyads_articles_quotes_and_runs(told: Run) -> None:
    assert {line.split()[0] for line in told("actors", "l.db")[1].splitlines()} == {"code", "POL", "RUS"}
    assert len(told("actors", "l.db", "--dyads", "--format", "csv")[1].splitlines()) == 3
    assert [
        json.loads(line)["source_id"] for line in told("articles", "l.db", "--format", "jsonl")[1].splitlines()
    ] == [
        "c",
        "b",
        "a",
    ]
    assert told("quotes", "l.db", "--format", "jsonl")[1] == ""
    _, out, said = told("runs", "l.db", "--rebuild", "--format", "jsonl")
    assert json.loads(out)["counts"]["articles"] == 3
    assert "3 articles, 3 reports, 2 events" in said
