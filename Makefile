# Everything a clone needs is Python 3.11 or 3.12 and make:  make run  and  make test.

SHELL := /bin/sh
VENV := .venv
BENCH_VENV := .venv-bench
AUDIT_VENV := .venv-audit
PY := $(VENV)/bin/python
PORT ?= 8000
# Name an interpreter with  make run PYTHON=/path/to/python3.12 ; otherwise the first that works is taken.
PYTHON ?=
UV ?= uv

CANDIDATES := python3 python3.12 python3.11 python3.13 python3.14 python /usr/bin/python3

MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# Settings of the user's shell that would put packages elsewhere; the package index stays the machine's.
CLEAN_ENV := env -u PYTHONPATH -u PYTHONHOME -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT -u PIP_CONSTRAINT \
	-u PIP_REQUIRE_VIRTUALENV -u PIP_NO_BINARY -u PIP_ONLY_BINARY -u PIP_NO_BUILD_ISOLATION PIP_USER=0 PIP_NO_INPUT=1 \
	PIP_DISABLE_PIP_VERSION_CHECK=1

.PHONY: run test gold bench bench-site chaos soak admin stop lint lock audit licences clean environment dev-environment bench-environment messages
.DELETE_ON_ERROR:

run: environment messages ## start everything on this machine
	@exec $(PY) manage.py serve --port $(PORT)

test: dev-environment messages chromium ## check the code, then run the tests
	@$(PY) -m ruff check --quiet .
	@$(PY) -m pytest

gold: dev-environment ## how exact the engine is on labelled text; WRITE=1 stores the figures for the page on quality
	@$(PY) -m tests.gold.measure $(if $(WRITE),--write)

bench: bench-environment ## how fast the engine is beside others, and how its time grows; see also bench-site
	@missed=0; \
	for part in engine growth; do $(BENCH_VENV)/bin/python -m bench.$$part || missed=1; done; exit $$missed

# In a place of its own, which it fills where papers are missing; that takes some minutes.
bench-site: export NPT_VAR := $(CURDIR)/var/bench
bench-site: export DATASETTE := $(CURDIR)/$(BENCH_VENV)/bin/datasette
bench-site: environment bench-environment messages ## readers, searches and programs over 2,500 generated papers
	@$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py load_catalogue
	@$(PY) manage.py make_corpus --papers 2500 --ingest --sync
	@missed=0; for part in pages search api; do $(PY) -m bench.$$part || missed=1; done; exit $$missed

# Both in a throw-away folder with servers of its own; nothing of var/ is touched.
chaos: environment messages ## kill, fill, poison and double a site, and compare it with an undisturbed one; ONLY="redis disk"
	@$(PY) -m bench.chaos $(if $(ONLY),--only $(ONLY))

MINUTES ?= 30
soak: environment messages ## readers and papers for MINUTES: errors, times, memory
	@$(PY) -m bench.chaos.soak --minutes $(MINUTES)

admin: environment ## create an account for /admin/
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py createsuperuser

stop: environment ## stop what `make run` started
	@$(PY) manage.py serve --stop

lint: dev-environment ## rules and types
	$(PY) -m ruff check .
	$(PY) -m mypy

