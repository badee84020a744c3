#!/usr/bin/env bash
# scripts/install-chdb.sh FOLDER: puts chDB, the ClickHouse engine as a library (550 MB), into a folder outside the
# project, for the tests of the ClickHouse store. Point LOOPWRIGHT_CHDB at the folder to run them.
set -euo pipefail

folder="${1:?name a folder}"
mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || echo '{"private": true}' >package.json
npm install --no-audit --no-fund --loglevel=error chdb@3.4.0
node -e 'require("chdb").query("SELECT 1")'
echo "chDB is installed in $folder" >&2
