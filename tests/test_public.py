"""What the package offers: its public names, and that importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dragoman

HEAVY = ("numpy", "onnxruntime", "tokenizers", "sqlalchemy", "trafilatura", "lxml", "fastapi", "pyarrow", "torch")
# An interpreter on a busy machine takes its time to start; the import alone takes a few milliseconds.
LIMIT_S = 0.5


def test_public_names_are_all_of_all() -> None:
    assert sorted(dragoman.__all__) == dragoman.__all__
    assert sorted(dragoman.__all__) == [
        "Article", "Coded", "Coder", "DragomanError", "Link", "Quote", "Reject", "Report", "__version__", "load", "make_article",
        "open_ledger", "read_sources",
    ]  # fmt: skip


def test_every_public_name_leads_to_something_documented() -> None:
    for name in dragoman.__all__:
        thing = getattr(dragoman, name)
        assert name == "__version__" or (thing.__doc__ or "").strip()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="code_everything"):
        dragoman.code_everything  # noqa: B018


def test_import_is_light_and_fast() -> None:
    program = (
        "import sys, time; start = time.process_time(); import dragoman; took = time.process_time() - start; "
        f"print(took, *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert float(told[0]) < LIMIT_S
    assert told[1:] == []


def test_help_loads_no_model_and_no_database() -> None:
    program = (
        "import sys\nfrom dragoman.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as stop:\n    assert not stop.code\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1].strip() == "loaded:"
