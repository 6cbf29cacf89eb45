"""Reference material that lies beside the repository and is never committed: tests that use it skip where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_folder() -> Path:
    """Return the folder of shared material, or skip the test."""
    named = os.environ.get("DRAGOMAN_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is absent; name its folder in DRAGOMAN_SHARED")
    return folder


def seed_text() -> str:
    """Return the article that started the project, or skip the test."""
    return (shared_folder() / "seed" / "article.txt").read_text(encoding="utf-8")
