## Kildesjekk
##   make run [PORT=8123]   install what is missing, build, bring the database up to date, serve
##   make test              install what the tests need, a browser included, and run everything
##   make check             the fast part of the tests: style, types, architecture, banks, catalogues, pytest
##   make audit [PAGES=quiz]  run Lighthouse on every kind of page (ten minutes), or on those whose names hold a word
##   make fuzz [REQUESTS=100000] [SEED=1] [FROM=0]   send senseless requests, and read senseless files
##   make advisories        ask PyPI and npm whether anything is known against what is installed
##   make build             build the style sheets and the catalogues
##   make wheel             build a wheel that runs alone, with the content and the style sheets, into dist/
##   make bench             measure pages and answers beside the least that bare programs do; needs wrk
##   make load              let 200 players play for ten minutes: make load MINUTES=1 PLAYERS=50
##   make lock [UPGRADE=1]  make the lock files again; UPGRADE=1 takes the newest versions
##   make clean             remove all that was installed or built; instance/ (the answers) stays
##
##   PYTHON=/path/to/python3.12 and CHROMIUM=/path/to/chromium choose another Python or browser.
##   The settings of the site (README.md) are passed on: make run PORT=8123 LOCALES=nb

# A file in .venv/ or node_modules/ marks each finished step: a repeat skips it, an interrupted one is done again.
BIN  := .venv/bin
PIP  := $(BIN)/python -m pip install --quiet --quiet --no-compile
# Wheels only: nothing is compiled on the reader's machine, and no code of a package runs while it is installed.
PINS := $(PIP) --require-hashes --only-binary :all:
OURS := $(PIP) --no-deps --no-build-isolation --editable .

STYLES  := $(shell find quiz/web -name built -prune -o -type f ! -name '*.py*' -print 2>/dev/null) $(wildcard quiz/cli/assets.py)
PO      := $(wildcard translations/*/LC_MESSAGES/*.po)
POT     := $(wildcard translations/*.pot)
MO      := $(PO:.po=.mo)
COMPILE := $(wildcard quiz/catalogs/*.py quiz/cli/translations.py)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_USER := 0
unexport PYTHONHOME PYTHONPATH
# What Python has compiled is kept, whatever the machine says: it costs every program that is started a second.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check audit fuzz advisories bench load build wheel lock clean FORCE
.NOTPARALLEL:

help:
	@sed -n 's/^## \{0,1\}//p' Makefile

run: build
	@$(BIN)/flask database upgrade
	@exec $(BIN)/kildesjekk

test: node_modules/.test check
	CHROMIUM="$$(sh .ci/browser)" && export CHROMIUM && $(BIN)/python -m pytest --browser tests/browser \
		--numprocesses auto --dist loadgroup --no-loadscope-reorder

audit: .venv/test-packages build tests/audit/node_modules/.audit
	CHROMIUM="$$(sh .ci/browser)" && export CHROMIUM && $(BIN)/python -m tests.audit $(PAGES)

check: .venv/test-packages build
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/flask bank check
	$(BIN)/flask translations check
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

fuzz: .venv/test-packages build
	$(BIN)/python -m pytest tests/fuzzing --quiet --fuzz $(or $(REQUESTS),100000) \
		--fuzz-seed $(or $(SEED),$$(date +%s)) --fuzz-from $(or $(FROM),0)

advisories: .venv/made
	@sh .ci/advisories

bench: .venv/test-packages build
	@$(BIN)/python -m tests.benchmarks $(PARTS)

load: .venv/test-packages build
	@$(BIN)/python -m tests.benchmarks.load --minutes $(or $(MINUTES),10) --players $(or $(PLAYERS),200)

build: .venv/catalogues .venv/styles $(if $(findstring postgresql,$(DATABASE_URL)),.venv/postgres-packages) \
	$(if $(RATE_LIMIT_STORE),.venv/redis-packages)

wheel: build
	@rm -rf build dist
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

.venv/made: FORCE
	@sh .ci/venv

.venv/packages: .venv/made requirements.txt pyproject.toml
	@echo "Installing the Python packages"
	@$(PINS) --requirement requirements.txt
	@$(OURS)
	@touch $@

.venv/postgres-packages: .venv/packages requirements-postgres.txt
	@echo "Installing the driver for PostgreSQL"
	@$(PINS) --requirement requirements-postgres.txt
	@touch $@

.venv/redis-packages: .venv/packages requirements-redis.txt
	@echo "Installing the client for Redis"
	@$(PINS) --requirement requirements-redis.txt
	@touch $@

.venv/test-packages: .venv/made requirements-test.txt pyproject.toml
	@echo "Installing the Python packages and the test tools"
	@$(PINS) --requirement requirements-test.txt
	@$(OURS)
	@touch .venv/packages .venv/postgres-packages .venv/redis-packages $@

node_modules/.run: package.json package-lock.json .npmrc | .venv/made
	@echo "Installing the design system"
	@sh .ci/npm ci --omit=dev
	@touch $@

node_modules/.test: package.json package-lock.json .npmrc | .venv/made
	@echo "Installing the design system and the page checkers"
	@sh .ci/npm ci --include=dev
	@touch node_modules/.run $@

tests/audit/node_modules/.audit: tests/audit/package.json tests/audit/package-lock.json | .venv/made
	@echo "Installing Lighthouse"
	@sh .ci/npm ci --prefix tests/audit
	@touch $@

.venv/styles: .venv/packages node_modules/.run $(STYLES)
	@$(BIN)/flask assets build
	@touch $@

.venv/catalogues: .venv/packages $(PO) $(POT) $(COMPILE)
	@$(BIN)/flask translations compile
	@touch $@

# What was built is gone: build it again, whatever the marks say.
ifeq ($(wildcard quiz/web/static/built/*),)
.venv/styles: FORCE
endif
ifneq ($(words $(MO)),$(words $(wildcard $(MO))))
.venv/catalogues: FORCE
endif

# The locks hold the hashes of every platform's files and name no host. Settings of this machine for uv are left aside.
UV := env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	UV_NO_CONFIG=1 UV_PYTHON_DOWNLOADS=never UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url $(if $(UPGRADE),--upgrade)

lock: .venv/made
	@$(PIP) 'uv>=0.13'
	$(UV) pyproject.toml --group build --output-file requirements.txt
	$(UV) pyproject.toml --extra postgres --constraint requirements.txt --output-file requirements-postgres.txt
	$(UV) pyproject.toml --extra redis --constraint requirements.txt --output-file requirements-redis.txt
	$(UV) pyproject.toml --extra postgres --extra redis --group build --group test --constraint requirements.txt \
		--output-file requirements-test.txt
	$(UV) --group pyproject.toml:node --output-file requirements-node.txt
	sh .ci/npm install --package-lock-only
	sh .ci/npm install --package-lock-only --prefix tests/audit
	@! grep -n '://' requirements*.txt package-lock.json || { echo "A lock file names a host." >&2; exit 1; }

clean:
	rm -rf .venv node_modules tests/audit/node_modules build dist *.egg-info quiz/web/static/built
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find quiz tests translations -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +

FORCE:
