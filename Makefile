# The Service Center. `make help` lists what can be made.
PYTHON ?= python3
PORT ?= 8000
UNITS ?= 4
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help setup run test quick contract lint types house js bench format lock licences

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(READY) ## make the environment

$(READY): requirements-dev.txt pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo 'Python 3.11 or newer is needed: apt install python3-venv'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(NODE_READY): package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

run: $(READY) ## set up, start everything on the embedded default, say where to look (PORT=8000 UNITS=4)
	@$(BIN)/service-center upgrade
	@$(BIN)/service-center load-example
	@exec $(BIN)/service-center run --port $(PORT) --units $(UNITS)

test: $(READY) ## lint, types, house, and every test that this machine can run
	@./tests/run

quick: $(READY) ## the tests that need nothing but Python
	$(BIN)/pytest -q tests/lib tests/domain tests/services tests/web tests/blueprints tests/promises

# not by way of the shell: a folder may have blanks in its name
contract: export CONTRACT_CASES = $(or $(CASES),tests/contract)
contract: $(READY) ## play contract cases (CASES=DIR, laid out as tests/contract)
	env $(patsubst %,-u %,$(filter SERVICE_CENTER_%,$(.VARIABLES))) $(BIN)/pytest -q tests/contract

lint: $(READY) ## ruff, and eslint where npm is there
	$(BIN)/ruff check .
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory $(NODE_READY) && npx --no-install eslint .; else echo 'left out: eslint (npm is missing)'; [ -z "$$CI" ]; fi

types: $(READY) ## mypy --strict, and tsc --checkJs where npm is there
	$(BIN)/mypy
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory $(NODE_READY) && npx --no-install tsc -p .; else echo 'left out: tsc (npm is missing)'; [ -z "$$CI" ]; fi

house: $(READY) ## floors, circles, and the measures of the house
	$(BIN)/lint-imports
	$(BIN)/python tests/promises/house_measures.py . service_center

bench: $(READY) ## ratios and growth curves
	$(BIN)/pytest -q -s tests/bench

format: $(READY)
	$(BIN)/ruff check --fix-only -q .

lock: ## pin all dependencies anew
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra dev -o requirements-dev.txt pyproject.toml

licences: $(READY) $(NODE_READY) ## write the table of the licences of everything used
	$(BIN)/python tests/promises/licences.py > docs/licences.md
