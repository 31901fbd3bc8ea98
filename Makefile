# One entry point: `make` alone lists the tasks. Each sets up what it needs in .venv by itself.

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
# A stale cache once saw an import that was no longer there.
LAYERS := $(BIN)/lint-imports --no-cache

# The first interpreter that is new enough and really starts (a shim may be on the path and not run).
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$each" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$each" && break; done)

.PHONY: help
help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.runtime ## run the whole chain on five sample budgets, into demo/
	$(BIN)/aitx-budget demo -o demo --force

.PHONY: test
test: $(VENV)/.dev ## run all tests
	$(RUN) -m pytest -n auto

# Seconds for each target that is guided by coverage, and mutants that go the whole way before.
FUZZ_SECONDS ?= 300
FUZZ_MUTANTS ?= 10000
GUIDED = set -e; for target in cells programme part container; do \
	PYTHONPATH=tests $(RUN) -m fuzz.guided $$target --seconds $(FUZZ_SECONDS) --into .fuzz; done

.PHONY: fuzz
fuzz: $(VENV)/.fuzz ## look long for files that break the program (Linux)
	PYTHONPATH=tests $(RUN) -m fuzz.campaign --mutants $(FUZZ_MUTANTS)
	@$(GUIDED)

.PHONY: fuzz-short
fuzz-short: FUZZ_SECONDS = 4
fuzz-short: $(VENV)/.fuzz ## the same for half a minute
	@$(GUIDED)

.PHONY: lint
lint: $(VENV)/.dev ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(VENV)/.dev ## check types
	$(BIN)/mypy

.PHONY: layers
layers: $(VENV)/.dev ## check that imports run one way
	$(LAYERS)

.PHONY: docs
docs: $(VENV)/.dev ## write the generated pages of docs/
	$(RUN) -m aitx_budget.cli.docs docs
	PYTHONPATH=tests $(RUN) tests/intake/messpage.py docs/intake.md
	PYTHONPATH=tests $(RUN) tests/rules/messagepage.py docs/messages.md
	PYTHONPATH=tests $(RUN) tests/docs/mapping.py docs/pictures/rooms.svg

.PHONY: docs-check
docs-check: $(VENV)/.dev ## check that the generated pages of docs/ are up to date
	$(RUN) -m aitx_budget.cli.docs --check docs
	PYTHONPATH=tests $(RUN) tests/intake/messpage.py --check docs/intake.md
	PYTHONPATH=tests $(RUN) tests/rules/messagepage.py --check docs/messages.md
	PYTHONPATH=tests $(RUN) tests/docs/mapping.py --check docs/pictures/rooms.svg

.PHONY: pictures
pictures: $(VENV)/.dev ## take the pictures of docs/ anew (LibreOffice, Chromium, poppler, ImageMagick)
	PYTHONPATH=tests $(RUN) tests/docs/picturing.py docs/pictures

# With --quiet no warning would be heard, and strict be none.
.PHONY: site
site: $(VENV)/.dev ## build docs/ as a site that stands alone, into build/site
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict

.PHONY: bench
bench: $(VENV)/.dev ## measure against the ordinary way, floors and peers, and write docs/performance.md
	$(RUN) benchmarks/page.py docs/performance.md

.PHONY: samples
samples: $(VENV)/.runtime ## write sample_budgets/ and sample_exchange/ anew
	$(RUN) -m aitx_budget.samples sample_budgets sample_exchange

.PHONY: templates
templates: $(VENV)/.runtime ## write templates/ anew
	$(RUN) -m aitx_budget.template templates

# A machine's own pip settings (mirrors, local folders) must not show in what everybody installs.
COMPILE = PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= \
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes \
	--strip-extras --allow-unsafe --no-annotate --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host pyproject.toml requirements/build.in

.PHONY: lock
lock: $(VENV)/.dev ## pin the newest versions of everything in requirements/
	$(COMPILE) --output-file requirements/runtime.txt
	$(COMPILE) --extra cluster --constraint requirements/runtime.txt --output-file requirements/cluster.txt
	$(COMPILE) --extra dev --constraint requirements/cluster.txt --output-file requirements/dev.txt
	$(COMPILE) --extra fuzz --constraint requirements/dev.txt --output-file requirements/fuzz.txt

.PHONY: ci
ci: lint types layers docs-check site test ## all that the project holds itself to

.PHONY: wheel
wheel: $(VENV)/.dev ## build sdist and wheel into dist/, and try the wheel in an empty environment
	rm -rf dist build/wheel
	$(RUN) -m build --no-isolation --outdir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	build/wheel/bin/pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	mkdir build/wheel/empty
	cd build/wheel/empty && env -u PYTHONPATH ../bin/aitx-budget demo

.PHONY: clean
clean: ## remove what the tasks made, the environment included
	rm -rf $(VENV) .fuzz build demo dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Stamps: an environment is made once and again only when its lock or the project's metadata changes.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (python3.11 … python3.14)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.txt pyproject.toml
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(RUN) -m compileall -q src
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

# What fuzzes has no wheels but for Linux, so nothing else asks for it.
$(VENV)/.fuzz: $(VENV)/.dev requirements/fuzz.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	touch $@
