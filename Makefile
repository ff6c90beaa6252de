# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin

.PHONY: run test check sample setup screen clean

run: setup  ## open the window on the bundled sample (without a display: out/tuner.png)
	$(BIN)/python main.py resources/sample.dng

test: setup screen  ## the whole test suite, in two halves at once
	@sh scripts/test.sh $(BIN)/python

check: setup  ## style, types and the rule that imports only go down
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

sample: setup  ## make resources/sample.dng anew (the same bytes every time)
	$(BIN)/python scripts/make_sample.py resources/sample.dng

setup:  ## what is missing, and nothing else: system libraries, .venv, packages
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

screen:  ## a virtual X11 screen for the walk through a real window, a browser for a report; without them those tests skip
	@sh scripts/setup.sh screen

clean:
	rm -rf .venv out dist build
