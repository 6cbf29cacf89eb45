"""`dragoman code` as it is used: forms of output, whole files only, exit statuses, and every kind of bad input."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.ontology.plover import TYPES

TEXT = (
    "LIMA - Peru on Tuesday expelled five Chilean diplomats over the raid in Tacna and gave them 72 hours to leave. "
    "Chile vowed to answer.\n"
)
# One article of this size may take so long on a busy machine, start-up included; the bound is what a user would wait.
LIMIT_S = 120


def code(*arguments: str | Path, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run `dragoman code` as a user does; nothing it prints may be a traceback."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "code", *map(str, arguments)], input=data, capture_output=True, timeout=LIMIT_S,
        check=False,
    )  # fmt: skip
    told = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in told.stderr, told.stderr
    return told


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_table_for_people(article: Path) -> None:
    told = code(article, "--published", "2021-05-05")
    assert told.returncode == 0
    assert "PER → CHL  SANCTION/expel" in told.stdout
    assert "2021-05-04" in told.stdout
    assert "[expelled" in told.stdout
    assert told.stderr.startswith("1 articles, ")


def test_one_object_an_article(article: Path) -> None:
    told = code(article, "--published", "2021-05-05", "--format", "jsonl")
    (line,) = told.stdout.splitlines()
    coded = json.loads(line)
    assert list(coded) == ["article", "reports", "links", "quotes", "rejects", "coder"]
    text = coded["article"]["text"]
    assert coded["article"]["published"] == "2021-05-05"
    for report in coded["reports"]:
        trigger = report["evidence"][0]["trigger"]
        assert text[trigger["start"] : trigger["end"]].strip()
        for actor in (*report["actor"], *report["recipient"]):
            assert {"text", "start", "end", "name", "country", "sector", "score"} <= set(actor)
            if actor["start"] is not None:
                assert text[actor["start"] : actor["end"]] == actor["text"]


def test_plover_s_records(article: Path) -> None:
    told = code(article, "--published", "2021-05-05", "--format", "plover")
    records = [json.loads(line) for line in told.stdout.splitlines()]
    assert records
    for record in records:
        assert record["event"] in TYPES
        assert {"id", "date", "actor", "recipient", "mode", "context", "text", "text_info", "cite_info"} <= set(record)


def test_standard_input_with_and_without_its_name() -> None:
    named, unnamed = code("-", "--format", "jsonl", stdin=TEXT), code("--format", "jsonl", stdin=TEXT)
    assert named.returncode == unnamed.returncode == 0
    assert named.stdout == unnamed.stdout
    assert json.loads(named.stdout)["article"]["text"] == TEXT.strip()


def test_json_lines_keep_their_order_and_ids() -> None:
    rows = [{"text": TEXT, "id": "x1", "published": "2021-05-05", "publisher": "Example", "url": "https://example.org/1"},
            {"text": "A light drizzle fell.", "id": "x2"}, {"text": TEXT, "id": "x3", "title": "Five out"}]  # fmt: skip
    told = code("-", "--format", "jsonl", stdin="\n".join(map(json.dumps, rows)))
    found = [json.loads(line)["article"] for line in told.stdout.splitlines()]
    assert [one["source_id"] for one in found] == ["x1", "x2", "x3"]
    assert (found[0]["publisher"], found[0]["url"], found[2]["title"]) == (
        "Example",
        "https://example.org/1",
        "Five out",
    )
    assert told.stderr.startswith("3 articles, ")


def test_a_page_gives_its_title_day_and_publisher() -> None:
    page = (
        '<!doctype html><html lang="en"><head><title>Five out | The Example</title><meta property="og:title" content="Five out">'
        '<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2021-05-05T09:00:00Z">'
        f"</head><body><nav>Home</nav><article><h1>Five out</h1><p>{TEXT}</p><p>{TEXT.replace('five', 'six')}</p></article></body></html>"
    )
    article = json.loads(code("-", "--format", "jsonl", stdin=page).stdout)["article"]
    assert (article["title"], article["publisher"], article["published"]) == ("Five out", "The Example", "2021-05-05")
    assert article["published_basis"] == "page"
    assert "Home" not in article["text"]


def test_a_file_appears_when_it_is_whole(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    told = code(article, "--format", "jsonl", "--output", target)
    assert told.returncode == 0
    assert told.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["reports"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


def test_a_failed_run_leaves_the_old_file_and_no_part(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("kept\n", encoding="utf-8")
    locked = tmp_path / "table.parquet"
    locked.write_bytes(b"PAR1" + b"\0" * 100)
    told = code(article, tmp_path / "gone.txt", "--output", target)
    assert told.returncode == 3
    assert target.read_text(encoding="utf-8") == "kept\n"
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_does_not_exist_is_told(article: Path, tmp_path: Path) -> None:
    told = code(article, "--output", tmp_path / "none" / "out.jsonl")
    assert told.returncode == 2
    assert "cannot write" in told.stderr
    assert "hint:" in told.stderr


@pytest.mark.parametrize("day", ["2021-02-30", "yesterday-ish", "2021", "32/13/2021"])
def test_a_bad_day_is_a_usage_error(article: Path, day: str) -> None:
    told = code(article, "--published", day)
    assert told.returncode == 2
    assert "YYYY-MM-DD" in told.stderr
    assert told.stdout == ""


def test_a_missing_file_is_unreadable_input(tmp_path: Path) -> None:
    told = code(tmp_path / "gone.txt")
    assert told.returncode == 3
    assert "gone.txt" in told.stderr


def test_an_unknown_form_or_option_is_a_usage_error(article: Path) -> None:
    assert code(article, "--format", "xml").returncode == 2
    assert code(article, "--fast").returncode == 2


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n ", "empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "binary"),
    "nul": (b"\0" * 5000, "binary"),
    "long line": (b"Peru expelled five envoys " * 400_000, "too_long"),
    "no json": (b'{"text": "Peru\n', "json"),
    "broken gzip": (gzip.compress(TEXT.encode())[:40], "unreadable"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_counted_and_explained(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    path = tmp_path / ("rows.jsonl" if name == "no json" else "input.bin")
    path.write_bytes(data)
    started = time.monotonic()
    told = code(path, "--format", "jsonl")
    assert told.returncode == 0
    assert told.stdout == ""
    assert f"rejected: {path}" in told.stderr
    assert f"/{reason}" in told.stderr or reason in told.stderr
    assert "1 rejected" in told.stderr
    assert time.monotonic() - started < LIMIT_S


def test_one_bad_line_does_not_spoil_the_others() -> None:
    rows = [json.dumps({"text": TEXT, "id": "good"}), "{nonsense", json.dumps({"id": "no text"}), json.dumps([1]),
            json.dumps({"text": TEXT, "published": "2021-99-99"}), json.dumps({"text": TEXT, "id": "last"})]  # fmt: skip
    told = code("-", "--format", "jsonl", stdin="\n".join(rows))
    assert told.returncode == 0
    assert [json.loads(line)["article"]["source_id"] for line in told.stdout.splitlines()] == ["good", "last"]
    assert told.stderr.count("rejected: ") == 4


def test_a_text_without_sentence_ends_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "flat.txt"
    path.write_text("Peru and Chile and Bolivia and " * 6000, encoding="utf-8")
    started = time.monotonic()
    told = code(path, "--format", "jsonl")
    assert told.returncode == 0
    assert len(told.stdout.splitlines()) == 1
    assert time.monotonic() - started < LIMIT_S


def test_a_terminal_is_not_steered_by_a_text() -> None:
    hostile = "Peru expelled five \x1b[31mChilean\x1b[0m diplomats\u202e on Tuesday.\r\nChile\x07 vowed to answer."
    told = code("-", stdin=hostile)
    assert told.returncode == 0
    assert "\x1b" not in told.stdout
    assert "\x07" not in told.stdout
    assert "\u202e" not in told.stdout


def test_other_encodings_are_read() -> None:
    text = "Perú expelled five Chilean diplomats on Tuesday, said José Núñez."
    for encoding in ("utf-8-sig", "utf-16", "latin-1"):
        found = json.loads(code("-", "--format", "jsonl", stdin=text.encode(encoding)).stdout)
        assert found["article"]["text"] == text


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT, "id": str(n)}) for n in range(40)), encoding="utf-8")
    program = f"{sys.executable} -m dragoman code {path} --format jsonl | head -n 1"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
