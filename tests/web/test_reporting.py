"""A report is one file that needs nothing else; a server is refused where it would be open to all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import report, serve
from dragoman.errors import DragomanError, UsageError
from tests.web.conftest import make_ledger


def run(ledger: str, *arguments: str) -> Result:
    """Run `dragoman report`."""
    return CliRunner().invoke(report.command, [ledger, *arguments], catch_exceptions=True)


def test_html_report_is_self_contained(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    outcome = run(make_ledger(tmp_path), "-o", str(target), "--title", "On <Fiji>")
    assert outcome.exit_code == 0, outcome.output
    page = target.read_text(encoding="utf-8")
    assert "On &lt;Fiji&gt;" in page
    assert "21 for 21" in page
    assert 'class="arrow stated answers"' in page
    assert "<script" not in page
    assert not re.search(r"<[a-z]+\s[^>]*(?:src|xlink:href)\s*=|url\(|@import|<link|<iframe|<object", page)
    assert "default-src 'none'" in page
    links = re.findall(r'href="([^"]+)"', page)
    assert all(link.startswith(("#", "https://post.example", "https://plains.example")) for link in links)
    anchors = {link[1:] for link in links if link.startswith("#")}
    assert anchors <= set(re.findall(r'id="([^"]+)"', page))


def test_markdown_report_holds_the_filter_only(tmp_path: Path) -> None:
    target = tmp_path / "r.md"
    assert run(make_ledger(tmp_path), "--type", "ACCUSE", "-o", str(target)).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert "2 events" in text
    assert "expels" not in text
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "javascript:" not in text


def test_report_says_what_it_cannot_write(tmp_path: Path) -> None:
    ledger = make_ledger(tmp_path)
    for name in ("r.pdf", "no/such/folder/r.html"):
        outcome = run(ledger, "-o", str(tmp_path / name))
        assert isinstance(outcome.exception, UsageError)
    assert isinstance(run(str(tmp_path / "none.db"), "-o", str(tmp_path / "r.md")).exception, DragomanError)
    assert not list(tmp_path.glob("*.part"))


def test_other_machines_need_a_token(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs a token"):
        serve._token(None, None, is_local=False)
    with pytest.raises(UsageError, match="shorter"):
        serve._token("short", None, is_local=True)
    file = tmp_path / "token"
    file.write_text("  a long enough token\n", encoding="utf-8")
    assert serve._token(None, file, is_local=False) == "a long enough token"
    assert len(serve._token(None, None, is_local=True)) >= 24
    assert serve._token(None, None, is_local=True) != serve._token(None, None, is_local=True)


def test_importing_dragoman_loads_no_web(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, dragoman, dragoman.web, dragoman.cli.serve, dragoman.cli.report; print([m for m in ('fastapi', 'jinja2', 'uvicorn', 'sqlalchemy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
