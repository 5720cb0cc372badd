# One word for each thing that can be done here. What is ready is not done again.
SHELL := /bin/bash
.NOTPARALLEL:
.DELETE_ON_ERROR:

BIN := .venv/bin
PYTHON := $(BIN)/python
STEP = $(PYTHON) -m bot.processes.progress
RASA = TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore $(PYTHON) -m bot.processes.lean_rasa
STATIC := bot/web/static/vendor
NEWER := 3.14 3.13 3.12
# Tests of one file share what they set up, so a file stays on one processor.
SPREAD := --numprocesses auto --dist loadfile --maxprocesses 4
# Rasa's modules take 19 s to compile and 6 s to load: keep what was compiled, also where the machine says not to.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test bench eval lint lock clean model stories walk browser gateway-test

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: .venv/.ready $(STATIC)/.ready model  ## install, train, migrate, start everything; Ctrl-C stops it
	@exec $(BIN)/deurwijzer serve --first-login

test: .venv/.ready $(STATIC)/.ready lint model stories browser  ## every check and every test
	@$(PYTHON) -m pytest $(SPREAD) --cov=bot --cov=actions --cov-report=term:skip-covered

bench: .venv/.ready $(STATIC)/.ready model  ## the benchmarks: a table and bench/results.json
	@$(PYTHON) -m bench

eval: .venv/.ready model  ## score the CSV files in DIR=path against the model; writes eval.json
	@[ -n "$(DIR)" ] || { echo "Which folder? make eval DIR=path"; exit 2; }
	@$(BIN)/deurwijzer eval "$(DIR)"

lint: .venv/.ready  ## ruff and mypy
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Not formatted: run $(BIN)/ruff format"; exit 1; }
	@$(STEP) "Types (mypy)" $(BIN)/mypy --no-error-summary

lock:  ## write the lock files anew from pyproject.toml and package.json; UPGRADE=1 takes newer versions
	@scripts/lock

clean:  ## take away all that can be made again; keeps the state in var/
	@rm -rf .venv .venv-gateway node_modules $(STATIC) .rasa models/*.tar.gz models/*.fingerprint results \
		.pytest_cache .mypy_cache .ruff_cache .coverage *.egg-info

model: .venv/.ready
	@$(BIN)/deurwijzer train

stories: model
	@$(STEP) "Rasa's check of the data" env $(RASA) data validate --fail-on-warnings
	@[ ! -d tests/stories ] || $(STEP) "Rasa's test of the stories" env $(RASA) test core --stories tests/stories \
		--model models/deurwijzer.tar.gz --e2e --fail-on-prediction-errors --no-plot

walk: model  ## talks at random, N of them, and a look at every answer
	@WALKS=$(or $(N),400) $(PYTHON) -m pytest tests/walk

browser:
	@scripts/browser

gateway-test: .venv-gateway/.ready  ## the tests of all but Rasa, on a newer Python, where there is one
	@[ ! -e $< ] || .venv-gateway/bin/python -m pytest $(SPREAD) -m "not rasa and not live and not browser"

.venv/.ready: lock/rasa.txt lock/uv.txt pyproject.toml scripts/bootstrap.py
	@python=$$(scripts/find-python 3.10) && "$$python" scripts/bootstrap.py .venv lock/rasa.txt

.venv-gateway/.ready: lock/gateway.txt lock/uv.txt pyproject.toml scripts/bootstrap.py
	@if python=$$(scripts/find-python $(NEWER)); then "$$python" scripts/bootstrap.py .venv-gateway lock/gateway.txt; \
		else echo "So the gateway is tested on 3.10 only."; fi

# What the pages load; each line of FILES is a path in node_modules.
FILES := htmx.org/dist/htmx.min.js
$(STATIC)/.ready: package-lock.json .npmrc | .venv/.ready
	@command -v npm >/dev/null || { echo "npm is missing; on Debian: apt-get install npm"; exit 1; }
	@$(STEP) "Front-end packages" npm ci
	@mkdir -p $(STATIC) && cp $(FILES:%=node_modules/%) $(STATIC)
	@touch $@
