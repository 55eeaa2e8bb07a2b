#!/bin/sh
# Writes the lock files anew from pyproject.toml, in the project's root:
#   .venv/bin/pip install uv && PATH=".venv/bin:$PATH" sh requirements/update.sh
# Valid for Linux on x86_64 and aarch64 with Python 3.11 to 3.13 (and wherever else the packages have wheels).
# With --upgrade everything moves to the newest version that pyproject.toml allows; without, only what has to.
set -eu
lock() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links "$@"
}
lock "$@" pyproject.toml --extra prod --output-file requirements/run.lock
lock "$@" pyproject.toml --extra prod --extra test --extra bench --constraints requirements/run.lock \
  --output-file requirements/test.lock
lock "$@" --group node --output-file requirements/node.lock
lock "$@" --group pip --output-file requirements/pip.lock
