# make serve   the lessons at http://127.0.0.1:8866
# make test    every test, in a real browser
# Both set up what they need in .venv; only git, make and Python 3.11+ must be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PORT ?= 8866
ARGS ?=

.PHONY: serve test benchmark lab check format lint frontend lock clean

serve: $(INSTALLED)
	$(BIN)/suluh serve --port $(PORT) $(ARGS)

test: $(INSTALLED) $(VENV)/programs
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

# Ours beside stock Voilà, as a table; some minutes on a quiet machine.
benchmark: $(INSTALLED) $(VENV)/programs
	$(BIN)/python benchmarks/run.py $(ARGS)

lab: $(INSTALLED)
	$(BIN)/jupyter lab

check: $(INSTALLED)
	$(BIN)/suluh check $(ARGS)

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The bundle in toolkit/player/static from the sources in frontend/.
frontend: $(INSTALLED)
	$(BIN)/python frontend/build.py

# The versions in constraints.txt, from what is installed now.
lock: $(INSTALLED)
	$(BIN)/python -m pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Perlu Python 3.11 atau lebih baru. / Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Memasang, beberapa menit. / Installing, a few minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

$(VENV)/programs: $(INSTALLED)
	$(BIN)/python tests/get_programs.py
	touch $@

clean:
	rm -rf $(VENV) frontend/node_modules dist
