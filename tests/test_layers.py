"""Imports point one way: the contracts of pyproject.toml, checked by import-linter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_imports_point_one_way() -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    told = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_records_and_errors_import_nothing_of_ours() -> None:
    for name in ("records", "errors"):
        lines = (ROOT / "src" / "dragoman" / f"{name}.py").read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.lstrip().startswith(("from dragoman", "import dragoman"))]
