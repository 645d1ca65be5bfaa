# One entry point: CI calls the same targets.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run demo test coverage prove quality check format lock image image-check clean

run: .venv/run.stamp  ## set up, then watch: the samples, and whatever comes after them
	@mkdir -p data/inbox
	@for sample in service/samples/[0-9]*; do test -e "data/inbox/$${sample##*/}" || cp "$$sample" data/inbox/; done
	$(BIN)/wirewatch run --now

demo: .venv/run.stamp  ## one pass over the samples, then stop
	$(BIN)/wirewatch demo

# Hundreds of processes import the same modules: an environment that keeps Python from storing what it
# compiled would have each of them compile all.
test coverage prove: export PYTHONDONTWRITEBYTECODE =
ALL := $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

test: .venv/dev.stamp  ## every test; more processes than cores, as many tests wait
	$(ALL)

coverage: .venv/dev.stamp  ## what tests in one process reach: counting takes as long again as the tests
	$(ALL) tests/unit tests/integration --cov=service --cov-report=
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=99 --include='service/articles/*,service/matches/*,service/stories/*,service/digests/*,service/deliveries/*,service/pipeline/*,service/model.py'

SEED ?= $(shell date +%s)
prove: .venv/dev.stamp  ## three kills at each crash point, 500 at random, on both databases; 100,000 articles of the rules' law (an hour and a half)
	WIREWATCH_PROVE_HITS=3 WIREWATCH_PROVE_KILLS=500 WIREWATCH_PROVE_SEED=$(SEED) \
	WIREWATCH_PROVE_DATABASES='sqlite postgresql' \
	$(BIN)/pytest tests/e2e/test_crash_points.py tests/e2e/test_random_kills.py tests/e2e/test_flaky_server.py -rP
	WIREWATCH_PROVE_CASES=100000 $(BIN)/pytest tests/unit/matches/test_law.py -k agree

quality: .venv/dev.stamp  ## how well feeds and pages are read, beside other tools: writes docs/quality.md
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --group bench
	PYTHONPATH=. $(BIN)/python bench/quality.py

check: .venv/dev.stamp  ## style, types, layers, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=.:bench $(BIN)/mypy service tests bench .ci/image-check
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/uv.stamp  ## hashed requirement files from pyproject.toml
	$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --group pyproject.toml:build -o requirements-build.txt
	$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header -c requirements.txt -c requirements-build.txt pyproject.toml --group build --group dev -o requirements-dev.txt

image:  ## with what is there: docker, podman or buildah
	@if docker info > /dev/null 2>&1; then docker build -t wirewatch .; \
	elif command -v podman > /dev/null; then podman build --format docker -t wirewatch .; \
	elif command -v buildah > /dev/null; then buildah bud --format docker -t wirewatch .; \
	else echo 'make image needs docker (and its engine), podman or buildah' >&2; exit 2; fi

image-check:  ## build the image and try it, on Debian, as root, without an engine
	.ci/image-check $(if $(MIRROR),--mirror $(MIRROR))

clean:
	rm -rf .venv .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# uv comes through pip where the machine has none.
.venv/uv.stamp:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wirewatch needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	@command -v uv > /dev/null && ln -sf "$$(command -v uv)" $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@touch $@

.venv/run.stamp: .venv/uv.stamp requirements.txt requirements-build.txt pyproject.toml
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements.txt -r requirements-build.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
