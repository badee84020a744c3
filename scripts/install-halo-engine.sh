#!/usr/bin/env bash
# scripts/install-halo-engine.sh [FOLDER]: makes a Python virtual environment (default .venv) that holds the
# index of the public halo-engine, for the interoperability tests. The product itself needs no Python.
# Point LOOPWRIGHT_HALO_PYTHON at FOLDER/bin/python to run those tests.
set -euo pipefail

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

# The index needs pydantic alone. The engine's other dependencies run its agent and weigh 400 MB.
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "pydantic==2.13.3"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "halo-engine==0.3.5"
"$folder/bin/python" -c 'from engine.traces.trace_index_builder import TraceIndexBuilder'

trap - EXIT
echo "halo-engine is installed in $folder" >&2
