"""Reading: every kind of input gives articles, and every kind of trouble a reject with its code and place."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import time
from pathlib import Path

import pytest

from dragoman.errors import InputError, MissingExtra, UsageError
from dragoman.records import Article, Reject
from dragoman.sources import make_article, read_sources
from dragoman.sources.bounds import MAX_ARTICLE_CHARS

TEXT = "Chile expelled nine Peruvian envoys on Monday, the ministry said. Peru vowed to answer."

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Nine envoys out | The Example</title>
<meta property="og:title" content="Nine envoys out"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2021-05-04T18:00:00+02:00">
<link rel="canonical" href="https://example.org/a"></head><body><nav><a href="/">Home</a></nav><article><h1>Nine envoys out</h1>
<p>Chile expelled nine Peruvian envoys on Tuesday, the foreign ministry said in a statement.</p>
<h2>Lima reacts</h2><p>Lima vowed to answer what it called an unfriendly act by the Chilean authorities.</p>
<blockquote class="twitter-tweet"><p lang="fr">Nous avons décidé de rappeler notre ambassadeur pour des consultations.</p>
&mdash; Jean Exemple (@jexemple) <a href="https://twitter.com/x/1">May 4, 2021</a></blockquote>
<h3>Related News</h3><ul><li><a href="a">Bolivia closes a border</a></li><li><a href="b">Cuba opens one</a></li></ul>
<p>The envoys have 15 days to leave the country, the minister told members of parliament.</p></article>
<footer>© 2021 The Example</footer></body></html>"""


def read(path: Path, **options: str) -> list[Article | Reject]:
    return list(read_sources([path], **options))  # type: ignore[arg-type]


def article_in(tmp_path: Path, name: str, data: bytes, **options: str) -> Article:
    (tmp_path / name).write_bytes(data)
    (found,) = read(tmp_path / name, **options)
    assert isinstance(found, Article), found
    return found


def reject_in(tmp_path: Path, name: str, data: bytes) -> Reject:
    (tmp_path / name).write_bytes(data)
    (found,) = read(tmp_path / name)
    assert isinstance(found, Reject), found
    assert found.stage == "sources"
    assert found.source is not None
    assert name in found.source
    return found


def test_plain_text(tmp_path: Path) -> None:
    found = article_in(
        tmp_path, "a.txt", b"\xef\xbb\xbf" + TEXT.replace(". ", ".\r\n").encode(), published="2021-05-04"
    )
    assert found.text == TEXT.replace(". ", ".\n")
    assert (found.published, found.published_basis, found.language) == ("2021-05-04", "given", "en")


def test_an_html_page_is_known_by_its_content(tmp_path: Path) -> None:
    found = article_in(tmp_path, "page.txt", PAGE.encode())
    assert (found.title, found.publisher, found.url) == ("Nine envoys out", "The Example", "https://example.org/a")
    assert (found.published, found.published_basis, found.language) == ("2021-05-04", "page", "en")
    kinds = [block.kind for block in found.blocks]
    assert kinds[:4] == ["body", "heading", "body", "post"]
    assert "Bolivia" not in "".join(found.text[b.start : b.end] for b in found.blocks if b.kind == "body")
    assert article_in(tmp_path, "page.html", PAGE.encode(), published="2021-05-06").published == "2021-05-06"


def test_jsonl_keeps_what_is_good_and_names_the_line_of_what_is_not(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"text": TEXT, "published": "2021-05-04", "id": 7, "title": "Nine out", "publisher": "Ex", "extra": {}}
        ),
        "not json",
        json.dumps({"text": TEXT, "published": "2021-02-30"}),
        "",
        json.dumps({"text": 5}),
        json.dumps([1]),
        json.dumps({"text": " "}),
        '{"text":' + "[" * 100_000,
        json.dumps({"text": "x" * (MAX_ARTICLE_CHARS + 1)}),
        '{"text": "' + "x" * 3_000_000 + '"}',
        json.dumps({"text": TEXT + " Again."}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = read(tmp_path / "a.jsonl", published="2021-01-01")
    first, *rejects, last = found
    assert isinstance(first, Article)
    assert (first.source_id, first.title, first.publisher, first.published) == ("7", "Nine out", "Ex", "2021-05-04")
    assert isinstance(last, Article)
    assert last.published == "2021-01-01"
    assert [(r.code, (r.source or "").rsplit(":", 1)[1]) for r in rejects if isinstance(r, Reject)] == [
        ("bad_json", "2"), ("bad_date", "3"), ("bad_record", "5"), ("bad_record", "6"), ("empty", "7"), ("bad_json", "8"),
        ("too_long", "9"), ("too_long", "10"),
    ]  # fmt: skip


def test_a_table_is_known_by_its_head(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'id,date,text\n1,2021-05-04,"Chile expelled\nnine envoys."\n2,never,Text.\n3,,\n', "utf-8"
    )
    first, second, third = read(tmp_path / "a.csv")
    assert isinstance(first, Article)
    assert (first.source_id, first.published, first.text) == ("1", "2021-05-04", "Chile expelled\nnine envoys.")
    assert isinstance(second, Reject)
    assert isinstance(third, Reject)
    assert [second.code, third.code] == ["bad_date", "empty"]


def test_compressed_files_and_standard_input(tmp_path: Path) -> None:
    data = json.dumps({"text": TEXT}).encode() + b"\n"
    assert article_in(tmp_path, "a.jsonl.gz", gzip.compress(data)).text == TEXT
    assert [a.text for a in read_sources(["-"], stdin=io.BytesIO(data)) if isinstance(a, Article)] == [TEXT]
    assert reject_in(tmp_path, "b.gz", b"\x1f\x8b\x08junk").code == "unreadable"


def test_folders_are_read_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "sub/c.txt", "a.txt", "ignored.png"):
        (tmp_path / name).write_text(f"{name} was read by the ministry.")
    texts = [a.text.split()[0] for a in read(tmp_path) if isinstance(a, Article)]
    assert texts == ["a.txt", "b.txt", "sub/c.txt"]
    empty = tmp_path / "none"
    empty.mkdir()
    (found,) = read(empty)
    assert isinstance(found, Reject)
    assert found.code == "empty"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Le ministère a expulsé vingt diplomates de la présidence à Genève.".encode("cp1252"), "ministère"),
        ("Министерство объявило о высылке десяти дипломатов из страны.".encode("cp1251"), "Министерство"),
        (TEXT.encode("utf-16"), "Chile"),
        (TEXT.encode("utf-8-sig"), "Chile"),
    ],
)
def test_other_encodings_are_read(tmp_path: Path, data: bytes, words: str) -> None:
    assert article_in(tmp_path, "a.txt", data).text.startswith((words, "Le " + words))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("a.pdf.txt", b"%PDF-1.4 and so on", "binary"),
        ("broken.txt", "Министерство иностранных".encode()[:-1], "encoding"),
        ("cut.txt", b"\xff\xfe\x41", "encoding"),
        ("line.txt", b"a" * 10_000_000, "too_long"),
        ("long.txt", b"word " * 100_000, "too_long"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x", "html_bomb"),
        ("marks.html", b"<html><body>" + b"<b><i>" * 300_000, "html_bomb"),
        ("nothing.html", b"<html><body><p></p></body></html>", "no_text"),
    ],
)
def test_bad_files_are_rejected_with_a_code_in_bounded_time(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    began = time.process_time()
    assert reject_in(tmp_path, name, data).code == code
    assert time.process_time() - began < 10


@pytest.mark.parametrize("filler", [b"<", b"<p a='", b"&", b"<!--", b"<a href="])
def test_hostile_pages_end(tmp_path: Path, filler: bytes) -> None:
    (tmp_path / "a.html").write_bytes((b"<html><body><p>" + filler * 1_000_000)[:2_000_000])
    began = time.process_time()
    list(read_sources([tmp_path / "a.html"]))
    assert time.process_time() - began < 20


def test_what_the_user_got_wrong_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_sources([tmp_path / "absent.txt"])
    for published in ("2021-02-30", "soon", "2021"):
        with pytest.raises(UsageError, match="--published"):
            read_sources(["-"], published=published)
    with pytest.raises(UsageError, match="kind"):
        read_sources(["-"], kind="tale")  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(InputError):
        list(read_sources([path]))


@pytest.mark.parametrize(
    ("module", "name", "data", "extra"),
    [
        ("pyarrow", "a.parquet", b"PAR1" + b"x" * 20, "parquet"),
        ("fastwarc.warc", "a.warc", b"WARC/1.0\r\n", "warc"),
        ("feedparser", "a.xml", b"<?xml version='1.0'?><rss></rss>", "feeds"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(MissingExtra) as missing:
        read(tmp_path / name)
    assert missing.value.hint is not None
    assert f"dragoman[{extra}]" in missing.value.hint


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(
        arrow.table({"text": [TEXT, None], "date": ["2021-05-04", None], "n": [1, 2]}), tmp_path / "a.parquet"
    )
    first, second = read(tmp_path / "a.parquet")
    assert isinstance(first, Article)
    assert (first.text, first.published) == (TEXT, "2021-05-04")
    assert isinstance(second, Reject)
    (tmp_path / "b.parquet").write_bytes(b"PAR1 but no more")
    (broken,) = read(tmp_path / "b.parquet")
    assert isinstance(broken, Reject)


def test_feeds(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title><item><title>Nine out</title>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Peru answered a day later.&lt;/p&gt;</description><link>https://example.org/a</link>
<pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate></item><item><title>Empty</title></item></channel></rss>"""
    (tmp_path / "feed.xml").write_text(feed)
    first, second = read(tmp_path / "feed.xml")
    assert isinstance(first, Article)
    assert (first.title, first.publisher, first.published) == ("Nine out", "The Example", "2021-05-04")
    assert len(first.blocks) == 2
    assert isinstance(second, Reject)
    assert second.code == "empty"


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_web_archives(tmp_path: Path, pack: object) -> None:
    pytest.importorskip("fastwarc")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/b\r\nWARC-Date: 2021-05-04T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: " + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
    )
    name = "a.warc" if pack(b"") == b"" else "a.warc.gz"  # type: ignore[operator]
    found = article_in(tmp_path, name, pack(record))  # type: ignore[operator]
    assert (found.title, found.url) == ("Nine envoys out", "https://example.org/b")


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("Tuesday, May 4, 2021\n\nChile expelled nine envoys.", "2021-05-04", "dateline"),
        ("LIMA, 4 May 2021 (AFP) — Chile expelled nine envoys.", "2021-05-04", "dateline"),
        ("LIMA, May 4 - Chile expelled nine envoys. It had expelled two on 30 April 2021.", "2021-05-04", "dateline"),
        (
            "LIMA, January 2 - Chile expelled nine envoys. It had expelled two on 30 December 2020.",
            "2021-01-02",
            "dateline",
        ),
        ("Chile expelled nine envoys on Tuesday (May 4, 2021), the ministry said.", "2021-05-04", "text"),
        ("Chile expelled two envoys on April 2, 2021, and nine on May 4, 2021.", "2021-05-04", "text"),
        ("Chile expelled nine envoys on May 4, 2021, who must leave by December 31, 2022.", "2021-05-04", "text"),
        ("Chile expelled nine envoys. The treaty of May 4, 1929 was kept.", None, None),
        ("Chile expelled nine envoys on May 4.", None, None),
    ],
)
def test_the_day_of_publication_is_inferred(text: str, published: str | None, basis: str | None) -> None:
    found = make_article(text)
    assert (found.published, found.published_basis) == (published, basis)


def test_an_article_is_known_by_its_title_and_words() -> None:
    first = make_article(TEXT, title="Nine out", url="https://a.example", published="2021-05-04")
    assert (
        make_article(TEXT.replace(" ", "\xa0", 3) + "\r\n", title="Nine  out", url="https://b.example").id == first.id
    )
    assert make_article(TEXT, title="Ten out").id != first.id
    assert make_article("Pe\u0301rou\x00 \u200bx").text == "P\u00e9rou x"