# The locks hold hashes and no addresses: from where packages come is the machine's business.
RESOLVE := pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
LOCK := $(RESOLVE) --extra local
lock: ## resolve the dependencies anew (needs uv)
	$(UV) $(LOCK) -o requirements.lock pyproject.toml
	$(UV) $(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(UV) $(RESOLVE) --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

# In an environment of its own; what is audited is the lock, nothing of it is installed for that. It asks
# the package index for its advisories, of each package in the lock, so it is no part of the tests.
audit: ## known weaknesses of the packages in the lock (needs the network)
	@[ -x $(AUDIT_VENV)/bin/pip-audit ] || { \
		$(MAKE) -s --no-print-directory environment && $(PY) -m venv $(AUDIT_VENV) \
		&& $(CLEAN_ENV) $(AUDIT_VENV)/bin/python -m pip install -qq 'pip-audit>=2.9,<3'; } || { \
		rm -rf $(AUDIT_VENV); echo "pip-audit could not be installed: see above." >&2; exit 1; }
	@$(AUDIT_VENV)/bin/python bench/audit.py $(AUDIT_VENV)/bin/pip-audit requirements.lock

licences: environment ## docs/licences.md, from the lock and what is installed
	@$(PY) manage.py licences

clean: ## remove the environment and caches; the data in var/ stays
	rm -rf $(VENV) $(BENCH_VENV) $(AUDIT_VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

messages: $(MESSAGES)

%.mo: %.po
	@$(PY) -m babel.messages.frontend -q compile -i $< -o $@

# A copy of the lock is kept in the environment when its installation is complete, so that an
# interrupted one is taken up again. The development lock holds all that the other one does.
environment:
	@if ! cmp -s requirements.lock $(VENV)/installed-run.lock || ! $(PY) -c 'import pip' 2>/dev/null; then \
		$(MAKE) -s --no-print-directory install LOCK_FILE=requirements.lock \
		&& cp requirements.lock $(VENV)/installed-run.lock; fi

dev-environment:
	@if ! cmp -s requirements-dev.lock $(VENV)/installed-dev.lock || ! $(PY) -c 'import pip' 2>/dev/null; then \
		$(MAKE) -s --no-print-directory install LOCK_FILE=requirements-dev.lock \
		&& cp requirements.lock $(VENV)/installed-run.lock \
		&& cp requirements-dev.lock $(VENV)/installed-dev.lock; fi

# What the engine is compared with stays out of the application's environment.
bench-environment:
	@if ! cmp -s requirements-bench.lock $(BENCH_VENV)/installed-bench.lock \
		|| ! $(BENCH_VENV)/bin/python -c 'import pip' 2>/dev/null; then \
		$(MAKE) -s --no-print-directory install VENV=$(BENCH_VENV) LOCK_FILE=requirements-bench.lock \
		&& cp requirements-bench.lock $(BENCH_VENV)/installed-bench.lock; fi

# For the tests in a browser, which are left out where there is none; that is told at their end, so
# neither an account without the right to install nor a machine without the network fails here.
.PHONY: chromium
chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		"$$name" --version >/dev/null 2>&1 && exit 0; \
	done; \
	[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0; \
	echo "Installing Chromium for the tests in a browser ..."; \
	export DEBIAN_FRONTEND=noninteractive; \
	quick="-qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=60"; \
	{ apt-get $$quick update && \
		apt-get $$quick install -y --no-install-recommends chromium fonts-noto-cjk; } \
		</dev/null >/dev/null 2>&1 || echo "It could not be installed: these tests are left out." >&2

# Candidates are run, not only looked up: a pyenv shim exists and fails when its version is not chosen.
.PHONY: install
install:
	@if ! $(PY) -c 'import pip' 2>/dev/null; then \
		found= ; bare= ; \
		try() { \
			for candidate in $(if $(PYTHON),$(PYTHON),$(CANDIDATES)); do \
				"$$candidate" -c "import sys; sys.exit(not ($$1))" >/dev/null 2>&1 || continue; \
				if "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; \
				then found=$$candidate; return; else bare=$$candidate; fi; \
			done; }; \
		try '(3, 11) <= sys.version_info < (3, 13)'; \
		[ -n "$$found" ] || try 'sys.version_info >= (3, 13)'; \
		if [ -z "$$found" ]; then \
			if [ -n "$$bare" ]; then \
				echo "$$bare cannot make environments: its module ensurepip is missing." >&2; \
				echo "On Debian and Ubuntu install it with: apt install python3-venv" >&2; \
			else \
				echo "Python 3.11 or 3.12 is needed, and none was found that runs." >&2; \
				echo "On Debian and Ubuntu: apt install python3 python3-venv" >&2; \
			fi; \
			echo "Or name one: make run PYTHON=/path/to/python3.12" >&2; exit 1; \
		fi; \
		echo "Making the environment with $$("$$found" --version)."; \
		rm -rf $(VENV); $(CLEAN_ENV) "$$found" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi
	@echo "Installing packages (the first time takes a minute or two) ..."
	@rm -f $(VENV)/installed-run.lock $(VENV)/installed-dev.lock
	@$(CLEAN_ENV) $(PY) -m pip install -qq --require-hashes --use-pep517 --no-warn-script-location -r $(LOCK_FILE) || { \
		echo "The packages could not be installed: see above. Try again with the same command;" >&2; \
		echo "if it stays, remove the environment with: make clean" >&2; exit 1; }
