# Commands of the portal; `make help` lists them. Everything they make goes to .venv/ and var/.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
ADDRESS := http://127.0.0.1:$(PORT)
DJLINT := $(BIN)/djlint templates

# "Local" relaxes the production rules for this computer; see kpuntt/settings.py.
export KPUNTT_LOCAL := true
export SITE_ORIGIN ?= $(ADDRESS)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help run test lint fix translations screenshots lock

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

run: .venv/requirements.stamp ## Load the data and serve the portal (another port: make run PORT=8123)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_data
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@echo 'Portal: $(ADDRESS)/ (hentikan dengan Ctrl+C)'
	@echo 'Masuk sebagai staf dengan tautan sekali pakai ini, berlaku satu jam:'
	@$(MANAGE) invite_staff admin --superuser --address $(ADDRESS)
	@exec $(BIN)/gunicorn kpuntt.wsgi --bind 127.0.0.1:$(PORT) --workers 3 --log-level warning \
		--no-control-socket $(if $(wildcard /dev/shm),--worker-tmp-dir /dev/shm)

test: lint ## Check everything: style, types, settings, then all tests
	@$(BIN)/pytest --numprocesses=auto --dist=worksteal

lint: .venv/requirements-dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DJLINT) --lint --check
	$(BIN)/mypy .
	$(MANAGE) makemigrations --check
	@echo '$(MANAGE) check --deploy --fail-level WARNING  # with production settings'
	@env -u KPUNTT_LOCAL -u DEBUG ALLOWED_HOSTS=portal.example \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(MANAGE) check --deploy --fail-level WARNING

fix: .venv/requirements-dev.stamp ## Repair what the linters can repair
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(DJLINT) --quiet --warn --reformat

translations: .venv/requirements-dev.stamp ## Collect the words to be translated, compile what is (needs GNU gettext)
	$(MANAGE) makemessages
	cd locale && msgfmt --check-format --statistics -o en/LC_MESSAGES/django.mo en/LC_MESSAGES/django.po

screenshots: .venv/requirements-dev.stamp ## Take the pictures in docs/screenshots of the portal that runs at PORT
	@$(BIN)/python -m tests.screenshots $(ADDRESS)

lock: ## Write both lock files from pyproject.toml with uv (newer releases: make lock UPGRADE=--upgrade)
	uv pip compile --quiet --universal --no-emit-index-url --generate-hashes $(UPGRADE) \
		pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --no-emit-index-url --generate-hashes $(UPGRADE) \
		pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

# One environment serves both commands; a stamp is older than its lock when the lock has changed.
.venv/%.stamp: %.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Portal memerlukan Python 3.11 atau lebih baru; tunjukkan dengan make PYTHON=/jalur/python3.'; exit 1; }
	@echo 'Memasang pustaka dari $< ...'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@
