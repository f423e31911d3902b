# Everything runs in .venv, which the first target makes; Python 3.11 or later and make are all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export XDG_RUNTIME_DIR ?= /tmp
# The tests start hundreds of processes; without a cache each of them compiles every module anew.
export PYTHONDONTWRITEBYTECODE =

# Labelled pages to measure on, which are not part of the project, and the peers to measure beside. The newest of
# these want older releases than constraints.txt pins.
DATA ?= ../shared/data
PEERS := .venv-peers

.PHONY: demo test check soak bench bench-data bench-matching bench-archive run lint types imports clean

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/.ready
	$(BIN)/wirewatch demo

# Thousands of databases are made and thrown away: in memory, where there is room for them.
MEMORY = $(shell test -w /dev/shm && test "$$(df --output=avail /dev/shm 2>/dev/null | tail -1)" -ge 4000000 2>/dev/null && echo /dev/shm)

# What a module sets up is set up once; the folders are in their order, in which the longest tests come first.
test: $(VENV)/.ready
	TMPDIR="$${TMPDIR:-$(MEMORY)}" $(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

check: lint types imports test

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

imports: $(VENV)/.ready
	$(BIN)/lint-imports

# The long proofs at their full counts; docs/reliability.md keeps the last result.
soak: $(VENV)/.ready
	$(BIN)/python -m pytest -m soak --capture no

bench: $(VENV)/.ready
	$(BIN)/python -m benchmarks.startup --check
	$(BIN)/python -m benchmarks.latency --check
	$(BIN)/python -m benchmarks.seed --check
	$(BIN)/python -m benchmarks.freshness --check
	$(BIN)/python -m benchmarks.due --check
	$(BIN)/python -m benchmarks.crowd --check
	$(BIN)/python -m benchmarks.desk --check
	$(BIN)/python -m benchmarks.backfill --check
	$(BIN)/python -m benchmarks.backup --check
	$(MAKE) bench-matching
	$(MAKE) bench-archive
	@if test -d $(DATA)/extraction; then $(MAKE) bench-data; \
	else echo "no labelled pages in $(DATA): DATA=FOLDER make bench-data measures reading on them"; fi

bench-matching: $(PEERS)/.ready
	$(PEERS)/bin/python -m benchmarks.matching --check

# A million articles are half an hour to build and 25 GB, kept in FOLDER:
# ARTICLES=100000,1000000 FOLDER=DIR make bench-archive
ARTICLES ?= 100000
bench-archive: $(PEERS)/.ready
	$(PEERS)/bin/python -m benchmarks.ingest --check
	$(PEERS)/bin/python -m benchmarks.search --articles $(ARTICLES) $(if $(FOLDER),--folder $(FOLDER)) --check

bench-data: $(PEERS)/.ready
	$(PEERS)/bin/python -m benchmarks.reading --data $(DATA) --check
	$(PEERS)/bin/python -m benchmarks.pipeline --data $(DATA) --check
	$(PEERS)/bin/python -m benchmarks.quality --data $(DATA) --check
	$(PEERS)/bin/python -m benchmarks.feeds $(DATA)/feeds --check
	$(PEERS)/bin/python -m benchmarks.copies $(DATA)/copies --check
	$(PEERS)/bin/python -m benchmarks.stories $(DATA)/stories --check

$(PEERS)/.ready: pyproject.toml
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --upgrade pip
	$(PEERS)/bin/python -m pip install --quiet --editable '.[bench]'
	touch $@

run: $(VENV)/.ready
	$(BIN)/wirewatch run

clean:
	rm -rf $(VENV) $(PEERS) build dist *.egg-info
