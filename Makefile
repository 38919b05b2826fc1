# Two commands: `make run` builds the index over corpus/ and serves it, `make test` runs every check and test.
PYTHON ?= python3
VENV := .venv
# The CPU build of PyTorch. Where the configured package index has only CUDA builds under this version, set
# TORCH_INDEX to the address of PyTorch's CPU builds (README says where to find it).
TORCH ?= torch==2.13.0
TORCH_INDEX ?=
PORT ?= 8138

.PHONY: run test debian-packages lint bench bench-ablations bench-load bench-codification bench-retrieval bench-growth peers bench-peers lock clean bench-check gains bench-page screenshots client docs

run: $(VENV)/.run
	$(VENV)/bin/cancu build
	$(VENV)/bin/cancu serve --port $(PORT)

# What the tests drive beside Python; the program says what it does without. Needs root.
debian-packages:
	apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core libreoffice-writer-nogui \
	  tesseract-ocr tesseract-ocr-vie

test: lint
	$(VENV)/bin/pytest -n 2

lint: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# The Python client, made anew from the OpenAPI description; a test says when that is due.
client: $(VENV)/.test
	$(VENV)/bin/python -m search_api.client_making

# The reference of commands, made anew from their own help, and what is new joins the promise of docs/api.md; tests
# say when that is due.
docs: $(VENV)/.test
	$(VENV)/bin/python -m search_api.command_reference
	$(VENV)/bin/python -m tests.promised

bench: $(VENV)/.test
	$(VENV)/bin/python -m bench.core

# Speed, weight and steadiness of the page in Chromium.
bench-page: $(VENV)/.test
	$(VENV)/bin/python -m bench.page --keep

# Every page at 1366×768, at 390×844 and dark, into docs/screenshots/.
screenshots: $(VENV)/.test
	$(VENV)/bin/python -m bench.screenshots

# Retrieval under every condition of bench/retrieval.toml; the sets lie in ../shared/bench.
bench-retrieval: $(VENV)/.test
	$(VENV)/bin/python -m bench.retrieval --keep

# Fifty clients for ten minutes: questions, searches, checks; HOME_DIR is a copy of a home with the codification.
bench-load: $(VENV)/.test
	$(VENV)/bin/python -m bench.load '$(HOME_DIR)' 600 50 --keep

# What each step of the search is worth; after bench-retrieval, whose indexes it uses.
bench-ablations: $(VENV)/.test
	$(VENV)/bin/python -m bench.ablations --keep

# RELEASE=BoPhapDien.zip: import, words ready, vectors complete, serve, ask. Half an hour.
bench-codification: $(VENV)/.test
	$(VENV)/bin/python -m bench.codification '$(RELEASE)' --keep

bench-growth: $(VENV)/.test
	$(VENV)/bin/python -m bench.growth --keep

# HOME_DIR=… an index: faults put into real drafts, and a draft of a hundred pages.
bench-check: $(VENV)/.test
	$(VENV)/bin/python -m bench.seeded_faults --home '$(HOME_DIR)' --keep
	$(VENV)/bin/python -m bench.unaltered --home '$(HOME_DIR)' --keep
	$(VENV)/bin/python -m bench.long_draft --home '$(HOME_DIR)' --keep

# BASE=revision: citations and assignments gained and lost since then, by document.
gains: $(VENV)/.test
	$(VENV)/bin/python -m bench.gains '$(BASE)'

# Other programs on the same questions: installed beside this one in an environment of their own, never in .venv.
PEERS := .venv-peers

peers: $(PEERS)/.installed

bench-peers: $(PEERS)/.installed
	$(PEERS)/bin/python -m bench.peers --keep

$(PEERS)/.installed: bench/peers/requirements.txt pyproject.toml requirements.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -c "import torch" 2>/dev/null || \
	  $(PEERS)/bin/pip install -q $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) '$(TORCH)'
	$(PEERS)/bin/pip install -q -c requirements.lock -e '.[dev]' -r bench/peers/requirements.txt
	@touch $@

$(VENV)/.torch:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -c "import torch" 2>/dev/null || \
	  $(VENV)/bin/pip install -q $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) '$(TORCH)'
	@touch $@

$(VENV)/.run: $(VENV)/.torch pyproject.toml requirements.lock
	$(VENV)/bin/pip install -q -c requirements.lock -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(VENV)/bin/pip install -q -c requirements.lock -e '.[dev]'
	@touch $@

# What was last tested together; the lower bounds stand in pyproject.toml.
lock: $(VENV)/.test
	$(VENV)/bin/pip freeze --exclude-editable | grep -v '^torch==' > requirements.lock
	echo '$(TORCH)' >> requirements.lock

clean:
	rm -rf $(VENV) $(PEERS) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
