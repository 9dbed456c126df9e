# make run       the page, at http://127.0.0.1:8050
# make test      the checks of the code and all tests (SOURCES: the folder of the texts)
# make browsers  Firefox and WebKitGTK, in which the tests walk through the page too
# make check     the file alone, and its excerpts against the texts
# make docs      what of docs/ is made from the code, and the schema for editors
# make pictures  the pictures of README, from the page itself
# make mutate    which small changes of the code no test notices (an hour or more)
# make bench     the benchmark, beside a plain Dash app and other libraries; writes bench/RESULTS.md (half an hour)
# make lighthouse  what Lighthouse says of the served page

PYTHON ?= python3
FILE ?= data/events.yaml
SOURCES ?= ../shared/sources
JOBS ?= 2

BIN := .venv/bin
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
BROWSER = command -v "$$CHROMIUM" || command -v chromium || command -v chromium-browser || command -v google-chrome
ENGINES = { command -v firefox-esr || command -v firefox; } && command -v WebKitWebDriver \
	&& command -v Xvfb && ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser

# Installs Debian packages where that needs no password; fails quietly where it does.
apt = { command -v apt-get && $(AS_ROOT) apt-get update -qq \
	&& $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) \
	; } >/dev/null 2>&1

.PHONY: run test check bench lighthouse docs mutate pictures browser browsers office texts

run: .venv/run.stamp node_modules/made.stamp
	$(BIN)/python app.py $(FILE)

test: .venv/dev.stamp node_modules/made.stamp browser browsers office texts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if [ -x node_modules/.bin/tsc ] && [ -x node_modules/.bin/biome ]; then \
		npm run --silent lint && npm run --silent types && npm test --silent; \
	else echo "No npm, or it failed: the page's scripts are not linted, not type-checked, and not run by Node."; fi
	TIMELINE_SOURCES="$(abspath $(SOURCES))" $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -q -rs

check: .venv/run.stamp texts
	$(BIN)/python -m timeline check $(FILE) $(if $(wildcard $(SOURCES)),--sources $(SOURCES))

bench: .venv/dev.stamp node_modules/made.stamp bench/node_modules/made.stamp browser
	$(BIN)/python -m bench.run

lighthouse: .venv/dev.stamp node_modules/made.stamp bench/node_modules/made.stamp browser
	$(BIN)/python -m bench.lighthouse

docs: .venv/run.stamp
	$(BIN)/python -m docs.reference
	$(BIN)/python -m docs.file_page

mutate: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-mutate.txt
	$(BIN)/python tests/mutate.py $(if $(ONLY),"$(ONLY)")

pictures: .venv/dev.stamp node_modules/made.stamp browser
	FONTCONFIG_FILE=$(CURDIR)/tests/fonts.conf $(BIN)/python -m docs.pictures

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. If you have it under another name: make PYTHON=python3.12 run" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call apt,python3-venv) || { \
		echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv" >&2; \
		exit 1; }
	$(PYTHON) -m venv --clear .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements-pictures.txt requirements-notebook.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# npm alone has the small plotly.js bundle; without it the page weighs 1 MB more and works the same
node_modules/made.stamp: package.json
	@if command -v npm >/dev/null && npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts; \
	then touch $@; \
	else echo "No npm, or it failed: the page uses the larger plotly.js that came with Python, and draws no QR codes."; fi

# what the page is measured against, and with
bench/node_modules/made.stamp: bench/package.json
	@if command -v npm >/dev/null && npm --prefix bench install --silent --no-package-lock --no-audit --no-fund --ignore-scripts; \
	then touch $@; \
	else echo "No npm, or it failed: nothing but a plain Dash app is measured beside the page."; fi

browser:
	@($(BROWSER)) >/dev/null || $(call apt,chromium fonts-liberation) || { \
		echo "The tests need Chromium. On Debian: sudo apt install chromium" >&2; exit 1; }

# the engines beside Chromium; without one, its walks say that they were not made
browsers:
	@{ $(ENGINES); } >/dev/null 2>&1 || $(call apt,firefox-esr webkit2gtk-driver xvfb) || \
		echo "No Firefox, or no WebKitGTK, its driver and Xvfb: there nobody walks through the page. On Debian: sudo apt install firefox-esr webkit2gtk-driver xvfb"

# opens the slides as a teacher's office program would; without it those tests say that they did not
office:
	@soffice --version 2>/dev/null | grep -q Office || $(call apt,libreoffice-impress fonts-liberation) || \
		echo "No LibreOffice that runs: the slides are not opened by it. On Debian: sudo apt install libreoffice-impress"

texts:
	@if [ ! -d "$(SOURCES)" ]; then \
		echo "No texts at $(SOURCES): what needs them is not checked. Name their folder: make test SOURCES=DIR"; \
		[ "$$CI" != true ]; fi
