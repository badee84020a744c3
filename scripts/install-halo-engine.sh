#!/usr/bin/env bash
# scripts/install-halo-engine.sh [--whole] [FOLDER]: makes a Python virtual environment (default .venv) that holds
# the index of the public halo-engine, with --whole also its command, for the interoperability tests. The product
# itself needs no Python. Point LOOPWRIGHT_HALO_PYTHON at FOLDER/bin/python to run those tests.
set -euo pipefail

whole=""
if [ "${1:-}" = "--whole" ]; then whole=1; shift; fi
folder="${1:-.venv}"
[ ! -e "$folder" ] || { echo "$folder exists already; remove it to install anew" >&2; exit 1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# A half-made environment would look like a whole one to the next run.
trap 'rm -rf "$folder"' EXIT

# Debian packs venv apart from Python.
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends python3 python3-venv
fi
python3 -m venv "$folder"

# The index needs pydantic alone. The agent needs these; what remains of its dependencies is for its code sandbox,
# which it does without, and weighs 300 MB.
agent=("openai==2.32.0" "openai-agents==0.14.7" "inference-catalyst-tracing==0.1.10" "typer==0.25.0" "rich==15.0.0")
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "pydantic==2.13.3" ${whole:+"${agent[@]}"}
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "halo-engine==0.3.5"
"$folder/bin/python" -c 'from engine.traces.trace_index_builder import TraceIndexBuilder'
if [ -n "$whole" ]; then "$folder/bin/halo" --help > /dev/null; fi

trap - EXIT
echo "halo-engine is installed in $folder" >&2
