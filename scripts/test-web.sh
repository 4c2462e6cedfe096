#!/usr/bin/env bash
# Tests the pages of `bongsu site` in Chromium (web/test/). Ends with 0 passed, 1 failed, 77 skipped.
#
#   scripts/test-web.sh --prepare   installs what that needs: packages (scripts/packages.txt, set web), web/node_modules
#   scripts/test-web.sh             writes the site of examples/posts and drives it; BONGSU is the program,
#                                   BONGSU_BUILD the folder of the build; SHOTS=FOLDER keeps pictures of all pages
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

skip() {
  printf 'test-web: SKIPPED: %s\n' "$*" >&2
  exit 77
}
browser() { command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; }
libraries_are_there() { [ web/node_modules/.package-lock.json -nt web/package-lock.json ]; }

if [ "${1:-}" = --prepare ]; then
  scripts/setup.sh web || skip 'the packages for the browser could not be installed; scripts/packages.txt names them'
  libraries_are_there && exit 0
  (cd web && npm ci --ignore-scripts --no-audit --no-fund >&2) ||
    skip 'npm could not install web/package-lock.json; is the registry in reach?'
  touch web/node_modules/.package-lock.json
  exit 0
fi

browser >/dev/null || skip 'there is no Chromium; scripts/test-web.sh --prepare installs it'
libraries_are_there || skip 'web/node_modules is not there; scripts/test-web.sh --prepare installs it'
engine=$(scripts/fetch-duckdb.sh --where) && [ -s "$engine" ] || skip 'the database engine is not there; scripts/fetch-duckdb.sh gets it'

bongsu=$(realpath "${BONGSU:-build/ci/bongsu}")
work=${BONGSU_BUILD:-$root/build/ci}/web-test
rm -rf "$work" && mkdir -p "$work" || exit 1

# What is committed as built must be what the sources give.
(cd web && npx --no-install tsc --noEmit && node build.mjs "$work/dist") || exit 1
diff -rq web/dist "$work/dist" || {
  printf 'test-web: web/dist is not what web/src gives; type: make web\n' >&2
  exit 1
}

"$bongsu" --workspace "$work/workspace" --quiet ingest examples/posts &&
  "$bongsu" --workspace "$work/workspace" --now 2024-10-01T00:00:00Z site "$work/site" --on 2024-08-31 || exit 1
cd web && CHROMIUM=$(browser) SITE=$work/site SHOTS=${SHOTS:-} node --test --test-reporter=spec test/
[ $? = 0 ] || exit 1
