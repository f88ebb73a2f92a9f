# quarterdeck: setup, run, test, bench. Each target calls what it needs by itself.

PYTHON ?= python3
BIN := .venv/bin
LOCK := --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
ARCHIVE ?=
PORT ?=
ONCE ?=
MINUTES ?=
SEED ?=

.DEFAULT_GOAL := help
.PHONY: help setup run servers test coverage lint bench soak screenshots docs lock audit clean

help: ## Show the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

setup: .venv/.ready ## Make .venv in this checkout with the command in .venv/bin/quarterdeck

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "quarterdeck needs Python 3.11 or newer; $(PYTHON) is older or missing: try make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/.ready: requirements.txt requirements-build.txt pyproject.toml | .venv/bin/python
	@echo "Installing quarterdeck and its pinned requirements into .venv ..."
	@$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	@echo "Installing the pinned tools for development into .venv ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

run: setup ## Start the demo: ARCHIVE=folder for reports from there, PORT=n, ONCE=1 for a scripted conversation
	@$(BIN)/quarterdeck demo $(if $(ARCHIVE),--archive "$(ARCHIVE)") $(if $(PORT),--port $(PORT)) $(if $(filter-out 0,$(ONCE)),--once)

servers: ## Install the IRC servers and the browser that tests use (Debian, as root; else say what is missing)
	@sh tests/install-servers.sh

test: .venv/.ready-dev servers ## Run every test
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(PYTEST)

# Every branch of what is pure is run by a test. In bot/irc that is all but what holds the connection.
PURE := bot/model.py,bot/deadlines.py,bot/periods/*,bot/readers/*,bot/search/*,bot/irc/*
NOT_PURE := bot/irc/network.py,bot/irc/announcements.py,bot/irc/keeper.py,bot/irc/session.py,bot/irc/transport.py,bot/irc/demo_server.py

# Counting takes time: the slow tests, among which are those that measure it, are left out. Hypothesis draws the same each time.
coverage: .venv/.ready-dev servers ## See that the tests run all branches of what is pure, and 95 % of everything
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist loadgroup --hypothesis-profile ci -m 'not slow' $(PYTEST)
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include='$(PURE)' --omit='$(NOT_PURE)'

lint: .venv/.ready-dev ## Check format, style, types and the order of layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready-dev ## Measure speed and memory
	$(BIN)/python -m tests.bench

soak: .venv/.ready-dev servers ## Run the bot on real servers in bad weather: MINUTES=n (60), SEED=x as a failure named it
	SOAK_MINUTES=$(or $(MINUTES),60) SOAK_SEED=$(SEED) $(BIN)/python -m pytest tests/soak --capture=no --tb=short

screenshots: .venv/.ready-dev servers ## Write pictures of the main pages into screenshots/
	$(BIN)/python -m tests.web.screenshots

docs: .venv/.ready-dev ## Write the pages that are made from the code
	$(BIN)/python -m tests.docs

lock: .venv/.ready-dev ## Pin the newest allowed versions of all requirements, with hashes
	$(BIN)/pip-compile --quiet --upgrade $(LOCK) --output-file=requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade $(LOCK) --only-build-deps --build-deps-for=editable --build-deps-for=wheel --output-file=requirements-build.txt pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade $(LOCK) --extra=dev --output-file=requirements-dev.txt pyproject.toml

audit: .venv/.ready-dev ## Look for known faults in the pinned requirements; asks the index of packages
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.txt

clean: ## Remove what make setup and the tests made
	rm -rf .venv .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache dist
