# KloudNests. `make` alone says what there is.
#
# The work is done by scripts/*.sh, so that each step can also be run by hand.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint e2e bench clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the web app and the server, then start it in demo mode
	@scripts/run.sh

test: ## everything: Rust on SQLite and PostgreSQL, web, browser journeys
	@scripts/test.sh

lint: ## formatting, clippy, the house rules, generated files, licences, Biome
	@scripts/lint.sh

e2e: ## the browser journeys alone (ENGINES="sqlite postgres" for both)
	@scripts/e2e.sh

bench: ## the benchmarks, side by side; writes bench/RESULTS.md
	@bench/run.sh

clean: ## remove what builds and tests left behind (never ./data)
	@scripts/clean.sh
