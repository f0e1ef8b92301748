# Two commands: `make run` turns seeds/ into out/, `make test` tests everything. Both set up .venv themselves.

PYTHON ?= python3
BIN    := .venv/bin
STAMP  := .venv/.installed

.PHONY: run test golden train-smoke clean

run: $(STAMP)
	$(BIN)/bitexte run

test: .venv/.installed-test
	$(BIN)/python -m pytest

# After a wanted change of the rules: what `make test` compares the clean French with. Read the difference before a commit.
golden: $(STAMP)
	for seed in seeds/*.txt; do $(BIN)/bitexte clean "$$seed" > "tests/golden/$$(basename "$$seed" .txt).fr.txt" || exit 1; done

# A training run of minutes that shows that the whole way to a model works; its own packages, not needed otherwise.
train-smoke: .venv/.installed-train
	$(BIN)/python -m training.smoke

clean:
	rm -rf .venv .bitexte

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $(STAMP) $@
