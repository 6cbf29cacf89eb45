# Set-up and checks. `make demo` and `make test` need Python 3.11+, make, and PyPI: no server, no GPU.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check format train clean

$(BIN)/dragoman: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -e .
	@touch $(BIN)/dragoman

$(VENV)/.dev: pyproject.toml | $(BIN)/dragoman
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch $(VENV)/.dev

demo: $(BIN)/dragoman
	rm -f demo.ledger demo.ledger-wal demo.ledger-shm
	$(BIN)/dragoman add demo.ledger examples/stories.jsonl
	$(BIN)/dragoman chains demo.ledger

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Rebuilds the model from the corpus: about an hour on two cores (docs/model.md).
train: $(BIN)/dragoman
	$(BIN)/python -m pip install -q -e '.[train]'
	$(BIN)/python -m training.build

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis demo.ledger*
