# make run    checks the machine, builds, and serves the pages with demonstration data
# make test   every check there is, those in a browser too
# make help   the rest

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# One static program; and a checkout that belongs to someone else (sudo make) is no
# reason to stop: nothing here asks git for more than a commit's name.
export CGO_ENABLED := 0
export GOFLAGS := $(GOFLAGS) -buildvcs=false
VERSION = $(shell git -c safe.directory='*' describe --always 2>/dev/null || echo unknown)

# Where make run keeps the database: in the checkout, except for root, whose files
# PostgreSQL's user might not reach.
DATA := $(if $(filter 0,$(shell id -u)),/var/lib/homeground,$(CURDIR)/data)

PAGES := $(shell find frontend/src frontend/public frontend/index.html frontend/*.json frontend/*.ts frontend/*.js -type f 2>/dev/null)

.PHONY: help run test build lint bench setup setup-test go-build go-checks FORCE

help:
	@echo "make run     build and serve the pages at http://127.0.0.1:8340/ with demonstration data"
	@echo "make test    format, vet, all tests on a real PostGIS, and the pages in Chromium"
	@echo "make build   bin/homeground, with the pages in it"
	@echo "make lint    format, vet and type checks only"
	@echo "make bench   the benchmarks"
	@echo "HOMEGROUND_ADDR, HOMEGROUND_DATA, DATABASE_URL: see bin/homeground --help"

run: setup build
	@HOMEGROUND_DATA="$${HOMEGROUND_DATA:-$(DATA)}" exec bin/homeground serve --demo

build: bin/homeground

test: setup-test build go-checks
	go test -timeout 30m ./...
	cd frontend && npm run check
	cd frontend && npm test

lint: build go-checks
	cd frontend && npm run check

bench:
	go test -run '^$$' -bench . -benchmem ./...

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

go-checks:
	@wrong=$$(find . -name node_modules -prune -o -name '*.go' -exec gofmt -l {} +); \
	if [ -n "$$wrong" ]; then echo "not formatted, run gofmt -w on: $$wrong" >&2; exit 1; fi
	go vet ./...

# Build output made by root in someone's checkout is handed to whose checkout it is.
GIVE = if [ "$$(id -u)" = 0 ]; then chown -Rh --reference=Makefile $(1); fi

bin/homeground: frontend/dist/index.html FORCE
	go build -trimpath -ldflags "-s -w -X main.versionText=$(VERSION)" -o $@ ./cmd/homeground
	@$(call GIVE,bin)

frontend/dist/index.html: frontend/node_modules/.installed $(PAGES)
	cd frontend && npm run build
	@touch $@
	@$(call GIVE,frontend/dist frontend/node_modules)

frontend/node_modules/.installed: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	@touch $@
	@$(call GIVE,frontend/node_modules)

FORCE:
