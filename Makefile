# The commands of this project. Each makes what it needs first, and can be run again at any time.
# All there has to be beforehand is Python 3.11 or newer.

.NOTPARALLEL:
.PHONY: help run demo test bench lint format lock clean venv installed installed-dev port

SHELL = /bin/sh
PORT ?= 8000
ARGS ?=
ONLY ?=
N ?= 100000
PYTHON = .venv/bin/python
PIP = $(PYTHON) -m pip --disable-pip-version-check --no-input -qq
COMPILE = $(PYTHON) -m uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

run: venv port demo ## serve the demo newsroom on http://127.0.0.1:8000/ (PORT=8001: another port)
	@exec $(PYTHON) -m newsroom.local serve "$(PORT)"

demo: installed .env ## make all that `make run` serves, and stop there
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py collectstatic --noinput --verbosity 0
	@$(PYTHON) manage.py load_demo

test: installed installed-dev ## run everything (ARGS="-k word": for pytest; ONLY=sqlite: one step)
	@$(PYTHON) -m tests.run $(ONLY:%=--only %) $(ARGS)

bench: installed installed-dev ## measure with N stories (N=10000,1000000; ARGS="--keep DIR": keep them)
	@$(PYTHON) -m tests.bench run $(N) $(ARGS)

lint: installed-dev ## say what ruff would have otherwise
	@$(PYTHON) -m ruff check && $(PYTHON) -m ruff format --check

format: installed-dev ## let ruff put right what it can
	@$(PYTHON) -m ruff check --fix; $(PYTHON) -m ruff format

lock: installed-dev ## pin what requirements*.in ask for (ARGS=--upgrade: the newest that fit)
	@$(COMPILE) $(ARGS) requirements.in -o requirements.txt
	@$(COMPILE) $(ARGS) requirements-dev.in -o requirements-dev.txt

clean: ## remove .venv and caches; the database, the pictures and .env stay
	@rm -rf .venv staticfiles .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the commands stand on ---------------------------------------------------------------

# Some Pythons on a PATH are only stubs, so each is asked to run. Debian keeps venv apart.
venv:
	@$(PYTHON) -c 'import pip' 2>/dev/null && exit 0; \
	for python in python3.14 python3.13 python3.12 python3.11 python3 none; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ $$python = none ]; then \
		echo "Newsroom needs Python 3.11 or newer, and there is none on the PATH. Install it:" \
			"apt-get install python3 python3-venv (Debian), brew install python (macOS)." >&2; \
		exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
		package=$$($$python -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'); \
		if [ "$$(id -u)" != 0 ] || ! grep -qs '^ID=debian' /etc/os-release; then \
			echo "$$python can't make a virtual environment. Install what it lacks:" \
				"apt-get install $$package (Debian, Ubuntu)." >&2; \
			exit 1; \
		fi; \
		echo "Installing $$package"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -qq update && apt-get -qq install -y $$package >/dev/null || exit 1; \
	fi; \
	rm -rf .venv && $$python -m venv .venv

# $(call install,FILE) installs FILE's exact packages, unless .venv already holds them.
define install
sum=$$(cksum <$(1)); [ "$$(cat .venv/$(1).sum 2>/dev/null)" = "$$sum" ] || { \
echo "Installing the packages of $(1) (up to a minute)"; \
$(PIP) install --require-hashes -r $(1) && echo "$$sum" >.venv/$(1).sum; }
endef

installed: venv
	@$(call install,requirements.txt)

installed-dev: venv
	@$(call install,requirements-dev.txt)

port: venv
	@$(PYTHON) -m newsroom.local check-port "$(PORT)"

.env: | venv
	@$(PYTHON) -m newsroom.local write-env .env
