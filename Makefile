# One list of daily commands; CI calls `make test`. `make help` prints it.

IS_NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))'
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.11 python3.12 python3.13; do \
	$$name $(IS_NEW_ENOUGH) 2>/dev/null && echo $$name && break; done)
endif
ADDRESS ?= 127.0.0.1:8000
IN_VENV = .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help demo dev test check fix new messages screenshots bench lock clean python installed installed-for-tests

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

demo: installed ## set up, tell the story, serve it at ADDRESS (127.0.0.1:8000)
	@.venv/bin/huiguan demo --address $(ADDRESS)

dev: installed-for-tests ## set up for work on the code and serve it, reloading
	@$(IN_VENV) tools.messages compile
	@test -e $${HUIGUAN_HOME:-var}/keys.json || .venv/bin/huiguan demo --no-serve
	@.venv/bin/huiguan migrate --verbosity 0
	@HUIGUAN_DEBUG=1 .venv/bin/huiguan runserver $(ADDRESS)

test: installed-for-tests ## everything that CI checks
	@$(IN_VENV) tools.check

check: installed-for-tests ## the fast half, under two minutes
	@$(IN_VENV) tools.check --fast

fix: installed-for-tests ## format, and mend what the linter can mend
	@$(IN_VENV) ruff format .
	@$(IN_VENV) ruff check --fix .

new: installed-for-tests ## scaffold a mechanism: make new NAME=x
	@$(IN_VENV) tools.new $(NAME)

messages: installed-for-tests ## collect the words of the screens into src/huiguan/locale
	@$(IN_VENV) tools.messages extract

screenshots: installed-for-tests ## pictures of the pages, for the documents
	@$(IN_VENV) tools.screenshots

bench: installed-for-tests ## how fast it is with much data
	@$(IN_VENV) tools.bench

LOCK = .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml
lock: installed-for-tests ## write requirements*.txt anew from pyproject.toml
	@$(LOCK) -o requirements.txt
	@$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what can be made again; var/ stays
	@rm -rf .venv build dist .ruff_cache .mypy_cache .import_linter_cache
	@find src tools tests -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +

python:
	@$(or $(PYTHON),python3) $(IS_NEW_ENOUGH) 2>/dev/null || { \
		echo "huiguan needs Python 3.11 or later; '$(or $(PYTHON),python3)' is not. Say where it is: make PYTHON=/path/to/python3.12" >&2; exit 1; }

installed: python
	@$(PYTHON) -m tools.install

installed-for-tests: python
	@$(PYTHON) -m tools.install --dev
