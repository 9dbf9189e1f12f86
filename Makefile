# Everything that is done with this checkout. `make` alone lists it.
# A bare machine needs Python 3.11 or newer and make; the rest is installed into .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PYTHON := $(BIN)/python
SOURCE ?=
REPORT ?= report.html
WORKERS ?= 2
TESTS ?= tests

.PHONY: help
help: ## this list
	@sh tools/help.sh Makefile

# --- Installing --------------------------------------------------------------------------------

.PHONY: install
install: $(STAMPS)/dev ## fill .venv with all that developing needs
	@echo '  .venv is ready'

$(STAMPS)/uv: requirements-uv.lock tools/environment.sh
	@sh tools/environment.sh create $(VENV)

$(STAMPS)/run $(STAMPS)/demo $(STAMPS)/dev: $(STAMPS)/uv pyproject.toml tools/environment.sh
	@sh tools/environment.sh install $(VENV) $(@F)

$(STAMPS)/run: requirements.lock
$(STAMPS)/demo: requirements-demo.lock
$(STAMPS)/dev: requirements-dev.lock

$(STAMPS)/older: $(STAMPS)/uv requirements-older.lock tools/environment.sh
	@sh tools/environment.sh older $(VENV)

$(STAMPS)/spark: $(STAMPS)/dev requirements-spark.lock
	@sh tools/environment.sh spark $(VENV)

.PHONY: spark
spark: $(STAMPS)/spark ## add Spark to .venv (450 MB; it also needs Java 17 or newer)
	@echo '  .venv holds Spark: make test now tests it too'

# --- Using -------------------------------------------------------------------------------------

.PHONY: demo
demo: $(STAMPS)/demo ## read a year of a grocer's sales and write the report about it; then a simulated market's, with answers
	@$(PYTHON) tools/demo.py build/demo-shop build/demo-report.html

.PHONY: validate
validate: $(STAMPS)/demo ## test on a year of a grocer's sales what the evidence can be believed for
	@$(PYTHON) -m tools.validate build/validate

.PHONY: report
report: $(STAMPS)/run ## the same for your own file: make report SOURCE=orders.csv
	@test -n "$(SOURCE)" || { echo 'Name a file: make report SOURCE=orders.csv' >&2; exit 2; }
	@$(BIN)/regulars report "$(SOURCE)" -o "$(REPORT)"

# --- Checking ----------------------------------------------------------------------------------

.PHONY: check
check: $(STAMPS)/dev ## the quick gate: types, lint, format, imports, links, quick house rules (make test runs the pages too)
	@$(PYTHON) tools/check.py

.PHONY: test
test: $(STAMPS)/dev $(STAMPS)/older ## all that this machine can test; ends with what it could not, and where the time went
	@$(PYTHON) tools/test.py --workers $(WORKERS) $(TESTS)

.PHONY: ci
ci: ## install the system's parts (a browser, Java) and Spark, then test; a test left out counts as a failure
	@sh tools/system_parts.sh
	@$(MAKE) $(STAMPS)/dev $(STAMPS)/older $(STAMPS)/spark
	@$(PYTHON) tools/test.py --workers $(WORKERS) --nothing-left-out $(TESTS)

.PHONY: bench
bench: $(STAMPS)/dev ## the benchmarks behind docs/benchmarks.md (takes many minutes)
	@$(PYTHON) -m benchmarks

.PHONY: soak
soak: $(STAMPS)/dev ## the long simulations behind docs/soak.md: do intervals hold what they promise? (some minutes; goes on where it was stopped)
	@$(PYTHON) tools/soak.py

.PHONY: soak-kinds
soak-kinds: $(STAMPS)/dev ## the hundred simulated markets of each family, and those with nothing to find, behind docs/soak.md (hours; goes on where it was stopped)
	@$(PYTHON) tools/kinds_on_worlds.py ABC 601 700 customers=6000 times=20 repetitions=4 lines=docs/soak-markets.txt
	@for null in without traits calendars; do $(PYTHON) tools/nulls_on_worlds.py $$null 901 934 customers=3000 lines=docs/soak-nulls.txt || exit 1; done
	@$(PYTHON) tools/kinds_on_worlds.py sum docs/soak-markets.txt
	@$(PYTHON) tools/nulls_on_worlds.py sum docs/soak-nulls.txt

.PHONY: soak-ledger
soak-ledger: $(STAMPS)/dev ## the long trials behind docs/reliability.md, from where they were stopped (hours; SHARE=0.01 goes on to a hundredth)
	@$(PYTHON) tools/soak_ledger.py --write --share $(or $(SHARE),1)

# --- Writing what is generated -----------------------------------------------------------------

.PHONY: sql
sql: $(STAMPS)/dev ## write the other dialects of each query
	@$(PYTHON) tools/write_sql.py

.PHONY: docs
docs: $(STAMPS)/dev ## write docs/reference from the code, and the site into build/site
	@$(PYTHON) tools/write_reference.py
	@$(PYTHON) tools/pages.py
	@mkdir -p build && $(BIN)/mkdocs build --strict > build/mkdocs.log 2>&1 || { cat build/mkdocs.log; exit 1; }
	@echo 'build/site/index.html'

.PHONY: lock
lock: $(STAMPS)/uv ## take the newest versions of all dependencies into the locks
	@sh tools/lock.sh $(BIN)/uv

.PHONY: clean
clean: ## remove what was built (the environment stays)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
