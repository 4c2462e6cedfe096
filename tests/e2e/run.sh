#!/usr/bin/env bash
# Runs one function of one *_test.sh in a folder of its own: run.sh SCRIPT FUNCTION. Ends with 0 passed, 1 failed,
# 77 skipped. BONGSU is the program, BONGSU_SOURCE the project's folder, BONGSU_BUILD the folder of the build.
#   BONGSU=build/ci/bongsu BONGSU_SOURCE=. BONGSU_BUILD=build/ci tests/e2e/run.sh tests/e2e/store_test.sh test_sql_only_reads
set -uo pipefail
export LC_ALL=C.UTF-8
unset BONGSU_DATA BONGSU_LEXICON BONGSU_WORKSPACE NO_COLOR

bongsu=$(realpath "$BONGSU")
source=$(realpath "$BONGSU_SOURCE")
build=$(realpath "$BONGSU_BUILD")
posts=$source/examples/posts
script=$(realpath "$1")
# The engine lies in the cache of the user; what the tests write to a cache goes to their own folder.
BONGSU_DUCKDB_DIR=$(dirname "$("$source/scripts/fetch-duckdb.sh" --where)")
export BONGSU_DUCKDB_DIR
work=$(mktemp -d)
chmod 755 "$work"  # tests that change the user come here
mounted=
cleanup() {
  [ -z "$mounted" ] || umount "$mounted"
  rm -rf "$work"
}
trap cleanup EXIT
export XDG_CACHE_HOME=$work/.cache
mkdir -p "$XDG_CACHE_HOME/bongsu"
# Every test would compile the lexicon anew; the first of a build leaves its image for the others.
shared=$build/tests/lexicon-cache
mkdir -p "$shared" && ln -s "$shared"/*.blex "$XDG_CACHE_HOME/bongsu/" 2>/dev/null
cd "$work"

# --- what tests are written with ---

skip() {
  printf 'SKIPPED: %s\n' "$*"
  exit 77
}
fail() {
  printf 'FAILED: %s\n' "$*"
  for file in out err; do
    [ -s "$work/$file" ] || continue
    printf -- '--- std%s (first 30 lines)\n' "$file"
    head -n 30 "$work/$file" | cut -c1-400
  done
  exit 1
}
need_engine() {
  [ -s "$BONGSU_DUCKDB_DIR/libduckdb.so" ] ||
    skip "the database engine is not in $BONGSU_DUCKDB_DIR; scripts/fetch-duckdb.sh gets it"
}
# run CODE ARGUMENT...: bongsu must end with CODE; its output is in the files out and err.
run() {
  local wanted=$1 got=0
  shift
  "$bongsu" "$@" >"$work/out" 2>"$work/err" || got=$?
  [ "$got" = "$wanted" ] || fail "exit code $got instead of $wanted from: bongsu $(printf '%q ' "$@" | cut -c1-200)"
}
# says FILE TEXT: FILE (out, err) holds TEXT.
says() { grep -qF -e "$2" "$1" || fail "std$1 does not say: $2"; }
silent_about() { ! grep -qF -e "$2" "$1" || fail "std$1 says: $2"; }
same() { cmp -s "$1" "$2" || fail "$3: $(diff "$1" "$2" | head -n 5 | cut -c1-300)"; }
# value SQL: the one value of a query on the workspace ws.
value() {
  "$bongsu" --workspace ws sql --format csv "$1" 2>"$work/err" | sed -n 2p | tr -d '\r"'
}
is() {
  local got
  got=$(value "$1")
  [ "$got" = "$2" ] || fail "$3: $got instead of $2 from: $1"
}
# What a workspace says, without what tells when and in which order it came to be.
content() {
  "$bongsu" --workspace "$1" events --format jsonl &&
    "$bongsu" --workspace "$1" sql --format csv "SELECT doc, version, current, source_hash, lang, title, published, note
      FROM documents ORDER BY ALL" &&
    "$bongsu" --workspace "$1" sql --format csv "SELECT actor, recipient, joint, day, event, certainty, sum(events), sum(score)
      FROM dyad_day GROUP BY ALL HAVING sum(events) <> 0 ORDER BY ALL" &&
    "$bongsu" --workspace "$1" sql --format csv "SELECT code, sector, name, mentions, events FROM entities ORDER BY ALL" &&
    "$bongsu" --workspace "$1" sql --format csv "SELECT doc, code, message, state FROM quarantine ORDER BY ALL" &&
    "$bongsu" --workspace "$1" --quiet cluster list --all --format jsonl &&
    "$bongsu" --workspace "$1" cluster documents 2>/dev/null &&
    "$bongsu" --workspace "$1" sql --format csv "SELECT DISTINCT kind, side, doc, event_type, payload, who, reason, event FROM decisions ORDER BY ALL"
}
# post FILE TITLE SENTENCE: writes a small post.
post() {
  printf -- '---\ntitle: "%s"\ncategories:\n- 정치\n---\n\n<p>%s</p>\n' "$2" "$3" >"$1"
}
give='미국과 일본은 러시아가 미사일 기술을 북한에 이전할 가능성에 우려를 나타냈다.'
launch='북한은 1일 새벽 탄도미사일 2발을 발사했다.'

# shellcheck source=/dev/null
. "$script"
"$2"
# Leave a freshly compiled image for the tests that follow.
for image in "$XDG_CACHE_HOME"/bongsu/*.blex; do
  [ -f "$image" ] && [ ! -L "$image" ] && cp "$image" "$shared/.$$" && mv "$shared/.$$" "$shared/${image##*/}"
done
exit 0
