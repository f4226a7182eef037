# Python 3.11 or newer and make are all it takes; everything else comes from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
LOCKED := .venv/locked
MORE := .venv/more
READY := .venv/ready
COMPILED := --universal --python-version 3.11 --system-certs --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' --quiet
WORDS := cli/elig_cli/locale/zh/LC_MESSAGES/click
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# what Hypothesis makes depends on it: the same commit is tried on the same examples
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help setup test test-engines test-browser demo bench mutations format words lock build clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## create .venv as locked and install elig into it, editable

$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'elig needs Python 3.11 or newer: make PYTHON=/path/to/python3 ...' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q engine cli # as an installation compiles it: else each command may do so anew
	@touch $@

$(MORE): requirements-more.lock $(READY)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-more.lock
	@touch $@

test: setup ## check format, lint, types and layers, then run doctests and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --numprocesses auto --dist worksteal

test-engines: $(MORE) ## decide the corpus on PostgreSQL (installs and starts a server) and on Spark (needs Java 17)
	sh tests/install.sh postgresql java
	$(BIN)/pytest -m engines

test-browser: $(MORE) ## look at the pages in a real browser (needs Debian's chromium)
	sh tests/install.sh chromium
	$(BIN)/pytest -m browser

demo: setup ## decide the example households of the five regions
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

bench: setup ## measure against peers and against the limit; PARTS="peers count" measures only these
	$(BIN)/python bench/run.py $(PARTS)

mutations: setup ## change every token of the rules, one at a time: which changes are found, which are proved harmless
	$(BIN)/python bench/mutations.py $(MUTATIONS)

format: setup ## format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: setup ## compile the Chinese of what click itself says
	$(BIN)/pybabel --quiet compile --locale zh --input-file $(WORDS).po --output-file $(WORDS).mo

lock: ## rewrite requirements.lock; LOCK=--upgrade also takes newer versions
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/pip install --quiet "uv>=0.13"
	build/lock/bin/uv pip compile pyproject.toml --extra batch --extra prove --group dev $(COMPILED) \
		--output-file requirements.lock $(LOCK)
	build/lock/bin/uv pip compile pyproject.toml --group more --constraints requirements.lock $(COMPILED) \
		--output-file requirements-more.lock $(LOCK)

build: setup ## build the sdist and the wheel into dist/
	$(BIN)/python -m build --no-isolation

clean: ## remove everything that these targets made
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
